"""What the answers of a wiki in memory are made with: parameters, parts of lists, pages and revisions as shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from wiki_model import Page, Revision, Upload, Wiki

Parameters = Mapping[str, str]
Answer = dict[str, Any]
Listed = tuple[str, list[Any], str]
"""Name of a list, its items, and with what it goes on (empty at its end)."""


class ApiError(Exception):
    """An error of the API: its code and what it says."""

    def __init__(self, code: str, info: str, **more: Any) -> None:
        super().__init__(info)
        self.body = {"error": {"code": code, "info": info, **more, "docref": "See the API's own help for usage."}}
        self.code = code


@dataclass(frozen=True, slots=True)
class Batches:
    """How much one answer holds at most; small, so that small wikis have continuation."""

    listed: int = 9
    texts: int = 3


@dataclass(frozen=True, slots=True)
class Asked:
    wiki: Wiki
    params: Parameters
    batches: Batches
    base: str

    def get(self, prefix: str, name: str, default: str = "") -> str:
        return self.params.get(prefix + name, default)

    def limit(self, prefix: str, most: int) -> int:
        given = self.get(prefix, "limit", "10")
        return most if given == "max" else min(int(given), most)


def words(text: str) -> list[str]:
    """The values of a parameter that may have several; they may be parted by U+001F, too."""
    return [word for word in (text[1:].split("\x1f") if text.startswith("\x1f") else text.split("|")) if word]


def part_of(items: Iterable[tuple[str, Any]], start: str, limit: int) -> tuple[list[Any], str]:
    """Items from a key on, and the key of the first that is too many."""
    part: list[Any] = []
    for key, item in items:
        if key < start:
            continue
        if len(part) == limit:
            return part, key
        part.append(item)
    return part, ""


DIGITS = str.maketrans("", "", "-:TZ")


def directed(asked: Asked, prefix: str, items: Sequence[tuple[str, Any]], most: int) -> tuple[list[Any], str]:
    """Part of a list in the order of time, from `start` to `end`, the newest first unless `dir` is newer."""
    newer = asked.get(prefix, "dir", "older") == "newer"
    start, end = (asked.get(prefix, name).translate(DIGITS) for name in ("start", "end"))
    first, last = (start, end) if newer else (end, start)
    within = sorted(
        (key, item)
        for key, item in items
        if (not first or key[:14] >= first[:14]) and (not last or key[:14] <= last[:14])
    )
    limit = asked.limit(prefix, most)
    goes_on = asked.get(prefix, "continue")
    if not newer:
        within = [pair for pair in reversed(within) if not goes_on or pair[0] <= goes_on]
        return [item for _, item in within[:limit]], within[limit][0] if len(within) > limit else ""
    return part_of(within, goes_on, limit)


def named(page: Page) -> Answer:
    return {"pageid": page.id, "ns": page.namespace, "title": page.title}


def revision_of(page: Page, revision: Revision, what: str) -> Answer:
    """A revision as the API shows it."""
    hidden = revision.hidden
    size = len(revision.text.encode())
    slot: Answer = {"size": size, "sha1": revision.sha1, "contentmodel": page.model, "contentformat": "text/x-wiki"}
    if "content" in what:
        slot |= {"texthidden": True} if "text" in hidden else {"content": revision.text}
    anonymous = revision.user[:1].isdigit()
    fields: dict[str, Answer] = {
        "ids": {"revid": revision.id, "parentid": revision.parent},
        "flags": {"minor": False},
        "user": {"userhidden": True}
        if "user" in hidden
        else {"user": revision.user} | ({"anon": True} if anonymous else {}),
        "userid": {"userhidden": True} if "user" in hidden else {"userid": 0 if anonymous else 1},
        "timestamp": {"timestamp": revision.time},
        "size": {"size": size},
        "sha1": {"sha1hidden": True} if "text" in hidden else {"sha1": revision.sha1},
        "roles": {"roles": ["main"]},
        "comment": {"commenthidden": True} if "comment" in hidden else {"comment": revision.comment},
        "tags": {"tags": []},
    }
    shown: Answer = {}
    for name in words(what):
        shown |= fields.get(name, {})
    return shown | ({"slots": {"main": slot}} if {"content", "contentmodel"} & set(words(what)) else {})


def image_of(upload: Upload, base: str) -> Answer:
    """What the API says of a file's current version."""
    return {
        "timestamp": upload.time,
        "user": upload.user,
        "userid": 1,
        "size": len(upload.data),
        "width": 1,
        "height": 1,
        "comment": "",
        "url": f"{base}/images/{upload.sha1[0]}/{upload.sha1[:2]}/{quote(upload.name)}",
        "sha1": upload.sha1,
        "descriptionurl": f"{base}/wiki/File:{upload.name}",
        "mime": "image/png",
        "canonicaltitle": f"File:{upload.name}",
    }
