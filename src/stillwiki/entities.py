"""Character references as MediaWiki reads them: only whole ones, with their semicolon, count.

Browsers and Python also take `&para` in `&params=1` for a sign; MediaWiki does not, so it must not reach them as it is.
Rule: mediawiki.org, Help:Formatting, special characters.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z0-9]+);")
_AMPERSAND = re.compile(r"&(?!(?:#[0-9]+|#[xX][0-9A-Fa-f]+|([A-Za-z0-9]+));)|&(?=([A-Za-z0-9]+);)")


def decode(text: str) -> str:
    """Text with every known reference replaced by its character."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(reference: re.Match[str]) -> str:
    return unescape(reference[0]) if _known(reference[0][1:]) else reference[0]


def _known(name: str) -> bool:
    return name[0] == "#" or name in html5


def normalise(html: str) -> str:
    """HTML in which every `&` that begins no known reference is written as one."""
    return _AMPERSAND.sub(_ampersand, html) if "&" in html else html


def _ampersand(match: re.Match[str]) -> str:
    return "&" if match[2] and _known(match[2] + ";") else "&amp;"
