"""Results of a phase by name: those just made at hand, those of earlier runs in the database until they are asked for.

Owns the table of results. A process or thread that asks opens the database for itself, for SQLite's connections must
not be shared. Refuses to know which results stand (`memory`).
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from stillwiki.kept import unpacked

if TYPE_CHECKING:
    from pathlib import Path

Result = TypeVar("Result")

RESULTS = (("result", "phase TEXT, name TEXT, trace BLOB, value BLOB, PRIMARY KEY (phase, name)"),)


class Recalled(Mapping[str, Result]):
    """Results by name, in the order of the items."""

    def __init__(self, phase: str, path: Path | None) -> None:
        self.digests: dict[str, bytes] = {}
        """Of the results."""
        self.told: dict[str, Any] = {}
        """What is known without loading them."""
        self._phase, self._path = phase, path
        self._made: dict[str, Result] = {}
        self._bases: dict[tuple[int, int], sqlite3.Connection] = {}

    def add(self, name: str, result: Result, digest: bytes, told: object) -> None:
        """Take a result that was just made."""
        self._made[name] = result
        self.keep(name, digest, told)

    def keep(self, name: str, digest: bytes, told: object) -> None:
        """Take a result that the database has."""
        self.digests[name], self.told[name] = digest, told

    def lighten(self, name: str, result: Result) -> None:
        """Hold no more of a result than this; it stays what the database has."""
        if name in self._made:
            self._made[name] = result

    def settle(self) -> None:
        """From now on the database has them all."""
        self._made.clear()

    def __getitem__(self, name: str) -> Result:
        if name in self._made or name not in self.told:
            return self._made[name]
        row = self._base().execute("SELECT value FROM result WHERE phase = ? AND name = ?", (self._phase, name))
        result: Result = unpacked((row.fetchone() or (None,))[0])
        return result

    def _base(self) -> sqlite3.Connection:
        here = os.getpid(), threading.get_ident()
        if here not in self._bases and self._path:
            self._bases[here] = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=rw", uri=True)
        return self._bases[here]

    def __contains__(self, name: object) -> bool:
        return name in self.told

    def __iter__(self) -> Iterator[str]:
        return iter(self.told)

    def __len__(self) -> int:
        return len(self.told)

    def __reduce__(self) -> tuple[Any, ...]:
        """Where the database is not at hand: all of them."""
        return dict, (dict(self),)
