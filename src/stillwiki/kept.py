"""Python objects as they lie in databases among the user's caches: under a seal, for disks change what nobody wrote.

Refuses to give anything but what was kept; whoever meets a `HarmedError` forgets the databases and does without them.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

_SEAL = 16


class HarmedError(sqlite3.DatabaseError):
    """What lies there is not what was kept."""


HARM = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What a harmed database raises; the second, where SQLite's own words quote it."""


def packed(value: object) -> bytes:
    """An object as it is kept, behind its seal."""
    content = pickle.dumps(value, 5)
    return _seal(content) + content


def unpacked(blob: object) -> Any:
    """What was packed; raises `HarmedError`, also of what is not bytes at all.

    Nothing is read that another wrote: the caches are the user's own.
    """
    if not isinstance(blob, bytes) or _seal(memoryview(blob)[_SEAL:]) != blob[:_SEAL]:
        raise HarmedError("a seal is broken")
    return pickle.loads(memoryview(blob)[_SEAL:])  # noqa: S301  # see above


def _seal(content: bytes | memoryview) -> bytes:
    return hashlib.sha256(content).digest()[:_SEAL]  # which processors work out; nothing else is as fast


def opened(path: Path, prepare: Callable[[sqlite3.Connection], object]) -> sqlite3.Connection | None:
    """A database, as its owner prepares it; begun anew where it is harmed, None where there is no place for one."""
    for _ in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            base = sqlite3.connect(path, isolation_level="DEFERRED")
            base.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")
            prepare(base)
        except HARM:
            forget(path)
        except OSError:
            return None
        else:
            return base
    return None


class Shared:
    """A database that any process or thread may read: each opens it for itself, for a connection must not be shared."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._bases: dict[tuple[int, int], sqlite3.Connection] = {}

    def value(self, query: str, *arguments: object) -> Any:
        """What was packed in the first column of the first row; raises what is in `HARM`, also where there is none."""
        here = os.getpid(), threading.get_ident()
        if here not in self._bases:
            self._bases[here] = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=rw", uri=True)
        return unpacked((self._bases[here].execute(query, arguments).fetchone() or (None,))[0])


def forget(database: Path) -> None:
    """Remove a database."""
    for suffix in ("", "-wal", "-shm"):
        with suppress(OSError):
            Path(f"{database}{suffix}").unlink(missing_ok=True)
