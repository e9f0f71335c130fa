"""All that decides every page of a site alike: what it is made by, and what each page shows of the others."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import meta

from stillwiki.memory import program
from stillwiki.siteinputs import inputs
from stillwiki.tracing import digest

THEME = Path(__file__).parent.parent / "theme"
SHOWN = ("icon", "status", "subtitle")
"""Front matter of the navigation's pages that the theme shows on all pages (`tests/test_rendering_any.py` reads it)."""


def frame(config: MkDocsConfig) -> bytes | None:
    """A digest of what does not depend on any page; none where pages may depend on what is not known here."""
    found = inputs(Path(config.config_file_path))
    if found is None or not {folder.resolve() for folder in found.folders} <= {THEME.resolve()}:
        return None
    if config.extra_templates:  # which may show anything of any page
        return None
    read = [path.read_bytes() for path in found.files]
    for folder in found.folders:
        read += _read(folder)
    return digest((program(), read, found.variables))


def environment(frame: bytes | None, nav: Navigation) -> str | None:
    """A digest; none where no output can be taken as it stands."""
    entries = []
    for page in nav.pages:
        title = vars(page).get("title")
        if title is None:  # then MkDocs takes it from the page's text
            return None
        entries.append((page.file.src_uri, str(title), _shown(page)))
    return digest((frame, entries)).hex() if frame else None


def theme() -> bytes:
    """A digest of our part of the theme."""
    return digest(_read(THEME))


def _read(folder: Path) -> list[bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [each for path in files for each in (str(path.relative_to(folder)).encode(), path.read_bytes())]


def _shown(page: Page) -> list[str]:
    try:
        told = meta.get_data(page.file.content_string)[1]
    except (OSError, ValueError):  # which MkDocs itself will report
        return []
    return [repr(told.get(name)) for name in SHOWN]
