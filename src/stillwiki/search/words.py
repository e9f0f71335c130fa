"""The words of an index: read from what Pagefind wrote of a part of a site, and written for the whole of it.

Owns the form of Pagefind's files, as version 1.5.2 has it: CBOR (RFC 8949) of texts, numbers and arrays behind a mark,
packed by gzip. A word has the pages it is on, each by the distance of its number from the one before, so the pages of a
part keep theirs and only the first of them is told anew. Refuses to guess: whatever is not as known is a `FormError`.
"""

from __future__ import annotations

import gzip
import hashlib
import heapq
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby, pairwise, repeat, takewhile
from pathlib import Path
from typing import Any, NamedTuple

VERSION = "1.5.2"
FIELDS = ("image", "image_alt", "title")
"""What Pagefind notes of a page of itself, in its order; a part may have less of it, an index names them all."""

_MARK = b"pagefind_dcd"
_NUMBER, _NEGATIVE, _TEXT, _ARRAY = 0, 1, 3, 4
_LONGER = {24: 1, 25: 2, 26: 4, 27: 8}
"""Bytes that a number takes, by what stands in its place."""
_SIZES = [1 + _LONGER.get(byte & 31, 0) if byte & 31 < 28 and byte >> 5 <= _NEGATIVE else None for byte in range(256)]
"""Bytes of a whole number, by its first."""
_CHUNK = 20_000
"""Pagefind's own measure of a file of words: a reader fetches one for each word asked for."""
_BLOCK, _LINE = 1 << 14, 40
"""Bytes of words that are kept and read together, and what a word adds to them beside its pages."""
_SHORT = [bytes([byte]) for byte in range(256)]


_ONE, _TWO, _THREE = (_SHORT[_ARRAY << 5 | count] for count in (1, 2, 3))


class FormError(Exception):
    """Something is not as this version of Pagefind writes it."""


class Postings(NamedTuple):
    """The pages a word is on, in one part."""

    pages: int
    first: int
    """Number of the first page in the part."""
    last: int
    size: int
    """By Pagefind's measure."""
    rest: bytes
    """All that follows the first page's number, as it was written."""


class Word(NamedTuple):
    """What a part says of a word."""

    text: str
    plain: Postings
    forms: tuple[tuple[str, Postings], ...] = ()
    """Its spellings with diacritics."""


# -- reading what Pagefind wrote -------------------------------------------------------------------


def unpacked(path: Path) -> bytearray:
    """The content of one of Pagefind's files."""
    content = gzip.decompress(path.read_bytes())
    if not content.startswith(_MARK):
        raise FormError(f"{path}: has no mark")
    return bytearray(content[len(_MARK) :])


def words(data: bytearray, fields: Sequence[str]) -> Iterator[Word]:
    """All words of a file; `fields` are the part's own, whose numbers become those of `FIELDS`."""
    try:
        known = [FIELDS.index(field) for field in fields]
        one, at = _array(data, 0)
        count, at = _array(data, at)
        for _ in range(count):
            three, at = _array(data, at)
            text, at = _text(data, at)
            plain, at = _postings(data, at, known)
            more, at = _array(data, at)
            forms = []
            for _ in range(more):
                two, at = _array(data, at)
                form, at = _text(data, at)
                found, at = _postings(data, at, known)
                forms.append((form, found))
                _hold(two == 2)
            _hold(three == 3)
            yield Word(text, plain, tuple(forms))
        _hold(one == 1 and at == len(data))
    except (ValueError, IndexError, TypeError) as error:
        raise FormError(f"words of another form: {error}") from error


def _postings(data: bytearray, at: int, fields: Sequence[int]) -> tuple[Postings, int]:
    count, at = _array(data, at)
    first = last = size = 0
    start = at
    for number in range(count):
        three, at = _array(data, at)
        step, at = _head(data, at, _NUMBER)
        if number == 0:
            first, start = step, at
        last += step
        places, at = _array(data, at)
        for _ in range(places):
            at += _SIZES[data[at]]  # type: ignore[operator]  # what is no number raises
        told, at = _array(data, at)
        for _ in range(told):
            if data[at] >> 5 == _NEGATIVE:  # -1 is the first field, -2 the next
                data[at] = (_NEGATIVE << 5) + fields[data[at] & 31]
            at += _SIZES[data[at]]  # type: ignore[operator]  # as above
        size += places + told + 1
        _hold(three == 3)
    return Postings(count, first, last, size, bytes(data[start:at])), at


def decoded(data: bytearray) -> object:
    """A file that is small enough to be read as a whole: texts, numbers and lists."""
    try:
        value, at = _value(data, 0)
        _hold(at == len(data))
    except (ValueError, IndexError) as error:
        raise FormError(f"a file of another form: {error}") from error
    return value


def _value(data: bytearray, at: int) -> tuple[object, int]:
    kind = data[at] >> 5
    if kind == _TEXT:
        return _text(data, at)
    number, at = _head(data, at, kind)
    if kind == _NUMBER:
        return number, at
    _hold(kind == _ARRAY)
    found = []
    for _ in range(number):
        value, at = _value(data, at)
        found.append(value)
    return found, at


def _head(data: bytearray, at: int, kind: int) -> tuple[int, int]:
    """The number in a head of a kind, and where it ends."""
    first = data[at]
    if first >> 5 != kind:
        raise ValueError(f"{first:#x} at {at}")
    number = first & 31
    if number < 24:
        return number, at + 1
    if number not in _LONGER:
        raise ValueError(f"{first:#x} at {at}")
    end = at + 1 + _LONGER[number]
    return int.from_bytes(data[at + 1 : end]), end


def _array(data: bytearray, at: int) -> tuple[int, int]:
    return _head(data, at, _ARRAY)


def _text(data: bytearray, at: int) -> tuple[str, int]:
    size, at = _head(data, at, _TEXT)
    return data[at : at + size].decode(), at + size


def _hold(it: bool) -> None:  # noqa: FBT001  # the one thing that is told
    if not it:
        raise ValueError("another order of things")


# -- keeping what a part says ----------------------------------------------------------------------


def kept(found: Iterable[Word]) -> Iterator[bytes]:
    """Words as they are kept, many at a time: a line that tells their numbers, and then their pages."""
    last, told, pages, size = "", [], [], 0
    for word in found:
        if word.text <= last:
            raise FormError(f"{word.text!r} after {last!r}")
        last = word.text
        spellings = ((word.text, word.plain), *word.forms)
        told.append([(text, *each[:4], len(each.rest)) for text, each in spellings])
        pages += [each.rest for _, each in spellings]
        size += sum(len(each.rest) for _, each in spellings) + _LINE
        if size >= _BLOCK:
            yield from _block(told, pages)
            told, pages, size = [], [], 0
    if told:
        yield from _block(told, pages)


def _block(told: list[Any], pages: list[bytes]) -> Iterator[bytes]:
    content = b"".join(pages)
    yield json.dumps([len(content), told]).encode() + b"\n"
    yield content


def read(path: Path, start: int) -> Iterator[Word]:
    """The words that were kept, from somewhere in a file; it is open only while some of them are read."""
    while True:
        with path.open("rb") as file:
            file.seek(start)
            if not (line := file.readline()):
                return
            size, told = json.loads(line)
            pages = file.read(size)
            start = file.tell()
        at = 0
        for spellings in told:
            found = []
            for text, count, first, last, measure, length in spellings:
                found.append((text, Postings(count, first, last, measure, pages[at : at + length])))
                at += length
            yield Word(*found[0], tuple(found[1:]))


# -- writing the whole -----------------------------------------------------------------------------


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
    _pack(folder / f"pagefind.{name}.pf_meta", content)
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
            content = _ONE + _spelled(len(self._words), _ARRAY)
            content += b"".join(each for _, each in self._words)
            name = f"{self._language}_{hashlib.sha256(content).hexdigest()[:16]}"
            _pack(self._folder / f"{name}.pf_index", content)
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
    made = [encoded(text), plain, _spelled(len(forms), _ARRAY)]
    for form, places in forms.items():
        pages, more = _joined(places)
        made += [_TWO, encoded(form), pages]
        size += more + 1
    return _THREE + b"".join(made), size


def _joined(found: Sequence[tuple[int, Postings]]) -> tuple[bytes, int]:
    """Pages of several parts in one list, and its size."""
    made = [_spelled(sum(each.pages for _, each in found), _ARRAY)]
    last = size = 0
    for start, each in found:
        if each.pages:
            made += [_THREE, _spelled(start + each.first - last, _NUMBER), each.rest]
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


def encoded(value: object) -> bytes:
    """Texts, numbers and lists as CBOR."""
    if isinstance(value, str):
        return _spelled(len(value.encode()), _TEXT) + value.encode()
    if isinstance(value, int):
        return _spelled(value, _NUMBER)
    if isinstance(value, list):
        return _spelled(len(value), _ARRAY) + b"".join(map(encoded, value))
    raise TypeError(f"{type(value)} has no place in an index")


def _spelled(number: int, kind: int) -> bytes:
    """A head: a kind, and its number in the fewest bytes."""
    if number < 24:
        return _SHORT[kind << 5 | number]
    code = 24 if number < 1 << 8 else 25 if number < 1 << 16 else 26 if number < 1 << 32 else 27
    return _SHORT[kind << 5 | code] + number.to_bytes(_LONGER[code])


def _pack(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(_MARK + content, 6, mtime=0))
