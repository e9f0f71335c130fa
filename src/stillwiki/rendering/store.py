"""What is known of the outputs of earlier builds: of what they were made, and what was found while they were made.

An output itself lies in the site, and is taken from there only if it is what it was, by its stamp or else by its
digest.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from stillwiki.sealed import Sealed


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


class Store(Sealed):
    """All that is known of one site, by the path of what an output was made of."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, len(Record._fields))
        self._stamps = self.state("stamps")

    def record(self, path: str) -> Record | None:
        """What is known of one output."""
        line = self.lines.get(path)
        return Record(*line) if line else None

    def stands(self, record: Record, site: Path) -> bool:
        """Whether an output is still in the site, as it was made."""
        path = f"{site}/{record.address}"
        try:
            if self._stamps.get(record.address) == [*_stamp(path), record.digest]:
                return True
            with Path(path).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == record.digest
        except FileNotFoundError:
            return not record.digest
        except OSError:
            return False


def digests(store: Path) -> Mapping[str, str]:
    """Digests of the outputs of the last build; of those that share an address, only one stands, and none is told."""
    with Store(store) as known:
        records = [Record(*line) for line in known.lines.values()]
    times = Counter(record.address for record in records)
    return {record.address: record.digest for record in records if record.digest and times[record.address] == 1}


def settle(store: Path, site: Path) -> Mapping[str, str]:
    """Note the stamps of all outputs, which now are where they belong; gives their digests."""
    with Store(store) as known:
        records = [Record(*line) for line in known.lines.values()]
        stamps = {}
        for record in records:
            with suppress(OSError):
                stamps[record.address] = [*_stamp(f"{site}/{record.address}"), record.digest]
        known.note("stamps", stamps)
    return {record.address: record.digest for record in records if record.digest}


def _stamp(path: str) -> list[int]:
    found = os.stat(path)  # noqa: PTH116  # as in `stamps`
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]
