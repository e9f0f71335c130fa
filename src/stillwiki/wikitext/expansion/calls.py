"""What the functions, variables and tags of a wiki are given, and the tables they stand in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from stillwiki.wikitext.expansion.nodes import Braces, source_of, source_of_tag

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stillwiki.wikitext.context import Context
    from stillwiki.wikitext.expansion.expand import Frame


class Render(Protocol):
    """Renders wikitext inside a tag: the passes up to, not including, paragraphs."""

    def __call__(self, text: str, frame: Frame) -> str:
        """HTML of wikitext that stands in a frame's page."""


@dataclass(frozen=True)
class Language:
    """The tables that expansion looks names up in; one for each wiki, shared by all pages."""

    functions: Mapping[str, Callable[[Call], str | None]]
    """By name, with `#` where the name has one; a name in lower case is written as one likes, others exactly.
    A function that answers None is not meant: the braces are a template's."""
    variables: Mapping[str, Callable[[Frame], str]]
    """By exact name."""
    tags: Mapping[str, Callable[[TagCall], str]]
    """By name in lower case."""
    known_tags: frozenset[str]
    """Names the preprocessor treats as extension tags: those of `tags` and those that cannot run here."""
    render: Render


@dataclass(frozen=True, slots=True)
class Call:
    """A parser function at work: `{{name:first|part|…}}`."""

    name: str
    first: str
    node: Braces
    frame: Frame

    @property
    def context(self) -> Context:
        """The page's state."""
        return self.frame.context

    def __len__(self) -> int:
        return len(self.node.parts) + 1

    def arg(self, number: int, default: str = "") -> str:
        """Argument by position (0 is what stands after the colon), `name=` included, expanded and trimmed."""
        if number == 0:
            return self.first
        if number > len(self.node.parts):
            return default
        return self.frame.part(self.node.parts[number - 1]).strip()

    def args(self) -> list[str]:
        """All arguments."""
        return [self.arg(number) for number in range(len(self))]

    def source(self) -> str:
        """The call as it was written, where that is known, for showing it."""
        return source_of((self.node,))


@dataclass(frozen=True, slots=True)
class TagCall:
    """An extension tag at work."""

    name: str
    attributes: str
    content: str | None
    close: str
    frame: Frame

    @property
    def context(self) -> Context:
        """The page's state."""
        return self.frame.context

    def source(self) -> str:
        """The element as it was written."""
        return source_of_tag(self.name, self.attributes, self.content, self.close)
