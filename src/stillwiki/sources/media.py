"""The files a wiki's users uploaded, where they lie beside a source: a folder, or an archive of one.

What a dump promises of a file, its size and digest, is compared. Refuses to look into the files (`uploads` does).
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stillwiki.errors import SourceError
from stillwiki.sources.archives import checked, is_archive, names
from stillwiki.sources.digest import agrees, base36
from stillwiki.sources.formats import BrokenOff
from stillwiki.sources.gather import Gathering
from stillwiki.sources.revisions import Upload
from stillwiki.titles import FILE

FOLDERS = ("files", "images")
"""Names of the folder beside a dump: ours, and that of dumps made by others."""

_NOT_CURRENT = frozenset({"archive", "deleted", "lockdir", "temp", "thumb"})
"""Folders of MediaWiki's own `images` that hold old versions and what can be made again."""
_PIECE = 1 << 16


class Media(dict[str, Path]):
    """Files by their titles without namespace; those that came out of an archive go when this does."""

    def room(self) -> Path:
        """A folder for what is unpacked."""
        folder = Path(tempfile.mkdtemp(prefix="stillwiki-"))
        weakref.finalize(self, _remove, folder, os.getpid())
        return folder


def _remove(folder: Path, owner: int) -> None:
    if os.getpid() == owner:  # not a process that converts pages
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class _Found:
    """A file as it lies in a folder or an archive."""

    name: str
    path: Path
    digest: Callable[[], bytes]


def beside(source: Path) -> Path | None:
    """The folder or archive of files that belongs to a dump, if there is one."""
    home = source if source.is_dir() else source.parent
    folder = next((folder for name in FOLDERS if (folder := home / name).is_dir()), None)
    if folder:
        return folder
    named = (path for path in sorted(home.iterdir()) if set(FOLDERS) & set(re.split(r"[-_.]", path.name.lower())))
    return next((path for path in named if path != source and path.is_file() and is_archive(path)), None)


def find_files(
    source: Path | None, gathering: Gathering, uploads: Iterable[Upload] = (), *, packed_together: bool = False
) -> Mapping[str, Path]:
    """Files by their titles without namespace, in the order of titles; folders only group.

    Of an archive that holds a dump, too (`packed_together`), only what is in a folder of files counts.
    """
    if source is None:
        return {}
    media = Media()
    promised = _promised(uploads, gathering)
    wanted = are_files if packed_together else bool
    for found in _in_folder(source) if source.is_dir() else _in_archive(source, wanted, media.room, gathering):
        title = gathering.title(f"File:{found.name}")
        if title is not None and title.namespace == FILE and title.text not in media:
            media[title.text] = found.path
            fault = _fault(found, promised[title.text]) if title.text in promised else ""
            if fault:
                gathering.note("file-altered", title.full, f"{fault}; it is shown all the same")
    ordered = sorted(media.items())
    media.clear()
    media.update(ordered)
    return media


def _current(parts: Sequence[str]) -> bool:
    """Whether this is the place of an upload's current version."""
    return not any(part.startswith(".") for part in parts) and not _NOT_CURRENT.intersection(parts[:-1])


def are_files(name: str) -> bool:
    """Whether an entry of an archive lies in a folder of files, as where a dump and its files were packed together."""
    return not set(FOLDERS).isdisjoint(names.split(name)[:-1])


def _in_folder(folder: Path) -> Iterator[_Found]:
    for path in sorted(folder.rglob("*")):
        if _current(path.relative_to(folder).parts) and path.is_file():
            yield _Found(path.name, path, lambda path=path: _digest(path))  # type: ignore[misc]


def _digest(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.sha1(usedforsecurity=False)).digest()
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error


def _in_archive(
    archive: Path, wanted: Callable[[str], bool], room: Callable[[], Path], gathering: Gathering
) -> Iterator[_Found]:
    """Unpack the files of an archive that are wanted by their names, each under a number of its own."""
    if not archive.exists():
        raise SourceError(f"{archive}: there is no such folder or archive of files")
    if not is_archive(archive):
        raise SourceError(f"{archive}: is neither a folder nor an archive (tar, packed or not, or 7z) of files")
    folder = room()
    last = ""
    try:
        for number, entry in enumerate(checked(archive)):
            parts = names.split(entry.name)
            if not wanted(entry.name) or not _current(parts):
                continue
            path = folder / str(number)
            digest = hashlib.sha1(usedforsecurity=False)
            with path.open("wb") as file:
                while piece := entry.content.read1(_PIECE):
                    digest.update(piece)
                    file.write(piece)
            last = entry.name
            yield _Found(parts[-1], path, digest.digest)
    except BrokenOff as error:
        what = f"after {last!r}" if last else "before its first file ends"
        gathering.note(
            "files-truncated", archive.name, f"the archive of files breaks off {what}: {error}", "fetch it again"
        )
    except OSError as error:
        raise SourceError(f"{archive}: cannot be unpacked to {folder}: {error.strerror or error}") from error


def _promised(uploads: Iterable[Upload], gathering: Gathering) -> Mapping[str, Upload]:
    """What the dump says of the current version of each file, by title."""
    found: dict[str, Upload] = {}
    for upload in sorted(uploads, key=lambda upload: upload.timestamp):
        title = gathering.title(f"File:{upload.name}")
        if title is not None:
            found[title.text] = upload
    return found


def _fault(found: _Found, promised: Upload) -> str:
    """What of a file is not as the dump says."""
    size = found.path.stat().st_size
    if promised.size and size != promised.size:
        return f"the file has {size} bytes, the dump says {promised.size}"
    if promised.sha1 and not agrees(found.digest(), promised.sha1):
        return f"the file has the digest {base36(found.digest())}, the dump says {promised.sha1}"
    return ""
