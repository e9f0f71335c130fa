"""Calendars beside the Gregorian: Hebrew, Islamic, Iranian, Thai, Minguo and Japanese years.

The rules are those of the calendars: the Hebrew one by its molad and postponements, the Islamic one in its tabular
form, the Iranian one in cycles of 33 years.
"""

from __future__ import annotations

from dataclasses import dataclass

from stillwiki.wikitext.dates.clock import Moment

_ISLAMIC_EPOCH = Moment(622, 7, 19).day_number
"""1 Muharram 1, 16 July 622 of the Julian calendar."""
_IRANIAN_1400 = Moment(2021, 3, 21).day_number
_HEBREW_NEW_YEAR_5785 = Moment(2024, 10, 3).day_number

HEBREW_MONTHS = ("Tishrei", "Cheshvan", "Kislev", "Tevet", "Shevat", "Adar", "Nisan", "Iyar", "Sivan", "Tamuz", "Av",
"Elul",
                 "Adar I", "Adar II")  # fmt: skip
IRANIAN_MONTHS = ("Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey",
                  "Bahman", "Esfand")  # fmt: skip
ISLAMIC_MONTHS = ("Muharram", "Safar", "Rabi' al-awwal", "Rabi' al-thani", "Jumada al-awwal", "Jumada al-thani",
"Rajab",
                  "Sha'aban", "Ramadan", "Shawwal", "Dhu al-Qi'dah", "Dhu al-Hijjah")  # fmt: skip
_ERAS = ((2019, 5, 1, "令和"), (1989, 1, 8, "平成"), (1926, 12, 26, "昭和"), (1912, 7, 31, "大正"))


@dataclass(frozen=True, slots=True)
class Day:
    """A day in another calendar."""

    year: int
    month: int
    day: int
    month_days: int = 30
    day_of_year: int = 0


def iranian(moment: Moment) -> Day:
    """The Iranian calendar."""
    days = moment.day_number - _IRANIAN_1400
    year = 1400 + days // 366
    while _iranian_start(year + 1) <= days:
        year += 1
    while _iranian_start(year) > days:
        year -= 1
    of_year = days - _iranian_start(year)
    month, day = (of_year // 31, of_year % 31) if of_year < 186 else (6 + (of_year - 186) // 30, (of_year - 186) % 30)
    length = 31 if month < 6 else 30 if month < 11 else 29
    return Day(year, month + 1, day + 1, length, of_year)


def _iranian_start(year: int) -> int:
    """Days from the first of 1400 to the first of a year."""
    return 365 * (year - 1400) + (8 * year + 21) // 33 - (8 * 1400 + 21) // 33


def islamic(moment: Moment) -> Day:
    """The Islamic calendar, tabular."""
    days = moment.day_number - _ISLAMIC_EPOCH
    cycle, rest = divmod(days, 10631)
    year = (30 * rest + 15) // 10631
    of_year = rest - (11 * year + 14) // 30 - 354 * year
    month = min((2 * of_year + 1) // 59, 11)
    return Day(30 * cycle + year + 1, month + 1, of_year - (59 * month + 1) // 2 + 1)


def hebrew(moment: Moment) -> Day:
    """The Hebrew calendar; months are counted from Tishrei, Adar I is 13 and Adar II is 14."""
    days = moment.day_number - _HEBREW_NEW_YEAR_5785 + _new_year(5785)
    year = days * 98496 // 35975351 + 1
    while _new_year(year + 1) <= days:
        year += 1
    while _new_year(year) > days:
        year -= 1
    of_year = days - _new_year(year)
    for month, length in _hebrew_months(year):
        if of_year < length:
            return Day(year, month, of_year + 1, length)
        of_year -= length
    raise AssertionError  # pragma: no cover (the months fill the year)


def _molad_day(year: int) -> int:
    """Day of the first moon of a year since an epoch, put off where it falls on Sunday, Wednesday or Friday."""
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    day = 29 * months + parts // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def _new_year(year: int) -> int:
    """Day of the first of Tishrei: two rarer postponements keep years at their six lengths."""
    before, here, after = _molad_day(year - 1), _molad_day(year), _molad_day(year + 1)
    if after - here == 356:
        return here + 2
    return here + 1 if here - before == 382 else here


def _hebrew_months(year: int) -> list[tuple[int, int]]:
    length = _new_year(year + 1) - _new_year(year)
    leap = length > 380
    heshvan, kislev = 29 + (length % 10 == 5), 30 - (length % 10 == 3)
    adar = [(13, 30), (14, 29)] if leap else [(6, 29)]
    first = [(1, 30), (2, heshvan), (3, kislev), (4, 29), (5, 30)]
    return [*first, *adar, (7, 30), (8, 29), (9, 30), (10, 29), (11, 30), (12, 29)]


def thai_year(moment: Moment) -> int:
    """Year of the Thai solar calendar, which began in April until 1940."""
    early = 1912 < moment.year <= 1940 and moment.month < 4
    return moment.year + 543 - early


def minguo_year(moment: Moment) -> int:
    """Year of the Republic of China."""
    return moment.year - 1911


def japanese_year(moment: Moment) -> str:
    """Era and year, the first called 元."""
    for year, month, day, era in _ERAS:
        if (moment.year, moment.month, moment.day) >= (year, month, day):
            return era + _of_era(moment.year - year + 1)
    return "明治" + _of_era(moment.year - 1867)


def _of_era(year: int) -> str:
    return "元" if year == 1 else str(year)


# -- numerals ---------------------------------------------------------------------------------------------------------

_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_HEBREW = ((400, "ת"), (300, "ש"), (200, "ר"), (100, "ק"), (90, "צ"), (80, "פ"), (70, "ע"), (60, "ס"), (50, "נ"), (40,
"מ"),
           (30, "ל"), (20, "כ"), (16, "טז"), (15, "טו"), (10, "י"), (9, "ט"), (8, "ח"), (7, "ז"), (6, "ו"), (5, "ה"),
           (4, "ד"), (3, "ג"), (2, "ב"), (1, "א"))  # fmt: skip
_FINAL = str.maketrans("כמנפצ", "ךםןףץ")


def roman(number: int) -> str:
    """A number in Roman numerals, up to 10000."""
    return _spelled(number, _ROMAN) if 0 < number <= 10000 else str(number)


def hebrew_numeral(number: int) -> str:
    """A number in Hebrew numerals, up to 9999."""
    if not 0 < number <= 9999:
        return str(number)
    thousands, rest = divmod(number, 1000)
    prefix = _spelled(thousands, _HEBREW) + "'" if thousands else ""
    if not rest:
        return f"{prefix} {'אלף' if thousands == 1 else 'אלפים'}"
    letters = _spelled(rest, _HEBREW)
    if len(letters) == 1:
        return f"{prefix}{letters}'"
    return f'{prefix}{letters[:-1]}"{letters[-1].translate(_FINAL)}'


def _spelled(number: int, numerals: tuple[tuple[int, str], ...]) -> str:
    out = ""
    for value, letters in numerals:
        while number >= value:
            out += letters
            number -= value
    return out
