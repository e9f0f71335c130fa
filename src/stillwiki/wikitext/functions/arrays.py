"""Arrays: lists with names, for the length of a page.

Rules: mediawiki.org, Extension:Arrays and Help:Extension:Arrays.
"""

from __future__ import annotations

import re

from stillwiki.wikitext.expansion.calls import Call
from stillwiki.wikitext.functions.power import filled
from stillwiki.wikitext.languages.numbers import leading_integer, parse_number
from stillwiki.wikitext.registry import function

_SAFE = re.compile(r"(?:\\[sdwSDWn,;|/.*+?-]|\[[^\[\]()]*\]|[^\\()\[\]{}*+?|^$])[+*]?")
"""Patterns of one character or a class of them, which cannot take long."""


def _delimiter(text: str) -> re.Pattern[str]:
    """A delimiter with the blanks round it; between slashes it is a pattern, of which only a safe kind is taken."""
    inner = re.fullmatch(r"/(.*)/([a-z]*)", text, re.DOTALL)
    if inner and _SAFE.fullmatch(inner[1]):
        return re.compile(inner[1])
    return re.compile(rf"\s*{re.escape(text)}\s*") if text else re.compile(r"(?!)")


def _options(text: str) -> dict[str, str]:
    found = {}
    for option in text.split(","):
        key, _, value = option.partition("=")
        found[key.strip().lower()] = value.strip()
    return found


@function("#arraydefine")
def arraydefine(call: Call) -> str:
    """`{{#arraydefine: name | values | delimiter | unique, sort=…, print=…}}`."""
    values, delimiter, options = call.arg(1), call.arg(2, ","), _options(call.arg(3))
    array = [value.strip() for value in _delimiter(delimiter).split(values)] if values else []
    if "singleempty" in options and not values:
        array = [""]
    if "unique" in options:
        array = _unique([value for value in array if value])
    if "sort" in options:
        array = _sorted(array, options["sort"])
    _store(call, call.first, array)
    return _listed(array, options["print"]) if "print" in options else ""


def _unique(array: list[str]) -> list[str]:
    return list(dict.fromkeys(array))


def _sorted(array: list[str], order: str) -> list[str]:
    if order.lower() in ("desc", "descending"):
        return sorted(array, reverse=True)
    if order.lower() == "reverse":
        return array[::-1]
    return sorted(array) if order.lower() in ("asc", "ascending", "", "asce") else array


def _listed(array: list[str], how: str) -> str:
    if how == "pretty" and len(array) > 1:
        return ", ".join(array[:-1]) + " and " + array[-1]
    return ", ".join(array)


@function("#arrayprint")
def arrayprint(call: Call) -> str:
    """`{{#arrayprint: name | delimiter | sought | pattern | options}}`: the array, each value in a pattern."""
    array = call.context.arrays.get(call.first, [])
    delimiter = call.arg(1, ", ") if len(call) > 1 else ", "
    sought, pattern = call.arg(2), None
    if sought and len(call) > 3:
        pattern = call.frame.part(call.node.parts[2]).strip()
    shown = [filled(call, pattern, sought, value) if pattern is not None else value for value in array]
    if "pretty" in _options(call.arg(4)) and len(shown) > 1:
        shown = [*shown[:-2], f"{shown[-2]} and {shown[-1]}"]
    if not call.context.spend(sum(map(len, shown)) + len(delimiter) * len(shown)):
        return ""
    return call.frame.expand_text(delimiter.replace("\\n", "\n").join(shown))


@function("#arrayindex")
def arrayindex(call: Call) -> str:
    """`{{#arrayindex: name | index | default}}`; negative indices count from the end."""
    array, index = call.context.arrays.get(call.first), call.arg(1)
    if array is None or parse_number(index) is None:
        return call.arg(2)
    at = leading_integer(index)
    at += len(array) if at < 0 else 0
    return (array[at] if 0 <= at < len(array) else "") or call.arg(2)


@function("#arraysize")
def arraysize(call: Call) -> str:
    """`{{#arraysize: name}}`."""
    array = call.context.arrays.get(call.first)
    return "" if array is None else str(len(array))


@function("#arraysearch")
def arraysearch(call: Call) -> str:
    """`{{#arraysearch: name | value | start | yes | no}}`: the index of a value, or -1."""
    array, sought, start = call.context.arrays.get(call.first, []), call.arg(1), leading_integer(call.arg(2))
    start = max(start + len(array), 0) if start < 0 else start
    at = next((number for number, value in enumerate(array) if number >= start and value == sought), -1)
    if len(call) > 3:
        return call.arg(3) if at >= 0 else call.arg(4)
    return str(at) if at >= 0 or len(call) <= 3 else ""


@function("#arrayreset")
def arrayreset(call: Call) -> str:
    """`{{#arrayreset: name | name}}`: without names, all."""
    names = [name for name in call.args() if name]
    for name in names or list(call.context.arrays):
        call.context.arrays.pop(name, None)
    return ""


@function("#arrayunique")
def arrayunique(call: Call) -> str:
    """`{{#arrayunique: name | target}}`: each value once."""
    target = call.arg(1) or call.first
    _store(call, target, _unique([v for v in call.context.arrays.get(call.first, []) if v]))
    return ""


@function("#arraysort")
def arraysort(call: Call) -> str:
    """`{{#arraysort: name | asc, desc or reverse}}`; chance is no order of a still."""
    _store(call, call.first, _sorted(call.context.arrays.get(call.first, []), call.arg(1)))
    return ""


@function("#arrayslice")
def arrayslice(call: Call) -> str:
    """`{{#arrayslice: new | name | offset | length}}`."""
    array, offset = call.context.arrays.get(call.arg(1), []), leading_integer(call.arg(2))
    begin = max(offset + len(array), 0) if offset < 0 else offset
    asked = call.arg(3)
    length = leading_integer(asked) if asked else len(array)
    _store(call, call.first, array[begin : begin + length] if length >= 0 else array[begin:length])
    return ""


def _store(call: Call, name: str, array: list[str]) -> None:
    call.context.arrays[name] = array if call.context.spend(len(array)) else []


def _others(call: Call) -> list[list[str]]:
    return [call.context.arrays[name] for name in call.args()[1:] if name in call.context.arrays]


@function("#arraymerge")
def arraymerge(call: Call) -> str:
    """`{{#arraymerge: new | name | name}}`: one after the other."""
    _store(call, call.first, [value for array in _others(call) for value in array])
    return ""


@function("#arrayunion")
def arrayunion(call: Call) -> str:
    """`{{#arrayunion: new | name | name}}`: what is in any, once."""
    _store(call, call.first, _unique([value for array in _others(call) for value in array]))
    return ""


@function("#arrayintersect")
def arrayintersect(call: Call) -> str:
    """`{{#arrayintersect: new | name | name}}`: what is in all."""
    first, *rest = _others(call) or [[]]
    _store(call, call.first, _unique([value for value in first if all(value in array for array in rest)]))
    return ""


@function("#arraydiff")
def arraydiff(call: Call) -> str:
    """`{{#arraydiff: new | name | name}}`: what is in the first only."""
    first, *rest = _others(call) or [[]]
    _store(call, call.first, _unique([value for value in first if not any(value in array for array in rest)]))
    return ""
