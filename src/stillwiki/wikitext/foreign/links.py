"""Headings and links of a wiki's own HTML."""

from __future__ import annotations

from stillwiki.dom import Element, Node
from stillwiki.model import Heading
from stillwiki.titles import FILE, SPECIAL, Title
from stillwiki.wikitext.anchors import legacy_anchor
from stillwiki.wikitext.foreign import addresses, media
from stillwiki.wikitext.foreign.reader import Reader
from stillwiki.wikitext.listed import special_page

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def heading(reader: Reader, node: Element, _classes: frozenset[str]) -> list[Node] | None:
    """A heading, with the id that stands on it or on its line."""
    if node.tag not in _HEADINGS:
        return None
    line = next((each for each in node.elements("span") if "mw-headline" in each.classes()), node)
    made = reader.kept(node)
    anchor = line.attrs.get("id") or node.attrs.get("id", "")
    if anchor:
        made.attrs["id"] = anchor
        made.children = [each for each in made.children if not _is_old(each, anchor)]
        reader.context.headings.append(Heading(int(node.tag[1]), " ".join(made.text().split()), anchor))
    return [made]


def _is_old(node: Node, anchor: str) -> bool:
    """Whether this is a heading's second id, in the form that links from old pages have."""
    if not isinstance(node, Element) or node.tag != "span" or node.children:
        return False
    return node.attrs.get("id") == legacy_anchor(anchor)


def link(reader: Reader, node: Element, classes: frozenset[str]) -> list[Node] | None:
    """A link: to a page, to a file's bytes, on the page, or out."""
    if node.tag != "a":
        return None
    inside = reader.nodes(node.children)
    if classes & {"selflink", "mw-selflink"}:
        return [Element("a", {"class": "mw-selflink selflink"}, inside)]
    found = addresses.target(node.attrs.get("href", ""), reader.inventory)
    about = reader.attributes(node)
    for name in ("href", "typeof"):
        about.pop(name, None)
    if found.title is not None:
        return _to_page(reader, found.title, about, inside)
    if found.file:
        reader.context.files[found.file] = None
        return [Element("a", {"href": f"file:{found.file}"} | about, inside)]
    if not found.url:
        return inside
    if not found.url.startswith("#"):
        reader.context.external[found.url] = None
    return [Element("a", {"href": found.url} | about, inside)]


def _to_page(reader: Reader, title: Title, about: dict[str, str], inside: list[Node]) -> list[Node]:
    if reader.parsoid and title.fragment and title.full == reader.context.title.full:
        return [Element("a", {"href": f"#{title.fragment}"} | about, inside)]
    names = about.pop("class", "").split()
    if title.namespace == FILE and not addresses.held(title, reader.inventory):
        if "new" in names:
            return [media.missing(reader, title, inside)]
        if any(isinstance(each, Element) and each.attrs.get("title") == title.full for each in inside):
            return inside  # a picture that is not there says so itself
    if title.namespace == SPECIAL:
        title = Title(SPECIAL, "".join(special_page(title.text)), title.prefix, title.fragment)
    reader.context.link(title)
    if kept := " ".join(name for name in names if name != "new"):
        about["class"] = kept
    return [Element("a", {"href": addresses.live(title)} | about, inside)]
