"""MediaWiki's allow-lists: which HTML elements, attributes and styles wikitext may contain.

Rules: mediawiki.org, Help:HTML in wikitext, and sanitizer.txt of the parser tests.
What is not allowed becomes visible text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape

from stillwiki.entities import decode
from stillwiki.wikitext.expansion.strip import kill

_PAIRS = frozenset(
    "abbr b bdi bdo big blockquote caption center cite code data dd del dfn div dl dt em font h1 h2 h3 h4 h5 h6 i ins "
    "kbd li mark ol p pre q rb rp rt rtc ruby s samp small span strike strong sub sup table td th time "
    "tr tt u ul var".split()
)
_SINGLE = frozenset({"br", "hr", "wbr"})
ELEMENTS = _PAIRS | _SINGLE
"""What wikitext may contain."""
_MICRODATA = frozenset({"meta", "link"})
"""Allowed where they say something to machines only. Here they hold their line; the writer drops them, since a mirror
says it in its own way."""
_ELEMENT = re.compile(r"(/?)([A-Za-z][^\t\n\v />\0]*)([^>]*?)(/?>)([^<]*)$")
_ATTRIBUTE = re.compile(
    r"(?:^|[\t\n\f\r ])([:_\w][:_.\-\w]*)"
    r"(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:\"([^\"]*)(?:\"|$)|'([^']*)(?:'|$)|([^\s>]*)))?"
)
_COMMON = frozenset(
    "id class style lang dir title tabindex role itemid itemprop itemref itemscope itemtype about property resource "
    "datatype typeof".split()
)
_BLOCK = frozenset({"align"})
_CELL = frozenset(
    "abbr axis headers scope rowspan colspan nowrap width height bgcolor align valign char charoff".split()
)
_ROW = frozenset("align valign char charoff bgcolor".split())
_EDIT = frozenset({"cite", "datetime"})
_OWN: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "caption"), _BLOCK),
    **dict.fromkeys(("td", "th"), _CELL),
    **dict.fromkeys(("ins", "del"), _EDIT),
    **dict.fromkeys(("blockquote", "q"), frozenset({"cite"})),
    "table": frozenset("summary width border frame rules cellspacing cellpadding align bgcolor".split()),
    "tr": _ROW,
    "time": frozenset({"datetime"}),
    "data": frozenset({"value"}),
    "ol": frozenset({"type", "start", "reversed"}),
    "ul": frozenset({"type"}),
    "li": frozenset({"type", "value"}),
    "br": frozenset({"clear"}),
    "hr": frozenset({"width"}),
    "pre": frozenset({"width"}),
    "font": frozenset({"size", "color", "face"}),
    "rt": frozenset({"rbspan"}),
}
_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STYLE_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})[ \t\n\r\f]?|(\r\n|\n|\r|\f)|(.)|$)", re.DOTALL)
_STYLE_UNSAFE = re.compile(
    r"expression|accelerator\s*:|-o-link\s*:|-o-link-source\s*:|-o-replace\s*:|url\s*\(|src\s*\(|image\s*\(|image-set\s*\(|"
    r"attr\s*\([^)]+[\s,]+url|behavior\s*:|-moz-binding|@import|javascript:",
    re.IGNORECASE,
)


def clean_html(text: str) -> str:
    """Keep the allowed elements with their allowed attributes; every other `<` and `>` becomes text."""
    first, *bits = text.split("<")
    out = [first.replace(">", "&gt;")]
    for bit in bits:
        match = _ELEMENT.match(bit)
        tag = match[2].lower() if match else ""
        if match and (tag in _PAIRS or tag in _SINGLE):
            slash, _, params, _, rest = match.groups()
            if tag in _SINGLE:
                slash = ""
            attributes = "" if slash else fix_attributes(params, tag)
            out.append(f"<{slash}{tag}{attributes}>{rest.replace('>', '&gt;')}")
        elif match and tag in _MICRODATA and "itemprop" in decode_attributes(match[3]):
            out.append(f"<{tag}>{match[5].replace('>', '&gt;')}")
        else:
            out.append("&lt;" + bit.replace(">", "&gt;"))
    return "".join(out)


@lru_cache(maxsize=8192)
def fix_attributes(text: str, tag: str) -> str:
    """Source of an element's attributes, checked and written anew (with a leading blank)."""
    if not text.strip():
        return ""
    return "".join(f' {name}="{armoured(value)}"' for name, value in attributes(text, tag).items())


_MARKUP = re.compile(r"[\[\]{}|]|''|__|://|ISBN|RFC|PMID|\n")


def armoured(value: str) -> str:
    """An attribute's value in which the later passes find no markup."""
    return _MARKUP.sub(lambda m: f"&#{ord(m[0][0])};" + m[0][1:].replace("'", "&#39;"), escape(value))


def attributes(text: str, tag: str) -> dict[str, str]:
    """The attributes that an element may have, values decoded and checked."""
    return checked(decode_attributes(text), tag)


def checked(attributes: Mapping[str, str], tag: str) -> dict[str, str]:
    """Those of an element's attributes that it may have, values checked."""
    allowed = _COMMON | _OWN.get(tag, frozenset())
    found: dict[str, str] = {}
    for name, value in attributes.items():
        if name in allowed or re.fullmatch(r"data-(?!ooui|mw|parsoid)[^:]*|aria-[a-z]+", name):
            safe = _value(name, value)
            if safe is not None:
                found[name] = safe
    return found


def decode_attributes(text: str, *, markers: bool = False) -> dict[str, str]:
    """Names (lower case) and values of an element's attributes, nothing checked; `markers` keeps finished pieces."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        value = decode(value)  # `#tag` writes also a marker's own quotes as references
        found[match[1].lower()] = re.sub(r"[\t\n\r ]+", " ", value if markers else kill(value)).strip()
    return found


def _value(name: str, value: str) -> str | None:
    if name == "style":
        return check_style(value)
    if name == "id":
        return escape_id(value) or None
    if name == "tabindex":
        return value if value == "0" else None
    if name == "role":
        return (
            value if value in ("presentation", "none", "note", "complementary", "group", "list", "listitem") else None
        )
    if name in ("itemtype", "itemid", "cite", "resource", "about", "property", "typeof", "datatype"):
        return value if re.fullmatch(r"[\w:/.#?=&%+~ -]*", value) and "javascript" not in value.lower() else None
    return value


def escape_id(value: str) -> str:
    """An id as MediaWiki writes it: blanks become `_`."""
    return re.sub(r"\s", "_", value.strip())


def check_style(value: str) -> str:
    """A style without what could load, run or hide something."""

    def unescaped(match: re.Match[str]) -> str:
        if match[1]:
            code = int(match[1], 16)
            char = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
            return "\\" + match[1] + " " if char in "\n\"'\\" else char
        if match[2]:
            return ""
        return "\\\\" if match[3] == "\\" or match[3] is None else match[3]

    value = _STYLE_ESCAPE.sub(unescaped, value)
    value = _STYLE_COMMENT.sub(" ", value)
    value = value.partition("/*")[0]
    value = re.sub(r"[\x00-\x08\x0e-\x1f\x7f]", "\ufffd", value)
    wide = value.translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
    return "/* insecure input */" if _STYLE_UNSAFE.search(wide) else value
