"""The clock: `#time` and its like, formatted dates, and the magic words of the current moment.

Rules: mediawiki.org, Help:Magic words (Date and time, Localization), Help:Extension:ParserFunctions##time. The clock
is the site's (`Site.now`), so a page renders the same every day.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from stillwiki.wikitext.dates import formats as dateformat
from stillwiki.wikitext.dates import zones
from stillwiki.wikitext.dates.clock import Moment, parse_timestamp
from stillwiki.wikitext.dates.months import names
from stillwiki.wikitext.dates.parts import DateError
from stillwiki.wikitext.dates.reading import read
from stillwiki.wikitext.expansion.calls import Call
from stillwiki.wikitext.expansion.expand import Frame
from stillwiki.wikitext.expansion.strip import kill
from stillwiki.wikitext.languages import words
from stillwiki.wikitext.registry import function, variable

_LATEST_YEAR = 9999


def now(frame: Frame) -> Moment:
    """The site's clock."""
    return parse_timestamp(frame.context.inventory.site.now)


def _error(text: str, language: str) -> str:
    return f'<strong class="error">{words.error(f"Error: {text}", language)}</strong>'


@function("#time", "#timel")
def time(call: Call) -> str:
    """`{{#time: format | date | language | local}}`; `#timel` tells the local time."""
    local = call.name.lower() == "#timel" or call.arg(3) not in ("", "0")
    return _formatted(call, kill(call.first), call.arg(1), call.arg(2), local=local)


@function("#timef", "#timefl")
def timef(call: Call) -> str:
    """`{{#timef: date | both, date, time or pretty | language}}`: a date as the language usually writes it."""
    language = call.arg(2).lower() or call.context.inventory.site.language
    date, pretty = _USUAL.get(language, _USUAL["en"])
    forms = {"date": date, "time": "H:i", "pretty": pretty}
    chosen = forms.get(call.arg(1).lower(), f"H:i, {date}")
    return _formatted(call, chosen, call.first, language, local=call.name.lower() == "#timefl")


_USUAL = {
    "en": ("j F Y", "j F"), "de": ("j. F Y", "j. F"), "es": ("j xg Y", "j xg"), "fr": ("j F Y", "j F"), "it": ("j M Y",
    "j F"),
    "ru": ("j xg Y", "j xg"), "uk": ("j xg Y", "j xg"), "pl": ("j xg Y", "j xg"), "cs": ("j. n. Y", "j. n."),
    "da": ("j. M Y", "j. F"), "nb": ("j. M Y", "j. M"), "sv": ("j F Y", "j F"), "fi": ("j. xg Y", "j. xg"),
    "nl": ("j M Y", "j M"), "pt": (r"j \d\e F \d\e Y", r"j \d\e F"), "lv": (r"Y. \g\a\d\a j. F", "j. F"),
    "ltg": (r"Y. \g\a\d\a j. F", "j. F"), "hu": ("Y. F j.", "F j."), "ja": ("Y年n月j日", "n月j日"), "zh": ("Y年n月j日",
    "n月j日"),
    "ko": ("Y년 n월 j일", "n월 j일"),
}  # fmt: skip
"""How languages usually write a date, and a day without its year."""


def _formatted(call: Call, form: str, text: str, language: str, *, local: bool) -> str:
    site = call.context.inventory.site
    try:
        found = read(text, now(call.frame)) if text else now(call.frame)
    except DateError:
        call.context.report("time-error", f"{text!r} is no date", near="{{" + call.name)
        return _error("Invalid time.", site.language)
    zone, ahead = "UTC", 0
    if local and site.timezone != "UTC":
        zone = site.timezone
        found, ahead = zones.local(found, zone)
    if found.year < 0:
        return _error("#time only supports years from 0.", site.language)
    if found.year > _LATEST_YEAR:
        return _error("#time only supports years up to 9999.", site.language)
    return dateformat.write(found, form, language.lower() or site.language, zone, ahead)


# -- formatted dates --------------------------------------------------------------------------------------------------

_YEAR = r"(?P<year>\d{1,4}(?:[ _]BC)?)"
_ISO = re.compile(r"(?P<iso>-?\d{4})-(?P<month>0\d|1[0-2])-(?P<day>[0-2]\d|3[01])")
_ORDERS = {
    "dmy": ("{day} {month} {year}", "{day} {month}"), "mdy": ("{month} {day}, {year}", "{month} {day}"),
    "ymd": ("{year} {month} {day}", "{day} {month}"), "ISO 8601": ("{iso}", ""),
}  # fmt: skip


@function("#formatdate", "#dateformat")
def formatdate(call: Call) -> str:
    """`{{#formatdate: date | dmy, mdy, ymd or ISO 8601}}`: a date in an order; what is no whole date stays."""
    text = call.first
    parsed = _parse_date(text, names(call.context.inventory.site.language).months)
    if parsed is None:
        return text
    order, year, month, day, month_name = parsed
    asked = call.arg(1)
    wanted = asked if asked in _ORDERS else order
    full, short = _ORDERS[wanted if year or wanted != "ISO 8601" else order]
    iso = f"{_iso_year(year)}-{month:02}-{int(day):02}" if year else f"{month:02}-{int(day):02}"
    if year is not None and re.fullmatch(r"-?\d{4}", year) and wanted != "ISO 8601" and order == "ISO 8601":
        year = _common_year(int(year))
        day = str(int(day))
    shown = (full if year else short).format(day=day, month=month_name, year=year, iso=iso)
    return f'<span class="mw-formatted-date" title="{iso}">{shown}</span>'


def _parse_date(text: str, months: tuple[str, ...]) -> tuple[str, str | None, int, str, str] | None:
    """Order, year, month, day and the month's name."""
    iso = _ISO.fullmatch(text)
    if iso:
        month = int(iso["month"])
        return ("ISO 8601", iso["iso"], month, iso["day"], months[month - 1]) if month else None
    english = names("en")
    numbers = {
        name.lower(): number % 12 + 1 for number, name in enumerate((*months, *english.months, *english.short_months))
    }
    month_pattern = rf"(?P<month>{'|'.join(map(re.escape, sorted(numbers, key=len, reverse=True)))})"
    day = r"(?P<day>\d{1,2})"
    for order, pattern in (
        ("dmy", rf"{day} {month_pattern}(?: ?{_YEAR}|, ?{_YEAR.replace('year', 'comma')})?"),
        ("mdy", rf"{month_pattern} {day}(?:(?:, ?| ){_YEAR})?"), ("ymd", rf"{_YEAR}(?:, ?| ){month_pattern} {day}"),
    ):  # fmt: skip
        match = re.fullmatch(pattern, text, re.IGNORECASE | re.ASCII)
        if match:
            groups = match.groupdict()
            number = numbers[groups["month"].lower()]
            return order, groups["year"] or groups.get("comma"), number, groups["day"], months[number - 1]
    return None


def _iso_year(year: str) -> str:
    if re.fullmatch(r"-?\d{4}", year):
        return year
    if year.endswith("BC"):
        before = 1 - int(year[:-3])
        return f"-{-before:04}" if before < 0 else "0000"
    return f"{int(year):04}"


def _common_year(year: int) -> str:
    return str(year) if year > 0 else f"{1 - year} BC"


# -- magic words ------------------------------------------------------------------------------------------------------

_CLOCK = {
    "YEAR": "Y", "MONTH": "m", "MONTH2": "m", "MONTH1": "n", "MONTHNAME": "F", "MONTHNAMEGEN": "xg", "MONTHABBREV": "M",
    "DAY": "j", "DAY2": "d", "DOW": "w", "DAYNAME": "l", "WEEK": "", "TIME": "H:i", "HOUR": "H",
    "TIMESTAMP": "xNYmdHis",
}  # fmt: skip


def _register(prefix: str, *, local: bool) -> None:
    def show(name: str, form: str) -> Callable[[Frame], str]:
        def value(frame: Frame) -> str:
            site = frame.context.inventory.site
            moment = now(frame)
            if local and site.timezone != "UTC":
                moment = zones.local(moment, site.timezone)[0]
            return str(moment.week) if name == "WEEK" else dateformat.write(moment, form, site.language)

        return value

    for name, form in _CLOCK.items():
        variable(prefix + name)(show(name, form))


_register("CURRENT", local=False)
_register("LOCAL", local=True)
