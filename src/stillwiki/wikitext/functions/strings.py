"""String functions: `#len`, `#pos`, `#sub` and their like.

Rules: mediawiki.org, Extension:ParserFunctions/String functions. Markers do not count, text is never longer than 1000
characters where it is searched for.
"""

from __future__ import annotations

from urllib.parse import unquote_plus

from stillwiki.wikitext.expansion.calls import Call
from stillwiki.wikitext.expansion.strip import kill
from stillwiki.wikitext.languages.numbers import leading_integer, parse_number
from stillwiki.wikitext.registry import function

_MAX_LENGTH = 1000
"""Longest text that is searched; mediawiki.org, $wgPFStringLengthLimit."""
_TOO_LONG = '<strong class="error">Error: String exceeds {} character limit.</strong>'


def _text(call: Call, number: int, default: str = "") -> str:
    return kill(call.arg(number, default))


def _too_long(*texts: str) -> str:
    """The error for texts that are too long, or nothing."""
    return _TOO_LONG.format(f"{_MAX_LENGTH:,}") if any(len(text) >= _MAX_LENGTH for text in texts) else ""


@function("#len")
def len_(call: Call) -> str:
    """`{{#len: text}}`: how many characters."""
    return str(len(_text(call, 0)))


@function("#pos")
def pos(call: Call) -> str:
    """`{{#pos: text | sought | from}}`: where it is first, or nothing."""
    text, sought = _text(call, 0), _text(call, 1) or " "
    start = leading_integer(call.arg(2))
    at = text.find(sought, start) if start >= -len(text) else -1
    return _too_long(text, sought) or (str(at) if at >= 0 and start <= len(text) else "")


@function("#rpos")
def rpos(call: Call) -> str:
    """`{{#rpos: text | sought}}`: where it is last, or -1."""
    text, sought = _text(call, 0), _text(call, 1) or " "
    return _too_long(text, sought) or str(text.rfind(sought))


@function("#sub")
def sub(call: Call) -> str:
    """`{{#sub: text | start | length}}`; negative numbers count from the end, a length of 0 is all."""
    text = _text(call, 0)
    start, length = leading_integer(call.arg(1)), leading_integer(call.arg(2))
    begin = start if start >= 0 else max(len(text) + start, 0)
    if length == 0:
        return _too_long(text) or text[begin:]
    end = begin + length if length > 0 else len(text) + length
    return _too_long(text) or text[begin : max(end, begin)]


@function("#count")
def count(call: Call) -> str:
    """`{{#count: text | sought}}`: how often."""
    text, sought = _text(call, 0), _text(call, 1) or " "
    return _too_long(text, sought) or str(text.count(sought))


@function("#replace")
def replace(call: Call) -> str:
    """`{{#replace: text | sought | replacement}}`."""
    text, sought, new = _text(call, 0), _text(call, 1) or " ", _text(call, 2)
    return _too_long(text, sought, new) or text.replace(sought, new)


@function("#explode")
def explode(call: Call) -> str:
    """`{{#explode: text | delimiter | position | limit}}`: one piece; negative positions count from the end."""
    text, delimiter = _text(call, 0), _text(call, 1) or " "
    error = _too_long(text, delimiter)
    if error:
        return error
    asked = call.arg(2) or "0"
    if parse_number(asked) is None:
        return ""
    position, limit = leading_integer(asked), leading_integer(call.arg(3))
    pieces = text.split(delimiter, limit - 1) if limit > 0 else text.split(delimiter)
    if position < 0:
        position += len(pieces)
    return pieces[position] if 0 <= position < len(pieces) else ""


@function("#urldecode")
def urldecode(call: Call) -> str:
    """`{{#urldecode: text}}`."""
    return unquote_plus(_text(call, 0)).strip()
