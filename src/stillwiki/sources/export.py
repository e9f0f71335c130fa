"""The XML of MediaWiki's export, versions 0.3 to 0.11, as a stream: bytes in, complete pages out.

Elements are known by their local names, because the XML namespace changes with every version. Of each page the
text of one revision is kept, the latest; of the others the records. Addresses of anonymous authors are dropped here.
Refuses document types and entities (no export has them, every XML bomb does), tags, texts and nesting without end,
and titles' rules (`dump` knows them).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.parsers import expat  # document types are refused, so its known weaknesses are out of reach

from stillwiki.errors import SourceError
from stillwiki.sources.revisions import Element, RawPage, finish, keep, number, upload
from stillwiki.sources.siteinfo import SiteInfo

_LONGEST = 1 << 26
"""Bytes of one text or one tag; MediaWiki saves pages of 2 MiB."""
_MANY = _LONGEST >> 16
"""Pieces of text of which so much may be made; expat gives out 64 KiB at a time."""
_DEEPEST = 64
"""Elements in one another; an export has seven."""

_Shape = Mapping[str, "_Shape | None"]
_NAMED = dict.fromkeys(("id", "parentid", "timestamp", "minor", "comment", "model", "text", "sha1"))
_SHAPE: _Shape = {
    "siteinfo": {
        **dict.fromkeys(("sitename", "dbname", "base", "generator", "case")),
        "namespaces": {"namespace": None},
    },
    "page": {
        **dict.fromkeys(("title", "ns", "id", "redirect")),
        "revision": {
            **_NAMED,
            "contributor": {"username": None, "ip": None},
            "content": dict.fromkeys(("role", "model", "text", "sha1")),
        },
        "upload": dict.fromkeys(("timestamp", "filename", "archivename", "size", "sha1base36")),
    },
}
"""What of an export is read: elements in elements, `None` for those whose text counts."""


@dataclass(slots=True)
class _Node:
    """An element that is known, and those known in it."""

    name: str
    leaf: bool
    inner: dict[str, _Node]
    opens: bool = False
    """Whether what is read in it belongs to it, not to what it stands in."""


_IGNORED = _Node("", leaf=False, inner={})
_PASSED = ("restrictions", "origin", "format")
"""Elements that every page or revision has and that do not count; others are passed over, too, but more slowly."""
_OPENING = frozenset({"siteinfo", "page", "revision", "content", "upload"})


def _node(name: str, shape: _Shape | None) -> _Node:
    inner = {key: _node(key, value) for key, value in (shape or {}).items()}
    if name == "contributor":
        # Its parts are the revision's: `contributor/username`.
        for key, node in inner.items():
            node.name = f"{name}/{key}"
    passed = dict.fromkeys(_PASSED if shape else (), _IGNORED)
    return _Node(name, shape is None, passed | inner, name in _OPENING)


class Export:
    """One export being read: feed it bytes, take the pages that are complete."""

    def __init__(self, name: str) -> None:
        self.info = SiteInfo()
        self.rooted = False
        """Whether the root element has been seen, so that this is an export at all."""
        self.ended = False
        """Whether all of it has been read."""
        self.fault = ""
        """What ended the reading before the end; empty when all was read."""
        self._name = name
        self._fed = 0
        self._root = _node("", _SHAPE)
        self._parts: list[str] = []
        self._stack: list[_Node] = []
        self._complete: list[RawPage] = []
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.buffer_size = 1 << 16
        parser.StartElementHandler, parser.EndElementHandler = self._handlers()
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.EntityDeclHandler = self._refuse_doctype

    def feed(self, chunk: bytes) -> None:
        """Read on, an empty chunk being the end; raises `expat.ExpatError` where this ends being XML."""
        self._parser.Parse(chunk, not chunk)
        self.ended = not chunk
        self._fed += len(chunk)
        text = sum(map(len, self._parts)) if len(self._parts) > _MANY else 0
        if max(text, self._fed - self._parser.CurrentByteIndex) > _LONGEST:
            where = f"in line {self._parser.CurrentLineNumber}"
            raise SourceError(f"{self._name}: a text or tag of more than {_LONGEST >> 20} MiB {where}; it is not read")

    @property
    def between(self) -> bool:
        """Whether what is read last stands in the root element, and in nothing inside it."""
        return self.rooted and len(self._stack) == 1

    def take(self) -> list[RawPage]:
        """The pages completed since the last time."""
        pages, self._complete = self._complete, []
        return pages

    def _refuse_doctype(self, *_declared: object) -> None:
        raise SourceError(
            f"{self._name}: has a document type declaration, which no MediaWiki export has"
            " (an HTML page saved in place of the dump?); it is not read"
        )

    def _handlers(self) -> tuple[Callable[[str, dict[str, str]], None], Callable[[str], None]]:
        """What expat calls for every tag; closures, for attributes of `self` would be a third of all the time."""
        parser, parts, stack = self._parser, self._parts, self._stack
        outer: list[Element] = []
        node, element, page = _Node("", leaf=False, inner={}), Element(), RawPage()
        texts = element.texts

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal node, element, texts
            found = node.inner.get(tag) or self._other(tag, attributes, node, len(stack))
            stack.append(node)
            node = found
            if node.leaf:
                parts.clear()
                parser.CharacterDataHandler = parts.append
                if attributes:
                    element.attributes[node.name] = attributes
            elif node.opens:
                outer.append(element)
                element = Element()
                texts = element.texts

        def end(_tag: str) -> None:
            nonlocal node, element, texts, page
            ended, node = node, stack.pop()
            if ended.leaf:
                parser.CharacterDataHandler = None
                texts[ended.name] = parts[0] if len(parts) == 1 else "".join(parts)
                if ended.name == "namespace":
                    self._close_namespace(element)
            elif ended.opens:
                read, element = element, outer.pop()
                texts = element.texts
                self._close(ended.name, read, element, page)
                if ended.name == "page":
                    page = RawPage()

        return start, end

    def _other(self, tag: str, attributes: Mapping[str, str], node: _Node, depth: int) -> _Node:
        """The root, an element with a prefix, or one that does not count."""
        name = tag.rpartition(":")[2]
        if not depth:
            if name != "mediawiki":
                raise SourceError(
                    f"{self._name}: is no MediaWiki export: its root element is <{name}>, not <mediawiki>"
                )
            self.rooted = True
            self.info.language = attributes.get("xml:lang", "")
            return self._root
        if depth > _DEEPEST:
            raise SourceError(f"{self._name}: elements more than {_DEEPEST} deep in one another; it is not read")
        return node.inner.get(name, _IGNORED)

    def _close(self, name: str, read: Element, within: Element, page: RawPage) -> None:
        """An element that holds others is complete."""
        if name == "revision":
            keep(page, read)
        elif name == "content":
            within.slots.append(read)
        elif name == "upload":
            page.uploads.append(upload(read))
        elif name == "siteinfo":
            self.info.values |= {name: text.strip() for name, text in read.texts.items() if name != "namespace"}
        else:
            page.title = read.text("title")
            page.id = number(read.text("id"))
            page.redirect = read.attribute("redirect", "title")
            finish(page)
            self._complete.append(page)

    def _close_namespace(self, siteinfo: Element) -> None:
        given = siteinfo.attributes.pop("namespace", {})
        self.info.namespaces.append((given.get("key", ""), given.get("case", ""), siteinfo.text("namespace")))
