"""All questions that pages ever asked in a phase, by number, and which of them have another answer now.

A question and its answer are kept once, however many pages asked it: after a run every page has what it would be told.
The parts of the world (`scopes`) save the asking, where a part alone decides the answer. Refuses to know the pages.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from stillwiki.kept import unpacked

if TYPE_CHECKING:
    import sqlite3

    from stillwiki.tracing import Answers, Asked, Question

QUESTIONS = (
    ("question", "id INTEGER PRIMARY KEY, phase TEXT, asked BLOB, scope TEXT, answer BLOB, UNIQUE (phase, asked)"),
    ("scope", "phase TEXT, name TEXT, digest BLOB, PRIMARY KEY (phase, name)"),
)
_ALL = "SELECT id, asked, answer FROM question WHERE phase = ?"


def nowhere(_question: Question) -> str:
    """The scope of a question whose answer no part of the world decides alone."""
    return ""


class Questions:
    """The questions of one phase."""

    def __init__(
        self, base: sqlite3.Connection, phase: str, scope: Callable[[Question], str], answers: Answers
    ) -> None:
        self._base, self._phase, self._scope, self._answers = base, phase, scope, answers
        self._numbers: dict[bytes, int] = {}
        base.execute("CREATE INDEX IF NOT EXISTS question_scope ON question (phase, scope)")

    def others(self, scopes: Mapping[str, bytes] | None) -> set[int]:
        """Numbers of the questions that have another answer than in the last run, which this one's is put down for."""
        others = []
        for number, asked, was in list(self._open(scopes)):
            try:
                now = self._answers.digest(unpacked(asked))
            except (KeyError, AttributeError, TypeError):
                now = b""  # nothing answers this question any more
            if now != was:
                others.append((now, number))
        self._base.executemany("UPDATE question SET answer = ? WHERE id = ?", others)
        return {number for _, number in others}

    def _open(self, scopes: Mapping[str, bytes] | None) -> Iterator[tuple[int, bytes, bytes]]:
        """The questions whose answers have to be looked at."""
        found = self._base.execute("SELECT name, digest FROM scope WHERE phase = ?", (self._phase,))
        known: dict[str, bytes] = dict(found)
        now = scopes or {}
        moved = {name for name in known.keys() | now.keys() if known.get(name) != now.get(name)}
        told = [(self._phase, name, now[name]) for name in moved if name in now]
        self._base.executemany("INSERT OR REPLACE INTO scope VALUES (?, ?, ?)", told)
        gone = [(self._phase, name) for name in moved - now.keys()]
        self._base.executemany("DELETE FROM scope WHERE phase = ? AND name = ?", gone)
        if not known or not now:  # a world without parts, now or the last time
            yield from self._base.execute(_ALL, (self._phase,))
            return
        for name in ("", *sorted(moved)):
            yield from self._base.execute(f"{_ALL} AND scope = ?", (self._phase, name))

    def spelled(self, asked: Asked) -> bytes:
        """The numbers of what was asked."""
        return array("I", [self._number(question, answer) for question, answer in asked.items()]).tobytes()

    def _number(self, asked: bytes, answer: bytes) -> int:
        if asked not in self._numbers:
            row = self._base.execute(
                "SELECT id FROM question WHERE phase = ? AND asked = ?", (self._phase, asked)
            ).fetchone()
            self._numbers[asked] = row[0] if row else self._added(asked, answer)
        return self._numbers[asked]

    def _added(self, asked: bytes, answer: bytes) -> int:
        told = (self._phase, asked, self._scope(unpacked(asked)), answer)
        row = self._base.execute("INSERT INTO question (phase, asked, scope, answer) VALUES (?, ?, ?, ?)", told)
        return row.lastrowid or 0
