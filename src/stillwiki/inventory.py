"""What the source holds, before anything is rendered: the only thing that expansion may ask about other pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from stillwiki.model import Link, MediaInfo, Page, Site
from stillwiki.titles import Title, Titles

_REDIRECT = re.compile(r"\s*#([^\s\[:]+)\s*:?\s*\[\[([^\[\]{|}<>\n]+)(?:\|[^\]]*)?\]\]", re.IGNORECASE)


@dataclass(frozen=True)
class Inventory:
    """Titles, texts, redirects and files of one wiki."""

    site: Site
    pages: Mapping[str, Page]
    """By full title."""
    media: frozenset[str] = frozenset()
    """Names of the files whose bytes the source holds, without namespace."""
    category_counts: Mapping[str, tuple[int, int, int]] | None = None
    """By full title of a category: pages, subcategories and files in it; known when all pages are scanned."""
    article_count: int | None = None
    """How many articles link something once they are expanded; known when all pages are scanned."""
    media_info: Mapping[str, MediaInfo] = field(default_factory=dict)
    """What is known of those files."""
    titles: Titles = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "titles", self.site.titles())

    def exists(self, full: str) -> bool:
        """Whether the source holds a page of this full title."""
        return full in self.pages

    def text(self, full: str) -> str | None:
        """Source of a page."""
        page = self.pages.get(full)
        return page.text if page else None

    def beginning(self, namespace: int, text: str) -> tuple[Title, ...]:
        """Titles of a namespace that begin so."""
        titles = (page.title for page in self.pages.values())
        return tuple(each for each in titles if each.namespace == namespace and each.text.startswith(text))

    def numbered(self, number: float) -> Title | None:
        """The page of this number."""
        return next((page.title for page in self.pages.values() if page.id == number), None)

    def redirect(self, full: str) -> Title | None:
        """Where a page redirects to, with the fragment, or None."""
        return self._redirects.get(full)

    @cached_property
    def _redirects(self) -> Mapping[str, Title]:
        found = ((full, redirect_target(page, self.titles)) for full, page in self.pages.items())
        return {full: target for full, target in found if target is not None}

    def redirect_link(self, full: str) -> Link | None:
        """The same as a link."""
        target = self.redirect(full)
        return Link(target.full, target.fragment) if target else None

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """What `NUMBEROF…` tells: an article is a content page, no redirect, that links something."""
        content = self.site.content_namespaces
        articles = sum(
            page.title.namespace in content and full not in self._redirects and "[[" in page.text
            for full, page in self.pages.items()
        )
        if self.article_count is not None:
            articles = self.article_count
        revisions = sum(max(len(page.history), 1) for page in self.pages.values())
        users = {r.author for page in self.pages.values() for r in (*page.history, page.revision) if r.author}
        return {
            "pages": len(self.pages),
            "articles": articles,
            "files": len(self.media),
            "edits": revisions,
            "users": len(users),
        }

    @cached_property
    def counts_by_namespace(self) -> Mapping[int, int]:
        """Pages in each namespace."""
        found: dict[int, int] = {}
        for page in self.pages.values():
            found[page.title.namespace] = found.get(page.title.namespace, 0) + 1
        return found


def redirect_target(page: Page, titles: Titles) -> Title | None:
    """Target of a redirect page; its magic word may be in any language where the export marks the page as one.

    Rule: mediawiki.org, Help:Redirects. The export's own `<redirect>` element has lost the fragment.
    """
    match = _REDIRECT.match(page.text) if page.model == "wikitext" else None
    if match is None or not (page.redirect or match[1].lower() == "redirect"):
        return None
    target = titles.parse(match[2])
    return target if target is not None and target.text else None


def inventory(
    site: Site, pages: Iterable[Page], media: Iterable[str] = (), media_info: Mapping[str, MediaInfo] | None = None
) -> Inventory:
    """Collect what the source holds."""
    by_title = {page.title.full: page for page in pages}
    return Inventory(site, by_title, frozenset(media), media_info=media_info or {})
