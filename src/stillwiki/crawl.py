"""A walk over the built site: every link it makes to itself must lead somewhere, to the anchor too.

MkDocs checks the links of Markdown; this also sees raw HTML, the theme, redirects and addresses in front matter.
Refuses to ask other hosts anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import SplitResult, unquote, urlsplit

import yaml
from selectolax.lexbor import LexborHTMLParser

from stillwiki.diagnostics import Diagnostic

_LINKS = "a[href], area[href], link[href], img[src], script[src], iframe[src], source[src], audio[src], video[src]"
_NO_LINKS = frozenset({"canonical", "preconnect", "license", "author", "edit"})
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_FRONT_MATTER = re.compile(rb"---\n(.*?\n)---\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Page:
    """What one HTML file offers and asks for."""

    anchors: frozenset[str]
    links: tuple[str, ...]


def check_site(folder: Path, tree: Mapping[str, bytes]) -> list[Diagnostic]:
    """Dead links of the built site, and dead addresses in the front matter of the tree it was built from."""
    files = frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    pages = {name: _read(folder / name) for name in sorted(files) if name.endswith(".html")}
    found = []
    for name, page in pages.items():
        if name == "404.html":  # is shown at any address, so its links are those of a host we do not know
            continue
        for link in dict.fromkeys(page.links):
            what = _fault(link, name, files, pages)
            if what:
                found.append(Diagnostic("link-dead", name, 0, f"{link!r} {what}"))
    for path, content in sorted(tree.items()):
        for address in dict.fromkeys(_addresses(content)) if path.endswith(".md") else ():
            what = _fault(address, "index.html", files, pages)
            if what:
                found.append(Diagnostic("address-dead", path, 0, f"{address!r} {what}"))
    return found


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


def _fault(link: str, source: str, files: frozenset[str], pages: Mapping[str, _Page]) -> str:
    """What is wrong with a link from one file to another; nothing where all is well."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return "is no address"
    if parts.scheme or parts.netloc:
        return ""
    target = _target(parts, source, files)
    if target is None:
        return "leads to no file of the site"
    anchor = unquote(parts.fragment)
    if anchor and target in pages and anchor not in pages[target].anchors and not anchor.startswith(":~:"):
        return "leads to no anchor of its page"
    return ""


def _target(parts: SplitResult, source: str, files: frozenset[str]) -> str | None:
    """The file that a static server answers with."""
    if not parts.path:
        return source
    path = normpath(join("/", source.rpartition("/")[0], unquote(parts.path))).strip("/")
    tries = (path, f"{path}/index.html".strip("/")) if path else ("index.html",)
    return next((name for name in tries if name in files), None)


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
