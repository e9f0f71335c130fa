"""What the preprocessor finds in wikitext: the only constructs that expansion replaces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Part:
    """One argument between pipes. `name` is None where no `=` stands at the argument's own level."""

    name: Nodes | None
    value: Nodes


@dataclass(frozen=True, slots=True)
class Braces:
    """`{{title|part|…}}`: a template, a parser function or a magic word; which, expansion decides."""

    title: Nodes
    parts: tuple[Part, ...]
    line_start: bool


@dataclass(frozen=True, slots=True)
class Argument:
    """`{{{name|default}}}`."""

    name: Nodes
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """An extension tag; its content is not wikitext until the tag's own function says so."""

    name: str
    attributes: str
    """Source between name and `>` (or `/>`)."""
    content: str | None
    """None for a self-closing tag."""
    close: str
    """The end tag as written; empty when self-closing."""


Node: TypeAlias = str | Braces | Argument | Tag
Nodes: TypeAlias = tuple[Node, ...]


def source_of(nodes: Nodes) -> str:
    """Wikitext of nodes, as it was before preprocessing but for comments."""
    return "".join(node if isinstance(node, str) else _source(node) for node in nodes)


def _source(node: Braces | Argument | Tag) -> str:
    if isinstance(node, Tag):
        return source_of_tag(node.name, node.attributes, node.content, node.close)
    opening, closing, first = ("{{", "}}", node.title) if isinstance(node, Braces) else ("{{{", "}}}", node.name)
    parts = [(source_of(p.name) + "=" if p.name is not None else "") + source_of(p.value) for p in node.parts]
    return opening + "|".join([source_of(first), *parts]) + closing


def source_of_tag(name: str, attributes: str, content: str | None, close: str) -> str:
    """An extension tag as it was written."""
    return f"<{name}{attributes}/>" if content is None else f"<{name}{attributes}>{content}{close}"
