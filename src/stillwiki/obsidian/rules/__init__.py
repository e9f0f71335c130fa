"""Rules: one room for each construct, all in one table."""

from stillwiki.obsidian.rules import links, media, text

__all__ = ["links", "media", "text"]
