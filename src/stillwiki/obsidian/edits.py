"""Edits of a text: spans and what stands in their place.

Owns their order and nesting. It refuses to know why a span is edited.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    """What stands in place of the text from `start` to `end`; equal offsets insert."""

    start: int
    end: int
    text: str


def ordered(edits: Iterable[Edit]) -> list[Edit]:
    """Edits by place, those that lie in a wider one left out.

    Insertions at one place keep the order they were made in.
    """
    found: list[Edit] = []
    reached = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end > edit.start, -edit.end)):
        inserts = edit.start == edit.end
        if edit.start < reached:
            continue
        if inserts or edit.end > reached:
            found.append(edit)
            reached = edit.end
    return found


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with its edits; every character outside them stays."""
    parts: list[str] = []
    at = 0
    for edit in ordered(edits):
        parts += text[at : edit.start], edit.text
        at = edit.end
    return "".join((*parts, text[at:]))
