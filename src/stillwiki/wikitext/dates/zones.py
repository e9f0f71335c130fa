"""Time zones: what they are ahead of UTC.

Names and offsets are facts of the tz database. Summer time follows the rules in force since 2007 (North America,
Australia) or 1996 (Europe), and the ones just before; older dates have today's standard time.
"""

from __future__ import annotations

from stillwiki.wikitext.dates.clock import Moment, from_epoch, moment

_HOUR = 3600
_ABBREVIATIONS: dict[str, float] = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "met": 1, "mest": 2, "eet": 2,
    "eest": 3,
    "sast": 2, "cat": 2, "wat": 1, "eat": 3, "ist": 2, "idt": 3, "msk": 3, "msd": 4, "pkt": 5, "ict": 7, "wib": 7,
    "wit": 9,
    "hkt": 8, "sgt": 8, "awst": 8, "jst": 9, "kst": 9, "acst": 9.5, "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12,
    "nzdt": 13, "nst": -3.5, "ndt": -2.5, "ast": -4, "adt": -3, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7,
    "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10, "sst": -11,
}  # fmt: skip
_ZONES: dict[str, dict[str, float]] = {
    "eu": {"London": 0, "Dublin": 0, "Lisbon": 0, "Berlin": 1, "Paris": 1, "Madrid": 1, "Rome": 1, "Vienna": 1,
    "Zurich": 1,
           "Amsterdam": 1, "Brussels": 1, "Copenhagen": 1, "Oslo": 1, "Stockholm": 1, "Prague": 1, "Warsaw": 1,
           "Budapest": 1, "Belgrade": 1, "Zagreb": 1, "Ljubljana": 1, "Bratislava": 1, "Luxembourg": 1, "Athens": 2,
           "Helsinki": 2, "Riga": 2, "Tallinn": 2, "Vilnius": 2, "Kiev": 2, "Kyiv": 2, "Bucharest": 2, "Sofia": 2},
    "us": {"New_York": -5, "Toronto": -5, "Detroit": -5, "Chicago": -6, "Winnipeg": -6, "Denver": -7, "Edmonton": -7,
           "Los_Angeles": -8, "Vancouver": -8, "Anchorage": -9, "Halifax": -4, "St_Johns": -3.5},
    "au": {"Melbourne": 10, "Sydney": 10, "Hobart": 10, "Canberra": 10, "Adelaide": 9.5},
    "": {"UTC": 0, "GMT": 0, "Moscow": 3, "Istanbul": 3, "Minsk": 3, "Tokyo": 9, "Seoul": 9, "Shanghai": 8,
    "Hong_Kong": 8,
         "Taipei": 8, "Singapore": 8, "Manila": 8, "Jakarta": 7, "Bangkok": 7, "Ho_Chi_Minh": 7, "Kolkata": 5.5,
         "Calcutta": 5.5, "Karachi": 5, "Dhaka": 6, "Kathmandu": 5.75, "Dubai": 4, "Tehran": 3.5, "Baghdad": 3,
         "Riyadh": 3,
         "Nairobi": 3, "Johannesburg": 2, "Cairo": 2, "Lagos": 1, "Reykjavik": 0, "Sao_Paulo": -3,
         "Argentina/Buenos_Aires": -3, "Buenos_Aires": -3, "Bogota": -5, "Lima": -5, "Caracas": -4, "Mexico_City": -6,
         "Phoenix": -7, "Honolulu": -10, "Brisbane": 10, "Perth": 8, "Darwin": 9.5},
}  # fmt: skip
_CITIES = {city.lower(): (hours, rule) for rule, cities in _ZONES.items() for city, hours in cities.items()}


def offset(name: str, date: tuple[int, int, int]) -> int | None:
    """Seconds that a zone is ahead of UTC on a date; None for what is no zone."""
    lower = name.lower()
    if lower in _ABBREVIATIONS:
        return int(_ABBREVIATIONS[lower] * _HOUR)
    if len(lower) == 1:
        return _military(lower)
    city = _CITIES.get(lower.partition("/")[2] or lower)
    if city is None or ("/" not in lower and lower not in ("utc", "gmt")):
        return None
    hours, rule = city
    return int((hours + _summer(rule, moment(*date))) * _HOUR)


def local(found: Moment, name: str) -> tuple[Moment, int]:
    """A moment on the clocks of a zone, and what these are ahead of UTC in seconds."""
    ahead = offset(name, (found.year, found.month, found.day)) or 0
    return (from_epoch(found.epoch + ahead), ahead) if ahead else (found, 0)


def _military(letter: str) -> int | None:
    """Letters of zones: A is one hour ahead, N one behind; J is none."""
    if letter in "abcdefghi":
        return (ord(letter) - 96) * _HOUR
    if letter in "klm":
        return (ord(letter) - 97) * _HOUR
    if letter in "nopqrstuvwxy":
        return -(ord(letter) - 109) * _HOUR
    return 0 if letter == "z" else None


def _sunday(year: int, month: int, count: int) -> Moment:
    """The so manieth Sunday of a month; -1 is the last."""
    if count > 0:
        first = moment(year, month, 1)
        return moment(year, month, 1 + (-first.day_of_week) % 7 + 7 * (count - 1))
    last = moment(year, month + 1, 0)
    return moment(last.year, last.month, last.day - last.day_of_week)


def _summer(rule: str, date: Moment) -> int:
    """1 while summer time is kept."""
    year, day = date.year, date.day_number
    if year < 1970 or not rule:
        return 0
    if rule == "eu":
        return int(_sunday(year, 3, -1).day_number <= day < _sunday(year, 10, -1).day_number)
    if rule == "us":
        start, end = (
            (_sunday(year, 3, 2), _sunday(year, 11, 1)) if year > 2006 else (_sunday(year, 4, 1), _sunday(year, 10, -1))
        )
        return int(start.day_number <= day < end.day_number)
    end, start = (
        (_sunday(year, 4, 1), _sunday(year, 10, 1)) if year > 2007 else (_sunday(year, 3, -1), _sunday(year, 10, -1))
    )
    return int(day < end.day_number or day >= start.day_number)
