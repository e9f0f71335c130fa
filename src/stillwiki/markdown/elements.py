"""What Python-Markdown cannot say of elements: captions, preformatted text, players, maps, embeds, plain ids.

A Python-Markdown extension. It owns nothing else: a page rendered without it stays readable (a caption becomes
a paragraph, `div.pre` a box that the theme sets in fixed type).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import SubElement

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor
from markdown.util import STX

from stillwiki.markdown.mathml import Formulas
from stillwiki.markdown.standins import AREA, PLAYER, PRE, ROUND_BLOCKS

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


class Renamed(Treeprocessor):
    """Turns `div.pre` into `pre` and `div.as-small` into `small`, once the Markdown inside has been read."""

    names: Final = {PRE: "pre", **ROUND_BLOCKS}

    def run(self, root: Element) -> None:
        """Rename in place."""
        for element in list(root.iter("div")):
            classes = element.get("class", "").split()
            if name := next((name for name in classes if name in self.names), ""):
                element.tag = self.names[name]
                classes.remove(name)
                element.attrib.pop("class")
                if classes:
                    element.set("class", " ".join(classes))


EMBED = "embed"
"""Class of an admonition that shows a part of another page: an admonition, because that nests in lists and quotes."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_QUOTED = "embedded-"
"""What headings of an embed are called while ids are given: they are another page's."""


class Embeds(Treeprocessor):
    """Makes `admonition embed` a plain `div.embed`, and hides its headings from the table of contents."""

    def run(self, root: Element) -> None:
        """Rename in place."""
        for box in root.iter("div"):
            classes = box.get("class", "").split()
            if EMBED in classes and "admonition" in classes:
                box.set("class", EMBED)
                if len(box) and box[0].get("class") == "admonition-title":
                    box[0].set("class", "embed-source")
                for heading in box.iter():
                    if heading.tag in _HEADINGS:
                        heading.tag = _QUOTED + heading.tag


class EmbeddedHeadings(Treeprocessor):
    """Gives the headings of embeds their names back."""

    def run(self, root: Element) -> None:
        """Rename in place."""
        for heading in root.iter():
            if isinstance(heading.tag, str) and heading.tag.startswith(_QUOTED):
                heading.tag = heading.tag.removeprefix(_QUOTED)
                heading.attrib.pop("id", None)


class PlainIds(UnescapeTreeprocessor):
    """Resolves backslashes in ids as soon as they are set: MkDocs holds links against the ids it finds then."""

    def run(self, root: Element) -> None:
        """Replace in place."""
        for element in root.iter():
            name = element.get("id", "")
            if STX in name:
                element.set("id", self.unescape(name))


_SOUND = (".flac", ".m4a", ".mid", ".mp3", ".oga", ".ogg", ".opus", ".wav")


class Media(Treeprocessor):
    """Turns links into players and areas of maps, when every address has its final form."""

    def run(self, root: Element) -> None:
        """Rename in place."""
        for element in list(root.iter()):
            links = [child for child in element if child.tag == "a"]
            for link in links:
                if link.get("class") == PLAYER:
                    _play(link)
            if areas := [link for link in links if link.get("class") == AREA]:
                _map(element, areas)


def _play(element: Element) -> None:
    address = element.get("href", "")
    is_sound = address.partition("#")[0].lower().endswith(_SOUND)
    element.attrib |= {"src": address, "controls": "controls", "preload": "none"}
    del element.attrib["href"]
    _empty(element, "audio" if is_sound else "video")


def _map(parent: Element, areas: list[Element]) -> None:
    """Put the areas of a picture in its map."""
    held = SubElement(parent, "map", {"name": areas[0].get("map", "")})
    for area in areas:
        words = "".join(area.itertext())
        area.attrib |= {"alt": words, "title": words}
        area.attrib.pop("map", None)
        _empty(area, "area")
        parent.remove(area)
        area.tail = None
        held.append(area)


def _empty(element: Element, tag: str) -> None:
    tail = element.tail
    attributes = {name: value for name, value in element.attrib.items() if name != "class"}
    element.clear()
    element.tag, element.tail, element.attrib = tag, tail, attributes


class ElementsExtension(Extension):
    """Registers all."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Make captions blocks, before any text is read; rename elements after all that touches blocks of code."""
        md.block_level_elements.append("caption")
        md.treeprocessors.register(Renamed(md), "stillwiki_pre", 9)
        md.treeprocessors.register(PlainIds(md), "stillwiki_ids", 6)  # after attr_list, before the contents and MkDocs
        md.treeprocessors.register(Embeds(md), "stillwiki_embeds", 5.5)  # after attr_list, before the contents
        md.treeprocessors.register(EmbeddedHeadings(md), "stillwiki_embedded", 4)  # after the contents
        md.treeprocessors.register(Formulas(md), "stillwiki_formulas", 8)  # after inline Markdown
        md.treeprocessors.register(Media(md), "stillwiki_media", -10)  # after MkDocs has settled addresses


def makeExtension(**options: object) -> ElementsExtension:  # noqa: N802 - the name is Python-Markdown's
    """Entry point that Python-Markdown looks for."""
    return ElementsExtension(**options)
