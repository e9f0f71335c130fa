"""A note as Markdown of the dialect.

Owns the order: blocks first, then what stands in them; embedded notes go the same way. It refuses to resolve anything.
"""

from __future__ import annotations

from stillwiki.notes import Note, View, Woven
from stillwiki.obsidian import bridge, rules, scan
from stillwiki.obsidian.edits import Edit, apply
from stillwiki.obsidian.page import Found, Page
from stillwiki.obsidian.registry import RULES
from stillwiki.obsidian.survey import survey

__all__ = ["convert", "edits", "rules"]


def convert(note: Note, view: View) -> Woven:
    """Markdown of a note, without front matter."""
    said = Found()
    body = apply(note.text, edits(Page(note, view, survey(note.text), said, edits)))
    return Woven(body, scan.scan(note).links, tuple(said.diagnostics), frozenset(said.uses))


def edits(page: Page) -> list[Edit]:
    """All edits that a note needs on a page."""
    found = list(bridge.edits(page))
    found += [Edit(mask.start, mask.end, "") for mask in page.made.masks if mask.kind == "comment"]
    for _, items in page.made.found:
        for item in items:
            if rule := RULES.get(item.kind):
                found += rule(item, page)
    return found
