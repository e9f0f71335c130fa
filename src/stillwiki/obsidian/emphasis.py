"""Marks of emphasis that mark nothing: CommonMark's rules say which, and Python-Markdown must not take them for more.

Owns the algorithm of delimiter runs for `*` and `_`. It refuses to write.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from stillwiki.obsidian.inline import Found


@dataclass(slots=True)
class _Marks:
    """A run of one character: how much of it is taken from the left and from the right."""

    found: Found
    left: int
    right: int
    opens: bool
    closes: bool

    @property
    def size(self) -> int:
        """Marks that are not taken yet."""
        return self.right - self.left


def settled(items: list[Found], text: str) -> list[Found]:
    """Constructs of a run of text with its emphasis settled: only marks that mean nothing, and could, remain."""
    marks = [item for item in items if item.kind == "delimiter" and item.parts[0][0] in "*_"]
    if not marks:
        return [item for item in items if item.kind != "delimiter"]
    runs = [_marks(item, text) for item in marks]
    for at, closer in enumerate(runs):
        if closer.closes:
            _close(runs, at)
    kept = [item for item in items if item.kind != "delimiter"]
    for run in runs:
        if run.size and _harms(run, text, len(marks)):
            start, end = run.found.start + run.left, run.found.start + run.right
            kept.append(Found("stray", start, end, parts=(text[start:end],)))
    return sorted(kept, key=lambda item: item.end)


def _marks(item: Found, text: str) -> _Marks:
    before = text[item.start - 1] if item.start else " "
    after = text[item.end] if item.end < len(text) else " "
    blank_before, blank_after = before.isspace(), after.isspace()
    sign_before, sign_after = _sign(before), _sign(after)
    left = not blank_after and (not sign_after or blank_before or sign_before)
    right = not blank_before and (not sign_before or blank_after or sign_after)
    opens, closes = left, right
    if item.parts[0][0] == "_":
        opens, closes = left and (not right or sign_before), right and (not left or sign_after)
    return _Marks(item, 0, len(item.parts[0]), opens, closes)


def _sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _close(runs: list[_Marks], at: int) -> None:
    """Give a closing run its opening ones, the nearest first."""
    closer = runs[at]
    while closer.size:
        for place in range(at - 1, -1, -1):
            opener = runs[place]
            if opener.size and opener.opens and opener.found.parts[0][0] == closer.found.parts[0][0]:
                total = len(opener.found.parts[0]) + len(closer.found.parts[0])
                odd = (opener.closes or closer.opens) and total % 3 == 0
                if not (odd and (len(opener.found.parts[0]) % 3 or len(closer.found.parts[0]) % 3)):
                    break
        else:
            return
        taken = 2 if opener.size >= 2 and closer.size >= 2 else 1
        opener.right -= taken
        closer.left += taken
        for between in runs[place + 1 : at]:
            between.opens = False


def _harms(run: _Marks, text: str, marks: int) -> bool:
    """Whether Python-Markdown could take marks that mean nothing for emphasis."""
    start, end = run.found.start, run.found.end
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if run.found.parts[0][0] == "_" and before.isalnum() and after.isalnum():
        return False
    if before.isspace() and after.isspace() and run.size <= 3:
        return False
    return marks > 1 or run.size > 3
