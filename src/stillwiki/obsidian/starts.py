"""What a line of a note can begin: one row for each sign that begins a block.

Rules: CommonMark 0.31.2, "Leaf blocks" and "Container blocks"; GFM 0.29, "Tables". It refuses to know what is open.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple


class Start(NamedTuple):
    """The beginning of a block."""

    kind: str
    markup: str = ""
    info: str = ""
    level: int = 0
    """Of a heading."""
    width: int = 0
    """Characters of a container's marker."""
    done: bool = False
    """It is a block of one line."""
    until: re.Pattern[str] | None = None
    """What ends it; None: a blank line."""


def _quote(_text: str, _interrupts: bool, _ends: bool) -> Start:  # noqa: FBT001 - a row of the table
    return Start("quote")


_HEADING = re.compile(r"(#{1,6})(?:[ \t]|$)")


def _heading(text: str, _interrupts: bool, _ends: bool) -> Start | None:  # noqa: FBT001
    match = _HEADING.match(text)
    return Start("heading", match[1], level=len(match[1]), done=True) if match else None


_FENCE = re.compile(r"(?P<marks>`{3,})(?P<info>[^`]*)$|(?P<waves>~{3,})(?P<said>.*)$")


def _fence(text: str, _interrupts: bool, _ends: bool) -> Start | None:  # noqa: FBT001
    match = _FENCE.match(text)
    if match is None:
        return None
    marks = match["marks"] or match["waves"]
    close = re.compile(rf"^[ \t]*{marks[0]}{{{len(marks)},}}[ \t]*$")
    return Start("fence", marks, match["info"] or match["said"] or "", until=close)


_BLOCKS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|"
    "menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|"
    "track|ul"
)
_ATTRIBUTE = r"""\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?"""
_SCRIPTS = "script|pre|style|textarea"
_HTML: tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...] = (
    (re.compile(rf"<(?:{_SCRIPTS})(?=\s|>|$)", re.IGNORECASE), re.compile(rf"</(?:{_SCRIPTS})>", re.IGNORECASE)),
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<![A-Za-z]"), re.compile(r">")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(rf"</?(?:{_BLOCKS})(?=\s|/?>|$)", re.IGNORECASE), None),
)  # fmt: skip
_ANY_TAG = re.compile(rf"<(?:/[A-Za-z][\w-]*\s*|[A-Za-z][\w-]*(?:{_ATTRIBUTE})*\s*/?)>\s*$")


def _html(text: str, interrupts: bool, _ends: bool) -> Start | None:  # noqa: FBT001
    for start, until in _HTML:
        if start.match(text):
            return Start("html", until=until, done=bool(until and until.search(text)))
    return Start("html") if not interrupts and _ANY_TAG.match(text) else None


_NOTE = re.compile(r"\[\^([^\]\s]+)\]:")


def _note(text: str, _interrupts: bool, _ends: bool) -> Start | None:  # noqa: FBT001
    match = _NOTE.match(text)
    return Start("note", info=match[1], width=len(match[0])) if match else None


_RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_BULLET = re.compile(r"([-+*])(?:[ \t]|$)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?:[ \t]|$)")


def _rule(text: str, interrupts: bool, ends: bool) -> Start | None:  # noqa: FBT001
    return Start("rule", done=True) if _RULE.match(text) else _bullet(text, interrupts, ends)


def _bullet(text: str, _interrupts: bool, ends: bool) -> Start | None:  # noqa: FBT001
    match = _BULLET.match(text)
    if match is None or (ends and not text[1:].strip(" \t")):
        return None
    return Start("item", match[1], width=1)


def _number(text: str, _interrupts: bool, ends: bool) -> Start | None:  # noqa: FBT001
    """A list interrupts a paragraph of its own container only when it has a text, and begins with 1."""
    match = _NUMBER.match(text)
    if match is None or (ends and (int(match[1]) != 1 or not text[match.end(2) :].strip(" \t"))):
        return None
    return Start("item", match[2], match[1], width=match.end(2))


_STARTS: dict[str, Callable[[str, bool, bool], Start | None]] = {
    ">": _quote, "#": _heading, "`": _fence, "~": _fence, "<": _html, "[": _note,
    "-": _rule, "*": _rule, "_": _rule, "+": _bullet, **dict.fromkeys("0123456789", _number),
}  # fmt: skip
SIGNS = frozenset(_STARTS) | set("=|:")
"""What can begin a block, or make one of the paragraph above."""


def of(text: str, *, interrupts: bool, ends: bool) -> Start | None:
    """What a line without white space before it begins; `interrupts` some text, and `ends` a paragraph beside it."""
    row = _STARTS.get(text[0])
    return row(text, interrupts, ends) if row else None


_UNDERLINE = re.compile(r"(?:(=+)|-+)[ \t]*$")


def underline(text: str) -> int:
    """The level of the heading that an underline makes of the text above; 0 for what is none."""
    match = _UNDERLINE.match(text)
    return 0 if match is None else 1 if match[1] else 2


_ALIGNED = re.compile(r"[|:-][|: \t-]+$")
_COLUMN = re.compile(r":?-+:?")


def is_table(head: str, row: str) -> bool:
    """Whether a line and the delimiter row below it are the head of a table."""
    if "|" not in head or not _ALIGNED.match(row) or row.startswith(("- ", "-\t")):
        return False
    columns = [column.strip(" \t") for column in row.split("|")]
    if columns and not columns[0]:
        del columns[0]
    if columns and not columns[-1]:
        del columns[-1]
    return bool(columns) and all(map(_COLUMN.fullmatch, columns)) and len(columns) == _cells(head.strip(" \t"))


def _cells(row: str) -> int:
    """How many cells a row has, between the pipes that no backslash escapes."""
    found = _PIPE.split(row)
    return len(found) - (not found[0]) - (len(found) > 1 and not found[-1])


_PIPE = re.compile(r"(?<!\\)\|")
