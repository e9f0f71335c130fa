"""What pages the wiki has: page, title, newest revision. The listing is the truth about what is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stillwiki.errors import FetchError
from stillwiki.fetch import shape
from stillwiki.fetch.api import Api
from stillwiki.fetch.errors import Trouble
from stillwiki.fetch.limits import Limits
from stillwiki.fetch.pages import batches
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


def pages(api: Api, namespaces: Iterable[int], limits: Limits) -> tuple[dict[int, Entry], bool]:
    """All pages by their ids; whether the wiki kept still while it was listed.

    Raises:
        FetchError: the listing contradicts itself, or has no end.

    """
    found: dict[int, Entry] = {}
    titles: dict[str, int] = {}
    still = True
    for namespace in namespaces:
        stale = 0
        for entries in _listed(api, namespace):
            stale = stale + 1 if entries and all(entry.id in found for entry in entries) else 0
            for entry in entries:
                if titles.setdefault(entry.title, entry.id) != entry.id:
                    raise FetchError(
                        f"the wiki lists {entry.title!r} twice, as page {titles[entry.title]} and as {entry.id}"
                    )
                still &= found.setdefault(entry.id, entry).title == entry.title
            if stale > _STALE or len(found) > limits.pages:
                raise FetchError(f"the wiki's listing of namespace {namespace} has no end ({len(found)} pages so far)")
    return found, still


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
    entry = _told(page)
    if entry.namespace != namespace:
        raise Trouble(f"a listing of namespace {namespace} with page {entry.id}, of namespace {entry.namespace}")
    return entry


def _told(page: Object) -> Entry:
    key, space, revision = (shape.number(page, name) for name in ("pageid", "ns", "lastrevid"))
    entry = Entry(key, space, shape.title(page, "title"), revision)
    if entry.id <= 0 or entry.revision < 0:
        raise Trouble(f"a page {entry.id} with revision {entry.revision}")
    return entry


def still_there(api: Api, ids: Iterable[int]) -> dict[int, Entry]:
    """Those of these pages that the wiki still has: one that is not listed any more is not gone until it says so.

    Raises:
        FetchError: of one of them it says nothing.

    """
    found: dict[int, Entry] = {}
    for some in batches(ids):
        asked = {"action": "query", "prop": "info", "pageids": "|".join(map(str, some))}
        here, gone = api.ask(_present, "pages that are not listed any more", **asked)
        if untold := set(some) - here.keys() - gone:
            raise FetchError(f"the wiki neither lists page {min(untold)} any more nor says that it is gone")
        found |= {key: entry for key, entry in here.items() if key in some}
    return found


def _present(body: Object) -> tuple[dict[int, Entry], set[int]]:
    told = shape.objects(shape.inner(body, "query"), "pages")
    gone = [page for page in told if shape.flag(page, "missing")]
    here = [_told(page) for page in told if page not in gone]
    return {entry.id: entry for entry in here}, {shape.number(page, "pageid", 0) for page in gone}
