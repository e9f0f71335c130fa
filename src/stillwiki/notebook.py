"""A vault in the index: where its files stand in the tree, what its notes link, and what each of them may ask.

Built once, from the vault, one scan of every note, and the index of the wiki; read-only afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from stillwiki import names
from stillwiki.entries import Entry, note_title
from stillwiki.index import Index
from stillwiki.model import Category, Elsewhere, Facts, Heading, Link, Missing
from stillwiki.notes import Destination, InVault, Note, NoteLink, Outline, Vault, VaultFile, VaultSettings
from stillwiki.obsidian import properties
from stillwiki.obsidian.resolve import Resolver
from stillwiki.titles import CATEGORY, Titles

PAGES = (".md", ".canvas", ".base")
HOMES = ("index.md", "readme.md", "home.md")
"""Names of a vault's own home page, at its root, where no wiki has one."""
TAKEN = frozenset({names.ROOT, names.NOTES, names.TAGS, names.MEDIA, "assets", "search", "index", "404", "glossary"})
"""Folders and pages of the site that no permalink may stand in."""


@dataclass(frozen=True)
class Notebook:
    """A vault with its place in the tree."""

    vault: Vault
    index: Index
    """Of the whole tree, notes included."""
    outlines: Mapping[str, Outline] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    """Files that may not stand on the site."""
    home: str = ""
    """Note that is the home page; empty where the wiki has one."""

    @cached_property
    def paths(self) -> Mapping[str, str]:
        """Path in the tree of everything that may be shown, by path in the vault."""
        hidden = {path for path, note in self.vault.notes.items() if not properties.published(note.properties)}
        shown = [path for path in (*self.vault.notes, *self.vault.files) if path not in hidden | self.refused]
        found = names.note_paths(shown)
        return found | ({self.home: "index.md"} if self.home in found else {})

    @cached_property
    def resolver(self) -> Resolver:
        """Obsidian's rules over this vault."""
        known = {alias: path for path in self.vault.notes for alias in self._aliases(path)}
        return Resolver((*self.vault.notes, *self.vault.files), known)

    def _aliases(self, path: str) -> tuple[str, ...]:
        return properties.aliases(self.vault.notes[path].properties)

    @cached_property
    def titles(self) -> Titles:
        """The title rules of the wiki."""
        return self.index.site.titles()

    def view(self, path: str) -> NoteView:
        """What a note, canvas or base may ask."""
        return NoteView(self, path, self.paths[path])

    def pages(self) -> Iterator[str]:
        """What becomes a page, in order of path in the vault."""
        return (path for path in sorted(self.paths) if path.lower().endswith(PAGES))

    def linked(self, path: str) -> tuple[NoteLink, ...]:
        """Links of a note, those in its properties included."""
        note = self.vault.notes.get(path)
        return (*self.outlines.get(path, Outline()).links, *(properties.links(note.properties) if note else ()))


@dataclass(frozen=True, slots=True)
class NoteView:
    """One note's view of the vault and the wiki: the answers to `notes.View`."""

    book: Notebook
    path: str
    page: str

    @property
    def settings(self) -> VaultSettings:
        """Of the vault."""
        return self.book.vault.settings

    def resolve(self, target: str) -> Destination:
        """In the vault, else in the wiki, else nothing; a note that is not published is a text without a link."""
        hit = self.book.resolver.resolve(target, self.path)
        if hit is not None:
            page = self.book.paths.get(hit.path)
            if page is not None:
                return InVault(hit.path, page, name(hit.path), hit.how, hit.candidates)
            return Elsewhere("", target) if hit.path in self.book.vault.notes else Missing(target)
        title = self.book.titles.parse(target)
        found = self.book.index.resolve(title.full) if title and title.text else Missing(target)
        return Missing(target) if isinstance(found, Missing) else found

    def within(self, path: str) -> NoteView:
        """The same page, seen from another note."""
        return replace(self, path=path)

    def note(self, path: str) -> Note | None:
        """A note of the vault that may be shown."""
        return self.book.vault.notes.get(path) if path in self.book.paths else None

    def file(self, path: str) -> VaultFile | None:
        """A canvas, base or attachment that may be shown."""
        return self.book.vault.files.get(path) if path in self.book.paths else None

    def outline(self, path: str) -> Outline:
        """What a note offers."""
        return self.book.outlines.get(path) or Outline()

    def notes(self) -> Sequence[Note]:
        """All notes that may be shown."""
        return [note for path, note in self.book.vault.notes.items() if path in self.book.paths]


@lru_cache(maxsize=1 << 16)
def name(path: str) -> str:
    """A note's title: the name of its file."""
    stem = path.rpartition("/")[2]
    return stem[: stem.rindex(".")] if stem.lower().endswith(PAGES) else stem


# -- into the index --------------------------------------------------------------------------------


def bind(vault: Vault, outlines: Mapping[str, Outline], index: Index, refused: frozenset[str]) -> Notebook:
    """The notebook, its index that of the wiki with the notes woven in."""
    book = Notebook(vault, index, outlines, refused, _home(vault, index))
    entries = {(title := note_title(path)).full: Entry(title, book.paths[path]) for path in book.pages()}
    named = dict(_named(book))
    own = replace(
        index,
        entries={**index.entries, **entries},
        note_titles={title: full for title, full in named.items() if title not in index.entries},
        companions=dict(_companions(book, named)),
        tags=_tags(book),
    )
    book = replace(book, index=own)
    facts = {note_title(path).full: _facts(book, path) for path in book.pages()}
    stubs, redirects = _stubs(book)
    whole = replace(own, facts={**index.facts, **facts, **redirects}, stub_paths={**index.stub_paths, **stubs})
    return replace(book, index=whole)


def _home(vault: Vault, index: Index) -> str:
    if any(entry.path == "index.md" for entry in index.entries.values()):
        return ""
    at_root = {path.lower(): path for path, note in vault.notes.items() if properties.published(note.properties)}
    return next((at_root[each] for each in HOMES if each in at_root), "")


def _named(book: Notebook) -> Iterator[tuple[str, str]]:
    """Titles that the wiki's rules make of notes' names and aliases, to notes; later ones count, so names come last."""
    pages = [path for path in book.pages() if path.endswith(".md")]
    spelled = [(alias, path) for path in reversed(pages) for alias in properties.aliases(_properties(book, path))]
    for text, path in (*spelled, *((name(path), path) for path in reversed(pages))):
        title = book.titles.parse(text)
        if title is not None and title.text and not title.interwiki:
            yield title.full, note_title(path).full


def _properties(book: Notebook, path: str) -> Mapping[str, object]:
    note = book.vault.notes.get(path)
    return note.properties if note else {}


def _companions(book: Notebook, named: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """An article and a note of one title, each with the other and the other's definition."""
    for path in book.pages():
        title = book.titles.parse(name(path)) if path.endswith(".md") else None
        article = book.index.target(title.full)[0] if title else ""
        entry = book.index.entries.get(article)
        if title and entry and entry.path and named.get(title.full) == note_title(path).full:
            yield article, (note_title(path).full, properties.text(_properties(book, path), "definition"))
            yield note_title(path).full, (article, "")


def _tags(book: Notebook) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Notes of every tag, by the tag in lower case, with its first spelling; `#a/b` is under `#a` too."""
    spelled: dict[str, str] = {}
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for path in book.pages():
        for tag in book.outlines.get(path, Outline()).tags:
            parts = tag.split("/")
            for number in range(1, len(parts) + 1):
                each = "/".join(parts[:number])
                spelled.setdefault(each.lower(), each)
                found[each.lower()][note_title(path).full] = None
    return {key: (spelled[key], tuple(members)) for key, members in sorted(found.items())}


def _facts(book: Notebook, path: str) -> Facts:
    outline = book.outlines.get(path, Outline())
    headings = tuple(Heading(each.level, each.text, each.id) for each in outline.headings)
    anchors = frozenset(each.id for each in (*outline.headings, *outline.blocks.values()))
    return Facts(
        note_title(path).full,
        headings=headings,
        anchors=anchors,
        categories=tuple(_categories(book, path)),
        links=tuple(dict.fromkeys(_links(book, path))),
    )


def _categories(book: Notebook, path: str) -> Iterator[Category]:
    for text in properties.texts(_properties(book, path), "categories", "category"):
        title = book.titles.parse(text.removeprefix("[[").removesuffix("]]"), CATEGORY)
        if title and title.namespace == CATEGORY:
            yield Category(title.full, "")


def _links(book: Notebook, path: str) -> Iterator[Link]:
    view = book.view(path)
    for link in book.linked(path):
        target = view.resolve(link.target)
        if isinstance(target, InVault):
            if target.path.lower().endswith(PAGES) and target.path != path:
                yield _link(target.path)
        elif not isinstance(target, Elsewhere):
            yield Link(target.title)


@lru_cache(maxsize=1 << 16)
def _link(path: str) -> Link:
    """A link to a note, one for all that lead there."""
    return Link(note_title(path).full)


def _stubs(book: Notebook) -> tuple[dict[str, str], dict[str, Facts]]:
    """Where aliases and permalinks lead on: their paths as if they were pages, and their targets."""
    taken = {page.casefold() for page in book.paths.values()} | {p.casefold() for p in book.index.stub_paths.values()}
    paths: dict[str, str] = {}
    facts: dict[str, Facts] = {}
    for path in book.pages():
        full, note = note_title(path).full, _properties(book, path)
        wanted = [(alias, f"{names.NOTES}/") for alias in properties.aliases(note)]
        wanted += [(link, "") for link in properties.texts(note, "permalink")]
        for text, folder in wanted:
            segments = [names.stem(part) for part in text.split("/") if part.strip(". ")]
            page = folder + "/".join(segments) + ".md"
            if not segments or (not folder and segments[0].lower() in TAKEN) or page.casefold() in taken:
                continue
            taken.add(page.casefold())
            key = note_title(f"{'>alias' if folder else '>permalink'}/{text.strip('/')}").full
            paths[key], facts[key] = page, Facts(key, redirect=Link(full))
    return paths, facts
