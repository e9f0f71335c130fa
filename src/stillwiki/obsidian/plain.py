"""The first words of a note, as plain text: what search engines and previews are told."""

from __future__ import annotations

import re

MAX_DESCRIPTION = 240
"""Characters."""

_NO_PROSE = re.compile(r"\s*(?:#|>|[-*+] |\d+[.)] |\||```|~~~|\$\$|<|!\[|%%|\[\^|---|===)")
_COMMENT = re.compile(r"%%.*?%%", re.DOTALL)
_MARKUP = (
    (re.compile(r"!\[\[[^\[\]]*\]\]|!\[[^\[\]]*\]\([^()\s]*\)"), ""),
    (re.compile(r"\[\[[^\[\]|]*\|([^\[\]]+)\]\]"), r"\1"),
    (re.compile(r"\[\[#?([^\[\]|#]*)[^\[\]]*\]\]"), r"\1"),
    (re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)"), r"\1"),
    (re.compile(r"\^\[[^\[\]]*\]|\[\^[^\[\]]*\]"), ""),
    (re.compile(r"(?:\*\*|__|==|~~|`)"), ""),
    (re.compile(r"(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)"), ""),
    (re.compile(r"\s\^[\w-]+$"), ""),
    (re.compile(r"<[^<>]*>"), ""),
)


def first_words(text: str) -> str:
    """The first paragraph that is prose, without its markup, cut at a word."""
    for block in re.split(r"\n[ \t]*\n", _COMMENT.sub("", text[:20_000])):
        if not block.strip() or _NO_PROSE.match(block):
            continue
        for pattern, kept in _MARKUP:
            block = pattern.sub(kept, block)  # noqa: PLW2901  # one rule after the other
        plain = " ".join(block.split())
        if len(plain) > 1:
            return plain if len(plain) <= MAX_DESCRIPTION else plain[: MAX_DESCRIPTION - 1].rpartition(" ")[0] + "…"
    return ""
