"""A small wiki around one module, for tests of Lua."""

# bodies of modules read best on one line

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stillwiki.inventory import inventory
from stillwiki.model import Page, Revision, Site
from stillwiki.titles import MODULE, default_namespaces
from stillwiki.wikitext.context import Context
from stillwiki.wikitext.expansion.expand import Frame
from stillwiki.wikitext.render import LANGUAGE

SITE = Site(
    name="Test wiki",
    namespaces=default_namespaces("Test wiki"),
    server="https://wiki.example",
    generator="MediaWiki 1.39.17",
    interwiki={"w": "https://en.wikipedia.org/wiki/$1"},
    now="2026-11-20T22:51:00Z",
)


@dataclass(frozen=True)
class Result:
    """What came of a page, and the state it left."""

    text: str
    context: Context


def expand(text: str, pages: Mapping[str, str], title: str = "Sandbox", site: Site = SITE) -> Result:
    """Expand wikitext on a page of a wiki with these pages."""
    titles = site.titles()

    def page(name: str, source: str, number: int) -> Page:
        found = titles.parse(name)
        assert found is not None
        model = "Scribunto" if found.namespace == MODULE and not name.endswith("/doc") else "wikitext"
        return Page(
            found, number, source, "json" if name.endswith(".json") else model, Revision(1, "2026-01-01T00:00:00Z")
        )

    all_pages = [page(name, source, number) for number, (name, source) in enumerate({**pages, title: text}.items(), 1)]
    context = Context(all_pages[-1], inventory(site, all_pages))
    result = Frame(context, LANGUAGE, context.title).expand_text(text)
    return Result(context.strip.unstrip(result), context)


def run(  # noqa: PLR0913  # what a test may vary
    body: str,
    args: str = "",
    *,
    text: str = "",
    more: str = "",
    pages: Mapping[str, str] | None = None,
    title: str = "Sandbox",
    site: Site = SITE,
) -> Result:
    """Run the body of a function `main(frame)` of Module:Test."""
    module = f"local p = {{}}\nfunction p.main(frame)\n{body}\nend\n{more}\nreturn p"
    return expand(text or f"{{{{#invoke:Test|main{args}}}}}", {"Module:Test": module, **(pages or {})}, title, site)
