"""Stretches of dumps that were read before: what stands between two page elements gives the same pages each time.

Owns a database among the user's caches: pages by digest of the bytes they were read from, and of the dump's head, which
says how bytes are to be read. A stretch is passed over only where the parser stands between two pages and the stretch
holds nothing but elements and text; whoever comes upon a fault reads the dump again without this. It can be lost.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Self

from stillwiki.kept import opened, packed, unpacked
from stillwiki.sources.export import Export
from stillwiki.sources.formats import Stream
from stillwiki.sources.revisions import RawPage
from stillwiki.tracing import digest

_PAGE = re.compile(rb"<page>\s*<title>([^<]*)<")
_EACH = 16
"""Pages in a stretch, more or less: titles say where one ends, so that a page that comes or goes shifts nothing."""
_CHUNK = 1 << 20
_LONGEST = 1 << 21
"""Bytes of a stretch that is kept; of a longer one nothing is."""
_BLANKS = b" \t\n"


class Stretches:
    """What is known of the stretches of a tree's dumps."""

    def __init__(self, path: Path, program: bytes) -> None:
        """Open the database at `path`; it is void for another `program`."""
        self._known: set[bytes] = set()
        self._used: set[bytes] = set()
        self._program = program
        self._base = opened(path, _prepared) or _prepared(sqlite3.connect(":memory:"))
        with suppress(sqlite3.Error):
            self._known = {key for (key,) in self._base.execute("SELECT key FROM stretch")}

    def read(self, export: Export, stream: Stream, tell: Callable[[], None]) -> list[RawPage]:
        """Feed a whole dump to an export, but for what is known; gives all its pages."""
        pages: list[RawPage] = []
        head, sound = b"", False
        for stretch in _cut(stream):
            lone = sound and export.between and stretch.startswith(b"<page>") and b"siteinfo" not in stretch
            key = _digest(head, stretch) if lone else b""
            known = key in self._known
            if known:
                made = self._made(key)
            else:
                export.feed(stretch)
                made = export.take()
            if not head:
                head = digest((self._program, stretch))
                sound = _is_sound(stretch.lstrip(b"\xef\xbb\xbf").removeprefix(b"<?"))
            elif not known:
                sound = sound and _is_sound(stretch)
            if lone and sound and export.between:
                self._note(key, made)
            pages += made
            tell()
        export.feed(b"")
        return pages + export.take()

    def _made(self, key: bytes) -> list[RawPage]:
        row = self._base.execute("SELECT pages FROM stretch WHERE key = ?", (key,)).fetchone()
        made: list[RawPage] = unpacked((row or (None,))[0])
        return made

    def _note(self, key: bytes, made: list[RawPage]) -> None:
        self._used.add(key)
        if key not in self._known:
            for page in made:
                page.digest = digest(page)
            with suppress(sqlite3.Error):
                self._base.execute("INSERT OR REPLACE INTO stretch VALUES (?, ?)", (key, packed(made)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the database, of what was not kept, too."""
        with suppress(sqlite3.Error):
            self._base.close()

    def keep(self) -> None:
        """All is read, and without a fault: what nobody asked for is forgotten."""
        with suppress(sqlite3.Error):
            self._base.executemany("DELETE FROM stretch WHERE key = ?", [(key,) for key in self._known - self._used])
            self._base.commit()


def _digest(head: bytes, stretch: bytes) -> bytes:
    made = hashlib.sha256(head)  # as in `kept`
    made.update(stretch)
    return made.digest()[:16]


def _cut(stream: Stream) -> Iterator[bytes]:
    """The head of a dump, and its stretches."""
    left, at_head = b"", True
    while piece := stream.read1(_CHUNK):
        left += piece
        start = 0
        for found in _PAGE.finditer(left):
            if at_head or (zlib.crc32(found[1]) % _EACH == 0 and found.start() > start):
                yield left[start : found.start()]
                start, at_head = found.start(), False
        left = left[start:]
        if len(left) > _LONGEST:
            yield left
            left, at_head = b"", False
    yield left


def _is_sound(stretch: bytes) -> bool:
    """Whether the parser has nothing in hand after a stretch that it understood: no comment, no half of a tag."""
    return b"<!" not in stretch and b"<?" not in stretch and not stretch[stretch.rfind(b">") + 1 :].strip(_BLANKS)


def _prepared(base: sqlite3.Connection) -> sqlite3.Connection:
    base.execute("CREATE TABLE IF NOT EXISTS stretch (key BLOB PRIMARY KEY, pages BLOB)")
    return base
