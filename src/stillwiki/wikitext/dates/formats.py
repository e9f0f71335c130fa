"""Writing dates: the letters of `#time`.

Rules: mediawiki.org, Help:Extension:ParserFunctions##time (PHP's letters, and those that begin with x).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stillwiki.wikitext.dates import calendars
from stillwiki.wikitext.dates.clock import Moment
from stillwiki.wikitext.dates.months import Names, names
from stillwiki.wikitext.languages.numbers import format_number


@dataclass(frozen=True, slots=True)
class _View:
    """What a letter may look at."""

    moment: Moment
    names: Names
    zone: str
    ahead: int


_Number = Callable[[_View], int | str]
_NUMBERS: dict[str, _Number] = {
    "d": lambda v: f"{v.moment.day:02}", "j": lambda v: v.moment.day, "N": lambda v: v.moment.day_of_week or 7,
    "w": lambda v: v.moment.day_of_week, "z": lambda v: v.moment.day_of_year, "W": lambda v: f"{v.moment.week:02}",
    "m": lambda v: f"{v.moment.month:02}", "n": lambda v: v.moment.month, "t": lambda v: v.moment.month_days,
    "L": lambda v: int(v.moment.leap), "o": lambda v: v.moment.week_year, "Y": lambda v: f"{v.moment.year:04}",
    "y": lambda v: f"{v.moment.year % 100:02}", "g": lambda v: v.moment.hour % 12 or 12, "G": lambda v: v.moment.hour,
    "h": lambda v: f"{v.moment.hour % 12 or 12:02}", "H": lambda v: f"{v.moment.hour:02}",
    "i": lambda v: f"{v.moment.minute:02}", "s": lambda v: f"{v.moment.second:02}",
    "U": lambda v: v.moment.epoch - v.ahead, "I": lambda _: 0, "Z": lambda v: v.ahead,
    "xij": lambda v: calendars.iranian(v.moment).day, "xin": lambda v: calendars.iranian(v.moment).month,
    "xiY": lambda v: calendars.iranian(v.moment).year,
    "xiy": lambda v: f"{abs(calendars.iranian(v.moment).year) % 100:02}",
    "xit": lambda v: calendars.iranian(v.moment).month_days, "xiz": lambda v: calendars.iranian(v.moment).day_of_year,
    "xjj": lambda v: calendars.hebrew(v.moment).day, "xjn": lambda v: calendars.hebrew(v.moment).month,
    "xjY": lambda v: calendars.hebrew(v.moment).year, "xjt": lambda v: calendars.hebrew(v.moment).month_days,
    "xmj": lambda v: calendars.islamic(v.moment).day, "xmn": lambda v: calendars.islamic(v.moment).month,
    "xmY": lambda v: calendars.islamic(v.moment).year,
    "xkY": lambda v: calendars.thai_year(v.moment), "xoY": lambda v: calendars.minguo_year(v.moment),
}  # fmt: skip
_WORDS: dict[str, Callable[[_View], str]] = {
    "D": lambda v: v.names.short_days[v.moment.day_of_week], "l": lambda v: v.names.days[v.moment.day_of_week],
    "F": lambda v: v.names.months[v.moment.month - 1], "M": lambda v: v.names.short_months[v.moment.month - 1],
    "xg": lambda v: v.names.genitive[v.moment.month - 1],
    "a": lambda v: "am" if v.moment.hour < 12 else "pm", "A": lambda v: "AM" if v.moment.hour < 12 else "PM",
    "e": lambda v: v.zone, "T": lambda v: v.zone, "O": lambda v: _offset(v.ahead, ""), "P": lambda v: _offset(v.ahead,
    ":"),
    "xx": lambda _: "x",
    "xiF": lambda v: calendars.IRANIAN_MONTHS[calendars.iranian(v.moment).month - 1],
    "xjF": lambda v: calendars.HEBREW_MONTHS[calendars.hebrew(v.moment).month - 1],
    "xjx": lambda v: calendars.HEBREW_MONTHS[calendars.hebrew(v.moment).month - 1],
    "xmF": lambda v: calendars.ISLAMIC_MONTHS[calendars.islamic(v.moment).month - 1],
    "xtY": lambda v: calendars.japanese_year(v.moment),
}  # fmt: skip
_THREE = ("xi", "xj", "xk", "xm", "xo", "xt")
"""Letters of calendars: a third one follows."""


def _iso(view: _View) -> str:
    t = view.moment
    date = f"{t.year:04}-{t.month:02}-{t.day:02}T{t.hour:02}:{t.minute:02}:{t.second:02}"
    return date + _offset(view.ahead, ":")


def _mail(view: _View) -> str:
    t, english = view.moment, names("en")
    date = f"{english.short_days[t.day_of_week]}, {t.day:02} {english.short_months[t.month - 1]} {t.year:04}"
    return f"{date} {t.hour:02}:{t.minute:02}:{t.second:02} {_offset(view.ahead, '')}"


_WORDS |= {"c": _iso, "r": _mail}


def write(moment: Moment, text: str, language: str, zone: str = "UTC", ahead: int = 0) -> str:
    """A moment in a format, in a language."""
    return _Writer(_View(moment, names(language), zone, ahead), language).write(text)


class _Writer:
    """Goes through a format; `xn`, `xN`, `xr` and `xh` change how the next number is written."""

    def __init__(self, view: _View, language: str) -> None:
        self.view = view
        self.language = language
        self.raw_once = self.raw = False
        self.numeral: Callable[[int], str] | None = None

    def write(self, text: str) -> str:
        out = []
        at = 0
        while at < len(text):
            piece, at = self._piece(text, at)
            out.append(piece)
        return "".join(out)

    def _piece(self, text: str, at: int) -> tuple[str, int]:
        char = text[at]
        if char == "\\":
            return (text[at + 1], at + 2) if at + 1 < len(text) else ("\\", at + 1)
        if char == '"':
            end = text.find('"', at + 1)
            return (text[at + 1 : end], end + 1) if end >= 0 else ('"', at + 1)
        code = text[at : at + 2] if char == "x" else char
        if code in _THREE:
            code = text[at : at + 3]
        return self._code(code), at + len(code)

    def _code(self, code: str) -> str:
        if code in _NUMBERS:
            return self._number(_NUMBERS[code](self.view))
        if code in _WORDS:
            return _WORDS[code](self.view)
        if code in ("xn", "xN"):
            self.raw_once, self.raw = code == "xn" or self.raw_once, self.raw ^ (code == "xN")
            return ""
        if code in ("xr", "xh"):
            self.numeral = calendars.roman if code == "xr" else calendars.hebrew_numeral
            return ""
        return code[-1]

    def _number(self, value: int | str) -> str:
        if self.raw_once or self.raw:
            self.raw_once = False
            return str(value)
        if self.numeral:
            numeral, self.numeral = self.numeral, None
            return numeral(int(value))
        return format_number(str(value), self.language, separators=False).replace("−", "-")


def _offset(ahead: int, colon: str) -> str:
    return f"{'-' if ahead < 0 else '+'}{abs(ahead) // 3600:02}{colon}{abs(ahead) // 60 % 60:02}"
