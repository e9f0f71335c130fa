"""Results of a phase by name: those just made at hand, those of earlier runs in the database until they are asked for.

Owns the table of results. Refuses to know which results stand (`memory`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from stillwiki.kept import Shared

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
        self._phase = phase
        self._base = Shared(path) if path else None
        self._made: dict[str, Result] = {}

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
        if self._base is None or name in self._made or name not in self.told:
            return self._made[name]
        query = "SELECT value FROM result WHERE phase = ? AND name = ?"
        result: Result = self._base.value(query, self._phase, name)
        return result

    def __contains__(self, name: object) -> bool:
        return name in self.told

    def __iter__(self) -> Iterator[str]:
        return iter(self.told)

    def __len__(self) -> int:
        return len(self.told)

    def __reduce__(self) -> tuple[Any, ...]:
        """Where the database is not at hand: all of them."""
        return dict, (dict(self),)
