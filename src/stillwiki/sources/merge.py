"""Several dumps of one wiki as one: pages that share a revision, or else a title, are one page.

Revisions have their numbers and times from the wiki, so they tell that a page was moved between two dumps. Where two
dumps say different things of a revision the later dump is right, so that what was hidden since stays hidden.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stillwiki.errors import SourceError
from stillwiki.inventory import NO_GIST, gist
from stillwiki.model import Revision
from stillwiki.sources.revisions import RawPage, Read
from stillwiki.sources.siteinfo import SiteInfo


@dataclass
class Dump:
    """One dump as it was read."""

    name: str
    info: SiteInfo
    pages: Sequence[Read]
    fault: str = ""
    """Why it ended before its end; empty when all was read."""
    files: Path | None = None
    """The archive it is in, where that holds uploaded files, too."""

    @property
    def newest(self) -> str:
        """Time of its newest revision."""
        return max((page.told.gist.newest[0] for page in self.pages), default="")


def age(revision: Revision) -> tuple[str, int]:
    """What orders the revisions of a page, and names one: a wiki that was set up anew uses its numbers again."""
    return revision.timestamp, revision.id


def merged(dumps: Sequence[Dump]) -> tuple[SiteInfo, Sequence[Read]]:
    """What the newest dump says of the wiki, and the pages of all."""
    ordered = sorted(dumps, key=lambda dump: dump.newest)  # stable: of two of one age the one named later is later
    newest = ordered[-1]
    _refuse_strangers(ordered)
    info = next((dump.info for dump in reversed(ordered) if dump.info.values), newest.info)
    return info, _merged_pages(ordered) if len(ordered) > 1 else newest.pages


def _refuse_strangers(dumps: Sequence[Dump]) -> None:
    names = {dump.info.values["dbname"]: dump.name for dump in dumps if dump.info.values.get("dbname")}
    if len(names) > 1:
        (one, first), (two, second), *_ = names.items()
        raise SourceError(f"{first} is of the wiki {one!r}, {second} of {two!r}; only dumps of one wiki can be merged")


def _merged_pages(dumps: Sequence[Dump]) -> list[RawPage]:
    """The pages of all dumps, from the oldest dump to the newest."""
    pages: list[RawPage] = []
    by_revision: dict[tuple[str, int], int] = {}
    for dump in dumps:
        of_dump = [page.whole() for page in dump.pages]
        by_title = {page.title: place for place, page in enumerate(pages)}
        found = {id(page): place for page in of_dump if (place := _known(page, by_revision)) is not None}
        # A title counts only for a page that is not there under another: it may be the redirect that a move has left.
        free = by_title.keys() - {pages[place].title for place in found.values()}
        for page in of_dump:
            place = found.get(id(page), by_title[page.title] if page.title in free else len(pages))
            if place < len(pages):
                pages[place] = _one(pages[place], page)
            else:
                pages.append(page)
            by_revision.update((age(revision), place) for revision in page.revisions if revision.id)
    return pages


def _known(page: RawPage, by_revision: Mapping[tuple[str, int], int]) -> int | None:
    """Where the page stands that has a revision of this one."""
    return next((by_revision[age(one)] for one in page.revisions if one.id and age(one) in by_revision), None)


def _one(old: RawPage, new: RawPage) -> RawPage:
    """One page from what an older and a newer dump say of it."""
    hidden = old.hidden | new.hidden
    records = {age(revision): revision for revision in (*old.revisions, *new.revisions)}
    texts = [page for page in (old, new) if page.latest and page.has_text and page.latest.id not in new.hidden]
    kept = max(texts, key=lambda page: age(page.latest), default=new)  # type: ignore[arg-type]  # they have one
    named = max((old, new), key=lambda page: (page.gist.newest, page is new))
    revisions, latest = list(records.values()), records[age(kept.latest)] if kept.latest else None
    return RawPage(
        title=named.title,
        id=named.id,
        redirect=kept.redirect,
        model=kept.model,
        text=kept.text,
        latest=latest,
        has_text=kept.has_text,
        slots=kept.slots,
        revisions=revisions,
        altered=kept.altered,
        hidden=hidden,
        uploads=[*old.uploads, *new.uploads],
        gist=gist(kept.text, revisions, latest) if latest else NO_GIST,
    )
