"""Python objects as they lie in databases among the user's caches: under a seal, for disks change what nobody wrote.

Refuses to give anything but what was kept; whoever meets a `HarmedError` forgets the databases and does without them.
"""

from __future__ import annotations

import hashlib
import pickle
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

_SEAL = 16


class HarmedError(sqlite3.DatabaseError):
    """What lies there is not what was kept."""


HARM = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What a harmed database raises; the second, where SQLite's own words quote it."""


def sealed(content: bytes) -> bytes:
    """Bytes behind their seal."""
    return hashlib.blake2b(content, digest_size=_SEAL).digest() + content


def unsealed(blob: object) -> bytes:
    """What was sealed; raises `HarmedError`, also of what is not bytes at all."""
    content = blob[_SEAL:] if isinstance(blob, bytes) else b""
    if sealed(content) != blob:
        raise HarmedError("a seal is broken")
    return content


def packed(value: object) -> bytes:
    """An object as it is kept."""
    return sealed(pickle.dumps(value, 5))


def unpacked(blob: object) -> Any:
    """What was packed; raises `HarmedError`. Nothing is read that another wrote: the caches are the user's own."""
    return pickle.loads(unsealed(blob))  # noqa: S301  # see above


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


def forget(database: Path) -> None:
    """Remove a database."""
    for suffix in ("", "-wal", "-shm"):
        with suppress(OSError):
            Path(f"{database}{suffix}").unlink(missing_ok=True)
