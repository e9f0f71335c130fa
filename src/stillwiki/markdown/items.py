"""What stands in a list outside its items: text between them, and formatting that was not closed in one.

Owns which items a list is written with; the same for the writer and for who checks it. HTML5 keeps whatever stands
between items where it stands, so an unclosed `<b>` in one item holds all that follow. Nothing here recurses.
"""

from __future__ import annotations

from stillwiki.dom import VOID, Element, Node, Text
from stillwiki.markdown.kinds import BLOCKS

LISTS = {"dl": "dd", "ol": "li", "ul": "li"}
"""What stands in a list outside its items is taken for one."""
_ITEMS = BLOCKS - {"pre"}
"""Blocks that are written where they stand in a list."""


def itemised(element: Element) -> list[Node]:
    """Children of a list, text between its items in items of its own."""
    found: list[Node] = []
    run: list[Node] = []
    for child in (*_distributed(element.children), None):
        if child is not None and not (isinstance(child, Element) and child.tag in _ITEMS):
            run.append(child)
            continue
        found += [Element(LISTS[element.tag], {}, run)] if any(_is_said(node) for node in run) else run
        found += [child] if child is not None else []
        run = []
    return found


def _is_said(node: Node) -> bool:
    return any(
        below.text.strip(" \t\r\n\f") if isinstance(below, Text) else below.tag in VOID
        for below in ([node] if isinstance(node, Text) else node.walk())
    )


def _distributed(children: list[Node]) -> list[Node]:
    """The children of inline elements that hold items in their place, each with these elements inside."""
    found: list[Node] = []
    work: list[tuple[Node, tuple[Element, ...]]] = [(child, ()) for child in reversed(children)]
    while work:
        node, around = work.pop()
        if isinstance(node, Element) and node.tag not in BLOCKS and any(node.elements(*_ITEMS)):
            work += [(child, (*around, node)) for child in reversed(node.children)]
            continue
        if around and isinstance(node, Element) and node.tag in _ITEMS:
            found.append(Element(node.tag, node.attrs, [_wrapped(around, node.children)]))
        else:
            found.append(_wrapped(around, [node]) if around else node)
    return found


def _wrapped(around: tuple[Element, ...], children: list[Node]) -> Node:
    for element in reversed(around):
        attrs = {key: value for key, value in element.attrs.items() if key != "id"}
        children = [Element(element.tag, attrs, children)]
    return children[0]
