"""The lists among the special pages: all pages, all categories, what is wanted, how large the wiki is."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stillwiki.index import NOTE
from stillwiki.model import Found
from stillwiki.titles import CATEGORY, FILE, MAIN
from stillwiki.weave import categories, redirects
from stillwiki.weave.spelling import bullets, columns, count, generated, heading, link, quiet, red_link, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stillwiki.index import Entry, Index

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
    spaces: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for full, entry in spot.index.entries.items():
        shown = _shown(spot, full, entry)
        if shown:
            text = spot.index.label(full) if entry.title.namespace == NOTE else entry.title.text
            spaces[entry.title.namespace].append((letter(text), alphabetical(text), shown))
    for name in spot.index.category_names - spot.index.entries.keys():
        text = spot.index.shown(name)
        shown = link(text, spot.path, spot.index.category_paths[name])
        spaces[CATEGORY].append((letter(text), alphabetical(text), shown))
    blocks = [f"Titles in *italics* are redirects to other pages. {_jump(spot, spaces)}"]
    for key in sorted(spaces):
        items = sorted(spaces[key])
        blocks.append(heading(_space(spot, key), f"namespace-{key}"))
        blocks.append(columns((initial, shown) for initial, _, shown in items))
    return generated(*blocks)


def _shown(spot: Spot, full: str, entry: Entry) -> str:
    text = spot.index.label(full) if entry.title.namespace == NOTE else entry.title.text
    if entry.path:
        return link(text, spot.path, entry.path)
    if full not in spot.index.redirects:
        return ""
    target = spot.index.resolve(full)
    if not isinstance(target, Found):
        return ""
    return f"*{link(text, spot.path, target.path, redirects.fragment(spot.index, target))}*"


def _space(spot: Spot, key: int) -> str:
    if key == NOTE:
        return "Notes"
    space = spot.index.site.namespaces.get(key)
    return "Articles" if key == MAIN else space.name if space else str(key)


def _jump(spot: Spot, spaces: Mapping[int, Sequence[object]]) -> str:
    if len(spaces) < 2:
        return ""
    parts = (
        f"[{words(_space(spot, key))}](#namespace-{key}) {quiet(f'{len(spaces[key]):,}')}" for key in sorted(spaces)
    )
    return "Namespaces: " + ", ".join(parts) + "."


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
