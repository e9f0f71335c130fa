"""Lists of the API of a wiki in memory: a row in a table for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wiki_answers import (
    DIGITS,
    Answer,
    Asked,
    Listed,
    directed,
    image_of,
    named,
    part_of,
    revision_of,
    words,
)
from wiki_model import NAMESPACES, Event, Page, Wiki


def all_pages(asked: Asked, prefix: str) -> Iterator[tuple[str, Page]]:
    namespace = int(asked.get(prefix, "namespace", "0"))
    kind = asked.get(prefix, "filterredir", "all")
    start = asked.get(prefix, "from").replace(" ", "_")
    for page in sorted(asked.wiki.pages.values(), key=lambda page: page.key):
        if (
            page.namespace == namespace
            and page.key >= start
            and kind in ("all", ("nonredirects", "redirects")[page.redirect])
        ):
            yield page.key, page


def _list_pages(asked: Asked, prefix: str) -> Listed:
    part, more = part_of(
        all_pages(asked, prefix), asked.get(prefix, "continue"), asked.limit(prefix, asked.batches.listed)
    )
    return "allpages", [named(page) for page in part], more


def _list_revisions(asked: Asked, prefix: str) -> Listed:
    """All revisions of pages that exist, in the order of their time, in groups by page."""
    wanted = set(map(int, words(asked.get(prefix, "namespace")))) or set(NAMESPACES)
    everything = [
        (f"{revision.time.translate(DIGITS)}|{revision.id:09}", (page, revision))
        for page in asked.wiki.pages.values()
        for revision in page.revisions
        if page.namespace in wanted
    ]
    part, more = directed(asked, prefix, everything, asked.batches.texts)
    groups: list[Answer] = []
    for page, revision in part:
        if not groups or groups[-1]["pageid"] != page.id:
            groups.append(named(page) | {"revisions": []})
        groups[-1]["revisions"].append(revision_of(page, revision, asked.get(prefix, "prop")))
    return "allrevisions", groups, more


def _keyed(event: Event) -> tuple[str, Event]:
    return f"{event.time.translate(DIGITS)}|{event.id:09}", event


def _list_changes(asked: Asked, prefix: str) -> Listed:
    kinds = set(words(asked.get(prefix, "type", "edit|new|log|categorize|external")))
    known = [
        _keyed(event)
        for event in asked.wiki.events
        if event.time >= asked.wiki.oldest_change and (event.kind if event.kind in {"edit", "new"} else "log") in kinds
    ]
    part, more = directed(asked, prefix, known, asked.batches.listed)
    return "recentchanges", [_change(asked.wiki, event) for event in part], more


def _change(wiki: Wiki, event: Event) -> Answer:
    change = {
        "type": event.kind if event.kind in {"edit", "new"} else "log",
        "ns": Page(0, event.title).namespace,
        "title": event.title,
        "pageid": event.page,
        "revid": event.revision,
        "old_revid": event.old,
        "rcid": event.id,
        "user": event.user,
        "bot": False,
        "new": event.kind == "new",
        "minor": False,
        "timestamp": event.time,
        "comment": "",
        "redirect": event.title in wiki.pages and wiki.pages[event.title].redirect,
    }
    if change["type"] == "log":
        change |= {"logid": event.id, "logtype": event.kind, "logaction": event.action, "logparams": dict(event.params)}
    return change


def _list_log(asked: Asked, prefix: str) -> Listed:
    kinds = words(asked.get(prefix, "type"))
    action = asked.get(prefix, "action")
    known = [
        _keyed(event)
        for event in asked.wiki.events
        if event.kind not in {"edit", "new"}
        and (not kinds or event.kind in kinds)
        and (not action or action in {f"{event.kind}/{event.action}", f"{event.kind}/*"})
    ]
    part, more = directed(asked, prefix, known, asked.batches.listed)
    return "logevents", [_logged(event) for event in part], more


def _logged(event: Event) -> Answer:
    return {
        "logid": event.id,
        "ns": Page(0, event.title).namespace,
        "title": event.title,
        "pageid": event.page,
        "logpage": event.page,
        "params": dict(event.params),
        "type": event.kind,
        "action": event.action,
        "user": event.user,
        "timestamp": event.time,
        "comment": "",
    }


def _list_images(asked: Asked, prefix: str) -> Listed:
    uploads = sorted((upload.name, upload) for upload in asked.wiki.uploads.values())
    part, more = part_of(uploads, asked.get(prefix, "continue"), asked.limit(prefix, asked.batches.listed))
    title = {"ns": 6}
    shown = [
        {"name": upload.name, **image_of(upload, asked.base), **title, "title": f"File:{upload.name.replace('_', ' ')}"}
        for upload in part
    ]
    return "allimages", shown, more


LISTS: dict[str, Callable[[Asked, str], Listed]] = {
    "allpages": _list_pages,
    "allrevisions": _list_revisions,
    "recentchanges": _list_changes,
    "logevents": _list_log,
    "allimages": _list_images,
}
PREFIXES = {"allpages": "ap", "allrevisions": "arv", "recentchanges": "rc", "logevents": "le", "allimages": "ai"}
