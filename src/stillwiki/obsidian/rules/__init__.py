"""Rules: one room for each construct, all in one table."""

from stillwiki.obsidian.rules import formulas, links, machinery, media, notes, text

__all__ = ["formulas", "links", "machinery", "media", "notes", "text"]
