"""How one stream of bytes is packed: told from its first bytes, never from a file's name.

Holds what comes out to a bound, so that no file expands for ever. Refuses to know what is inside, and containers of
several files (`archives` opens them).
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from stillwiki.errors import SourceError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


class Stream(Protocol):
    """What a reader needs of an open file: whatever is at hand, so that nothing is lost where a file breaks off."""

    def read1(self, size: int, /) -> bytes:
        """At most `size` bytes by at most one read of what lies below."""


class BrokenOff(Exception):  # noqa: N818  # no error of a run: what came before is kept
    """The packed bytes end too early or are damaged from here on."""


@dataclass(frozen=True)
class Limits:
    """How much may come out of a packed file."""

    free: int = 1 << 30
    """Bytes that may come out of any file, however small it is."""
    ratio: int = 2000
    """Beyond that: bytes out for each byte in. A history in which every version repeats the one before is packed a few
    hundredfold; a file that was made to fill memory or disk, thousandfold and more."""
    entries: int = 500_000
    """Entries of an archive; Wikipedia's editions aside, no wiki has so many files."""


@dataclass(frozen=True)
class Packing:
    """A way to pack bytes."""

    name: str
    magic: bytes
    unpack: Callable[[BinaryIO], Stream]


def _gunzip(raw: BinaryIO) -> Stream:
    return gzip.GzipFile(fileobj=raw)


def _zstd(raw: BinaryIO) -> Stream:
    # `--long=31` is how the archivists of wikis pack; the window fills as the text comes, and is no larger than that.
    return zstd.ZstdFile(raw, options={zstd.DecompressionParameter.window_log_max: 31})


PACKINGS = (
    Packing("gzip", b"\x1f\x8b", _gunzip),
    Packing("bzip2", b"BZh", bz2.BZ2File),
    Packing("xz", b"\xfd7zXZ\x00", lzma.LZMAFile),
    Packing("Zstandard", b"\x28\xb5\x2f\xfd", _zstd),
)
_DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile, lzma.LZMAError, zstd.ZstdError)


def packing(head: bytes) -> Packing | None:
    """How bytes that begin like this are packed; none for what is not packed, or in no way we know."""
    return next((kind for kind in PACKINGS if head.startswith(kind.magic)), None)


class Unpacked:
    """The bytes that come out of a file, counted; one beginning can be looked at before it is read."""

    def __init__(self, path: Path, raw: BinaryIO, limits: Limits) -> None:
        self._path = path
        self._raw = raw
        self._limits = limits
        self._given = 0
        head = raw.read(16)
        raw.seek(0)
        self._packing = packing(head)
        self._source: Stream = self._packing.unpack(raw) if self._packing else raw  # type: ignore[assignment]
        self._head = b""

    def tell(self) -> int:
        """How much of the file has been read: its own bytes, not those that came out."""
        return self._raw.tell()

    def peek(self, size: int) -> bytes:
        """What the next `size` bytes will be, or all there are; where they cannot be had, what could."""
        try:
            while len(self._head) < size and (piece := self._read(size)):
                self._head += piece
        except BrokenOff:
            pass  # reading will come upon it again
        return self._head[:size]

    def read1(self, size: int, /) -> bytes:
        """At most `size` bytes; raises `BrokenOff` where the file is damaged, `SourceError` where it is a bomb."""
        if self._head:
            piece, self._head = self._head[:size], self._head[size:]
            return piece
        return self._read(size)

    def _read(self, size: int) -> bytes:
        try:
            piece = self._source.read1(size)
        except _DAMAGED as error:
            raise BrokenOff(str(error)) from error
        except MemoryError as error:
            raise SourceError(f"{self._path}: asks for more memory than there is; it is not read") from error
        except OSError as error:
            if error.errno is None:  # bzip2's way to say that the data is damaged
                raise BrokenOff(str(error)) from error
            raise
        self._given += len(piece)
        limits = self._limits
        if self._packing and self._given > limits.free and self._given > limits.ratio * self._raw.tell():
            raise SourceError(
                f"{self._path}: expands to more than {limits.ratio} times its size, as no honest file does;"
                " it is not read (should it be honest after all, unpack it by hand)"
            )
        return piece

    def refuse_nested(self) -> None:
        """Raise for a packed file in a packed file."""
        inner = packing(self.peek(8)) if self._packing else None
        if inner and self._packing:
            raise SourceError(
                f"{self._path}: is {inner.name} packed once more with {self._packing.name}; unpack it once"
            )


@contextmanager
def unpacked(path: Path, limits: Limits | None = None) -> Iterator[Unpacked]:
    """The bytes in a file, unpacked if they are packed."""
    try:
        with path.open("rb") as raw:
            stream = Unpacked(path, raw, limits or Limits())
            stream.refuse_nested()
            yield stream
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error


def packed_like(path: Path, like: Path) -> bytes:
    """The bytes of a dump, packed as the name of another asks: `.gz` with gzip, else not at all."""
    pieces = []
    with unpacked(path) as stream:
        while piece := stream.read1(1 << 20):
            pieces.append(piece)
    plain = b"".join(pieces)
    return gzip.compress(plain, mtime=0) if like.suffix == ".gz" else plain
