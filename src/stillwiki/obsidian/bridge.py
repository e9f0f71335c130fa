"""From CommonMark's blocks to Python-Markdown's: indentation of lists, blank lines between blocks, callouts, block ids.

Owns what stands at the beginning of every line. Where Python-Markdown reads the note's own spelling as CommonMark does,
that stays. It refuses to edit text.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from stillwiki.obsidian import anchors, callouts, leaves
from stillwiki.obsidian.blocks import Block
from stillwiki.obsidian.edits import Edit
from stillwiki.obsidian.page import Page
from stillwiki.obsidian.survey import callout

_STEP = "    "


def edits(page: Page) -> Iterator[Edit]:
    """Edits of line beginnings, blank lines and block ids."""
    lines = page.made.lines
    page.lead = [""] * len(lines.at)
    page.below = [""] * len(lines.at)
    found: list[Edit] = []
    _children(page.made.root, page, found)
    yield from found
    yield from _leads(page)
    yield from _ids(page)


def _children(block: Block, page: Page, found: list[Edit]) -> None:
    lines = page.made.lines
    before: Block | None = None
    for child in block.children:
        if before is not None:
            words = _between(before, child, block, page)
            if words is not None:
                at, lead = lines.starts[child.first], page.lead[child.first]
                found.append(Edit(at, at, "".join(f"{lead}{word}".rstrip() + "\n" for word in words)))
        _BLOCKS.get(child.kind, _leaf)(child, page, found)
        before = child


def _between(before: Block, child: Block, parent: Block, page: Page) -> tuple[str, ...] | None:
    """Lines that Python-Markdown needs between two blocks: nothing, a blank one, or a comment that keeps them apart."""
    lines = page.made.lines
    gap = child.first > before.last
    if _alike(before, child):
        return (_KEEP_APART, "") if gap else ("", _KEEP_APART, "")
    return ("",) if not gap and _apart(before, child, parent) else None


_KEEP_APART = "<!-- -->"


def _alike(before: Block, child: Block) -> bool:
    """Whether Python-Markdown would take two blocks for one."""
    if child.kind == "code":
        return before.kind in ("callout", "note", "code")
    return child.kind == before.kind and child.kind in ("quote", "list") and child.level == before.level


def _apart(before: Block, child: Block, parent: Block) -> bool:
    """Whether Python-Markdown needs a blank line between two blocks."""
    if child.kind == "item":
        return _loose(before)
    if parent.kind == "item" and child.kind == "list" and before.kind == "paragraph":
        return before is not parent.children[0]
    return before.kind != "heading" or child.kind in ("table", "html", "callout", "fence", "quote")


def _loose(item: Block) -> bool:
    """Whether an item has a blank line in it, as written or as the dialect needs it."""
    for before, child in pairwise(item.children):
        if child.first > before.last or _alike(before, child) or _apart(before, child, item):
            return True
    return any(_loose(child) for child in item.children)


def _leaf(block: Block, page: Page, found: list[Edit]) -> None:
    if block.kind == "paragraph":
        page.joined.update(range(block.first + 1, block.last))
    if block.kind == "fence":
        for line in range(block.first, block.last):
            if line not in page.opened:
                page.lead[line] = page.below[line]
    if edit := leaves.EDITS.get(block.kind):
        found += edit(block, page)


def _list(block: Block, page: Page, found: list[Edit]) -> None:
    _children(block, page, found)


_ALONE = frozenset({"fence", "callout", "table", "html", "code", "list", "rule"})
"""Blocks that cannot begin on the line of an item's marker."""


def _item(block: Block, page: Page, found: list[Edit]) -> None:
    text, lines = page.made.text, page.made.lines
    empty = not block.children
    alone = not empty and block.children[0].kind in _ALONE and block.children[0].first == block.first
    for place, (start, end) in enumerate(block.marks):
        line = block.first + place
        if place:
            page.lead[line] += _STEP
        else:
            marker = text[start:end].strip(" \t")
            spaces = text[start:end][len(text[start:end].rstrip(" \t")) :].expandtabs(4) or " "
            if marker.endswith(")"):
                marker = marker[:-1] + "."
            below = page.below[line] + _STEP
            head = page.lead[line] + marker + spaces
            page.lead[line] = f"{head}{_KEEP_APART}\n{below.rstrip()}\n{below}" if alone else head
            page.opened.add(line)
            if empty:
                found.append(Edit(lines.starts[line], lines.end(line), f"{head}{_KEEP_APART}"))
        page.below[line] += _STEP
    _children(block, page, found)


def _note(block: Block, page: Page, found: list[Edit]) -> None:
    text = page.made.text
    for place, (start, end) in enumerate(block.marks):
        line = block.first + place
        page.lead[line] += _STEP if place else text[start:end].strip(" \t").replace("[^", "[^" + page.prefix) + " "
        page.below[line] += _STEP
    _children(block, page, found)


def _quote(block: Block, page: Page, found: list[Edit]) -> None:
    text = page.made.text
    for place, (start, end) in enumerate(block.marks):
        line = block.first + place
        mark = text[start:end].strip(" \t")
        page.lead[line] += text[start:end].lstrip(" ") if mark else "> "
        page.below[line] += "> "
    _children(block, page, found)


def _callout(block: Block, page: Page, found: list[Edit]) -> None:
    lines, first = page.made.lines, block.first
    match = callout(block, lines)
    if match is None:
        return
    for line in range(first, block.last):
        if line > first:
            page.lead[line] += _STEP
        page.below[line] += _STEP
    start, end = lines.at[first], lines.end(first)
    start += len(lines.content(first)) - len(lines.content(first).lstrip(" \t"))
    if match["title"] and match["title"].strip():
        found.append(Edit(start, start + match.start("title"), callouts.opening(match["type"], match["fold"])))
        stop = start + match.end("title")
        stop -= len(match["title"]) - len(match["title"].rstrip(" \t"))
        found.append(Edit(stop, end, '"'))
    else:
        title = callouts.default_title(match["type"])
        found.append(Edit(start, end, f'{callouts.opening(match["type"], match["fold"])}{title}"'))
    page.joined.update(range(first + 2, block.children[0].last))
    _children(block, page, found)
    page.joined.discard(first + 1)


_BLOCKS = {"list": _list, "item": _item, "note": _note, "quote": _quote, "callout": _callout}


def _leads(page: Page) -> Iterator[Edit]:
    """Every line's beginning, where it has to differ."""
    lines = page.made.lines
    for line, at in enumerate(lines.at):
        start, lead = lines.starts[line], page.lead[line]
        old = page.made.text[start:at]
        if lines.blank(line):
            if old.strip() or ">" in lead:
                yield Edit(start, lines.end(line), lead.rstrip())
            continue
        new = lead + " " * lines.pads[line]
        if old != new and (old.strip() or new.strip() or new):
            yield Edit(start, at, new)


def _ids(page: Page) -> Iterator[Edit]:
    """Ids of headings that need one, and of blocks."""
    made = page.made
    found = anchors.anchors(made)
    for _, items in made.found:
        if items and items[-1].kind == "block id":
            item = items[-1]
            start = item.start
            while start > 0 and made.text[start - 1] in " \t":
                start -= 1
            yield Edit(max(start, made.lines.at[page.line(item.start)]), item.end, "")
    if page.stack:
        return
    for marked in found.headings:
        if marked.written:
            line = marked.block.first
            end = made.lines.end(line)
            yield Edit(end, end, f" {{: #{marked.anchor.id} }}")
