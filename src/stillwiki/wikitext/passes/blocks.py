"""Paragraphs, lists, definition lists and indented text: the pass over lines, after everything inline.

Rules: mediawiki.org, Help:Lists and Help:Formatting; pWrapping, indentPre and definitionLists of the parser tests.
Each line is a list line (it begins with marks), or one of four kinds that `_Paragraphs` names.
"""

from __future__ import annotations

import re

_MARKS = re.compile(r"[*#:;]*")
_STARTS_BLOCK = re.compile(
    r"<(?:(?:table|h[1-6]|pre|p|ul|ol|dl)|/t[dh]|/?(?:tr|caption|dt|dd|li))(?![\w-])", re.IGNORECASE
)
"""Tags after which a line belongs to a block element, so that no paragraph opens."""
_ENDS_BLOCK = re.compile(
    r"<(?:/(?:table|h[1-6]|pre|p|ul|ol|dl)|t[dh]|/?(?:center|blockquote|div|hr|figure|section|article|aside))(?![\w-])",
    re.IGNORECASE,
)
"""Tags after which paragraphs may open again."""
_QUOTE = re.compile(r"<(/?)blockquote[\s>]", re.IGNORECASE)
_PRE_OPEN = re.compile(r"<pre(?![\w-])", re.IGNORECASE)
_PRE_CLOSE = re.compile(r"</pre(?![\w-])", re.IGNORECASE)
_INVISIBLE = re.compile(r"(?:<style\b[^>]*>.*?</style>\s*|<link\b[^>]*>\s*)+$", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*?(/?)>")
_EMPTY_TAGS = frozenset({"br", "hr", "wbr", "img", "link", "meta"})
_LISTS = {"*": ("ul", "li"), "#": ("ol", "li"), ":": ("dl", "dd"), ";": ("dl", "dt")}


def blocks(text: str) -> str:
    """Give text its paragraphs and lists."""
    paragraphs = _Paragraphs()
    lists = _Lists(paragraphs)
    for line in text.split("\n"):
        marks = "" if paragraphs.in_pre else _MARKS.match(line)[0]  # type: ignore[index]  # matches anywhere
        if marks:
            lists.item(marks, line[len(marks) :])
        else:
            lists.leave()
            paragraphs.line(line)
    lists.leave()
    return "".join(paragraphs.finish())


class _Paragraphs:
    """What stands between lists. `waiting` is a paragraph break whose paragraph has no text yet."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.opened = ""  # p, pre or nothing
        self.waiting = ""
        self.in_pre = False
        self.in_block = False
        self.in_quote = False

    def close(self) -> None:
        """End the open paragraph."""
        if self.opened:
            self.out.append(f"</{self.opened}>\n")
        self.opened = ""
        self.in_pre = False

    def finish(self) -> list[str]:
        if self.opened:
            self.out.append(f"</{self.opened}>")
        return self.out

    def line(self, line: str) -> None:
        pre_opens = bool(_PRE_OPEN.search(line)) if "<" in line else False
        pre_closes = bool(_PRE_CLOSE.search(line)) if "<" in line else False
        if self.in_pre or self.in_block or "<" in line:
            done = self._block_line(line, pre_opens=pre_opens, pre_closes=pre_closes)
        else:
            done = False
        if not done and not self.in_block and not self.in_pre:
            line = self._free_line(line)
        if pre_closes:
            self.in_pre = False
        if not self.waiting:
            self.out.append(line + "\n")

    def _block_line(self, line: str, *, pre_opens: bool, pre_closes: bool) -> bool:
        """Handle a line that holds tags of block elements; false if it holds none."""
        starts, ends = _STARTS_BLOCK.search(line), _ENDS_BLOCK.search(line)
        if not starts and not ends:
            return False
        self.waiting = ""
        if not self.in_pre or pre_opens:
            self.close()
        if pre_opens and not pre_closes:
            self.in_pre = True
        for match in _QUOTE.finditer(line):
            self.in_quote = not match[1]
        self.in_block = not ends
        return True

    def _free_line(self, line: str) -> str:
        """Handle a line where a paragraph may open; gives the text to write."""
        blank = not line.strip()
        if line[:1] == " " and not self.in_quote and (self.opened == "pre" or not blank):
            if self.opened != "pre":
                self.waiting = ""
                self.close()
                self.out.append("<pre>")
                self.opened = "pre"
            return line[1:]
        if line[:1] == "<" and _INVISIBLE.match(line):
            if self.waiting:
                self.close()
                self.waiting = ""
        elif blank:
            self._blank_line()
        elif self.waiting:
            self._open(self.waiting)
        elif self.opened != "p":
            self.close()
            self._open("<p>")
        return line

    def _blank_line(self) -> None:
        if self.waiting:
            self._open(self.waiting + "<br />")
        elif self.opened == "p":
            self.waiting = "</p><p>"
        else:
            self.close()
            self.waiting = "<p>"

    def _open(self, html: str) -> None:
        self.out.append(html)
        self.waiting = ""
        self.opened = "p"


class _Lists:
    """The open lists: `marks` as on the line before, with `:` for `;`, since terms and definitions share a list."""

    def __init__(self, paragraphs: _Paragraphs) -> None:
        self.around = paragraphs
        self.out = paragraphs.out
        self.marks = ""
        self.in_term = False

    def item(self, marks: str, text: str) -> None:
        """One list line."""
        as_before = marks.replace(";", ":") == self.marks
        common = len(marks) if as_before else _common(marks, self.marks)
        self.around.waiting = ""
        self._close_to(common)
        if common == len(marks):
            self.out.append(self._next(marks[-1]))
            if as_before and marks[-1] == ";":
                text = self._term(text)
        elif self.in_term and common and marks[common - 1] == ":":
            self.out.append(self._next(":"))
        if not self.marks:
            self.out.append("\n")
        for mark in marks[common:]:
            self._open(mark)
            if mark == ";":
                text = self._term(text)
        self.marks = marks.replace(";", ":")
        self.out.append(text.strip())

    def leave(self) -> None:
        """End all lists before a line without marks."""
        if self.marks:
            self.around.waiting = ""
            self._close_to(0)
            self.out.append("\n")

    def _close_to(self, depth: int) -> None:
        while len(self.marks) > depth:
            outer, inner = _LISTS[self.marks[-1]]
            if inner == "dd" and self.in_term:
                inner, self.in_term = "dt", False
            self.out.append(f"</{inner}></{outer}>")
            self.marks = self.marks[:-1]

    def _open(self, mark: str) -> None:
        self.around.close()
        outer, inner = _LISTS[mark]
        self.in_term = self.in_term or mark == ";"
        self.out.append(f"<{outer}><{inner}>")

    def _next(self, mark: str) -> str:
        inner = _LISTS[mark][1]
        if inner == "li":
            return "</li>\n<li>"
        closed = "dt" if self.in_term else "dd"
        self.in_term = mark == ";"
        return f"</{closed}>\n<{inner}>"

    def _term(self, text: str) -> str:
        """Write the term of `; term : definition`, give the definition (or all of it, where there is no colon)."""
        at = _colon(text)
        if at < 0:
            return text
        self.out.append(text[:at] + self._next(":"))
        return text[at + 1 :]


def _common(marks: str, before: str) -> int:
    size = 0
    while size < min(len(marks), len(before)) and marks[size] == before[size]:
        size += 1
    return size


def _colon(text: str) -> int:
    """Place of the colon that ends a term: outside of elements, and not that of an address; -1 for none."""
    depth = at = 0
    while ":" in text[at:]:
        char = text[at]
        if char == "<" and (tag := _TAG.match(text, at)):
            if tag[1]:
                depth = max(depth - 1, 0)
            elif not tag[3] and tag[2].lower() not in _EMPTY_TAGS:
                depth += 1
            at = tag.end()
            continue
        if char == ":" and depth == 0 and not text.startswith("://", at):
            return at
        at += 1
    return -1
