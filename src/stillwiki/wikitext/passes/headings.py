"""Headings: `== text ==` becomes an element, and every heading gets the id that links know it by.

Rules: mediawiki.org, Help:Formatting and Manual:$wgFragmentMode; headings.txt of the parser tests.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from stillwiki.model import Heading
from stillwiki.wikitext.anchors import anchor, html_text, legacy_anchor

if TYPE_CHECKING:
    from stillwiki.wikitext.context import Context

_LINES = [
    (level, re.compile(rf"^={{{level}}}[ \t]*(.+?)[ \t]*={{{level}}}\s*$", re.MULTILINE)) for level in range(6, 0, -1)
]
_ELEMENT = re.compile(r"<h([1-6])([^>]*)>(.*?)</h\1\s*>", re.IGNORECASE | re.DOTALL)
_ID = re.compile(r'\s+id="[^"]*"')
_STYLE = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL | re.IGNORECASE)


def headings(text: str) -> str:
    """Replace heading lines, the longest marks first."""
    if "=" not in text:
        return text
    for level, line in _LINES:
        text = line.sub(rf"<h{level}>\1</h{level}>", text)
    return text


def identify(text: str, context: Context) -> str:
    """Give every heading its id, unique on the page without regard to case, and remember it."""
    if "<h" not in text and "<H" not in text:
        return text

    def one(match: re.Match[str]) -> str:
        level, attributes, inner = match.groups()
        plain = html_text(_STYLE.sub("", context.strip.unstrip(inner)))
        make = legacy_anchor if context.inventory.site.legacy_anchors else anchor
        name = _unique(make(plain), context)
        context.headings.append(Heading(int(level), " ".join(plain.split()), name))
        return f'<h{level}{_ID.sub("", attributes)} id="{escape(name)}">{inner}</h{level}>'

    return _ELEMENT.sub(one, text)


def _unique(name: str, context: Context) -> str:
    seen = context.anchors
    key = name.lower()
    if key not in seen:
        seen[key] = 1
        return name
    number = seen[key] + 1
    while f"{key}_{number}" in seen:
        number += 1
    seen[key] = number
    seen[f"{key}_{number}"] = 1
    return f"{name}_{number}"
