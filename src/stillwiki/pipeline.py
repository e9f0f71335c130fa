"""The phases, and nothing else: inventory, scan, index, convert, weave.

Each phase may ask only about the products of earlier ones. Scan and convert are pure functions of a page and of what
they may ask, so the caller may map them over as many processes as it likes; results are taken in the order of titles.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, TypeVar

from stillwiki import dom, names, notebook, uploads
from stillwiki.article import Article
from stillwiki.diagnostics import Diagnostic
from stillwiki.errors import SourceError
from stillwiki.index import Entry, Index
from stillwiki.inventory import Inventory, inventory
from stillwiki.markdown import frontmatter
from stillwiki.memory import Memory, Phase
from stillwiki.model import Converted, Document, Facts, Missing, Page, Static
from stillwiki.notebook import Notebook
from stillwiki.notepage import NotePage
from stillwiki.notes import Vault
from stillwiki.obsidian import canvas
from stillwiki.pagewise import CONVERT_NOTE, SCAN, SCAN_NOTE, converting, scan_page
from stillwiki.sources import Wiki
from stillwiki.sources.measures import measured
from stillwiki.stylesheets import stylesheets
from stillwiki.titles import Title
from stillwiki.tracing import digest
from stillwiki.weave import glossary, special, weave
from stillwiki.wikitext.passes.tidy import tidy
from stillwiki.wikitext.render import expand

A = TypeVar("A")
B = TypeVar("B")

HOME = "index.md"


class Mapper(Protocol):
    """`map`, or one that works in several processes; results in the order of the items."""

    def __call__(self, function: Callable[[A], B], items: Iterable[A], /) -> Iterable[B]:
        """Apply the function to every item."""


@dataclass(frozen=True, slots=True)
class Event:
    """Progress: so many of so many pages are through a phase."""

    phase: str
    done: int
    total: int


def ignore(_event: Event) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Options:
    """What is to become of a wiki."""

    namespaces: Mapping[int, str]
    """`page` or `source` for every namespace that is part of the tree."""
    glossary: frozenset[str] = frozenset()
    """Titles of categories whose articles are terms of the glossary, beside the notes that define one."""
    notes_licence: tuple[str, str] = ("", "")
    """Name and address of the licence of the vault's notes."""
    self_check: bool = False
    """Render every page's Markdown again and compare it with the HTML it came from."""


@dataclass(frozen=True)
class Means:
    """How a tree is made, which decides nothing of what it is."""

    mapper: Mapper = map
    on_event: Callable[[Event], None] = ignore
    memory: Memory = field(default_factory=lambda: Memory(None))


@dataclass(frozen=True)
class Tree:
    """The finished tree, in memory."""

    files: Mapping[str, bytes]
    """By path under the tree's root."""
    diagnostics: tuple[Diagnostic, ...]
    """Of the pages; those of the source stand with the source."""
    index: Index


def convert_wiki(
    wiki: Wiki,
    options: Options,
    vault: Vault | None = None,
    means: Means | None = None,
) -> Tree:
    """All phases; the same wiki, vault and options give the same tree, whatever the means."""
    means = means or Means()
    media, refused = uploads.allowed(wiki.media)
    held = inventory(wiki.site, wiki.pages, media, measured(media))
    chosen = [page for page in wiki.pages if page.title.namespace in options.namespaces]
    facts, texts = _apart(_scan(chosen, held, means))
    index, held = recount(held, build_index(held, facts), means)
    facts, again = _apart(index.facts.values())
    index, texts = replace(index, facts=facts), texts | {full: text for full, text in again.items() if text}
    book, unsafe = _bound(vault, index, means) if vault else (None, [])
    index = book.index if book else index
    articles = [
        Article(page, index.facts[full], options.namespaces[page.title.namespace], texts.pop(full))
        for page in chosen
        if index.entries[full := page.title.full].path
    ]
    converted = _convert(articles, index, options, means)
    del articles  # the HTML of all pages: what is not needed any more makes room for what is
    noted: list[NotePage] = _convert_notes(book, options, means) if book else []
    said = [*(d for page in converted for d in page.diagnostics), *(d for page in noted for d in page.diagnostics)]
    written = [*(page.document for page in converted), *(page.document for page in noted)]
    del converted
    files = _spelled(written, options, weave(index, held.counts))
    files |= {index.media[name]: path.read_bytes() for name, path in media.items()}
    sheets, removed = stylesheets(index, held.pages)
    files |= sheets
    files |= {path: content for page in noted for path, content in page.files}
    found = [*refused, *unsafe, *removed, *_broken(index), *said]
    return Tree(
        files=dict(sorted(files.items())),
        diagnostics=tuple(sorted(set(found), key=lambda d: (d.page, d.line, d.code, d.message))),
        index=index,
    )


def _broken(index: Index) -> Iterable[Diagnostic]:
    """Redirects that lead nowhere."""
    for full, link in sorted(index.redirects.items()):
        if isinstance(index.resolve(full), Missing):
            yield Diagnostic("redirect-broken", full, 1, f"leads to {link.title}, which is nothing or leads back")


def _spelled(written: list[Document], options: Options, woven: Iterable[Document | Static]) -> dict[str, bytes]:
    """The files of pages, of what is woven, and of the glossary; each page goes as its file comes."""
    terms = glossary.terms(written, options.glossary)
    documents = deque(glossary.marked(written, terms))
    written.clear()
    files: dict[str, bytes] = {}
    while documents:
        out = documents.popleft()
        files[out.path] = _bytes(out)
    return files | {out.path: _bytes(out) for out in (*woven, *glossary.pages(terms))}


def _bytes(out: Document | Static) -> bytes:
    return out.content if isinstance(out, Static) else frontmatter.join(out.meta, out.body, out.head).encode()


def _watched(phase: str, total: int, results: Iterable[B], means: Means) -> Iterable[B]:
    means.on_event(Event(phase, 0, total))
    for done, result in enumerate(results, 1):
        yield result
        means.on_event(Event(phase, done, total))


# -- scan ------------------------------------------------------------------------------------------


def _scan(pages: list[Page], held: Inventory, means: Means) -> Iterable[Facts]:
    results = means.memory.recall(_scanning("scan"), held, pages, means.mapper)
    return _watched("scan", len(pages), results, means)


def _apart(scanned: Iterable[Facts]) -> tuple[dict[str, Facts], dict[str, bytes]]:
    """What pages may ask of one another, and apart from it their HTML, which only they need themselves."""
    facts, texts = {}, {}
    for each in scanned:
        facts[each.title] = replace(each, html="")
        texts[each.title] = each.html.encode("utf-8", "surrogatepass")
    return facts, texts


def _scanning(name: str) -> Phase[Page, Facts]:
    return Phase(name, SCAN, lambda page: page.title.full, digest)


# -- index -----------------------------------------------------------------------------------------


def build_index(held: Inventory, facts: Mapping[str, Facts]) -> Index:
    """Give every page its path and collect what pages ask of one another."""
    site = held.site
    specials = special.paths()
    titles = [page.title for page in held.pages.values() if page.title.full in facts]
    paths = names.paths(titles)
    home = held.titles.parse(site.main_page)
    return Index(
        site=site,
        entries={
            full: Entry(page.title, _path(page, facts, paths, home), page.id) for full, page in held.pages.items()
        },
        facts=facts,
        specials=specials,
        media=names.media_paths(held.media),
        stub_paths={full: paths[full] for full, found in facts.items() if found.redirect or _is_home(full, home)},
    )


def _path(page: Page, facts: Mapping[str, Facts], paths: Mapping[str, str], home: Title | None) -> str:
    full = page.title.full
    if full not in facts or facts[full].redirect:
        return ""
    return HOME if _is_home(full, home) else paths[full]


def _is_home(full: str, home: Title | None) -> bool:
    """Whether this is the wiki's main page: it is the site's home, and a stub leads there from its own address."""
    return home is not None and full == home.full


def recount(held: Inventory, index: Index, means: Means) -> tuple[Index, Inventory]:
    """Scan pages again that show how many pages a category or the wiki has, now that it is known.

    Their links and categories stay those of the first scan, so that one more time is enough.
    """
    content = held.site.content_namespaces
    linking = (full for full, facts in index.facts.items() if facts.links and not facts.redirect)
    counted = replace(
        held,
        article_count=sum(index.entries[full].title.namespace in content for full in linking),
        category_counts={
            name: (len(index.pages(name)), len(index.subcategories(name)), len(index.files(name)))
            for name in index.category_names
        },
    )
    asking = [held.pages[full] for full, facts in index.facts.items() if facts.asked_counts]
    if not asking:
        return index, counted
    facts = dict(index.facts)
    for again in means.memory.recall(_scanning("recount"), counted, asking, means.mapper):
        first = facts[again.title]
        facts[again.title] = replace(again, links=first.links, categories=first.categories)
    return replace(index, facts=facts), counted


# -- convert ---------------------------------------------------------------------------------------


def _convert(articles: list[Article], index: Index, options: Options, means: Means) -> list[Converted]:
    scanned = means.memory.digests("scan") | means.memory.digests("recount")
    phase: Phase[Article, Converted] = Phase(
        "convert",
        converting(self_check=options.self_check),
        lambda article: article.page.title.full,
        lambda article: digest((article.page, article.treatment, scanned.get(article.page.title.full))),
    )
    results = means.memory.recall(phase, index, articles, means.mapper)
    return list(_watched("convert", len(articles), results, means))


# -- notes -----------------------------------------------------------------------------------------


def _bound(vault: Vault, index: Index, means: Means) -> tuple[Notebook, list[Diagnostic]]:
    """Scan all notes and put them into the index; with what may not stand on the site."""
    locations = {path: Path(file.location) for path, file in vault.files.items() if not file.text}
    attached = {path: place for path, place in locations.items() if not path.lower().endswith(notebook.PAGES)}
    kept, unsafe = uploads.allowed(attached)
    notes = list(vault.notes.values())
    outlines = dict(_watched("notes", len(notes), means.mapper(SCAN_NOTE, notes), means))
    outlines |= {path: canvas.outline(file) for path, file in vault.files.items() if path.lower().endswith(".canvas")}
    return notebook.bind(vault, outlines, index, frozenset(attached.keys() - kept.keys())), unsafe


def _convert_notes(book: Notebook, options: Options, means: Means) -> list[NotePage]:
    paths = list(book.pages())
    results = means.mapper(CONVERT_NOTE.bound(book, options.notes_licence), paths)
    return list(_watched("convert notes", len(paths), results, means))


# -- one page --------------------------------------------------------------------------------------

STAGES = ("source", "expanded", "html", "markdown")
"""What a page looks like on its way."""


def stage(wiki: Wiki, options: Options, title: str, name: str) -> str:
    """One page at one of the `STAGES`; `title` is a full title that the wiki has."""
    held = inventory(wiki.site, wiki.pages, wiki.media, measured(wiki.media))
    page = held.pages[title]
    if name == "source":
        return page.text
    if name == "expanded":
        return expand(page, held)
    if name == "html":
        return dom.serialise(tidy(scan_page(held, page).html))
    tree = convert_wiki(wiki, options)
    path = tree.index.entries[title].path
    if not path:
        raise SourceError(f"{title}: is no page of the tree (a redirect, or in a namespace that is left out)")
    return tree.files[path].decode()
