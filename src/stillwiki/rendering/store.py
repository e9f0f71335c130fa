"""What is known of the outputs of earlier builds: of what they were made, and what was found while they were made.

An output itself lies in the site, and is taken from there only if it is what it was, by its stamp or else by its
digest.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from stillwiki.sealed import Sealed
from stillwiki.stamps import Stamped

INDEX = "index"
"""Under which is noted what is known of the index of the finished site (`search`)."""


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

    def __init__(self, path: Path | None) -> None:
        super().__init__(path, len(Record._fields))
        told = self.state("stamps").items()
        self.stamps = {name: Stamped(*each) for name, each in told if isinstance(each, list)}
        """Of all files of the site, as far as they were noted."""

    def record(self, path: str) -> Record | None:
        """What is known of one output."""
        line = self.lines.get(path)
        return Record(*line) if line else None

    def stands(self, record: Record, site: Path) -> bool:
        """Whether an output is still in the site, as it was made."""
        return self._is(f"{site}/{record.address}", self.stamps.get(record.address), record.digest)

    def carried(self, site: Path) -> list[str]:
        """Files of the search index, which goes into the next site as it is; without one of them, it is forgotten."""
        files = [str(name) for name in list(self.state(INDEX).get("files", ()))]  # type: ignore[call-overload]  # a list
        if not all(self.holds(site, name) for name in files):
            self.note(INDEX, {})
            return []
        return files

    def holds(self, site: Path, name: str) -> str:
        """SHA-256 of a file of the site that is as it was noted; empty where it is not."""
        noted = self.stamps.get(name)
        return noted.digest if noted and self._is(f"{site}/{name}", noted, noted.digest) else ""

    @staticmethod
    def _is(path: str, noted: Stamped | None, digest: str) -> bool:
        """Whether a file has this digest, or there is none and it has none; read only if it is not as it was noted."""
        try:
            if noted and noted == Stamped.of(os.stat(path), digest):  # noqa: PTH116  # as in `stamps`
                return True
            with Path(path).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == digest
        except FileNotFoundError:
            return not digest
        except OSError:
            return False

    def conclude(self) -> None:
        """Note the digests of the outputs; of those that share an address, only one stands, and none is told."""
        records = [Record(*line) for line in self.lines.values()]
        times = Counter(record.address for record in records)
        self.note(
            "digests", {each.address: each.digest for each in records if each.digest and times[each.address] == 1}
        )

    def digests(self) -> Mapping[str, str]:
        """What was noted when the outputs were made."""
        return {name: str(told) for name, told in self.state("digests").items()}

    def settle(self, digests: Mapping[str, str], found: Mapping[str, os.stat_result]) -> None:
        """Note the stamps of files with these digests, which now are where they belong: there they were found so."""
        stamps = {name: Stamped.of(found[name], digest) for name, digest in digests.items() if name in found}
        self.note("stamps", stamps)
