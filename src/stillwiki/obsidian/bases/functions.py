"""Functions and methods of a base's expressions: tables by type and name. Lists' own loops stand in `evaluate`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from typing import Any

from stillwiki.obsidian.bases import values
from stillwiki.obsidian.bases.parse import ExpressionError
from stillwiki.obsidian.bases.values import DAY, Date, Duration, Link, Picture, text

MAX_TEXT = 10_000
"""Characters of a text that a function makes, or that a regular expression looks at."""

Function = Callable[..., object]
_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Thursday Friday Saturday Sunday Monday Tuesday Wednesday".split()
"""From the day that 1970 began with."""
_MOMENT = re.compile(r"\[([^\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|DD|D|dddd|ddd|HH|H|hh|h|mm|m|ss|s|SSS|A|a")


def moment(date: Date, form: str = "YYYY-MM-DD") -> str:
    """A date in the form that Moment.js writes so."""
    year, month, day, hour, minute, second, ms = date.fields
    name, weekday, half = _MONTHS[month - 1], _WEEKDAYS[date.ms // DAY % 7], hour % 12 or 12
    parts: Mapping[str, object] = {
        "YYYY": f"{year:04}", "YY": f"{year % 100:02}", "MMMM": name, "MMM": name[:3], "MM": f"{month:02}", "M": month,
        "DD": f"{day:02}", "D": day, "dddd": weekday, "ddd": weekday[:3], "HH": f"{hour:02}", "H": hour,
        "hh": f"{half:02}", "h": half, "mm": f"{minute:02}", "m": minute, "ss": f"{second:02}", "s": second,
        "SSS": f"{ms:03}", "A": "AM" if hour < 12 else "PM", "a": "am" if hour < 12 else "pm",
    }  # fmt: skip
    return _MOMENT.sub(lambda m: str(parts[m[0]]) if m[0] in parts else m[1], form[:MAX_TEXT])


def _date(value: object) -> Date:
    found = value if isinstance(value, Date) else values.date(text(value))
    if found is None:
        raise ExpressionError(f"{text(value)!r} is no date")
    return found


def _duration(value: object) -> Duration:
    found = value if isinstance(value, Duration) else values.duration(text(value))
    if found is None:
        raise ExpressionError(f"{text(value)!r} is no duration")
    return found


def _link(path: object, shown: object = "") -> Link:
    target = text(path).removeprefix("[[").removesuffix("]]")
    return Link(target.partition("|")[0], text(shown) or target.partition("|")[2])


def _unknown_now() -> object:
    raise ExpressionError("asks what time it is, which a page made once cannot know")


GLOBAL: dict[str, Function] = {
    "date": _date,
    "duration": _duration,
    "escapeHTML": lambda value: escape(text(value)),
    "html": text,
    "icon": lambda _name: "",
    "image": lambda value: Picture(value.target if isinstance(value, Link) else text(value)),
    "link": _link,
    "list": lambda value: value if isinstance(value, list) else [value],
    "max": lambda *given: max((values.number(each) for each in given), default=-math.inf),
    "min": lambda *given: min((values.number(each) for each in given), default=math.inf),
    "number": values.number,
    "now": _unknown_now,
    "today": _unknown_now,
    "random": _unknown_now,
}


def _rounded(value: float, digits: object = 0.0) -> float:
    if not math.isfinite(value):
        return value
    places = int(min(max(values.number(digits), 0), 15))
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def _fixed(value: float, digits: object = 0.0) -> str:
    places = int(min(max(values.number(digits), 0), 15))
    return f"{_rounded(value, digits):.{places}f}"


def _cut(value: Any, start: object, end: object = None) -> Any:
    return value[int(values.number(start)) : None if end is None else int(values.number(end))]


def _repeated(value: str, count: object) -> str:
    return _short(value * int(min(values.number(count), MAX_TEXT // max(len(value), 1) + 1)))


def _split(value: str, by: object, count: object = None) -> list[object]:
    if isinstance(by, re.Pattern):
        parts: list[object] = list(by.split(_short(value)))
    else:
        parts = list(value.split(text(by)) if text(by) else value)
    return parts if count is None else parts[: int(values.number(count))]


def _replace(value: str, pattern: object, by: object) -> str:
    if not isinstance(pattern, re.Pattern):
        return _short(value.replace(text(pattern), text(by)))
    spelled = text(by)

    def filled(match: re.Match[str]) -> str:
        return re.sub(r"\$(\d)", lambda m: match[int(m[1])] or "" if int(m[1]) <= match.re.groups else m[0], spelled)

    return _short(pattern.sub(filled, _short(value), count=0 if pattern.pattern.endswith("(?:)") else 1))


def _short(value: str) -> str:
    if len(value) > MAX_TEXT:
        raise ExpressionError(f"makes a text of more than {MAX_TEXT} characters")
    return value


def _flat(value: list[object]) -> list[object]:
    return [part for each in value for part in (each if isinstance(each, list) else [each])]


def _unique(value: list[object]) -> list[object]:
    found: list[object] = []
    for each in value:
        if not any(values.equal(each, other) for other in found):
            found.append(each)
    return found


def _has(value: list[object], wanted: object) -> bool:
    return any(values.equal(each, wanted) for each in value)


ANY: dict[str, Function] = {
    "isTruthy": values.truthy,
    "isType": lambda value, name: values.kind(value) == text(name),
    "toString": text,
    "isEmpty": lambda value: value is None or value in ("", [], {}),
}

METHODS: dict[str, dict[str, Function]] = {
    "date": {
        "date": lambda value: Date(value.ms // DAY * DAY),
        "format": lambda value, form="YYYY-MM-DD": moment(value, text(form)),
        "time": lambda value: moment(value, "HH:mm:ss"),
        "relative": lambda _value: _unknown_now(),
        "isEmpty": lambda _value: False,
    },
    "string": {
        "contains": lambda value, part: text(part) in value,
        "containsAll": lambda value, *parts: all(text(part) in value for part in parts),
        "containsAny": lambda value, *parts: any(text(part) in value for part in parts),
        "endsWith": lambda value, part: value.endswith(text(part)),
        "startsWith": lambda value, part: value.startswith(text(part)),
        "lower": str.lower,
        "replace": _replace,
        "repeat": _repeated,
        "reverse": lambda value: value[::-1],
        "slice": _cut,
        "split": _split,
        "title": lambda value: re.sub(r"\S+", lambda m: m[0][:1].upper() + m[0][1:].lower(), value),
        "trim": str.strip,
    },
    "number": {
        "abs": abs,
        "ceil": lambda value: float(math.ceil(value)) if math.isfinite(value) else value,
        "floor": lambda value: float(math.floor(value)) if math.isfinite(value) else value,
        "round": _rounded,
        "toFixed": _fixed,
    },
    "list": {
        "contains": _has,
        "containsAll": lambda value, *wanted: all(_has(value, each) for each in wanted),
        "containsAny": lambda value, *wanted: any(_has(value, each) for each in wanted),
        "flat": _flat,
        "join": lambda value, by="": _short(text(by).join(text(each) for each in value)),
        "reverse": lambda value: value[::-1],
        "slice": _cut,
        "sort": lambda value: sorted(value, key=values.order),
        "unique": _unique,
        "mean": lambda value: sum(map(values.number, value)) / len(value) if value else None,
        "sum": lambda value: sum(map(values.number, value)),
    },
    "object": {
        "keys": list,
        "values": lambda value: list(value.values()),
    },
    "regexp": {"matches": lambda value, part: value.search(_short(text(part))) is not None},
}

FIELDS: dict[str, dict[str, Function]] = {
    "date": {
        name: lambda value, place=place: float(value.fields[place])
        for place, name in enumerate("year month day hour minute second millisecond".split())
    },
    "string": {"length": lambda value: float(len(value))},
    "list": {"length": lambda value: float(len(value))},
}
