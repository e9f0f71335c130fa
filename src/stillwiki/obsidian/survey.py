"""One reading of a note: its blocks, its lines, and every construct, kept for the next who asks.

Owns which text of which block is scanned. It refuses to know other notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from stillwiki.obsidian import emphasis, inline, reading
from stillwiki.obsidian.blocks import Block
from stillwiki.obsidian.inline import Found, Run
from stillwiki.obsidian.lines import Lines
from stillwiki.obsidian.masks import Mask, masked, masks
from stillwiki.obsidian.references import Definitions

CALLOUT = re.compile(r"\[!(?P<type>[^\]|\n]+)(?:\|(?P<meta>[^\]\n]*))?\](?P<fold>[+-]?)\s*(?P<title>\S.*)?$")


@dataclass(slots=True)
class Survey:
    """What one reading found."""

    text: str
    root: Block
    lines: Lines
    masks: list[Mask]
    references: Definitions
    found: list[tuple[Block, list[Found]]]
    """Constructs of every leaf that holds text, in order."""


_KEPT = 30_000_000
"""Characters of notes whose surveys are kept, at some ten bytes each: a vault is scanned as a whole before the
first of its notes is converted, so that keeping only the latest would keep none."""
_known: dict[str, Survey] = {}
_held = 0


def survey(text: str) -> Survey:
    """Read a note's text, once."""
    global _held  # noqa: PLW0603  # a memo and its size
    made = _known.get(text)
    if made is None:
        made = _read(text)
        if _held < _KEPT:
            _known[text] = made
            _held += len(text)
    return made


def forget(text: str) -> None:
    """Let go of a survey: the note's page is made, and the pages that embed it can read it again."""
    global _held  # noqa: PLW0603  # a memo and its size
    if _known.pop(text, None):
        _held -= len(text)


def _read(text: str) -> Survey:
    hidden = masks(text)
    plain = masked(text, hidden) if hidden else text
    root, lines, references = reading.parse(plain)
    made = Survey(text, root, lines, hidden, references, [])
    _walk(root, made)
    return made


def _walk(block: Block, made: Survey) -> None:
    for place, child in enumerate(block.children):
        if child.kind == "quote" and (match := callout(child, made.lines)):
            child.kind, child.info = "callout", match["type"].strip()
        if child.kind in ("paragraph", "heading", "table"):
            runs = {"paragraph": _paragraph, "heading": _heading, "table": _table}[child.kind](child, made.lines)
            if block.kind == "callout" and place == 0 and child.kind == "paragraph":
                runs = _titled(runs)
            made.found.append((child, [found for run in runs for found in _constructs(run, made)]))
        _walk(child, made)


def _constructs(run: Run, made: Survey) -> list[Found]:
    items = list(inline.scan(run, made.references))
    if any(item.kind == "delimiter" for item in items):
        items = emphasis.settled(items, made.text)
    if any(item.kind == "url" for item in items):
        items = list(_without_links_in_links(items))
    return items


def _without_links_in_links(items: list[Found]) -> Iterator[Found]:
    """Bare addresses in the text of a link, or in an HTML link, are text."""
    linked = [item.inner for item in items if item.kind in _LINKS]
    anchors = [item for item in items if item.kind == "html" and re.match(r"</?a\b", item.parts[0], re.IGNORECASE)]
    linked += [(one.end, other.start) for one, other in pairwise(anchors) if other.parts[0].startswith("</")]
    for item in items:
        if item.kind != "url" or not any(start <= item.start < end for start, end in linked):
            yield item


_LINKS = frozenset({"link", "image", "wikilink", "link reference", "image reference"})


def callout(quote: Block, lines: Lines) -> re.Match[str] | None:
    """The first line of a callout, if the quote is one."""
    if quote.children and quote.children[0].kind == "paragraph" and quote.children[0].first == quote.first:
        line = quote.first
        return CALLOUT.match(lines.content(line).strip(" \t"))
    return None


def _run(lines: Lines, first: int, last: int) -> Run:
    pieces: list[tuple[int, int]] = []
    parts: list[str] = []
    size = 0
    for line in range(first, last):
        start, end = lines.at[line], lines.end(line)
        while start < end and lines.text[start] in " \t":
            start += 1
        pieces.append((size, start))
        parts.append(lines.text[start:end])
        size += end - start + 1
    text = "\n".join(parts)
    return Run(text.rstrip(" \t"), pieces)


def _paragraph(block: Block, lines: Lines) -> list[Run]:
    return [_run(lines, block.first, block.last)]


def _titled(runs: list[Run]) -> list[Run]:
    """The title of a callout apart from its text."""
    (run,) = runs
    title, newline, _ = run.text.partition("\n")
    match = CALLOUT.match(title)
    start = match.start("title") if match and match["title"] is not None else len(title)
    first = Run(title[start:], [(0, run.pieces[0][1] + start)], last=False)
    if not newline:
        return [first]
    cut = len(title) + 1
    return [first, Run(run.text[cut:], [(key - cut, offset) for key, offset in run.pieces[1:]])]


_HEADING = re.compile(r"#{1,6}[ \t]+|#{1,6}$")
_CLOSING = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")


def _heading(block: Block, lines: Lines) -> list[Run]:
    if not block.markup.startswith("#"):
        run = _run(lines, block.first, block.last - 1)
        run.heading = True
        return [run]
    run = _run(lines, block.first, block.first + 1)
    match = _HEADING.match(run.text)
    start = match.end() if match else 0
    text = _CLOSING.sub("", run.text[start:])
    return [Run(text, [(0, run.pieces[0][1] + start)], heading=True)]


_PIPE = re.compile(r"\\.|\|", re.DOTALL)


def _table(block: Block, lines: Lines) -> list[Run]:
    found: list[Run] = []
    for line in range(block.first, block.last):
        if line != block.first + 1:
            found += cells(lines, line)
    return found


def cells(lines: Lines, line: int) -> list[Run]:
    """Cells of a row, split at the pipes that no backslash escapes."""
    found: list[Run] = []
    at, end = lines.at[line], lines.end(line)
    text = lines.text
    cuts = [m.start() for m in _PIPE.finditer(text, at, end) if m[0] == "|"]
    for cut in [*cuts, end]:
        if cell := text[at:cut].strip():
            start = at + text[at:cut].index(cell)
            found.append(Run(cell, [(0, start)], cell=True, last=False))
        at = cut + 1
    return found
