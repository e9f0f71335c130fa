"""ParserPower's list functions with long names: parameters go by their names.

Rules: see `listing`.
"""

from __future__ import annotations

from dataclasses import replace

from stillwiki.wikitext.expansion.calls import Call
from stillwiki.wikitext.functions.listing import (
    Parameters,
    Question,
    has,
    question,
    sort,
    sort_key,
    split,
    tokens,
    unique,
)
from stillwiki.wikitext.functions.power import evaluate, template
from stillwiki.wikitext.registry import function

_BOTH = ("pre/post", "pre+post", "prepost")


def kept(values: list[str], wanted: list[str], *, case: bool) -> list[str]:
    """Values that are wanted."""
    names = set(wanted) if case else {name.lower() for name in wanted}
    return [value for value in values if (value if case else value.lower()) in names]


def removed(values: list[str], unwanted: list[str], *, case: bool) -> list[str]:
    """Values that are not unwanted."""
    names = set(unwanted) if case else {name.lower() for name in unwanted}
    return [value for value in values if (value if case else value.lower()) not in names]


@function("#listfilter")
def listfilter(call: Call) -> str:
    """`{{#listfilter: list = … | keep, remove, template or pattern = …}}`."""
    given = Parameters(call)
    values = given.values()
    if wanted := split(call, given.text("keep"), given.raw("keepsep", ",")):
        values = kept(values, wanted, case=given.yes("keepcs"))
    elif unwanted := split(call, given.text("remove"), given.raw("removesep", ",")):
        values = removed(values, unwanted, case=given.yes("removecs"))
    elif asked := question(given):
        values = [value for index, value in enumerate(values, 1) if asked.ask(value, index).lower() != "remove"]
    return given.show(values)


@function("#listunique")
def listunique(call: Call) -> str:
    """`{{#listunique: list = … | uniquecs = yes}}`, or by what a template or a pattern says."""
    given = Parameters(call)
    values, asked = given.values(), question(given)
    if not asked:
        return given.show(unique(values, case=given.yes("uniquecs")))
    found: dict[str, str] = {}
    for index, value in enumerate(values, 1):
        found.setdefault(asked.ask(value, index), value)
    return given.show(list(found.values()))


@function("#listsort")
def listsort(call: Call) -> str:
    """`{{#listsort: list = … | sortoptions = numeric desc cs}}`, or by what a template or a pattern says."""
    given = Parameters(call)
    values, asked, options = given.values(), question(given), given.text("sortoptions")
    if given.text("duplicates").lower() == "strip":
        values = unique(values, case=True)
    if not asked:
        return given.show(sort(values, options))
    keyed = [(asked.ask(value, index), value) for index, value in enumerate(values, 1)]
    if given.yes("subsort"):
        further = given.text("subsortoptions")
        second = sort_key(further)
        keyed.sort(key=lambda pair: second(pair[1]), reverse=has(further, "desc"))
    first = sort_key(options)
    keyed.sort(key=lambda pair: first(pair[0]), reverse=has(options, "desc"))
    return given.show([value for _, value in keyed])


def _before(mode: str, what: str) -> bool:
    return mode.lower() in (f"pre{what}", *(f"{both}{what}" for both in _BOTH))


def _after(mode: str, what: str) -> bool:
    return mode.lower() in (what, f"post{what}", *(f"{both}{what}" for both in _BOTH))


def mapped(values: list[str], asked: Question, mode: str, options: str, duplicates: str = "") -> list[str]:
    """What the question gives for each value; sorted and freed of duplicates before, after, or both."""
    if _before(duplicates, "strip"):
        values = unique(values, case=True)
    if _before(mode, "sort"):
        values = sort(values, options)
    if asked:
        values = [out for index, value in enumerate(values, 1) if (out := asked.ask(value, index))]
    if _after(duplicates, "strip"):
        values = unique(values, case=True)
    return sort(values, options) if _after(mode, "sort") else values


@function("#listmap")
def listmap(call: Call) -> str:
    """`{{#listmap: list = … | template or pattern = … | sortmode = … | duplicates = …}}`."""
    given = Parameters(call)
    modes = given.text("sortmode"), given.text("sortoptions"), given.text("duplicates")
    return given.show(mapped(given.values(), question(given), *modes))


@function("#listmerge")
def listmerge(call: Call) -> str:
    """`{{#listmerge: list = … | match… and merge… of two values by template or pattern}}`."""
    given = Parameters(call)
    values, mode, options = given.values(), given.text("sortmode"), given.text("sortoptions")
    if _before(mode, "sort"):
        values = sort(values, options)
    values = _merged(values, _pair(given, "match"), _pair(given, "merge"))
    return given.show(sort(values, options) if _after(mode, "sort") else values)


def _pair(given: Parameters, what: str) -> tuple[Question, Question]:
    """The question about two values: one for the first, one for the second."""
    fields, separator = given.text("fieldsep"), given.text("tokensep", ",")
    first = Question(given.call, given.raw(f"{what}template"), given.raw(f"{what}pattern"),
                     tokens(given.text("token1"), separator, fields), field_separator=fields)  # fmt: skip
    return first, replace(first, tokens=tokens(given.text("token2"), separator, fields))


def _ask(pair: tuple[Question, Question], left: str, right: str) -> str:
    first, second = pair
    if first.template:
        return template(first.call, first.template, [*first.arguments(left), *second.arguments(right)], {})
    return evaluate(first.call, second.filled(first.filled(first.pattern, left), right)).strip()


def _merged(values: list[str], match: tuple[Question, Question], merge: tuple[Question, Question]) -> list[str]:
    """Each value is held against all that follow; those that match become one with it."""
    if not (match[0].template or match[0].pattern):
        return values
    merges = bool(merge[0].template or merge[0].pattern)
    out = []
    while values:
        value, *rest = values
        values = []
        for other in rest:
            if _ask(match, value, other).lower() == "yes":
                value = _ask(merge, value, other) if merges else value
            else:
                values.append(other)
        out.append(value)
    return [value for value in out if value]
