"""Ids of headings and links to them, in MediaWiki's html5 form.

Rule: mediawiki.org, Manual:$wgFragmentMode: blanks become `_`, everything else stays.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from stillwiki.entities import decode

_TAG = re.compile(r"<[^>]*>")
_QUOTES = re.compile(r"'{2,5}")
_LINK = re.compile(r"\[\[:?(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_BLANKS = re.compile(r"[ \t\n\r\f_]+")


def anchor(text: str) -> str:
    """Id for a heading's plain text."""
    return re.sub(r"[ \t\n\r\f]", "_", _BLANKS.sub(" ", text).strip())


def legacy_anchor(text: str) -> str:
    """The id that wikis in `legacy` mode give: bytes outside of plain letters as `.` and two hexadecimal digits."""
    return quote(anchor(text), safe="-._:").replace("~", ".7E").replace("%", ".")


def anchor_text(wikitext: str) -> str:
    """Plain text of a heading's wikitext, as far as an anchor needs it."""
    return decode(_TAG.sub("", _QUOTES.sub("", _LINK.sub(r"\1", wikitext))))


def html_text(html: str) -> str:
    """Plain text of a heading's HTML."""
    return decode(_TAG.sub("", html))
