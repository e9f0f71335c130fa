"""Reading dates as people write them: what `#time` takes.

Rules: php.net, Supported Date and Time Formats; mediawiki.org, Help:Extension:ParserFunctions##time (four digits are a
year, years are 0 to 9999). At each place the longest format that fits counts. Nothing is asked of the machine: what a
date leaves open is the site's clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from stillwiki.wikitext.dates import zones
from stillwiki.wikitext.dates.clock import Moment, moment
from stillwiki.wikitext.dates.parts import DateError, Reading, settle

_MONTHS = {name: number for number, names in enumerate(
    ("jan january i", "feb february ii", "mar march iii", "apr april iv", "may v", "jun june vi", "jul july vii",
     "aug august viii", "sep sept september ix", "oct october x", "nov november xi", "dec december xii"), 1)
    for name in names.split()}  # fmt: skip
_DAYS = {name: number for number, names in enumerate(
    ("sun sunday sundays", "mon monday mondays", "tue tues tuesday tuesdays", "wed wednesday wednesdays",
     "thu thur thursday thursdays", "fri friday fridays",
     "sat saturday saturdays")) for name in names.split()}  # fmt: skip
_ORDINALS = {name: number for number, name in enumerate(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1)} | {
    "next": 1, "last": -1, "previous": -1, "this": 0}  # fmt: skip
_UNITS = {name: unit for unit, names in {
    "second": "sec secs second seconds", "minute": "min mins minute minutes", "hour": "hour hours", "day": "day days",
    "week": "week weeks", "fortnight": "fortnight fortnights forthnight forthnights", "month": "month months",
    "year": "year years", "weekday": "weekday weekdays", "micro": "ms msec msecs usec usecs microsecond microseconds",
}.items() for name in names.split()}  # fmt: skip
Reader = Callable[[re.Match[str], Reading, Moment], None]
_FORMATS: list[tuple[str, Reader]] = []

_MONTH = rf"(?P<mon>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_DAY = r"(?P<d>3[01]|[0-2]?[0-9])(?:st|nd|rd|th)?"
_M, _D = r"(?P<m>1[0-2]|0?[0-9])", r"(?P<d>3[01]|[0-2]?[0-9])"
_M2, _D2 = r"(?P<m>0[0-9]|1[0-2])", r"(?P<d>[0-2][0-9]|3[01])"
_YEAR, _YEAR4 = r"(?P<y>[0-9]{1,4})", r"(?P<y>[0-9]{4})"
_HOUR = r"(?P<h>2[0-4]|[01]?[0-9])"
_MINUTE, _SECOND = r"(?P<i>[0-5]?[0-9])", r"(?P<s>60|[0-5]?[0-9])"
_PM = r"[ \t]*(?P<pm>[ap])\.?m\.?(?![a-z])"
_WORDS = "|".join(sorted(_DAYS, key=len, reverse=True))
_ORDINAL = "|".join(_ORDINALS)
_UNIT = "|".join(sorted({*_UNITS, *_DAYS}, key=len, reverse=True))
"""What can be counted."""


def _format(*patterns: str) -> Callable[[Reader], Reader]:
    def register(reader: Reader) -> Reader:
        _FORMATS.extend((pattern, reader) for pattern in patterns)
        return reader

    return register


def _year(text: str) -> int:
    """A year; one or two digits are near 2000."""
    year = int(text)
    return (
        year + (2000 if year < 70 else 1900)
        if len(text) < 3
        else year
        if len(text) == 4 or year >= 100
        else _year(text[1:])
    )


# -- dates ------------------------------------------------------------------------------------------------------------


@_format(
    rf"[+]?{_YEAR4}-{_M}-{_D}", rf"{_YEAR4}/{_M}/{_D}", rf"(?P<y>[0-9]{{1,4}})-{_M}-{_D}",
    rf"{_YEAR4}{_M2}{_D2}", rf"{_YEAR4}-{_M}",
    rf"{_M}/{_D}(?:/{_YEAR})?",
    rf"{_D}[.\t-]{_M}[.-]{_YEAR4}",
)  # fmt: skip
def _numeric(match: re.Match[str], reading: Reading, now: Moment) -> None:
    groups = match.groupdict()
    year = _year(groups["y"]) if groups.get("y") else now.year
    reading.set_date(year, int(groups["m"]), int(groups.get("d") or 1))


@_format(rf"-{_YEAR4}-{_M}-{_D}")
def _before_zero(match: re.Match[str], reading: Reading, _now: Moment) -> None:
    reading.set_date(-int(match["y"]), int(match["m"]), int(match["d"]))


@_format(
    rf"{_DAY}[ \t.-]*{_MONTH}[ \t.-]*{_YEAR}", rf"{_DAY}[ .\t-]*{_MONTH}(?![a-z])",
    rf"{_MONTH}[ .\t-]*{_DAY}[,.stndrh\t ]+{_YEAR}", rf"{_MONTH}[ .\t-]*{_DAY}(?![0-9])[,.stndrh\t ]*",
    rf"{_MONTH}[ .\t-]*{_YEAR4}", rf"{_YEAR4}[ .\t-]*{_MONTH}(?![a-z])",
    rf"{_MONTH}-{_D2}-{_YEAR}", rf"{_YEAR}-{_MONTH}-{_D2}",
)  # fmt: skip
def _textual(match: re.Match[str], reading: Reading, now: Moment) -> None:
    groups = match.groupdict()
    year = _year(groups["y"]) if groups.get("y") else now.year
    reading.set_date(year, _MONTHS[groups["mon"].lower()], int(groups.get("d") or 1))


@_format(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul"
    r"|aug|sept?|oct|nov|dec)(?![a-z])"
)
def _month_alone(match: re.Match[str], reading: Reading, now: Moment) -> None:
    reading.set_date(now.year, _MONTHS[match[0].lower()], now.day)


@_format(r"(?P<y>[0-9]{4})\.?(?P<z>[0-3][0-9]{2})", r"(?P<y>[0-9]{4})-(?P<z>[0-3][0-9]{2})")
def _day_of_year(match: re.Match[str], reading: Reading, _now: Moment) -> None:
    found = moment(int(match["y"]), 1, int(match["z"]))
    reading.set_date(found.year, found.month, found.day)


@_format(r"(?P<y>[0-9]{4})-?W(?P<w>[0-4][0-9]|5[0-3])(?:-?(?P<d>[0-7]))?")
def _week(match: re.Match[str], reading: Reading, _now: Moment) -> None:
    year = int(match["y"])
    fourth = moment(year, 1, 4)
    day = 4 - (fourth.day_of_week + 6) % 7 + 7 * (int(match["w"]) - 1) + int(match["d"] or 1) - 1
    found = moment(year, 1, day)
    reading.set_date(found.year, found.month, found.day)


@_format(
    rf"{_YEAR4}{_M2}{_D2}t?(?P<h>[01][0-9]|2[0-4]):?(?P<i>[0-5][0-9]):?(?P<s>[0-5][0-9]|60)",
    rf"{_YEAR4}{_M2}{_D2}t(?P<h>[01][0-9]|2[0-4]):?(?P<i>[0-5][0-9])(?P<s>)",
    rf"{_YEAR4}:{_M2}:{_D2} (?P<h>[01][0-9]|2[0-4]):(?P<i>[0-5][0-9]):(?P<s>[0-5][0-9])",
    rf"(?P<y>){_MONTH}[ .\t-]*{_DAY}[,.stndrh\t ]*{_HOUR}[:.]{_MINUTE}(?:[:.]{_SECOND})?",
    rf"{_D}/{_MONTH}/{_YEAR4}:(?P<h>2[0-4]|[01]?[0-9]):(?P<i>[0-5][0-9]):(?P<s>[0-5][0-9])",
)  # fmt: skip
def _stamp(match: re.Match[str], reading: Reading, now: Moment) -> None:
    groups = match.groupdict()
    month = _MONTHS[groups["mon"].lower()] if groups.get("mon") else int(groups["m"])
    reading.set_date(int(groups["y"] or now.year), month, int(groups["d"]))
    reading.set_time(int(groups["h"]), int(groups["i"]), int(groups["s"] or 0))


@_format(r"@(-?[0-9]{1,18})(?:\.[0-9]*)?")
def _unix(match: re.Match[str], reading: Reading, _now: Moment) -> None:
    if reading.date or reading.epoch is not None:
        raise DateError
    reading.epoch = int(match[1])


# -- times ------------------------------------------------------------------------------------------------------------


@_format(
    rf"t?{_HOUR}[.:]{_MINUTE}(?:[.:]{_SECOND}(?:[.,:][0-9]+)?)?", r"t(?P<h>[01][0-9]|2[0-4])(?P<i>[0-5][0-9])",
    r"t?(?P<h>[01][0-9]|2[0-4])(?P<i>[0-5][0-9])(?P<s>[0-5][0-9]|60)", r"t(?P<h>2[0-4]|[01]?[0-9])",
    rf"(?P<h>0?[1-9]|1[0-2])(?:[.:]{_MINUTE}(?:[.:]{_SECOND})?)?{_PM}",
)  # fmt: skip
def _clock_time(match: re.Match[str], reading: Reading, _now: Moment) -> None:
    groups = match.groupdict()
    hour = int(groups["h"])
    if groups.get("pm"):
        hour = hour % 12 + (12 if groups["pm"].lower() == "p" else 0)
    reading.set_time(hour, int(groups.get("i") or 0), int(groups.get("s") or 0))


_FORMATS.append((rf"{_D}[.\t]{_M}\.(?P<y>[0-9]{{2}})", _numeric))  # unless it can be a time


@_format(r"(?P<h>[0-9]{2})(?P<i>[0-9]{2})")
def _four_digits(match: re.Match[str], reading: Reading, _now: Moment) -> None:
    """Hours and minutes; where there is a time already, or it can be none, a year."""
    hour, minute = int(match["h"]), int(match["i"])
    if reading.time is None and hour <= 24 and minute <= 59:
        reading.set_time(hour, minute)
    elif reading.date is None:
        raise DateError
    else:
        reading.date = (int(match[0]), *reading.date[1:])


@_format(r"(?P<when>front|back) of (?P<h>2[0-4]|[01]?[0-9])(?:[ \t]*(?P<pm>[ap])\.?m\.?)?")
def _quarter(match: re.Match[str], reading: Reading, _now: Moment) -> None:
    hour = int(match["h"])
    if match["pm"]:
        hour = hour % 12 + (12 if match["pm"].lower() == "p" else 0)
    reading.set_time(*((hour, 15) if match["when"].lower() == "back" else (hour - 1, 45)))


# -- words ------------------------------------------------------------------------------------------------------------


@_format(r"(now|today|midnight|noon|tomorrow|yesterday)(?![a-z])")
def _day_word(match: re.Match[str], reading: Reading, _now: Moment) -> None:
    word = match[1].lower()
    if word == "now":
        return
    reading.midnight = True
    reading.time = 12 * 3600 if word == "noon" else None
    reading.year_month_day[2] = {"tomorrow": 1, "yesterday": -1}.get(word, reading.year_month_day[2])


@_format(rf"(?P<day>{_WORDS})(?![a-z])")
def _weekday(match: re.Match[str], reading: Reading, _now: Moment) -> None:
    reading.weekday = (_DAYS[match["day"].lower()], 0)
    reading.midnight, reading.time = True, None


@_format(r"(?P<end>first|last) day of(?![a-z])")
def _end_of_month(match: re.Match[str], reading: Reading, _now: Moment) -> None:
    reading.of_month = (match["end"].lower(), 0, 0)


@_format(rf"(?P<count>{_ORDINAL})[ \t]+(?P<day>{_WORDS})[ \t]+of(?![a-z])")
def _nth_of_month(match: re.Match[str], reading: Reading, _now: Moment) -> None:
    reading.of_month = ("nth", _ORDINALS[match["count"].lower()], _DAYS[match["day"].lower()])
    reading.midnight, reading.time = True, None


@_format(rf"(?P<count>{_ORDINAL})[ \t]+(?P<unit>{_UNIT})(?![a-z])")
def _ordinal(match: re.Match[str], reading: Reading, now: Moment) -> None:
    count, unit = _ORDINALS[match["count"].lower()], match["unit"].lower()
    if _UNITS.get(unit) == "week" and match["count"].lower() in ("this", "next", "last", "previous"):
        _whole_week(count, reading, now)
    elif unit in _DAYS:
        reading.weekday = (_DAYS[unit], count)
        reading.midnight, reading.time = True, None
    else:
        reading.move(count, _UNITS[unit])


def _whole_week(count: int, reading: Reading, now: Moment) -> None:
    """`next week` counts from the Monday of this one unless a day is named."""
    reading.year_month_day[2] += 7 * count
    date = moment(*reading.date) if reading.date else now
    monday = -((date.day_of_week + 6) % 7)
    named = reading.weekday[0] if reading.weekday else 1
    reading.year_month_day[2] += monday + (named + 6) % 7
    reading.weekday = None


@_format(rf"(?P<sign>[+-]*)[ \t]*(?P<count>[0-9]{{1,13}})[ \t]*(?P<unit>{_UNIT})(?![a-z])")
def _relative(match: re.Match[str], reading: Reading, _now: Moment) -> None:
    count = int(match["count"]) * (-1 if match["sign"].count("-") % 2 else 1)
    unit = match["unit"].lower()
    if unit in _UNITS:
        reading.move(count, _UNITS[unit])
    else:  # `+1 monday` may be today, `next monday` not
        reading.weekday = (_DAYS[unit], min(0, count))
        reading.year_month_day[2] += 7 * max(count - 1, 0)
        reading.midnight = True


@_format(r"ago(?![a-z])")
def _ago(_match: re.Match[str], reading: Reading, _now: Moment) -> None:
    reading.year_month_day = [-part for part in reading.year_month_day]
    reading.seconds, reading.weekdays = -reading.seconds, -reading.weekdays


@_format(
    r"\(?(?P<zone>(?:gmt)?(?P<sign>[+-])(?P<zh>[0-9]{1,2})(?::?(?P<zm>[0-9]{2}))?|[a-z]{1,6}(?![a-z/])|[a-z]+/[a-z_/]+)\)?(?![a-z])"
)
def _zone(match: re.Match[str], reading: Reading, now: Moment) -> None:
    """A zone; of several the first counts."""
    if reading.zone is not None:
        return
    if match["sign"]:
        offset = int(match["zh"]) * 3600 + int(match["zm"] or 0) * 60
        reading.zone = offset if match["sign"] == "+" else -offset
        return
    known = zones.offset(match["zone"], reading.date[0:3] if reading.date else (now.year, now.month, now.day))
    if known is None:
        raise DateError
    reading.zone = known


# -- all of it --------------------------------------------------------------------------------------------------------

_BETWEEN = re.compile(r"[ \t\n,.]+")


def read(text: str, now: Moment) -> Moment:
    """The moment that a text means. Raises DateError."""
    text = text.strip()
    if re.fullmatch(r"[0-9]{4}", text):
        return moment(int(text), now.month, now.day)
    reading = Reading()
    at = 0
    while at < len(text):
        between = _BETWEEN.match(text, at)
        if between:
            at = between.end()
            continue
        match, reader = _longest(text, at)
        reader(match, reading, now)
        at = match.end()
    return settle(reading, now)


@cache
def _compiled() -> list[tuple[re.Pattern[str], Reader]]:
    """All formats; to compile them takes longer than most wikis' pages spend on dates."""
    return [(re.compile(pattern, re.IGNORECASE | re.ASCII), reader) for pattern, reader in _FORMATS]


def _longest(text: str, at: int) -> tuple[re.Match[str], Reader]:
    best: tuple[re.Match[str], Reader] | None = None
    for pattern, reader in _compiled():
        match = pattern.match(text, at)
        if match and match.end() > at and (best is None or match.end() > best[0].end()):
            best = (match, reader)
    if best is None:
        raise DateError
    return best
