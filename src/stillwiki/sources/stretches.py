"""Stretches of dumps that were read before: what stands between two page elements gives the same pages each time.

Owns a database among the user's caches: pages by digest of the bytes they were read from, and of the dump's head, which
says how bytes are to be read. What is asked of every page lies there in one piece, texts and revisions stretch by
stretch, and there they stay until somebody asks for them. A stretch is passed over only where the parser stands between
two pages and the stretch holds nothing but elements and text; whoever comes upon a fault reads the dump again without
this. It can be lost.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from itertools import count, repeat
from pathlib import Path
from typing import NamedTuple, Self

from stillwiki.kept import Shared, opened, packed, unpacked
from stillwiki.sources.export import Export
from stillwiki.sources.formats import Stream
from stillwiki.sources.revisions import RawPage, Read, Told
from stillwiki.tracing import digest

_PAGE = re.compile(rb"<page>\s*<title>([^<]*)<")
_LEAST = 1 << 15
"""Bytes of a stretch, beyond which its end is looked for."""
_EACH = 4
"""Pages from there to its end, more or less: titles say where one ends, so that what follows a change is soon cut as it
was."""
_LONG = 1 << 18
"""Bytes beyond which any page ends it: with all their revisions pages are long."""
_CHUNK = 1 << 20
_LONGEST = 1 << 21
"""Bytes of a stretch that is kept; of a longer one nothing is."""
_BLANKS = b" \t\n"
_ALL = b""
"""The key, which no stretch has, of what is told of all of them."""


class Stretches:
    """What is known of the stretches of a tree's dumps."""

    def __init__(self, path: Path, program: bytes) -> None:
        """Open the database at `path`; it is void for another `program`."""
        self._program = program
        self._shared = Shared(path)
        self._known: dict[bytes, bytes] = {}
        """What is told of the pages of each stretch, packed, so that what did not change is not packed again."""
        self._read: dict[bytes, bytes] = {}
        """The same of the dumps that are read now."""
        self._base = opened(path, _prepared) or _prepared(sqlite3.connect(":memory:"))
        with suppress(sqlite3.Error):  # a harmed one among them
            for (told,) in self._base.execute("SELECT pages FROM stretch WHERE key = ?", (_ALL,)):
                self._known = unpacked(told)

    def read(self, export: Export, stream: Stream, tell: Callable[[], None]) -> list[Read]:
        """Feed a whole dump to an export, but for what is known; gives all its pages."""
        pages: list[Read] = []
        head, sound = b"", False
        for stretch in _cut(stream):
            lone = sound and export.between and stretch.startswith(b"<page>")
            key = _digest(head, stretch) if lone else _ALL
            if key in self._known:
                self._read[key] = self._known[key]
                pages += map(_Known, unpacked(self._known[key]), repeat(_Stretch(self._shared, key)), count())
                tell()
                continue
            export.feed(stretch)
            made = export.take()
            if not head:
                head = digest((self._program, stretch))
                sound = _is_sound(stretch.lstrip(b"\xef\xbb\xbf").removeprefix(b"<?"))
            else:
                sound = sound and _is_sound(stretch)
            if lone and sound and export.between and b"siteinfo" not in stretch:
                self._note(key, made)
            pages += made
            tell()
        export.feed(b"")
        return [*pages, *export.take()]

    def _note(self, key: bytes, made: list[RawPage]) -> None:
        for page in made:
            page.digest = digest(page)
        self._read[key] = packed([page.told for page in made])
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
        if self._read.keys() == self._known.keys():
            return
        with suppress(sqlite3.Error):
            there = {key for (key,) in self._base.execute("SELECT key FROM stretch")}
            gone = [(key,) for key in there - self._read.keys()]
            self._base.executemany("DELETE FROM stretch WHERE key = ?", gone)
            self._base.execute("INSERT INTO stretch VALUES (?, ?)", (_ALL, packed(self._read)))
            self._base.commit()


class _Stretch:
    """The pages of a stretch as they lie in the database."""

    def __init__(self, base: Shared, key: bytes) -> None:
        self._base, self._key = base, key

    @cached_property
    def pages(self) -> list[RawPage]:
        """All of them; raises what is in `kept.HARM`."""
        found: list[RawPage] = self._base.value("SELECT pages FROM stretch WHERE key = ?", self._key)
        return found


class _Known(NamedTuple):
    """A page that was read before."""

    told: Told
    stretch: _Stretch
    number: int

    def whole(self) -> RawPage:
        return self.stretch.pages[self.number]


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
        while end := _end(left, start, at_head=at_head):
            yield left[start:end]
            start, at_head = end, False
        left = left[start:]
        if len(left) > _LONGEST:
            yield left
            left, at_head = b"", False
    yield left


def _end(read: bytes, start: int, *, at_head: bool) -> int:
    """Where what begins at `start` ends: the head with the first page; 0 where that has not been read."""
    for found in _PAGE.finditer(read, start + (0 if at_head else _LEAST)):
        if at_head or found.start() - start > _LONG or zlib.crc32(found[1]) % _EACH == 0:
            return found.start()
    return 0


def _is_sound(stretch: bytes) -> bool:
    """Whether the parser has nothing in hand after a stretch that it understood: no comment, no half of a tag."""
    return b"<!" not in stretch and b"<?" not in stretch and not stretch[stretch.rfind(b">") + 1 :].strip(_BLANKS)


def _prepared(base: sqlite3.Connection) -> sqlite3.Connection:
    base.execute("CREATE TABLE IF NOT EXISTS stretch (key BLOB PRIMARY KEY, pages BLOB)")
    return base
