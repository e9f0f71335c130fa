"""Pictures, sound, video and maps of links in a wiki's own HTML. Bytes are the source's or nobody's."""

from __future__ import annotations

import re

from stillwiki.dom import Element, Node, Text
from stillwiki.titles import FILE, Title
from stillwiki.wikitext.foreign import addresses
from stillwiki.wikitext.foreign.reader import Reader

_SIZE = re.compile(r"\d{1,5}", re.ASCII)
_WINDOWS = frozenset({"canvas", "embed", "frame", "iframe", "object", "svg"})
_MAP = re.compile(r"ImageMap_\w{1,64}", re.ASCII)
_SHAPES = frozenset({"circle", "poly", "rect"})
_COORDINATES = re.compile(r"-?\d{1,6}(?:,-?\d{1,6}){0,999}", re.ASCII)


def missing(reader: Reader, title: Title, label: list[Node]) -> Element:
    """A file that the source does not hold."""
    reader.context.files[title.text] = None
    reader.context.report("file-missing", f"{title.full} is not in the source")
    words = "".join(each.text if isinstance(each, Text) else each.text() for each in label)
    return Element("span", {"class": "new", "title": title.full}, [Text(words or title.full)])


def picture(reader: Reader, node: Element, _classes: frozenset[str]) -> list[Node] | None:
    """A picture: a file of the source; of one that is not there, and of any other host's, its words."""
    if node.tag != "img":
        return None
    alt = node.attrs.get("alt", "")
    name = addresses.uploaded(node.attrs.get("src", ""), reader.inventory) or _named(reader, node)
    if not name:
        return [Text(alt)] if alt else []
    if name not in reader.inventory.media:
        return [missing(reader, reader.inventory.titles.make(FILE, name), [Text(alt)] if alt else [])]
    reader.context.files[name] = None
    shown = {key: node.attrs[key] for key in ("width", "height") if _SIZE.fullmatch(node.attrs.get(key, ""))}
    if _MAP.fullmatch(node.attrs.get("usemap", "").removeprefix("#")):
        shown["usemap"] = node.attrs["usemap"]
    words = "" if alt == name else alt  # a file's name, as MediaWiki to 1.39 writes, tells nothing
    return [Element("img", {"src": f"file:{name}", "alt": words} | shown | {"class": "mw-file-element"})]


def _named(reader: Reader, node: Element) -> str:
    """Title of the file that the element names (Parsoid's `resource`), or of its place among the uploads."""
    source = node.attrs.get("src", "")
    for value in filter(None, (node.attrs.get("resource"), source)):
        title = addresses.target(value, reader.inventory).title
        if title is not None and title.namespace == FILE:
            return addresses.held(title, reader.inventory) or title.text
    return addresses.name_of_upload(source, reader.inventory)


def player(reader: Reader, node: Element, _classes: frozenset[str]) -> list[Node] | None:
    """Sound or video: a player of the source's file."""
    if node.tag not in ("audio", "video"):
        return None
    sources = [node.attrs.get("src", ""), *(each.attrs.get("src", "") for each in node.elements("source"))]
    name = next((name for source in sources if (name := addresses.uploaded(source, reader.inventory))), "")
    name = name or _named(reader, node)
    if not name:
        return []
    if name not in reader.inventory.media:
        return [missing(reader, reader.inventory.titles.make(FILE, name), [])]
    reader.context.files[name] = None
    sizes = {key: node.attrs[key] for key in ("width", "height") if _SIZE.fullmatch(node.attrs.get(key, ""))}
    about = {"controls": "", "preload": "none"} | (sizes if node.tag == "video" else {})
    return [Element("span", {}, [Element(node.tag, about, [Element("source", {"src": f"file:{name}"})])])]


def window(reader: Reader, node: Element, _classes: frozenset[str]) -> list[Node] | None:
    """A window to another site, a drawing of a script's or of vectors: a link, or the words that are told of it."""
    if node.tag not in _WINDOWS:
        return None
    found = addresses.target(node.attrs.get("src") or node.attrs.get("data", ""), reader.inventory)
    reader.context.report("rendered-reduced", f"<{node.tag}> cannot stand here")
    told = (node.attrs.get("aria-label"), node.attrs.get("title"), *(each.text() for each in node.elements("title")))
    words = " ".join(next(filter(None, told), "").split())
    url = f"https:{found.url}" if found.url.startswith("//") else found.url
    if not url.startswith(("https://", "http://")):
        return [Text(words)] if words else []
    reader.context.external[url] = None
    return [Element("a", {"href": url, "class": "external"}, [Text(words or url)])]


def image_map(reader: Reader, node: Element, _classes: frozenset[str]) -> list[Node] | None:
    """The links in the parts of a picture."""
    if node.tag != "map":
        return None
    name = node.attrs.get("name", "")
    if not _MAP.fullmatch(name):
        return []
    areas = [area for each in node.elements("area") if (area := _area(reader, each)) is not None]
    return [Element("map", {"name": name}, [*areas])]


def _area(reader: Reader, node: Element) -> Element | None:
    found = addresses.target(node.attrs.get("href", ""), reader.inventory)
    shape, place = node.attrs.get("shape", ""), node.attrs.get("coords", "")
    if shape not in _SHAPES or not _COORDINATES.fullmatch(place):
        return None
    if found.title is not None:
        reader.context.link(found.title)
    elif found.url and not found.url.startswith("#"):
        reader.context.external[found.url] = None
    href = addresses.live(found.title) if found.title else found.url
    words = node.attrs.get("alt") or node.attrs.get("title", "")
    about = {"href": href, "shape": shape, "coords": place, "alt": words, "title": words}
    return Element("area", about) if href else None


def gallery_text(reader: Reader, node: Element, classes: frozenset[str]) -> list[Node] | None:
    """What stands below a picture of a gallery, which was a paragraph up to MediaWiki 1.39."""
    if "gallerytext" not in classes:
        return None
    parts = [each for each in node.children if not isinstance(each, Text) or each.text.strip()]
    inner = parts[0] if len(parts) == 1 else None
    alone = isinstance(inner, Element) and inner.tag == "p" and not inner.attrs
    made = reader.kept(Element(node.tag, node.attrs, inner.children) if alone and isinstance(inner, Element) else node)
    if alone and made.children and isinstance(last := made.children[-1], Text):
        last.text = last.text.rstrip()
    return [made]
