"""One page by MkDocs' own functions, and what is known of it then.

Knows nothing of where earlier outputs lie, nor of what becomes of this one. Whether a page is right is MkDocs' to say.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from stillwiki.rendering.asking import Asking, is_page
from stillwiki.rendering.store import Record


class Made(NamedTuple):
    """A page that was rendered."""

    path: str
    record: Record
    anchors: Mapping[str, dict[str, str]]
    """What it links of pages: their anchors, and the links as they were written."""
    warned: int
    """How many warnings that gave."""


@dataclass(frozen=True)
class Renderer:
    """All that pages are rendered with."""

    config: MkDocsConfig
    files: Asking
    nav: Navigation
    env: Environment
    pages: Sequence[File] = ()
    """All pages, which the sitemap shows."""
    warnings: Callable[[], int] = lambda: 0
    """How many this process has given."""

    def __call__(self, file: File, source: str) -> Made:
        """Render a page whose file has this SHA-256, and note what is known of it then."""
        page, index, warned = page_of(file), search_index(self.config), self.warnings()
        self.files.taken()
        _populate_page(page, self.config, self.files)
        asked, before = self.files.taken(), len(index.entries) if index else 0
        _build_page(page, self.config, self.pages, self.nav, self.env)
        entries = json.dumps(index.entries[before:] if index else [], separators=(",", ":"), default=str)
        try:
            digest = hashlib.sha256(Path(file.abs_dest_path).read_bytes()).hexdigest()
        except FileNotFoundError:
            digest = ""
        linked = {target.src_uri: named for target, named in (page.links_to_anchors or {}).items()}
        anchors = {path: named for path, named in linked.items() if is_page(path, self.files.rows[path])}
        page.content, page.markdown, page.toc = None, None, []  # type: ignore[assignment]  # as it was before
        if index:
            del index.entries[before:]
        record = Record(
            address=file.dest_uri,
            source=source,
            digest=digest,
            search=entries[1:-1],
            asked="\0".join(sorted(asked)),
            anchors=json.dumps(sorted(page.present_anchor_ids or ())),
            links=json.dumps({path: sorted(named) for path, named in anchors.items() if path != file.src_uri}),
        )
        return Made(file.src_uri, record, anchors, self.warnings() - warned)


def page_of(file: File) -> Page:
    """The page that MkDocs keeps at its file."""
    if file.page is None:
        raise TypeError(f"{file.src_uri}: MkDocs made no page of it")
    return file.page


def search_index(config: MkDocsConfig) -> Any:  # of Material, which has no types
    """What the search plugin has gathered, if there is one."""
    return next((each.search_index for each in config.plugins.values() if hasattr(each, "search_index")), None)
