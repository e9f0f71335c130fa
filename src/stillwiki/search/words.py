"""The words of an index: read from what Pagefind wrote of them, and written as it would.

Owns what version 1.5.2 says of a word: the pages it is on, each by the distance of its number from the one before, and
where it stands on each, which is taken over as it is written. Refuses to guess, as `form` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from stillwiki.search.form import ARRAY, NUMBER, SHORT, FormError, array, encoded, hold, spelled, text_at

VERSION = "1.5.2"
FIELDS = ("image", "image_alt", "title")
"""What Pagefind notes of a page of itself, in its order; a part may have less of it, an index names them all."""

_LONGER = rb"|[%b].|[%b].{2}|[%b].{4}|[%b].{8}"
_LIST = rb"(?:[\x80-\x97]" + _LONGER % (rb"\x98", rb"\x99", rb"\x9a", rb"\x9b") + rb")"
_STEP = rb"(?:[\x00-\x17]" + _LONGER % (rb"\x18", rb"\x19", rb"\x1a", rb"\x1b") + rb")"
_ANY = rb"(?:[\x00-\x17\x20-\x37]" + _LONGER % (rb"\x18\x38", rb"\x19\x39", rb"\x1a\x3a", rb"\x1b\x3b") + rb")"
_PAGE = re.compile(rb"\x83(%b)(%b%b*+)(%b%b*+)" % (_STEP, _LIST, _ANY, _LIST, _ANY), re.DOTALL)
"""A page that a word is on: step, where it is in the text, and where in its fields."""
_EACH = re.compile(_LIST + rb"|" + _ANY, re.DOTALL)
_FIELD = range(0x20, 0x38)
"""Bytes that name a field: -1 is the first, -2 the next."""
_ONE, _TWO, _THREE = (SHORT[ARRAY << 5 | count] for count in (1, 2, 3))

Places = dict[int, bytes]
"""Where a word stands, by the number of the page, in the order of the numbers."""


class Word(NamedTuple):
    """What is said of a word."""

    text: str
    plain: Places
    forms: dict[str, Places]
    """Its spellings with diacritics."""


def words(data: bytes, fields: Sequence[str]) -> Iterator[Word]:
    """All words of a file; `fields` are its index's own, whose numbers become those of `FIELDS`."""
    try:
        known = None if (*fields,) == FIELDS else [FIELDS.index(field) for field in fields]
        one, at = array(data, 0)
        count, at = array(data, at)
        for _ in range(count):
            three, at = array(data, at)
            text, at = text_at(data, at)
            plain, at = _places(data, at, known)
            more, at = array(data, at)
            forms = {}
            for _ in range(more):
                two, at = array(data, at)
                form, at = text_at(data, at)
                forms[form], at = _places(data, at, known)
                hold(two == 2)
            hold(three == 3)
            yield Word(text, plain, forms)
        hold(one == 1 and at == len(data))
    except (ValueError, IndexError, TypeError) as error:
        raise FormError(f"words of another form: {error}") from error


def _places(data: bytes, at: int, known: Sequence[int] | None) -> tuple[Places, int]:
    count, at = array(data, at)
    found: Places = {}
    number = 0
    for _ in range(count):
        page = _PAGE.match(data, at)
        if not page:
            raise ValueError(f"no page at {at}")
        step, places, told = page.groups()
        number += int.from_bytes(step[1:] or step)
        found[number] = places + (told if known is None else _renamed(told, known))
        at = page.end()
    hold(len(found) == count)
    return found, at


def _renamed(told: bytes, known: Sequence[int]) -> bytes:
    """Places in fields, under the numbers that the fields have in an index that names them all."""
    return _EACH.sub(lambda each: _name(each[0], known), told)


def _name(number: bytes, known: Sequence[int]) -> bytes:
    return bytes([_FIELD[known[number[0] - _FIELD[0]]]]) if number[0] in _FIELD else number


def moved(word: Word, numbers: Sequence[int]) -> Word:
    """A word with other numbers for its pages: those that stand at the places of their own."""
    forms = {form: _moved(places, numbers) for form, places in word.forms.items()}
    return Word(word.text, _moved(word.plain, numbers), forms)


def _moved(places: Places, numbers: Sequence[int]) -> Places:
    return dict(sorted((numbers[number], told) for number, told in places.items()))


def together(found: Sequence[Word]) -> Word:
    """A word as several say it, each of pages behind those of the one before."""
    if len(found) == 1:
        return found[0]
    forms: dict[str, Places] = {}
    for word in found:
        for form, places in word.forms.items():
            forms.setdefault(form, {}).update(places)
    return Word(found[0].text, dict(chain.from_iterable(word.plain.items() for word in found)), forms)


def spelt(word: Word) -> bytes:
    """A word as it stands in a file."""
    made = [_THREE, encoded(word.text), _pages(word.plain), spelled(len(word.forms), ARRAY)]
    for form in sorted(word.forms):
        made += (_TWO, encoded(form), _pages(word.forms[form]))
    return b"".join(made)


def _pages(places: Places) -> bytes:
    made = [spelled(len(places), ARRAY)]
    last = 0
    for number, told in places.items():
        made += (_THREE, spelled(number - last, NUMBER), told)
        last = number
    return b"".join(made)


def file_of(spelt_words: Sequence[bytes]) -> bytes:
    """The content of a file of words, in their order."""
    return _ONE + spelled(len(spelt_words), ARRAY) + b"".join(spelt_words)
