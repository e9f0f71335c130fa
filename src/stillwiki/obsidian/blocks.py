"""The tree of blocks that a note is."""

from __future__ import annotations

from dataclasses import dataclass, field

LEAVES = frozenset({"paragraph", "heading", "fence", "code", "html", "rule", "table"})


@dataclass(slots=True)
class Block:
    """A block, from its first line to before `last` (both count from 0)."""

    kind: str
    """root, quote, list, item, note (a footnote's definition), or one of `LEAVES`."""
    first: int
    last: int
    markup: str = ""
    """Marks of a heading or fence, the marker of a list."""
    info: str = ""
    """Of a fence: what follows its marks; of an item or note: its number or label."""
    level: int = 0
    """Of a heading; of a list, 1 when it is ordered; of an item or note, columns that belong to it."""
    children: list[Block] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    """Of a container: offsets of its own characters on each of its lines."""
