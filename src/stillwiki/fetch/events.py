"""What has happened to the wiki since we last looked: its recent changes and its log.

They tell whether it is worth listing the pages, and which of these are other than their newest revision says (revisions
hidden, restored, merged, imported). Recent changes are forgotten after some weeks or months, the log is not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from stillwiki.fetch import shape
from stillwiki.fetch.api import Api
from stillwiki.fetch.shape import Object

_REWRITING = frozenset({"delete", "merge", "import", "suppress"})
"""Types of log entries after which a page's history is another, whatever its newest revision: revisions are hidden or
come back with type `delete`."""
_RENAMING = "renameuser"
"""After it, every page that a user has edited names another author."""


@dataclass(frozen=True, slots=True)
class Event:
    """A line of recent changes or of the log."""

    time: str
    """By the wiki's clock, ISO 8601."""
    name: str
    """Its list and its number there."""
    rewritten: tuple[str, ...] = ()
    """Titles of pages whose history is another."""
    everywhere: bool = False
    """Whether that may be any page."""


@dataclass(frozen=True)
class Changes:
    """What has happened that we have not followed."""

    any: bool = False
    rewritten: Mapping[str, str] = field(default_factory=dict)
    """Titles of pages whose history is another, to when that was."""
    everywhere: str = ""
    """When any page's history may have become another; empty where that was not."""
    newest: str = ""
    """When the last thing happened."""


def since(api: Api, moment: str) -> list[Event]:
    """What has happened since a moment (ISO 8601) by the wiki's clock."""
    recent = {"rcprop": "ids|timestamp", "rcdir": "newer", "rclimit": "max", "rctype": "edit|new|log"}
    log = {"leprop": "ids|timestamp|type|title|details", "ledir": "newer", "lelimit": "max"}
    changed = api.walk(
        lambda query: [_change(found) for found in shape.objects(query, "recentchanges")],
        "recent changes",
        action="query",
        list="recentchanges",
        rcstart=moment,
        **recent,
    )
    logged = api.walk(
        lambda query: [_entry(found) for found in shape.objects(query, "logevents")],
        "the log",
        action="query",
        list="logevents",
        lestart=moment,
        **log,
    )
    return [event for some in (changed, logged) for part in some for event in part]


def _change(found: Object) -> Event:
    return Event(shape.moment(found, "timestamp"), f"rc{shape.number(found, 'rcid')}")


def _entry(found: Object) -> Event:
    """An entry of the log; what is hidden of it may have been anything."""
    time, name = shape.moment(found, "timestamp"), f"log{shape.number(found, 'logid')}"
    kind = shape.text(found, "type", "suppress")
    if kind == _RENAMING:
        return Event(time, name, everywhere=True)
    if kind not in _REWRITING:
        return Event(time, name)
    titles = tuple(filter(None, _titles(found)))
    return Event(time, name, titles, everywhere=not titles)


def _titles(found: Object) -> Iterator[str]:
    """Pages that an entry of the log is about: what it stands under, and what that was merged into."""
    yield shape.text(found, "title", "")
    details = found.get("params")
    if isinstance(details, dict):
        yield from (details[name] for name in ("dest_title", "target_title") if isinstance(details.get(name), str))


def digest(events: Iterable[Event], begin: str, end: str) -> str:
    """Of what has happened between two moments, so that it is known again; empty where nothing has."""
    names = sorted(event.name for event in events if begin <= event.time <= end)
    return hashlib.sha256(" ".join(names).encode()).hexdigest() if names else ""


def summary(news: Iterable[Event]) -> Changes:
    """What a number of events amounts to."""
    news = sorted(news, key=lambda event: event.time)
    return Changes(
        any=bool(news),
        rewritten={title: event.time for event in news for title in event.rewritten},
        everywhere=max((event.time for event in news if event.everywhere), default=""),
        newest=news[-1].time if news else "",
    )
