"""What every source gives, and what it has to be told: the records at this room's door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from stillwiki.diagnostics import Diagnostic
from stillwiki.inventory import Gist
from stillwiki.model import Page, Site

Watch: TypeAlias = Callable[[int, int], None]
"""Told how much of a source has been read: bytes of the dump (or files of the folder) done, and in all."""


def unwatched(_done: int, _total: int) -> None:
    """Nobody is told."""


@dataclass(frozen=True)
class Settings:
    """What a source cannot say of itself, or says wrongly; anything empty is left to the source."""

    name: str = ""
    language: str = ""
    base: str = ""
    """Address of the main page on the live wiki; server, article path and the main page's title follow from it."""
    licence: str = ""
    licence_url: str = ""
    now: str = ""
    """The wiki's clock (ISO 8601, UTC), where the newest revision is not to be it or there are no dates."""
    interwiki: Mapping[str, str] = field(default_factory=dict)
    """Prefixes of other wikis beside those that every wiki knows, to addresses with `$1`."""
    namespace_aliases: Mapping[str, int] = field(default_factory=dict)
    content_namespaces: frozenset[int] = frozenset({0})
    titles: Mapping[str, str] = field(default_factory=dict)
    """For folders: glob over the path without suffix to a title with `{title}` in it, or to nothing to leave the file
    out. The first match counts."""
    files: Path | None = None
    """Folder of the wiki's uploaded files; by default `files` or `images` beside the source."""


@dataclass(frozen=True)
class Wiki:
    """A whole wiki as its source holds it."""

    site: Site
    pages: tuple[Page, ...]
    """One for each title, in the order of full titles."""
    diagnostics: tuple[Diagnostic, ...] = ()
    media: Mapping[str, Path] = field(default_factory=dict)
    """Uploaded files: title without namespace (`Attention head.png`) to where the bytes are."""
    digests: Mapping[str, bytes] = field(default_factory=dict)
    """By full title, of what the source says of a page, where it is known; all else follows from the site."""
    gists: Mapping[str, Gist] = field(default_factory=dict)
    """By full title, where they are known."""
