"""Footnotes: marks, and notes written where they are called."""

from __future__ import annotations

from collections.abc import Iterator

from stillwiki.obsidian.edits import Edit
from stillwiki.obsidian.inline import Found
from stillwiki.obsidian.page import Page
from stillwiki.obsidian.registry import rule


@rule("note")
def mark(found: Found, page: Page) -> Iterator[Edit]:
    """`[^label]`; of a label without a note, the text."""
    label = found.parts[0]
    if label not in page.labels:
        yield Edit(found.start, found.start, "\\")
    elif page.prefix:
        yield Edit(found.start, found.end, f"[^{page.prefix}{label}]")


@rule("inline note")
def inline(found: Found, page: Page) -> Iterator[Edit]:
    """`^[text]`: a mark here, the text among the page's notes."""
    label = f"{page.prefix}inline-{len(page.notes) + 1}"
    page.notes.append((label, found.inner))
    yield Edit(found.start, found.end, f"[^{label}]")
