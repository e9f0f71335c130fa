"""A wiki kept as a folder of `.mediawiki` files, as people keep one in git.

A file's name is its page's title, with underscores for spaces and `%2F` for a slash; folders only group, but for those
that are named like a namespace (`Category/Methods.mediawiki`). Settings can say otherwise. Refuses clocks: a file's
date depends on the machine it is on, so every page has the date that the settings give.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from stillwiki.errors import SourceError
from stillwiki.model import Page, Revision
from stillwiki.sources.content_model import default_model
from stillwiki.sources.digest import sha1
from stillwiki.sources.gather import Gathering
from stillwiki.sources.media import FOLDERS, find_files
from stillwiki.sources.siteinfo import SiteInfo, site
from stillwiki.sources.wiki import Settings, Watch, Wiki, unwatched
from stillwiki.titles import MAIN, Title

SUFFIX = ".mediawiki"


def holds_pages(path: Path) -> bool:
    """Whether a folder is one of `.mediawiki` files."""
    return any(not _hidden(file.relative_to(path)) for file in path.rglob(f"*{SUFFIX}"))


def read_folder(path: Path, settings: Settings, watch: Watch = unwatched) -> Wiki:
    """Read every `.mediawiki` file below a folder; hidden folders and whatever else lies there are no pages."""
    gathering = Gathering(site(SiteInfo(), settings))
    files = [file for file in sorted(path.rglob(f"*{SUFFIX}")) if not _hidden(file.relative_to(path))]
    for done, file in enumerate(files, 1):
        page = _page(file, PurePosixPath(file.relative_to(path)), settings, gathering)
        if page is not None:
            gathering.add(page)
        watch(done, len(files))
    media = next((folder for name in FOLDERS if (folder := path / name).is_dir()), None)
    return gathering.wiki(find_files(settings.files or media, gathering))


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _page(file: Path, location: PurePosixPath, settings: Settings, gathering: Gathering) -> Page | None:
    title = _title(location.with_suffix(""), settings, gathering)
    if title is None:
        return None
    try:
        text = file.read_text("utf-8-sig").rstrip()  # as MediaWiki does on saving
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{file}: {error}") from error
    revision = Revision(0, settings.now or gathering.site.now, size=len(text.encode()), sha1=sha1(text))
    return Page(title, 0, text, default_model(title), revision, (revision,), location=str(location))


def _title(stem: PurePosixPath, settings: Settings, gathering: Gathering) -> Title | None:
    """Title of a file by the first rule that matches its path, else by the folder's name, else by its own."""
    own = unquote(stem.name).replace("_", " ")
    for pattern, template in settings.titles.items():
        if fnmatchcase(str(stem), pattern):
            return gathering.title(template.replace("{title}", own)) if template else None
    return gathering.title(own, gathering.namespace(stem.parts[0].replace("_", " ")) if len(stem.parts) > 1 else MAIN)
