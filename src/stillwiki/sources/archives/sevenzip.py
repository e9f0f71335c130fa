"""7z archives, as a stream of entries: one stream is unpacked after the other, each piece when it is asked for.

Knows the methods that archivists of wikis use, without encryption. Refuses to judge names (`names` does).
"""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from stillwiki.errors import SourceError
from stillwiki.sources.archives import contents
from stillwiki.sources.archives.contents import Coder
from stillwiki.sources.archives.entry import Entry
from stillwiki.sources.archives.table import Malformed
from stillwiki.sources.formats import BrokenOff, Limits

_LARGEST_TABLE = 1 << 26
"""Bytes of an unpacked table of contents: half a million names of a hundred letters have room in it."""
_NESTED = 4
"""How often a table of contents may be packed; packers do it once."""
_PIECE = 1 << 16


class _Decoder(Protocol):
    """What the standard library's decompressors have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class _Copied:
    """Bytes that are not packed."""

    eof = False

    def __init__(self) -> None:
        self._left = b""

    @property
    def needs_input(self) -> bool:
        return not self._left

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        whole = self._left + data
        given, self._left = (whole[:max_length], whole[max_length:]) if max_length >= 0 else (whole, b"")
        return given


class _Deflated:
    """zlib's decompressor with the manners of the others."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(-15)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max(max_length, 0))


def _lzma1(coder: Coder, size: int) -> _Decoder:
    if len(coder.properties) != 5:
        raise Malformed("its LZMA stream has no properties")
    rest, lc = divmod(coder.properties[0], 9)
    pb, lp = divmod(rest, 5)
    window = _window(int.from_bytes(coder.properties[1:], "little"), size)
    return lzma.LZMADecompressor(
        lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA1, "dict_size": window, "lc": lc, "lp": lp, "pb": pb}]
    )


def _lzma2(coder: Coder, size: int, *, filtered: bool = False) -> _Decoder:
    if len(coder.properties) != 1 or coder.properties[0] > 40:
        raise Malformed("its LZMA2 stream has no properties")
    given = coder.properties[0]
    window = _window((2 | given & 1) << given // 2 + 11, size)
    filters = [{"id": lzma.FILTER_X86}] if filtered else []
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[*filters, {"id": lzma.FILTER_LZMA2, "dict_size": window}])


def _window(claimed: int, size: int) -> int:
    """Bytes the decoder has to remember: never more than come out, whatever the header claims."""
    return max(4096, min(claimed, size))


_METHODS: dict[bytes, Callable[[Coder, int], _Decoder]] = {
    b"\x00": lambda _coder, _size: _Copied(),
    b"\x21": _lzma2,
    b"\x03\x01\x01": _lzma1,
    b"\x04\x01\x08": lambda _coder, _size: _Deflated(),
    b"\x04\x02\x02": lambda _coder, _size: bz2.BZ2Decompressor(),
}
_BCJ = b"\x03\x03\x01\x03"
"""A filter for programs, which some packers put before everything."""
_ENCRYPTED = b"\x06\xf1"
"""How the methods begin that need a password."""
_OTHERS = {b"\x03\x04\x01": "PPMd", b"\x04\xf7\x11\x01": "Zstandard", b"\x04\x01\x09": "Deflate64", b"\x03": "Delta"}


class _Unpacking:
    """The bytes of one stream of the archive."""

    def __init__(self, raw: BinaryIO, stream: contents.Stream, decoder: _Decoder) -> None:
        raw.seek(32 + stream.offset)
        self._raw = raw
        self._packed = stream.packed
        self._decoder = decoder

    def read(self, size: int) -> bytes:
        """Some bytes, `size` at most, never none; raises `BrokenOff` where there are no more."""
        while not self._decoder.eof:
            packed = b""
            if self._decoder.needs_input:
                packed = self._raw.read(min(_PIECE, self._packed))
                self._packed -= len(packed)
            try:
                piece = self._decoder.decompress(packed, size)
            except (lzma.LZMAError, zlib.error, OSError) as error:
                raise BrokenOff(f"its packed data is damaged ({error})") from error
            if piece:
                return piece
            if not packed and self._decoder.needs_input:
                break
        raise BrokenOff("a file in it ends before the size that its header claims")


class _Part:
    """The bytes of one file in a stream."""

    def __init__(self, stream: _Unpacking | None, size: int, crc: int | None) -> None:
        self._stream = stream
        self._left = size
        self._crc = crc
        self._sum = 0

    def read1(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end, where the checksum is compared."""
        if not self._left or self._stream is None:
            return b""
        piece = self._stream.read(min(size, self._left))
        self._left -= len(piece)
        self._sum = zlib.crc32(piece, self._sum)
        if not self._left and self._crc is not None and self._sum != self._crc:
            raise BrokenOff("a file in it does not have the checksum that its header claims")
        return piece


def entries(path: Path, raw: BinaryIO, limits: Limits) -> Iterator[Entry]:
    """The entries of a 7z archive in its order; raises `SourceError` for what no honest archive is."""
    try:
        streams, files = _table(raw, limits)
        _refuse_bomb(sum(stream.size for stream in streams), raw.seek(0, 2), limits)
        yield from _entries(raw, streams, files)
    except Malformed as error:
        raise SourceError(f"{path}: {error}; it is not read") from error
    except MemoryError as error:
        raise SourceError(f"{path}: asks for more memory than there is; it is not read") from error


def _refuse_bomb(total: int, size: int, limits: Limits) -> None:
    if total > limits.free and total > limits.ratio * size:
        what = f"expands to {total} bytes, more than {limits.ratio} times its size"
        raise Malformed(f"{what}, as no honest file does")


def _entries(raw: BinaryIO, streams: list[contents.Stream], files: list[contents.File]) -> Iterator[Entry]:
    parts = _parts(raw, streams)
    for file in files:
        part = _Part(None, 0, None)
        size = 0
        if not file.empty:
            found = next(parts, None)
            if found is None:
                raise Malformed("its table of contents names files that are in no stream")
            part, size = found
        yield Entry(file.name, file.kind, size, part, raw.tell)
        while part.read1(_PIECE):
            pass  # what the caller did not want


def _parts(raw: BinaryIO, streams: list[contents.Stream]) -> Iterator[tuple[_Part, int]]:
    for stream in streams:
        unpacking = _Unpacking(raw, stream, _decoder(stream))
        for size, crc in stream.parts:
            yield _Part(unpacking, size, crc), size


def _decoder(stream: contents.Stream) -> _Decoder:
    if any(coder.method.startswith(_ENCRYPTED) for coder in stream.coders):
        raise Malformed("is encrypted")
    *before, coder = stream.coders
    make = _METHODS.get(coder.method)
    if [one.method for one in before] == [_BCJ] and make is _lzma2:
        return _lzma2(coder, stream.size, filtered=True)
    if make is None or before:
        names = [_OTHERS.get(coder.method, coder.method.hex()) for coder in stream.coders]
        raise Malformed(f"is packed with a method that is unknown here ({', '.join(names)}); unpack it by hand")
    return make(coder, stream.size)


def _table(raw: BinaryIO, limits: Limits) -> tuple[list[contents.Stream], list[contents.File]]:
    """The table of contents, at the end of the file, which is packed itself as a rule."""
    raw.seek(12)
    place = raw.read(20)
    offset, size = int.from_bytes(place[:8], "little"), int.from_bytes(place[8:16], "little")
    if len(place) < 20 or 32 + offset + size > raw.seek(0, 2):
        raise Malformed("breaks off before its table of contents, which is at its end")
    raw.seek(32 + offset)
    data = raw.read(size)
    if zlib.crc32(data) != int.from_bytes(place[16:], "little"):
        raise Malformed("has a damaged table of contents")
    for _ in range(_NESTED if size else 0):
        streams, files = contents.header(data, limits.entries)
        if files is not None:
            return streams, files
        data = _unpacked_table(raw, streams)
    if size:
        raise Malformed("has a table of contents that is packed again and again")
    return [], []


def _unpacked_table(raw: BinaryIO, streams: list[contents.Stream]) -> bytes:
    if len(streams) != 1 or not 0 < streams[0].size <= _LARGEST_TABLE:
        raise Malformed("has a table of contents of a size that no archive needs")
    [stream] = streams
    part = _Part(_Unpacking(raw, stream, _decoder(stream)), stream.size, stream.crc)
    pieces = []
    try:
        while piece := part.read1(_PIECE):
            pieces.append(piece)
    except BrokenOff as error:
        raise Malformed(f"has a damaged table of contents: {error}") from error
    return b"".join(pieces)
