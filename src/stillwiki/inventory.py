"""What the source holds, before anything is rendered: the only thing that expansion may ask about other pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from stillwiki.model import Link, MediaInfo, Page, Revision, Site
from stillwiki.titles import Title, Titles

_REDIRECT = re.compile(r"\s*#([^\s\[:]+)\s*:?\s*\[\[([^\[\]{|}<>\n]+)(?:\|[^\]]*)?\]\]", re.IGNORECASE)


class Gist(NamedTuple):
    """What is asked of the text and the revisions of every page, so that they need not be at hand for it."""

    redirect: tuple[str, str] | None = None
    """Magic word and target, where the text is that of a redirect in some language."""
    links: bool = False
    """Whether the text may link something."""
    edits: int = 0
    users: tuple[str, ...] = ()
    newest: tuple[str, int] = ("", 0)
    """Time and number of the newest revision."""
    shown: tuple[str, int] = ("", 0)
    """The same of the one whose text is shown."""


NO_GIST = Gist()
"""Of a page without a revision."""


def gist(text: str, revisions: Sequence[Revision], shown: Revision) -> Gist:
    """The gist of a page."""
    match = _REDIRECT.match(text)
    newest, latest = max((each.timestamp, each.id) for each in revisions), (shown.timestamp, shown.id)
    return Gist(
        redirect=(match[1], match[2]) if match else None,
        links="[[" in text,
        edits=len(revisions),
        users=tuple({each.author: None for each in revisions if each.author}),
        newest=newest,
        shown=newest if newest == latest else latest,  # one object: there are many
    )


def gist_of(page: Page) -> Gist:
    """The gist of a page whose source does not tell it."""
    return gist(page.text, page.history or (page.revision,), page.revision)


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
    gists: Mapping[str, Gist] = field(default_factory=dict)
    """Of all pages, by full title; those that nobody told are made."""
    titles: Titles = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "titles", self.site.titles())
        gists = {full: self.gists.get(full) or gist_of(page) for full, page in self.pages.items()}
        object.__setattr__(self, "gists", gists)

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
        found = ((full, self._target(self.pages[full], gist)) for full, gist in self.gists.items() if gist.redirect)
        return {full: target for full, target in found if target is not None}

    def _target(self, page: Page, gist: Gist) -> Title | None:
        """Target of a redirect page; its magic word may be in any language where the export marks the page as one.

        Rule: mediawiki.org, Help:Redirects. The export's own `<redirect>` element has lost the fragment.
        """
        word, text = gist.redirect or ("", "")
        if page.model != "wikitext" or not (page.redirect or word.lower() == "redirect"):
            return None
        target = self.titles.parse(text)
        return target if target is not None and target.text else None

    def redirect_link(self, full: str) -> Link | None:
        """The same as a link."""
        target = self.redirect(full)
        return Link(target.full, target.fragment) if target else None

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """What `NUMBEROF…` tells: an article is a content page, no redirect, that links something."""
        content = self.site.content_namespaces
        articles = sum(
            gist.links and full not in self._redirects and self.pages[full].title.namespace in content
            for full, gist in self.gists.items()
        )
        if self.article_count is not None:
            articles = self.article_count
        users = {user for gist in self.gists.values() for user in gist.users}
        return {
            "pages": len(self.pages),
            "articles": articles,
            "files": len(self.media),
            "edits": sum(gist.edits for gist in self.gists.values()),
            "users": len(users),
        }

    @cached_property
    def counts_by_namespace(self) -> Mapping[int, int]:
        """Pages in each namespace."""
        found: dict[int, int] = {}
        for page in self.pages.values():
            found[page.title.namespace] = found.get(page.title.namespace, 0) + 1
        return found


def inventory(
    site: Site,
    pages: Iterable[Page],
    media: Iterable[str] = (),
    media_info: Mapping[str, MediaInfo] | None = None,
    gists: Mapping[str, Gist] | None = None,
) -> Inventory:
    """Collect what the source holds."""
    by_title = {page.title.full: page for page in pages}
    return Inventory(site, by_title, frozenset(media), media_info=media_info or {}, gists=gists or {})
