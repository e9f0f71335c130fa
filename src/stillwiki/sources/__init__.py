"""From bytes to pages: dumps and folders. Refuses to know what becomes of a page."""

from __future__ import annotations

from pathlib import Path

from stillwiki.errors import SourceError
from stillwiki.index import NOTE
from stillwiki.model import Site
from stillwiki.sources.dump import read_dump
from stillwiki.sources.folder import read_folder
from stillwiki.sources.vault import read_vault
from stillwiki.sources.wiki import Settings, Watch, Wiki, unwatched
from stillwiki.titles import MAIN, default_namespaces

__all__ = ["Settings", "Watch", "Wiki", "no_wiki", "read", "read_vault"]


def no_wiki(name: str, settings: Settings) -> Wiki:
    """The wiki without a page that a vault stands in, where it stands alone."""
    site = Site(
        settings.name or name,
        default_namespaces(settings.name or name),
        language=settings.language or "en",
        content_namespaces=frozenset({MAIN, NOTE}),
        licence=settings.licence,
        licence_url=settings.licence_url,
    )
    return Wiki(site, ())


def read(path: Path, settings: Settings | None = None, watch: Watch = unwatched) -> Wiki:
    """The wiki at `path`: a dump when that is a file, `.mediawiki` files when it is a folder."""
    if not path.exists():
        raise SourceError(f"{path}: there is no such file or folder")
    return (read_folder if path.is_dir() else read_dump)(path, settings or Settings(), watch)
