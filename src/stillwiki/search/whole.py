"""An index of a whole site, put together of what is known of the words of its parts.

A reader finds in it what one run of Pagefind over all pages would have let them find, and fetches as much.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Sequence
from itertools import accumulate, groupby, pairwise, repeat, takewhile
from pathlib import Path
from typing import NamedTuple

from stillwiki.search.form import ARRAY, NUMBER, SHORT, encoded, pack, spelled
from stillwiki.search.words import FIELDS, VERSION, Postings, Word

_CHUNK = 20_000
"""Pagefind's own measure of a file of words: a reader fetches one for each word asked for."""
_ONE, _TWO, _THREE = (SHORT[ARRAY << 5 | count] for count in (1, 2, 3))


class Part(NamedTuple):
    """A part of an index."""

    pages: Sequence[tuple[str, int]]
    """Names of their files, and how many words they have."""
    words: Iterable[Word]


def write(folder: Path, language: str, parts: Sequence[Part]) -> str:
    """Write words and pages of all parts, one after the other; gives the name of what a browser reads first."""
    starts = accumulate((len(part.pages) for part in parts), initial=0)
    streams = [zip(repeat(start), part.words) for start, part in zip(starts, parts, strict=False)]
    merged = heapq.merge(*streams, key=lambda each: each[1].text)
    chunks = _Chunks(folder / "index", language)
    for text, same in groupby(merged, key=lambda each: each[1].text):
        chunks.add(text, *_together(text, list(same)))
    pages = [list(page) for part in parts for page in part.pages]
    content = encoded([VERSION, pages, _ranges(chunks.end()), [], [], [*FIELDS]])
    name = f"{language}_{hashlib.sha256(content).hexdigest()[:10]}"
    pack(folder / f"pagefind.{name}.pf_meta", content)
    return name


class _Chunks:
    """Files of words on their way: one is full when it has Pagefind's measure."""

    def __init__(self, folder: Path, language: str) -> None:
        folder.mkdir(parents=True)
        self._folder, self._language = folder, language
        self._told: list[list[str]] = []
        self._words: list[tuple[str, bytes]] = []
        self._size = 0

    def add(self, text: str, content: bytes, size: int) -> None:
        """The next word."""
        self._words.append((text, content))
        self._size += size
        if self._size >= _CHUNK:
            self.end()

    def end(self) -> list[list[str]]:
        """Write what is left; gives first word, last word and name of every file."""
        if self._words:
            content = _ONE + spelled(len(self._words), ARRAY)
            content += b"".join(each for _, each in self._words)
            name = f"{self._language}_{hashlib.sha256(content).hexdigest()[:16]}"
            pack(self._folder / f"{name}.pf_index", content)
            self._told.append([self._words[0][0], self._words[-1][0], name])
            self._words.clear()
            self._size = 0
        return self._told


def _together(text: str, found: Sequence[tuple[int, Word]]) -> tuple[bytes, int]:
    """A word as all parts say it, and its size."""
    forms: dict[str, list[tuple[int, Postings]]] = {}
    for start, word in found:
        for form, each in word.forms:
            forms.setdefault(form, []).append((start, each))
    plain, size = _joined([(start, word.plain) for start, word in found])
    made = [encoded(text), plain, spelled(len(forms), ARRAY)]
    for form, places in forms.items():
        pages, more = _joined(places)
        made += [_TWO, encoded(form), pages]
        size += more + 1
    return _THREE + b"".join(made), size


def _joined(found: Sequence[tuple[int, Postings]]) -> tuple[bytes, int]:
    """Pages of several parts in one list, and its size."""
    made = [spelled(sum(each.pages for _, each in found), ARRAY)]
    last = size = 0
    for start, each in found:
        if each.pages:
            made += [_THREE, spelled(start + each.first - last, NUMBER), each.rest]
            last = start + each.last
            size += each.size
    return b"".join(made), size


def _ranges(chunks: list[list[str]]) -> list[list[str]]:
    """First and last word of every file, as short as they can be told apart from their neighbours'."""
    for one, other in pairwise(chunks):
        length = sum(1 for _ in takewhile(_is_same, zip(one[1], other[0], strict=False))) + 1
        if one[1][:length] >= one[0]:
            one[1] = one[1][:length]
        other[0] = other[0][:length]
    return chunks


def _is_same(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]
