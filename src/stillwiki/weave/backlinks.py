"""What links here: the part that stands in a page's front matter, and a page of its own for pages with many.

Only links that a page's own text makes are listed: what a navigation box links says nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stillwiki import names
from stillwiki.model import Document, Found
from stillwiki.weave.spelling import bullets, count, generated, link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stillwiki.index import Index

FOLDER = f"{names.ROOT}/Special/WhatLinksHere"
MAX_LISTED = 50
"""Longest list in front matter; a page with more has a page of its own for them."""


def facts(index: Index, title: str) -> dict[str, object]:
    """The keys `backlinks` and `links_here` of a page's front matter; neither where nothing links to it."""
    sources = index.backlinks(title)
    if not sources:
        return {}
    listed = [{"title": index.label(s), "url": names.address(index.entries[s].path)} for s in sources[:MAX_LISTED]]
    found: dict[str, object] = {"backlinks": listed}
    target = index.resolve(title)
    if len(sources) > MAX_LISTED and isinstance(target, Found):
        found["links_here"] = {"count": len(sources), "url": names.address(_path(target.path))}
    return found


def pages(index: Index) -> Iterator[Document]:
    """A page with all backlinks for every page that has more of them than its front matter lists."""
    titles = {title for title, entry in index.entries.items() if entry.path} | index.category_names
    for title in sorted(titles):
        sources = index.backlinks(title)
        target = index.resolve(title)
        if len(sources) > MAX_LISTED and isinstance(target, Found):
            yield _page(index, target, sources)


def _page(index: Index, target: Found, sources: tuple[str, ...]) -> Document:
    path, title = _path(target.path), index.label(target.title)
    lead = f"{count(len(sources), 'page')} link to {link(title, path, target.path)}."
    items = (link(index.label(source), path, index.entries[source].path) for source in sources)
    meta = {"title": f"Pages that link to “{title}”", "kind": "special", "generated": True}
    return Document(path, meta | {"search": {"exclude": True}}, generated(lead, bullets(items)))


def _path(page: str) -> str:
    """As unlike its neighbours as the paths of the pages themselves."""
    return f"{FOLDER}/{page.removeprefix(names.ROOT + '/')}"
