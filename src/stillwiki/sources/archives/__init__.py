"""Containers of several files (tar in any packing, 7z), and what of them may be trusted.

An archive is refused as a whole, with the entry that is the reason, when one entry is no plain file or folder or has a
name that means mischief. Nothing is written under an entry's own name, so that no name leads anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from stillwiki.errors import SourceError
from stillwiki.sources.archives import names, sevenzip, tar
from stillwiki.sources.archives.entry import Entry, Kind
from stillwiki.sources.formats import Limits, unpacked

__all__ = ["Entry", "Kind", "checked", "entries", "is_archive"]

_HEAD = 512


def is_archive(path: Path) -> bool:
    """Whether a file is an archive that can be opened here, by its first bytes."""
    with unpacked(path) as stream:
        head = stream.peek(_HEAD)
    return head.startswith(sevenzip.MAGIC) or tar.looks_like(head)


def entries(path: Path, limits: Limits | None = None) -> Iterator[Entry]:
    """The entries of an archive in its order, unchecked; raises `BrokenOff` where it ends too early."""
    limits = limits or Limits()
    with unpacked(path, limits) as stream:
        head = stream.peek(_HEAD)
        if not head.startswith(sevenzip.MAGIC):
            yield from tar.entries(path, stream, limits)
            return
    try:
        with path.open("rb") as raw:
            yield from sevenzip.entries(path, raw, limits)
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error


def checked(path: Path, limits: Limits | None = None) -> Iterator[Entry]:
    """The plain files of an archive; raises `SourceError` for the first entry that no honest archive has."""
    seen = names.Seen()
    for entry in entries(path, limits):
        fault = names.fault(entry.name)
        if not fault and entry.kind not in {Kind.FILE, Kind.FOLDER}:
            fault = f"that is a {entry.kind.value}"
        if not fault and entry.kind is Kind.FILE:
            fault = seen.fault(entry.name)
        if fault:
            raise SourceError(f"{path}: holds an entry {fault}: {entry.name[:200]!r}; the archive is not read")
        if entry.kind is Kind.FILE:
            yield entry
