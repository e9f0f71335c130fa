"""What an unfinished fetch has brought, so that the next one goes on: pages by id and revision, in the user's cache.

SQLite answers for kills. Every answer is kept as soon as it is whole; all goes when the dump is in its place.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Self

from stillwiki.errors import OutputError
from stillwiki.memory import cache

_TABLES = """
CREATE TABLE IF NOT EXISTS brought (id INTEGER, revision INTEGER, content BLOB, begun TEXT, PRIMARY KEY (id, revision));
CREATE TABLE IF NOT EXISTS said (what TEXT PRIMARY KEY, value TEXT);
"""


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
                self._base.execute("DELETE FROM brought")
                self._base.execute("INSERT OR REPLACE INTO said VALUES ('kind', ?)", (kind,))
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
                self._forget_base()
            else:
                return base
        raise AssertionError("unreachable")

    def page(self, key: int, revision: int) -> bytes | None:
        """A page that was brought at this revision."""
        found = self._base.execute(
            "SELECT content FROM brought WHERE id = ? AND revision = ?", (key, revision)
        ).fetchone()
        return found[0] if found else None

    def size(self, key: int, revision: int) -> int:
        """Bytes of such a page."""
        found = self._base.execute(
            "SELECT length(content) FROM brought WHERE id = ? AND revision = ?", (key, revision)
        ).fetchone()
        return int(found[0]) if found else 0

    @property
    def begun(self) -> str:
        """By the wiki's clock, when the first of the runs began whose pages are here; empty where there are none."""
        found = self._base.execute("SELECT min(begun) FROM brought").fetchone()[0]
        return str(found or "")

    def doubt(self, moment: str, key: int | None = None) -> None:
        """Give up a page, or all pages, that a run brought which began before a moment."""
        self._base.execute("DELETE FROM brought WHERE begun <= ? AND id = coalesce(?, id)", (moment, key))
        self._base.commit()

    def keep(self, pages: dict[tuple[int, int], bytes], begun: str) -> None:
        """Keep pages by id and revision, which a run brought that began at that moment by the wiki's clock."""
        try:
            rows = [(*key, content, begun) for key, content in pages.items()]
            self._base.executemany("INSERT OR REPLACE INTO brought VALUES (?, ?, ?, ?)", rows)
            self._base.commit()
        except sqlite3.Error as error:
            raise OutputError(f"{self._path}: {error}") from error

    def forget(self) -> None:
        """The fetch is over."""
        self._base.close()
        self._forget_base()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _forget_base(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                Path(f"{self._path}{suffix}").unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(sqlite3.Error):
            self._base.close()
