"""A home page for a wiki whose source holds none: what there is, and ways in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stillwiki.model import Document
from stillwiki.weave import categories, lists
from stillwiki.weave.spelling import columns, count, generated, heading, link, words

if TYPE_CHECKING:
    from stillwiki.index import Index

PATH = "index.md"
MAX_CATEGORIES = 60
MAX_ARTICLES = 60


def missing(index: Index) -> bool:
    """Whether the tree would be without a home page."""
    return all(entry.path != PATH for entry in index.entries.values())


def page(index: Index) -> Document:
    """The name of the wiki, how large it is, its categories and the articles that most others link."""
    articles = lists.articles(index)
    shown = [name for name in index.category_names if not index.hidden(name)]
    lead = f"**{words(index.site.name)}** has {count(len(articles), 'article')} in "
    lead += f"{count(len(shown), 'category', 'categories')}. {_ways(index)}"
    blocks = [lead]
    if shown:
        blocks += [heading("Categories", "categories"), _categories(index, shown)]
    if articles:
        blocks += [heading("Articles", "articles"), _articles(index, articles)]
    meta = {"title": index.site.name, "kind": "home", "generated": True, "hide": ["toc"]}
    return Document(PATH, meta, generated(*blocks))


def _ways(index: Index) -> str:
    rows = (("All pages", "allpages"), ("All categories", "categories"), ("A random page", "random"))
    links = [link(text, PATH, index.specials[name]) for text, name in rows if name in index.specials]
    return f"Ways in: {', '.join(links)}." if links else ""


def _categories(index: Index, shown: list[str]) -> str:
    """The largest categories, from A to Z."""
    largest = sorted(shown, key=lambda name: (-len(index.members(name)), name))[:MAX_CATEGORIES]
    ordered = sorted(largest, key=lambda name: lists.alphabetical(index.shown(name)))
    return columns(("", categories.entry(index, name, PATH)) for name in ordered)


def _articles(index: Index, articles: list[str]) -> str:
    """The articles that most others link, from A to Z."""
    linked = sorted(articles, key=lambda full: (-len(index.backlinks(full)), full))[:MAX_ARTICLES]
    ordered = [full for full in articles if full in frozenset(linked)]
    return columns(("", link(index.label(full), PATH, index.entries[full].path)) for full in ordered)
