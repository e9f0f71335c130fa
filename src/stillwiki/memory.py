"""What earlier runs made of each page, and what each page had asked: nothing is made twice that would come out equal.

Owns the database beside the user's other caches: results by phase and page, and for each phase one table of what is
known of them, with the keys of the pages; beside each result the numbers of its questions (`questions`). SQLite answers
for kills and crashes, seals (`kept`) for disks; a database that cannot be read is made anew. Refuses to know what a
result is.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from array import array
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Generic, NamedTuple, Self, TypeAlias, TypeVar

from stillwiki.kept import opened, packed, unpacked
from stillwiki.questions import QUESTIONS, Questions, nowhere
from stillwiki.recalled import RESULTS, Recalled
from stillwiki.task import Task
from stillwiki.tracing import SIZE, Answers, Asked, Question, Recorder, digest

Item = TypeVar("Item")
Result = TypeVar("Result")
Mapper = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]

_TABLES = (*RESULTS, *QUESTIONS)
_Row: TypeAlias = tuple[bytes, bytes, Any]
"""Key of an item, digest of its result, and what is told of that."""


class Phase(NamedTuple, Generic[Item, Result]):
    """A pure function over pages, by the name it is remembered under."""

    name: str
    work: Task[Result]
    """Takes the world and an item."""
    told: Callable[[Result], object]
    """What of a result is known of all pages without loading their results: little, and made of plain values. A pure
    function, too, and done where the work is."""
    scope: Callable[[Question], str] = nowhere
    """The part of the world that alone decides the answer to a question; the empty one where no part does."""


class Made(NamedTuple, Generic[Result]):
    """A result, and what is worked out of it where it is made, by as many processes."""

    result: Result
    digest: bytes
    told: Any
    asked: Asked | None = None
    """What was asked; none where something was done instead, for another run may do better."""


class World(NamedTuple):
    """What the items of a phase may ask."""

    whole: object
    parts: Mapping[str, bytes] | None = None
    """Digests of those parts of it that alone decide answers (`Phase.scope`), where it has such."""


class Memory:
    """Results of earlier runs for one tree."""

    def __init__(self, path: Path | None, world: bytes = b"") -> None:
        """Open the database at `path`, or remember nothing; it is void for another `world` or another program."""
        self.made: dict[str, tuple[str, ...]] = {}
        """Names of the results that had to be made, by phase."""
        self._path = path
        self._base = opened(path, partial(_prepared, world=digest((world, program())))) if path else None
        self._given: list[Recalled[Any]] = []

    def recall(
        self,
        phase: Phase[Item, Result],
        world: World,
        keys: Mapping[str, bytes],
        item: Callable[[str], Item],
        mapper: Mapper,
    ) -> Recalled[Result]:
        """The phase's results for all items, by name; only those are made that nobody made before.

        `keys` are digests of the items by name, `item` gives one that has to be looked at.
        """
        if self._base is None:
            given: Recalled[Result] = Recalled(phase.name, None)
            all_made = mapper(_working(_whole, phase).bound(world.whole), [item(each) for each in keys])
            for name, made in zip(keys, all_made, strict=True):
                given.add(name, made.result, made.digest, made.told)
            return given
        base, given = self._base, Recalled(phase.name, self._path)
        questions = Questions(base, phase.name, phase.scope, Answers(world.whole))
        asking = self._asking(phase.name, questions.others(world.parts))
        known: dict[str, _Row] = self.kept(f"made in {phase.name}", b"") or {}
        rows: dict[str, _Row] = {}
        stale = [name for name, key in keys.items() if name not in known or known[name][0] != key or name in asking]
        self.made[phase.name] = tuple(stale)
        results = iter(mapper(_working(_traced, phase).bound(world.whole), [item(name) for name in stale]))
        fresh = frozenset(stale)
        for name, key in keys.items():
            if name not in fresh:
                rows[name] = known[name]
                given.keep(name, *known[name][1:])
                continue
            made = next(results)
            given.add(name, made.result, made.digest, made.told)
            if made.asked is None:
                key = b""  # noqa: PLW2901  # which no item has, so it is made anew
            rows[name] = key, made.digest, made.told
            told = phase.name, name, packed(questions.spelled(made.asked or {})), packed(made.result)
            base.execute("INSERT OR REPLACE INTO result VALUES (?, ?, ?, ?)", told)
        gone = [(phase.name, name) for name in known.keys() - keys.keys()]
        base.executemany("DELETE FROM result WHERE phase = ? AND name = ?", gone)
        if stale or gone:
            self.keep(f"made in {phase.name}", b"", rows)
        self._given.append(given)
        return given

    def _asking(self, phase: str, others: set[int]) -> set[str]:
        """Names of the results for which one of these questions was asked."""
        if self._base is None or not others:
            return set()
        rows = self._base.execute("SELECT name, trace FROM result WHERE phase = ?", (phase,))
        return {name for name, trace in rows if not others.isdisjoint(array("I", unpacked(trace)))}

    def kept(self, what: str, key: bytes) -> Any:
        """A thing that was kept under this very key; None where it was not."""
        row = self._base and self._base.execute("SELECT value FROM state WHERE what = ?", (what,)).fetchone()
        known, value = unpacked(row[0]) if row else (b"", b"")
        return unpacked(value) if value and known == key else None

    def keep(self, what: str, key: bytes, value: object) -> None:
        """Keep a thing, in the place of what was kept before it."""
        if self._base is not None:
            told = packed((key, packed(value)))
            self._base.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (what, told))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Keep what was made, if the run came to its end."""
        if self._base is not None:
            with suppress(sqlite3.Error):
                if kind is None:
                    self._base.commit()
                    for given in self._given:
                        given.settle()
                self._base.close()


_answers: Answers | None = None


def _working(way: Callable[..., Made[Result]], phase: Phase[Item, Result]) -> Task[Made[Result]]:
    """The phase's task, done in one of the ways below; what is done instead has no trace."""
    work, instead = phase.work.work, phase.work.instead
    return Task(partial(way, phase.told, work), tuple(partial(_whole, phase.told, each) for each in instead))


def _whole(told: Callable[[Result], object], work: Callable[..., Result], *given: object) -> Made[Result]:
    result = work(*given)
    return Made(result, digest(result), told(result))


def _traced(told: Callable[[Result], object], work: Callable[..., Result], world: object, item: object) -> Made[Result]:
    """A result, and what was asked for it; digests of answers are kept for the next item of the same world."""
    global _answers  # noqa: PLW0603  # a memo, one for each process
    if _answers is None or _answers.world is not world:
        _answers = Answers(world)
    recorder = Recorder(_answers)
    return _whole(told, work, recorder, item)._replace(asked=recorder.asked)


def _prepared(base: sqlite3.Connection, world: bytes) -> None:
    """Empty the database when it is of another world."""
    base.execute("CREATE TABLE IF NOT EXISTS state (what TEXT PRIMARY KEY, value BLOB)")
    if base.execute("SELECT value FROM state WHERE what = 'world'").fetchone() != (world,):
        for name, columns in _TABLES:  # another program may have had others of these names
            base.executescript(f"DROP TABLE IF EXISTS {name}; CREATE TABLE {name} ({columns});")
        base.execute("DELETE FROM state")
        base.execute("INSERT INTO state VALUES ('world', ?)", (world,))


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
    # By the names of the folders that hold them: importlib.metadata reads the data of each, in a tenth of a second.
    places = [place for place in map(Path, sys.path) if place.is_dir()]
    installed = {path.name for place in places for path in place.glob("*.*-info")}
    return digest((own, sorted(installed), sys.version, SIZE))
