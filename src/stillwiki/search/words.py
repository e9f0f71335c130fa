"""The words of a part of a site: read from what Pagefind wrote of it, and kept for the next time.

Owns what version 1.5.2 says of a word: the pages it is on, each by the distance of its number from the one before, so
the pages of a part keep theirs and only the first of them is told anew. Refuses to guess, as `form` does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from stillwiki.search.form import LONGER, NEGATIVE, NUMBER, FormError, array, head, hold, text_at

VERSION = "1.5.2"
FIELDS = ("image", "image_alt", "title")
"""What Pagefind notes of a page of itself, in its order; a part may have less of it, an index names them all."""

_SIZES = [1 + LONGER.get(byte & 31, 0) if byte & 31 < 28 and byte >> 5 <= NEGATIVE else None for byte in range(256)]
"""Bytes of a whole number, by its first."""
_BLOCK, _LINE = 1 << 14, 40
"""Bytes of words that are kept and read together, and what a word adds to them beside its pages."""


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


def words(data: bytearray, fields: Sequence[str]) -> Iterator[Word]:
    """All words of a file; `fields` are the part's own, whose numbers become those of `FIELDS`."""
    try:
        known = [FIELDS.index(field) for field in fields]
        one, at = array(data, 0)
        count, at = array(data, at)
        for _ in range(count):
            three, at = array(data, at)
            text, at = text_at(data, at)
            plain, at = _postings(data, at, known)
            more, at = array(data, at)
            forms = []
            for _ in range(more):
                two, at = array(data, at)
                form, at = text_at(data, at)
                found, at = _postings(data, at, known)
                forms.append((form, found))
                hold(two == 2)
            hold(three == 3)
            yield Word(text, plain, tuple(forms))
        hold(one == 1 and at == len(data))
    except (ValueError, IndexError, TypeError) as error:
        raise FormError(f"words of another form: {error}") from error


def _postings(data: bytearray, at: int, fields: Sequence[int]) -> tuple[Postings, int]:
    count, at = array(data, at)
    first = last = size = 0
    start = at
    for number in range(count):
        three, at = array(data, at)
        step, at = head(data, at, NUMBER)
        if number == 0:
            first, start = step, at
        last += step
        places, at = array(data, at)
        for _ in range(places):
            at += _SIZES[data[at]]  # type: ignore[operator]  # what is no number raises
        told, at = array(data, at)
        for _ in range(told):
            if data[at] >> 5 == NEGATIVE:  # -1 is the first field, -2 the next
                data[at] = (NEGATIVE << 5) + fields[data[at] & 31]
            at += _SIZES[data[at]]  # type: ignore[operator]  # as above
        size += places + told + 1
        hold(three == 3)
    return Postings(count, first, last, size, bytes(data[start:at])), at


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
