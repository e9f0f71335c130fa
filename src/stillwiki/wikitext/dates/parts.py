"""What a date says in parts, and the moment that the parts make.

Rules: php.net, Relative Formats: what is to be added is added after the date is known, then the day of the week
is found.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from stillwiki.wikitext.dates.clock import Moment, from_epoch, moment, month_days

_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_SPANS = {"day": 1, "week": 7, "fortnight": 14}
_LIMIT = 10**12


class DateError(ValueError):
    """What is no date."""


@dataclass(slots=True)
class Reading:
    """What was understood so far."""

    date: tuple[int, int, int] | None = None
    time: int | None = None
    """Seconds of the day."""
    midnight: bool = False
    """Whether the time is midnight unless one is given."""
    zone: int | None = None
    """Seconds to take away."""
    year_month_day: list[int] = field(default_factory=lambda: [0, 0, 0])
    """To add."""
    seconds: int = 0
    weekdays: int = 0
    weekday: tuple[int, int] | None = None
    """Day of the week, and how many of them on; 0 may be today."""
    of_month: tuple[str, int, int] | None = None
    """`first`, `last`, or `nth` with count and day of the week."""
    epoch: int | None = None

    def set_date(self, year: int, month: int, day: int) -> None:
        """Take a date; there can be one."""
        if self.date is not None or not 0 <= month <= 12 or not 0 <= day <= 31:
            raise DateError
        self.date = (year, month, day)

    def set_time(self, hour: int, minute: int = 0, second: int = 0) -> None:
        """Take a time; there can be one."""
        if self.time is not None or hour > 24 or minute > 59 or second > 60:
            raise DateError
        self.time = hour * 3600 + minute * 60 + second

    def move(self, count: int, unit: str) -> None:
        """Add so many units."""
        if abs(count) > _LIMIT:
            raise DateError
        if unit in _SECONDS:
            self.seconds += count * _SECONDS[unit]
        elif unit in _SPANS:
            self.year_month_day[2] += count * _SPANS[unit]
        elif unit == "weekday":
            self.weekdays += count
        elif unit in ("month", "year"):
            self.year_month_day[("year", "month").index(unit)] += count


def settle(reading: Reading, now: Moment) -> Moment:
    """The moment of a reading: the date, then what is to be added, then the day of the week."""
    if reading.epoch is not None:
        start = from_epoch(reading.epoch)
        reading.date, reading.time = (start.year, start.month, start.day), start.epoch % 86400
    year, month, day = reading.date or (now.year, now.month, now.day)
    open_time = 0 if reading.date or reading.midnight else now.epoch % 86400
    seconds = open_time if reading.time is None else reading.time
    years, months, days = reading.year_month_day
    year, month = year + years, month + months
    if abs(year) > 10**6 or abs(month) > 10**7 or abs(days) > 10**9:
        return Moment(10**4 if year + month + days > 0 else -1)
    if reading.of_month:
        day, days = _day_of_month(reading.of_month, year, month), 0
    found = moment(year, month, day + days)
    found = _to_weekday(found, reading)
    found = moment(
        found.year, found.month, found.day + _working_days(found, reading.weekdays), seconds + reading.seconds
    )
    return from_epoch(found.epoch - reading.zone) if reading.zone else found


def _day_of_month(rule: tuple[str, int, int], year: int, month: int) -> int:
    kind, count, day_of_week = rule
    if kind == "first":
        return 1
    if kind == "last":
        return month_days(year, month)
    first = moment(year, month, 1)
    if count > 0:
        return 1 + (day_of_week - first.day_of_week) % 7 + 7 * (count - 1)
    last = month_days(year, month)
    return last - (moment(year, month, last).day_of_week - day_of_week) % 7


def _to_weekday(found: Moment, reading: Reading) -> Moment:
    if reading.weekday is None:
        return found
    day_of_week, count = reading.weekday
    ahead = (day_of_week - found.day_of_week) % 7
    if count > 0:
        ahead = (ahead or 7) + 7 * (count - 1)
    elif count < 0:
        ahead = (ahead or 0) + 7 * count
    return moment(found.year, found.month, found.day + ahead)


def _working_days(found: Moment, count: int) -> int:
    """Days to go for so many days that are not of a weekend."""
    step, days = (1 if count > 0 else -1), 0
    weeks, left = divmod(abs(count), 5)
    days, day_of_week = step * 7 * weeks, found.day_of_week
    if not left and weeks and day_of_week in (0, 6):
        left, days = 5, days - step * 7
    while left:
        days += step
        day_of_week = (day_of_week + step) % 7
        left -= day_of_week not in (0, 6)
    return days
