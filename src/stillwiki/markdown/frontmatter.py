"""Front matter: the YAML block at the head of a page, in the order its keys are given, the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import yaml

# The emitter of libyaml is five times faster, and a page costs milliseconds. PyYAML's wheels carry it; where it is
# missing, the slow one says the same in all but the folding of lines, which is off.
_Emitter: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

_WIDTH = 1_000_000
"""Characters of a line; a value is never folded, so that a diff shows whole values."""


class _Dumper(_Emitter):  # type: ignore[misc]  # which class it is, the machine decides
    """Writes a value that occurs twice twice; tuples are lists."""

    def ignore_aliases(self, _data: object) -> bool:
        """Never refer to an earlier value."""
        return True


_Dumper.add_representer(tuple, lambda dumper, data: dumper.represent_list(data))


def dump(meta: Mapping[str, object]) -> str:
    """YAML of a page's data, as PyYAML writes it; nothing for no data.

    The words are PyYAML's, each asked for once: titles and addresses stand in the front matter of many pages. What
    lies between them is written here, five times faster, as long as every word fits on its line.
    """
    if not meta:
        return ""
    try:
        return "".join(_mapping(meta, "", ""))
    except _Unusual:
        return _yaml(dict(meta))


class _Unusual(Exception):  # noqa: N818 - no error
    """A word or a key that PyYAML writes over several lines."""


def _yaml(value: object) -> str:
    return str(yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH))


def _mapping(value: Mapping[str, object], first: str, indent: str) -> Iterator[str]:
    """Lines of a mapping, the first behind `first`."""
    for key, held in value.items():
        yield first + _key(key)
        yield from _held(held, indent, f"{indent}  ")
        first = indent


def _held(value: object, items: str, deeper: str) -> Iterator[str]:
    """What stands behind a key: its items as far in as the key itself."""
    if value and isinstance(value, dict):
        yield "\n"
        yield from _mapping(value, deeper, deeper)
    elif value and isinstance(value, list | tuple):
        yield "\n"
        for item in value:
            if isinstance(item, dict) and item:
                yield from _mapping(item, f"{items}- ", f"{items}  ")
            elif isinstance(item, list | tuple) and item:
                raise _Unusual
            else:
                yield f"{items}- {_word(item)}"
    else:
        yield f" {_word(value)}"


def _word(value: object) -> str:
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value.lower() not in _RESERVED:
        return f"{value}\n"
    return _yaml(value) if isinstance(value, list | dict) else _spelled(value)


_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9_()/.,%-]| (?=[A-Za-z0-9_()/.,%-]))*")
"""Words that nothing in YAML takes for anything else, but for those that are `_RESERVED`."""
_RESERVED = frozenset("y n yes no on off true false null".split())


@lru_cache(maxsize=1 << 16, typed=True)
def _spelled(value: object) -> str:
    """A word behind a key, to the end of its line."""
    text = _yaml({"k": value})[3:]
    if text.count("\n") > 1:
        raise _Unusual
    return text


@lru_cache(maxsize=1 << 12, typed=True)
def _key(value: str) -> str:
    text = _yaml({value: 0})
    if not text.endswith(": 0\n") or text.count("\n") > 1:
        raise _Unusual
    return text[:-3]


def join(meta: Mapping[str, object], body: str, head: str = "") -> str:
    """The text of a page's file; `head` is what `dump` makes of `meta`, where that is known."""
    head = head or dump(meta)
    if not head:
        return body
    return f"---\n{head}---\n\n{body}" if body else f"---\n{head}---\n"
