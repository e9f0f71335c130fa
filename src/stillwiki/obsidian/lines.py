"""Lines of a note, and what the containers of blocks have taken off each of them.

Owns columns and tabs. It refuses to know what a container is.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import accumulate


@dataclass(slots=True)
class Lines:
    """Lines of a text and where the content of each begins, behind the marks of its containers."""

    text: str
    starts: array[int]
    """Offset of every line, and one for the end of the text."""
    at: array[int]
    columns: array[int]
    pads: bytearray
    """Columns that a tab has left over."""

    @classmethod
    def of(cls, text: str) -> Lines:
        """Lines with nothing taken off."""
        starts = array("l", accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
        count = len(starts) - 1
        return cls(text, starts, starts[:-1], array("l", bytes(count * starts.itemsize)), bytearray(count))

    def end(self, line: int) -> int:
        """Offset behind the last character of a line, before its newline."""
        return self.starts[line + 1] - 1

    def content(self, line: int) -> str:
        """What containers leave of a line."""
        return self.text[self.at[line] : self.starts[line + 1] - 1]

    def blank(self, line: int) -> bool:
        """Whether nothing is left of it."""
        return not self.content(line).strip(" \t")

    def indent(self, line: int) -> int:
        """Columns of white space before what is left of it."""
        content = self.content(line)
        lead = content[: len(content) - len(content.lstrip(" \t"))]
        if "\t" not in lead:
            return self.pads[line] + len(lead)
        shift = self.columns[line]
        return self.pads[line] + len((" " * (shift % 4) + lead).expandtabs(4)) - shift % 4

    def take(self, line: int, width: int) -> int:
        """Take white space off a line, at most so many columns; how many there were."""
        taken = min(self.pads[line], width)
        self.pads[line] -= taken
        at, end = self.at[line], self.starts[line + 1] - 1
        while taken < width and at < end and self.text[at] in " \t":
            step = 1 if self.text[at] == " " else 4 - self.columns[line] % 4
            self.columns[line] += step
            at += 1
            self.pads[line] = max(0, taken + step - width)
            taken = min(width, taken + step)
        self.at[line] = at
        return taken

    def skip(self, line: int, count: int) -> None:
        """Take characters off a line that are no white space."""
        self.at[line] += count
        self.columns[line] += count
