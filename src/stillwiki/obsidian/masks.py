"""What is settled before blocks: comments and displayed formulas, which may reach over several lines.

Owns the mask: the same text, as long and with the same lines, in which a comment is blank and the inside of a formula
says nothing to a parser of blocks. It refuses to touch code, and formulas in a line, whose marks may stand side by
side.
"""

from __future__ import annotations

import re
from typing import NamedTuple

FILL = "\ue000"
"""Stands for a character of a formula; a private one, which no parser reads."""
_FOUND = re.compile(
    r"""
      (?P<fence>^[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*(?P<mark>`{3,}|~{3,})[^\n`]*$)
    | (?P<escape>\\.)
    | (?P<ticks>`+)
    | (?P<comment>%%)
    | (?P<formula>\$\$)
    | \$(?=[^\s$])(?:\\.|[^\\$\n])*?(?<=[^\s\\])\$(?!\d)
    """,
    re.VERBOSE | re.MULTILINE,
)
_LINE_START = re.compile(r"[ \t]*(?:>[ \t]*)*")


class Mask(NamedTuple):
    """A comment or a displayed formula, from its first to behind its last mark."""

    kind: str
    start: int
    end: int


def masks(text: str) -> list[Mask]:
    """All of a text, in order."""
    found: list[Mask] = []
    if "%%" not in text and "$$" not in text:
        return found
    at = 0
    while match := _FOUND.search(text, at):
        at = match.end()
        if match["fence"]:
            at = _after_fence(text, match)
        elif match["ticks"]:
            at = _after_code(text, match)
        elif match["comment"] or match["formula"]:
            kind, mark = ("comment", "%%") if match["comment"] else ("formula", "$$")
            end = text.find(mark, at)
            if end < 0 and kind == "formula":
                continue
            at = len(text) if end < 0 else end + 2
            if kind == "formula" and not text[match.end() : end].strip():
                continue
            found.append(Mask(kind, match.start(), at))
    return found


def _after_fence(text: str, match: re.Match[str]) -> int:
    """Behind the line that closes a fence."""
    mark = match["mark"]
    close = re.compile(rf"^[ \t>]*{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$", re.MULTILINE)
    end = close.search(text, match.end())
    return end.end() if end else len(text)


def _after_code(text: str, match: re.Match[str]) -> int:
    """Behind a span of code, or behind its opening marks when nothing closes them in the paragraph."""
    ticks = match["ticks"]
    limit = text.find("\n\n", match.end())
    close = re.compile(rf"(?<!`){ticks}(?!`)")
    end = close.search(text, match.end(), len(text) if limit < 0 else limit)
    return end.end() if end else match.end()


def masked(text: str, found: list[Mask]) -> str:
    """The text with its comments blank and its formulas filled."""
    parts: list[str] = []
    at = 0
    for kind, start, end in found:
        parts.append(text[at:start])
        fill = " " if kind == "comment" else FILL
        for number, line in enumerate(text[start:end].split("\n")):
            lead = _LINE_START.match(line) if number else None
            kept = lead[0] if lead else ""
            parts += ("\n" if number else ""), kept, fill * (len(line) - len(kept))
        at = end
    return "".join((*parts, text[at:]))
