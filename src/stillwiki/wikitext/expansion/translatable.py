"""Marks of pages that are translated: `<translate>`, `<tvar>` and the numbers of units, gone before a page is read.

Rules: mediawiki.org, Help:Extension:Translate/Page translation administration (Markup). What is not in a pair of
`<translate>` is left alone, as is code.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"<(?P<close>/?)(?P<name>nowiki|pre|source|syntaxhighlight|translate)(?:\s[^<>]{0,200})?>|(?P<comment><!--|-->)",
    re.IGNORECASE,
)
_UNIT = re.compile(r"<!--T:[^<>\n]{1,100}?-->\n?")
_VARIABLE = re.compile(
    r"<tvar(?:\s+name\s*=[^<>]{1,200}|\s*\|[^<>]{1,200})>((?:(?!</(?:tvar\s*)?>|<tvar)[\s\S]){0,2000})</(?:tvar\s*)?>",
    re.IGNORECASE,
)


def without_marks(text: str) -> str:
    """Source of a page as a reader of it sees it."""
    if "<translate" not in text:
        return text
    kept: list[str] = []
    at = 0
    for start, inner, end, after in _pairs(text):
        kept += text[at:start], _unit(text[inner:end])
        at = after
    return "".join([*kept, text[at:]])


def _unit(text: str) -> str:
    return _VARIABLE.sub(r"\1", _UNIT.sub("", text.removeprefix("\n").removesuffix("\n")))


def _pairs(text: str) -> list[tuple[int, int, int, int]]:
    """Where pairs begin, where what is in them begins and ends, and where they end; one pass, whatever the text."""
    found: list[tuple[int, int, int, int]] = []
    last: dict[str, int] = {}  # where code and comments end for the last time; without an end they are none
    waits, opened = "", None
    for token in _TOKEN.finditer(text):
        name = (token["comment"] or token["name"]).lower()
        if waits:  # within a comment or code
            waits = "" if waits == (name if token["comment"] else token["close"] + name) else waits
        elif name == "translate" and not token["close"]:
            opened = opened or token
        elif name == "translate" and opened is not None:
            found.append((opened.start(), opened.end(), token.start(), token.end()))
            opened = None
        elif name not in ("translate", "-->") and not token["close"]:
            end = "-->" if token["comment"] else f"/{name}"
            if end not in last:
                last[end] = text.rfind(end.replace("/", "</"))
            waits = end if token.start() < last[end] else ""
    return found
