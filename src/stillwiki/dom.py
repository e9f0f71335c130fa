"""HTML as a tree: the two node types that the wikitext room yields and the Markdown writer reads.

Parsing is lexbor's HTML5 tree builder (selectolax), the same algorithm a browser runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import TypeAlias

from selectolax.lexbor import LexborHTMLParser, LexborNode

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
RAW_TEXT = frozenset({"script", "style"})


@dataclass(slots=True)
class Text:
    """Characters, entities already decoded."""

    text: str


@dataclass(slots=True)
class Element:
    """An element with its attributes (values decoded, in source order) and children."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)

    def classes(self) -> list[str]:
        """The names in the class attribute."""
        return self.attrs.get("class", "").split()

    def walk(self) -> Iterator[Node]:
        """The element itself and everything below it, in document order."""
        stack: list[Node] = [self]
        while stack:
            node = stack.pop()
            yield node
            if isinstance(node, Element):
                stack.extend(reversed(node.children))

    def elements(self, *tags: str) -> Iterator[Element]:
        """Elements of these tags (of any, if none is named) at or below this one, in document order."""
        return (node for node in self.walk() if isinstance(node, Element) and (not tags or node.tag in tags))

    def text(self) -> str:
        """All characters below, as they stand."""
        return "".join(node.text for node in self.walk() if isinstance(node, Text))


Node: TypeAlias = Element | Text


def parse(html: str) -> Element:
    """Build the tree of a fragment that stands in `<body>`; comments are dropped, nothing fails."""
    tree = LexborHTMLParser(f"<!doctype html><html><body>{html}</body></html>")
    body = Element("body")
    if tree.body is not None:
        _copy(tree.body, body)
    return body


def _copy(source: LexborNode, target: Element) -> None:
    work = [(source, target)]
    while work:
        node, element = work.pop()
        child = node.child
        while child is not None:
            tag = child.tag
            if tag == "-text":
                element.children.append(Text(child.text_content or ""))
            elif tag and tag[0] not in "-_!":
                copy = Element(tag, {key: value or "" for key, value in child.attributes.items()})
                element.children.append(copy)
                work.append((child, copy))
            child = child.next


def serialise(node: Node) -> str:
    """HTML of a node; `body` stands for a fragment and is not written itself."""
    out: list[str] = []
    _write(node, out)
    return "".join(out)


def _write(node: Node, out: list[str]) -> None:
    work: list[Node | str] = [node]
    while work:
        item = work.pop()
        if isinstance(item, str):
            out.append(item)
        elif isinstance(item, Text):
            out.append(escape(item.text, quote=False))
        else:
            if item.tag != "body":
                out.append(open_tag(item.tag, item.attrs))
                if item.tag in VOID:
                    continue
                work.append(f"</{item.tag}>")
            if item.tag in RAW_TEXT:
                out.append(item.text())
            else:
                work.extend(reversed(item.children))


def open_tag(tag: str, attrs: dict[str, str]) -> str:
    """Start tag with its attributes escaped."""
    return "<" + tag + "".join(f' {key}="{escape(value)}"' for key, value in attrs.items()) + ">"
