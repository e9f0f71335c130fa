"""Lists that are too long for one page: in parts, each a page of its own, from letter to letter.

A list that fits stays where it is. The parts of a page stand in a folder of its name, where no title can stand, for a
slash in a title becomes `-`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from stillwiki.model import Document
from stillwiki.weave.spelling import bullets, columns, count, generated, link, quiet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MOST = 2000
"""Items that one page shows."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list from A to Z, or as sort keys have it."""

    path: str
    """Of the page it belongs to."""
    title: str
    """Of that page."""
    name: str
    """Of the list within the page, for addresses."""
    letters: Sequence[str]
    """What each item stands under, in order."""
    spell: Callable[[int, str], str]
    """Markdown of an item, by its number, on a page of the tree."""


@dataclass(frozen=True, slots=True)
class Part:
    """A page with some of the items."""

    path: str
    label: str
    first: int
    last: int
    """Behind the last item."""


def shown(listing: Listing) -> str:
    """The list, or links to its parts."""
    found = parts(listing)
    if not found:
        return columns((each, listing.spell(number, listing.path)) for number, each in enumerate(listing.letters))
    return bullets(
        f"{link(part.label, listing.path, part.path)} {quiet(count(part.last - part.first, 'page'))}" for part in found
    )


def documents(listing: Listing) -> Iterator[Document]:
    """A page for each part, none for a list that fits."""
    found = parts(listing)
    for number, part in enumerate(found):
        others = [found[other] for other in (number - 1, number + 1) if 0 <= other < len(found)]
        leads = [link(listing.title, part.path, listing.path)]
        leads += [link(other.label, part.path, other.path) for other in others]
        items = ((listing.letters[item], listing.spell(item, part.path)) for item in range(part.first, part.last))
        meta: dict[str, object] = {"title": f"{listing.title}: {part.label}", "kind": "special", "generated": True}
        meta["search"] = {"exclude": True}
        yield Document(part.path, meta, generated(" · ".join(leads), columns(items)))


def parts(listing: Listing) -> list[Part]:
    """The parts of a list: whole letters as long as they fit, a letter that does not fit by itself in pieces."""
    if len(listing.letters) <= MOST:
        return []
    pieces: list[tuple[int, int]] = []
    start = 0
    for _, group in groupby(listing.letters):
        size = len(list(group))
        if pieces and size <= MOST and start + size - pieces[-1][0] <= MOST:
            pieces[-1] = (pieces[-1][0], start + size)
        else:
            pieces += [(at, min(at + MOST, start + size)) for at in range(start, start + size, MOST)]
        start += size
    folder = listing.path.removesuffix(".md")
    labels = [_label(listing.letters[first], listing.letters[last - 1]) for first, last in pieces]
    return [
        Part(f"{folder}/{listing.name}-{number}.md", _numbered(labels, number - 1), first, last)
        for number, (first, last) in enumerate(pieces, 1)
    ]


def _label(first: str, last: str) -> str:
    first, last = first.strip() or "(blank)", last.strip() or "(blank)"
    return first if first == last else f"{first} – {last}"


def _numbered(labels: list[str], place: int) -> str:
    """A label, with a number where several parts would have the same."""
    label = labels[place]
    return f"{label} ({labels[: place + 1].count(label)})" if labels.count(label) > 1 else label
