"""Pages on their way into a `Wiki`: one for each title, under the title rules of the wiki they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from stillwiki.diagnostics import Diagnostic
from stillwiki.inventory import Gist, gist_of
from stillwiki.model import Page, Site
from stillwiki.sources.wiki import Wiki
from stillwiki.titles import MAIN, Title, Titles


class Gathering:
    """The pages found so far, and what was wrong with them."""

    def __init__(self, site: Site) -> None:
        self.site = site
        # Without prefixes of other wikis: a page that exists proves that its title does not lead elsewhere.
        self._titles = Titles(site.namespaces, site.namespace_aliases)
        self._pages: dict[str, Page] = {}
        self._digests: dict[str, bytes] = {}
        self._gists: dict[str, Gist] = {}
        self._diagnostics: list[Diagnostic] = []

    def title(self, text: str, default: int = MAIN) -> Title | None:
        """A page's title by the wiki's rules; none where they refuse it, which is noted."""
        title = self._titles.parse(text, default)
        if title is None or "#" in text or not title.text:
            self.note("title-invalid", text, "a title that MediaWiki refuses; the page is left out")
            return None
        return title

    def namespace(self, name: str) -> int:
        """Key of a namespace by any of its names; that of articles for everything else."""
        return self._titles.namespace_key(name) or MAIN

    def add(self, page: Page, known: Gist | None = None, digest: bytes = b"") -> None:
        """Take a page in, with gist and digest where they are known; of two with one title the later revision stays."""
        gist = known or gist_of(page)
        full = page.title.full
        other = self._pages.get(full)
        if other is None:
            self._pages[full], self._gists[full] = page, gist
            if digest:
                self._digests[full] = digest
            return
        self._digests.pop(full, None)
        kept, gone = other, page
        if gist.shown > self._gists[full].shown:
            kept, gone = page, other
            self._pages[full], self._gists[full] = page, gist
        self.note("title-duplicate", full, f"there twice; {_name(kept)} is kept, {_name(gone)} left out")

    def note(self, code: str, page: str, message: str, hint: str = "") -> None:
        """Put a finding on record."""
        self._diagnostics.append(Diagnostic(code, page, 0, message, hint))

    def wiki(self, media: Mapping[str, Path]) -> Wiki:
        """Everything gathered."""
        pages = tuple(page for _, page in sorted(self._pages.items()))
        newest = max((gist.shown[0] for gist in self._gists.values()), default="")
        site = self.site if self.site.now != Site.now else replace(self.site, now=newest or Site.now)
        own = {page.title.text.partition(":")[0].lower() for page in pages if ":" in page.title.text}
        elsewhere = {prefix: url for prefix, url in site.interwiki.items() if prefix.lower() not in own}
        return Wiki(
            replace(site, interwiki=elsewhere), pages, tuple(self._diagnostics), media, self._digests, self._gists
        )


def _name(page: Page) -> str:
    return page.location or f"revision {page.revision.id}"
