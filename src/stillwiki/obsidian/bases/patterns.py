"""Regular expressions in a base: Python's own, but for those that a short text could keep busy for ever."""

from __future__ import annotations

import re

from stillwiki.obsidian.bases.parse import ExpressionError

MAX_PATTERN = 200
_NESTED_REPEAT = re.compile(r"\([^()]*[+*}][^()]*\)[+*{]")
"""What can take for ever on a short text."""


def pattern(source: str, flags: str) -> re.Pattern[str]:
    """A pattern with its flags; raises `ExpressionError`."""
    if len(source) > MAX_PATTERN or _NESTED_REPEAT.search(source):
        raise ExpressionError("has a regular expression that could take for ever")
    known = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}
    switches = re.NOFLAG
    for flag in flags:
        switches |= known.get(flag, re.NOFLAG)
    try:  # An empty group at its end marks a pattern that means all matches (`g`).
        return re.compile(f"{source}(?:)" if "g" in flags else source, switches)
    except re.error as error:
        raise ExpressionError(f"has a regular expression that is none: {error}") from error
