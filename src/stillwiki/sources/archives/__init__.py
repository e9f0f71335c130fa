"""Containers of several files (tar in any packing, 7z), and what of them may be trusted.

An archive is refused as a whole, with the entry that is the reason, when one entry is no plain file or folder or has a
name that means mischief. Nothing is written under an entry's own name, so that no name leads anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from stillwiki.errors import SourceError
from stillwiki.sources.archives import names
from stillwiki.sources.archives.entry import Entry, Kind
from stillwiki.sources.formats import Limits, unpacked

__all__ = ["Entry", "Kind", "checked", "entries", "is_archive"]

_HEAD = 512
_SEVENZIP = b"7z\xbc\xaf\x27\x1c"
"""How a 7z archive begins."""
_TAR = slice(257, 262), b"ustar"
"""What stands where in the first header of a tar archive."""


def is_archive(path: Path) -> bool:
    """Whether a file is an archive that can be opened here, by its first bytes."""
    with unpacked(path) as stream:
        head = stream.peek(_HEAD)
    return head.startswith(_SEVENZIP) or head[_TAR[0]] == _TAR[1]


def entries(path: Path, limits: Limits | None = None) -> Iterator[Entry]:
    """The entries of an archive in its order, unchecked; raises `BrokenOff` where it ends too early."""
    from stillwiki.sources.archives import sevenzip, tar  # noqa: PLC0415  # which a plain dump need not load

    limits = limits or Limits()
    with unpacked(path, limits) as stream:
        head = stream.peek(_HEAD)
        if not head.startswith(_SEVENZIP):
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
