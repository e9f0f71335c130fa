"""What is known of the outputs of earlier builds: of what they were made, and what was found while they were made.

Owns a database among the user's caches, one for each site. What it holds is sealed, line by line: a line that is not
what was written is none. An output itself lies in the site, and is taken from there only if it is what it was, by its
stamp or else by its digest. A database that cannot be read is made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Self

_TABLES = """
CREATE TABLE IF NOT EXISTS output (
    path TEXT PRIMARY KEY, address TEXT, source TEXT, digest TEXT, search TEXT, asked TEXT, anchors TEXT, links TEXT,
    seal TEXT
);
CREATE TABLE IF NOT EXISTS state (what TEXT PRIMARY KEY, value TEXT, seal TEXT);
"""


class Record(NamedTuple):
    """What is known of a file of the site that was made of one file of the tree or of the theme."""

    address: str
    """Its path in the site."""
    source: str
    """SHA-256 of the file it was made of."""
    digest: str
    """SHA-256 of itself; empty where a page came out empty, so that none was written."""
    search: str = ""
    """Of a page: its entries in the search index, as JSON without the brackets around them."""
    asked: str = ""
    """Paths whose existence it depends on, with NUL between them, which is in no path."""
    anchors: str = ""
    """Its anchors: a JSON list."""
    links: str = "{}"
    """Anchors of other pages that it links: JSON, lists by path."""


class Store:
    """All that is known of one site; what is put is kept when the block ends without an error."""

    def __init__(self, path: Path) -> None:
        self._base = _opened(path)
        self.records: dict[str, Record] = {}
        """By the path of what an output was made of."""
        with suppress(sqlite3.Error):
            for name, *told, seal in self._base.execute("SELECT * FROM output"):
                if seal == _seal(name, *told):
                    self.records[name] = Record(*told)
        self._stamps = self.state("stamps")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        with suppress(sqlite3.Error):
            if kind is None:
                self._base.commit()
            self._base.close()

    def state(self, what: str) -> dict[str, object]:
        """Something that was noted; nothing where it was not, or not so."""
        with suppress(sqlite3.Error, ValueError, TypeError):
            value, seal = self._base.execute("SELECT value, seal FROM state WHERE what = ?", (what,)).fetchone()
            if seal == _seal(what, value):
                return dict(json.loads(value))
        return {}

    def note(self, what: str, value: Mapping[str, object]) -> None:
        """Note something."""
        told = json.dumps(value)
        with suppress(sqlite3.Error):
            self._base.execute("INSERT OR REPLACE INTO state VALUES (?, ?, ?)", (what, told, _seal(what, told)))

    def put(self, path: str, record: Record) -> None:
        """Keep what was made."""
        self.records[path] = record
        with suppress(sqlite3.Error):
            told = (path, *record, _seal(path, *record))
            self._base.execute("INSERT OR REPLACE INTO output VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", told)

    def drop(self, paths: Iterable[str]) -> None:
        """Forget what is no more."""
        for path in list(paths):
            self.records.pop(path, None)
            with suppress(sqlite3.Error):
                self._base.execute("DELETE FROM output WHERE path = ?", (path,))

    def stands(self, record: Record, site: Path) -> bool:
        """Whether an output is still in the site, as it was made."""
        path = site / record.address
        try:
            if self._stamps.get(record.address) == [*_stamp(path), record.digest]:
                return True
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == record.digest
        except FileNotFoundError:
            return not record.digest
        except OSError:
            return False

    def clear(self) -> None:
        """Forget everything."""
        self.records.clear()
        with suppress(sqlite3.Error):
            self._base.execute("DELETE FROM output")
            self._base.execute("DELETE FROM state")


def settle(store: Path, site: Path) -> None:
    """Note the stamps of all outputs, which now are where they belong."""
    with Store(store) as known:
        stamps = {}
        for record in known.records.values():
            with suppress(OSError):
                stamps[record.address] = [*_stamp(site / record.address), record.digest]
        known.note("stamps", stamps)


def _stamp(path: Path) -> list[int]:
    found = os.stat(path)  # noqa: PTH116  # as in `stamps`
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def _seal(*told: object) -> str:
    return hashlib.blake2b("\0".join(map(str, told)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _opened(path: Path) -> sqlite3.Connection:
    """The database; one that lasts for this run only, where there is no place for one."""
    for _ in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            base = sqlite3.connect(path, isolation_level="DEFERRED")
            base.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; {_TABLES}")
            base.execute("SELECT * FROM output LIMIT 1").fetchone()
        except sqlite3.DatabaseError:
            for suffix in ("", "-wal", "-shm"):
                Path(f"{path}{suffix}").unlink(missing_ok=True)
        except OSError:
            break
        else:
            return base
    base = sqlite3.connect(":memory:")
    base.executescript(_TABLES)
    return base
