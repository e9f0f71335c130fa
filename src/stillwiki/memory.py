"""What earlier runs made of each page, and what each page had asked: nothing is made twice that would come out equal.

Owns the database beside the user's other caches: results by phase and page, with the key of the page, its questions and
the digests of their answers. SQLite answers for kills and crashes; a database that cannot be read is made anew. Refuses
to know what a result is.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sqlite3
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from importlib.metadata import distributions
from pathlib import Path
from typing import Any, Generic, NamedTuple, Self, TypeVar

from stillwiki.task import Task
from stillwiki.tracing import SIZE, Answers, Question, Recorder, Trace, digest

Item = TypeVar("Item")
Result = TypeVar("Result")
Mapper = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]

_TABLES = """
CREATE TABLE IF NOT EXISTS made (
    phase TEXT, name TEXT, key BLOB, trace BLOB, digest BLOB, value BLOB, PRIMARY KEY (phase, name)
);
CREATE TABLE IF NOT EXISTS question (id INTEGER PRIMARY KEY, phase TEXT, asked BLOB);
CREATE TABLE IF NOT EXISTS state (what TEXT PRIMARY KEY, value BLOB);
"""
_VALUE = "SELECT value FROM made WHERE phase = ? AND name = ?"


class Phase(NamedTuple, Generic[Item, Result]):
    """A pure function over pages, by the name it is remembered under."""

    name: str
    work: Task[Result]
    """Takes the world and an item."""
    called: Callable[[Item], str]
    key: Callable[[Item], bytes]
    """Digest of the item itself."""


class Memory:
    """Results of earlier runs for one tree."""

    def __init__(self, path: Path | None, world: bytes = b"") -> None:
        """Open the database at `path`, or remember nothing; it is void for another `world` or another program."""
        self.made: dict[str, tuple[str, ...]] = {}
        """Names of the results that had to be made, by phase."""
        self._base = _opened(path, digest((world, program()))) if path else None

    def recall(
        self, phase: Phase[Item, Result], world: object, items: Sequence[Item], mapper: Mapper
    ) -> Iterator[Result]:
        """The phase's results for all items, in their order; only those are made that nobody made before."""
        if self._base is None:
            yield from mapper(phase.work.bound(world), items)
            return
        base, questions = self._base, _Questions(self._base, phase.name, Answers(world))
        rows = {
            row[0]: row[1:] for row in base.execute("SELECT name, key, trace FROM made WHERE phase = ?", (phase.name,))
        }
        names, keys = [phase.called(item) for item in items], [phase.key(item) for item in items]
        stale = {
            name: (key, item)
            for name, key, item in zip(names, keys, items, strict=True)
            if name not in rows or rows[name][0] != key or not questions.stand(rows[name][1])
        }
        self.made[phase.name] = tuple(stale)
        fresh = iter(mapper(_traced(phase.work).bound(world), [item for _, item in stale.values()]))
        for name in names:
            if name in stale:
                result, trace = next(fresh)
                key = b"" if trace is None else stale[name][0]  # which no item has, so it is made anew
                spelled = questions.spelled(trace or {})
                row = (phase.name, name, key, spelled, digest(result), pickle.dumps(result, 5))
                base.execute("INSERT OR REPLACE INTO made VALUES (?, ?, ?, ?, ?, ?)", row)
                yield result
            else:
                (value,) = base.execute(_VALUE, (phase.name, name)).fetchone()
                yield pickle.loads(value)  # noqa: S301  # from the user's own cache, where no wiki can write
        base.executemany(
            "DELETE FROM made WHERE phase = ? AND name = ?", [(phase.name, gone) for gone in rows.keys() - set(names)]
        )

    def digests(self, phase: str) -> dict[str, bytes]:
        """Digest of every result of a phase, by name; nothing where nothing is remembered."""
        return dict(self._base.execute("SELECT name, digest FROM made WHERE phase = ?", (phase,))) if self._base else {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Keep what was made, if the run came to its end."""
        if self._base is not None:
            with suppress(sqlite3.Error):
                if kind is None:
                    self._base.commit()
                self._base.close()


class _Questions:
    """All questions that were ever asked in a phase, by number, and whether their answers stand."""

    def __init__(self, base: sqlite3.Connection, phase: str, answers: Answers) -> None:
        self._base, self._phase, self._answers = base, phase, answers
        found = base.execute("SELECT id, asked FROM question WHERE phase = ?", (phase,))
        self._asked: dict[int, Question] = {number: pickle.loads(asked) for number, asked in found}  # noqa: S301  # as above
        self._numbers = {question: number for number, question in self._asked.items()}
        self._now: dict[int, int] = {}

    def stand(self, trace: bytes) -> bool:
        """Whether every answer is what it was."""
        numbers = array("Q", trace)
        return all(self._digest(number) == was for number, was in zip(numbers[::2], numbers[1::2], strict=True))

    def _digest(self, number: int) -> int:
        if number not in self._now:
            try:
                self._now[number] = int.from_bytes(self._answers.digest(self._asked[number]))
            except (KeyError, AttributeError, TypeError):
                self._now[number] = 0  # nothing answers this question any more
        return self._now[number]

    def spelled(self, trace: Trace) -> bytes:
        """A trace as numbers of questions and digests of answers."""
        found = array("Q")
        for question, answer in trace.items():
            if question not in self._numbers:
                row = self._base.execute(
                    "INSERT INTO question (phase, asked) VALUES (?, ?)", (self._phase, pickle.dumps(question, 5))
                )
                self._numbers[question] = row.lastrowid or 0
                self._asked[self._numbers[question]] = question
            found.extend((self._numbers[question], int.from_bytes(answer)))
        return found.tobytes()


_answers: Answers | None = None


def _traced(task: Task[Result]) -> Task[tuple[Result, Trace | None]]:
    """The task with a trace of what it asked; what was done instead has none, for another run may do better."""
    return Task(partial(_trace, task.work), tuple(partial(_untraced, way) for way in task.instead))


def _untraced(way: Callable[..., Result], world: object, item: object, reason: str) -> tuple[Result, None]:
    return way(world, item, reason), None


def _trace(work: Callable[..., Result], world: object, item: object) -> tuple[Result, Trace]:
    """A result, and what was asked for it; digests of answers are kept for the next item of the same world."""
    global _answers  # noqa: PLW0603  # a memo, one for each process
    if _answers is None or _answers.world is not world:
        _answers = Answers(world)
    recorder = Recorder(_answers)
    return work(recorder, item), recorder.trace


def _opened(path: Path, world: bytes) -> sqlite3.Connection | None:
    """The database, emptied when it is of another world or cannot be read; None where there is no place for one."""
    for _ in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            base = sqlite3.connect(path, isolation_level="DEFERRED")
            base.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; {_TABLES}")
            if base.execute("SELECT value FROM state WHERE what = 'world'").fetchone() != (world,):
                base.executescript("DELETE FROM made; DELETE FROM question;")
                base.execute("INSERT OR REPLACE INTO state VALUES ('world', ?)", (world,))
        except sqlite3.DatabaseError:
            for suffix in ("", "-wal", "-shm"):
                Path(f"{path}{suffix}").unlink(missing_ok=True)
        except OSError:
            return None
        else:
            return base
    return None


def cache() -> Path:
    """Where we keep what can be made again: among the user's caches, so that no repository can bring one along."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "stillwiki"


def place(pages: Path) -> Path:
    """Where the memory of a tree lies."""
    return cache() / f"{hashlib.sha256(os.fsencode(pages.absolute())).hexdigest()[:16]}.sqlite"


@lru_cache(maxsize=1)
def program() -> bytes:
    """Digest of all that decides a result beside its input: our own files, the libraries' versions, Python's."""
    here = Path(__file__).parent
    files = sorted(path for path in here.rglob("*") if path.suffix in {".py", ".lua"})
    own = [(str(path.relative_to(here)), path.read_bytes()) for path in files]
    return digest((own, sorted(f"{each.name}=={each.version}" for each in distributions()), sys.version, SIZE))
