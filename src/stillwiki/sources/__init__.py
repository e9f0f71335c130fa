"""From bytes to pages: dumps and folders. Refuses to know what becomes of a page."""

from __future__ import annotations

from pathlib import Path

from stillwiki.errors import SourceError
from stillwiki.sources.dump import read_dump
from stillwiki.sources.folder import read_folder
from stillwiki.sources.wiki import Settings, Watch, Wiki, unwatched

__all__ = ["Settings", "Watch", "Wiki", "read"]


def read(path: Path, settings: Settings | None = None, watch: Watch = unwatched) -> Wiki:
    """The wiki at `path`: a dump when that is a file, `.mediawiki` files when it is a folder."""
    if not path.exists():
        raise SourceError(f"{path}: there is no such file or folder")
    return (read_folder if path.is_dir() else read_dump)(path, settings or Settings(), watch)
