"""Moments as plain numbers: what magic words tell of the site's fixed clock, without asking the machine's."""

from __future__ import annotations

import re
from dataclasses import dataclass

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


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
        """Days since 0000-03-01 of the Gregorian calendar."""
        shifted = self.year - (self.month < 3)
        month = (self.month + 9) % 12
        return 365 * shifted + shifted // 4 - shifted // 100 + shifted // 400 + (153 * month + 2) // 5 + self.day - 1

    @property
    def day_of_week(self) -> int:
        """0 is Sunday."""
        return (self.day_number + 3) % 7

    @property
    def week(self) -> int:
        """ISO 8601 week."""
        monday_based = (self.day_of_week + 6) % 7
        thursday = self.day_number - monday_based + 3
        year = self.year + (thursday >= Moment(self.year + 1).day_number) - (thursday < Moment(self.year).day_number)
        return (thursday - Moment(year).day_number) // 7 + 1

    @property
    def month_name(self) -> str:
        """English name of the month."""
        return MONTHS[self.month - 1]

    @property
    def day_name(self) -> str:
        """English name of the day."""
        return DAYS[self.day_of_week]

    @property
    def digits(self) -> str:
        """As MediaWiki stores it: `20260130064718`."""
        return f"{self.year:04}{self.month:02}{self.day:02}{self.hour:02}{self.minute:02}{self.second:02}"


def parse_timestamp(text: str) -> Moment:
    """Read an ISO 8601 timestamp of a dump; what is missing counts as the epoch's."""
    numbers = [int(n) for n in re.findall(r"\d+", text)[:6]]
    return Moment(*numbers) if numbers and 1 <= (numbers[1:2] or [1])[0] <= 12 else Moment()
