"""Whether files are what they were, by what the system says of them: no file is read.

A file's size, number, and times of change stand for its bytes, as they do for git; the time of change of its entry
cannot be set by anybody. Two changes within one tick of the file system's clock have one time, so a stamp waits until
the tick of the newest change is over: whatever changes after that shows. Refuses to know what the files are for.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter, itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Self

_TICK = 50_000_000
"""Nanoseconds that are surely more than a tick of a file system with a fine clock."""
_COARSE_TICK = 2_000_000_000
"""And of one that counts seconds (FAT counts two at a time)."""
_SECOND = 1_000_000_000
_NAME = attrgetter("name")
_TOLD = attrgetter("st_ctime_ns", "st_mtime_ns", "st_size", "st_mode", "st_ino", "st_dev")
"""What stands for a file's bytes."""
_CHANGED = itemgetter(0)
_PLAIN = 2
"""The form of `marshal` that writes equal numbers as equal bytes: of any size, and much sooner than in digits."""
Seen = Iterable[tuple[str, os.stat_result]]
"""Paths, and what the system says of them."""


def stamp(roots: Iterable[Path], known: Mapping[Path, Seen] = MappingProxyType({})) -> bytes | None:
    """A digest of all files at and below these places; none where no digest could be trusted.

    A place where nothing is counts too. Of places that are `known`, it is taken for true what was seen there.

    Raises:
        OSError: something cannot be looked at.

    """
    made, newest = hashlib.blake2b(digest_size=16), 0
    for root in roots:
        seen = sorted(known.get(root) or look(root), key=itemgetter(0))
        told = [_TOLD(found) for _, found in seen]
        names = [str(root.absolute()), str(len(seen)), *(path for path, _ in seen), ""]
        made.update("\0".join(names).encode("utf-8", "surrogateescape"))
        made.update(marshal.dumps(told, _PLAIN))
        newest = max(newest, max(map(_CHANGED, told), default=0))
    return made.digest() if is_over(newest) else None


NUMBERS = attrgetter("st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")
"""What of a file stands in its stamp, in this order."""


class Stamped(NamedTuple):
    """What a file was when its digest was made."""

    size: int
    changed: int
    """Nanoseconds since 1970."""
    entered: int
    """When its entry changed."""
    number: int
    digest: str
    """SHA-256 of its bytes."""

    @classmethod
    def of(cls, found: os.stat_result, digest: str) -> Self:
        """Of a file of which the system says this."""
        return cls(*NUMBERS(found), digest)

    def is_same(self, found: os.stat_result) -> bool:
        """Whether a file is the same."""
        return self.entered == found.st_ctime_ns and self.is_like(found)

    def is_like(self, found: os.stat_result) -> bool:
        """Whether a file seems to be the same, whatever became of its entry."""
        return (self.size, self.changed, self.number) == (found.st_size, found.st_mtime_ns, found.st_ino)


def regular(folder: Path, seen: Seen | None = None) -> Iterator[tuple[str, os.stat_result]]:
    """Every file below a folder by its path there, with `/` between the parts: by name, those of a folder first.

    `seen` is what somebody saw there.
    """
    start = len(str(folder)) + 1
    for path, found in look(folder) if seen is None else seen:
        if stat.S_ISREG(found.st_mode):
            yield path[start:].replace(os.sep, "/"), found


def look(root: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every file below a place, where links lead too; of folders, those that hold nothing."""
    if not root.is_dir():
        if root.exists() or root.is_symlink():
            yield str(root), root.stat(follow_symlinks=root.exists())
        return
    around = [str(root)]
    while around:
        path = around.pop()
        with os.scandir(path) as entries:
            inside = sorted(entries, key=_NAME)
        below = []
        for entry in inside:
            if entry.is_file():
                yield entry.path, entry.stat()
            elif not entry.is_dir():
                yield entry.path, entry.stat(follow_symlinks=False)
            elif not entry.is_symlink() or not _leads_round(Path(entry.path), root):
                below.append(entry.path)
        around += reversed(below)
        if not inside:
            yield path, Path(path).stat()


def _leads_round(link: Path, root: Path) -> bool:
    """Whether a link leads to a folder that it is in."""
    return any(link.samefile(above) for above in link.parents if above.is_relative_to(root))


def is_over(newest: int) -> bool:
    """Wait for the end of the tick of the newest change; False where its clock is not ours."""
    tick = _TICK if newest % _SECOND else _COARSE_TICK
    ahead = newest + tick - time.time_ns()
    if ahead > tick:
        return False
    if ahead > 0:
        time.sleep(ahead / _SECOND)
    return True
