"""The adapter of the judges: what the site would show for wikitext, through Markdown and the dialect of `mkdocs.yml`.

Links are turned back into `/wiki/Title` only after rendering, so nothing bypasses the Markdown.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import md5
from html import unescape
from pathlib import Path
from unittest.mock import patch
from urllib.parse import quote, unquote

from stillwiki import interwiki, names
from stillwiki.index import Index
from stillwiki.inventory import Inventory, inventory
from stillwiki.markdown import dialect
from stillwiki.markdown.write import write
from stillwiki.memory import Memory
from stillwiki.model import Elsewhere, Facts, MediaInfo, Missing, Page, Revision, Site, Target
from stillwiki.pagewise import DEEP, scan_page
from stillwiki.pipeline import Options, convert_wiki
from stillwiki.plan import treatments
from stillwiki.scanned import build_index, scan
from stillwiki.sources import read
from stillwiki.titles import FILE, MEDIA, MODULE, SPECIAL, Namespace, default_namespaces
from stillwiki.wikitext import context
from stillwiki.wikitext import render as rendering
from stillwiki.wikitext.passes.tidy import tidy

sys.path.insert(0, str(Path(__file__).parent))
from parser_test_tags import with_test_tags

sys.setrecursionlimit(DEEP)
RED = re.compile(r'<span class="new" title="([^"]*)">(.*?)</span>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Place:
    """The page's view of a wiki in which every link keeps its own title: redirects are the judges' business."""

    path: str
    index: Index

    def link(self, title: str, fragment: str) -> Target:
        entry = self.index.entries.get(title)
        space = title.partition(":")[0]
        special = any(
            self.index.site.namespaces[k].name == space for k in (SPECIAL, MEDIA) if k in self.index.site.namespaces
        )
        described = space == self.index.site.namespaces[FILE].name and title.partition(":")[2] in self.index.media
        if entry is None and not special and not described:
            return Missing(title)
        return Elsewhere(_address(title, fragment), title)

    def file(self, name: str) -> str | None:
        return self.index.media.get(name)


def _address(title: str, fragment: str) -> str:
    mark = f"#{quote(fragment, safe='')}" if fragment else ""
    return f"https://mirror.invalid/wiki/{quote(title.replace(' ', '_'), safe='/:')}{mark}"


def _html(facts: Facts, index: Index) -> str:
    place = _Place(f"{names.ROOT}/Page.md", index)
    html = dialect.render(write(tidy(facts.html), place))
    html = html.replace("https://mirror.invalid/", "/")
    return RED.sub(_red, html)


def _red(match: re.Match[str]) -> str:
    title = unescape(match[1]).replace(" ", "_")
    return f'<a class="new" href="/wiki/{quote(title, safe="/:")}">{match[2]}</a>'


def _wiki(dump: Path, site: dict[str, str]) -> tuple[Inventory, Index, dict[str, Facts]]:
    wiki = read(dump)
    prefixes = interwiki.DEFAULT | {"mh": interwiki.MIRAHEZE["mh"]}
    about = replace(
        wiki.site,
        server=site["server"],
        article_path=site["article_path"],
        script_path=site["script_path"],
        now=site["now"],
        interwiki=prefixes,
    )
    held = inventory(about, wiki.pages)
    pages = dict.fromkeys(held.pages, b"")
    done = scan(held, list(pages), Memory(None), lambda _phase, _total: map, pages)
    found = {full: replace(facts, html=done.text(full).decode()) for full, facts in done.index.facts.items()}
    return done.held, done.index, found


def render_dump(dump: Path, site: dict[str, str]) -> Iterator[tuple[str, str, list[str], str | None]]:
    """Title, HTML, categories and redirect target of every wikitext page."""
    held, index, found = _wiki(dump, site)
    for full, facts in found.items():
        if held.pages[full].model == "wikitext":
            categories = [category.name.partition(":")[2] for category in facts.categories]
            yield full, _html(facts, index), categories, facts.redirect.title if facts.redirect else None


def convert_dump(dump: Path, _site: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Title and Markdown of every page of a dump, as an import makes them."""
    wiki = read(dump)
    tree = convert_wiki(wiki, Options(treatments(wiki.site, {})))
    for full, entry in tree.index.entries.items():
        if entry.path:
            yield full, tree.files[entry.path].decode()


# -- the parser tests ------------------------------------------------------------------------------

TEST_WIKI = json.loads((Path(__file__).parents[2] / "shared/conformance/test_wiki.json").read_text("utf-8"))
EPOCH = "1970-01-01T00:02:03Z"
TEST_LANGUAGE = with_test_tags(rendering.LANGUAGE)
MEDIA_INFO = {
    name: MediaInfo(row["width"], row["height"], row["mime"], row.get("duration", 0.0), row.get("pages", 0))
    for name, row in TEST_WIKI["files"].items()
}


PMID = {"pmid": {"url": "//www.ncbi.nlm.nih.gov/pubmed/$1?dopt=Abstract"}}
REVISION = 1337
"""Of the page that a case renders, as the format of the cases has it."""


def _test_site(options: dict[str, str]) -> Site:
    spaces = default_namespaces(TEST_WIKI["sitename"])
    spaces[0] = replace(spaces[0], subpages="subpage" in options)
    spaces |= {
        int(key): Namespace(int(key), name.replace("_", " ")) for key, name in TEST_WIKI["extra_namespaces"].items()
    }
    table = TEST_WIKI["interwiki"] | (PMID if "pmid-interwiki" in options else {})
    in_margin = options.get("wgInterwikiMagic") != "false"
    magic = dict.fromkeys(TEST_WIKI["magic_links"], True) | json.loads(options.get("wgEnableMagicLinks", "{}"))
    return Site(
        name=TEST_WIKI["sitename"],
        namespaces=spaces,
        server=TEST_WIKI["server"],
        script_path=TEST_WIKI["script_path"].removesuffix("/index.php"),
        interwiki={prefix: row["url"] for prefix, row in table.items()},
        local_interwiki=frozenset(prefix for prefix, row in table.items() if row.get("local")),
        language_links=frozenset(prefix for prefix, row in table.items() if "language" in row and in_margin),
        magic_links=frozenset(name for name, on in magic.items() if on),
        tab_markup=options.get("wgTabberNeueParseTabName") == "true",
        legacy_anchors="html5" not in options.get("wgFragmentMode", "legacy"),
        now=TEST_WIKI["now"],
        timezone=options.get("wglocaltimezone", options.get("wgLocaltimezone", "UTC")),
    )


def render(title: str, wikitext: str, articles: dict[str, str], options: dict[str, str]) -> str:
    """HTML of one parser test."""
    site = _test_site(options)
    titles = site.titles()

    def page(name: str, text: str, revision: int = 1) -> Page:
        known = titles.parse(name) or titles.make(0, "Parser test")
        model = "Scribunto" if known.namespace == MODULE else "wikitext"
        return Page(known, 1, text, model, Revision(revision, EPOCH))

    held = inventory(site, [page(name, text) for name, text in articles.items()], TEST_WIKI["files"], MEDIA_INFO)
    tested = page(title, wikitext, REVISION)
    room = int(options.get("maxincludesize", context.MAX_SIZE))
    with patch.object(rendering, "LANGUAGE", TEST_LANGUAGE), patch.object(context, "MAX_SIZE", room):
        facts = scan_page(held, tested)
    index = build_index(held, {})
    return UPLOADED.sub(_upload, _html(facts, index))


UPLOADED = re.compile(r'(?<= href=")\.\./media/([^"/]+)(?=")')


def _upload(match: re.Match[str]) -> str:
    """Address of a file of the tree where the wiki of the tests holds it."""
    name = match[1]
    place = md5(unquote(name).encode(), usedforsecurity=False).hexdigest()
    return f"http://example.com/images/{place[0]}/{place[:2]}/{name}"
