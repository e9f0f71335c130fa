"""Small wikis for tests: pages from texts, the phases in one call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from stillwiki import interwiki
from stillwiki.model import Page, Rendering, Revision, Site
from stillwiki.pipeline import Options, Tree, convert_wiki
from stillwiki.plan import treatments
from stillwiki.sources import Wiki
from stillwiki.sources.content_model import default_model
from stillwiki.titles import default_namespaces

NOW = "2026-01-30T08:00:00Z"


def site(name: str = "Test Wiki") -> Site:
    """An English wiki like the first one Stillwiki serves."""
    return Site(name, default_namespaces(name), server="https://wiki.example", now=NOW, interwiki=interwiki.DEFAULT)


def page(title: str, text: str, here: Site | None = None, number: int = 1) -> Page:
    """A page with one revision."""
    known = (here or site()).titles().parse(title)
    assert known is not None, title
    return Page(known, number, text, default_model(known), Revision(number, NOW, "Author"))


def _with_rendering(shown: Page, made: Rendering | None) -> Page:
    own = replace(made, revision=made.revision or shown.revision.id) if made else None
    return replace(shown, rendering=own)


def wiki(texts: Mapping[str, str]) -> Wiki:
    """A wiki of these pages."""
    here = site()
    return Wiki(here, tuple(page(title, text, here, n) for n, (title, text) in enumerate(sorted(texts.items()), 1)))


def tree(texts: Mapping[str, str], rendered: Mapping[str, Rendering] | None = None) -> Tree:
    """The tree of these pages; of a rendering with the revision 0, of the page's."""
    made = wiki(texts)
    if rendered:
        made = replace(made, pages=tuple(_with_rendering(each, rendered.get(each.title.full)) for each in made.pages))
    return convert_wiki(made, Options(treatments(made.site, {}), self_check=True))
