"""The walk over a wiki's tree: what is dropped, what is kept as it may be, and what a rule makes something else of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from stillwiki.dom import Element, Node, Text
from stillwiki.wikitext.passes.sanitise import ELEMENTS, checked

if TYPE_CHECKING:
    from stillwiki.wikitext.context import Context

MAX_DEPTH = 256
"""Elements within elements; of what is deeper, only the words."""
_KEPT = ELEMENTS | {"figure", "figcaption", "tbody", "thead", "tfoot"}
_DROPPED = frozenset(
    "applet area base button datalist frameset head input link meta noframes noscript optgroup option param script "
    "select style template textarea title".split()
)
_DROPPED_CLASSES = frozenset(
    "mw-editsection mw-editsection-like mw-empty-elt mw-jump-link oo-ui-iconWidget oo-ui-indicatorWidget toc".split()
)
"""Furniture of a wiki that can be edited, and what the theme shows in its own way."""
_UNWRAPPED = frozenset({"mw-parser-output", "mw-heading", "mw-headline"})
_NUMBERED = re.compile(r"mw[\w-]{2,6}", re.ASCII)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SHOWN = re.compile(r"\bmw:(?:File|Image|Video|Audio)/(Thumb|Frame|Frameless)\b")
"""How a file is shown, as Parsoid and MediaWiki since 1.40 say it; older ones have classes for it."""


class Reader:
    """One page's HTML on its way."""

    def __init__(self, context: Context, rules: Sequence[Rule], *, parsoid: bool) -> None:
        self.context = context
        self.parsoid = parsoid
        """Whether Parsoid made the HTML: it gives every element an id, and every address the page."""
        self.inventory = context.inventory
        self._rules = rules
        self._depth = 0

    def nodes(self, nodes: Iterable[Node]) -> list[Node]:
        """What stands for some nodes."""
        self._depth += 1
        made = [each for node in nodes for each in self._node(node)]
        self._depth -= 1
        return made

    def kept(self, node: Element) -> Element:
        """The element itself, with the attributes it may have."""
        about = self.attributes(node)
        if shown := _SHOWN.search(about.pop("typeof", "")):
            about["class"] = f"{about.get('class', '')} mw-file-{shown[1].lower()}".strip()
        if not about.get("style", "x").strip():
            del about["style"]
        return Element(node.tag, about, self.nodes(node.children))

    def attributes(self, node: Element) -> dict[str, str]:
        """Those of an element's attributes that it may have."""
        about = checked(node.attrs, node.tag)
        if self.parsoid and _NUMBERED.fullmatch(about.get("id", "")):
            del about["id"]
        return about

    def _node(self, node: Node) -> list[Node]:
        if isinstance(node, Text):
            return [node]
        if self._depth > MAX_DEPTH:
            return [Text(node.text())]
        classes = frozenset(node.classes())
        if node.tag in _DROPPED or classes & _DROPPED_CLASSES or _is_data(node):
            return []
        for rule in self._rules:
            if (made := rule(self, node, classes)) is not None:
                return made
        if node.tag not in _KEPT or (node.tag in ("div", "span") and classes & _UNWRAPPED):
            return self.nodes(node.children)
        return [self.kept(node)]


def _is_data(node: Element) -> bool:
    """Whether this is hidden and holds what only a script reads."""
    hidden = _HIDDEN.search(node.attrs.get("style", "")) is not None or "hidden" in node.attrs
    return hidden and node.text().lstrip()[:1] in ("{", "[")


Rule: TypeAlias = Callable[[Reader, Element, frozenset[str]], list[Node] | None]
"""Takes an element and its classes; what stands for it, or None where that is another rule's business."""
