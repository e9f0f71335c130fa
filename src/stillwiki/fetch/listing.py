"""What pages the wiki has, and what has happened to it since we last looked.

The listing is the truth about what is there: page, title, newest revision. Recent changes and the log only tell whether
it is worth listing, and the log which pages are other than their newest revision says (revisions hidden, restored,
merged, imported). Recent changes are forgotten after some weeks or months, the log is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from stillwiki.errors import FetchError
from stillwiki.fetch import shape
from stillwiki.fetch.api import Api
from stillwiki.fetch.errors import Trouble
from stillwiki.fetch.limits import Limits
from stillwiki.fetch.shape import Object

_REWRITING = frozenset({"delete", "merge", "import", "suppress"})
"""Types of log entries after which a page's history is another, whatever its newest revision: revisions are hidden or
come back with type `delete`."""
_RENAMING = "renameuser"
"""After it, every page that a user has edited names another author."""
_STALE = 20
"""Answers without a page that is new to us, one after another, after which a listing is no listing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the listing."""

    id: int
    namespace: int
    title: str
    revision: int


@dataclass
class Changes:
    """What has happened since a moment."""

    any: bool = False
    rewritten: set[str] = field(default_factory=set)
    """Titles of pages whose history is another."""
    everything: bool = False
    """Whether all pages have to be fetched again."""


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


def changes(api: Api, since: str) -> Changes:
    """What has happened since a moment (ISO 8601) by the wiki's clock."""
    found = Changes()
    recent = {"action": "query", "list": "recentchanges", "rcprop": "ids", "rcdir": "newer", "rclimit": "max"}
    log = {"action": "query", "list": "logevents", "leprop": "type|title|details", "ledir": "newer", "lelimit": "max"}
    edited = {"rctype": "edit|new|log|external|categorize"}
    for some in api.walk(
        lambda query: shape.objects(query, "recentchanges"), "recent changes", rcstart=since, **recent, **edited
    ):
        found.any |= bool(some)
    for events in api.walk(lambda query: shape.objects(query, "logevents"), "the log", lestart=since, **log):
        for event in events:
            found.any = True
            kind = shape.text(event, "type", "suppress")
            found.everything |= kind == _RENAMING
            if kind in _REWRITING:
                found.rewritten |= set(_titles(event))
    return found


def _titles(event: Object) -> Iterator[str]:
    """Pages that an entry of the log is about: what it stands under, and what that was merged into."""
    yield shape.text(event, "title", "")
    details = event.get("params")
    if isinstance(details, dict):
        yield from (
            value
            for name, value in details.items()
            if name in {"dest_title", "target_title"} and isinstance(value, str)
        )
