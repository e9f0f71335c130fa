"""ParserPower's list functions with short names: parameters go by their place.

Rules: see `listing`.
"""

from __future__ import annotations

from stillwiki.wikitext.expansion.calls import Call
from stillwiki.wikitext.functions import lists_of_rules as rules
from stillwiki.wikitext.functions.listing import Question, has, join, sort, split, unique
from stillwiki.wikitext.functions.power import unescape
from stillwiki.wikitext.languages.numbers import leading_integer
from stillwiki.wikitext.registry import function


def _list(call: Call, number: int, separator: int) -> list[str]:
    return split(call, unescape(call.arg(number)), call.arg(separator, ","))


def _shown(call: Call, values: list[str], number: int, conjunction: int = 0) -> str:
    conj = unescape(call.arg(conjunction)) if conjunction and len(call) > conjunction else None
    return join(call, values, unescape(call.arg(number, ", ")), conj)


@function("#lstcnt")
def lstcnt(call: Call) -> str:
    """`{{#lstcnt: list | separator}}`: how many values."""
    return str(len(_list(call, 0, 1)))


@function("#lstcntuniq")
def lstcntuniq(call: Call) -> str:
    """`{{#lstcntuniq: list | separator | cs}}`: how many different values."""
    return str(len(unique(_list(call, 0, 1), case=has(call.arg(2), "cs"))))


@function("#lstsep")
def lstsep(call: Call) -> str:
    """`{{#lstsep: list | separator | new separator | conjunction}}`."""
    return _shown(call, _list(call, 0, 1), 2, 3)


@function("#lstelem")
def lstelem(call: Call) -> str:
    """`{{#lstelem: list | separator | index}}`: one value; negative indices count from the end."""
    values, index = _list(call, 0, 1), leading_integer(call.arg(2) or "1")
    at = index - 1 if index > 0 else index + len(values)
    return values[at] if index and 0 <= at < len(values) else ""


@function("#lstsub")
def lstsub(call: Call) -> str:
    """`{{#lstsub: list | separator | new separator | index | length}}`; a negative length leaves out so many."""
    values, index = _list(call, 0, 1), leading_integer(call.arg(3) or "1")
    start = index - 1 if index > 0 else max(index + len(values), 0) if index < 0 else 0
    asked = call.arg(4)
    length = leading_integer(asked) if asked else len(values)
    end = start + length if length >= 0 else len(values) + length
    return _shown(call, values[start : max(end, start)], 2)


@function("#lstfnd")
def lstfnd(call: Call) -> str:
    """`{{#lstfnd: value | list | separator | cs}}`: the value as the list writes it."""
    sought, values = unescape(call.first), _list(call, 1, 2)
    return next((value for value in values if _equal(value, sought, call.arg(3))), "")


@function("#lstind")
def lstind(call: Call) -> str:
    """`{{#lstind: value | list | separator | cs, desc, neg}}`: where a value is."""
    sought, values, options = unescape(call.first), _list(call, 1, 2), call.arg(3)
    found = [number for number, value in enumerate(values, 1) if _equal(value, sought, options)]
    if not found:
        return ""
    index = found[-1] if has(options, "desc") else found[0]
    return str(index - len(values) - 1 if has(options, "neg") else index)


def _equal(left: str, right: str, options: str) -> bool:
    return left == right or (not has(options, "cs") and left.lower() == right.lower())


@function("#lstapp")
def lstapp(call: Call) -> str:
    """`{{#lstapp: list | separator | value}}`: the list with a value at its end."""
    return _with(call, [*_list(call, 0, 1), unescape(call.arg(2))])


@function("#lstprep")
def lstprep(call: Call) -> str:
    """`{{#lstprep: value | separator | list}}`: the list with a value before it."""
    return _with(call, [unescape(call.first), *_list(call, 2, 1)])


def _with(call: Call, values: list[str]) -> str:
    return join(call, [value for value in values if value], unescape(call.arg(1, ",")))


@function("#lstjoin")
def lstjoin(call: Call) -> str:
    """`{{#lstjoin: list | separator | list | separator | new separator | conjunction}}`."""
    return _shown(call, [*_list(call, 0, 1), *_list(call, 2, 3)], 4, 5)


@function("#lstfltr")
def lstfltr(call: Call) -> str:
    """`{{#lstfltr: values | separator | list | separator | new separator | cs}}`: what is among the values."""
    kept = rules.kept(_list(call, 2, 3), _list(call, 0, 1), case=has(call.arg(5), "cs"))
    return _shown(call, kept, 4)


@function("#lstrm")
def lstrm(call: Call) -> str:
    """`{{#lstrm: value | list | separator | new separator | cs}}`: all but a value."""
    values = rules.removed(_list(call, 1, 2), [unescape(call.first)], case=has(call.arg(4), "cs"))
    return _shown(call, values, 3)


@function("#lstuniq")
def lstuniq(call: Call) -> str:
    """`{{#lstuniq: list | separator | new separator | cs}}`."""
    return _shown(call, unique(_list(call, 0, 1), case=has(call.arg(3), "cs")), 2)


@function("#lstsrt")
def lstsrt(call: Call) -> str:
    """`{{#lstsrt: list | separator | new separator | numeric, cs, desc}}`."""
    return _shown(call, sort(_list(call, 0, 1), call.arg(3)), 2)


@function("#lstmap")
def lstmap(call: Call) -> str:
    """`{{#lstmap: list | separator | token | pattern | new separator | sort mode | sort options}}`."""
    pattern, token = call.arg(3, "x"), unescape(call.arg(2, "x"))
    asked = Question(call, pattern=pattern, tokens=(token,) if token else (), constant=True)
    return _shown(call, rules.mapped(_list(call, 0, 1), asked, call.arg(5), call.arg(6)), 4)


@function("#lstmaptemp")
def lstmaptemp(call: Call) -> str:
    """`{{#lstmaptemp: list | template | separator | new separator | sort mode | sort options}}`."""
    asked = Question(call, template=call.arg(1))
    return _shown(call, rules.mapped(_list(call, 0, 2), asked, call.arg(4), call.arg(5)), 3)
