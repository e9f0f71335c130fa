"""What the wiki says of itself, and where its API is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any
from urllib import robotparser
from urllib.parse import urljoin, urlsplit

from stillwiki.errors import FetchError
from stillwiki.fetch import shape
from stillwiki.fetch.addresses import followed, origin
from stillwiki.fetch.api import Api
from stillwiki.fetch.errors import Refused, Trouble
from stillwiki.fetch.limits import Limits
from stillwiki.fetch.manners import Caller
from stillwiki.fetch.shape import Object
from stillwiki.fetch.wire import Answer

ROBOT = "stillwiki"
"""The name by which a wiki's robots.txt can speak to us."""
_EDIT_URI = re.compile(r"""<link\b[^>]*\brel=["']?EditURI\b[^>]*>""", re.IGNORECASE)
_HREF = re.compile(r"""\bhref=["']([^"']+)["']""", re.IGNORECASE)
_GUESSES = ("/w/api.php", "/api.php", "/wiki/api.php", "/mediawiki/api.php")
_PROPERTIES = "general|namespaces|namespacealiases|interwikimap|rightsinfo|statistics|extensiontags|functionhooks"
_GENERAL = ("sitename", "wikiid", "base", "generator", "case", "lang", "mainpage", "articlepath", "server")
_COUNTS = ("pages", "edits", "images")


@dataclass(frozen=True)
class About:
    """A wiki's account of itself."""

    general: dict[str, str]
    """`sitename`, `wikiid`, `base`, `generator`, `case`, `lang`, `mainpage`, `articlepath`, `scriptpath`, `server`."""
    namespaces: list[dict[str, Any]]
    """`id`, `case`, `name`, `canonical`."""
    aliases: list[dict[str, Any]]
    """`id`, `alias`."""
    interwiki: list[dict[str, str]]
    """`prefix`, `url`."""
    licence: dict[str, str]
    """`text`, `url`."""
    tags: list[str]
    """Extension tags, without brackets."""
    functions: list[str]
    counts: dict[str, int]
    """`pages`, `edits`, `images`."""
    time: str
    """By the wiki's clock, ISO 8601."""
    closed: str
    """Why nobody can edit, where nobody can."""

    @cached_property
    def _spellings(self) -> dict[str, str]:
        """All words for a namespace, folded, to the one that stands in dumps."""
        names = {space["id"]: str(space["name"]) for space in self.namespaces}
        words = [(each["alias"], each["id"]) for each in self.aliases]
        words += [(space[kind], space["id"]) for kind in ("canonical", "name") for space in self.namespaces]
        return {word.casefold(): names[key] for word, key in words if word and names.get(key)}

    def canonical(self, title: str) -> str:
        """A title as dumps spell it: the API calls the namespace of some users by a word for their gender."""
        prefix, colon, rest = title.partition(":")
        name = self._spellings.get(prefix.casefold())
        return f"{name}:{rest}" if colon and name else title

    def document(self) -> bytes:
        """What stands beside the dump: all that does not change from one hour to the next."""
        kept = {
            "general": self.general,
            "namespaces": self.namespaces,
            "namespacealiases": self.aliases,
            "interwikimap": self.interwiki,
            "rightsinfo": self.licence,
            "extensiontags": self.tags,
            "functionhooks": self.functions,
        }
        return (json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8", "replace")


def read(api: Api) -> About:
    """Ask the wiki for its account of itself."""
    asked = {"action": "query", "meta": "siteinfo", "siprop": _PROPERTIES}
    return api.ask(_about, "the wiki's account of itself", **asked)


def _about(body: Object) -> About:
    query = shape.inner(body, "query")
    general, rights, counts = (shape.inner(query, name) for name in ("general", "rightsinfo", "statistics"))
    told = shape.inner(query, "namespaces")
    spaces = [_space(shape.inner(told, key)) for key in told]
    if not any(space["id"] == 0 for space in spaces):
        raise Trouble("a wiki without a namespace for its articles")
    return About(
        general={name: shape.text(general, name) for name in _GENERAL}
        | {"scriptpath": shape.text(general, "scriptpath", "/w")},
        namespaces=sorted(spaces, key=lambda space: space["id"]),
        aliases=sorted(
            (
                {"id": shape.number(each, "id"), "alias": shape.text(each, "alias")}
                for each in shape.objects(query, "namespacealiases")
            ),
            key=lambda each: (each["id"], each["alias"]),
        ),
        interwiki=sorted(
            (
                {"prefix": shape.text(each, "prefix"), "url": shape.text(each, "url")}
                for each in shape.objects(query, "interwikimap")
            ),
            key=lambda each: each["prefix"],
        ),
        licence={"text": shape.text(rights, "text", ""), "url": shape.text(rights, "url", "")},
        tags=sorted(tag.strip("<>") for tag in shape.texts(query, "extensiontags")),
        functions=sorted(shape.texts(query, "functionhooks")),
        counts={name: shape.number(counts, name) for name in _COUNTS},
        time=shape.moment(general, "time"),
        closed=shape.text(general, "readonlyreason", "it is read-only") if shape.flag(general, "readonly") else "",
    )


def _space(space: Object) -> dict[str, Any]:
    key = shape.number(space, "id")
    name = shape.text(space, "name")
    return {"id": key, "case": shape.text(space, "case"), "name": name, "canonical": shape.text(space, "canonical", "")}


def find(caller: Caller, url: str, limits: Limits) -> str:
    """The address of `api.php` of the wiki that an address belongs to.

    Raises:
        FetchError: none of its pages says where, and none is where most wikis have it.

    """
    if urlsplit(url).path.endswith("/api.php"):
        return urljoin(url, urlsplit(url).path)
    refusal: Refused | None = None
    try:
        page = caller.get(url, lambda answer: answer, limit=limits.page)
    except Refused as refused:  # a wiki without main page says so, and is a wiki
        page, refusal = Answer(url, 0, {}, b""), refused
    for link in _EDIT_URI.findall(page.body.decode("utf-8", "replace")):
        href = _HREF.search(link)
        if href:
            return followed(page.url, unescape(href[1]).partition("?")[0])
    for guess in _GUESSES:
        tried = urljoin(page.url, guess)
        try:
            caller.get(f"{tried}?action=query&meta=siteinfo&format=json", _is_json, limit=limits.answer)
        except Refused:
            continue
        return tried
    if refusal:
        raise refusal
    raise FetchError(f"{url}: no page there says where the wiki's API is, nor is it in any of {', '.join(_GUESSES)}")


def _is_json(answer: Answer) -> None:
    if answer.kind != "application/json":
        raise Refused(f"{answer.url} is no API: expected JSON, seen {answer.kind or 'no type'}", answer.status)


def obey_robots(caller: Caller, api: str, limits: Limits) -> None:
    """Stop where the wiki's robots.txt forbids us its API by name; rules for all robots are meant for crawlers.

    Raises:
        FetchError: it does.

    """
    server = origin(api)
    address = urljoin(api, "/robots.txt")
    try:
        body = caller.get(address, lambda answer: answer.body, limit=limits.page)
    except Refused:
        return  # there is none
    rules = robotparser.RobotFileParser()
    rules.parse(body.decode("utf-8", "replace").splitlines())
    named = next((entry for entry in rules.entries if entry.applies_to(ROBOT) and "*" not in entry.useragents), None)  # type: ignore[attr-defined]
    if named is not None and not named.allowance(urlsplit(api).path):
        raise Refused(f"{address} forbids {ROBOT} the API of {server.host}")
