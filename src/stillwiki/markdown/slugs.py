"""The ids that the dialect gives headings of itself. Apart from `dialect`, which loads all of Python-Markdown."""

from __future__ import annotations

import re

_SPACES = re.compile("[ _]+")
MAX_ANCHOR = 1024
"""Longest id that MediaWiki gives a heading, in characters."""


def slugify(text: str, _separator: str = "") -> str:
    """MediaWiki's anchor of a heading (its `html5` fragment mode), so that most headings need no explicit id."""
    return _SPACES.sub(" ", text).strip(" ").replace(" ", "_")[:MAX_ANCHOR]
