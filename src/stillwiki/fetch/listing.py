"""What pages the wiki has: page, title, newest revision. The listing is the truth about what is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stillwiki.errors import FetchError
from stillwiki.fetch import shape
from stillwiki.fetch.api import Api
from stillwiki.fetch.errors import Trouble
from stillwiki.fetch.limits import Limits
from stillwiki.fetch.shape import Object

_STALE = 20
"""Answers without a page that is new to us, one after another, after which a listing is no listing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the listing."""

    id: int
    namespace: int
    title: str
    revision: int


def pages(api: Api, namespaces: Iterable[int], limits: Limits) -> dict[int, Entry]:
    """All pages by their ids.

    Raises:
        FetchError: the listing contradicts itself, or has no end.

    """
    found: dict[int, Entry] = {}
    titles: dict[str, int] = {}
    for namespace in namespaces:
        stale = 0
        for entries in _listed(api, namespace):
            fresh = [entry for entry in entries if entry.id not in found]
            stale = 0 if fresh or not entries else stale + 1
            for entry in fresh:
                if titles.setdefault(entry.title, entry.id) != entry.id:
                    raise FetchError(
                        f"the wiki lists {entry.title!r} twice, as page {titles[entry.title]} and as {entry.id}"
                    )
                found[entry.id] = entry
            if stale > _STALE or len(found) > limits.pages:
                raise FetchError(f"the wiki's listing of namespace {namespace} has no end ({len(found)} pages so far)")
    return found


def _listed(api: Api, namespace: int) -> Iterator[list[Entry]]:
    asked = {
        "action": "query",
        "generator": "allpages",
        "gapnamespace": str(namespace),
        "gaplimit": "max",
        "prop": "info",
    }
    yield from api.walk(
        lambda query: [_entry(page, namespace) for page in shape.objects(query, "pages")],
        f"the listing of namespace {namespace}",
        **asked,
    )


def _entry(page: Object, namespace: int) -> Entry:
    key, space, revision = (shape.number(page, name) for name in ("pageid", "ns", "lastrevid"))
    entry = Entry(key, space, shape.text(page, "title"), revision)
    if entry.namespace != namespace or entry.id <= 0 or not entry.title:
        raise Trouble(
            f"a listing of namespace {namespace} with page {entry.id}, {entry.title!r}, of namespace {entry.namespace}"
        )
    return entry
