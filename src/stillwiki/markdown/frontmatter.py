"""Front matter: the YAML block at the head of a page, the same bytes for the same data.

Keys keep the order they are given in; which keys there are is the business of those who write them. The YAML is
written here and not by PyYAML, whose two emitters differ in their output and of which the fast one is optional;
a property test reads it back with PyYAML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLAIN = re.compile(r"[^\W\d_](?:[\w,;.()/!?&*'+=%\[\]{}~^$@<>|-]|:(?=[^\s\x85])|(?<! )#| (?=\S))*")
"""Text that needs no quotes: begins with a letter, holds no `: ` and no ` #`, ends in no space."""
_WORDS = re.compile(r"(?:y|n|yes|no|on|off|true|false|null)", re.IGNORECASE)
"""Words that YAML 1.1 takes for something else."""
_UNPRINTABLE = re.compile(
    r"[\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ud800-\udfff\ufeff\ufffe\uffff]"
)


def dump(meta: Mapping[str, object]) -> str:
    """YAML of a page's data, one key after the other; nothing for no data."""
    return "".join(f"{line}\n" for line in _mapping(meta))


def join(meta: Mapping[str, object], body: str) -> str:
    """The text of a page's file."""
    head = dump(meta)
    if not head:
        return body
    return f"---\n{head}---\n\n{body}" if body else f"---\n{head}---\n"


def _mapping(data: Mapping[str, object]) -> Iterator[str]:
    for key, value in data.items():
        if isinstance(value, Mapping) and value:
            yield f"{_text(key)}:"
            yield from (f"  {line}" for line in _mapping(value))
        elif isinstance(value, Sequence) and not isinstance(value, str) and value:
            yield f"{_text(key)}:"
            yield from _sequence(value)
        else:
            yield f"{_text(key)}: {_scalar(value)}"


def _sequence(data: Sequence[object]) -> Iterator[str]:
    for value in data:
        if isinstance(value, Mapping) and value:
            lines: Iterator[str] = _mapping(value)
        elif isinstance(value, Sequence) and not isinstance(value, str) and value:
            lines = _sequence(value)
        else:
            lines = iter([_scalar(value)])
        yield f"- {next(lines)}"
        yield from (f"  {line}" for line in lines)


def _scalar(value: object) -> str:
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool | int | float):
        return json.dumps(value)
    if isinstance(value, Mapping):
        return "{}"
    if isinstance(value, Sequence):
        return "[]"
    raise TypeError(f"{type(value).__name__} has no place in front matter")


def _text(text: str) -> str:
    if _PLAIN.fullmatch(text) and not _WORDS.fullmatch(text) and not _UNPRINTABLE.search(text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)
