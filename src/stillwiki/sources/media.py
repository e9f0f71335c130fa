"""The files a wiki's users uploaded, where they lie beside a source. Refuses to open them."""

from __future__ import annotations

from pathlib import Path

from stillwiki.errors import SourceError
from stillwiki.sources.gather import Gathering
from stillwiki.titles import FILE

FOLDERS = ("files", "images")
"""Names of the folder beside a dump: ours, and that of dumps made by others."""

_NOT_CURRENT = frozenset({"archive", "deleted", "lockdir", "temp", "thumb"})
"""Folders of MediaWiki's own `images` that hold old versions and what can be made again."""


def beside(source: Path) -> Path | None:
    """The folder of files that belongs to a dump, if there is one."""
    return next((folder for name in FOLDERS if (folder := source.parent / name).is_dir()), None)


def find_files(folder: Path | None, gathering: Gathering) -> dict[str, Path]:
    """Files by their titles without namespace, in the order of titles; folders only group."""
    if folder is None:
        return {}
    if not folder.is_dir():
        raise SourceError(f"{folder}: there is no such folder of files")
    found: dict[str, Path] = {}
    for path in sorted(folder.rglob("*")):
        within = path.relative_to(folder).parts
        if any(part.startswith(".") for part in within) or _NOT_CURRENT.intersection(within[:-1]) or not path.is_file():
            continue
        title = gathering.title(f"File:{path.name}")
        if title is not None and title.namespace == FILE:
            found.setdefault(title.text, path)
    return dict(sorted(found.items()))
