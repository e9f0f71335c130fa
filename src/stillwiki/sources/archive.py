"""How a dump is packed: told from its first bytes, never from its name. Refuses to know what is inside."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from stillwiki.errors import SourceError


class Stream(Protocol):
    """What a reader needs of an open file: whatever is at hand, so that nothing is lost where a file breaks off."""

    def read1(self, size: int, /) -> bytes:
        """At most `size` bytes by at most one read of what lies below."""


@dataclass(frozen=True)
class Packing:
    """A way to pack a dump; one that cannot be opened is named in the refusal."""

    name: str
    magic: bytes
    unpack: Callable[[BinaryIO], Stream] | None = None


def _gunzip(raw: BinaryIO) -> Stream:
    return gzip.GzipFile(fileobj=raw)


PACKINGS = (
    Packing("gzip", b"\x1f\x8b", _gunzip),
    Packing("bzip2", b"BZh"),
    Packing("xz", b"\xfd7zXZ\x00"),
    Packing("Zstandard", b"\x28\xb5\x2f\xfd"),
    Packing("7z", b"7z\xbc\xaf\x27\x1c"),
    Packing("zip", b"PK\x03\x04"),
    Packing("SQLite", b"SQLite format 3\x00"),
)


@contextmanager
def unpacked(path: Path) -> Iterator[tuple[Stream, BinaryIO]]:
    """The bytes of a dump, and the file below them, whose position tells how far the reading is."""
    try:
        with path.open("rb") as raw:
            head = raw.read(16)
            raw.seek(0)
            yield _stream(path, head, raw), raw
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error


def _stream(path: Path, head: bytes, raw: io.BufferedReader) -> Stream:
    for packing in PACKINGS:
        if head.startswith(packing.magic):
            if packing.unpack is None:
                raise SourceError(
                    f"{path}: {packing.name} files are not supported yet; unpack it, or pack it with gzip"
                )
            return packing.unpack(raw)
    return raw


def packed_like(path: Path, like: Path) -> bytes:
    """The bytes of a dump, packed as the name of another asks: `.gz` with gzip, else not at all."""
    pieces = []
    with unpacked(path) as (stream, _):
        while piece := stream.read1(1 << 20):
            pieces.append(piece)
    plain = b"".join(pieces)
    return gzip.compress(plain, mtime=0) if like.suffix == ".gz" else plain
