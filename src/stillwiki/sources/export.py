"""The XML of MediaWiki's export, versions 0.3 to 0.11, as a stream: bytes in, complete pages out.

Elements are known by their local names, because the XML namespace changes with every version. Of each page the
text of one revision is kept, the latest; of the others the records. Addresses of anonymous authors are dropped here.
Refuses document types and entities (no export has them, every XML bomb does) and titles' rules (`dump` knows them).
"""

from __future__ import annotations

import hashlib
import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from sys import intern
from xml.parsers import expat  # document types are refused, so its known weaknesses are out of reach

from stillwiki.errors import SourceError
from stillwiki.model import Revision
from stillwiki.sources.siteinfo import SiteInfo

_REVISION = "/page/revision"
_NAMESPACE = "/siteinfo/namespaces/namespace"
_INFO = frozenset(f"/siteinfo/{name}" for name in ("sitename", "dbname", "base", "generator", "case"))
_OF_PAGE = frozenset(f"/page/{name}" for name in ("title", "ns", "id", "redirect"))
_OF_REVISION = frozenset(
    f"{_REVISION}/{name}"
    for name in (
        "id", "parentid", "timestamp", "minor", "comment", "model", "text", "sha1",
        "contributor", "contributor/username", "contributor/ip",
    )
)  # fmt: skip
_LEAVES = _INFO | _OF_PAGE | _OF_REVISION | {_NAMESPACE}
_OLD_STYLE_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}(?:\d{1,3}|xxx)|[\w.-]+\.xxx")
"""As wikis of 2002 and before credited visitors: with the last part hidden."""


@dataclass(slots=True)
class RawPage:
    """A `<page>` element; what is missing in it is empty."""

    title: str = ""
    id: int = 0
    redirect: str = ""
    model: str = ""
    """Of the revision kept; empty when the export does not say (before 0.6)."""
    text: str = ""
    latest: Revision | None = None
    """The revision whose text is kept; none when the page has no revision at all."""
    has_text: bool = False
    revisions: list[Revision] = field(default_factory=list)


@dataclass(slots=True)
class Element:
    """The leaf elements met so far inside a page or a revision: text and attributes by path."""

    texts: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def text(self, path: str) -> str:
        """Text of a leaf; empty when it is not there."""
        return self.texts.get(path, "")

    def number(self, path: str) -> int:
        """Number in a leaf; 0 when there is none."""
        return _number(self.text(path))

    def deleted(self, path: str) -> bool:
        """Whether an administrator has hidden what would stand here."""
        return "deleted" in self.attributes.get(path, {})


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
        self._path: list[str] = []
        self._parts: list[str] | None = None
        self._leaf = ""
        self._outer = self._element = Element()
        self._page = RawPage()
        self._complete: list[RawPage] = []
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.buffer_size = 1 << 16
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.EntityDeclHandler = self._refuse_doctype

    def feed(self, chunk: bytes) -> None:
        """Read on, an empty chunk being the end; raises `expat.ExpatError` where this ends being XML."""
        self._parser.Parse(chunk, not chunk)
        self.ended = not chunk

    def take(self) -> list[RawPage]:
        """The pages completed since the last time."""
        pages, self._complete = self._complete, []
        return pages

    def _refuse_doctype(self, *_declared: object) -> None:
        raise SourceError(
            f"{self._name}: has a document type declaration, which no MediaWiki export has"
            " (an HTML page saved in place of the dump?); it is not read"
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if not self._path:
            self._open(name, attributes)
            return
        path = f"{self._path[-1]}/{name}"
        self._path.append(path)
        if path in _LEAVES:
            self._leaf, self._parts = path, []
            self._parser.CharacterDataHandler = self._parts.append
            self._element.attributes[path] = attributes
        elif path == _REVISION:
            self._outer, self._element = self._element, Element()
        elif path == "/page":
            self._element, self._page = Element(), RawPage()

    def _open(self, name: str, attributes: Mapping[str, str]) -> None:
        if name != "mediawiki":
            raise SourceError(f"{self._name}: is no MediaWiki export: its root element is <{name}>, not <mediawiki>")
        self.rooted = True
        self.info.language = attributes.get("xml:lang", "")
        self._path.append("")

    def _end(self, _tag: str) -> None:
        path = self._path.pop()
        if self._parts is not None and path == self._leaf:
            self._parser.CharacterDataHandler = None
            self._element.texts[path] = "".join(self._parts)
            self._parts = None
        if path == _REVISION:
            self._keep(self._element)
            self._element = self._outer
        elif path == "/page":
            self._close_page(self._element)
        elif path == _NAMESPACE:
            given = self._element.attributes[path]
            self.info.namespaces.append((given.get("key", ""), given.get("case", ""), self._element.text(path)))
        elif path in _INFO:
            self.info.values[path.removeprefix("/siteinfo/")] = self._element.text(path).strip()

    def _close_page(self, page: Element) -> None:
        self._page.title = page.text("/page/title")
        self._page.id = page.number("/page/id")
        self._page.redirect = page.attributes.get("/page/redirect", {}).get("title", "")
        self._complete.append(self._page)

    def _keep(self, read: Element) -> None:
        """File a revision; its text too, if it is the latest so far (one without text never wins over one with)."""
        page, text, there = self._page, read.text(f"{_REVISION}/text"), _has_text(read)
        revision = _revision(read, text)
        page.revisions.append(revision)
        rank = (there, revision.timestamp, revision.id)
        if page.latest is None or rank >= (page.has_text, page.latest.timestamp, page.latest.id):
            page.latest, page.has_text, page.text = revision, there, text
            page.model = read.text(f"{_REVISION}/model").strip()


def _has_text(read: Element) -> bool:
    """Hidden text, text lost in the wiki's storage and text left out of the dump all come as an empty element."""
    path = f"{_REVISION}/text"
    if path not in read.texts or read.deleted(path):
        return False
    return bool(read.text(path)) or _number(read.attributes[path].get("bytes", "")) == 0


def _revision(read: Element, text: str) -> Revision:
    author = read.text(f"{_REVISION}/contributor/username").strip()
    visitor = f"{_REVISION}/contributor/ip" in read.texts or _is_address(author)
    size = _number(read.attributes.get(f"{_REVISION}/text", {}).get("bytes", ""))
    return Revision(
        id=read.number(f"{_REVISION}/id"),
        timestamp=read.text(f"{_REVISION}/timestamp").strip(),
        author="" if visitor else intern(author),
        anonymous=visitor,
        comment=read.text(f"{_REVISION}/comment"),
        minor=f"{_REVISION}/minor" in read.texts,
        size=size or len(text.encode()),
        sha1=read.text(f"{_REVISION}/sha1").strip() or (sha1(text) if _has_text(read) else ""),
        parent=read.number(f"{_REVISION}/parentid"),
    )


def _is_address(name: str) -> bool:
    """Whether what stands as a user name is the address of a visitor, as in imported (`w>192.0.2.1`) and old edits."""
    name = name.rpartition(">")[2]
    if not name or not (name[0].isdigit() or ":" in name or name.endswith(".xxx")):
        return False
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return bool(_OLD_STYLE_ADDRESS.fullmatch(name))
    return True


def sha1(text: str) -> str:
    """Digest of a revision as MediaWiki writes it: base 36, 31 digits."""
    number = int.from_bytes(hashlib.sha1(text.encode(), usedforsecurity=False).digest(), "big")
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits.zfill(31)


def _number(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
