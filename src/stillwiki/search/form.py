"""The form of Pagefind's files: CBOR (RFC 8949) of texts, numbers and arrays behind a mark, packed by gzip.

Refuses to guess: whatever is not as known is a `FormError`, or a `ValueError` while a value is read.
"""

from __future__ import annotations

import gzip
from pathlib import Path

NUMBER, NEGATIVE, TEXT, ARRAY = 0, 1, 3, 4
SHORT = [bytes([byte]) for byte in range(256)]

LONGER = {24: 1, 25: 2, 26: 4, 27: 8}
"""Bytes that a number takes, by what stands in its place."""
_MARK = b"pagefind_dcd"


class FormError(Exception):
    """Something is not as this version of Pagefind writes it."""


def unpacked(path: Path) -> bytes:
    """The content of one of Pagefind's files."""
    content = gzip.decompress(path.read_bytes())
    if not content.startswith(_MARK):
        raise FormError(f"{path}: has no mark")
    return content[len(_MARK) :]


def decoded(data: bytes) -> object:
    """A file that is small enough to be read as a whole: texts, numbers and lists."""
    try:
        value, at = _value(data, 0)
        hold(at == len(data))
    except (ValueError, IndexError) as error:
        raise FormError(f"a file of another form: {error}") from error
    return value


def _value(data: bytes, at: int) -> tuple[object, int]:
    kind = data[at] >> 5
    if kind == TEXT:
        return text_at(data, at)
    number, at = head(data, at, kind)
    if kind == NUMBER:
        return number, at
    hold(kind == ARRAY)
    found = []
    for _ in range(number):
        value, at = _value(data, at)
        found.append(value)
    return found, at


def head(data: bytes, at: int, kind: int) -> tuple[int, int]:
    """The number in a head of a kind, and where it ends."""
    first = data[at]
    if first >> 5 != kind:
        raise ValueError(f"{first:#x} at {at}")
    number = first & 31
    if number < 24:
        return number, at + 1
    if number not in LONGER:
        raise ValueError(f"{first:#x} at {at}")
    end = at + 1 + LONGER[number]
    return int.from_bytes(data[at + 1 : end]), end


def array(data: bytes, at: int) -> tuple[int, int]:
    """How many values an array has, and where the first begins."""
    return head(data, at, ARRAY)


def text_at(data: bytes, at: int) -> tuple[str, int]:
    """A text, and where it ends."""
    size, at = head(data, at, TEXT)
    return data[at : at + size].decode(), at + size


def hold(it: bool) -> None:  # noqa: FBT001  # the one thing that is told
    """Raise where something is not so."""
    if not it:
        raise ValueError("another order of things")


def encoded(value: object) -> bytes:
    """Texts, numbers and lists as CBOR."""
    if isinstance(value, str):
        return spelled(len(value.encode()), TEXT) + value.encode()
    if isinstance(value, int):
        return spelled(value, NUMBER)
    if isinstance(value, list):
        return spelled(len(value), ARRAY) + b"".join(map(encoded, value))
    raise TypeError(f"{type(value)} has no place in an index")


def spelled(number: int, kind: int) -> bytes:
    """A head: a kind, and its number in the fewest bytes."""
    if number < 24:
        return SHORT[kind << 5 | number]
    code = 24 if number < 1 << 8 else 25 if number < 1 << 16 else 26 if number < 1 << 32 else 27
    return SHORT[kind << 5 | code] + number.to_bytes(LONGER[code])


def pack(path: Path, content: bytes) -> None:
    """Write one of Pagefind's files; the same content gives the same bytes."""
    path.write_bytes(gzip.compress(_MARK + content, 6, mtime=0))
