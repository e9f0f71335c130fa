"""Pages as an index holds them: of a wiki, of a vault, and of a category. Refuses to know what is on them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from stillwiki.records import compact
from stillwiki.titles import Title

NOTE = -100
"""Namespace of a vault's notes among the pages of the index; no wiki has it."""

_NOTE_PREFIX = "note>"
"""No title holds a `>`, so no page of a wiki can be taken for a note."""


@lru_cache(maxsize=1 << 16)
def note_title(path: str) -> Title:
    """The title of a note, canvas or base in the index; `path` is that in the vault."""
    return Title(NOTE, path.removesuffix(".md"), _NOTE_PREFIX)


def note_name(full: str) -> str:
    """The name of the note, canvas or base of this full title; empty for a page of a wiki."""
    stem = full.rpartition("/")[2].removeprefix(f"{_NOTE_PREFIX}:") if full.startswith(_NOTE_PREFIX) else ""
    return stem.removesuffix(".canvas").removesuffix(".base")


@compact
@dataclass(frozen=True, slots=True)
class Entry:
    """A page that the source holds."""

    title: Title
    path: str
    """Of its file under the tree's root; empty when the page is not part of the tree (a redirect, a user page)."""
    page_id: int = 0


@compact
@dataclass(frozen=True, slots=True)
class Member:
    """A page in a category."""

    title: Title
    sort_key: str
    """What it is sorted by, case as given."""

    @property
    def initial(self) -> str:
        """The letter it stands under; a key that begins with a space stands under a space, before all letters."""
        return self.sort_key[:1].upper() or " "

    def order(self) -> tuple[str, str, str, str]:
        """A total order: whatever is equal for MediaWiki's sort keys must not fall back on chance."""
        return self.sort_key.upper(), self.title.text, self.title.full, self.sort_key
