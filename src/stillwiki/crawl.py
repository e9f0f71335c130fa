"""A walk over the built site: every link it makes to itself must lead somewhere, to the anchor too.

MkDocs checks the links of Markdown; this also sees raw HTML, the theme, redirects and addresses in front matter. A file
is walked over again when it changed, or something that its links asked for: a file, an anchor. Refuses to ask other
hosts anything.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import join, normpath
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import yaml
from selectolax.lexbor import LexborHTMLParser

from stillwiki.diagnostics import Diagnostic
from stillwiki.kept import HarmedError
from stillwiki.memory import program
from stillwiki.sealed import Sealed, column, texts
from stillwiki.stamps import regular

_LINKS = "a[href], area[href], link[href], img[src], script[src], iframe[src], source[src], audio[src], video[src]"
_NO_LINKS = frozenset({"canonical", "preconnect", "license", "author", "edit"})
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_FRONT_MATTER = re.compile(rb"---\n(.*?\n)---\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Page:
    """What one HTML file offers and asks for."""

    anchors: frozenset[str]
    links: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """What need not be looked at again, because it is known."""

    store: Path | None = None
    """What earlier walks found."""
    site: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of files of the site."""
    tree: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of files of the tree."""
    files: Collection[str] | None = None
    """All files of the site, where somebody has looked."""


def check_site(folder: Path, tree: Mapping[str, bytes], known: Known = Known()) -> list[Diagnostic]:
    """Dead links of the built site, and dead addresses in the front matter of the tree it was built from."""
    with Sealed(known.store, len(_Found._fields)) as lines:
        files = known.files if known.files is not None else [name for name, _ in regular(folder)]
        walk = _Walk(folder, frozenset(files), tree, lines)
        try:
            faults = walk.go(known)
        except HarmedError:
            lines.clear()
            faults = walk.go(known)
        return [
            Diagnostic(code, name, 0, f"{link!r} {what}")
            for code in _CODES
            for name, found in sorted(faults[code].items())
            for link, what in found
        ]


_CODES = ("link-dead", "address-dead")
_Faults = dict[str, list[tuple[str, str]]]
"""What is wrong with which links, by the name of the file that has them."""


class _Found(NamedTuple):
    """What was found in a file of the site or of the tree, beside faults."""

    digest: str
    """SHA-256 of the file."""
    anchors: str
    """Of a page of the site: with NUL between them, which is in none."""
    asked: str
    """What its links were looked for, with NUL between them: paths as they are asked of a server, and `path#anchor` of
    other files."""


class _Walk:
    """One walk; only over what changed, and what links to something that changed."""

    def __init__(self, folder: Path, files: frozenset[str], tree: Mapping[str, bytes], lines: Sealed) -> None:
        self._folder, self._files, self._tree, self._lines = folder, files, tree, lines
        self._read: dict[str, _Page] = {}
        self._told: dict[str, AbstractSet[str]] = {}
        self._before: Mapping[str, Mapping[str, str]] = {}
        """Digests of what earlier walks have seen, by code and name."""
        self._stale: AbstractSet[tuple[str, str]] = frozenset()
        """What has to be looked at."""

    def go(self, known: Known) -> Mapping[str, _Faults]:
        """Bring all that is known up to date; gives what is wrong, by code.

        Raises:
            HarmedError: of what should be known something is not.

        """
        digests = dict(zip(_CODES, self._digests(known), strict=True))
        program_ = program().hex()
        told: dict[str, Any] = self._lines.state("known")
        if told.get("program") != program_:
            self._lines.clear()
            told = {"digests": {}, "faults": {}, "asked": ""}
        before = {code: _mapping(*told["digests"].get(code, ("", ""))) for code in _CODES}
        faults: dict[str, _Faults] = {code: told["faults"].get(code, {}) for code in _CODES}
        stale = {(code, name) for code in _CODES for name in _others(before[code], digests[code])}
        gone = {(code, name) for code, name in stale if name not in digests[code]}
        self._before, self._stale = before, stale
        asked = set(texts(told["asked"]))  # by any file, now or once: what nobody asks for need not be looked for
        changed = self._changed(stale - gone) & asked
        if changed:
            stale |= {(code, name) for code in _CODES for name in digests[code] if self._asks(code, name, changed)}
        for code, name in stale:
            faults[code].pop(name, None)
        for code, name in stale - gone:
            found, wrong = self._look(code, name, digests[code][name])
            self._lines.put(f"{code} {name}", found)
            asked.update(found.asked.split("\0"))
            if wrong:
                faults[code][name] = wrong
        self._lines.drop(f"{code} {name}" for code, name in gone)
        if stale:
            columns = {code: (column(each), column(each.values())) for code, each in digests.items()}
            noted = {"program": program_, "digests": columns, "faults": faults, "asked": column(asked)}
            self._lines.note("known", noted)
        return faults

    def _digests(self, known: Known) -> Iterator[Mapping[str, str]]:
        """Of the pages of the site, and of those of the tree."""
        pages = [name for name in self._files if name.endswith(".html")]
        yield {name: known.site.get(name) or _digest((self._folder / name).read_bytes()) for name in pages}
        texts = [path for path in self._tree if path.endswith(".md")]
        yield {path: known.tree.get(path) or _digest(self._tree[path]) for path in texts}

    def _line(self, code: str, name: str) -> _Found:
        """What was found in a file that an earlier walk has seen."""
        line = self._lines.line(f"{code} {name}")
        if line is None or line[0] != self._before[code][name]:
            raise HarmedError(f"nothing is known of {name}")
        return _Found(*line)

    def _asks(self, code: str, name: str, changed: AbstractSet[str]) -> bool:
        """Whether a file asks for something of this."""
        return (code, name) in self._stale or not changed.isdisjoint(self._line(code, name).asked.split("\0"))

    def _changed(self, stale: Iterable[tuple[str, str]]) -> set[str]:
        """What links may have asked for and is another now: files that came or went, anchors that came or went."""
        moved = self._files.symmetric_difference(texts(self._lines.state("files").get("are", "")))
        if moved:
            self._lines.note("files", {"are": column(self._files)})
        changed = {*moved, *(name.removesuffix("index.html").rstrip("/") for name in moved)}
        for code, name in stale:
            if code == "link-dead" and name in self._before[code]:
                anchors = set(self._line(code, name).anchors.split("\0")) ^ self._page(name).anchors
                changed |= {f"{name}#{anchor}" for anchor in anchors}
        return changed

    def _page(self, name: str) -> _Page:
        if name not in self._read:
            self._read[name] = _read(self._folder / name)
        return self._read[name]

    def _look(self, code: str, name: str, digest: str) -> tuple[_Found, list[tuple[str, str]]]:
        """What is found in a file, and what is wrong with which of its links."""
        faults: dict[str, str] = {}
        asked: set[str] = set()
        page = self._page(name) if code == "link-dead" else _Page(frozenset(), tuple(_addresses(self._tree[name])))
        # What is shown at any address has links of a host that we do not know.
        for link in dict.fromkeys(page.links) if name != "404.html" else ():
            what = self._fault(link, name if code == "link-dead" else "index.html", asked)
            if what:
                faults[link] = what
        others = (each for each in asked if not each.startswith(f"{name}#"))  # its own anchors change with itself
        return _Found(digest, "\0".join(page.anchors), "\0".join(others)), list(faults.items())

    def _fault(self, link: str, source: str, asked: set[str]) -> str:
        """What is wrong with a link from one file to another; nothing where all is well."""
        try:
            parts = urlsplit(link)
        except ValueError:
            return "is no address"
        if parts.scheme or parts.netloc:
            return ""
        target: str | None = source
        if parts.path:
            path = normpath(join("/", source.rpartition("/")[0], unquote(parts.path))).strip("/")
            asked.add(path)
            # What a static server answers with.
            target = next((name for name in (path, f"{path}/index.html".strip("/")) if name in self._files), None)
        if target is None:
            return "leads to no file of the site"
        anchor = unquote(parts.fragment)
        if anchor and target.endswith(".html") and target in self._files and not anchor.startswith(":~:"):
            asked.add(f"{target}#{anchor}")
            if anchor not in self._anchors(target):
                return "leads to no anchor of its page"
        return ""

    def _anchors(self, name: str) -> AbstractSet[str]:
        if ("link-dead", name) in self._stale:
            return self._page(name).anchors
        if name not in self._told:
            self._told[name] = frozenset(self._line("link-dead", name).anchors.split("\0"))
        return self._told[name]


def _mapping(names: str, values: str) -> dict[str, str]:
    return dict(zip(texts(names), texts(values), strict=True))


def _others(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """Names that came or went, or stand for another digest."""
    yield from (name for name, digest in now.items() if before.get(name) != digest)
    yield from before.keys() - now.keys()


def _read(path: Path) -> _Page:
    tree = LexborHTMLParser(path.read_bytes())
    anchors = {node.attributes.get("id") for node in tree.css("[id]")} | {
        node.attributes.get("name") for node in tree.css("a[name]")
    }
    links = []
    for node in tree.css(_LINKS):
        if node.tag == "link" and _NO_LINKS.intersection((node.attributes.get("rel") or "").lower().split()):
            continue
        links.append(node.attributes.get("href") or node.attributes.get("src") or "")
    for node in tree.css('meta[http-equiv="refresh"]'):
        match = _REFRESH.search(node.attributes.get("content") or "")
        links.extend([match[1].strip()] if match else [])
    return _Page(frozenset(anchor for anchor in anchors if anchor), tuple(links))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _addresses(content: bytes) -> Iterator[str]:
    """Every `url` in a page's front matter that leads to our own site; an infobox holds the wiki's own words."""
    match = _FRONT_MATTER.match(content)
    meta = yaml.load(match[1], yaml.CSafeLoader) if match else None  # the safe loader, in C
    stack = [value for key, value in meta.items() if key != "infobox"] if isinstance(meta, dict) else []
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            stack.extend(value.values())
            url = value.get("url")
            if isinstance(url, str) and not urlsplit(url).scheme:
                yield url
        elif isinstance(value, list):
            stack.extend(value)
