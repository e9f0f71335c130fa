"""What a page asks of the other pages while it is rendered: which files there are.

Knows all files by name, as MkDocs lists them; MkDocs' own object of a file comes into being when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import PurePath
from typing import NamedTuple, Self, overload

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import is_markdown_file


class Row(NamedTuple):
    """What MkDocs' list says of a file."""

    address: str
    """Its path in the site."""
    inclusion: int
    """How far it is part of the site: one of MkDocs' levels."""
    folder: str | None
    """That it lies in."""

    @property
    def is_built(self) -> bool:
        """Whether the site has it."""
        return self.inclusion > InclusionLevel.DRAFT.value


class Asking(Files):
    """All files, and the paths that were asked for since somebody last took note."""

    def __init__(self, rows: Mapping[str, Row], config: MkDocsConfig, there: Iterable[File] = ()) -> None:
        """`rows` are all files by path, in MkDocs' order; `there` are those that have an object already."""
        super().__init__(there)
        self.rows = rows
        self._config = config
        self._asked: set[str] = set()
        self._is_navigated = False

    @classmethod
    def of(cls, files: Files, config: MkDocsConfig) -> Self:
        """As MkDocs has listed them."""
        rows = {file.src_uri: Row(file.dest_uri, file.inclusion.value, file.src_dir) for file in files}
        return cls(rows, config, files)

    def get_file_from_path(self, path: str) -> File | None:
        """The file at a path, as MkDocs resolves a link."""
        name = PurePath(path).as_posix()
        self._asked.add(name)
        return self.at(name) if name in self.rows else None

    def at(self, path: str) -> File:
        """The file at this very path; raises `KeyError`."""
        found = super().get_file_from_path(path)
        if found is None:
            row, config = self.rows[path], self._config
            found = File(
                path, row.folder, config.site_dir, config.use_directory_urls,
                dest_uri=row.address, inclusion=InclusionLevel(row.inclusion),
            )  # fmt: skip
            self.append(found)
        if found.page is None and self._is_navigated and is_page(path, self.rows[path]):
            Page(None, found, self._config)
        return found

    def taken(self) -> frozenset[str]:
        """What was asked since this was last asked."""
        asked, self._asked = frozenset(self._asked), set()
        return asked

    def navigation(self) -> Navigation:
        """MkDocs' navigation of these files; from now on each page has its own object."""
        nav: Navigation = get_navigation(self, self._config)
        self._is_navigated = True
        return nav

    def documentation_pages(self, *, inclusion: object = None) -> Sequence[File]:  # noqa: ARG002  # MkDocs' own signature
        """Pages of the site, which come into being one by one; before there is a navigation, those that are there."""
        if not self._is_navigated:
            return [file for file in self if is_page(file.src_uri, self.rows[file.src_uri])]
        return self._pages

    @cached_property
    def _pages(self) -> Pages:
        return Pages(self, [path for path, row in self.rows.items() if is_page(path, row)])

    def forget(self, kept: frozenset[str]) -> None:
        """Let go of all files but these, so that a process holds no more than the names."""
        for file in [file for file in self if file.src_uri not in kept]:
            self.remove(file)


class Pages(Sequence[File]):
    """Pages of a site, each of which comes into being when it is looked at."""

    def __init__(self, files: Asking, paths: Sequence[str]) -> None:
        self._files, self._paths = files, paths

    def __len__(self) -> int:
        return len(self._paths)

    def __iter__(self) -> Iterator[File]:
        return map(self._files.at, self._paths)

    @overload
    def __getitem__(self, at: int) -> File: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[File]: ...
    def __getitem__(self, at: int | slice) -> File | Sequence[File]:
        return list(map(self._files.at, self._paths[at])) if isinstance(at, slice) else self._files.at(self._paths[at])


def is_page(path: str, row: Row) -> bool:
    """Whether a file becomes a page of the site."""
    return row.is_built and is_markdown_file(path)
