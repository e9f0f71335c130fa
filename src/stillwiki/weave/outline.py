"""The categories of a wiki as an outline: a graph with many parents and cycles, made a tree for reading.

Every category is opened once, at the place nearest to a root; elsewhere it stands closed.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stillwiki.weave import categories
from stillwiki.weave.spelling import generated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stillwiki.index import Index
    from stillwiki.weave.lists import Spot

MAX_DEPTH = 8
"""Deeper categories start again at the margin: lists nested deeper cannot be read, nor rendered in good time."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the outline."""

    depth: int
    category: str
    closed: bool
    """Has subcategories, which stand at another place."""


def outline(index: Index) -> Iterator[Line]:
    """The lines in reading order."""
    below = {name: _below(index, name) for name in index.category_names}
    inner = {child for children in below.values() for child in children}
    roots = sorted((name for name in below if name not in inner), key=str.casefold)
    opened: dict[str, str] = {}
    _open(roots, below, opened)
    for name in sorted(below, key=str.casefold):  # what only cycles hold, or lies too deep
        if name not in opened:
            roots.append(name)
            _open([name], below, opened)
    for root in roots:
        yield from _lines(root, below, opened)


def _below(index: Index, category: str) -> list[str]:
    found = (index.target(member.title.full)[0] for member in index.subcategories(category))
    return [name for name in dict.fromkeys(found) if name in index.category_names]


def _open(roots: list[str], below: dict[str, list[str]], opened: dict[str, str]) -> None:
    """Breadth first, note under which parent each category is opened; roots have themselves."""
    opened.update((root, root) for root in roots)
    queue = deque((root, 0) for root in roots)
    while queue:
        name, depth = queue.popleft()
        for child in below[name] if depth < MAX_DEPTH else ():
            if child not in opened:
                opened[child] = name
                queue.append((child, depth + 1))


def _lines(root: str, below: dict[str, list[str]], opened: dict[str, str]) -> Iterator[Line]:
    work = [(root, root, 0)]
    while work:
        name, parent, depth = work.pop()
        here = opened[name] == parent and not (depth > 0 and name == parent)
        yield Line(depth, name, closed=bool(below[name]) and not here)
        if here:
            work.extend((child, name, depth + 1) for child in reversed(below[name]))


def category_tree(spot: Spot) -> str:
    """All categories as a nested list."""
    lines = []
    for line in outline(spot.index):
        elsewhere = " …" if line.closed else ""
        lines.append(f"{' ' * 4 * line.depth}- {categories.entry(spot.index, line.category, spot.path)}{elsewhere}")
    if not lines:
        return generated("This wiki has no categories.")
    lead = "A category that belongs to several others is opened once; elsewhere it ends in “…”."
    return generated(lead, "\n".join(lines))
