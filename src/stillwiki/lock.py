"""One run at a time: a lock beside the tree, held by the system for as long as the process lives.

A run that is killed leaves the file but not the lock, so no lock is ever stale. Refuses to wait.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from stillwiki.errors import BusyError, OutputError

try:
    import fcntl
except ImportError:  # pragma: no cover  # Windows: a file that is open cannot be removed, which says the same
    fcntl = None  # type: ignore[assignment]


@contextmanager
def only_run(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder.

    Raises:
        BusyError: another run holds it.
        OutputError: there is no place for it.

    """
    path = folder.with_name(f".{folder.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = _taken(path, folder)
    except OSError as error:
        raise OutputError(f"{error.filename or path}: {error.strerror or error}") from error
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        os.close(handle)


def _taken(path: Path, folder: Path) -> int:
    """The open file with the lock on it, which says who holds it."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        if not _lock(handle):
            holder = os.read(handle, 100).decode(errors="replace").strip() or "another process"
            os.close(handle)
            raise BusyError(f"{folder}: another run is at work on it ({holder}); wait for it, or end it")
        with suppress(FileNotFoundError):
            if os.fstat(handle).st_ino == path.stat().st_ino:  # else its last holder has just removed it
                os.truncate(handle, 0)
                os.pwrite(handle, f"process {os.getpid()}\n".encode(), 0)
                return handle
        os.close(handle)


def _lock(handle: int) -> bool:
    if fcntl is None:  # pragma: no cover
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
