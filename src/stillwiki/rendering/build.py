"""One build: MkDocs' own steps in MkDocs' own order, but for pages and files whose outputs stand.

A page's output is decided by its Markdown, the environment (configuration, theme, versions, what the navigation shows),
and the existence of what it links; whether it may link an anchor, by the page that has it. All else of the site (error
page, sitemap, search index) is put together by each build. Whether pages are right is MkDocs' to say.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.commands.build import _build_extra_template, _build_page, _build_theme_template, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation

from stillwiki import swap
from stillwiki.memory import Mapper
from stillwiki.rendering import remote
from stillwiki.rendering.asking import Asking
from stillwiki.rendering.environment import environment
from stillwiki.rendering.page import Made, Renderer, is_page, page_of, search_index
from stillwiki.rendering.store import Record, Store
from stillwiki.rendering.templates import Compiled, Seen

INDEX = "search/search_index.json"
_SEARCH, _ANCHORS = Record._fields.index("search"), Record._fields.index("anchors")
_WRITTEN_LATER = ("search/", "stillwiki.sha256")
"""Where others write into the finished site: what stands there is never shared with the old one."""
_STAYS = "does not tell all that pages depend on, so they are rendered here, not on the cluster"
_HERE = "stillwiki: the entries of all pages"


@dataclass(frozen=True)
class Given:
    """What a build is told beside its configuration."""

    site: Path
    """The old site."""
    spared: Path
    """Where the one before it may be."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of files of the tree, as far as somebody knows them."""
    mapper: Mapper = map
    warnings: Callable[[], int] = lambda: 0
    """How many this process has given."""
    elsewhere: Callable[[], Mapper] | None = None
    """Brings a `map` whose processes need not see our files, to render pages there where that is possible."""
    say: Callable[[str], object] = lambda _: None
    indexed: bool = False
    """Whether somebody makes a search index of the finished site, and wants to have the old one in it."""


class Build:
    """A site on its way into the folder that the configuration names."""

    def __init__(self, config: MkDocsConfig, store: Store, given: Given) -> None:
        self.config = config = config.plugins.on_config(config)
        self.store, self._given = store, given
        self.warned = 0
        config.plugins.on_pre_build(config=config)
        files = get_files(config)
        self.env = config.theme.get_env()
        self.env.loader = Seen(config.theme.dirs)
        files.add_files_from_theme(self.env, config)
        files = config.plugins.on_files(files, config=config)
        set_exclusions(files, config)
        self.files = Asking(files)
        nav: Navigation = get_navigation(self.files, config)
        self.nav = config.plugins.on_nav(nav, config=config, files=self.files)
        self.included = [file for file in self.files if file.inclusion.value > InclusionLevel.DRAFT.value]
        self.pages = list(filter(is_page, self.included))
        self.sources = {file.src_uri: self._source(file) for file in self.included}
        self.kept: dict[str, Record] = {}
        self._before: dict[str, Record] = {}
        self._is_known = False
        self._times: Counter[str] = Counter()

    def run(self) -> None:
        """Make the whole site."""
        self._choose()
        if self._is_known:
            self._make_parts()
        else:
            if self._given.elsewhere:
                self._given.say(_STAYS)
            self._make_all()
        self.store.drop(self.store.lines.keys() - self.sources.keys())
        self.store.conclude()

    def _make_parts(self) -> None:
        """Make what is not there, each page for itself."""
        for page in self.nav.pages:  # of which others show the front matter
            page.read_source(self.config)
        self.env = self.config.plugins.on_env(self.env, config=self.config, files=self.files)
        self.env.bytecode_cache = compiled = Compiled(self.store)
        self._place()
        self._make_templates()
        made = self._make([file for file in self.pages if file.src_uri not in self.kept])
        made += self._make(self._misled(made))
        self._validate(made)
        self._index()
        compiled.keep()

    def _make_all(self) -> None:
        """Make everything as MkDocs does, where pages may show whatever it knows by then of the others."""
        for file in self.pages:
            _populate_page(page_of(file), self.config, self.files)
        self.env = self.config.plugins.on_env(self.env, config=self.config, files=self.files)
        self.files.copy_static_files()
        self._make_templates()
        for file in self.pages:
            _build_page(page_of(file), self.config, self.pages, self.nav, self.env)
        for file in self.pages:
            page_of(file).validate_anchor_links(files=self.files, log_level=self.config.validation.links.anchors)
        self.config.plugins.on_post_build(config=self.config)

    def _make_templates(self) -> None:
        for template in self.config.theme.static_templates:
            _build_theme_template(template, self.env, self.files, self.config, self.nav)
        for template in self.config.extra_templates:
            _build_extra_template(template, self.files, self.config, self.nav)

    def _source(self, file: File) -> str:
        known = self._given.digests.get(file.src_uri) if file.src_dir == self.config.docs_dir else None
        return known or hashlib.sha256(file.content_bytes).hexdigest()

    # -- what stands -------------------------------------------------------------------------------

    def _choose(self) -> None:
        """Find the outputs that can stay as they are."""
        now = environment(self.config, self.nav)
        self._is_known = now is not None
        if now is None or self.store.state("environment") != {"is": now}:
            self.store.clear()
            self.store.note("environment", {"is": now})
        there = self.files.there()
        changed = {path for path, _ in self.store.state("there").items() ^ there.items()}
        self.store.note("there", there)
        self._times.update(file.dest_uri for file in self.included)
        self._times.update([*self.config.theme.static_templates, *self.config.extra_templates, INDEX, "sitemap.xml.gz"])
        for file in self.included:
            record = self.store.record(file.src_uri)
            if record:
                self._before[file.src_uri] = record
            if (
                record
                and record.address == file.dest_uri
                and record.source == self.sources[file.src_uri]
                and not file.dest_uri.startswith(_WRITTEN_LATER)
                and self._times[file.dest_uri] == 1  # else the last one stays, and only MkDocs knows which that is
                and (not changed or changed.isdisjoint(record.asked.split("\0")))
                and self.store.stands(record, self._given.site)
            ):
                self.kept[file.src_uri] = record

    def _misled(self, made: Iterable[Made]) -> list[File]:
        """What stands, but links an anchor that is gone: it is made once more, so that MkDocs says so."""
        gone: dict[str, set[str]] = {}
        for each in made:
            old = self._before.get(each.path)
            if old and old.anchors and (lost := set(json.loads(old.anchors)) - set(json.loads(each.record.anchors))):
                gone[each.path] = lost
        if not gone:
            return []
        found = []
        for file in self.pages:
            record = self.kept.get(file.src_uri)
            links = json.loads(record.links) if record else {}
            if record and any(not gone.get(path, set()).isdisjoint(named) for path, named in links.items()):
                del self.kept[file.src_uri]
                Path(self.config.site_dir, record.address).unlink(missing_ok=True)  # which is the old site's, too
                found.append(file)
        return found

    # -- what is made ------------------------------------------------------------------------------

    def _place(self) -> None:
        """Take over what stands, and copy what is no page."""
        kept = [record.address for record in self.kept.values() if record.digest]
        kept += self.store.carried(self._given.site) if self._given.indexed else []
        swap.carry(self._given.site, Path(self.config.site_dir), kept, self._given.spared)
        for file in self.included:
            if not file.is_documentation_page() and file.src_uri not in self.kept:
                file.copy_file()
                source = self.sources[file.src_uri]
                self.store.put(file.src_uri, Record(file.dest_uri, source, source))

    def _make(self, files: list[File]) -> list[Made]:
        """Render pages: those that share an address last, one after the other, so that the last one stays."""
        alone = [file for file in files if self._times[file.dest_uri] == 1]
        shared = [file for file in files if self._times[file.dest_uri] > 1]
        made = [*self._mapped(alone), *map(self._rendered, shared)]
        for each in made:
            self.store.put(each.path, each.record)
            self.warned += each.warned
        return made

    def _mapped(self, files: list[File]) -> Iterable[Made]:
        if files and self._given.elsewhere:
            told = remote.brief(self.config, self.files, self.nav)
            if told:
                return remote.rendered(told, files, self.sources, self._given.elsewhere(), self._rendered)
            self._given.say(_STAYS)
        return self._given.mapper(self._rendered, files)

    def _rendered(self, file: File) -> Made:
        """Render a page; the one thing that is done in other processes."""
        render = Renderer(self.config, self.files, self.nav, self.env, self.pages, self._given.warnings)
        return render(file, self.sources[file.src_uri])

    def _validate(self, made: Iterable[Made]) -> None:
        """Let MkDocs check the anchors that rendered pages link, on pages that stand too."""
        pages = {file.src_uri: page_of(file) for file in self.pages}
        for each in made:
            for path in each.anchors:
                pages[path].present_anchor_ids = set(json.loads(self.store.lines[path][_ANCHORS]))
            page = pages[each.path]
            page.links_to_anchors = {pages[path].file: named for path, named in each.anchors.items()}
            page.validate_anchor_links(files=self.files, log_level=self.config.validation.links.anchors)

    def _index(self) -> None:
        """Let the search plugin write its index around the entries of all pages, in the order of the pages."""
        index = search_index(self.config)
        if index:
            index.entries = [_HERE]
        self.config.plugins.on_post_build(config=self.config)
        if index:
            path = Path(self.config.site_dir, INDEX)
            head, _, tail = path.read_text("utf-8").rpartition(json.dumps(_HERE))
            entries = (self.store.lines[file.src_uri][_SEARCH] for file in self.pages)
            path.write_text(head + ",".join(filter(None, entries)) + tail, "utf-8")
