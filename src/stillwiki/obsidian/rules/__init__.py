"""Rules: one room for each construct, all in one table."""

from stillwiki.obsidian.rules import formulas, html, links, machinery, media, notes, text

__all__ = ["formulas", "html", "links", "machinery", "media", "notes", "text"]
