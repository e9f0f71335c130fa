"""What a dump's `<siteinfo>` says, and the `Site` that follows from it and from the settings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from stillwiki import interwiki
from stillwiki.model import Site
from stillwiki.sources.wiki import Settings
from stillwiki.titles import CANONICAL, NO_SUBPAGES, Namespace, default_namespaces


@dataclass
class SiteInfo:
    """The element as it is read; any part of it may be missing."""

    values: dict[str, str] = field(default_factory=dict)
    """`sitename`, `dbname`, `base`, `generator`, `case`."""
    namespaces: list[tuple[str, str, str]] = field(default_factory=list)
    """Key, case and name as written."""
    language: str = ""


@dataclass(frozen=True)
class Addresses:
    """What the address of a main page tells of its wiki."""

    server: str
    article_path: str = "/wiki/$1"
    script_path: str = "/w"
    main_page: str = ""


def site(info: SiteInfo, settings: Settings) -> Site:
    """The wiki's own account of itself; the settings win."""
    base = settings.base or info.values.get("base", "")
    where = addresses(base)
    name = settings.name or info.values.get("sitename") or info.values.get("dbname") or "Wiki"
    return Site(
        name=name,
        namespaces=_namespaces(info, name),
        database=info.values.get("dbname", ""),
        base=base,
        generator=info.values.get("generator", ""),
        language=settings.language or info.language or "en",
        server=where.server,
        article_path=where.article_path,
        script_path=where.script_path,
        main_page=where.main_page or "Main Page",
        interwiki=interwiki.table(where.server) | dict(settings.interwiki),
        language_links=interwiki.language_links(where.server),
        namespace_aliases=settings.namespace_aliases,
        content_namespaces=settings.content_namespaces,
        now=settings.now or Site.now,
        licence=settings.licence,
        licence_url=settings.licence_url,
    )


def _namespaces(info: SiteInfo, name: str) -> dict[int, Namespace]:
    """Namespaces by key; exports before 0.5 give one `case` for all, fragments of exports give nothing at all."""
    general = info.values.get("case", "first-letter")
    found = {}
    for number, case, text in info.namespaces:
        key = int(number) if re.fullmatch(r"-?\d{1,9}", number) else None
        if key is not None:
            sensitive = (case or general) == "case-sensitive"
            found[key] = Namespace(key, _legal(text), sensitive, _has_subpages(key))
    return found or default_namespaces(name)


def _legal(name: str) -> str:
    """A namespace's name without what no title may hold: with it, no page of the namespace could be named."""
    return re.sub(r"[\x00-\x1f#<>\[\]{|}&%:/]", "", name.replace("_", " ")).strip()


def _has_subpages(key: int) -> bool:
    """Dumps do not say; this is what MediaWiki does where nobody configured it (other namespaces: talk pages only)."""
    return key % 2 == 1 or (key in CANONICAL and key not in NO_SUBPAGES)


def addresses(base: str) -> Addresses:
    """Read the address of the main page, in all the forms that wikis have.

    `/wiki/Title`, `/index.php/Title`, `/index.php?title=Title` and, where none of them is seen, a last segment.
    """
    try:
        parts = urlsplit(base)
    except ValueError:
        parts = urlsplit("")
    if not parts.netloc:
        return Addresses("")
    server = f"{parts.scheme or 'https'}://{parts.netloc}"
    script = parts.path.rpartition("/index.php")[0] if "/index.php" in parts.path else "/w"
    asked = parse_qs(parts.query).get("title", [""])[0]
    if asked:
        return Addresses(server, f"{parts.path}?title=$1", script, _title(asked))
    for mark in ("/index.php/", "/wiki/"):
        head, found, title = parts.path.partition(mark)
        if found:
            return Addresses(server, f"{head}{mark}$1", script, _title(unquote(title)))
    head, _, title = parts.path.rpartition("/")
    return Addresses(server, f"{head}/$1", script, _title(unquote(title)))


def _title(text: str) -> str:
    return text.replace("_", " ").strip()
