"""Pages that a query names or generates, and what it asks of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from wiki_answers import (
    DIGITS,
    Answer,
    ApiError,
    Asked,
    directed,
    image_of,
    named,
    part_of,
    revision_of,
    words,
)
from wiki_lists import PREFIXES, all_pages
from wiki_model import Page


def pages_of(asked: Asked, found: Answer) -> tuple[list[Page | Answer], dict[str, str]]:
    """The pages that are named, those that do not exist as what the API says of them; how the generator goes on."""
    wiki, params = asked.wiki, asked.params
    if generator := params.get("generator"):
        if generator not in {"allpages", "allimages"}:
            raise ApiError("badvalue", f'Unrecognized value for parameter "generator": {generator}.')
        prefix = "g" + PREFIXES[generator]
        if generator == "allpages":
            items: Iterable[tuple[str, Page]] = all_pages(asked, prefix)
        else:
            titles = sorted((name, f"File:{name.replace('_', ' ')}") for name in wiki.uploads)
            items = [(name, wiki.pages[title]) for name, title in titles]
        part, more = part_of(items, asked.get(prefix, "continue"), asked.limit(prefix, asked.batches.listed))
        goes_on = {f"{prefix}continue": more, "continue": f"{prefix}continue||"} if more else {}
        return sorted(part, key=lambda page: page.id), goes_on
    pages: list[Page | Answer] = []
    for title in words(params.get("titles", "")):
        name = title.replace("_", " ").strip()
        name = name[:1].upper() + name[1:]
        if name != title:
            found.setdefault("normalized", []).append({"fromencoded": False, "from": title, "to": name})
        missing = {"ns": Page(0, name).namespace, "title": name, "missing": True}
        if page := wiki.pages.get(name):
            pages.append(page)
        elif "<" in name:
            pages.append({"title": name, "invalidreason": "The title contains invalid characters.", "invalid": True})
        else:
            pages.append(missing)
    by_id = {page.id: page for page in wiki.pages.values()}
    pages += [by_id.get(int(text), {"pageid": int(text), "missing": True}) for text in words(params.get("pageids", ""))]
    pages += _by_revision(asked, found)
    return [_led(asked, page, found) if "redirects" in params else page for page in pages], {}


def _led(asked: Asked, page: Page | Answer, found: Answer) -> Page | Answer:
    """Where a redirect leads."""
    if not isinstance(page, Page) or not page.redirect:
        return page
    target = page.last.text.partition("[[")[2].partition("]]")[0]
    title, _, section = target.partition("#")
    way = {"from": page.title, "to": title} | ({"tofragment": section} if section else {})
    found.setdefault("redirects", []).append(way)
    return asked.wiki.pages.get(title, {"ns": Page(0, title).namespace, "title": title, "missing": True})


def _by_revision(asked: Asked, found: Answer) -> list[Page | Answer]:
    owners = {revision.id: page for page in asked.wiki.pages.values() for revision in page.revisions}
    pages: list[Page | Answer] = []
    for number in map(int, words(asked.params.get("revids", ""))):
        if number not in owners:
            found.setdefault("badrevids", {})[str(number)] = {"revid": number, "missing": True}
        elif owners[number] not in pages:
            pages.append(owners[number])
    return pages


def properties_of(asked: Asked, pages: Sequence[Page | Answer], found: Answer) -> dict[str, str]:
    """Put what is asked of the pages into `found`; how the properties go on."""
    shown = [named(page) if isinstance(page, Page) else dict(page) for page in pages]
    goes_on: dict[str, str] = {}
    for name in words(asked.params.get("prop", "")):
        goes_on |= PROPERTIES[name](
            asked, [(page, out) for page, out in zip(pages, shown, strict=True) if isinstance(page, Page)]
        )
    if shown:
        found["pages"] = shown
    return goes_on


_Pairs = list[tuple[Page, Answer]]


def _revisions(asked: Asked, pairs: _Pairs) -> dict[str, str]:
    """Latest revisions of several pages, chosen revisions, or the history of one page."""
    params = asked.params
    what = params.get("rvprop", "ids|timestamp|flags|comment|user")
    most = asked.batches.texts if "content" in what else asked.batches.listed
    chosen = set(map(int, words(params.get("revids", ""))))
    if {"rvlimit", "rvstart", "rvend", "rvdir", "rvstartid", "rvendid"} & set(params):
        if "generator" in params or len(pairs) > 1 or chosen:
            raise ApiError("invalidparammix", "rvlimit and the like may only be used with a single page.")
        return _history(asked, pairs, what, most)
    wanted = [
        (f"{page.id:09}|{revision.id:09}", (page, revision, out))
        for page, out in pairs
        for revision in page.revisions
        if (revision.id in chosen if chosen else revision is page.last)
    ]
    part, more = part_of(sorted(wanted, key=lambda pair: pair[0]), params.get("rvcontinue", ""), most)
    for page, revision, out in part:
        out.setdefault("revisions", []).append(revision_of(page, revision, what))
    return {"rvcontinue": more, "continue": "||"} if more else {}


def _history(asked: Asked, pairs: _Pairs, what: str, most: int) -> dict[str, str]:
    for page, out in pairs:
        items = [(f"{revision.time.translate(DIGITS)}|{revision.id:09}", revision) for revision in page.revisions]
        if first := asked.params.get("rvstartid"):
            newer = asked.params.get("rvdir") == "newer"
            items = [(key, item) for key, item in items if (item.id >= int(first) if newer else item.id <= int(first))]
        part, more = directed(asked, "rv", items, most)
        out["revisions"] = [revision_of(page, revision, what) for revision in part]
        if more:
            return {"rvcontinue": more, "continue": "||"}
    return {}


def _info(asked: Asked, pairs: _Pairs) -> dict[str, str]:
    for page, out in pairs:
        out.update(contentmodel=page.model, pagelanguage="en", touched=asked.wiki.now, lastrevid=page.last.id)
        out.update(length=len(page.last.text.encode()), **({"redirect": True} if page.redirect else {}))
    return {}


def _image_info(asked: Asked, pairs: _Pairs) -> dict[str, str]:
    for page, out in pairs:
        if upload := asked.wiki.uploads.get(page.key if page.namespace == 6 else ""):
            out |= {"imagerepository": "local", "imageinfo": [image_of(upload, asked.base)]}
        else:
            out |= {"imagerepository": ""}
    return {}


def _categories(_asked: Asked, _pairs: _Pairs) -> dict[str, str]:
    return {}


PROPERTIES: dict[str, Callable[[Asked, _Pairs], dict[str, str]]] = {
    "revisions": _revisions,
    "info": _info,
    "imageinfo": _image_info,
    "categories": _categories,
}
