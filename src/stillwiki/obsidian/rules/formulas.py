"""Formulas in text, and displayed ones, which are blocks of their own in the dialect."""

from __future__ import annotations

from collections.abc import Iterator

from stillwiki.obsidian import spots
from stillwiki.obsidian.edits import Edit
from stillwiki.obsidian.inline import Found
from stillwiki.obsidian.page import Page
from stillwiki.obsidian.registry import rule


@rule("fill")
def displayed(found: Found, page: Page) -> Iterator[Edit]:
    """`$$…$$`: apart from the text around it; in a table, a formula in the line."""
    text = page.made.text
    for mask in page.made.masks:
        if mask.kind != "formula" or not found.start <= mask.start < found.end:
            continue
        if found.cell or ("\n" not in text[mask.start : mask.end] and page.line(mask.start) in page.headings):
            yield Edit(mask.start, mask.start + 2, "$")
            yield Edit(mask.end - 2, mask.end, "$")
            continue
        before, after = spots.around(mask.start, mask.end, page)
        if before:
            yield Edit(mask.start, mask.start, before)
        if after:
            yield Edit(mask.end, mask.end, after)


@rule("math")
def formula(found: Found, page: Page) -> Iterator[Edit]:
    """`$…$`: as it stands, but for pipes of tables."""
    written = page.made.text[found.start : found.end]
    if found.cell and "\\|" in written:
        yield Edit(found.start, found.end, written.replace("\\|", "\\vert "))
