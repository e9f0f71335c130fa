"""Character references as MediaWiki reads them: only whole ones, with their semicolon, count.

Browsers and Python also take `&para` in `&params=1` for a sign; MediaWiki does not, so it must not reach them as it is.
Rule: mediawiki.org, Help:Formatting, special characters.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

_NAME = "#0*[0-9]{1,8}|#[xX]0*[0-9A-Fa-f]{1,8}|[A-Za-z0-9]+"
"""Zeros before a number count for nothing, however many there are."""
_REFERENCE = re.compile(rf"&({_NAME});")
_AMPERSAND = re.compile(rf"&(?=({_NAME});)?")
_CHARACTERS = (range(0x20, 0x7F), range(0xA0, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000))
"""What MediaWiki takes a number for, beside tab and line end; not the controls, of which our markers are made."""


def decode(text: str) -> str:
    """Text with every known reference replaced by its character."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(reference: re.Match[str]) -> str:
    return unescape(reference[0]) if _known(reference[1]) else reference[0]


def _known(name: str) -> bool:
    if name[0] != "#":
        return f"{name};" in html5
    number = int(f"0{name[1:]}", 16) if name[1] in "xX" else int(name[1:])
    return number in (9, 10) or any(number in span for span in _CHARACTERS)


def normalise(html: str) -> str:
    """HTML in which every `&` that begins no known reference is written as one."""
    return _AMPERSAND.sub(_ampersand, html) if "&" in html else html


def _ampersand(match: re.Match[str]) -> str:
    return "&" if match[1] and _known(match[1]) else "&amp;"
