"""The Action API of a wiki in memory: parameters in, the answer as MediaWiki 1.45 gives it (formatversion 2) out."""

from __future__ import annotations

from collections.abc import Callable

from wiki_answers import (
    Answer,
    Asked,
    Batches,
    Parameters,
    words,
)
from wiki_export import export
from wiki_lists import LISTS, PREFIXES
from wiki_model import NAMESPACES, Page, Wiki
from wiki_pages import pages_of, properties_of


def query(wiki: Wiki, params: Parameters, batches: Batches, base: str) -> Answer:
    """An answer of action=query."""
    asked = Asked(wiki, params, batches, base)
    found: Answer = {}
    done = set(params.get("continue", "").partition("||")[2].split("|"))
    going_on: dict[str, str] = {}
    if not done & {"siteinfo"}:
        for meta in words(params.get("meta", "")):
            found |= METAS[meta](asked)
    listed = words(params.get("list", ""))
    for name in (name for name in listed if name not in done):
        key, items, more = LISTS[name](asked, PREFIXES[name])
        found[key] = items
        if more:
            going_on[f"{PREFIXES[name]}continue"] = more
        else:
            done.add(name)
    if going_on:
        going_on["continue"] = "-||" + "|".join(sorted(done & set(listed)))
    finished = True
    if {"titles", "pageids", "revids", "generator"} & set(params):
        pages, more_pages = pages_of(asked, found)
        if "export" in params:
            found["export"] = export(wiki, [page for page in pages if isinstance(page, Page)], base)
        more_properties = properties_of(asked, pages, found)
        finished = not more_properties
        # While properties go on, the generator stays where this request had it.
        here = {name: value for name, value in params.items() if name in {"gapcontinue", "gaicontinue"}}
        going_on |= here | more_properties if more_properties else more_pages
    answer: Answer = {"batchcomplete": True} if finished else {}
    return answer | ({"continue": going_on} if going_on else {}) | ({"query": found} if found else {})


def _site(asked: Asked) -> Answer:
    wiki, base = asked.wiki, asked.base
    title, address = wiki.licence
    everything: Answer = {
        "general": {
            "mainpage": wiki.main,
            "base": f"{base}/wiki/{wiki.main.replace(' ', '_')}",
            "sitename": wiki.name,
            "generator": "MediaWiki 1.45.1",
            "case": "first-letter",
            "lang": "en",
            "wikiid": "loopbackwiki",
            "articlepath": "/wiki/$1",
            "scriptpath": "/w",
            "script": "/w/index.php",
            "server": base,
            "servername": "127.0.0.1",
            "time": wiki.now,
            "timezone": "UTC",
            "timeoffset": 0,
            "rtl": False,
            "maxarticlesize": 2097152,
            "maxuploadsize": 104857600,
            "writeapi": True,
            "readonly": False,
            "fallback": [],
        },
        "namespaces": {
            str(number): {"id": number, "case": "first-letter", "name": name, "subpages": True, "canonical": name}
            | {"content": number == 0, "nonincludable": False}
            for number, name in NAMESPACES.items()
        },
        "namespacealiases": [{"id": 6, "alias": "Image"}, {"id": 7, "alias": "Image talk"}],
        "interwikimap": [{"prefix": "w", "local": False, "url": "https://en.wikipedia.org/wiki/$1"}],
        "statistics": {"pages": len(wiki.pages), "articles": 8, "edits": wiki.events[-1].id if wiki.events else 0}
        | {"images": len(wiki.uploads), "users": 2, "activeusers": 1, "admins": 1, "jobs": 0},
        "rightsinfo": {"url": address, "text": title},
        "extensions": [{"type": "parserhook", "name": "ParserFunctions"}],
        "extensiontags": ["<pre>", "<nowiki>"],
        "functionhooks": ["if"],
        "magicwords": [],
        "protocols": ["https://"],
    }
    wanted = words(asked.params.get("siprop", "general"))
    return {name: everything[name] for name in wanted if name in everything}


def _tokens(_asked: Asked) -> Answer:
    return {"tokens": {"logintoken": "0123456789abcdef+\\"}}


def _user(_asked: Asked) -> Answer:
    return {"userinfo": {"id": 0, "name": "127.0.0.1", "anon": True}}


def _repositories(asked: Asked) -> Answer:
    root = f"{asked.base}/images"
    local = {"name": "local", "displayname": asked.wiki.name, "rootUrl": root, "local": True, "url": root}
    return {"repos": [local | {"thumbUrl": f"{root}/thumb", "initialCapital": True, "scriptDirUrl": f"{asked.base}/w"}]}


METAS: dict[str, Callable[[Asked], Answer]] = {
    "siteinfo": _site,
    "tokens": _tokens,
    "userinfo": _user,
    "filerepoinfo": _repositories,
}
