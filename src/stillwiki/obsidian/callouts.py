"""Callouts: their types, and the line that opens one in the dialect.

Owns Obsidian's thirteen types and the names that mean them too. Other types look like notes and
keep their name as a class.
"""

from __future__ import annotations

import re

_ALIASES = {
    "abstract": "abstract summary tldr",
    "tip": "tip hint important",
    "success": "success check done",
    "question": "question help faq",
    "warning": "warning caution attention",
    "failure": "failure fail missing",
    "danger": "danger error",
    "quote": "quote cite",
    **{name: name for name in ("note", "info", "todo", "bug", "example")},
}
TYPES = {alias: name for name, aliases in _ALIASES.items() for alias in aliases.split()}
"""Every name of a type, to the type whose look it has."""


def classes(written: str) -> str:
    """Classes of a callout by the type as written."""
    name = re.sub(r"[^\w-]+", "-", written.strip().lower()).strip("-") or "note"
    known = TYPES.get(name)
    if known == name:
        return name
    return f"{known or 'note'} callout-{name}"


def opening(written: str, fold: str) -> str:
    """What opens a callout, up to its title."""
    mark = {"": "!!!", "-": "???", "+": "???+"}[fold]
    return f'{mark} {classes(written)} "'


def default_title(written: str) -> str:
    """The type in title case."""
    name = written.strip()
    return name[:1].upper() + name[1:].lower()
