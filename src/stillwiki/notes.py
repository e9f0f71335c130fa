"""Notes of a vault: the records that pass between `sources`, `obsidian`, the index and the weave.

Paths of a vault are NFC, with `/`, without a leading one, extension included: `Circuits/Induction head.md`.
Everything is keyed by them, as wiki pages are by their full titles. Rules: Obsidian's help, "Internal links",
"Embed files" and "Properties".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Protocol, TypeAlias

from stillwiki.diagnostics import Diagnostic
from stillwiki.model import Elsewhere, Found, Missing


@dataclass(frozen=True, slots=True)
class VaultSettings:
    """What `.obsidian/app.json` says that changes the meaning of a note."""

    strict_line_breaks: bool = False
    """Off, as Obsidian has it: a newline in a paragraph is a visible line break."""
    attachment_folder: str = ""
    ignore: tuple[str, ...] = ()
    """`userIgnoreFilters`: folders as prefixes, `/…/` as regular expressions."""
    templates_folder: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """One Markdown note as its file holds it."""

    path: str
    text: str
    """Without front matter and BOM, newlines as LF; what encodings damaged is mended."""
    properties: Mapping[str, object] = field(default_factory=dict)
    """Front matter; empty when the note has none or when it is not YAML (which is a diagnostic)."""
    line: int = 1
    """Line of the file that the text begins on, so that diagnostics name lines of the file."""
    sha1: str = ""
    """Of the file's bytes, hexadecimal."""
    size: int = 0
    """Of the file, in bytes."""
    modified: str = ""
    """Only where the note's properties say so; never the file's own time, which no two checkouts share."""


@dataclass(frozen=True, slots=True)
class VaultFile:
    """A file of the vault that is no note: attachment, canvas (`.canvas`) or base (`.base`)."""

    path: str
    location: PurePath
    """Where its bytes lie on this machine."""
    text: str = ""
    """Of a canvas or a base; empty for attachments, which are only copied."""


@dataclass(frozen=True)
class Vault:
    """A vault as it was read."""

    name: str
    notes: Mapping[str, Note]
    files: Mapping[str, VaultFile]
    settings: VaultSettings = VaultSettings()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a note that links and embeds may name."""

    id: str
    """The `id` attribute on the site."""
    start: int
    """Offsets in the note's text of what an embed of it shows; a section ends where the next of its level begins."""
    end: int
    level: int = 0
    """Of a heading, 1 to 6; 0 for a block."""
    text: str = ""
    """A heading's source text, as links compare it; a block's id as written."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What a note offers to others, found by one scan."""

    headings: tuple[Anchor, ...] = ()
    blocks: Mapping[str, Anchor] = field(default_factory=dict)
    """By block id, lower case."""
    links: tuple[NoteLink, ...] = ()
    tags: tuple[str, ...] = ()
    """As first spelled, without `#`; properties included."""


@dataclass(frozen=True, slots=True)
class NoteLink:
    """A link or embed in a note, as it is written there."""

    target: str
    """Without display text and subpath; empty for the note itself."""
    subpath: str = ""
    """After the first `#`: `A#B` or `^id`."""
    embed: bool = False
    line: int = 0
    """Of the file."""


@dataclass(frozen=True, slots=True)
class InVault:
    """What a link's target is, when the vault holds it."""

    path: str
    """In the vault."""
    page: str
    """In the tree: `notes/Feature.md` for what becomes a page, `notes/figure.png` for a file."""
    title: str
    how: str = "exact"
    """Which rule found it: exact, relative, suffix, own-folder, shortest, case, alias, self."""
    candidates: tuple[str, ...] = ()
    """The other files that fit, when there were several."""


Destination: TypeAlias = InVault | Found | Elsewhere | Missing
"""In the vault; or a page of the wiki that the note's link falls back to; or nothing."""


class View(Protocol):
    """All that one note (or canvas, or base) may ask while it is converted; the index answers."""

    @property
    def path(self) -> str:
        """Of the note being converted, in the vault."""

    @property
    def page(self) -> str:
        """Of the page being written, in the tree; relative links start from it."""

    @property
    def settings(self) -> VaultSettings:
        """Of the vault."""

    def resolve(self, target: str) -> Destination:
        """Where a link target without subpath leads from this note."""

    def within(self, path: str) -> View:
        """The same page, seen from another note: what an embedded note asks."""

    def note(self, path: str) -> Note | None:
        """A note of the vault."""

    def file(self, path: str) -> VaultFile | None:
        """A canvas, base or attachment of the vault."""

    def outline(self, path: str) -> Outline:
        """What a note offers; empty for what is no note."""

    def notes(self) -> Sequence[Note]:
        """All notes of the vault in order of path, for bases."""


@dataclass(frozen=True, slots=True)
class Woven:
    """Markdown that a room made of a note, canvas or base, and what it found."""

    body: str
    links: tuple[NoteLink, ...] = ()
    """Those that count for backlinks, embeds included."""
    diagnostics: tuple[Diagnostic, ...] = ()
    uses: frozenset[str] = frozenset()
    """What the page needs beyond the theme: `mermaid`."""
