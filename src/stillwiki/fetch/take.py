"""What is taken from the wiki in one fetch: the listing, pages that are new to us, files that we do not hold."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from stillwiki.errors import FetchError
from stillwiki.fetch import export, files, listing, pages
from stillwiki.fetch.api import Api
from stillwiki.fetch.errors import Refused
from stillwiki.fetch.events import Changes
from stillwiki.fetch.files import Fetching, Upload
from stillwiki.fetch.gates import Totals
from stillwiki.fetch.journal import Journal
from stillwiki.fetch.limits import Limits
from stillwiki.fetch.listing import Entry
from stillwiki.fetch.manners import Caller
from stillwiki.fetch.pages import Harvest
from stillwiki.fetch.site import About
from stillwiki.fetch.words import printable
from stillwiki.titles import FILE


def digest(content: bytes) -> bytes:
    """Of what a dump says of a page."""
    return hashlib.sha256(content).digest()


_LISTINGS = 3
"""How often files are listed, where some are not as they were listed."""
_SHOWN = 240
"""Characters of a file's name that are shown of one that is left out."""
Tell = Callable[[str, int, int], None]
"""Told what is being fetched, how much of it is done, and how much there is."""


def untold(_what: str, _done: int, _total: int) -> None:
    """Nobody is told."""


@dataclass(frozen=True, slots=True)
class Held:
    """A page that we hold."""

    title: str
    revision: int
    size: int
    """Bytes in the dump."""
    digest: bytes
    """Of what the dump says of it, its file aside."""


@dataclass
class Take:
    """Everything that the new dump will be made of, beside the old one."""

    api: Api
    about: About
    journal: Journal
    limits: Limits
    held: Mapping[int, Held]
    """Pages of the old dump that may be copied."""
    listed: dict[int, Entry] = field(default_factory=dict)
    wanted: dict[int, Entry] = field(default_factory=dict)
    """Pages that are not copied."""
    settled: bool = True
    """Whether the wiki kept still while all this was taken; if not, it has to be listed again."""
    uploads: dict[str, Upload] = field(default_factory=dict)
    with_files: bool = False
    altered: set[int] = field(default_factory=set)
    """Ids of pages that are not what the wiki's own digest says."""
    left_out: set[str] = field(default_factory=set)
    """Names of files that were not to be had, as they are shown."""
    brought: dict[str, Upload] = field(default_factory=dict)
    """Files that the journal's folder holds for the new dump."""
    warnings: list[str] = field(default_factory=list)
    _folded: dict[str, str] = field(default_factory=dict)

    def pages(self, changes: Changes, tell: Tell, *, history: bool) -> None:
        """List the wiki and fetch all pages that are not as we hold them, or whose history is another."""
        spaces = [space["id"] for space in self.about.namespaces if space["id"] >= 0]
        self.listed, self.settled = listing.pages(self.api, spaces, self.limits)
        forgotten = listing.still_there(self.api, self.held.keys() - self.listed.keys())
        self.listed |= forgotten
        self.settled &= not forgotten
        canonical = self.about.canonical
        self.listed = {key: replace(entry, title=canonical(entry.title)) for key, entry in self.listed.items()}
        changes = replace(changes, rewritten={canonical(title): when for title, when in changes.rewritten.items()})
        self._doubt(changes)
        self.wanted = {
            key: entry
            for key, entry in self.listed.items()
            if changes.everywhere or entry.title in changes.rewritten or not self._is_held(key, entry)
        }
        missing = [key for key, entry in self.wanted.items() if self.journal.page(entry) is None]
        done = len(self.wanted) - len(missing)
        for some in self._harvests(missing, history=history):
            for record in some.records.values():
                record.title, record.target = canonical(record.title), canonical(record.target)
            moved = self._compare(some)
            blocks = {self.listed[key]: export.block(record) for key, record in some.records.items()}
            self.journal.keep(blocks, self.about.time, some.altered | moved)
            for key in some.missing:  # deleted since it was listed
                del self.listed[key]
            done += len(some.records) + len(some.missing)
            tell("fetch pages", done, len(self.wanted))

    def _doubt(self, changes: Changes) -> None:
        """Give up what an unfinished fetch brought before its history became another."""
        self.journal.doubt(changes.everywhere)
        for key, entry in self.listed.items():
            if entry.title in changes.rewritten:
                self.journal.doubt(changes.rewritten[entry.title], key)

    def _compare(self, some: Harvest) -> set[int]:
        """Hold what was said of pages against their listing; those that were moved or edited in the meantime.

        Raises:
            FetchError: a page is older than it was when it was listed.

        """
        moved = set()
        for key, record in some.records.items():
            listed, newest = self.listed[key], record.revisions[-1].id
            if newest < listed.revision:
                told = f"expected revision {listed.revision} of page {key} or a newer one, seen {newest}"
                raise FetchError(f"the wiki contradicts itself: {told}")
            if (listed.title, listed.revision) != (record.title, newest):
                moved.add(key)
        self.settled &= not (moved or some.missing)
        self.altered |= some.altered
        titles = sorted(some.records[key].title for key in some.altered)
        self.warnings += (f"{title}: not what the wiki's own digest says" for title in titles)
        return moved

    def _is_held(self, key: int, entry: Entry) -> bool:
        held = self.held.get(key)
        return held is not None and (held.title, held.revision) == (entry.title, entry.revision)

    def _harvests(self, keys: list[int], *, history: bool) -> Iterator[Harvest]:
        if history:
            return (pages.whole(self.api, key) for key in sorted(keys))
        return (pages.current(self.api, some) for some in pages.batches(keys))

    def files(self, held: Mapping[str, str], caller: Caller, tell: Tell) -> None:
        """List the files and fetch those that are not `held` with their digests.

        Where some are not to be had as they were listed, they are listed again: somebody may have changed them since.
        """
        self.with_files = True
        faults: dict[str, str] = {}
        for _ in range(_LISTINGS):
            listed = files.listed(self.api)
            odd = {name for name in listed if not files.is_name(name)}
            # Out of sight at once: nothing that follows may build a path with it.
            listed = {name: upload for name, upload in listed.items() if name not in odd}
            if faults and all(listed.get(name) == self.uploads.get(name) for name in faults):
                break
            self.uploads = listed
            faults = self._downloads(held, caller, tell)
            faults |= dict.fromkeys(odd, "its name cannot be that of a file on every system")
            if not faults.keys() - odd:
                break
        for name, fault in faults.items():
            self._leave_out(name, fault)

    def _downloads(self, held: Mapping[str, str], caller: Caller, tell: Tell) -> dict[str, str]:
        """Fetch the listed files; why some were not to be had, by their names."""
        wanted = [upload for upload in self.uploads.values() if held.get(upload.name) != upload.sha1]
        self.brought.clear()
        self._folded.clear()
        faults: dict[str, str] = {}
        if not wanted:
            return faults
        place = files.home(self.api)
        fetching = Fetching(caller, self.api.url, place, self.limits, self.journal.folder)
        room = self.limits.files
        for done, upload in enumerate(wanted, 1):
            fault = self._fault(upload, room)
            try:
                if not fault:
                    fetching.fetch(upload)
                    self.brought[upload.name] = upload
                    room -= upload.size
            except Refused as refused:
                fault = str(refused)
            if fault:
                faults[upload.name] = fault
            tell("fetch files", done, len(wanted))
        return faults

    def _leave_out(self, name: str, why: str) -> None:
        shown = printable(name[:_SHOWN])
        self.left_out.add(shown)
        self.warnings.append(f"File:{shown} is left out: {why}")

    def _fault(self, upload: Upload, room: int) -> str:
        """Why a file is not fetched; empty where it is."""
        name = upload.name
        if (first := self._first_of(name)) != name:
            return f"its name differs from {first} only in case, which not every system tells apart"
        return f"there is no more room than {room} bytes" if upload.size > room else ""

    def _first_of(self, name: str) -> str:
        """The first of the files whose names are the same but for case."""
        if not self._folded:
            for other in self.uploads:
                self._folded.setdefault(other.casefold(), other)
        return self._folded[name.casefold()]

    def totals(self) -> Totals:
        """What the gates compare."""
        general, rights = self.about.general, self.about.licence
        size = sum(self._size(key, entry) for key, entry in self.listed.items())
        main = general["mainpage"]
        has = any(entry.title == main for entry in self.listed.values())
        licence = (rights["text"], rights["url"])
        return Totals(general["sitename"], general["wikiid"], len(self.listed), size, licence, main, has)

    def is_other(self, key: int) -> bool:
        """Whether a page that we hold was fetched again, and is another now."""
        if key not in self.wanted or key not in self.held:
            return False
        content = self.journal.page(self.listed[key])
        return content is None or digest(content) != self.held[key].digest

    def _size(self, key: int, entry: Entry) -> int:
        if key not in self.wanted:
            return self.held[key].size
        return self.journal.size(entry)

    @property
    def file_prefix(self) -> str:
        """What titles of files begin with, underscores for spaces."""
        names = [space["name"] for space in self.about.namespaces if space["id"] == FILE]
        return f"{names[0].replace(' ', '_')}:" if names else "File:"
