"""Bold and italics: runs of apostrophes, balanced line by line as MediaWiki balances them.

Rules: mediawiki.org, Help:Formatting; quotes.txt of the parser tests for what is odd.
"""

from __future__ import annotations

import re

_RUN = re.compile(r"('{2,})")


def all_quotes(text: str) -> str:
    """Every line on its own."""
    if "''" not in text:
        return text
    return "\n".join(quotes(line) if "''" in line else line for line in text.split("\n"))


def quotes(line: str) -> str:
    """One line."""
    pieces = _RUN.split(line)
    if len(pieces) == 1:
        return line
    _to_marks(pieces)
    lengths = [len(piece) for piece in pieces[1::2]]
    bold = sum(length in (3, 5) for length in lengths)
    italic = sum(length in (2, 5) for length in lengths)
    if bold % 2 and italic % 2:
        _turn_one_bold(pieces)
    return _tags(pieces)


def _to_marks(pieces: list[str]) -> None:
    """A run of four is an apostrophe and bold, one of more than five is apostrophes and five."""
    for at in range(1, len(pieces), 2):
        length = len(pieces[at])
        if length == 4 or length > 5:
            keep = 3 if length == 4 else 5
            pieces[at - 1] += "'" * (length - keep)
            pieces[at] = "'" * keep


def _turn_one_bold(pieces: list[str]) -> None:
    """Both are unbalanced: one bold mark is an apostrophe and italics.

    The first after a single-letter word, else after a longer word, else after a blank.
    """
    single = multiple = blank = 0
    for at in range(1, len(pieces), 2):
        if len(pieces[at]) != 3:
            continue
        last, before = pieces[at - 1][-1:], pieces[at - 1][-2:-1]
        if last == " ":
            blank = blank or at
        elif before == " ":
            single = at
            break
        else:
            multiple = multiple or at
    chosen = single or multiple or blank
    if chosen:
        pieces[chosen] = "''"
        pieces[chosen - 1] += "'"


_OPEN = {"b": "<b>", "i": "<i>"}
_STATE_CLOSE = {"": "", "b": "</b>", "i": "</i>", "ib": "</b></i>", "bi": "</i></b>"}


def _tags(pieces: list[str]) -> str:
    out: list[str] = []
    buffer: list[str] = []
    state = ""
    for number, piece in enumerate(pieces):
        if number % 2 == 0:
            (buffer if state == "both" else out).append(piece)
            continue
        state = _mark(len(piece), state, out, buffer)
    if state == "both":
        text = "".join(buffer)
        return "".join(out) + (f"<b><i>{text}</i></b>" if text else "")
    return "".join(out) + _STATE_CLOSE[state]


def _mark(length: int, state: str, out: list[str], buffer: list[str]) -> str:
    if length == 2:
        return _toggle("i", "b", state, out, buffer)
    if length == 3:
        return _toggle("b", "i", state, out, buffer)
    if state == "both":
        out.append(f"<i><b>{''.join(buffer)}</b></i>")
        buffer.clear()
        return ""
    closing = {"b": ("</b><i>", "i"), "i": ("</i><b>", "b"), "bi": ("</i></b>", ""), "ib": ("</b></i>", "")}
    if state in closing:
        out.append(closing[state][0])
        return closing[state][1]
    return "both"


def _toggle(this: str, other: str, state: str, out: list[str], buffer: list[str]) -> str:
    if state == this:
        out.append(f"</{this}>")
        return ""
    if state == other + this:
        out.append(f"</{this}>")
        return other
    if state == this + other:
        out.append(f"</{other}></{this}><{other}>")
        return other
    if state == "both":
        out.append(f"<{other}><{this}>{''.join(buffer)}</{this}>")
        buffer.clear()
        return other
    out.append(_OPEN[this])
    return state + this
