"""Tar archives as a stream of entries, read once from front to end, packed or not.

The standard library's `tarfile` reads the headers; it stands on a file that only goes forward and gives out little at a
time, so that a header that claims to be gigabytes long, or leads back, is a refusal and not a run without end.
"""

from __future__ import annotations

import os
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from stillwiki.errors import SourceError
from stillwiki.sources.archives.entry import Entry, Kind
from stillwiki.sources.formats import BrokenOff, Limits, Unpacked

_LARGEST_HEADER = 1 << 20
_MOST_HEADERS = 100
"""Reads for one entry; a long name, a long target and what else is said of it take a dozen."""
_PIECE = 1 << 16


class _LyingError(Exception):
    """A header that cannot be true."""


class _Forward:
    """A file that can be read from front to end alone."""

    def __init__(self, stream: Unpacked) -> None:
        self._stream = stream
        self._position = 0
        self.reads = 0
        """Of headers, since the last entry."""
        self.last = b""
        """What was read last: at an archive's proper end a block of zeros, or nothing."""

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Pass over what lies between; raises `_LyingError` for a step back."""
        if whence != os.SEEK_SET or offset < self._position:
            raise _LyingError("a header in it leads back to what was before")
        while self._position < offset:
            if not self.piece(min(offset - self._position, _PIECE)):
                raise BrokenOff("the archive ends in the middle of a file")
        return self._position

    def read(self, size: int = -1) -> bytes:
        """All of `size` bytes, or what there is."""
        if not 0 <= size <= _LARGEST_HEADER:
            raise _LyingError(f"a header in it claims to be {size} bytes long")
        self.reads += 1
        if self.reads > _MOST_HEADERS:
            raise _LyingError("headers of headers without end")
        pieces = []
        while size and (piece := self.piece(size)):
            pieces.append(piece)
            size -= len(piece)
        self.last = b"".join(pieces)
        return self.last

    def piece(self, size: int) -> bytes:
        """At most `size` bytes, none at the end."""
        piece = self._stream.read1(size)
        self._position += len(piece)
        return piece


class _Content:
    """The bytes of one file."""

    def __init__(self, file: _Forward, size: int) -> None:
        self._file = file
        self._left = size

    def read1(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""
        piece = self._file.piece(min(size, self._left, _PIECE)) if self._left else b""
        if self._left and not piece:
            raise BrokenOff("the archive ends in the middle of a file")
        self._left -= len(piece)
        return piece


def entries(path: Path, stream: Unpacked, limits: Limits) -> Iterator[Entry]:
    """The entries of an archive in its order; raises `SourceError` for what no honest archive is."""
    file = _Forward(stream)
    try:
        archive = tarfile.TarFile(fileobj=cast("IO[bytes]", file), encoding="utf-8", errors="surrogateescape")
        for info in _headers(archive, limits.entries):
            file.reads = 0
            content = _Content(file, info.size if info.isreg() else 0)
            yield Entry(info.name, _kind(info), info.size, content, stream.tell)
    except _LyingError as error:
        raise SourceError(f"{path}: is an archive made to harm: {error}; it is not read") from error
    except (tarfile.TarError, ValueError, OverflowError) as error:
        raise BrokenOff(f"the archive is damaged: {error}") from error
    if file.last.strip(b"\0"):
        raise BrokenOff("a header in the middle of the archive is damaged")
    if not file.last:
        raise BrokenOff("the archive ends without its closing blocks")


def _headers(archive: tarfile.TarFile, most: int) -> Iterator[tarfile.TarInfo]:
    count = 0
    while (info := archive.next()) is not None:
        count += 1
        if count > most:
            raise _LyingError(f"it has more than {most} entries")
        if info.size < 0:
            raise _LyingError("a header in it leads back to what was before")
        archive.members.clear()  # type: ignore[attr-defined]  # documented; it would keep them all
        yield info


_KINDS = (
    (tarfile.TarInfo.issparse, Kind.SPARSE),
    (tarfile.TarInfo.isreg, Kind.FILE),
    (tarfile.TarInfo.isdir, Kind.FOLDER),
    (tarfile.TarInfo.issym, Kind.LINK),
    (tarfile.TarInfo.islnk, Kind.HARD_LINK),
)


def _kind(info: tarfile.TarInfo) -> Kind:
    return next((kind for is_that, kind in _KINDS if is_that(info)), Kind.DEVICE)
