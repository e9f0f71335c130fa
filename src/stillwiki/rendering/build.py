"""One build: MkDocs' own steps in MkDocs' own order, but for pages and files whose outputs stand.

A page's output is decided by its Markdown, the environment (configuration, theme, versions, what the navigation shows),
and the existence of what it links; whether it may link an anchor, by the page that has it. All else of the site (error
page, sitemap, search index) is put together by each build. Whether pages are right is MkDocs' to say.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mkdocs.commands.build import _build_extra_template, _build_page, _build_theme_template, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from stillwiki import swap
from stillwiki.rendering.asking import Asking
from stillwiki.rendering.environment import environment
from stillwiki.rendering.store import Record, Store

INDEX = "search/search_index.json"
_SEARCH = Record._fields.index("search")
_HERE = "stillwiki: the entries of all pages"


class Build:
    """A site on its way into the folder that the configuration names."""

    def __init__(self, config: MkDocsConfig, store: Store, site: Path, digests: Mapping[str, str]) -> None:
        """`site` is the old one, `digests` has SHA-256 of files of the tree, as far as somebody knows them."""
        self.config = config = config.plugins.on_config(config)
        self.store, self.site, self._digests = store, site, digests
        config.plugins.on_pre_build(config=config)
        files = get_files(config)
        self.env = config.theme.get_env()
        files.add_files_from_theme(self.env, config)
        files = config.plugins.on_files(files, config=config)
        set_exclusions(files, config)
        self.files = Asking(files)
        nav: Navigation = get_navigation(self.files, config)
        self.nav = config.plugins.on_nav(nav, config=config, files=self.files)
        self.included = [file for file in self.files if file.inclusion.value > InclusionLevel.DRAFT.value]
        self.pages = [file for file in self.included if file.is_documentation_page()]
        self.sources = {file.src_uri: self._source(file) for file in self.included}
        self.kept: dict[str, Record] = {}
        self._asked: dict[str, frozenset[str]] = {}

    def run(self) -> None:
        """Make the whole site."""
        self._choose()
        self._populate(file for file in self.pages if file.src_uri not in self.kept)
        self._reconsider()
        for page in self.nav.pages:
            if page.file.src_uri in self.kept:  # of which others show the front matter
                page.read_source(self.config)
        self.env = self.config.plugins.on_env(self.env, config=self.config, files=self.files)
        self._place()
        for template in self.config.theme.static_templates:
            _build_theme_template(template, self.env, self.files, self.config, self.nav)
        for template in self.config.extra_templates:
            _build_extra_template(template, self.files, self.config, self.nav)
        self._render()
        self._validate()
        self._index()
        self.store.drop(self.store.lines.keys() - self.sources.keys())

    def _source(self, file: File) -> str:
        known = self._digests.get(file.src_uri) if file.src_dir == self.config.docs_dir else None
        return known or hashlib.sha256(file.content_bytes).hexdigest()

    # -- what stands -------------------------------------------------------------------------------

    def _choose(self) -> None:
        """Find the outputs that can stay as they are."""
        now = environment(self.config, self.nav)
        if now is None or self.store.state("environment") != {"is": now}:
            self.store.clear()
            self.store.note("environment", {"is": now})
        there = self.files.there()
        changed = {path for path, _ in self.store.state("there").items() ^ there.items()}
        self.store.note("there", there)
        times = Counter(file.dest_uri for file in self.included)
        times.update([*self.config.theme.static_templates, *self.config.extra_templates, INDEX, "sitemap.xml.gz"])
        for file in self.included:
            record = self.store.record(file.src_uri)
            if (
                record
                and record.address == file.dest_uri
                and record.source == self.sources[file.src_uri]
                and times[file.dest_uri] == 1  # else the last one stays, and only MkDocs knows which that is
                and (not changed or changed.isdisjoint(record.asked.split("\0")))
                and self.store.stands(record, self.site)
            ):
                self.kept[file.src_uri] = record

    def _populate(self, files: Iterable[File]) -> None:
        """Read pages and render their Markdown."""
        for file in files:
            self.files.taken()
            _populate_page(_page(file), self.config, self.files)
            self._asked[file.src_uri] = self.files.taken()

    def _reconsider(self) -> None:
        """Render what links an anchor that is gone, so that MkDocs says so."""
        gone: dict[str, set[str]] = {}
        for file in self.pages:
            record = self.store.record(file.src_uri)
            if record and record.anchors and file.src_uri in self._asked:
                gone[file.src_uri] = set(json.loads(record.anchors)) - (_page(file).present_anchor_ids or set())
        gone = {path: anchors for path, anchors in gone.items() if anchors}
        if gone:
            again = [
                file
                for file in self.pages
                if (record := self.kept.get(file.src_uri))
                and any(not gone.get(path, set()).isdisjoint(named) for path, named in json.loads(record.links).items())
            ]
            for file in again:
                del self.kept[file.src_uri]
            self._populate(again)

    # -- what is made ------------------------------------------------------------------------------

    def _place(self) -> None:
        """Take over what stands, and copy what is no page."""
        for record in self.kept.values():
            if record.digest:
                swap.share(self.site / record.address, Path(self.config.site_dir, record.address))
        for file in self.included:
            if not file.is_documentation_page() and file.src_uri not in self.kept:
                file.copy_file()
                source = self.sources[file.src_uri]
                self.store.put(file.src_uri, Record(file.dest_uri, source, source))

    def _render(self) -> None:
        """Put pages into the theme, and note what is known of them then."""
        index = self._search()
        for file in self.pages:
            if file.src_uri in self.kept:
                continue
            before = len(index.entries) if index else 0
            _build_page(_page(file), self.config, self.pages, self.nav, self.env)
            entries = json.dumps(index.entries[before:] if index else [], separators=(",", ":"), default=str)
            self.store.put(file.src_uri, self._record(file, entries[1:-1]))

    def _record(self, file: File, search: str) -> Record:
        page = _page(file)
        try:
            made = hashlib.sha256(Path(self.config.site_dir, file.dest_uri).read_bytes()).hexdigest()
        except FileNotFoundError:
            made = ""
        links = {
            target.src_uri: sorted(anchors)
            for target, anchors in (page.links_to_anchors or {}).items()
            if target is not file and target.page
        }
        return Record(
            address=file.dest_uri,
            source=self.sources[file.src_uri],
            digest=made,
            search=search,
            asked="\0".join(sorted(self._asked[file.src_uri])),
            anchors=json.dumps(sorted(page.present_anchor_ids or ())),
            links=json.dumps(links),
        )

    def _validate(self) -> None:
        """Let MkDocs check the anchors that rendered pages link, on pages that stand too."""
        for file in self.pages:
            page = _page(file)
            if file.src_uri not in self.kept:
                for target in page.links_to_anchors or {}:
                    record = self.kept.get(target.src_uri)
                    if record and target.page:
                        target.page.present_anchor_ids = set(json.loads(record.anchors))
                page.validate_anchor_links(files=self.files, log_level=self.config.validation.links.anchors)

    def _search(self) -> Any:  # of Material, which has no types
        return next((each.search_index for each in self.config.plugins.values() if hasattr(each, "search_index")), None)

    def _index(self) -> None:
        """Let the search plugin write its index around the entries of all pages, in the order of the pages."""
        index = self._search()
        if index:
            index.entries = [_HERE]
        self.config.plugins.on_post_build(config=self.config)
        if index:
            path = Path(self.config.site_dir, INDEX)
            head, _, tail = path.read_text("utf-8").rpartition(json.dumps(_HERE))
            entries = (self.store.lines[file.src_uri][_SEARCH] for file in self.pages)
            path.write_text(head + ",".join(filter(None, entries)) + tail, "utf-8")


def _page(file: File) -> Page:
    if file.page is None:
        raise TypeError(f"{file.src_uri}: MkDocs made no page of it")
    return file.page
