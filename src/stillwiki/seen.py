"""Digests of a tree's files as they were written, by what the system says of the files since (`stamps`).

Owns a record among the user's caches. It is believed only where it says that a file is as it should be: a record that
is lost or harmed costs the reading of the files. Refuses to know what becomes of what it finds.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from stillwiki import stamps
from stillwiki.kept import HarmedError, packed, unpacked
from stillwiki.memory import place


class Seen:
    """What a folder held after the last run, and holds still."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._record = folder, place(folder).with_suffix(".tree.seen")
        self._known: dict[str, tuple[object, ...]] = {}
        with suppress(OSError, HarmedError):
            self._known = unpacked(self._record.read_bytes())
        self._there = dict(self._looked(folder))
        self._now = dict(stamps.regular(folder, self._there.items()))

    @staticmethod
    def _looked(place: Path) -> Iterator[tuple[str, os.stat_result]]:
        with suppress(OSError):
            yield from stamps.look(place)

    def holds(self, path: str, digest: str) -> bool:
        """Whether a file is surely there as it was written, with this digest; False where that is not known."""
        found = self._now.get(path)
        return found is not None and self._known.get(path) == _line(found, digest)

    def keep(self, digests: Mapping[str, str], others: Collection[str]) -> stamps.Seen:
        """Remember what the folder holds now that these files are in it; gives all that is there.

        Of `others` the system says other things now than it did.
        """
        bare = [""] if str(self._folder) in self._there else []
        for path in map(self._folder.joinpath, (*bare, *others)):
            self._there.pop(str(path), None)
            self._there.update(self._looked(path))
        now = dict(stamps.regular(self._folder, self._there.items()))
        lines = {path: _line(now[path], digest) for path, digest in digests.items() if path in now}
        newest = max((found.st_ctime_ns for found in now.values()), default=0)
        if lines != self._known and stamps.is_over(newest):
            with suppress(OSError):
                self._record.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._record.write_bytes(packed(lines))
        return self._there.items()


def _line(found: os.stat_result, digest: str) -> tuple[object, ...]:
    return found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev, digest
