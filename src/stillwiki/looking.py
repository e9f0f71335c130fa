"""What a file of the built site, or of its tree, offers to links and asks for; found by looking at that file alone.

Beside the file it takes the names of all files of the site, so that any process can do it. Whether another page has an
anchor, it cannot know: that is left to the walk (`crawl`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import yaml
from selectolax.lexbor import LexborHTMLParser

SITE, TREE = CODES = ("link-dead", "address-dead")
"""What is found in files of the site, and in those of the tree."""

_HREF = frozenset({"a", "area", "link"})
_SRC = frozenset({"img", "script", "iframe", "source", "audio", "video"})
_REFRESH = 'meta[http-equiv="refresh"]'
# In one go, which takes less than one for each; what two of these select comes twice.
_ASKED = ", ".join(["[id]", "a[name]", *(f"{tag}[href]" for tag in _HREF), *(f"{tag}[src]" for tag in _SRC)])
_NO_LINKS = frozenset({"canonical", "preconnect", "license", "author", "edit"})
_URL = re.compile(r"url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_FRONT_MATTER = re.compile(rb"---\n(.*?\n)---\n", re.DOTALL)
_TEXT = "tag:yaml.org,2002:str"
_PARSED = 1 << 15
"""Links of which it is remembered what they say: the theme has the same on all pages, and pages share many."""
_ROOT = sys.maxsize
"""Folders that a link goes up which begins at the root."""


class Doubt(NamedTuple):
    """What is wrong with a link, if anything is."""

    link: str
    what: str
    page: str = ""
    """If this one has no such anchor; surely, where no page is named."""
    anchor: str = ""


class Looked(NamedTuple):
    """What a file offers and asks for."""

    anchors: str
    """Of a page of the site: with NUL between them, which is in none."""
    asked: str
    """What its links are looked for, with NUL between them: paths as they are asked of a server, and `path#anchor` of
    other files."""
    doubts: tuple[Doubt, ...]
    """In the order of its links."""


@dataclass(frozen=True)
class Looker:
    """Looks at files, each by what would be found in it (`CODES`) and its name."""

    folder: Path
    """Of the site."""
    files: frozenset[str]
    """All files of the site."""
    tree: Mapping[str, bytes]

    def __call__(self, which: tuple[str, str]) -> Looked:
        """Look at one file."""
        code, name = which
        if code == TREE:
            return self._looked(name, "index.html", (), _addresses(self.tree[name]))
        anchors, links = _read((self.folder / name).read_bytes())
        # What is shown at any address has links of a host that we do not know.
        return self._looked(name, name, anchors, links if name != "404.html" else ())

    def tried(self, which: tuple[str, str]) -> Looked | None:
        """Look at one file; whatever hinders that, it is for someone else to meet."""
        try:
            return self(which)
        except Exception:  # noqa: BLE001  # see above
            return None

    def _looked(self, name: str, source: str, anchors: Collection[str], links: Iterable[str]) -> Looked:
        """What a file has, whose links are those of a `source` in the site."""
        above = _above(source)
        asked: dict[str, None] = {}
        doubts: list[Doubt] = []
        for link in dict.fromkeys(links):
            try:
                ups, path, anchor = _parsed(link)
            except ValueError:
                doubts.append(Doubt(link, "is no address"))
                continue
            target = source
            if ups >= 0:
                path = f"{above[min(ups, len(above) - 1)]}/{path}".strip("/")
                asked[path] = None
                # What a static server answers with.
                target = path if path in self.files else f"{path}/index.html".strip("/")
                if target not in self.files:
                    doubts.append(Doubt(link, "leads to no file of the site"))
                    continue
            if anchor and target.endswith(".html") and target in self.files:
                what = "leads to no anchor of its page"
                if target != name:
                    asked[f"{target}#{anchor}"] = None
                    doubts.append(Doubt(link, what, target, anchor))
                elif anchor not in anchors:  # its own change with itself
                    doubts.append(Doubt(link, what))
        return Looked("\0".join(anchors), "\0".join(asked), tuple(doubts))


class _Parsed(NamedTuple):
    """What a link leads to, wherever it stands; of other hosts, nothing."""

    ups: int
    """How many folders it goes up, before it goes down; without a path, -1."""
    path: str
    anchor: str


@lru_cache(_PARSED)
def _parsed(link: str) -> _Parsed:
    """What a link says.

    Raises:
        ValueError: it is no address.

    """
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return _Parsed(-1, "", "")
    anchor = unquote(parts.fragment)
    if anchor.startswith(":~:"):
        anchor = ""
    if not parts.path:
        return _Parsed(-1, "", anchor)
    path = normpath(unquote(parts.path))
    if path.startswith("/"):
        return _Parsed(_ROOT, path.strip("/"), anchor)
    steps = path.split("/") if path != "." else []
    ups = steps.count("..")  # all of them stand at its beginning
    return _Parsed(ups, "/".join(steps[ups:]), anchor)


def _above(name: str) -> list[str]:
    """The folders that a file is in, from the innermost to that of the site, which is nameless."""
    folders = []
    while name:
        name = name.rpartition("/")[0]
        folders.append(name)
    return folders


def _read(content: bytes) -> tuple[Collection[str], list[str]]:
    """Anchors and links of an HTML file."""
    tree = LexborHTMLParser(content)
    anchors: dict[str | None, None] = {}
    links = []
    for node in tree.css(_ASKED):
        tag, told = node.tag, node.attributes
        anchors[told.get("id")] = None
        if tag == "a":
            anchors[told.get("name")] = None
        if ("href" if tag in _HREF else "src" if tag in _SRC else None) not in told:
            continue
        if tag != "link" or _NO_LINKS.isdisjoint((told.get("rel") or "").lower().split()):
            links.append(told.get("href") or told.get("src") or "")
    for node in tree.css(_REFRESH):
        match = _URL.search(node.attributes.get("content") or "")
        links.extend([match[1].strip()] if match else [])
    return {anchor: None for anchor in anchors if anchor}, links


def _addresses(content: bytes) -> Iterator[str]:
    """Every `url` in a page's front matter; an infobox holds the wiki's own words.

    Of the values none is made: that takes as long as reading them.
    """
    match = _FRONT_MATTER.match(content)
    root = yaml.compose(match[1], yaml.CSafeLoader) if match else None  # the safe loader, in C
    stack = [value for key, value in _pairs(root).items() if key != "infobox"]
    while stack:
        node = stack.pop()
        if isinstance(node, yaml.SequenceNode):
            stack.extend(node.value)
        elif isinstance(node, yaml.MappingNode):
            values = _pairs(node)
            stack.extend(values.values())
            url = values.get("url")
            if url is not None and url.tag == _TEXT:
                yield url.value


def _pairs(node: yaml.Node | None) -> dict[str, yaml.Node]:
    return {key.value: value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}
