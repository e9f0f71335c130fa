"""The bytes of a 7z archive's header: numbers, flags and checksums, one after the other.

Every count is held to what the bytes can say, so that a header of a few bytes cannot ask for memory. Refuses to know
what the numbers mean (`contents` does).
"""

from __future__ import annotations


class Malformed(ValueError):  # noqa: N818  # becomes a `SourceError` that names the file
    """A table that no packer writes."""


class Table:
    """The bytes of a header, read from front to end."""

    def __init__(self, data: bytes) -> None:
        self._data = memoryview(data)

    def take(self, size: int) -> bytes:
        """The next bytes."""
        if size > len(self._data):
            raise Malformed("its table of contents says more than it holds")
        taken, self._data = bytes(self._data[:size]), self._data[size:]
        return taken

    def byte(self) -> int:
        """The next byte."""
        return self.take(1)[0]

    def number(self) -> int:
        """A number in one to nine bytes: the leading ones of the first say how many follow."""
        first = self.byte()
        value = 0
        for index in range(8):
            mask = 0x80 >> index
            if not first & mask:
                return value | (first & (mask - 1)) << 8 * index
            value |= self.byte() << 8 * index
        return value

    def count(self) -> int:
        """A number of things of which each takes a byte at least."""
        value = self.number()
        if value > len(self._data):
            raise Malformed("its table of contents says more than it holds")
        return value

    def bits(self, count: int) -> list[bool]:
        """So many flags, the first in the highest bit."""
        data = self.take((count + 7) // 8)
        return [bool(data[index // 8] & 0x80 >> index % 8) for index in range(count)]

    def some(self, count: int) -> list[bool]:
        """Flags that may be left out where all are set."""
        return [True] * count if self.byte() else self.bits(count)

    def checksums(self, count: int) -> list[int | None]:
        """Checksums of so many things; some may have none."""
        if count > 8 * len(self._data):
            raise Malformed("its table of contents says more than it holds")
        return [int.from_bytes(self.take(4), "little") if there else None for there in self.some(count)]

    def until_end(self, *known: int) -> int:
        """The next property, one of those known here; 0 at the end."""
        kind = self.number()
        if kind and kind not in known:
            raise Malformed(f"its table of contents has a property of a kind that is unknown here ({kind:#x})")
        return kind
