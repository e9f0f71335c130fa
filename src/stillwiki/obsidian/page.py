"""A page in the making: the note, what may be asked, and what rules have to say beside their edits.

It refuses to decide anything.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from stillwiki.diagnostics import Diagnostic
from stillwiki.notes import Note, NoteLink, View, Woven
from stillwiki.obsidian.edits import Edit
from stillwiki.obsidian.survey import Survey

Place = tuple[str, str]
"""A note's path and the subpath of an embed."""


@dataclass(slots=True)
class Found:
    """What is collected for the page as a whole, embeds included."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    uses: set[str] = field(default_factory=set)
    links: list[NoteLink] = field(default_factory=list)
    """Of bases, which stand in no note's text."""
    embeds: int = 0


Rules = Callable[["Page"], list[Edit]]
"""What finds all edits of a page."""


@dataclass(slots=True)
class Page:
    """One note (or part of one, when it is embedded) on its way to the page."""

    note: Note
    view: View
    made: Survey
    said: Found
    rules: Rules
    """What finds all edits of a page; embeds go the same way."""
    stack: tuple[Place, ...] = ()
    """Embeds that are open, the outermost first; empty for the note itself."""
    lead: list[str] = field(default_factory=list)
    """What stands before each line's content on the page."""
    below: list[str] = field(default_factory=list)
    """What stands before further lines, where one becomes several."""
    joined: set[int] = field(default_factory=set)
    """Lines that go on with the paragraph of the line before."""
    silent: set[int] = field(default_factory=set)
    """Lines that end up on the line before."""
    opened: set[int] = field(default_factory=set)
    """Lines that an item of a list begins on."""
    headings: set[int] = field(default_factory=set)
    """Lines of headings, where no block can stand."""
    called: set[str] = field(default_factory=set)
    """Labels of footnotes that a mark calls."""
    marks: dict[int, str] = field(default_factory=dict)
    """Elements with the ids of callouts, by their first line."""
    labels: set[str] = field(default_factory=set)
    """Of footnotes that have a definition."""
    notes: list[tuple[str, tuple[int, int]]] = field(default_factory=list)
    """Footnotes written where they are called: their label, and where their text stands."""
    split: set[int] = field(default_factory=set)
    """Identities of paragraphs in which blocks stand: embedded notes, displayed formulas."""
    prefix: str = ""
    """Of footnotes' labels, so that those of an embed are its own."""

    def take(self, woven: Woven) -> str:
        """The Markdown of another room; what it found is said with the rest."""
        self.said.diagnostics += woven.diagnostics
        self.said.links += woven.links
        return woven.body.strip("\n")

    def line(self, at: int) -> int:
        """Number of a line within the text, from 0."""
        return bisect_right(self.made.lines.starts, at) - 1

    def report(self, code: str, at: int, message: str, hint: str = "", *, embedded: bool = False) -> None:
        """A finding at an offset; what an embedded note lacks is found on its own page, unless `embedded` alone."""
        if embedded or not self.stack:
            found = Diagnostic(code, self.note.path, self.line(at) + self.note.line, message, hint)
            if found not in self.said.diagnostics:
                self.said.diagnostics.append(found)
