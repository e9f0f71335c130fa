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
from mkdocs.structure.files import File
from mkdocs.utils import get_build_date

from stillwiki import swap
from stillwiki.memory import Mapper
from stillwiki.rendering import remote, spare
from stillwiki.rendering.asking import Row, is_page
from stillwiki.rendering.environment import environment, frame
from stillwiki.rendering.listing import Listing
from stillwiki.rendering.page import Made, Renderer, page_of, search_index
from stillwiki.rendering.store import SEARCH, STATIC, Output, Record, Store
from stillwiki.rendering.templates import Compiled, Seen

INDEX = f"{SEARCH}search_index.json"
_SEAL = "stillwiki.sha256"
_WRITTEN_LATER = (SEARCH, _SEAL)
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
    careful: bool = False
    """Whether to look at files of the old sites, whatever is known of them."""


class Build:
    """A site on its way into the folder that the configuration names."""

    def __init__(self, config: MkDocsConfig, store: Store, given: Given) -> None:
        self.config = config = config.plugins.on_config(config)
        self.store, self._given = store, given
        self.warned = 0
        config.plugins.on_pre_build(config=config)
        self.env = config.theme.get_env()
        self.env.loader = Seen(config.theme.dirs)
        self._frame = frame(config)
        self.listing = Listing(config, self.env, store, self._frame)
        self.files = self.listing.files
        self.nav = config.plugins.on_nav(self.files.navigation(), config=config, files=self.files)
        self.included = {path: row for path, row in self.files.rows.items() if row.is_built}
        self.pages = [path for path, row in self.included.items() if is_page(path, row)]
        self.sources = {path: self._source(path, row) for path, row in self.included.items()}
        self.kept: dict[str, int] = {}
        """Numbers of the files of outputs that stay as they are, by what they were made of."""
        self._static: dict[str, int] = {}
        """And of outputs of the theme's own templates, by their names."""
        self._believed: spare.Difference | None = None
        """How the spared site differs from the old one, where nobody has to look."""
        self._gone: dict[str, set[str]] = {}
        """Anchors that rendered pages had and have no more."""
        self._is_known = False
        self._times: Counter[str] = Counter()

    @property
    def _templates(self) -> list[str]:
        """What is made of no file of the tree alone."""
        return [*self.config.theme.static_templates, *self.config.extra_templates, "sitemap.xml.gz"]

    def run(self) -> None:
        """Make the whole site."""
        self._choose()
        if self._is_known:
            self._make_parts()
        else:
            if self._given.elsewhere:
                self._given.say(_STAYS)
            self._make_all()
        self.store.conclude(self.sources.keys())

    def _make_parts(self) -> None:
        """Make what is not there, each page for itself."""
        for page in self.nav.pages:  # of which others show the front matter
            page.read_source(self.config)
        self.env = self.config.plugins.on_env(self.env, config=self.config, files=self.files)
        self.env.bytecode_cache = compiled = Compiled(self.store)
        self._place()
        if not self._static:
            self._make_templates()
            names = [name for name in self._templates if Path(self.config.site_dir, name).is_file()]
            self.store.note(STATIC, {"day": get_build_date(), "names": names})
        made = self._make([path for path in self.pages if path not in self.kept])
        made += self._make(self._misled())
        self._validate(made)
        self._index()
        compiled.keep()

    def _make_all(self) -> None:
        """Make everything as MkDocs does, where pages may show whatever it knows by then of the others."""
        pages = [self.files.at(path) for path in self.pages]
        for file in pages:
            _populate_page(page_of(file), self.config, self.files)
        self.env = self.config.plugins.on_env(self.env, config=self.config, files=self.files)
        self.files.copy_static_files()
        self._make_templates()
        for file in pages:
            _build_page(page_of(file), self.config, pages, self.nav, self.env)
        for file in pages:
            page_of(file).validate_anchor_links(files=self.files, log_level=self.config.validation.links.anchors)
        self.config.plugins.on_post_build(config=self.config)

    def _make_templates(self) -> None:
        for template in self.config.theme.static_templates:
            _build_theme_template(template, self.env, self.files, self.config, self.nav)
        for template in self.config.extra_templates:
            _build_extra_template(template, self.files, self.config, self.nav)

    def _source(self, path: str, row: Row) -> str:
        known = self._given.digests.get(path) if row.folder == self.config.docs_dir else None
        return known or hashlib.sha256(self.files.at(path).content_bytes).hexdigest()

    # -- what stands -------------------------------------------------------------------------------

    def _choose(self) -> None:
        """Find the outputs that can stay as they are."""
        now = environment(self._frame, self.nav)
        self._is_known = now is not None
        is_other = now is None or self.store.state("environment") != {"is": now}
        if is_other:
            self.store.clear()
            self.store.note("environment", {"is": now})
        changed = self.listing.changed()
        if now and (is_other or not self.listing.stands):
            self.listing.note()
        difference = spare.known(self.store, self._given.site, self._given.spared)
        self._believed = None if self._given.careful else difference
        self._times.update(row.address for row in self.included.values())
        self._times.update([*self._templates, INDEX])
        for path, row in self.included.items():
            output = self.store.outputs.get(path)
            if (
                output
                and output.address == row.address
                and output.source == self.sources[path]
                and not row.address.startswith(_WRITTEN_LATER)
                and self._times[row.address] == 1  # else the last one stays, and only MkDocs knows which that is
                and (not changed or changed.isdisjoint(self.store.record(path).asked.split("\0")))
                and (number := self._number(output)) is not None
            ):
                self.kept[path] = number
        self._static = self._standing()
        if self._believed is not None:
            spare.believe(self.store, self._static)

    def _number(self, output: Output) -> int | None:
        """The number of a file of the old site that stands; 0 where nobody looks at it, or there is none."""
        return self.store.stands(output, self._given.site) if self._believed is None else 0

    def _standing(self) -> dict[str, int]:
        """Outputs of the theme's own templates, where they can stay as they are: they show the list and the day."""
        told = self.store.state(STATIC)
        if not self.listing.stands or told.get("day") != get_build_date():
            return {}
        names = [name for name in told["names"] if self._times[name] == 1]
        if self._believed is not None:
            return dict.fromkeys(names, 0) if len(names) == len(told["names"]) else {}
        found = {name: number for name in names if (number := self.store.number(self._given.site, name))}
        return found if len(found) == len(told["names"]) else {}

    def _misled(self) -> list[str]:
        """What stands, but links an anchor that is gone: it is made once more, so that MkDocs says so."""
        found = []
        for path in self.pages if self._gone else ():
            links = json.loads(self.store.record(path).links) if path in self.kept else {}
            if any(not self._gone.get(target, set()).isdisjoint(named) for target, named in links.items()):
                del self.kept[path]
                Path(self.config.site_dir, self.included[path].address).unlink(missing_ok=True)  # the old site's, too
                found.append(path)
        return found

    # -- what is made ------------------------------------------------------------------------------

    def _place(self) -> None:
        """Take over what stands, and copy what is no page."""
        if self._believed is None:
            kept: dict[str, int | None] = {
                self.included[path].address: number for path, number in self.kept.items() if number
            }
            kept |= self._static | (self.store.carried(self._given.site) if self._given.indexed else {})
            swap.carry(self._given.site, Path(self.config.site_dir), kept, self._given.spared)
        else:
            self._change(self._believed)
        for path, row in self.included.items():
            if path not in self.kept and not is_page(path, row):
                self.files.at(path).copy_file()
                self.store.made(path, Record(row.address, self.sources[path], self.sources[path]))

    def _change(self, difference: spare.Difference) -> None:
        """Make the spared site the next one, as far as it can be known without a look at it."""
        written = {row.address for path, row in self.included.items() if path not in self.kept} | {INDEX, _SEAL}
        written.update(() if self._static else self._templates)
        gone = {output.address for output in self.store.outputs.values()} - self._times.keys()
        without = {*written, *gone, *difference.others, *difference.more}
        shared = [name for name in (*difference.others, *difference.less) if name not in written | gone]
        try:
            swap.change(self._given.site, Path(self.config.site_dir), self._given.spared, without, shared)
        except OSError as error:
            raise spare.MistakenError from error

    def _make(self, paths: list[str]) -> list[Made]:
        """Render pages: those that share an address last, one after the other, so that the last one stays."""
        alone = [path for path in paths if self._times[self.included[path].address] == 1]
        shared = [path for path in paths if self._times[self.included[path].address] > 1]
        made = [*self._mapped(alone), *map(self._rendered, shared)]
        for each in made:
            before = self.store.record(each.path).anchors if each.path in self.store.outputs else ""
            if before and (gone := set(json.loads(before)) - set(json.loads(each.record.anchors))):
                self._gone[each.path] = gone
            self.store.made(each.path, each.record)
            self.warned += each.warned
        return made

    def _mapped(self, paths: list[str]) -> Iterable[Made]:
        if paths and self._given.elsewhere:
            told = remote.brief(self.config, self.files, self.nav)
            if told:
                files = [self.files.at(path) for path in paths]
                return remote.rendered(told, files, self.sources, self._given.elsewhere(), self._unread)
            self._given.say(_STAYS)
        return self._given.mapper(self._rendered, paths)

    def _unread(self, file: File) -> Made:
        return self._rendered(file.src_uri)

    def _rendered(self, path: str) -> Made:
        """Render a page; the one thing that is done in other processes."""
        pages = self.files.documentation_pages()
        render = Renderer(self.config, self.files, self.nav, self.env, pages, self._given.warnings)
        return render(self.files.at(path), self.sources[path])

    def _validate(self, made: Iterable[Made]) -> None:
        """Let MkDocs check the anchors that rendered pages link, on pages that stand too."""
        for each in made:
            for path in each.anchors:
                page_of(self.files.at(path)).present_anchor_ids = set(json.loads(self.store.record(path).anchors))
            page = page_of(self.files.at(each.path))
            page.links_to_anchors = {self.files.at(path): named for path, named in each.anchors.items()}
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
            entries = (self.store.record(path).search for path in self.pages)
            path.write_text(head + ",".join(filter(None, entries)) + tail, "utf-8")
