"""Redirects as static pages at their own addresses, and one at the main page's own name.

A stub works under any base path and without scripts; a script adds what a refresh cannot: it keeps the visitor's
fragment, else uses the redirect's own, and tells the target page where the visitor came from.
"""

from __future__ import annotations

import posixpath
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from stillwiki import names
from stillwiki.model import Elsewhere, Found, Static

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stillwiki.index import Index

SCRIPT = "assets/stillwiki/redirect.js"
"""Path in the site of the script that the theme holds."""


def stubs(index: Index) -> Iterator[Static]:
    """A page for every title in `Index.stub_paths`."""
    for title, path in sorted(index.stub_paths.items()):
        folder = path.removesuffix(".md")
        yield Static(f"{folder}/index.html", _stub(index, title, folder).encode())


def fragment(index: Index, target: Found) -> str:
    """The section a redirect leads to, if the page has it."""
    return index.anchor(target.title, target.fragment) if target.fragment else ""


def relative(folder: str, address: str) -> str:
    """Address under the site's root as seen from the stub in a folder."""
    place, mark, anchor = address.partition("#")
    path = posixpath.relpath(place, names.address(f"{folder}.md"))
    return f"{path}/{mark}{anchor}" if place.endswith(("/", ".")) else f"{path}{mark}{anchor}"


def _stub(index: Index, title: str, folder: str) -> str:
    target, name = index.resolve(title), index.label(title)
    home = relative(folder, ".")
    if isinstance(target, Found):
        address = relative(folder, names.address(target.path, fragment(index, target)))
    elif isinstance(target, Elsewhere) and urlsplit(target.url).scheme in ("http", "https"):
        address = target.url
    else:
        body = f"{name} is a redirect to {target.title}, a page that does not exist. "
        return _page(index, name, [], f"<p>{escape(body)}<a href={_quoted(home)}>{escape(index.site.name)}</a></p>")
    script = relative(folder, SCRIPT)
    origin = f" data-from={_quoted(name)}" if title in index.redirects else ""
    head = [
        f'<link rel="canonical" href={_quoted(address.partition("#")[0])}>',
        f"<script src={_quoted(script)} data-to={_quoted(address)}{origin}></script>",
        # Without the wrapper the refresh would race the script and could lose the visitor's fragment.
        f'<noscript><meta http-equiv="refresh" content={_quoted("0; url=" + address)}></noscript>',
    ]
    return _page(index, name, head, f"<p>See <a href={_quoted(address)}>{escape(index.label(target.title))}</a>.</p>")


def _page(index: Index, title: str, head: list[str], body: str) -> str:
    lines = [
        "<!doctype html>",
        f"<html lang={_quoted(index.site.language)}>",
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="robots" content="noindex">',
        f"<title>{escape(title)} - {escape(index.site.name)}</title>",
        *head,
        "</head>",
        f"<body>{body}</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return f'"{escape(text)}"'
