"""What is known of the outputs of earlier builds: of what they were made, and what was found while they were made.

An output itself lies in the site, and is taken from there only if it is what it was, by its stamp or else by its
digest.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Collection, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from stillwiki.kept import HarmedError
from stillwiki.sealed import Sealed, column, columns, rows, texts
from stillwiki.stamps import NUMBERS, Stamped

INDEX = "index"
"""Under which is noted what is known of the index of the finished site (`search`)."""

TREE = "tree"
"""The digests of the tree's files, as far as they can be relied on: of the tree that is rendered next."""

STATIC = "static"
"""And what of those outputs that are made of no file, but of the theme's own templates."""

SEARCH = "search/"
"""Where MkDocs' own index stands in a site, and so any other, of which it may not be told what it consists of."""

_NUMBERS: tuple[tuple[int, ...], ...] = ((), (), (), ())
"""Of no files."""


class Output(NamedTuple):
    """A file of the site that was made of one file of the tree or of the theme."""

    address: str
    """Its path in the site."""
    source: str
    """SHA-256 of the file it was made of."""
    digest: str
    """SHA-256 of itself; empty where a page came out empty, so that none was written."""


class Record(NamedTuple):
    """All that is known of an output."""

    address: str
    source: str
    digest: str
    search: str = ""
    """Of a page: its entries in the search index, as JSON without the brackets around them."""
    asked: str = ""
    """Paths whose existence it depends on, with NUL between them, which is in no path."""
    anchors: str = ""
    """Its anchors: a JSON list."""
    links: str = "{}"
    """Anchors of other pages that it links: JSON, lists by path."""

    @property
    def output(self) -> Output:
        """What is asked of it each time."""
        return Output(self.address, self.source, self.digest)


class Store(Sealed):
    """All that is known of one site, by the path of what an output was made of."""

    def __init__(self, path: Path | None) -> None:
        super().__init__(path, len(Record._fields))

    @cached_property
    def outputs(self) -> dict[str, Output]:
        """All outputs. To be changed by `made` and `conclude` alone."""
        return {path: Output(*each) for path, *each in rows(self.state("outputs").get("columns", ()))}

    @cached_property
    def stamps(self) -> Mapping[str, Stamped]:
        """Of all files of the site, as far as they were noted."""
        told = self.state("stamps")
        names, digests = texts(told.get("names", "")), texts(told.get("digests", ""))
        return dict(zip(names, map(Stamped, *told.get("numbers", _NUMBERS), digests), strict=True))

    def record(self, path: str) -> Record:
        """All that is known of one output.

        Raises:
            HarmedError: it is not what is known of this output.

        """
        line = self.line(path)
        record = Record(*line) if line else None
        if record is None or record.output != self.outputs[path]:
            raise HarmedError(f"what was noted of {path} is lost")
        return record

    def made(self, path: str, record: Record) -> None:
        """Keep what is known of an output."""
        self.put(path, record)
        self.outputs[path] = record.output

    def stands(self, output: Output, site: Path) -> int | None:
        """The number of an output's file in the site, if it is there as it was made; 0 if none was made."""
        return self._number(f"{site}/{output.address}", self.stamps.get(output.address), output.digest)

    def carried(self, site: Path) -> dict[str, int]:
        """Files of the search index, which goes into the next site as it is; without one of them, it is forgotten."""
        files: list[str] = self.state(INDEX).get("files", [])
        numbers = {name: number for name in files if (number := self.number(site, name))}
        if len(numbers) < len(files):
            self.note(INDEX, {})
            return {}
        return numbers

    def number(self, site: Path, name: str) -> int | None:
        """The number of a file of the site that is as it was noted."""
        noted = self.stamps.get(name)
        return self._number(f"{site}/{name}", noted, noted.digest) if noted else None

    def is_found(self, site: Path, name: str, found: os.stat_result, digest: str) -> bool:
        """Whether a file of a site, which was just looked at, has this digest."""
        noted = self.stamps.get(name)
        is_noted = noted is not None and noted.digest == digest and noted.is_same(found)
        return is_noted or bool(self._number(f"{site}/{name}", None, digest))

    def holds(self, site: Path, name: str) -> str:
        """SHA-256 of a file of the site that is as it was noted; empty where it is not."""
        return self.stamps[name].digest if self.number(site, name) else ""

    @staticmethod
    def _number(path: str, noted: Stamped | None, digest: str) -> int | None:
        """The number of a file with this digest, 0 where none is and it has none; read if it is not as it was noted."""
        try:
            if noted and noted == Stamped.of(os.stat(path), digest):  # noqa: PTH116  # as in `stamps`
                return noted.number
            with Path(path).open("rb") as file:
                same = hashlib.file_digest(file, "sha256").hexdigest() == digest
                return os.fstat(file.fileno()).st_ino if same else None
        except FileNotFoundError:
            return None if digest else 0
        except OSError:
            return None

    def conclude(self, paths: Collection[str]) -> None:
        """Note what there is now: outputs made of these files, and none of others."""
        gone = self.outputs.keys() - paths
        self.drop(gone)
        for path in gone:
            del self.outputs[path]
        self.note("outputs", {"columns": columns(self.outputs)})

    def digests(self) -> Mapping[str, str]:
        """Of outputs, as they were made; of those that share an address, only one stands, and none is told."""
        outputs = self.outputs.values()
        times = Counter(each.address for each in outputs)
        return {each.address: each.digest for each in outputs if each.digest and times[each.address] == 1}

    def addresses(self) -> list[str]:
        """All outputs that were written, where that is known; else none."""
        static = self.state(STATIC).get("names", ())
        return [*static, *(each.address for each in self.outputs.values() if each.digest)]

    def settle(self, digests: Mapping[str, str], found: Mapping[str, os.stat_result]) -> None:
        """Note the stamps of files with these digests, which now are where they belong: there they were found so."""
        there = {name: digest for name, digest in digests.items() if name in found}
        numbers = list(zip(*(NUMBERS(found[name]) for name in there), strict=True)) or _NUMBERS
        self.note("stamps", {"names": column(there), "digests": column(there.values()), "numbers": numbers})

    def clear(self) -> None:
        """Forget everything."""
        super().clear()
        self.outputs.clear()
