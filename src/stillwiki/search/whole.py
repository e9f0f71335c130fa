"""The files of an index: those of words, and the one that a browser reads first.

A file of words ends where a word says so, by its digest and its length, not by what stands before it: so a change of
some words changes no files but theirs. Owns what has to be known of an index to change it.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise, takewhile
from pathlib import Path
from typing import NamedTuple, Self

from stillwiki.search.form import encoded, pack
from stillwiki.search.words import FIELDS, VERSION, Word, file_of, spelt

_LENGTH = 16_384
"""Bytes of a file of words, on the average; a reader fetches one for each word asked for."""
DIGITS, _FEW_DIGITS = 16, (8, 10)
"""Of a digest that tells apart what shows pages, and those that mostly do."""


class Page(NamedTuple):
    """A page of the site."""

    digest: str
    """SHA-256 of its file."""
    shown: str = ""
    """Digest of the file that shows it among results; none of a page that is not searched."""
    length: int = 0
    """Its words."""


class Chunk(NamedTuple):
    """A file of words."""

    first: str
    last: str
    name: str


class Index(NamedTuple):
    """All that has to be known of an index."""

    key: str
    """Digest of what decides it beside the pages."""
    pages: dict[str, Page]
    """By the paths of their files, in their order; those that are searched are numbered in it."""
    chunks: Sequence[Chunk]
    files: Sequence[str]
    """Paths of all its files, in the site."""
    digits: int
    """How much of the digest of what shows a page is in the name of its file."""

    @classmethod
    def of(cls, told: Mapping[str, object], key: str) -> Self | None:
        """What was noted of an index of this key."""
        if told.get("key") != key:
            return None
        one = cls(**told)  # type: ignore[arg-type]  # as it was noted by this very program
        return one._replace(
            pages={path: Page(*page) for path, page in one.pages.items()}, chunks=[Chunk(*each) for each in one.chunks]
        )

    def told(self) -> Mapping[str, object]:
        """What is to be noted of it: plain values."""
        pages = {path: tuple(page) for path, page in self.pages.items()}
        return self._asdict() | {"pages": pages, "chunks": [tuple(chunk) for chunk in self.chunks]}

    @staticmethod
    def files_of(told: Mapping[str, object]) -> set[str]:
        """Paths of the files of an index of which this was noted, whatever its key."""
        files = told.get("files")
        return set(files) if isinstance(files, list) else set()


class Chunks:
    """Files of words on their way."""

    def __init__(self, folder: Path, language: str) -> None:
        folder.mkdir(parents=True)
        self._folder, self._language = folder, language
        self._made: list[Chunk] = []
        self._words: list[tuple[str, bytes]] = []

    @property
    def is_open(self) -> bool:
        """Whether the last word may not be the last one of its file."""
        return bool(self._words)

    def add(self, word: Word) -> None:
        """The next word."""
        content = spelt(word)
        self._words.append((word.text, content))
        if zlib.crc32(word.text.encode()) * _LENGTH < len(content) << 32:
            self.end()

    def keep(self, chunk: Chunk) -> None:
        """The next file, which is there."""
        self._made.append(chunk)

    def end(self) -> list[Chunk]:
        """Write what is left; gives all files."""
        if self._words:
            content = file_of([each for _, each in self._words])
            name = f"{self._language}_{hashlib.sha256(content).hexdigest()[:DIGITS]}"
            pack(self._folder / f"{name}.pf_index", content)
            self._made.append(Chunk(self._words[0][0], self._words[-1][0], name))
            self._words.clear()
        return self._made


def digits(pages: Collection[Page]) -> int:
    """How much of a digest tells all pages that are searched apart: a browser reads the names of all of them."""
    few = (count for count in _FEW_DIGITS if len({page.shown[:count] for page in pages}) == len(pages))
    return next(few, DIGITS)


def write(folder: Path, language: str, shown: Sequence[tuple[str, int]], chunks: Sequence[Chunk]) -> str:
    """Write what a browser reads first: names of what shows pages, and their words; gives its name."""
    content = encoded([VERSION, [list(each) for each in shown], _ranges(chunks), [], [], [*FIELDS]])
    name = f"{language}_{hashlib.sha256(content).hexdigest()[:10]}"
    pack(folder / f"pagefind.{name}.pf_meta", content)
    return name


def _ranges(chunks: Sequence[Chunk]) -> list[list[str]]:
    """First and last word of every file, as short as they can be told apart from their neighbours', and its name."""
    told = [[*chunk] for chunk in chunks]
    for one, other in pairwise(told):
        length = sum(1 for _ in takewhile(_is_same, zip(one[1], other[0], strict=False))) + 1
        if one[1][:length] >= one[0]:
            one[1] = one[1][:length]
        other[0] = other[0][:length]
    return told


def _is_same(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]
