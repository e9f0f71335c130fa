"""What a page asks of the other pages while it is rendered: which files there are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from mkdocs.structure.files import File, Files


class Asking(Files):
    """All files, and the paths that were asked for since somebody last took note."""

    def __init__(self, files: Files) -> None:
        super().__init__(files)
        self._asked: set[str] = set()

    def get_file_from_path(self, path: str) -> File | None:
        """The file at a path, as MkDocs resolves a link."""
        self._asked.add(PurePath(path).as_posix())
        return super().get_file_from_path(path)

    def taken(self) -> frozenset[str]:
        """What was asked since this was last asked."""
        asked, self._asked = frozenset(self._asked), set()
        return asked

    def there(self) -> Mapping[str, int]:
        """What can be asked: every path, and how far its file is part of the site."""
        return {path: file.inclusion.value for path, file in self.src_uris.items()}
