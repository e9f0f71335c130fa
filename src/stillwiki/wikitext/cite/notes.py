"""The notes of a page: what is known of each, by group, and how a call can be taken back.

Owns numbers and ids. It refuses to read attributes and to write HTML.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

from stillwiki.wikitext.passes.sanitise import escape_id

if TYPE_CHECKING:
    from stillwiki.wikitext.cite.attributes import Reference
    from stillwiki.wikitext.context import Context


@dataclass(slots=True)
class Note:
    """One note of a group."""

    key: int
    """Counts over the whole page; part of the ids."""
    name: str = ""
    number: int = 0
    """Shown in the text, from 1 in each group; 0 as long as nothing calls it."""
    main: Note | None = None
    """The note whose details this one gives."""
    part: int = 0
    """Number of a note that gives details, among those of its main note."""
    follows: bool = False
    """Whether it goes on with a note of another page, so that it has no number ever."""
    text: str | None = None
    calls: int = 0
    direction: str = ""
    errors: list[str] = field(default_factory=list)
    """Finished messages, shown after the text."""

    @property
    def id(self) -> str:
        """Of the item in the list."""
        return escape_id(f"cite_note-{self.name}-{self.key}" if self.name else f"cite_note-{self.key}")

    def call_id(self, number: int) -> str:
        """Of a call in the text, counted from 0."""
        if self.name:
            return escape_id(f"cite_ref-{self.name}_{self.key}-{number}")
        return f"cite_ref-{self.key}-{number}" if number else f"cite_ref-{self.key}"

    def complain(self, error: str) -> None:
        """Add an error, once."""
        if error not in self.errors:
            self.errors.append(error)


@dataclass(slots=True)
class Group:
    """The notes of one group that no list has shown yet."""

    name: str
    notes: list[Note] = field(default_factory=list)
    named: dict[str, Note] = field(default_factory=dict)

    def number(self, note: Note) -> None:
        """Give a note that is called the next number."""
        if not note.number:
            note.number = 1 + max((other.number for other in self.notes), default=0)

    def details(self, main: Note, text: str) -> Note | None:
        """The note that gives these details of another one."""
        return next((note for note in self.notes if note.main is main and note.text == text), None)

    def remove(self, note: Note) -> None:
        """Forget a note."""
        self.notes = [other for other in self.notes if other is not note]
        if self.named.get(note.name) is note:
            del self.named[note.name]


@dataclass(frozen=True, slots=True)
class Called:
    """A call of a note in the text: what it said, and how to take it back."""

    reference: Reference
    group: Group
    before: tuple[tuple[Note, Note | None], ...]
    """Each note it touched, with a copy as it was, or nothing where the call made it."""

    def take_back(self) -> None:
        """Leave the notes as if the call had not been."""
        for note, copy in self.before:
            if copy is None:
                self.group.remove(note)
            else:
                for item in fields(Note):
                    setattr(note, item.name, getattr(copy, item.name))


@dataclass(slots=True)
class Notes:
    """The notes of a page that no list has shown yet."""

    groups: dict[str, Group] = field(default_factory=dict)
    count: int = 0
    listed: str | None = None
    """Group of the `<references>` that is being read or written."""
    errors: list[str] = field(default_factory=list)
    """Of list-defined notes that have no place in the list."""
    calls: dict[str, Called] = field(default_factory=dict)
    """By strip marker of the call."""

    def group(self, name: str) -> Group:
        """A group, made when it is first named."""
        return self.groups.setdefault(name, Group(name))

    def add(self, group: Group, note: Note) -> Note:
        """Enter a new note."""
        self.count += 1
        note.key = self.count
        group.notes.append(note)
        if note.name:
            group.named[note.name] = note
        return note


def notes_of(context: Context) -> Notes:
    """The notes of the page that is rendered."""
    if context.notes is None:
        context.notes = Notes()
    return context.notes


def copy_of(note: Note) -> Note:
    """A note as it is now."""
    return replace(note, errors=list(note.errors))
