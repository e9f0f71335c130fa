"""The index of a site: of all its pages, or of those that are others than in an index that is known.

Either way the index is the same. Pages are numbered in the order of their paths, words stand in the order of their
texts, and what a file holds is decided by the words around it alone, so nothing tells how the index came to be. It is
made in parts, so that what a run of Pagefind takes does not grow with the site. Owns what is noted of an index.
"""

from __future__ import annotations

import functools
import hashlib
import heapq
import json
import os
import shutil
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from stillwiki.errors import OutputError
from stillwiki.memory import program
from stillwiki.search.change import Change
from stillwiki.search.form import FormError, unpacked
from stillwiki.search.parts import ENTRY, Part, is_program, part
from stillwiki.search.whole import Chunk, Chunks, Index, Page, digits, write
from stillwiki.search.words import FIELDS, Word, moved, together, words
from stillwiki.stamps import regular
from stillwiki.tracing import digest

_META, _SHOWN, _WORDS = "pagefind.{}.pf_meta", "fragment/{}.pf_fragment", "index/{}.pf_index"
_FEW = 4
"""A change of one page in so many is made in the index that is there; of more, all is made anew."""
_TEXT = attrgetter("text")


@dataclass(frozen=True)
class Given:
    """What is known of a site, and of the one before it."""

    old: Path = Path()
    """The site before."""
    index: Mapping[str, object] = field(default_factory=dict)
    """What was noted of its index, if the files of that are in the site already, as they were made."""
    holds: Callable[[Path, str], str] = lambda *_: ""
    """SHA-256 of a file of either site, if it is the old site's as it was made; of another, nothing."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of files of the site, as far as somebody knows them."""
    files: Collection[str] = ()
    """All files of the site, where somebody knows them."""
    jobs: int = 1
    """Runs of Pagefind side by side."""


@dataclass(frozen=True)
class Making:
    """An index on its way."""

    site: Path
    target: str
    """Its folder in the site."""
    language: str
    size: int
    """Pages of a part."""
    given: Given

    def make(self) -> Index | None:
        """Write it; None where it is not for us to make: no page is marked, or Pagefind is another."""
        files = self.given.files or [name for name, _ in regular(self.site)]
        found = sorted(name for name in set(files) if name.endswith(".html"))
        pages = {page: Page(self.given.digests.get(page) or _digest(self.site / page)) for page in found}
        last = Index.of(self.given.index, self._key)
        ways: list[Callable[[Mapping[str, Page]], Index]] = [self._anew]
        if last:
            ways.insert(0, functools.partial(self._changed, last=last))
        made = None
        for way in ways:
            try:
                (self._whole / "fragment").mkdir(parents=True)
                with suppress(FormError, OutputError):  # Pagefind makes nothing of pages without a word
                    made = way(pages)
                    for path in self._whole.iterdir():
                        _move(path, self.site / self.target / path.name)
                    break
            finally:
                shutil.rmtree(self._work, ignore_errors=True)
        for name in Index.files_of(self.given.index).difference(made.files if made else ()):
            (self.site / name).unlink(missing_ok=True)
        return made

    @property
    def _key(self) -> str:
        return digest((program(), self.language)).hex()

    @property
    def _work(self) -> Path:
        return self.site / ".parts"

    @property
    def _whole(self) -> Path:
        return self._work / "whole"

    def _part(self, name: str, site: Path, pages: Collection[str]) -> Part:
        return part(site, pages, self._work / name, self.language)

    def _end(
        self,
        about: dict[str, Any],
        made: Iterable[Part],
        pages: dict[str, Page],
        chunks: Sequence[Chunk],
        programs: Iterable[str],
    ) -> Index:
        """Write what leads to all else, and take over what shows the pages of the parts."""
        searched = [page for page in pages.values() if page.shown]
        many = digits(searched)
        ((language, told),) = about["languages"].items()
        names = {page.shown: f"{language}_{page.shown[:many]}" for page in searched}
        for each in made:
            for name, _ in each.shown.values():
                (each.output / _SHOWN.format(name)).rename(self._whole / _SHOWN.format(names[name]))
        told["hash"] = write(self._whole, language, [(names[page.shown], page.length) for page in searched], chunks)
        told["page_count"] = len(searched)
        entry = json.dumps(about, ensure_ascii=False, separators=(",", ":"))
        (self._whole / ENTRY).write_text(entry, "utf-8")
        files = [*programs, ENTRY, _META.format(told["hash"])]
        files += [*map(_SHOWN.format, names.values()), *(_WORDS.format(chunk.name) for chunk in chunks)]
        return Index(self._key, pages, chunks, [f"{self.target}/{name}" for name in files], many)

    # -- anew --------------------------------------------------------------------------------------

    def _anew(self, pages: Mapping[str, Page]) -> Index:
        """Make it of all pages."""
        names = list(pages)
        slices = {f"{start}": names[start : start + self.size] for start in range(0, len(names), self.size)}
        with ThreadPoolExecutor(self.given.jobs) as crew:
            made = list(crew.map(lambda item: self._part(item[0], self.site, item[1]), slices.items()))
        made = [each for each in made if each.pages]
        if not made:
            raise FormError("no page is marked")
        shown: dict[str, tuple[str, int]] = {}
        about, streams = made[0].about(), []
        for each in made:
            streams.append(
                _numbered(each, {page: number for number, page in enumerate(sorted(each.pages), len(shown))})
            )
            shown |= each.shown
        chunks = Chunks(self._whole / "index", *about["languages"])
        for _, same in groupby(heapq.merge(*streams, key=_TEXT), key=_TEXT):
            chunks.add(together(list(same)))
        programs = made[0].programs()
        for name in programs:
            (made[0].output / name).rename(self._whole / name)
        now = {path: Page(page.digest, *shown.get(path, ())) for path, page in pages.items()}
        return self._end(about, made, now, chunks.end(), programs)

    # -- changed -----------------------------------------------------------------------------------

    def _changed(self, pages: Mapping[str, Page], last: Index) -> Index:
        """Make it of the index that is there, of which this was noted.

        Raises:
            FormError: that cannot be done, or would take too long.

        """
        stale, fresh = self._others(pages, last)
        old = self._part("old", self.given.old, [path for path in stale if last.pages[path].shown])
        new = self._part("new", self.site, fresh)
        if any(last.pages[path][1:] != shown for path, shown in old.shown.items()):
            raise FormError("the last index is not of the last site")
        known = last.pages | {path: Page(pages[path].digest, *new.shown.get(path, ())) for path in fresh}
        now = {path: known[path] for path in pages}
        if digits([page for page in now.values() if page.shown]) != last.digits:
            raise FormError("names would be others")
        before, after = _numbers(last.pages), _numbers(now)
        change = Change(
            {word.text: word for word in _numbered(old, before)},
            {word.text: word for word in _numbered(new, after)},
            None if before == after else [after.get(path, -1) for path in before],
        )
        about = json.loads(self._kept(ENTRY).read_bytes())
        chunks = Chunks(self._whole / "index", *about["languages"])
        self._rewrite(last, change, chunks)
        programs = [name for name in (file.removeprefix(f"{self.target}/") for file in last.files) if is_program(name)]
        return self._end(about, [new], now, chunks.end(), programs)

    def _others(self, pages: Mapping[str, Page], last: Index) -> tuple[list[str], list[str]]:
        """Pages that are others than they were or no more, and that are others or new."""
        were, are = ({path: page.digest for path, page in each.items()} for each in (last.pages, pages))
        stale = [path for path, digest in were.items() if are.get(path) != digest]
        fresh = [path for path, digest in are.items() if were.get(path) != digest]
        if max(len(stale), len(fresh)) * _FEW > len(pages):
            raise FormError("most pages are others")
        if any(self.given.holds(self.given.old, path) != were[path] for path in stale):
            raise FormError("the last site is not what it was")
        return stale, fresh

    def _kept(self, name: str) -> Path:
        """A file of the last index."""
        if not self.given.holds(self.site, f"{self.target}/{name}"):
            raise FormError("the last index is not what it was")
        return self.site / self.target / name

    def _rewrite(self, last: Index, change: Change, chunks: Chunks) -> None:
        """Make files of words anew where words are others, and keep the rest."""
        texts = change.texts()
        for number, chunk in enumerate(last.chunks, 1):
            end = bisect_right(texts, chunk.last) if number < len(last.chunks) else len(texts)
            if end or chunks.is_open or change.numbers is not None:
                there = words(unpacked(self._kept(_WORDS.format(chunk.name))), FIELDS)
                for word in change.words(there, texts[:end]):
                    chunks.add(word)
                del texts[:end]
            else:
                chunks.keep(chunk)


def _numbers(pages: Mapping[str, Page]) -> dict[str, int]:
    """Numbers of the pages that are searched."""
    return {path: number for number, path in enumerate(path for path, page in pages.items() if page.shown)}


def _numbered(made: Part, numbers: Mapping[str, int]) -> Iterator[Word]:
    """The words of a part, under other numbers of its pages."""
    ours = [numbers[page] for page in made.pages]
    return (moved(word, ours) for word in made.words())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _move(path: Path, target: Path) -> None:
    """Let a file or folder stand where there may be one, whose files it then takes the place of."""
    if path.is_dir() and target.exists():
        shutil.copytree(path, target, copy_function=os.replace, dirs_exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
