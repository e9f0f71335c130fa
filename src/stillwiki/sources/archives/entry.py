"""An entry of an archive, whatever the archive's format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from stillwiki.sources.formats import Stream


class Kind(Enum):
    """What an entry is, in the words of a refusal."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "symbolic link"
    HARD_LINK = "hard link"
    DEVICE = "device, pipe or socket"
    SPARSE = "file with holes"


@dataclass(frozen=True)
class Entry:
    """One entry; its bytes can be read until the next entry is asked for."""

    name: str
    kind: Kind
    size: int
    """Bytes, as the archive says."""
    content: Stream
    position: Callable[[], int]
    """How many bytes of the archive have been read."""
