"""The lists among the special pages: all pages, all categories, what is wanted, how large the wiki is."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stillwiki.entries import NOTE
from stillwiki.model import Found
from stillwiki.titles import CATEGORY, FILE, MAIN
from stillwiki.weave import categories, parts, redirects
from stillwiki.weave.parts import Listing
from stillwiki.weave.spelling import bullets, columns, count, generated, heading, link, quiet, red_link, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stillwiki.entries import Entry
    from stillwiki.index import Index
    from stillwiki.model import Document

MAX_WANTED = 500
"""So many missing pages are listed, the others counted: a navigation box alone can want thousands."""

MAX_WANTED_BY = 6
"""So many pages that want a missing one are named, the others counted."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a special page is made: the index, its own path, and figures that the index does not know."""

    index: Index
    path: str
    counts: Mapping[str, int] = field(default_factory=dict)


def alphabetical(text: str) -> str:
    """Sort key of a title: letters without their accents, case ignored."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)) or text


def letter(text: str) -> str:
    """The letter a title stands under in a list of all pages; what begins with a mark stands under `#`."""
    first = alphabetical(text)[:1]
    return first.upper()[:1] if first.isalpha() else "0–9" if first.isdigit() else "#"


def all_pages(spot: Spot) -> str:
    """Every page and redirect, namespace by namespace, from A to Z."""
    listings = _listings(spot.index, spot.path)
    blocks = [f"Titles in *italics* are redirects to other pages. {_jump(spot, listings)}"]
    for key, listing in listings.items():
        blocks += [heading(_space(spot, key), f"namespace-{key}"), parts.shown(listing)]
    return generated(*blocks)


def parts_of_all_pages(index: Index, path: str) -> Iterator[Document]:
    """The pages of namespaces that are too large for one."""
    for listing in _listings(index, path).values():
        yield from parts.documents(listing)


def _listings(index: Index, path: str) -> dict[int, Listing]:
    """A list for every namespace; categories that have no page of their own are listed too."""
    spaces: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for full, entry in index.entries.items():
        if _leads(index, full, entry):
            text = index.label(full) if entry.title.namespace == NOTE else entry.title.text
            spaces[entry.title.namespace].append((letter(text), alphabetical(text), full))
    for name in index.category_names - index.entries.keys():
        text = index.shown(name)
        spaces[CATEGORY].append((letter(text), alphabetical(text), name))
    return {key: _listing(index, path, key, sorted(items)) for key, items in sorted(spaces.items())}


def _listing(index: Index, path: str, key: int, items: Sequence[tuple[str, str, str]]) -> Listing:
    def spell(number: int, place: str) -> str:
        return _shown(index, place, items[number][2])

    return Listing(path, "All pages", f"namespace-{key}".replace("--", "-"), [each for each, _, _ in items], spell)


def _leads(index: Index, full: str, entry: Entry) -> bool:
    """Whether there is anything to see at a title: a page, or a redirect that leads to one."""
    return bool(entry.path) or (full in index.redirects and isinstance(index.resolve(full), Found))


def _shown(index: Index, path: str, full: str) -> str:
    entry = index.entries.get(full)
    if entry is None:
        return link(index.shown(full), path, index.category_paths[full])
    text = index.label(full) if entry.title.namespace == NOTE else entry.title.text
    if entry.path:
        return link(text, path, entry.path)
    target = index.resolve(full)
    if not isinstance(target, Found):
        return words(text)
    return f"*{link(text, path, target.path, redirects.fragment(index, target))}*"


def _space(spot: Spot, key: int) -> str:
    if key == NOTE:
        return "Notes"
    space = spot.index.site.namespaces.get(key)
    return "Articles" if key == MAIN else space.name if space else str(key)


def _jump(spot: Spot, listings: Mapping[int, Listing]) -> str:
    if len(listings) < 2:
        return ""
    leads = (
        f"[{words(_space(spot, key))}](#namespace-{key}) {quiet(f'{len(listing.letters):,}')}"
        for key, listing in listings.items()
    )
    return "Namespaces: " + ", ".join(leads) + "."


def all_categories(spot: Spot) -> str:
    """Every category from A to Z with what it holds."""
    index = spot.index
    names = sorted(index.category_names, key=lambda name: (letter(index.shown(name)), alphabetical(index.shown(name))))
    if not names:
        return generated("This wiki has no categories.")
    items = ((letter(index.shown(name)), categories.entry(index, name, spot.path)) for name in names)
    tree = link("category tree", spot.path, index.specials["categorytree"])
    lead = f"{count(len(names), 'category', 'categories')}. How they hang together is shown by the {tree}."
    return generated(lead, columns(items))


def wanted(spot: Spot) -> str:
    """Missing pages, most wanted first, with the pages that want them; categories that lack a text."""
    index = spot.index
    rows = [
        f"{red_link(title)} {quiet(count(len(sources), 'link'))}: {_wanted_by(spot, sources)}"
        for title, sources in index.wanted[:MAX_WANTED]
    ]
    number = len(index.wanted)
    lead = f"{count(number, 'page')} that the wiki links but does not have, most wanted first."
    if number > len(rows):
        lead += f" The first {len(rows):,} are listed."
    blocks = [lead, bullets(rows)] if rows else ["Nothing is wanted: every link leads to a page."]
    bare = sorted(index.category_names - index.entries.keys(), key=alphabetical)
    if bare:
        blocks += [heading("Categories without text", "categories-without-text")]
        blocks += [bullets(categories.entry(index, name, spot.path) for name in bare)]
    return generated(*blocks)


def _wanted_by(spot: Spot, sources: Sequence[str]) -> str:
    more = len(sources) - MAX_WANTED_BY
    named = ", ".join(_source(spot, source) for source in sources[:MAX_WANTED_BY])
    return f"{named} and {more:,} more" if more > 0 else named


def _source(spot: Spot, title: str) -> str:
    target = spot.index.resolve(title)
    if isinstance(target, Found):
        return link(spot.index.label(title), spot.path, target.path)
    return f"{words(title)} (a redirect)" if title in spot.index.redirects else words(title)


def statistics(spot: Spot) -> str:
    """How large the wiki is, and of which day this mirror is."""
    index = spot.index
    kept = [entry.title.namespace for entry in index.entries.values() if entry.path]
    rows = [
        ("Articles", len(articles(index))),
        ("Pages of all kinds", len(kept)),
        ("Notes", kept.count(NOTE)),
        ("Redirects", len(index.redirects)),
        ("Categories", len(index.category_names)),
        ("Files", kept.count(FILE)),
        ("Wanted pages", len(index.wanted)),
        ("Revisions in the source", spot.counts.get("edits", 0)),
        ("Authors in the source", spot.counts.get("users", 0)),
    ]
    table = ["| | |", "| --- | ---: |", *(f"| {name} | {number:,} |" for name, number in rows if number)]
    day = f"This mirror shows the wiki as it was on {index.site.now[:10]}."
    live = f"Made with {index.site.generator}." if index.site.generator else ""
    return generated(words(f"{day} {live}".strip()), "\n".join(table))


def articles(index: Index) -> list[str]:
    """Full titles of the articles of the tree, redirects and the main page left out, in alphabetical order."""
    content = index.site.content_namespaces
    found = (full for full, entry in index.entries.items() if entry.path and entry.title.namespace in content)
    return sorted((full for full in found if full != index.site.main_page), key=lambda full: (alphabetical(full), full))
