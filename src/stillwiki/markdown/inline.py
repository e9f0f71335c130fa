"""Python-Markdown's own inline patterns, tried only where they are found.

A Python-Markdown extension that changes no page, only what one costs: of the patterns that are tried on a piece of
text nearly all find nothing there, and to be told so by the pattern itself takes a tenth of the time that it takes
Python-Markdown to go through all the motions. Refuses to know what a pattern is for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor as Found
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element


class Inline(InlineProcessor):
    """Goes over a tree as Python-Markdown does; only the loop over the patterns is another."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._tried: list[tuple[object, Callable[[str], object]]] = []

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply all patterns to the text of a tree, as they are registered now."""
        self._tried = [(each, _finder(each)) for each in self.inlinePatterns]
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803  # its own
        if isinstance(data, AtomicString):
            return data
        for index in range(patternIndex, len(self._tried)):
            pattern, is_found = self._tried[index]
            matched, start = is_found(data), 0
            while matched:
                data, matched, start = self._InlineProcessor__applyPattern(pattern, data, index, start)  # type: ignore[attr-defined]
        return data


def _finder(pattern: object) -> Callable[[str], object]:
    """Whether a pattern can match a text: patterns of the old kind, which match from its begin, say it themselves."""
    return pattern.getCompiledRegExp().search if isinstance(pattern, Found) else lambda _: True


class InlineExtension(Extension):
    """Puts it in the place of Python-Markdown's."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register under the same name, at the same place."""
        md.treeprocessors.register(Inline(md), "inline", 20)


def makeExtension(**options: object) -> InlineExtension:  # noqa: N802 - the name is Python-Markdown's
    """Entry point that Python-Markdown looks for."""
    return InlineExtension(**options)
