"""What an unfinished fetch has brought, so that the next one goes on: pages by id and revision, in the user's cache.

SQLite answers for kills. Every answer is kept as soon as it is whole; all goes when the dump is in its place.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from typing import Self

from stillwiki.errors import OutputError
from stillwiki.fetch.listing import Entry
from stillwiki.kept import forget
from stillwiki.memory import cache

_TABLES = """
CREATE TABLE IF NOT EXISTS taken (
    id INTEGER PRIMARY KEY, namespace INTEGER, title TEXT, revision INTEGER,
    content BLOB, begun TEXT, passing INTEGER
);
CREATE TABLE IF NOT EXISTS said (what TEXT PRIMARY KEY, value TEXT);
"""
_LISTED = "FROM taken WHERE id = ? AND namespace = ? AND title = ? AND revision = ?"


class Journal:
    """Of one fetch into one folder; `kind` is whatever must be the same for its pages to count."""

    def __init__(self, into: Path, kind: str) -> None:
        """Open it, or begin it.

        Raises:
            OutputError: there is no place for it.

        """
        name = hashlib.sha256(os.fsencode(into.absolute())).hexdigest()[:16]
        self._path = cache() / f"fetch-{name}.sqlite"
        self.folder = cache() / f"fetch-{name}"
        """Files that are complete."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._base = self._opened()
            if self._base.execute("SELECT value FROM said WHERE what = 'kind'").fetchone() != (kind,):
                self._base.execute("DELETE FROM taken")
                self._base.execute("INSERT OR REPLACE INTO said VALUES ('kind', ?)", (kind,))
            self._base.execute("DELETE FROM taken WHERE passing")  # they may be better now
            self._base.commit()
        except (OSError, sqlite3.Error) as error:
            raise OutputError(f"{self._path}: {error}") from error

    def _opened(self) -> sqlite3.Connection:
        for last in (False, True):
            base = sqlite3.connect(self._path)
            try:
                base.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; {_TABLES}")
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                base.close()
                if last:
                    raise
                forget(self._path)
            else:
                return base
        raise AssertionError("unreachable")

    def page(self, page: Entry) -> bytes | None:
        """A page that was brought as it is listed."""
        found = self._base.execute(f"SELECT content {_LISTED}", astuple(page)).fetchone()
        return found[0] if found else None

    def size(self, page: Entry) -> int:
        """Bytes of such a page."""
        found = self._base.execute(f"SELECT length(content) {_LISTED}", astuple(page)).fetchone()
        return int(found[0]) if found else 0

    @property
    def begun(self) -> str:
        """By the wiki's clock, when the first of the runs began whose pages are here; empty where there are none."""
        found = self._base.execute("SELECT min(begun) FROM taken").fetchone()[0]
        return str(found or "")

    def doubt(self, moment: str, key: int | None = None) -> None:
        """Give up a page, or all pages, that a run brought which began before a moment."""
        self._base.execute("DELETE FROM taken WHERE begun <= ? AND id = coalesce(?, id)", (moment, key))
        self._base.commit()

    def keep(self, pages: Mapping[Entry, bytes], begun: str, passing: AbstractSet[int] = frozenset()) -> None:
        """Keep pages as they are listed, which a run brought that began at that moment by the wiki's clock.

        Those that may be better a moment later are kept while this run lasts: `passing` holds their ids.
        """
        try:
            rows = [(*astuple(page), content, begun, page.id in passing) for page, content in pages.items()]
            self._base.executemany("INSERT OR REPLACE INTO taken VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            self._base.commit()
        except sqlite3.Error as error:
            raise OutputError(f"{self._path}: {error}") from error

    def forget(self) -> None:
        """The fetch is over."""
        self._base.close()
        forget(self._path)
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(sqlite3.Error):
            self._base.close()
