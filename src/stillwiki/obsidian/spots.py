"""Blocks in the middle of a paragraph: what has to stand before and after them.

Owns the blank lines around a displayed formula or an embedded note. It refuses to know which block it is.
"""

from __future__ import annotations

from stillwiki.obsidian.page import Page


def around(start: int, end: int, page: Page) -> tuple[str, str]:
    """Text that keeps a block apart from what stands before and after it in its paragraph."""
    lines, text = page.made.lines, page.made.text
    first, last = page.line(start), page.line(end)
    below = page.below[first]
    gap = f"\n{below.rstrip()}\n{below}"
    before, after = "", ""
    if text[lines.at[first] : start].strip(" \t"):
        before = gap
    elif first in page.opened:
        before = f"<!-- -->{gap}"  # an item that is empty at first is none
    elif first in page.joined:
        before = f"\n{below}"
    if text[end : lines.end(last)].strip(" \t"):
        after = gap
    elif last + 1 in page.joined:
        after = f"\n{below.rstrip()}"
    return before, after


def indented(block: str, start: int, page: Page) -> str:
    """Lines of a block below the marks of the containers it stands in."""
    below = page.below[page.line(start)]
    return "\n".join(line.rstrip() for line in block.replace("\n", "\n" + below).split("\n"))
