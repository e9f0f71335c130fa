"""Values of a base: what a property, a file, a link, a date is, how it compares, and how it is told as text.

Numbers are floats, texts are strings, lists are lists, objects are dicts. Dates are counted from 1970 in milliseconds,
without a zone, as notes write them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from stillwiki.obsidian.bases.parse import ExpressionError

DAY = 86_400_000
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?)?(?:Z|[+-]\d\d:?\d\d)?")
_DURATION = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*([A-Za-z]+)\s*")
_LINK = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]]*))?\]\]")
_UNITS = {
    **dict.fromkeys("ms millisecond milliseconds".split(), 1), **dict.fromkeys("s second seconds".split(), 1000),
    **dict.fromkeys("m minute minutes".split(), 60_000), **dict.fromkeys("h hour hours".split(), 3_600_000),
    **dict.fromkeys("d day days".split(), DAY), **dict.fromkeys("w week weeks".split(), 7 * DAY),
}  # fmt: skip
_MONTHS = {**dict.fromkeys("M month months".split(), 1), **dict.fromkeys("y year years".split(), 12)}


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A moment."""

    ms: int

    @property
    def fields(self) -> tuple[int, int, int, int, int, int, int]:
        """Year, month, day, hour, minute, second, millisecond."""
        days, rest = divmod(self.ms, DAY)
        hour, rest = divmod(rest, 3_600_000)
        minute, rest = divmod(rest, 60_000)
        return (*_civil(days), hour, minute, *divmod(rest, 1000))


@dataclass(frozen=True, slots=True)
class Duration:
    """A span: months, whose length differs, and milliseconds."""

    months: int
    ms: float


@dataclass(frozen=True, slots=True)
class Link:
    """A link, as notes write it, with the text it shows."""

    target: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file of the vault."""

    path: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, by link or address."""

    target: str


def days(year: int, month: int, day: int) -> int:
    """Days since 1970 of a date of the Gregorian calendar; months beyond 1 to 12 run over into years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


def _civil(since: int) -> tuple[int, int, int]:
    era, of_era = divmod(since + 719_468, 146_097)
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    part = (5 * of_year + 2) // 153
    month = part + (3 if part < 10 else -9)
    return year + era * 400 + (month <= 2), month, of_year - (153 * part + 2) // 5 + 1


def date(text: str) -> Date | None:
    """The date that a text writes, if it is nothing but that."""
    match = _DATE.fullmatch(text.strip())
    if not match:
        return None
    year, month, day, *clock = (int(part or 0) for part in match.groups()[:6])
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    ms = int((match[7] or "0").ljust(3, "0"))
    return Date(days(year, month, day) * DAY + clock[0] * 3_600_000 + clock[1] * 60_000 + clock[2] * 1000 + ms)


def duration(text: str) -> Duration | None:
    """The span that a text writes: `1d`, `2 weeks`, `1M 3h`."""
    months, ms, at = 0, 0.0, 0
    while match := _DURATION.match(text, at):
        number, unit, at = float(match[1]), match[2], match.end()
        if unit in _MONTHS:
            months += int(number * _MONTHS[unit])
        elif unit in _UNITS:
            ms += number * _UNITS[unit]
        else:
            return None
    return Duration(months, ms) if at and at == len(text) else None


def moved(start: Date, span: Duration, sign: int) -> Date:
    """A date and a span; a day that the month lacks becomes its last."""
    year, month, day, *_ = start.fields
    month += sign * span.months
    last = days(year, month + 1, 1) - days(year, month, 1)
    return Date(days(year, month, min(day, last)) * DAY + start.ms % DAY + sign * round(span.ms))


def kind(value: object) -> str:
    """The name of a value's type, as `isType` knows it."""
    names = ((bool, "boolean"), (float | int, "number"), (str, "string"), (list, "list"), (Date, "date"),
             (Duration, "duration"), (Link, "link"), (File, "file"), (Picture, "image"), (re.Pattern, "regexp"),
             (Mapping, "object"))  # fmt: skip
    return "null" if value is None else next((name for types, name in names if isinstance(value, types)), "object")


def truthy(value: object) -> bool:
    """As JavaScript has it, but that what holds nothing is false, too."""
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return bool(value)


def number(value: object) -> float:
    """A value as a number; raises `ExpressionError`."""
    if isinstance(value, bool | int | float):
        return float(value)
    if isinstance(value, Date):
        return float(value.ms)
    try:
        return float(str(value).strip()) if isinstance(value, str) else math.nan
    except ValueError:
        raise ExpressionError(f"{value!r} is no number") from None


def text(value: object) -> str:  # noqa: PLR0911  # one for each type
    """A value as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(int(value)) if math.isfinite(value) and value == int(value) else repr(float(value))
    if isinstance(value, Date):
        year, month, day, hour, minute, second, _ = value.fields
        clock = f" {hour:02}:{minute:02}:{second:02}" if value.ms % DAY else ""
        return f"{year:04}-{month:02}-{day:02}{clock}"
    if isinstance(value, Link):
        return value.shown or value.target
    if isinstance(value, File | Picture):
        return value.path if isinstance(value, File) else value.target
    if isinstance(value, list):
        return ", ".join(text(each) for each in value)
    return "" if value is None else str(value)


def equal(one: object, other: object) -> bool:
    """Whether two values are the same; a link, a file and a text are the same where they name the same."""
    if isinstance(one, Link | File) and isinstance(other, Link | File | str):
        return _named(one) == _named(other)
    if isinstance(other, Link | File) and isinstance(one, str):
        return _named(one) == _named(other)
    if isinstance(one, bool) is not isinstance(other, bool):
        return False
    return one == other


def _named(value: object) -> str:
    name = value.target if isinstance(value, Link) else text(value)
    return name.removeprefix("[[").removesuffix("]]").partition("|")[0].partition("#")[0].removesuffix(".md").casefold()


def order(value: object) -> tuple[int, float, str]:
    """What values are sorted by: numbers and dates, then texts, then what is empty."""
    if value is None or value in ("", []):
        return 2, 0.0, ""
    if isinstance(value, bool | int | float | Date):
        return 0, number(value), ""
    if isinstance(value, Duration):
        return 0, value.months * 30 * DAY + value.ms, ""
    return 1, 0.0, text(value).casefold()


def typed(value: object) -> object:
    """A property as expressions see it: numbers are floats, dates are dates, `[[…]]` is a link."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, str):
        if match := _LINK.fullmatch(value.strip()):
            return Link(match[1], match[2] or "")
        return date(value) or value
    if isinstance(value, list):
        return [typed(each) for each in value]
    return {key: typed(each) for key, each in value.items()} if isinstance(value, Mapping) else text(value)
