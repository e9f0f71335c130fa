"""The content of an answer that a server has packed on its way (`Content-Encoding`, RFC 9110, 8.4).

Unpacks what came a little at a time, so that whoever reads can stop; refuses all encodings but the one asked for.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from stillwiki.fetch.errors import Trouble

_GZIP = frozenset({"gzip", "x-gzip"})
_PLAIN = frozenset({"", "identity"})
_PIECE = 1 << 16


class Unpacking:
    """One answer being unpacked."""

    def __init__(self, encoding: str) -> None:
        """Take the encoding by its name; raises `Trouble` where it is one that we have not asked for."""
        encoding = encoding.strip().lower()
        if encoding not in _GZIP | _PLAIN:
            raise Trouble(f"an answer in the encoding {encoding[:30]!r}, which was not asked for")
        self._member = zlib.decompressobj(zlib.MAX_WBITS | 16) if encoding in _GZIP else None
        self._begun = False

    def unpack(self, packed: bytes) -> Iterator[bytes]:
        """What a piece of the answer holds; raises `Trouble` where it is damaged."""
        if self._member is None:
            yield packed
            return
        full = False
        while packed or (full and not self._member.eof):
            if self._member.eof:  # a file of gzip may have several members (RFC 1952, 2.2)
                self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
            try:
                piece = self._member.decompress(packed, _PIECE)
            except zlib.error as error:
                raise Trouble(f"an answer that is not packed as it says: {error}") from error
            self._begun = True
            packed = self._member.unconsumed_tail or self._member.unused_data
            full = len(piece) == _PIECE  # then there may be more, with nothing more to put in
            if piece:
                yield piece

    def end(self) -> None:
        """Raise `Trouble` where something is missing at the end."""
        if self._member is not None and self._begun and not self._member.eof:
            raise Trouble("an answer that breaks off while it is unpacked")
