"""A page in the making: the note, what may be asked, and what rules have to say beside their edits.

It refuses to decide anything.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from stillwiki.diagnostics import Diagnostic
from stillwiki.notes import Note, View
from stillwiki.obsidian.edits import Edit
from stillwiki.obsidian.survey import Survey

Place = tuple[str, str]
"""A note's path and the subpath of an embed."""


@dataclass(slots=True)
class Found:
    """What is collected for the page as a whole, embeds included."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    uses: set[str] = field(default_factory=set)
    embeds: int = 0


@dataclass(slots=True)
class Page:
    """One note (or part of one, when it is embedded) on its way to the page."""

    note: Note
    view: View
    made: Survey
    said: Found
    rules: Callable[[Page], list[Edit]]
    """What finds all edits of a page; embeds go the same way."""
    stack: tuple[Place, ...] = ()
    """Embeds that are open, the outermost first; empty for the note itself."""
    lead: list[str] = field(default_factory=list)
    """What stands before each line's content on the page."""
    below: list[str] = field(default_factory=list)
    """What stands before further lines, where one becomes several."""
    joined: set[int] = field(default_factory=set)
    """Lines that go on with the paragraph of the line before."""
    opened: set[int] = field(default_factory=set)
    """Lines that an item of a list begins on."""
    prefix: str = ""
    """Of footnotes' labels, so that those of an embed are its own."""

    def line(self, at: int) -> int:
        """Number of a line within the text, from 0."""
        return bisect_right(self.made.lines.starts, at) - 1

    def report(self, code: str, at: int, message: str, hint: str = "") -> None:
        """A finding at an offset; what an embedded note lacks is found on its own page."""
        if not self.stack:
            line = self.line(at) + self.note.line
            self.said.diagnostics.append(Diagnostic(code, self.note.path, line, message, hint))
