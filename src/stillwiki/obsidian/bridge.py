"""From CommonMark's blocks to Python-Markdown's: indentation of lists, blank lines between blocks, callouts, block ids.

Owns what stands at the beginning of every line. Where Python-Markdown reads the note's own spelling as CommonMark does,
that stays. It refuses to edit text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from stillwiki.obsidian import anchors, callouts, leaves
from stillwiki.obsidian.blocks import LEAVES, Block
from stillwiki.obsidian.edits import Edit
from stillwiki.obsidian.inline import Found
from stillwiki.obsidian.page import Page
from stillwiki.obsidian.survey import callout

_STEP = "    "


def edits(page: Page) -> Iterator[Edit]:
    """Edits of line beginnings, blank lines and block ids."""
    lines = page.made.lines
    page.lead = [""] * len(lines.at)
    page.below = [""] * len(lines.at)
    found: list[Edit] = []
    page.called = {item.parts[0] for _, items in page.made.found for item in items if item.kind == "note"}
    page.split = {id(block) for block, items in page.made.found if any(map(_stands_apart, items))}
    places = anchors.anchors(page.made.text)
    if not page.stack:
        for marked in places.blocks.values():
            if marked.block.kind == "callout":
                page.marks[marked.block.first] = _element(marked)
    _children(page.made.root, page, found)
    found += _definitions(page)
    found += _ids(page, places)
    yield from found
    yield from _leads(page)


def _stands_apart(item: Found) -> bool:
    """Whether a construct is, or could be, a block in the middle of a paragraph."""
    return item.kind == "fill" or (item.kind == "embed" and not _FILE.search(item.parts[0].partition("#")[0]))


_FILE = re.compile(r"\.(?!md$)\w{1,5}$", re.IGNORECASE)


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
    gap = child.first > before.last
    if _alike(before, child):
        return (_KEEP_APART, "") if gap else ("", _KEEP_APART, "")
    return ("",) if not gap and _apart(before, child, parent, page) else None


_KEEP_APART = "<!-- -->"


def _alike(before: Block, child: Block) -> bool:
    """Whether Python-Markdown would take two blocks for one."""
    if child.kind == "code":
        return before.kind in ("callout", "note", "code")
    return child.kind == before.kind and child.kind in ("quote", "list") and child.level == before.level


def _apart(before: Block, child: Block, parent: Block, page: Page) -> bool:
    """Whether Python-Markdown needs a blank line between two blocks."""
    if child.kind == "item":
        return _loose(before, page)
    if parent.kind == "item" and child.kind == "list" and before.kind == "paragraph":
        return before is not parent.children[0]
    return before.kind != "heading" or child.kind in ("table", "html", "callout", "fence", "quote")


def _loose(item: Block, page: Page) -> bool:
    """Whether an item has a blank line in it, as written or as the dialect needs it."""
    if id(item) in page.split:
        return True
    if item.kind == "item" and item.children and (item.children[0].first > item.first or _needs_a_line(item)):
        return True
    for before, child in pairwise(item.children):
        if child.first > before.last or _alike(before, child) or _apart(before, child, item, page):
            return True
    return any(_loose(child, page) for child in item.children)


def _leaf(block: Block, page: Page, found: list[Edit]) -> None:
    if block.kind == "paragraph":
        page.joined.update(range(block.first + 1, block.last))
    elif block.kind == "heading":
        page.headings.update(range(block.first, block.last))
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


def _needs_a_line(item: Block) -> bool:
    """Whether Python-Markdown cannot read the first block of an item beside its marker."""
    first = item.children[0]
    if first.kind in _ALONE or (item.last > item.first + 1 and first.kind in ("quote", "heading")):
        return True
    return first.kind == "quote" and bool(first.children) and _needs_a_line(first)


def _item(block: Block, page: Page, found: list[Edit]) -> None:
    text, lines = page.made.text, page.made.lines
    empty = not block.children
    alone = not empty and block.children[0].first == block.first and _needs_a_line(block)
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
            elif block.children[0].first > block.first:
                found.append(Edit(lines.starts[line], lines.end(line), f"{head}{_KEEP_APART}\n{below.rstrip()}"))
        page.below[line] += _STEP
    if block.children and (match := _TASK.match(lines.content(block.first))) and match[1] not in " xX":
        found.append(Edit(lines.at[block.first] + 1, lines.at[block.first] + 2, "x"))
    _children(block, page, found)


_TASK = re.compile(r"\[([^\s\]]|[ ])\][ \t]")
"""A task and its state: whatever is no space is done."""


def _note(block: Block, page: Page, found: list[Edit]) -> None:
    """A footnote's definition; one that nothing calls is not shown."""
    text, lines = page.made.text, page.made.lines
    if block.info not in page.called or block.info in page.labels:
        found.append(Edit(lines.starts[block.first], lines.end(block.last - 1), ""))
        return
    page.labels.add(block.info)
    for place, (start, end) in enumerate(block.marks):
        line = block.first + place
        page.lead[line] += _STEP if place else text[start:end].strip(" \t").replace("[^", "[^" + page.prefix, 1) + " "
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
    opening = callouts.opening(match["type"], match["fold"]) + page.marks.get(first, "")
    start, end = lines.at[first], lines.end(first)
    start += len(lines.content(first)) - len(lines.content(first).lstrip(" \t"))
    if match["title"] and match["title"].strip():
        found.append(Edit(start, start + match.start("title"), opening))
        stop = start + match.end("title")
        stop -= len(match["title"]) - len(match["title"].rstrip(" \t"))
        found.append(Edit(stop, end, '"'))
    else:
        title = callouts.default_title(match["type"])
        found.append(Edit(start, end, f'{opening}{title}"'))
    page.joined.update(range(first + 2, block.children[0].last))
    _children(block, page, found)
    page.joined.discard(first + 1)


_BLOCKS = {"list": _list, "item": _item, "note": _note, "quote": _quote, "callout": _callout}


def _leads(page: Page) -> Iterator[Edit]:
    """Every line's beginning, where it has to differ."""
    lines = page.made.lines
    for line, at in enumerate(lines.at):
        if line in page.silent:
            continue
        start, lead = lines.starts[line], page.lead[line]
        old = page.made.text[start:at]
        if lines.blank(line):
            if old.strip() or ">" in lead:
                yield Edit(start, lines.end(line), lead.rstrip())
            continue
        new = lead + " " * lines.pads[line]
        if old != new and (old.strip() or new.strip() or new):
            yield Edit(start, at, new)


def _definitions(page: Page) -> Iterator[Edit]:
    """Lines of reference definitions, which no block holds: the links that use them are written out."""
    if not page.made.references:
        return
    lines = page.made.lines
    held: set[int] = set()
    for block in anchors.each(page.made.root):
        if block.kind in LEAVES or (block.kind == "item" and not block.children):
            held.update(range(block.first, block.last))
    for line in range(len(lines.at)):
        if line not in held and not lines.blank(line):
            yield Edit(lines.at[line], lines.end(line), "")


def _element(marked: anchors.Marked) -> str:
    return f'<span id="{marked.anchor.id}"></span>'


def _ids(page: Page, found: anchors.Anchors) -> Iterator[Edit]:
    """Ids of headings that need one, and of blocks."""
    made, lines = page.made, page.made.lines
    for block, items in made.found:
        if items and items[-1].kind == "block id":
            item = items[-1]
            start = lines.at[line := page.line(item.start)]
            before = made.text[start : item.start].rstrip(" \t")
            if not before.strip() and line > block.first:
                start, before = lines.at[line - 1], lines.content(line - 1).rstrip(" \t")
            yield Edit(start + len(before), item.end, "")
    if page.stack:
        return
    for marked in found.headings:
        if marked.written and marked.anchor.text:
            block = marked.block
            end = lines.end(block.first if block.markup.startswith("#") else block.last - 2)
            yield Edit(end, end, f" {{: #{marked.anchor.id} }}")
    for marked in found.blocks.values():
        yield from _id(marked, page)


def _id(marked: anchors.Marked, page: Page) -> Iterator[Edit]:
    """An empty element with a block's id, where the block's text begins, or before a block without text."""
    block, lines, text = marked.block, page.made.lines, page.made.text
    mark = _element(marked)
    while block.children and block.kind != "callout":
        block = block.children[0]
    line = block.first
    at = lines.at[line]
    at += len(lines.content(line)) - len(lines.content(line).lstrip(" \t"))
    if block.kind == "heading" and block.markup.startswith("#"):
        at += len(block.markup) + 1
    elif block.kind == "table":
        at += 1 if text.startswith("|", at) else 0
    elif block.kind == "callout":
        return
    elif block.kind != "paragraph" or text.startswith(("$$", "![["), at):
        if line in page.opened:
            page.lead[line] = page.lead[line].replace(_KEEP_APART, mark)
            return
        at = lines.starts[line]
        mark = f"{page.lead[line]}{mark}\n{page.below[line].rstrip()}\n"
    yield Edit(at, at, mark)
