"""The data that flows from room to room: frozen records without behaviour worth the name.

A page is keyed everywhere by its full title (`Category:Methods`), as `Title.full` gives it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from stillwiki.diagnostics import Diagnostic
from stillwiki.records import Late, compact
from stillwiki.titles import Namespace, Title, Titles

STAGES = ("source", "expanded", "html", "markdown")
"""What a page looks like on its way."""


@dataclass(frozen=True, slots=True)
class Mirror:
    """How a mirror stands to its wiki. Times are ISO 8601, UTC; what is empty is not so, or not known."""

    taken: str = ""
    """By the wiki's clock: what happened before is in the mirror."""
    checked: str = ""
    """When the wiki was last seen to be as the mirror shows it."""
    behind: str = ""
    """Since when the wiki has changes that the mirror does not show."""
    closed: str = ""
    """Why nobody can edit the wiki."""
    gone: str = ""
    """Since when the wiki cannot be reached."""
    why: str = ""
    """What was seen when it was gone, or what of its changes was refused."""


@dataclass(frozen=True)
class Site:
    """What a wiki says of itself (siteinfo), completed by configuration."""

    name: str
    namespaces: Mapping[int, Namespace]
    database: str = ""
    base: str = ""
    """Address of the main page on the live wiki; empty when unknown."""
    generator: str = ""
    language: str = "en"
    server: str = ""
    """`https://host`, without a slash at its end."""
    article_path: str = "/wiki/$1"
    script_path: str = "/w"
    main_page: str = "Main Page"
    interwiki: Mapping[str, str] = field(default_factory=dict)
    """Prefix to address with `$1`."""
    local_interwiki: frozenset[str] = frozenset()
    """Prefixes that lead back to this wiki."""
    language_links: frozenset[str] = frozenset()
    """Interwiki prefixes whose links stand in the margin as the page in another language."""
    legacy_anchors: bool = False
    """Whether ids of headings are encoded as before 2017 (`$wgFragmentMode` without html5)."""
    magic_links: frozenset[str] = frozenset()
    """Which of RFC, PMID and ISBN become links in plain text; none since MediaWiki 1.28."""
    tab_markup: bool = False
    """Whether labels of tabs are read as wikitext (`$wgTabberNeueParseTabName`)."""
    tags: frozenset[str] = frozenset()
    """Extension tags of the wiki, in lower case, where somebody said."""
    functions: frozenset[str] = frozenset()
    """Parser functions of the wiki, in lower case and without `#`, where somebody said."""
    namespace_aliases: Mapping[str, int] = field(default_factory=dict)
    content_namespaces: frozenset[int] = frozenset({0})
    now: str = "1970-01-01T00:00:00Z"
    """The wiki's clock: the newest revision of the dump, so that a build is reproducible."""
    timezone: str = "UTC"
    """What `LOCAL…` and `#timel` tell the time of, as the tz database names it."""
    licence: str = ""
    licence_url: str = ""
    mirror: Mirror = Mirror()

    def titles(self) -> Titles:
        """The title rules of this wiki."""
        foreign = tuple(prefix for prefix in self.interwiki if prefix not in self.local_interwiki)
        return Titles(self.namespaces, self.namespace_aliases, foreign, tuple(self.local_interwiki), self.main_page)


@compact
@dataclass(frozen=True, slots=True)
class Revision:
    """One saved version of a page, without its text."""

    id: int
    timestamp: str
    """ISO 8601, UTC, as in the dump."""
    author: str = ""
    """User name; empty when the contributor is anonymous (an address is never kept) or hidden."""
    anonymous: bool = False
    comment: str = ""
    minor: bool = False
    size: int = 0
    """Bytes of UTF-8."""
    sha1: str = ""
    """Base 36, as MediaWiki writes it."""
    parent: int = 0


@compact
@dataclass(frozen=True, slots=True)
class Rendering:
    """What the wiki itself made of a page."""

    revision: int
    """Id of the revision that it was made of."""
    html: str
    """Nothing where that is not the page's latest."""
    categories: tuple[tuple[str, str], ...] | None = None
    """Names without namespace and sort keys, in order; none where they were not told."""


@compact
@dataclass(frozen=True, slots=True)
class Page(Late):
    """One page as its source holds it: the text of its latest revision, the records of all."""

    title: Title
    id: int
    text: str
    model: str
    """Content model: wikitext, Scribunto, css, sanitized-css, javascript, json, text, ..."""
    revision: Revision
    history: tuple[Revision, ...] = ()
    """All revisions in the source, oldest first, the latest included."""
    redirect: str = ""
    """Target as the export's `<redirect>` element names it (it has no fragment); the text decides."""
    location: str = ""
    """Where it came from when that is a file; empty for a dump."""
    altered: bool = False
    """Whether the text is not what the source's own digest of it says."""
    rendering: Rendering | None = None
    """The wiki's own HTML, where the source has any."""


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """What a media file says of itself; 0 for what is not known."""

    width: int = 0
    height: int = 0
    """In pixels."""
    mime: str = ""
    duration: float = 0.0
    """In seconds."""
    pages: int = 0


@compact
@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a rendered page."""

    level: int
    text: str
    anchor: str


@compact
@dataclass(frozen=True, slots=True)
class Category:
    """A page's membership in a category."""

    name: str
    """Full title of the category, localised namespace included."""
    sort_key: str
    """As given on the page; empty means the title."""


@compact
@dataclass(frozen=True, slots=True)
class Link:
    """A link to a page of the same wiki."""

    title: str
    fragment: str = ""
    own: bool = True
    """Made by the page's own text, not by a template it uses."""


@compact
@dataclass(frozen=True, slots=True)
class Styles:
    """A style sheet that a page uses."""

    title: str
    """Full title of the page that holds it."""
    within: str = ""
    """Selector of the element, inside the article, that it is for; empty for all."""


@compact
@dataclass(frozen=True, slots=True)
class Facts:
    """What scanning a page found: the product of expansion and of MediaWiki's passes."""

    title: str
    html: str = ""
    """MediaWiki's HTML before tidying; `dom.parse` and `tidy` finish it."""
    display_title: str = ""
    """HTML of a DISPLAYTITLE; empty when the page has none."""
    redirect: Link | None = None
    headings: tuple[Heading, ...] = ()
    anchors: frozenset[str] = frozenset()
    categories: tuple[Category, ...] = ()
    links: tuple[Link, ...] = ()
    templates: tuple[str, ...] = ()
    styles: tuple[Styles, ...] = ()
    """In the order of their first use."""
    files: tuple[str, ...] = ()
    indicators: tuple[tuple[str, str], ...] = ()
    """Signs beside the title, as (name, HTML before tidying)."""
    languages: tuple[tuple[str, str], ...] = ()
    """Interlanguage links as (prefix, title there)."""
    external: tuple[str, ...] = ()
    hidden_category: bool = False
    toc: bool | None = None
    """Forced on or off by a behaviour switch; `None` leaves it to the number of headings."""
    index: bool = True
    """False after `__NOINDEX__`."""
    asked_counts: bool = False
    """Whether the page shows a number that is known only when all pages are scanned."""
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A link that leads to a page of the tree."""

    path: str
    """Of the page file under the tree's root, with `/` and `.md`."""
    title: str
    """Full title of the page it leads to, after redirects."""
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """A link to nothing: a red link."""

    title: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A link to a page that the wiki has and the tree has not (a user page, a special page)."""

    url: str
    """On the live wiki; empty when its address is unknown."""
    title: str


Target: TypeAlias = Found | Missing | Elsewhere


class Place(Protocol):
    """What the Markdown writer may ask about the page it writes; the index answers."""

    @property
    def path(self) -> str:
        """Of the page being written, under the tree's root: `wiki/Feature.md`."""

    def link(self, title: str, fragment: str) -> Target:
        """Where a link to a full title of this wiki leads."""

    def file(self, name: str) -> str | None:
        """Path under the tree's root of a file's bytes, or None where the source does not hold it."""


@compact
@dataclass(frozen=True, slots=True)
class Document:
    """One file of the tree made of front matter and Markdown."""

    path: str
    meta: Mapping[str, object]
    body: str
    head: str = ""
    """The front matter in its final form, where somebody has spelled it already."""


@dataclass(frozen=True, slots=True)
class Static:
    """One file of the tree that MkDocs copies as it is."""

    path: str
    content: bytes


@compact
@dataclass(frozen=True, slots=True)
class Converted:
    """A page in its final form, and what was found on the way."""

    title: str
    document: Document
    diagnostics: tuple[Diagnostic, ...] = ()
