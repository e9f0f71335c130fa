"""The tree of a wiki's own HTML, rewritten: what our passes would have made of the same page.

Rules: mediawiki.org, Help:Formatting, Help:Images and the output of MediaWiki 1.39 to 1.44; HTML of extensions is kept
as far as wikitext itself may write it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from stillwiki import dom
from stillwiki.dom import Element, Node, Text
from stillwiki.model import Heading
from stillwiki.titles import FILE, SPECIAL, Title
from stillwiki.wikitext.anchors import legacy_anchor
from stillwiki.wikitext.foreign import addresses
from stillwiki.wikitext.listed import special_page
from stillwiki.wikitext.passes.sanitise import ELEMENTS, checked

if TYPE_CHECKING:
    from stillwiki.wikitext.context import Context

MAX_DEPTH = 256
"""Elements within elements; of what is deeper, only the words."""
_KEPT = ELEMENTS | {"figure", "figcaption", "tbody", "thead", "tfoot"}
_DROPPED = frozenset(
    "applet base button canvas datalist embed form frame frameset head iframe input link map meta noframes noscript "
    "object optgroup option param script select style svg template textarea title".split()
)
_DROPPED_CLASSES = frozenset({"mw-editsection", "mw-editsection-like", "mw-empty-elt", "mw-jump-link", "toc"})
"""Furniture of a wiki that can be edited, and what the theme shows in its own way."""
_UNWRAPPED = frozenset({"mw-parser-output", "mw-heading", "mw-headline"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LANGUAGE = re.compile(r"(?<!\S)mw-highlight-lang-([\w#+.-]{1,40})(?!\S)")
_SHOWN = re.compile(r"\bmw:(?:File|Image|Video|Audio)/(Thumb|Frame|Frameless)\b")
"""How a file is shown, as Parsoid and MediaWiki since 1.40 say it; older ones have classes for it."""
_NUMBERS = frozenset({"lineno", "linenos"})
_SIZE = re.compile(r"\d{1,5}")


def adopted(html: str, context: Context) -> str:
    """Our HTML of a page, from the wiki's; links, headings, files and addresses go to the context."""
    body = Element("body", {}, _Reader(context).nodes(dom.parse(html).children))
    return dom.serialise(body)


class _Reader:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.inventory = context.inventory
        self.depth = 0

    def nodes(self, nodes: Iterable[Node]) -> list[Node]:
        """What stands for some nodes."""
        self.depth += 1
        made = [each for node in nodes for each in self._node(node)]
        self.depth -= 1
        return made

    def _node(self, node: Node) -> list[Node]:
        if isinstance(node, Text):
            return [node]
        if self.depth > MAX_DEPTH:
            return [Text(node.text())]
        classes = frozenset(node.classes())
        if node.tag in _DROPPED or classes & _DROPPED_CLASSES:
            return []
        for rule in _RULES:
            if (made := rule(self, node, classes)) is not None:
                return made
        if node.tag not in _KEPT or (node.tag in ("div", "span") and classes & _UNWRAPPED):
            return self.nodes(node.children)
        return [self._kept(node)]

    def _kept(self, node: Element) -> Element:
        about = checked(node.attrs, node.tag)
        if shown := _SHOWN.search(about.pop("typeof", "")):
            about["class"] = f"{about.get('class', '')} mw-file-{shown[1].lower()}".strip()
        return Element(node.tag, about, self.nodes(node.children))

    # -- rules -------------------------------------------------------------------------------------

    def heading(self, node: Element, _classes: frozenset[str]) -> list[Node] | None:
        """A heading, with the id that stands on it or on its line."""
        if node.tag not in _HEADINGS:
            return None
        line = next((each for each in node.elements("span") if "mw-headline" in each.classes()), node)
        made = self._kept(node)
        anchor = line.attrs.get("id") or node.attrs.get("id", "")
        if anchor:
            made.attrs["id"] = anchor
            made.children = [each for each in made.children if not _is_old(each, anchor)]
            self.context.headings.append(Heading(int(node.tag[1]), " ".join(made.text().split()), anchor))
        return [made]

    def formula(self, node: Element, classes: frozenset[str]) -> list[Node] | None:
        """A formula, by the TeX that its MathML or its picture holds."""
        if "mwe-math-element" not in classes:
            return None
        told = (each.text() for each in node.elements("annotation") if "tex" in each.attrs.get("encoding", ""))
        pictured = (each.attrs.get("alt", "") for each in node.elements("img"))
        tex = " ".join(next((text for text in (*told, *pictured) if text.strip()), "").split())
        block = any("display" in name for each in node.elements() for name in each.classes())
        kind = "display" if block else "inline"
        shown = {"class": f"mwe-math-fallback-source-{kind} tex", "dir": "ltr"}
        return [Element("span", shown, [Text(f"$ {tex} $")])] if tex else []

    def code(self, node: Element, classes: frozenset[str]) -> list[Node] | None:
        """Code with its language; colours are the renderer's business."""
        if "mw-highlight" not in classes:
            return None
        if node.tag == "code":
            return [Element("code", {}, [Text(node.text())])]
        language = _LANGUAGE.search(node.attrs.get("class", ""))
        about = {"class": f"language-{language[1]}"} if language and language[1] != "text" else {}
        numbers = [each for each in node.elements() if _NUMBERS.intersection(each.classes())]
        if numbers:
            first = numbers[0].attrs.get("data-line") or numbers[0].text().strip()
            about["data-mw-start"] = first if _SIZE.fullmatch(first) else "1"
            for number in numbers:
                number.children.clear()
        return [Element("pre", {}, [Element("code", about, [Text(node.text().removesuffix("\n") + "\n")])])]

    def link(self, node: Element, classes: frozenset[str]) -> list[Node] | None:
        """A link: to a page, to a file's bytes, on the page, or out."""
        if node.tag != "a":
            return None
        inside = self.nodes(node.children)
        if classes & {"selflink", "mw-selflink"}:
            return [Element("a", {"class": "mw-selflink selflink"}, inside)]
        found = addresses.target(node.attrs.get("href", ""), self.inventory)
        about = checked({name: value for name, value in node.attrs.items() if name != "href"}, "a")
        about.pop("typeof", None)
        if found.title is not None:
            return self._to_page(found.title, about, inside)
        if found.file:
            self.context.files[found.file] = None
            return [Element("a", {"href": f"file:{found.file}"} | about, inside)]
        if not found.url:
            return inside
        if not found.url.startswith("#"):
            self.context.external[found.url] = None
        return [Element("a", {"href": found.url} | about, inside)]

    def _to_page(self, title: Title, about: dict[str, str], inside: list[Node]) -> list[Node]:
        names = about.pop("class", "").split()
        if title.namespace == FILE and not addresses.held(title, self.inventory):
            if "new" in names:
                return [self._missing(title, inside)]
            if any(isinstance(each, Element) and each.attrs.get("title") == title.full for each in inside):
                return inside  # a picture that is not there says so itself
        if title.namespace == SPECIAL:
            title = Title(SPECIAL, "".join(special_page(title.text)), title.prefix, title.fragment)
        self.context.link(title)
        if kept := " ".join(name for name in names if name != "new"):
            about["class"] = kept
        return [Element("a", {"href": addresses.live(title)} | about, inside)]

    def _missing(self, title: Title, label: list[Node]) -> Element:
        """A file that the source does not hold."""
        self.context.files[title.text] = None
        self.context.report("file-missing", f"{title.full} is not in the source")
        words = "".join(each.text if isinstance(each, Text) else each.text() for each in label)
        return Element("span", {"class": "new", "title": title.full}, [Text(words or title.full)])

    def picture(self, node: Element, _classes: frozenset[str]) -> list[Node] | None:
        """A picture: a file of the source; of one that is not there, and of any other host's, its words."""
        if node.tag != "img":
            return None
        alt = node.attrs.get("alt", "")
        name = addresses.uploaded(node.attrs.get("src", ""), self.inventory) or self._named(node)
        if not name:
            return [Text(alt)] if alt else []
        if name not in self.inventory.media:
            return [self._missing(self.inventory.titles.make(FILE, name), [Text(alt)] if alt else [])]
        self.context.files[name] = None
        sizes = {key: node.attrs[key] for key in ("width", "height") if _SIZE.fullmatch(node.attrs.get(key, ""))}
        return [Element("img", {"src": f"file:{name}", "alt": alt} | sizes | {"class": "mw-file-element"})]

    def _named(self, node: Element) -> str:
        """Title of the file that the element names (Parsoid's `resource`), or of its place among the uploads."""
        source = node.attrs.get("src", "")
        for value in filter(None, (node.attrs.get("resource"), source)):
            title = addresses.target(value, self.inventory).title
            if title is not None and title.namespace == FILE:
                return addresses.held(title, self.inventory) or title.text
        return addresses.name_of_upload(source, self.inventory)

    def player(self, node: Element, _classes: frozenset[str]) -> list[Node] | None:
        """Sound or video: a link to the file."""
        if node.tag not in ("audio", "video"):
            return None
        sources = [node.attrs.get("src", ""), *(each.attrs.get("src", "") for each in node.elements("source"))]
        name = next((name for source in sources if (name := addresses.uploaded(source, self.inventory))), "")
        name = name or self._named(node)
        if not name:
            return []
        if name not in self.inventory.media:
            return [self._missing(self.inventory.titles.make(FILE, name), [])]
        self.context.files[name] = None
        return [Element("a", {"href": f"file:{name}", "class": "internal"}, [Text(name)])]


def _is_old(node: Node, anchor: str) -> bool:
    """Whether this is a heading's second id, in the form that links from old pages have."""
    if not isinstance(node, Element) or node.tag != "span" or node.children:
        return False
    return node.attrs.get("id") == legacy_anchor(anchor)


_RULES: tuple[Callable[[_Reader, Element, frozenset[str]], list[Node] | None], ...] = (
    _Reader.formula,
    _Reader.code,
    _Reader.heading,
    _Reader.link,
    _Reader.picture,
    _Reader.player,
)
"""The first that answers counts."""
