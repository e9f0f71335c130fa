"""Reading JSON that a stranger wrote: every value is what it should be, or the answer is no answer.

Refuses to guess: a number in quotes is not a number, and what is missing has no default unless it is asked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias, TypeVar

from stillwiki.fetch.errors import Trouble

Object: TypeAlias = Mapping[str, Any]
T = TypeVar("T")

_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_DIGITS = 18
"""MediaWiki's numbers fit into 64 bits."""


def parsed(body: bytes, depth: int) -> Object:
    """The object that a text of JSON is; raises `Trouble` where it is none, or deeper than `depth`."""
    try:
        found = json.loads(body.decode("utf-8"), parse_int=_whole)
    except RecursionError:
        raise Trouble("JSON nested without end") from None
    except ValueError as error:
        raise Trouble(f"no JSON: {error}{_glimpse(body)}") from error
    if not isinstance(found, dict):
        raise Trouble(f"JSON that is no object: {_shown(found)}")
    level: list[Any] = [found]
    for _ in range(depth):
        level = [part for value in level for part in _parts(value)]
        if not level:
            if _HALF.search(body) and not _whole_characters(found):
                raise Trouble("JSON with halves of characters, which no text has")
            return found
    raise Trouble(f"JSON nested more than {depth} deep")


def _whole_characters(found: object) -> bool:
    """Whether all text can be written: half a character (U+D800 to U+DFFF) stands for none."""
    try:
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _whole(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise ValueError("a number of many digits")
    return int(digits)


def _parts(value: object) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def _glimpse(body: bytes) -> str:
    """How what came instead begins."""
    text = " ".join(body[:400].decode("utf-8", "replace").split())
    return f"; it begins {text[:80]!r}" if text else "; it is empty"


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) < 60 else f"{text[:57]}..."  # a glimpse


def _typed(value: object, kind: type[T], what: str) -> T:
    if type(value) is not kind:
        raise Trouble(f"an answer whose {what} is {_shown(value)}, not a {kind.__name__}")
    return value


def inner(found: Object, *names: str) -> Object:
    """The object in objects under these names."""
    for name in names:
        found = _typed(found.get(name), dict, name)
    return found


def objects(found: Object, name: str) -> list[Object]:
    """A list of objects; empty where it is not there."""
    return [_typed(item, dict, f"{name}[]") for item in _typed(found.get(name, []), list, name)]


def texts(found: Object, name: str) -> list[str]:
    """A list of strings; empty where it is not there."""
    return [_typed(item, str, f"{name}[]") for item in _typed(found.get(name, []), list, name)]


def text(found: Object, name: str, default: str | None = None) -> str:
    """A string; the default, if there is one, where it is not there."""
    if default is not None and name not in found:
        return default
    return _typed(found.get(name), str, name)


def number(found: Object, name: str, default: int | None = None) -> int:
    """A whole number; the default, if there is one, where it is not there."""
    if default is not None and name not in found:
        return default
    return _typed(found.get(name), int, name)


def flag(found: Object, name: str) -> bool:
    """Whether something is so; false where it is not there."""
    return _typed(found.get(name, False), bool, name)


_MOMENT = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ", re.ASCII)
_SHA1 = re.compile("[0-9a-f]{40}")
_NEVER = re.compile("[\0-\x1f\x7f-\x9f]")
"""What no title holds: characters that steer."""
_LONGEST = 600
"""Bytes of a title: 255, those of special pages 512 (`Title::newFromText`), and a namespace."""


def moment(found: Object, name: str, default: str | None = None) -> str:
    """A time as the API writes it: ISO 8601 to the second, UTC."""
    told = text(found, name, default)
    if told != default and not _MOMENT.fullmatch(told):
        raise Trouble(f"an answer whose {name} is {_shown(told)}, not a time")
    return told


def sha1(found: Object, name: str) -> str:
    """A digest, hexadecimal; empty where there is none."""
    told = text(found, name, "")
    if told and not _SHA1.fullmatch(told):
        raise Trouble(f"an answer whose {name} is {_shown(told)}, not a digest")
    return told


def title(found: Object, name: str) -> str:
    """A title, whole."""
    told = text(found, name)
    if not told or len(told.encode("utf-8", "replace")) > _LONGEST or _NEVER.search(told):
        raise Trouble(f"an answer whose {name} is {_shown(told)}, not a title")
    return told
