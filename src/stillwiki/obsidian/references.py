"""Definitions of references at the beginning of a paragraph: `[label]: address "title"`.

Rules: CommonMark 0.31.2, "Link reference definitions". It refuses to know where the paragraph stands.
"""

from __future__ import annotations

import re

from markdown_it.common.normalize_url import normalizeLink, validateLink
from markdown_it.common.utils import normalizeReference, unescapeAll

Definitions = dict[str, tuple[str, str]]
"""Address and title by label, as `label` spells it."""
_DEFINITION = re.compile(
    r"""
    \[(?P<label>(?:\\.|[^\[\]\\])*[^\s\[\]\\](?:\\.|[^\[\]\\])*)\]:[ \t]*\n?[ \t]*
    (?:<(?P<pointed>(?:\\.|[^<>\n\\])*)>|(?P<bare>(?!<)(?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\])*\))*\))+))
    (?:(?:[ \t]+\n?|\n)[ \t]*(?P<title>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\)))?
    [ \t]*(?:\n|\Z)
    """,
    re.VERBOSE | re.DOTALL,
)
_LONGEST = 999
"""Characters of a label."""


def label(text: str) -> str:
    """What labels are compared by."""
    return normalizeReference(text)


def take(paragraph: str, found: Definitions) -> int:
    """Put the definitions that a paragraph begins with into `found`; how many of its lines they are."""
    at = 0
    while match := _DEFINITION.match(paragraph, at):
        written = match["pointed"] if match["bare"] is None else match["bare"]
        address = normalizeLink(unescapeAll(written))
        if len(match["label"]) > _LONGEST or not validateLink(address):
            break
        found.setdefault(label(match["label"]), (address, unescapeAll((match["title"] or "")[1:-1])))
        at = match.end()
    return paragraph.count("\n", 0, at) + (1 if at == len(paragraph) and at and paragraph[at - 1] != "\n" else 0)
