"""The phases, and nothing else: inventory, scan, index, convert, weave.

Each phase may ask only about the products of earlier ones. Scan and convert are pure functions of a page and of what
they may ask, so the caller may map them over as many processes as it likes; results are taken in the order of titles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar, cast

from stillwiki import dom, uploads
from stillwiki.article import Article
from stillwiki.diagnostics import Diagnostic
from stillwiki.errors import SourceError
from stillwiki.index import Index
from stillwiki.inventory import inventory
from stillwiki.markdown import frontmatter
from stillwiki.memory import Memory, Phase, World
from stillwiki.model import Converted, Document, Missing, Static
from stillwiki.pagewise import converting, scan_page
from stillwiki.recalled import Recalled
from stillwiki.scanned import Scanned, keep, of_index, scan
from stillwiki.sources import Wiki
from stillwiki.sources.measures import measured
from stillwiki.stylesheets import stylesheets
from stillwiki.tracing import digest
from stillwiki.treefiles import Files
from stillwiki.treefiles import digest as file_digest
from stillwiki.weave import glossary, weave
from stillwiki.wikitext.passes.tidy import tidy
from stillwiki.wikitext.render import expand

if TYPE_CHECKING:
    from stillwiki.notepage import NotePage
    from stillwiki.notes import Vault

A = TypeVar("A")
B = TypeVar("B")


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

    files: Files
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
    held = inventory(wiki.site, wiki.pages, media, measured(media), wiki.gists)
    pages = {full: wiki.digests.get(full) or digest(page) for full, page in held.pages.items()}
    chosen = [page.title.full for page in wiki.pages if page.title.namespace in options.namespaces]
    done = scan(held, chosen, means.memory, partial(_watched, means), pages)
    index = done.index
    unsafe: list[Diagnostic] = []
    if vault:
        from stillwiki import notewise  # noqa: PLC0415  # a tenth of a second that a wiki alone need not spend

        book, unsafe = notewise.bound(vault, index, partial(_watched, means))
        index = book.index
    converted = _convert(replace(done, index=index), options, means, pages, apart=not vault)
    noted = notewise.converted(book, options.notes_licence, partial(_watched, means)) if vault else []
    files = _written(converted, noted, options)
    for path, content in _woven(replace(done, index=index), means.memory, apart=not vault):
        files.add(path, content)
    for name, place in media.items():
        files.add(index.media[name], place.read_bytes())
    sheets, removed = stylesheets(index, held.pages)
    for path, content in (*sheets.items(), *(file for page in noted for file in page.files)):
        files.add(path, content)
    if not vault:
        keep(done, means.memory)
    said = chain.from_iterable(
        (*(told.diagnostics for told in converted.told.values()), *(n.diagnostics for n in noted))
    )
    found = {*refused, *unsafe, *removed, *_broken(index), *said}
    return Tree(
        files=files.sorted(),
        diagnostics=tuple(sorted(found, key=lambda d: (d.page, d.line, d.code, d.message))),
        index=index,
    )


def _broken(index: Index) -> Iterable[Diagnostic]:
    """Redirects that lead nowhere."""
    for full, link in sorted(index.redirects.items()):
        if isinstance(index.resolve(full), Missing):
            yield Diagnostic("redirect-broken", full, 1, f"leads to {link.title}, which is nothing or leads back")


def _written(converted: Recalled[Converted], noted: list[NotePage], options: Options) -> Files:
    """The files of pages and of notes, and the glossary that they make together."""
    own = [found for page in noted if (found := glossary.entry(page.document, options.glossary))]
    terms = glossary.gathered([*(told.term for told in converted.told.values() if told.term), *own])
    explaining = {path for term in terms for path in (term.path, *term.others)}
    files = Files()
    for full, told in converted.told.items():
        files.promise(told.path, told.digest, partial(_content, converted, full))
    documents = [converted[full].document for full, told in converted.told.items() if told.path in explaining]
    for out in (*glossary.marked((*documents, *(page.document for page in noted)), terms), *glossary.pages(terms)):
        files.add(out.path, _bytes(out))
    return files


def _content(converted: Recalled[Converted], full: str) -> bytes:
    return _bytes(converted[full].document)


def _bytes(out: Document | Static) -> bytes:
    return out.content if isinstance(out, Static) else frontmatter.join(out.meta, out.body, out.head).encode()


def _woven(done: Scanned, memory: Memory, *, apart: bool) -> Iterable[tuple[str, bytes]]:
    """What is woven; where no notes are, it is decided by what decides the index, by clocks and figures."""
    site, counts = done.index.site, done.held.counts
    key = digest((done.key, site.now, site.mirror, counts))
    woven = memory.kept("woven", key) if apart else None
    if woven is None:
        woven = [(out.path, _bytes(out)) for out in weave(done.index, counts)]
        if apart:
            memory.keep("woven", key, woven)
    return cast("list[tuple[str, bytes]]", woven)


def _watched(means: Means, phase: str, total: int) -> Mapper:
    """The mapper of a phase, which tells how many of its results are there; what is known was there before."""

    def mapping(function: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
        listed = list(items)
        known = total - len(listed)
        means.on_event(Event(phase, known, total))
        for done, result in enumerate(means.mapper(function, listed), known + 1):
            yield result
            means.on_event(Event(phase, done, total))

    return mapping


# -- convert ---------------------------------------------------------------------------------------


class _Told(NamedTuple):
    """What of a page's final form has to be known each time."""

    path: str
    digest: str
    """Of its file, if it does not come to stand in the glossary."""
    term: glossary.Ranked | None
    diagnostics: tuple[Diagnostic, ...]


def _told_of(terms: frozenset[str], made: Converted) -> _Told:
    term = glossary.entry(made.document, terms)
    return _Told(made.document.path, file_digest(_bytes(made.document)), term, made.diagnostics)


def _convert(
    done: Scanned, options: Options, means: Means, pages: Mapping[str, bytes], *, apart: bool
) -> Recalled[Converted]:
    index = done.index

    def article(full: str) -> Article:
        page = done.held.pages[full]
        return Article(page, index.facts[full], options.namespaces[page.title.namespace], done.text(full))

    keys = {full: pages[full] + digest for full, digest in done.digests.items() if index.entries[full].path}
    told = partial(_told_of, options.glossary)
    phase: Phase[Article, Converted] = Phase("convert", converting(self_check=options.self_check), told, of_index)
    world = World(index, {"index": done.key} if apart else None)
    return means.memory.recall(phase, world, keys, article, _watched(means, "convert", len(keys)))


# -- one page --------------------------------------------------------------------------------------


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
