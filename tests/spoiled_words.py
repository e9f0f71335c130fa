"""Ways to spoil what an answer of the API says, the JSON around it being whole. How it is sent is `spoiled_wire`."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterator
from typing import Any

from spoiled_wire import Spoil, is_json
from wiki_server import Request, Response, json_response

Change = Callable[[Any], object]
"""Changes an answer in place; what it returns does not count."""
_SERIAL = itertools.count()


def says(change: Change) -> Spoil:
    """An answer that says something else; where nothing is there to be changed, the way of spoiling does not apply."""

    def spoil(_request: Request, honest: Response) -> Response | None:
        if not is_json(honest):
            return None
        answer = honest.json
        change(answer)
        return None if answer == honest.json else json_response(answer)

    return spoil


def answers(answer: object) -> Spoil:
    """Another answer altogether."""
    return lambda _request, honest: json_response(answer) if is_json(honest) else None


def error(code: object, info: object = "Something is wrong.", **headers: str) -> Spoil:
    """An error of the API, with status 200 as they come."""
    head = {"MediaWiki_API_Error": str(code), **headers}
    answer = {"error": {"code": code, "info": info}}
    return lambda _request, honest: json_response(answer, 200, **head) if is_json(honest) else None


def put(path: str, value: object) -> Change:
    """Another value at a place; the place must be there."""

    def change(answer: Any) -> None:
        *ways, last = path.split(".")
        for way in ways:
            answer = answer.get(way, {}) if isinstance(answer, dict) else {}
        if isinstance(answer, dict) and last in answer:
            answer[last] = value

    return change


def drop(path: str) -> Change:
    """Nothing at a place."""

    def change(answer: Any) -> None:
        *ways, last = path.split(".")
        for way in ways:
            answer = answer.get(way, {}) if isinstance(answer, dict) else {}
        answer.pop(last, None)

    return change


_LISTS = ("pages", "allpages", "recentchanges", "logevents", "allimages")


def items(answer: Any, *names: str) -> Iterator[dict[str, Any]]:
    """What the lists of an answer hold."""
    for name in names or _LISTS:
        yield from answer.get("query", {}).get(name, ())


def revisions(answer: Any) -> Iterator[dict[str, Any]]:
    """The revisions of an answer."""
    for page in items(answer, "pages"):
        yield from page.get("revisions", ())


def listed(answer: Any) -> Iterator[dict[str, Any]]:
    """Pages as the listing names them."""
    return (page for page in items(answer, "pages", "allpages") if "revisions" not in page and "pageid" in page)


def of_items(field: str, value: object, *names: str) -> Change:
    """Another value in every item of a list; a function is given the old one."""

    def change(answer: Any) -> None:
        for item in items(answer, *names):
            if field in item:
                item[field] = value(item[field]) if callable(value) else value

    return change


def of_revisions(field: str, value: object) -> Change:
    """Another value in every revision; a function is given the old one."""

    def change(answer: Any) -> None:
        for revision in revisions(answer):
            if field in revision:
                revision[field] = value(revision[field]) if callable(value) else value

    return change


def of_slots(field: str, value: object) -> Change:
    """Another value in every main slot; digests and sizes stay."""

    def change(answer: Any) -> None:
        for revision in revisions(answer):
            slot = revision.get("slots", {}).get("main", {})
            if field in slot:
                slot[field] = value(slot[field]) if callable(value) else value

    return change


def text_with(extra: str) -> Change:
    """Something more in every text, with the digests and sizes that belong to it."""

    def change(answer: Any) -> None:
        for revision in revisions(answer):
            slot = revision.get("slots", {}).get("main", {})
            if "content" in slot:
                slot["content"] += extra
                plain = slot["content"].encode("utf-8", "surrogatepass")
                sha1 = hashlib.sha1(plain, usedforsecurity=False).hexdigest()
                revision |= {"sha1": sha1, "size": len(plain)}
                slot |= {"sha1": sha1, "size": len(plain)}

    return change


def twice(*names: str) -> Change:
    """Every item of a list twice."""

    def change(answer: Any) -> None:
        for name in names:
            if found := answer.get("query", {}).get(name):
                answer["query"][name] = [item for item in found for _ in range(2)]

    return change


def half(answer: Any) -> None:
    """Every second page of the listing left out."""
    if next(listed(answer), None):
        for name in ("pages", "allpages"):
            if name in answer["query"]:
                answer["query"][name] = answer["query"][name][::2]


def without(title: str) -> Change:
    """One page left out of the listing."""

    def change(answer: Any) -> None:
        if any(page.get("title") == title for page in listed(answer)):
            for name in ("pages", "allpages"):
                if name in answer["query"]:
                    answer["query"][name] = [page for page in answer["query"][name] if page.get("title") != title]

    return change


def missing(answer: Any) -> None:
    """Pages that were listed and are not there when their text is asked for."""
    for page in items(answer, "pages"):
        if page.pop("revisions", None):
            page["missing"] = True


def no_revisions(answer: Any) -> None:
    """Pages without their revisions, though they exist."""
    for page in items(answer, "pages"):
        page.pop("revisions", None)


def stranger(answer: Any) -> None:
    """A page that nobody asked for, among those whose text was asked for."""
    if next(revisions(answer), None):
        text = "I was not asked for."
        sha1 = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
        slot = {"content": text, "contentmodel": "wikitext", "contentformat": "text/x-wiki", "sha1": sha1, "size": 20}
        revision = {"revid": 7777, "parentid": 0, "user": "Eve", "userid": 9, "timestamp": "2026-01-01T00:00:00Z"}
        revision |= {"minor": False, "comment": "", "sha1": sha1, "size": 20, "slots": {"main": slot}}
        answer["query"]["pages"].append({"pageid": 7777, "ns": 0, "title": "Stranger", "revisions": [revision]})


def swapped(answer: Any) -> None:
    """Each page with the revisions of the next."""
    with_text = [page for page in items(answer, "pages") if page.get("revisions")]
    texts = [page["revisions"] for page in with_text]
    for page, others in zip(with_text, texts[1:] + texts[:1], strict=True):
        page["revisions"] = others


def older(answer: Any) -> None:
    """Revisions that are older than the listing says."""
    for revision in revisions(answer):
        revision["revid"] = max(1, revision["revid"] - 1)


def same_title(answer: Any) -> None:
    """All pages of a part of the listing under one title."""
    for page in list(listed(answer))[1:]:
        page["title"] = next(listed(answer))["title"]


def same_id(answer: Any) -> None:
    """All pages of a part of the listing under one number."""
    for page in list(listed(answer))[1:]:
        page["pageid"] = next(listed(answer))["pageid"]


def again(answer: Any) -> None:
    """Continuation that never moves on."""
    if "query" in answer and not answer["query"].keys() & {"general", "tokens"}:
        answer["continue"] = {"apcontinue": "A", "gapcontinue": "A", "rvcontinue": "1|1", "continue": "-||"}
        answer.pop("batchcomplete", None)


def for_ever(answer: Any) -> None:
    """Continuation that goes on and on, each time by another name."""
    if "query" in answer and not answer["query"].keys() & {"general", "tokens"}:
        number = next(_SERIAL)
        answer["continue"] = {"apcontinue": f"A{number}", "gapcontinue": f"A{number}", "continue": f"-||{number}"}


def growing(answer: Any) -> None:
    """A listing without end: each part has pages that nobody has heard of."""
    if first := next(listed(answer), None):
        key = "pages" if "pages" in answer["query"] else "allpages"
        number = next(_SERIAL)
        news = {"pageid": 100_000 + number, "title": f"Grown {number}", "lastrevid": 100_000 + number}
        answer["query"][key].append(first | news)
        answer["continue"] = {"apcontinue": f"G{number}", "gapcontinue": f"G{number}", "continue": "-||"}


def many_namespaces(answer: Any) -> None:
    """A siteinfo with a namespace for every request that a budget has."""
    if found := answer.get("query", {}).get("namespaces"):
        found |= {str(number): found["0"] | {"id": number, "name": f"N{number}"} for number in range(3000, 23_000)}
