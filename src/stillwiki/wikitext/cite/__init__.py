"""Cite: `<ref>` and `<references>`, with names, groups, details and list-defined notes.

Rules: mediawiki.org, Help:Cite and Extension:Cite; the extension's parser tests. A note's text is wikitext of the page,
rendered where the list stands, not where the note is called.
"""

from stillwiki.wikitext.cite import listing, marks
from stillwiki.wikitext.cite.listing import remaining
from stillwiki.wikitext.cite.notes import Notes

__all__ = ["Notes", "listing", "marks", "remaining"]
