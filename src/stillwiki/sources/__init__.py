"""From bytes to pages: dumps and folders. Refuses to know what becomes of a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from stillwiki.entries import NOTE
from stillwiki.errors import SourceError
from stillwiki.model import Site
from stillwiki.sources.dump import is_dump, read_dumps
from stillwiki.sources.folder import holds_pages, read_folder
from stillwiki.sources.rendered import with_renderings
from stillwiki.sources.stretches import Stretches
from stillwiki.sources.wiki import Settings, Watch, Wiki, unwatched
from stillwiki.titles import MAIN, default_namespaces

if TYPE_CHECKING:
    from stillwiki.notes import Vault

__all__ = ["Settings", "Stretches", "Watch", "Wiki", "no_wiki", "read", "read_vault"]


def read_vault(folder: Path, name: str = "") -> Vault:
    """The notes in a folder, and the files beside them."""
    from stillwiki.sources import vault  # noqa: PLC0415  # which a wiki alone need not load

    return vault.read_vault(folder, name)


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


def read(
    source: Path | Sequence[Path],
    settings: Settings | None = None,
    watch: Watch = unwatched,
    known: Stretches | None = None,
) -> Wiki:
    """The wiki in a dump, in a folder of `.mediawiki` files or of dumps, or in dumps at several places."""
    settings = settings or Settings()
    paths = [source] if isinstance(source, Path) else list(source)
    for path in paths:
        if not path.exists():
            raise SourceError(f"{path}: there is no such file or folder")
    if len(paths) == 1 and paths[0].is_dir() and holds_pages(paths[0]):
        wiki = read_folder(paths[0], settings, watch)
    else:
        wiki = read_dumps([dump for path in paths for dump in _dumps(path)], settings, watch, known)
    return with_renderings(wiki, paths[0])


def _dumps(path: Path) -> list[Path]:
    """The dumps in a folder; of a file, itself."""
    if not path.is_dir():
        return [path]
    inside = (file for file in sorted(path.iterdir()) if file.is_file() and not file.name.startswith("."))
    found = [file for file in inside if is_dump(file)]
    if not found:
        raise SourceError(f"{path}: holds no .mediawiki files and no dumps")
    return found
