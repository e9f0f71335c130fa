"""A note as Markdown of the dialect.

Owns the order: blocks first, then what stands in them; embedded notes go the same way. It refuses to resolve anything.
"""

from __future__ import annotations

from stillwiki.notes import Note, View, Woven
from stillwiki.obsidian import bridge, rules
from stillwiki.obsidian.edits import Edit, apply
from stillwiki.obsidian.making import woven
from stillwiki.obsidian.page import Page
from stillwiki.obsidian.registry import RULES

__all__ = ["convert", "edits", "rules"]


def convert(note: Note, view: View) -> Woven:
    """Markdown of a note, without front matter."""
    return woven(note, view, edits)


def edits(page: Page) -> list[Edit]:
    """All edits that a note needs on a page."""
    found = list(bridge.edits(page))
    found += [Edit(mask.start, mask.end, "") for mask in page.made.masks if mask.kind == "comment"]
    for _, items in page.made.found:
        for item in items:
            if rule := RULES.get(item.kind):
                found += rule(item, page)
    return [*found, *_notes(page, found)] if page.notes else found


def _notes(page: Page, found: list[Edit]) -> list[Edit]:
    """The texts of footnotes that were written where they are called, at the end."""
    text = page.made.text
    parts: list[str] = []
    for label, (start, end) in page.notes:
        inside = [Edit(e.start - start, e.end - start, e.text) for e in found if start <= e.start and e.end <= end]
        said = " ".join(apply(text[start:end], inside).split())
        parts.append(f"\n\n[^{label}]: {said}")
    return [Edit(len(text), len(text), "".join(parts) + "\n")]
