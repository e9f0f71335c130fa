"""Core functions that change text: case, padding, encoding.

Rules: mediawiki.org, Help:Magic words (Formatting, URL data).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from stillwiki.titles import lower_first
from stillwiki.wikitext.addresses import path_encode, query_encode, wiki_encode
from stillwiki.wikitext.anchors import anchor, anchor_text, legacy_anchor
from stillwiki.wikitext.expansion.calls import Call
from stillwiki.wikitext.expansion.strip import DEL, kill
from stillwiki.wikitext.languages.numbers import leading_integer
from stillwiki.wikitext.registry import function

_MAX_PADDING = 500
_LINK_LABEL = re.compile(r"\[(?:https?:|ftp:|mailto:|//)[^\s\]]*\s*([^\]]*)\]")


@function("lc")
def lc(call: Call) -> str:
    """Lower case; markers are left alone."""
    return _outside_markers(call.first, str.lower)


@function("uc")
def uc(call: Call) -> str:
    """Upper case; markers are left alone."""
    return _outside_markers(call.first, str.upper)


def _outside_markers(text: str, change: Callable[[str], str]) -> str:
    pieces = text.split(DEL)
    return DEL.join(piece if number % 2 else change(piece) for number, piece in enumerate(pieces))


@function("lcfirst")
def lcfirst(call: Call) -> str:
    """First letter in lower case."""
    return lower_first(call.first)


@function("ucfirst")
def ucfirst(call: Call) -> str:
    """First letter in upper case."""
    return call.first[:1].upper() + call.first[1:]


@function("padleft")
def padleft(call: Call) -> str:
    """`{{padleft: text | length | pad}}`."""
    return _padding(call) + call.first


@function("padright")
def padright(call: Call) -> str:
    """`{{padright: text | length | pad}}`."""
    return call.first + _padding(call)


def _padding(call: Call) -> str:
    pad = kill(call.arg(2, "0"))
    missing = min(leading_integer(call.arg(1)), _MAX_PADDING) - len(call.first)
    return (pad * (missing // len(pad) + 1))[:missing] if missing > 0 and pad else ""


@function("bidi")
def bidi(call: Call) -> str:
    """Text embedded in its own direction, so that it does not turn what stands round it."""
    strong = next((char for char in call.first if char.isalpha()), "")
    if not strong:
        return call.first
    embedding = "\u202b" if "\u0590" <= strong <= "\u08ff" else "\u202a"
    return f"{embedding}{call.first}\u202c"


@function("urlencode")
def urlencode(call: Call) -> str:
    """`{{urlencode: text | QUERY, WIKI or PATH}}`."""
    encode = {"WIKI": wiki_encode, "PATH": path_encode}.get(call.arg(1).upper(), query_encode)
    return encode(kill(call.first))


@function("anchorencode")
def anchorencode(call: Call) -> str:
    """The anchor that a heading of this text has, as it stands in a link."""
    text = anchor_text(_LINK_LABEL.sub(r"\1", kill(call.first)))
    if call.context.inventory.site.legacy_anchors:
        return legacy_anchor(text)
    text = escape(re.sub(r"%(?=[0-9A-Fa-f]{2})", "%25", anchor(text))).replace("&#x27;", "&#039;")
    return re.sub(r"[{}\[\]|]", lambda m: f"&#{ord(m[0])};", text)
