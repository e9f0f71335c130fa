"""Moments as plain numbers: what magic words tell of the site's fixed clock, without asking the machine's."""

from __future__ import annotations

import re
from dataclasses import dataclass

_EPOCH = 719468
"""Days from 0000-03-01 to 1970-01-01."""
DAY = 86400
"""Seconds of a day."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, UTC."""

    year: int = 1970
    month: int = 1
    day: int = 1
    hour: int = 0
    minute: int = 0
    second: int = 0

    @property
    def day_number(self) -> int:
        """Days since 0000-03-01 of the Gregorian calendar, which counts back for ever."""
        shifted = self.year - (self.month < 3)
        month = (self.month + 9) % 12
        return 365 * shifted + shifted // 4 - shifted // 100 + shifted // 400 + (153 * month + 2) // 5 + self.day - 1

    @property
    def day_of_week(self) -> int:
        """0 is Sunday."""
        return (self.day_number + 3) % 7

    @property
    def day_of_year(self) -> int:
        """0 is the first of January."""
        return self.day_number - Moment(self.year).day_number

    @property
    def week_year(self) -> int:
        """Year that the ISO 8601 week belongs to: the one that has its Thursday."""
        return from_days(self._thursday).year

    @property
    def week(self) -> int:
        """ISO 8601 week."""
        return (self._thursday - Moment(self.week_year).day_number) // 7 + 1

    @property
    def _thursday(self) -> int:
        return self.day_number - (self.day_of_week + 6) % 7 + 3

    @property
    def leap(self) -> bool:
        """Whether the year has a 29th of February."""
        return self.year % 4 == 0 and (self.year % 100 != 0 or self.year % 400 == 0)

    @property
    def month_days(self) -> int:
        """Days of the month."""
        return month_days(self.year, self.month)

    @property
    def epoch(self) -> int:
        """Seconds since 1970."""
        return (self.day_number - _EPOCH) * DAY + self.hour * 3600 + self.minute * 60 + self.second

    @property
    def digits(self) -> str:
        """As MediaWiki stores it: `20260130064718`."""
        return f"{self.year:04}{self.month:02}{self.day:02}{self.hour:02}{self.minute:02}{self.second:02}"


def month_days(year: int, month: int) -> int:
    """Days of a month, which may lie outside 1 to 12."""
    return moment(year, month + 1, 1).day_number - moment(year, month, 1).day_number


def moment(year: int, month: int, day: int, seconds: int = 0) -> Moment:
    """The moment that these numbers name; those that are too large or small count on into the next unit."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return from_days(Moment(year, month, 1).day_number + day - 1 + seconds // DAY, seconds % DAY)


def from_epoch(seconds: int) -> Moment:
    """The moment so many seconds after 1970."""
    return from_days(_EPOCH + seconds // DAY, seconds % DAY)


def from_days(days: int, seconds: int = 0) -> Moment:
    """The moment so many days after 0000-03-01, and seconds of the day."""
    era, rest = divmod(days, 146097)
    year = (rest - rest // 1460 + rest // 36524 - rest // 146096) // 365
    of_year = rest - (365 * year + year // 4 - year // 100)
    shifted = (5 * of_year + 2) // 153
    day = of_year - (153 * shifted + 2) // 5 + 1
    month = shifted + 3 if shifted < 10 else shifted - 9
    hour, rest_seconds = divmod(seconds, 3600)
    return Moment(year + 400 * era + (month <= 2), month, day, hour, *divmod(rest_seconds, 60))


def parse_timestamp(text: str) -> Moment:
    """Read an ISO 8601 timestamp of a dump; what is missing counts as the epoch's."""
    numbers = [int(n) for n in re.findall(r"\d+", text)[:6]]
    return Moment(*numbers) if numbers and 1 <= (numbers[1:2] or [1])[0] <= 12 else Moment()
