"""The views of a base: which notes stand in it, in which order and groups, and the summaries of their values."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from stillwiki.obsidian.bases import values
from stillwiki.obsidian.bases.evaluate import Scope
from stillwiki.obsidian.bases.parse import ExpressionError

KINDS = ("table", "cards", "list")
MAX_FILTERS = 200


@dataclass(frozen=True, slots=True)
class Group:
    """Notes of one value of the property that a view groups by."""

    value: object
    paths: tuple[str, ...]


def known(kind: str) -> None:
    """Raise `ExpressionError` for a view of a kind that a page cannot show."""
    if kind not in KINDS:
        raise ExpressionError(f"has a view of the kind {kind!r}, which a page cannot show")


def chosen(scope: Scope, conditions: Sequence[object]) -> list[str]:
    """Paths of the notes that meet all conditions."""
    return [note.path for note in scope.view.notes() if all(_meets(scope, each, note.path) for each in conditions)]


def _meets(scope: Scope, condition: object, path: str, depth: int = 0) -> bool:
    if condition is None or depth > MAX_FILTERS:
        return True
    if isinstance(condition, str):
        return values.truthy(scope.value(condition, path))
    if isinstance(condition, list):
        return all(_meets(scope, each, path, depth + 1) for each in condition)
    if isinstance(condition, Mapping) and len(condition) == 1:
        (word, parts), *_ = condition.items()
        listed = parts if isinstance(parts, list) else [parts]
        met = (_meets(scope, each, path, depth + 1) for each in listed)
        if word in ("and", "or", "not"):
            return all(met) if word == "and" else any(met) is (word == "or")
    raise ExpressionError(f"filters by {condition!r}, which the help does not define")


def cell(scope: Scope, name: str, path: str) -> object:
    """The value of a property, `file.name`, `note.age`, `formula.x` or `age`, of a note."""
    head, dot, rest = name.partition(".")
    if dot and head == "formula":
        return scope.formula(rest, path)
    if dot and head == "file":
        return scope.value(f"file.{rest}", path)
    return values.typed(scope.properties(path).get(rest if dot and head == "note" else name))


def arranged(scope: Scope, view: Mapping[str, object], paths: Sequence[str]) -> list[Group]:
    """Notes sorted and limited as a view says, in its groups; one group without a value where it has none."""
    ordered = sorted(paths, key=str.casefold)
    listed = view.get("sort")
    for rule in reversed(listed if isinstance(listed, list) else []):
        if isinstance(rule, Mapping) and isinstance(rule.get("property"), str):
            ordered = _sorted(scope, ordered, rule)
    limit = view.get("limit")
    if isinstance(limit, int) and limit >= 0:
        ordered = ordered[:limit]
    by = view.get("groupBy")
    if not isinstance(by, Mapping) or not isinstance(by.get("property"), str):
        return [Group(None, tuple(ordered))]
    name, found = str(by["property"]), dict[str, tuple[object, list[str]]]()
    for path in _sorted(scope, ordered, by):
        value = cell(scope, name, path)
        found.setdefault(values.text(value), (value, []))[1].append(path)
    return [Group(value, tuple(members)) for value, members in found.values()]


def _sorted(scope: Scope, paths: Sequence[str], rule: Mapping[str, object]) -> list[str]:
    """Stable; what is empty stays last, whichever the direction."""
    keyed = [(values.order(cell(scope, str(rule["property"]), path)), path) for path in paths]
    filled = [item for item in keyed if item[0][0] < 2]
    filled.sort(key=lambda item: item[0], reverse=str(rule.get("direction", "ASC")).upper() == "DESC")
    return [path for _, path in (*filled, *(item for item in keyed if item[0][0] == 2))]


def _numbers(given: Sequence[object]) -> list[float]:
    return [each for each in given if isinstance(each, float) and not math.isnan(each)]


def _dates(given: Sequence[object]) -> list[values.Date]:
    return [each for each in given if isinstance(each, values.Date)]


def _median(given: Sequence[float]) -> float:
    ordered, middle = sorted(given), len(given) // 2
    return ordered[middle] if len(given) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _deviation(given: Sequence[float]) -> float:
    mean = sum(given) / len(given)
    return math.sqrt(sum((each - mean) ** 2 for each in given) / len(given))


def _range(given: Sequence[object]) -> object:
    if dates := _dates(given):
        return f"{(max(dates).ms - min(dates).ms) / values.DAY:g} days"
    return max(numbers) - min(numbers) if (numbers := _numbers(given)) else None


def _of(pick: Callable[[list[float]], float]) -> Callable[[Sequence[object]], object]:
    return lambda given: pick(numbers) if (numbers := _numbers(given)) else None


SUMMARIES: dict[str, Callable[[Sequence[object]], object]] = {
    "Average": _of(lambda given: sum(given) / len(given)),
    "Min": _of(min),
    "Max": _of(max),
    "Sum": _of(sum),
    "Range": _range,
    "Median": _of(_median),
    "Stddev": _of(_deviation),
    "Earliest": lambda given: min(_dates(given), default=None),
    "Latest": lambda given: max(_dates(given), default=None),
    "Checked": lambda given: float(sum(each is True for each in given)),
    "Unchecked": lambda given: float(sum(each is False for each in given)),
    "Empty": lambda given: float(sum(values.order(each)[0] == 2 for each in given)),
    "Filled": lambda given: float(sum(values.order(each)[0] < 2 for each in given)),
    "Unique": lambda given: float(len({values.text(each) for each in given})),
}
"""Rules: Obsidian's help, "Bases syntax", Default Summary Formulas."""
