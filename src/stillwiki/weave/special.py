"""The special pages: a table of rows, one for each page, and what stands at their paths.

`paths` is known before the index and goes into it, so that a wiki's own links to special pages lead here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stillwiki import names
from stillwiki.model import Document, Static
from stillwiki.weave import lists, outline
from stillwiki.weave.freshness import mirror
from stillwiki.weave.lists import Spot
from stillwiki.weave.spelling import bullets, generated, link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from stillwiki.index import Index

FOLDER = f"{names.ROOT}/Special"
"""No namespace but the special one can have this name."""

MAX_RANDOM = 5000
"""So many articles, evenly chosen, can come up at random: the list is one small download."""


@dataclass(frozen=True, slots=True)
class Special:
    """One special page: its name as MediaWiki knows it, its title, what it is for, and its text."""

    name: str
    title: str
    purpose: str
    body: Callable[[Spot], str]
    aliases: tuple[str, ...] = ()
    """Further names under which links reach it, lower case."""


def _random(spot: Spot) -> str:
    everything = link("all pages", spot.path, spot.index.specials["allpages"])
    return generated(f"A script leads from here to an article chosen at random. Without scripts, see {everything}.")


def _special_pages(spot: Spot) -> str:
    rows = ((row, spot.index.specials[row.name.lower()]) for row in PAGES if row.name != "SpecialPages")
    return generated(bullets(f"{link(row.title, spot.path, target)}: {row.purpose}" for row, target in rows))


PAGES = (
    Special("AllPages", "All pages", "every page of the wiki from A to Z", lists.all_pages, ("prefixindex", "index")),
    Special("Categories", "Categories", "every category with what it holds", lists.all_categories),
    Special("CategoryTree", "Category tree", "how the categories hang together", outline.category_tree),
    Special("WantedPages", "Wanted pages", "what is linked but does not exist", lists.wanted, ("wantedcategories",)),
    Special("Random", "Random page", "an article chosen at random", _random, ("randompage", "randomrootpage")),
    Special("Statistics", "Statistics", "how large the wiki is", lists.statistics),
    Special(
        "Mirror",
        "About this mirror",
        "how old this mirror is, and whether the wiki is still there",
        mirror,
        ("version",),
    ),
    Special("SpecialPages", "Special pages", "this list", _special_pages),
)


def paths() -> dict[str, str]:
    """Path of each special page by its English names in lower case: what `Index.specials` holds.

    The folder has the same name for every wiki, so that one navigation serves them all.
    """
    return {name: f"{FOLDER}/{row.name}.md" for row in PAGES for name in (row.name.lower(), *row.aliases)}


def pages(index: Index, counts: Mapping[str, int] | None = None) -> Iterator[Document]:
    """All special pages; `counts` are figures that the index does not know (`Inventory.counts`)."""
    for row in PAGES:
        path = index.specials[row.name.lower()]
        meta: dict[str, object] = {"title": row.title, "kind": "special", "generated": True}
        if row.name == "Random":
            meta["random"] = names.address(random_list(index).path)
        yield Document(path, meta | {"search": {"exclude": True}}, row.body(Spot(index, path, counts or {})))
    yield from lists.parts_of_all_pages(index, index.specials["allpages"])


def random_list(index: Index) -> Static:
    """Addresses of articles under the site's root, for the script on the page of the random page."""
    found = [names.address(index.entries[full].path) for full in lists.articles(index)]
    step = max(1, -(-len(found) // MAX_RANDOM))
    path = index.specials["random"].removesuffix(".md") + "/articles.json"
    return Static(path, json.dumps(found[::step], ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
