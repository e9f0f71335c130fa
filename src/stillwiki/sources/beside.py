"""What stands beside a dump and completes it: the wiki's answer to `siteinfo`, and how the last fetch ended.

`siteinfo.json` as `stillwiki fetch` writes it, or as the API gives it (WikiTeam keeps it, in either `formatversion`). A
dump names neither aliases of namespaces nor other wikis nor a licence. Refuses to believe what has not its type.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from stillwiki.model import Site
from stillwiki.sources import state
from stillwiki.sources.rendered import FOLDER
from stillwiki.sources.wiki import Settings

SITEINFO = "siteinfo.json"
_PATH = re.compile(r"(?:/[\w.~-]+)+")
_NAME = re.compile(r"[^\W\d_][\w-]{0,99}")
_LONGEST = 1 << 24
"""Bytes of the file; that of a Wikipedia has 100,000."""


def completed(site: Site, settings: Settings, source: Path) -> Site:
    """A site with what stands beside its dump; the settings win."""
    folder = source if source.is_dir() else source.parent
    said = _said(folder / SITEINFO)
    own = _table(said, "general").get("sitename")
    if said and own in (None, site.name, settings.name):
        site = _told(site, settings, said)
    return replace(site, mirror=state.read(folder).mirror)


def companions(source: Path) -> list[Path]:
    """What of all this is there."""
    folder = source if source.is_dir() else source.parent
    return [path for name in (SITEINFO, state.NAME, FOLDER) if (path := folder / name).exists()]


def _said(path: Path) -> Mapping[str, Any]:
    try:
        if path.stat().st_size > _LONGEST:
            return {}
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return _table({"": found.get("query", found)} if isinstance(found, dict) else {}, "")


def _told(site: Site, settings: Settings, said: Mapping[str, Any]) -> Site:
    rights, general = _table(said, "rightsinfo"), _table(said, "general")
    wikis = {_text(row, "prefix").lower(): row for row in _rows(said, "interwikimap")}
    known = {prefix: row for prefix, row in wikis.items() if prefix and "$1" in _address(row)}
    magic = _table(general, "magiclinks")
    if not settings.base:
        site = _addressed(site, general)
    return replace(
        site,
        interwiki=dict(site.interwiki)
        | {prefix: _address(row) for prefix, row in known.items()}
        | dict(settings.interwiki),
        local_interwiki=site.local_interwiki
        | {prefix for prefix, row in known.items() if _is_set(row, "localinterwiki")},
        language_links=site.language_links | {prefix for prefix, row in known.items() if _text(row, "language")},
        namespace_aliases=dict(_aliases(said)) | dict(settings.namespace_aliases),
        magic_links=frozenset(name.upper() for name in magic if _is_set(magic, name)) or site.magic_links,
        tags=frozenset(_names(said, "extensiontags")),
        functions=frozenset(_names(said, "functionhooks")),
        timezone=_text(general, "timezone") or site.timezone,
        licence=settings.licence or _text(rights, "text"),
        licence_url=settings.licence_url or ("" if settings.licence else _text(rights, "url")),
    )


def _addressed(site: Site, general: Mapping[str, Any]) -> Site:
    """The site with the addresses of its pages and its scripts, of which a dump tells only that of the main page."""
    pages, scripts = _text(general, "articlepath"), general.get("scriptpath")
    is_path = isinstance(scripts, str) and (not scripts or _PATH.fullmatch(scripts))
    return replace(
        site,
        article_path=pages if pages.startswith("/") and pages.count("$1") == 1 else site.article_path,
        script_path=scripts if isinstance(scripts, str) and is_path else site.script_path,
    )


def _aliases(said: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for row in _rows(said, "namespacealiases"):
        name, key = _text(row, "alias") or _text(row, "*"), row.get("id")
        if name and type(key) is int:
            yield name, key


def _names(said: Mapping[str, Any], list_: str) -> Iterator[str]:
    """Names of tags or of functions, in lower case and without brackets."""
    found = said.get(list_)
    for name in found if isinstance(found, list) else ():
        if isinstance(name, str) and _NAME.fullmatch(bare := name.strip("<>").lower()):
            yield bare


def _address(row: Mapping[str, Any]) -> str:
    """Where a prefix leads, over a scheme that is the web's."""
    url = _text(row, "url")
    url = f"https:{url}" if url.startswith("//") else url
    return url if url.startswith(("https://", "http://")) else ""


def _is_set(row: Mapping[str, Any], name: str) -> bool:
    """Whether something is so: true in the API's second format, there at all in the first."""
    return row.get(name, False) is True or row.get(name) == ""


def _text(row: Mapping[str, Any], name: str) -> str:
    found = row.get(name)
    return found if isinstance(found, str) else ""


def _table(row: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = row.get(name)
    return found if isinstance(found, dict) else {}


def _rows(said: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = said.get(name)
    rows = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    return [row for row in rows if isinstance(row, dict)]
