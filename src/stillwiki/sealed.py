"""Lines of text by name that outlast a run, each under a seal: a line that is not what was written is none.

Owns the form of such a database, which lies among the user's caches. It can be lost, harmed or another's at any time:
then it holds nothing, or less. Refuses to know what the lines say.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Self

from stillwiki.kept import opened, packed, unpacked


class Sealed:
    """All lines of a database; what is put is kept when the block ends without an error."""

    def __init__(self, path: Path | None, columns: int) -> None:
        """`columns` is of how many texts a line consists; without a `path` nothing lasts."""
        prepare = partial(_prepared, columns=columns)
        self._base = (path and opened(path, prepare)) or prepare(sqlite3.connect(":memory:"))
        self._read: dict[str, tuple[str, ...] | None] = {}

    def line(self, name: str) -> tuple[str, ...] | None:
        """One line; None where there is none as it was written."""
        if name not in self._read:
            self._read[name] = None
            self._read.update(self._found(" WHERE name = ?", name))
        return self._read[name]

    def lines(self) -> Mapping[str, tuple[str, ...]]:
        """All lines by name."""
        self._read = {**dict(self._found("")), **self._read}
        return {name: texts for name, texts in self._read.items() if texts is not None}

    def _found(self, where: str, *told: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        with suppress(sqlite3.Error):
            for name, *texts, seal in self._base.execute(f"SELECT * FROM line{where}", told):  # noqa: S608  # our words
                if seal == _seal(name, *texts):
                    yield name, tuple(texts)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        with suppress(sqlite3.Error):
            if kind is None:
                self._base.commit()
            self._base.close()

    def put(self, name: str, texts: tuple[str, ...]) -> None:
        """Keep a line."""
        self._read[name] = texts
        told = (name, *texts, _seal(name, *texts))
        with suppress(sqlite3.Error, UnicodeError):
            self._base.execute(f"INSERT OR REPLACE INTO line VALUES ({', '.join('?' * len(told))})", told)  # noqa: S608  # marks alone

    def drop(self, names: Iterable[str]) -> None:
        """Forget lines."""
        for name in list(names):
            self._read[name] = None
            with suppress(sqlite3.Error):
                self._base.execute("DELETE FROM line WHERE name = ?", (name,))

    def state(self, what: str) -> dict[str, Any]:
        """Something that was noted; nothing where it was not, or not so."""
        with suppress(sqlite3.Error, TypeError):
            (told,) = self._base.execute("SELECT value FROM state WHERE what = ?", (what,)).fetchone()
            return dict(unpacked(told))
        return {}

    def note(self, what: str, value: Mapping[str, Any]) -> None:
        """Note something that consists of plain values, so that any other program can read it."""
        with suppress(sqlite3.Error):
            self._base.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (what, packed(value)))

    def clear(self) -> None:
        """Forget everything."""
        self._read.clear()
        with suppress(sqlite3.Error):
            self._base.execute("DELETE FROM line")
            self._base.execute("DELETE FROM state")


def column(texts: Iterable[str]) -> str:
    """Many texts as one, which is noted and read in a tenth of the time; none of them may hold NUL."""
    return "\0".join([*texts, ""])


def texts(column: str) -> list[str]:
    """The texts of a column."""
    return column.split("\0")[:-1]


def columns(rows: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Rows of as many texts each, and their names before them, as columns."""
    return [column(rows), *map(column, zip(*rows.values(), strict=True))]


def rows(columns: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The rows of columns, each with its name before it."""
    return zip(*map(texts, columns), strict=True)


def _seal(*told: object) -> str:
    return hashlib.blake2b("\0".join(map(str, told)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _prepared(base: sqlite3.Connection, columns: int) -> sqlite3.Connection:
    texts = " ".join(f"text{number} TEXT," for number in range(columns))
    base.execute(f"CREATE TABLE IF NOT EXISTS line (name TEXT PRIMARY KEY, {texts} seal TEXT)")
    base.execute("CREATE TABLE IF NOT EXISTS state (what TEXT PRIMARY KEY, value BLOB)")
    forms = "SELECT * FROM line LIMIT 1", "SELECT * FROM state LIMIT 1"
    if [len(base.execute(form).description) for form in forms] != [columns + 2, 2]:
        raise sqlite3.DatabaseError("a database of another form")
    return base
