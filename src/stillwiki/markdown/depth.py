"""Nesting deeper than a page can have any use for: wrappers dissolve, and what they hold stays.

Owns how deep a tree is written. Python-Markdown reads nested HTML in time that grows with the depth, so a page of
unclosed elements must not carry them all. What is dissolved are looks; lists, tables and links below stay, as far
as there is room. Nothing here recurses, for a page may be as deep as it is long.
"""

from __future__ import annotations

from typing import TypeAlias

from stillwiki.dom import Element, Node, Text
from stillwiki.markdown.kinds import BLOCKS, CONTAINERS

DEPTH = 60
"""Deepest nesting that is written as it stands."""
ROOM = 16
"""Levels that may follow below, wrappers not counted; below them the words alone remain."""
_CELL = 4
"""Levels from a table to what its cells hold."""
_LINES = frozenset({"b", "big", "em", "font", "i", "small", "span", "strong"})
_WRAPPERS = frozenset({"article", "blockquote", "center", "div", "section"})
_Work: TypeAlias = "tuple[Node | None, Element, int]"


def dissolved(element: Element) -> list[Node]:
    """What stands for an element that is too deep: its content without wrappers, in paragraphs where they ended."""
    top = Element("body")
    kept, edged = [top], {id(top)} if element.tag in BLOCKS else set()
    work: list[_Work] = [(element, top, ROOM)]
    while work:
        node, parent, room = work.pop()
        if node is None:
            edged.add(id(parent))
            parent.children.append(_edge())
        elif isinstance(node, Text):
            parent.children.append(node)
        elif _is_kept(node, parent, room):
            copy = Element(node.tag, dict(node.attrs))
            parent.children.append(copy)
            kept.append(copy)
            work += [(child, copy, room - 1) for child in reversed(node.children)]
        else:
            edge: list[_Work] = [(None, parent, room)] if node.tag in BLOCKS else []
            work += [*edge, *((child, parent, room) for child in reversed(node.children)), *edge]
    for parent in kept:
        if id(parent) in edged:
            parent.children = _paragraphs(parent.children)
    return top.children


def _is_kept(element: Element, parent: Element, room: int) -> bool:
    if element.tag in _WRAPPERS or (element.tag in _LINES and room < ROOM - 3) or room < 1:
        return False
    return element.tag not in CONTAINERS or room > _CELL or parent.tag in CONTAINERS


def _edge() -> Element:
    return Element("")


def _paragraphs(nodes: list[Node]) -> list[Node]:
    """Text and inline elements between edges as paragraphs; blocks as they are."""
    found: list[Node] = []
    run: list[Node] = []
    for node in (*nodes, _edge()):
        if isinstance(node, Text) or node.tag not in BLOCKS | {""}:
            run.append(node)
            continue
        found += [Element("p", {}, run)] if run else []
        found += [node] if node.tag else []
        run = []
    return found
