"""Parser functions and magic words, a room for each family; importing this package fills the tables."""

from __future__ import annotations

from stillwiki.wikitext.functions import (
    arrays,
    branches,
    counts,
    dates,
    languages,
    linking,
    lists,
    lists_of_rules,
    loops,
    messages,
    pages,
    power,
    revisions,
    site,
    strings,
    tagging,
    text,
    values,
)

ROOMS = (
    arrays, branches, counts, dates, languages, linking, lists, lists_of_rules, loops, messages, pages, power,
    revisions, site, strings, tagging, text, values,
)  # fmt: skip
"""Imported for their rows."""
