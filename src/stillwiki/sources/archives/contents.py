"""The table of contents of a 7z archive: which streams are packed how, and which file is which part of which stream.

After 7-Zip's own description of its format (7zFormat.txt). Refuses to unpack anything (`sevenzip` does).
"""

from __future__ import annotations

import stat
from collections.abc import Mapping
from dataclasses import dataclass, field

from stillwiki.sources.archives.entry import Kind
from stillwiki.sources.archives.table import Malformed, Table

_END, _HEADER, _ARCHIVE, _MORE, _MAIN, _FILES, _PACKED, _FOLDERS, _PARTS, _SIZE, _CRC, _FOLDER = range(12)
_UNPACK_SIZE, _PART_COUNT, _EMPTY_STREAM, _EMPTY_FILE, _ANTI, _NAMES = range(12, 18)
_ATTRIBUTES = 0x15

_DIRECTORY, _REPARSE, _UNIX = 0x10, 0x400, 0x8000
"""Of a file's attributes: Windows' own, and the mark that the upper half holds a Unix mode."""


@dataclass
class Coder:
    """How a stream is packed."""

    method: bytes
    properties: bytes = b""


@dataclass
class Stream:
    """One packed stream, with the files that it holds one after the other (7z calls it a folder)."""

    coders: list[Coder]
    """From the one whose output is the stream's back to the one that gets the packed bytes."""
    inputs: int
    """Packed streams that flow into it."""
    outputs: int
    last: int
    """Which output is the stream's."""
    sizes: list[int] = field(default_factory=list)
    """Of what comes out of each output."""
    crc: int | None = None
    offset: int = 0
    """Of the packed bytes, behind the signature."""
    packed: int = 0
    """Number of packed bytes."""
    parts: list[tuple[int, int | None]] = field(default_factory=list)
    """Size and checksum of each file in it."""

    @property
    def size(self) -> int:
        """Bytes that come out."""
        return self.sizes[self.last] if self.sizes else 0


@dataclass
class File:
    """One entry."""

    name: str = ""
    empty: bool = False
    """Whether no stream holds a part of it."""
    kind: Kind = Kind.FILE


def streams(table: Table) -> list[Stream]:
    """Read which streams there are: packed sizes, how they are packed, what is in them."""
    found: list[Stream] = []
    packed: list[tuple[int, int]] = []
    parted = False
    while kind := table.until_end(_PACKED, _FOLDERS, _PARTS):
        if kind == _PACKED:
            packed = _packed(table)
        elif kind == _FOLDERS:
            found = _folders(table)
        else:
            _parts(table, found)
            parted = True
    if not parted:
        for stream in found:
            stream.parts = [(stream.size, stream.crc)]
    for stream in found:
        if len(packed) < stream.inputs:
            raise Malformed("its table of contents has a stream without bytes")
        stream.offset, stream.packed = packed[0]
        del packed[: stream.inputs]
    return found


def _packed(table: Table) -> list[tuple[int, int]]:
    offset, count = table.number(), table.count()
    sizes: list[int] = []
    while kind := table.until_end(_SIZE, _CRC):
        if kind == _SIZE:
            sizes = [table.number() for _ in range(count)]
        else:
            table.checksums(count)
    found = []
    for size in sizes:
        found.append((offset, size))
        offset += size
    return found


def _folders(table: Table) -> list[Stream]:
    if table.number() != _FOLDER:
        raise Malformed("its table of contents names no streams")
    count, external = table.count(), table.byte()
    if external:
        raise Malformed("its table of contents is in pieces")
    found = [_folder(table) for _ in range(count)]
    while kind := table.until_end(_UNPACK_SIZE, _CRC):
        if kind == _UNPACK_SIZE:
            for stream in found:
                stream.sizes = [table.number() for _ in range(stream.outputs)]
        else:
            for stream, crc in zip(found, table.checksums(count), strict=True):
                stream.crc = crc
    return found


def _folder(table: Table) -> Stream:
    coders, inputs, outputs = [], 0, 0
    for _ in range(table.count()):
        flags = table.byte()
        method = table.take(flags & 0xF)
        ins, outs = (table.count(), table.count()) if flags & 0x10 else (1, 1)
        inputs, outputs = inputs + ins, outputs + outs
        coders.append(Coder(method, table.take(table.count()) if flags & 0x20 else b""))
    bound = {table.number(): table.number() for _ in range(outputs - 1)}
    free = inputs - outputs + 1
    for _ in range(free if free > 1 else 0):
        table.number()
    last = next((index for index in range(outputs) if index not in bound.values()), None)
    if last is None or free < 1 or len(bound) != outputs - 1:
        raise Malformed("its table of contents has a stream without a method")
    if inputs == outputs == len(coders):
        coders = [coders[index] for index in _chain(bound, last, len(coders))]
    return Stream(coders, free, outputs, last)


def _chain(bound: Mapping[int, int], last: int, count: int) -> list[int]:
    """The coders from the one whose output is the stream's back to the one that gets the packed bytes."""
    chain = [last]
    while chain[-1] in bound and len(chain) < count:
        chain.append(bound[chain[-1]])
    if len(chain) != count or max(chain) >= count:
        raise Malformed("its table of contents has a stream without a method")
    return chain


def _parts(table: Table, found: list[Stream]) -> None:
    """How many files are in each stream, how large each is, and their checksums."""
    counts = [1] * len(found)
    sizes: list[list[int]] | None = None
    checksums: list[int | None] = []
    while kind := table.until_end(_PART_COUNT, _SIZE, _CRC):
        if kind == _PART_COUNT:
            counts = [table.count() for _ in found]
        elif kind == _SIZE:
            sizes = [_sizes(table, stream, count) for stream, count in zip(found, counts, strict=True)]
        else:
            unknown = sum(count for stream, count in zip(found, counts, strict=True) if not _known(stream, count))
            checksums = table.checksums(unknown)
    left = iter(checksums)
    for index, (stream, count) in enumerate(zip(found, counts, strict=True)):
        if sizes is None and count > 1:
            raise Malformed("its table of contents has files without a size")
        of_stream = sizes[index] if sizes is not None else [stream.size][:count]
        known = _known(stream, count)
        stream.parts = [(size, stream.crc if known else next(left, None)) for size in of_stream]


def _known(stream: Stream, count: int) -> bool:
    """Whether the only file of a stream has its checksum already."""
    return count == 1 and stream.crc is not None


def _sizes(table: Table, stream: Stream, count: int) -> list[int]:
    """All sizes but the last, which is what remains."""
    sizes = [table.number() for _ in range(count - 1)]
    rest = stream.size - sum(sizes)
    if rest < 0:
        raise Malformed("its table of contents gives files more bytes than there are")
    return [*sizes, rest] if count else []


def files(table: Table, most: int) -> list[File]:
    """Read the entries, `most` at most."""
    count = table.number()
    if count > most:
        raise Malformed(f"has {count} entries, more than {most}")
    found = [File() for _ in range(count)]
    while kind := table.number():
        _property(kind, Table(table.take(table.number())), found)
    return found


def _property(kind: int, table: Table, found: list[File]) -> None:
    """One property of all entries; those that are only for show (times) are passed over."""
    if kind == _EMPTY_STREAM:
        for file, empty in zip(found, table.bits(len(found)), strict=True):
            file.empty = empty
            file.kind = Kind.FOLDER if empty else Kind.FILE
    elif kind == _EMPTY_FILE:
        without = [file for file in found if file.empty]
        for file, plain in zip(without, table.bits(len(without)), strict=True):
            file.kind = Kind.FILE if plain else Kind.FOLDER
    elif kind == _NAMES:
        _names(table, found)
    elif kind == _ATTRIBUTES:
        there, external = table.some(len(found)), table.byte()
        if external:
            raise Malformed("its table of contents is in pieces")
        for file in (file for file, known in zip(found, there, strict=True) if known):
            file.kind = _kind(int.from_bytes(table.take(4), "little"), file.kind)


def _names(table: Table, found: list[File]) -> None:
    if table.byte():
        raise Malformed("its table of contents is in pieces")
    for file in found:
        units = bytearray()
        while (unit := table.take(2)) != b"\0\0":
            units += unit
        file.name = units.decode("utf-16-le", "surrogatepass")


def _kind(attributes: int, otherwise: Kind) -> Kind:
    """What an entry is by its attributes."""
    mode = attributes >> 16 if attributes & _UNIX else 0
    if attributes & _REPARSE or stat.S_ISLNK(mode):
        return Kind.LINK
    if attributes & _DIRECTORY or stat.S_ISDIR(mode):
        return Kind.FOLDER
    if stat.S_IFMT(mode) in {stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK}:
        return Kind.DEVICE
    return otherwise


def header(data: bytes, most: int) -> tuple[list[Stream], list[File] | None]:
    """Read a header: its streams, and its files; no files where the header itself is packed, in the one stream."""
    table = Table(data)
    kind = table.number()
    if kind == 0x17:
        return streams(table), None
    if kind != _HEADER:
        raise Malformed("has no table of contents")
    found: list[Stream] = []
    entries: list[File] = []
    while kind := table.until_end(_ARCHIVE, _MAIN, _FILES):
        if kind == _MAIN:
            found = streams(table)
        elif kind == _FILES:
            entries = files(table, most)
        else:
            while table.number():
                table.take(table.number())
    return found, entries
