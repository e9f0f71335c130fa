"""Whether files are what they were, by what the system says of them: no file is read.

A file's size, number, and times of change stand for its bytes, as they do for git; the time of change of its entry
cannot be set by anybody. Two changes within one tick of the file system's clock have one time, so a stamp waits until
the tick of the newest change is over: whatever changes after that shows. Refuses to know what the files are for.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

_TICK = 50_000_000
"""Nanoseconds that are surely more than a tick of a file system with a fine clock."""
_COARSE_TICK = 2_000_000_000
"""And of one that counts seconds (FAT counts two at a time)."""
_SECOND = 1_000_000_000


def stamp(roots: Iterable[Path]) -> bytes | None:
    """A digest of all files at and below these places; none where no digest could be trusted.

    A place where nothing is counts too.

    Raises:
        OSError: something cannot be looked at.

    """
    made, newest = hashlib.blake2b(digest_size=16), 0
    for root in roots:
        made.update(f"{root.absolute()}\0".encode("utf-8", "surrogateescape"))
        for path, found in _files(root):
            told = (found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev)
            made.update(f"{path}\0{told}".encode("utf-8", "surrogateescape"))
            newest = max(newest, found.st_ctime_ns)
    return made.digest() if is_over(newest) else None


def regular(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every file below a folder by its path there, with `/` between the parts."""
    start = len(str(folder)) + 1
    for path, found in _files(folder):
        if stat.S_ISREG(found.st_mode):
            yield path[start:].replace(os.sep, "/"), found


def _files(root: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every file below a place, where links lead too; of folders, those that hold nothing."""
    if not root.exists():
        return
    around: list[tuple[str, frozenset[tuple[int, int]]]] = [(str(root), frozenset())]
    while around:
        path, above = around.pop()
        found = os.stat(path)  # noqa: PTH116  # a Path for each of 20,000 files costs more than the question
        if not stat.S_ISDIR(found.st_mode):
            yield path, found
            continue
        here = (found.st_dev, found.st_ino)
        if here in above:  # a link that leads round
            continue
        with os.scandir(path) as entries:
            inside = sorted(entries, key=lambda entry: entry.name)
        for entry in inside:
            if entry.is_file():
                yield entry.path, entry.stat()
            elif entry.is_dir():
                around.append((entry.path, above | {here}))
            else:
                yield entry.path, entry.stat(follow_symlinks=False)
        if not inside:
            yield path, found


def is_over(newest: int) -> bool:
    """Wait for the end of the tick of the newest change; False where its clock is not ours."""
    tick = _TICK if newest % _SECOND else _COARSE_TICK
    ahead = newest + tick - time.time_ns()
    if ahead > tick:
        return False
    if ahead > 0:
        time.sleep(ahead / _SECOND)
    return True
