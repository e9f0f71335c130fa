"""Digests of a tree's files as they were written, by what the system says of the files since (`stamps`).

Owns a record among the user's caches. It is believed only where it says that a file is as it should be: a record that
is lost or harmed costs the reading of the files. Refuses to know what becomes of what it finds.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from stillwiki import stamps
from stillwiki.memory import place


class Seen:
    """What a folder held after the last run, and holds still."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._record = folder, place(folder).with_suffix(".tree.json")
        self._known: dict[str, str] = {}
        with suppress(OSError, ValueError):
            known = json.loads(self._record.read_bytes())
            self._known = known if isinstance(known, dict) else {}
        self._now = dict(stamps.regular(folder, self._looked()))

    def _looked(self) -> list[tuple[str, os.stat_result]]:
        with suppress(OSError):
            return list(stamps.look(self._folder))
        return []

    def holds(self, path: str, digest: str) -> bool:
        """Whether a file is surely there as it was written, with this digest; False where that is not known."""
        found = self._now.get(path)
        return found is not None and self._known.get(path) == _line(found, digest)

    def keep(self, digests: Mapping[str, str]) -> stamps.Seen:
        """Remember what the folder holds now that these files are in it; gives all that is there."""
        seen = self._looked()
        now = dict(stamps.regular(self._folder, seen))
        lines = {path: _line(now[path], digest) for path, digest in digests.items() if path in now}
        newest = max((found.st_ctime_ns for found in now.values()), default=0)
        if lines != self._known and stamps.is_over(newest):
            with suppress(OSError):
                self._record.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._record.write_text(json.dumps(lines), "ascii")
        return seen


def _line(found: os.stat_result, digest: str) -> str:
    told = found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev
    return f"{told} {digest}"
