"""Blocks of a note: CommonMark's, with GFM's tables and with footnotes, read line by line.

Owns what is open while a note is read, and what of every line belongs to which container: offsets that no
parser of Markdown gives away. It refuses to read what stands in a line.

Rules: CommonMark 0.31.2, "Appendix: A parsing strategy"; GFM 0.29, "Tables". That the tree is markdown-it's is a
property (`tests/test_blocks.py`).
"""

from __future__ import annotations

import re

from stillwiki.obsidian import references, starts
from stillwiki.obsidian.blocks import LEAVES, Block
from stillwiki.obsidian.lines import Lines

DEPTH = 20
"""Containers in one another that are read; what stands deeper is text."""
_CODE = 4
"""Columns of white space that make code."""
_RAW = frozenset({"fence", "html"})


def parse(text: str) -> tuple[Block, Lines, references.Definitions]:
    """The tree of blocks, the lines, and the definitions of references by their label."""
    reading = _Reading(Lines.of(text))
    for line in range(len(reading.lines.at) - text.rstrip(" \t").endswith("\n")):
        reading.read(line)
    reading.shut(1)
    return reading.open[0], reading.lines, reading.definitions


class _Reading:
    """One walk over the lines: the containers that are open, and the leaf in the innermost, if it may go on."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.open = [Block("root", 0, len(lines.at))]
        self.leaf: Block | None = None
        self.until: re.Pattern[str] | None = None
        """What ends the fence or HTML that is open; None: a blank line."""
        self.lazy = False
        """The paragraph's last line stands outside of its containers."""
        self.definitions: references.Definitions = {}

    def read(self, line: int) -> None:
        """Take in the next line."""
        depth = self._go_on(line)
        content = self.lines.content(line)
        stripped = content.lstrip(" \t")
        if not stripped:
            self._blank(line, depth)
            return
        leaf = self.leaf
        if leaf is not None and leaf.kind in _RAW and depth == len(self.open):
            self._raw(leaf, line)
        else:
            while stripped[0] in starts.SIGNS or content is not stripped or self.lines.pads[line]:
                opened = self._begin(line, depth, stripped)
                if not opened:
                    break
                depth = len(self.open)
                if opened.kind in LEAVES:
                    break
                content = self.lines.content(line)
                stripped = content.lstrip(" \t")
                if not stripped:
                    break
            else:
                opened = None
            if not opened:
                self._text(line, depth)
        for block in self.open[1:]:
            block.last = line + 1

    # -- containers --------------------------------------------------------------------------------

    def _go_on(self, line: int) -> int:
        """Take the marks of open containers off a line; how many of them it goes on with."""
        lines = self.lines
        for depth, block in enumerate(self.open):
            if block.kind in ("root", "list"):
                continue
            begin = lines.at[line]
            if block.kind == "quote":
                if not self._quoted(line):
                    return depth
            elif lines.blank(line):
                if block.kind == "item" and not block.children and lines.blank(block.first):
                    return depth
                lines.take(line, block.level)
            elif lines.indent(line) < block.level:
                return depth
            else:
                lines.take(line, block.level)
            block.marks.append((begin, lines.at[line]))
        return len(self.open)

    def _quoted(self, line: int) -> bool:
        """Take `>` and a space off a line, if it begins with them."""
        lines = self.lines
        stripped = lines.content(line).lstrip(" \t")
        if not stripped.startswith(">") or lines.indent(line) >= _CODE:
            return False
        lines.take(line, _CODE)
        lines.pads[line] = 0
        lines.skip(line, 1)
        lines.take(line, 1)
        return True

    def shut(self, depth: int) -> None:
        """Close the leaf and every container deeper than `depth`."""
        leaf, self.leaf = self.leaf, None
        if leaf is not None and leaf.kind == "paragraph":
            self._define(leaf)
        for block in self.open[depth:]:
            del block.marks[block.last - block.first :]
        del self.open[depth:]

    def add(self, block: Block, depth: int) -> Block:
        """Put a block into the container at `depth`; a list that it is no item of ends."""
        self.shut(depth)
        if self.open[-1].kind == "list" and block.kind != "item":
            self.shut(len(self.open) - 1)
        self.open[-1].children.append(block)
        if block.kind in LEAVES:
            self.leaf = block
        else:
            self.open.append(block)
        return block

    # -- lines -------------------------------------------------------------------------------------

    def _blank(self, line: int, depth: int) -> None:
        leaf = self.leaf
        goes_on = leaf is not None and (leaf.kind in ("fence", "code") or (leaf.kind == "html" and self.until))
        if depth < len(self.open) or not goes_on:
            self.shut(depth)
        elif leaf is not None and leaf.kind == "fence":
            leaf.last = line + 1
        quotes = [place for place, block in enumerate(self.open[:depth]) if block.kind == "quote"]
        for block in self.open[1 : quotes[-1] + 1] if quotes else ():
            block.last = line + 1

    def _raw(self, leaf: Block, line: int) -> None:
        """A line of a fence or of HTML, whatever it says."""
        leaf.last = line + 1
        content = self.lines.content(line)
        if leaf.kind == "fence" and self.lines.indent(line) >= _CODE:
            return
        if self.until is not None and self.until.search(content):
            self.leaf = None

    def _text(self, line: int, depth: int) -> None:
        """A line that begins nothing: of the paragraph that is open, of a table, or a paragraph of its own."""
        leaf, whole = self.leaf, depth == len(self.open)
        if self._paragraph(self.lines.content(line).strip(" \t")) and leaf:
            leaf.last = line + 1
            self.lazy = not whole
            for block in self.open[depth:]:
                begin = self.lines.at[line]
                if block.kind in ("item", "note"):
                    self.lines.take(line, block.level)
                if block.kind != "list":
                    block.marks.append((begin, self.lines.at[line]))
        elif leaf is not None and leaf.kind == "table" and whole:
            leaf.last = line + 1
        else:
            self.add(Block("paragraph", line, line + 1), depth)
            self.lazy = False

    def _define(self, leaf: Block) -> None:
        """Take the definitions of references off the beginning of a paragraph."""
        lines = self.lines
        if not lines.content(leaf.first).lstrip(" \t").startswith("["):
            return
        text = "\n".join(lines.content(line).strip(" \t") for line in range(leaf.first, leaf.last))
        leaf.first += references.take(text, self.definitions)
        if leaf.first == leaf.last:
            self.open[-1].children.remove(leaf)

    # -- beginnings --------------------------------------------------------------------------------

    def _begin(self, line: int, depth: int, stripped: str) -> Block | None:
        """The block that begins here, opened; None when the line is text."""
        whole = depth == len(self.open)
        leaf = self._paragraph(stripped)
        if self.lines.indent(line) >= _CODE:
            return None if leaf else self._code(line, depth)
        if leaf and whole and (made := self._turned(leaf, line, stripped, depth)):
            return made
        table = self.leaf is not None and self.leaf.kind == "table"
        start = starts.of(stripped, interrupts=table or leaf is not None, ends=whole and leaf is not None)
        if start is None:
            return None
        if start.kind in LEAVES:
            block = Block(start.kind, line, line + 1, start.markup, start.info, start.level)
            self.add(block, depth)
            self.until = start.until
            if start.done:
                self.leaf = None
            return block
        return self._container(start, line, depth)

    def _paragraph(self, stripped: str) -> Block | None:
        """The paragraph that a line may go on with; definitions of references are none."""
        leaf, lines = self.leaf, self.lines
        if leaf is None or leaf.kind != "paragraph":
            return None
        if lines.content(leaf.first).lstrip(" \t").startswith("["):
            text = [lines.content(line).strip(" \t") for line in range(leaf.first, leaf.last)]
            known, more = references.take("\n".join(text), {}), references.take("\n".join([*text, stripped]), {})
            if known == len(text) and (more == known or stripped[0] == "["):
                return None
        return leaf

    def _container(self, start: starts.Start, line: int, depth: int) -> Block | None:
        if depth > DEPTH:
            return None
        lines = self.lines
        begin = lines.at[line]
        if start.kind == "item":
            self.shut(depth)
            parent = self.open[-1]
            if parent.kind != "list" or parent.markup != start.markup:
                depth -= parent.kind == "list"
                self.add(Block("list", line, line + 1, start.markup, level=int(bool(start.info))), depth)
                depth = len(self.open)
        block = self.add(Block(start.kind, line, line + 1, start.markup, start.info), depth)
        if start.kind == "quote":
            self._quoted(line)
        else:
            self._marker(block, start, line)
        block.marks.append((begin, lines.at[line]))
        return block

    def _marker(self, block: Block, start: starts.Start, line: int) -> None:
        """Take the marker of an item or footnote off its line, and settle how far its content stands in."""
        lines = self.lines
        indent = lines.take(line, _CODE)
        lines.skip(line, start.width)
        if start.kind == "note":
            lines.take(line, lines.indent(line))
            block.level = 2
            return
        spaces = lines.indent(line)
        wanted = spaces if 1 <= spaces <= _CODE and not lines.blank(line) else 1
        lines.take(line, wanted)
        block.level = indent + start.width + wanted

    def _code(self, line: int, depth: int) -> Block:
        leaf = self.leaf
        if leaf is not None and leaf.kind == "code" and depth == len(self.open):
            leaf.last = line + 1
            return leaf
        return self.add(Block("code", line, line + 1), depth)

    def _turned(self, leaf: Block, line: int, stripped: str, depth: int) -> Block | None:
        """What the line makes of the paragraph above it: the head of a table, or a heading."""
        lines = self.lines
        head = line - 1
        if (
            not self.lazy
            and starts.is_table(lines.content(head), stripped)
            and (head == leaf.first or lines.indent(head) < _CODE)
        ):
            leaf.last = head
            if head == leaf.first:
                self.open[-1].children.remove(leaf)
                self.leaf = None
            return self.add(Block("table", head, line + 1), depth)
        if level := starts.underline(stripped):
            self._define(leaf)
            leaf.kind, leaf.markup, leaf.level, leaf.last = "heading", stripped[0], level, line + 1
            self.leaf = None
            return leaf
        return None
