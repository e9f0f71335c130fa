"""What a category page shows besides its own text: subcategories, pages and files, in MediaWiki's order.

Unlike MediaWiki it shows all of them at once, or from letter to letter where they are thousands. Owns also the pages of
categories that have members but no text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stillwiki.entries import NOTE
from stillwiki.model import Document
from stillwiki.titles import CATEGORY
from stillwiki.weave import backlinks, parts
from stillwiki.weave.parts import Listing
from stillwiki.weave.spelling import count, generated, heading, link, quiet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stillwiki.entries import Member
    from stillwiki.index import Index

NO_TEXT = "The wiki has no text for this category; it exists because pages are filed under it."
EMPTY = "There is nothing in this category."
HIDDEN = "This is a hidden category: it serves the upkeep of the wiki, not its readers."


def section(index: Index, category: str, path: str) -> str:
    """Markdown that follows a category's own text; `path` is the file it stands in."""
    taken = index.anchors(category)
    name = index.shown(category)
    below, pages, files = index.subcategories(category), index.pages(category), index.files(category)
    blocks = [HIDDEN] if index.hidden(category) else []
    if below:
        blocks += [heading("Subcategories", _free("mw-subcategories", taken))]
        blocks += [f"This category has {count(len(below), 'subcategory', 'subcategories')}."]
        blocks += [parts.shown(_listing(index, category, "subcategories", below, path))]
    if pages:
        blocks += [heading(f"Pages in category “{name}”", _free("mw-pages", taken))]
        blocks += [_there_are(len(pages), "page"), parts.shown(_listing(index, category, "pages", pages, path))]
    if files:
        blocks += [heading(f"Media in category “{name}”", _free("mw-category-media", taken))]
        blocks += [_there_are(len(files), "file"), parts.shown(_listing(index, category, "files", files, path))]
    return generated(*blocks if below or pages or files else [*blocks, EMPTY])


def without_text(index: Index) -> Iterator[Document]:
    """A page for every category that has members but no page in the source."""
    for category, path in sorted(index.category_paths.items()):
        if category not in index.entries and path:
            body = generated(NO_TEXT) + "\n" + section(index, category, path)
            meta: dict[str, object] = {"title": category, "kind": "category", "generated": True}
            yield Document(path, meta | backlinks.facts(index, category) | {"search": {"exclude": True}}, body)


def long_lists(index: Index) -> Iterator[Document]:
    """The parts of lists that are too long for their category's page."""
    for category, path in sorted(index.category_paths.items()):
        if path and len(index.members(category)) > parts.MOST:
            below, pages, files = index.subcategories(category), index.pages(category), index.files(category)
            for name, members in (("subcategories", below), ("pages", pages), ("files", files)):
                yield from parts.documents(_listing(index, category, name, members, path))


def contents(index: Index, category: str) -> str:
    """What a category holds, in words: `2 subcategories, 14 pages`."""
    parts = (
        (len(index.subcategories(category)), "subcategory", "subcategories"),
        (len(index.pages(category)), "page", "pages"),
        (len(index.files(category)), "file", "files"),
    )
    return ", ".join(count(number, one, many) for number, one, many in parts if number) or "empty"


def entry(index: Index, category: str, path: str) -> str:
    """A category as an item of a list: its link, what it holds, whether it is hidden."""
    hidden = ", hidden" if index.hidden(category) else ""
    shown = link(index.shown(category), path, index.category_paths[category])
    return f"{shown} {quiet(contents(index, category) + hidden)}"


def _there_are(number: int, what: str) -> str:
    return f"There {'is' if number == 1 else 'are'} {count(number, what)} in this category."


def _listing(index: Index, category: str, name: str, members: Sequence[Member], path: str) -> Listing:
    letters = [member.initial for member in members]
    return Listing(path, category, name, letters, lambda number, place: _member(index, members[number], place))


def _member(index: Index, member: Member, path: str) -> str:
    title = member.title
    if title.namespace == CATEGORY:
        return entry(index, title.full, path)
    shown = link(index.label(title.full), path, index.entries[title.full].path)
    return f"{shown} {quiet('note')}" if title.namespace == NOTE else shown


def _free(anchor: str, taken: frozenset[str]) -> str:
    """MediaWiki's id of the list, unless a heading of the category's own text has it."""
    while anchor in taken:
        anchor += "-list"
    return anchor
