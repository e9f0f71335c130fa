"""What Python-Markdown cannot say of elements: captions, preformatted text with markup, ids with escapes in them.

A Python-Markdown extension. It owns nothing else: a page rendered without it stays readable (a caption becomes
a paragraph, `div.pre` a box that the theme sets in fixed type).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor
from markdown.util import STX

from markdown import Extension, Markdown

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

PRE = "pre"
"""Class of a div that stands for `<pre>`: md_in_html never reads Markdown inside a real one."""


class Preformatted(Treeprocessor):
    """Turns `div.pre` into `pre`, once the Markdown inside has been read."""

    def run(self, root: Element) -> None:
        """Rename in place."""
        for element in root.iter("div"):
            classes = element.get("class", "").split()
            if PRE in classes:
                element.tag = "pre"
                classes.remove(PRE)
                element.attrib.pop("class")
                if classes:
                    element.set("class", " ".join(classes))


class PlainIds(UnescapeTreeprocessor):
    """Resolves backslashes in ids as soon as they are set: MkDocs holds links against the ids it finds then."""

    def run(self, root: Element) -> None:
        """Replace in place."""
        for element in root.iter():
            name = element.get("id", "")
            if STX in name:
                element.set("id", self.unescape(name))


class ElementsExtension(Extension):
    """Registers all three."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Make captions blocks, before any text is read; rename `div.pre` after all that touches blocks of code."""
        md.block_level_elements.append("caption")
        md.treeprocessors.register(Preformatted(md), "stillwiki_pre", 9)
        md.treeprocessors.register(PlainIds(md), "stillwiki_ids", 6)  # after attr_list, before the contents and MkDocs


def makeExtension(**options: object) -> ElementsExtension:  # noqa: N802 - the name is Python-Markdown's
    """Entry point that Python-Markdown looks for."""
    return ElementsExtension(**options)
