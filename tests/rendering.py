"""Wikitext to MediaWiki's HTML, for tests of the wikitext room alone."""

from __future__ import annotations

from collections.abc import Mapping

from smallwiki import page, site
from stillwiki.dom import serialise
from stillwiki.inventory import inventory
from stillwiki.model import Facts, MediaInfo, Site
from stillwiki.wikitext.passes.tidy import tidy
from stillwiki.wikitext.render import scan


def facts(
    text: str,
    pages: Mapping[str, str] | None = None,
    media: Mapping[str, MediaInfo] | None = None,
    here: Site | None = None,
) -> Facts:
    """What scanning a page of a small wiki finds."""
    here = here or site()
    tested = page("Page", text, here)
    others = [page(title, other, here) for title, other in (pages or {}).items()]
    return scan(tested, inventory(here, [tested, *others], media or (), media))


def html(
    text: str,
    pages: Mapping[str, str] | None = None,
    media: Mapping[str, MediaInfo] | None = None,
    here: Site | None = None,
) -> str:
    """The finished HTML of a page."""
    return serialise(tidy(facts(text, pages, media, here).html)).strip()


def codes(text: str, pages: Mapping[str, str] | None = None, media: Mapping[str, MediaInfo] | None = None) -> set[str]:
    """Codes of the diagnostics of a page."""
    return {found.code for found in facts(text, pages, media).diagnostics}
