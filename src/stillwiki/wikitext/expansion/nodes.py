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
