"""MkDocs' list of the files of a site, which is made once and stands while no name comes or goes."""

from __future__ import annotations

import os

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import get_files, set_exclusions

from stillwiki.rendering.asking import Asking, Row
from stillwiki.rendering.store import Store
from stillwiki.tracing import digest

_NOTED = "listing"


class Listing:
    """The list of one build, and that of the last one."""

    def __init__(self, config: MkDocsConfig, env: Environment, store: Store, frame: bytes | None) -> None:
        """`frame` is a digest of all that decides the list beside the names; None where that cannot be known."""
        self._store = store
        told = store.state(_NOTED)
        self.last = {path: Row(*row) for path, row in told.get("rows", {}).items()}
        self._key = digest((frame, _names(config.docs_dir))).hex() if frame else ""
        self.stands = bool(frame) and told.get("key") == self._key
        """Whether it is the last one's."""
        self.files = Asking(self.last, config) if self.stands else _made(config, env)

    def changed(self) -> set[str]:
        """Paths that came or went, or are part of the site in another way."""
        if self.stands:
            return set()
        last, now = ({path: row.inclusion for path, row in rows.items()} for rows in (self.last, self.files.rows))
        return {path for path, _ in last.items() ^ now.items()}

    def note(self) -> None:
        """Let the next build have it."""
        rows = {path: tuple(row) for path, row in self.files.rows.items()}
        self._store.note(_NOTED, {"key": self._key, "rows": rows})


def _made(config: MkDocsConfig, env: Environment) -> Asking:
    """As MkDocs makes it."""
    files = get_files(config)
    files.add_files_from_theme(env, config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    return Asking.of(files, config)


def _names(folder: str) -> list[tuple[str, list[str]]]:
    """Where MkDocs looks for files, and what it finds."""
    return sorted((path, sorted(names)) for path, _, names in os.walk(folder, followlinks=True))
