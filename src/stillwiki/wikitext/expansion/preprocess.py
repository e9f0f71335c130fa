"""The preprocessor's grammar: braces, comments, extension tags and what is for inclusion only.

Rules: mediawiki.org, Help:Templates, Manual:Tag extensions and Parser functions, and MediaWiki's parser tests
(preprocessor.txt). One pass over the text with a stack of open brackets; nothing fails, what does not close is text.
Headings count only because a bracket cannot close inside one that it was opened before.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from stillwiki.wikitext.expansion.nodes import Nodes, Tag
from stillwiki.wikitext.expansion.piece import Piece, merge

_SWITCHES = ("noinclude", "includeonly", "onlyinclude")
_SEARCH = {
    (close, pipe, equals): re.compile("[" + re.escape("[{<\n" + close[:1] + pipe + equals) + "]|-\\{")
    for close in ("", "}", "]", "\n", "}-")
    for pipe in ("", "|")
    for equals in ("", "=")
}
"""What can matter next, by the bracket that is open."""


@lru_cache(maxsize=4096)
def preprocess(text: str, tags: frozenset[str], *, inclusion: bool) -> Nodes:
    """Split wikitext into text and nodes.

    `tags` are the extension tags of the wiki, lower case; `inclusion` is true for a page that is transcluded.
    """
    return _Reader(text, tags, inclusion=inclusion).read()


@lru_cache(maxsize=64)
def _element(tags: AbstractSet[str]) -> re.Pattern[str]:
    names = sorted({*tags, *_SWITCHES}, key=len, reverse=True)
    return re.compile(rf"<(/?)({'|'.join(map(re.escape, names))})(?=[\s/>])", re.IGNORECASE)


class _Reader:
    def __init__(self, text: str, tags: frozenset[str], *, inclusion: bool) -> None:
        self.text = text
        self.at = 0
        self.root = Piece("", "", 0)
        self.stack: list[Piece] = [self.root]
        self.element = _element(tags)
        self.inclusion = inclusion
        self.unclosed: set[str] = set()
        self.only = inclusion and "<onlyinclude>" in text and "</onlyinclude>" in text
        if self.only:
            self._skip_to_only()

    # -- the loop ----------------------------------------------------------------------------------

    def read(self) -> Nodes:
        text, size = self.text, len(self.text)
        self._heading_starts()
        while True:
            top = self.stack[-1]
            match = self._search(top).search(text, self.at)
            stop = match.start() if match else size
            if stop > self.at:
                top.nodes.append(text[self.at : stop])
                self.at = stop
            if stop >= size:
                if top.close != "\n":
                    break
                self._heading_ends()
                continue
            self._step(text[stop], top)
        return self._finish()

    def _search(self, top: Piece) -> re.Pattern[str]:
        pipe = "|" if top.opening == "{" else ""
        equals = "=" if pipe and top.done and top.name is None else ""
        return _SEARCH[top.close, pipe, equals]

    def _step(self, char: str, top: Piece) -> None:
        if char == "\n":
            if top.close == "\n":
                self._heading_ends()
            else:
                self._line_ends(top)
        elif char == "<":
            self._angle(top)
        elif char == "|" and top.opening == "{":
            top.end_part()
            self.at += 1
        elif char == "=":
            top.name, top.nodes = top.nodes, []
            self.at += 1
        elif char == "-":
            self._variant(top)
        elif char == top.close[:1]:
            self._closes(top)
        else:
            self._opens(char)

    def _finish(self) -> Nodes:
        while len(self.stack) > 1:
            piece = self.stack.pop()
            self.stack[-1].nodes += piece.literal(piece.count)
        return merge(self.root.nodes)

    # -- lines and headings ------------------------------------------------------------------------

    def _line_ends(self, top: Piece) -> None:
        top.nodes.append("\n")
        self.at += 1
        self._heading_starts()

    def _heading_starts(self) -> None:
        """Push a heading if one may begin here; a lone `=` in an argument is more likely its name's end."""
        at, text = self.at, self.text
        count = 0
        while count < 6 and text[at + count : at + count + 1] == "=":
            count += 1
        top = self.stack[-1]
        if not count or (count == 1 and top.opening == "{" and top.done and top.name is None):
            return
        self.stack.append(Piece("\n", "\n", count, nodes=["=" * count]))
        self.at += count

    def _heading_ends(self) -> None:
        """A heading is text to expansion; only its end matters."""
        piece = self.stack.pop()
        self.stack[-1].nodes += piece.literal(0)

    # -- elements ----------------------------------------------------------------------------------

    def _angle(self, top: Piece) -> None:
        text, at = self.text, self.at
        if text.startswith("<!--", at):
            self._comment(top)
            return
        if self.only and text.startswith("</onlyinclude>", at):
            self._skip_to_only()
            return
        match = self.element.match(text, at)
        if match is not None and self._ignored_switch(match[2].lower()):
            self.at = (text.find(">", match.end()) + 1) or len(text)
        elif match is None or match[1] or (self.inclusion and match[2].lower() == "onlyinclude"):
            self._no_tag(top)
        else:
            self._tag(match, top)

    def _ignored_switch(self, name: str) -> bool:
        """Whether this tag only marks text that counts here, and so leaves nothing itself."""
        return name == "includeonly" if self.inclusion else name in ("noinclude", "onlyinclude")

    def _skip_to_only(self) -> None:
        start = self.text.find("<onlyinclude>", self.at)
        self.at = start + len("<onlyinclude>") if start >= 0 else len(self.text)

    def _tag(self, match: re.Match[str], top: Piece) -> None:
        text, name = self.text, match[2].lower()
        switch = name in _SWITCHES
        end = text.find(">", match.end())
        if end < 0:
            self._no_tag(top)
            return
        if text[end - 1] == "/":
            attributes, content, close, after = text[match.end() : end - 1], None, "", end + 1
        else:
            attributes = text[match.end() : end]
            closing = (
                None if name in self.unclosed else re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, end + 1)
            )
            if closing is None and not switch:
                self.unclosed.add(name)
                self._no_tag(top)
                return
            content = text[end + 1 : closing.start() if closing else len(text)]
            close, after = (closing[0], closing.end()) if closing else ("", len(text))
        self.at = after
        if switch:
            return
        top.nodes.append(Tag(name, attributes, content, close))

    def _no_tag(self, top: Piece) -> None:
        top.nodes.append("<")
        self.at += 1

    def _comment(self, top: Piece) -> None:
        """Drop a comment; one on lines of its own takes its line along."""
        text = self.text
        end = text.find("-->", self.at + 4)
        after = end + 3 if end >= 0 else len(text)
        left = self.at
        while left > 0 and text[left - 1] in " \t":
            left -= 1
        if end >= 0 and self._alone_before(left) and (newline := _after_comments(text, after)) is not None:
            self._drop_blanks(top, self.at - left)
            self.at = newline + 1
            self._heading_starts()
        else:
            self.at = after

    def _alone_before(self, left: int) -> bool:
        """A comment takes its line along if a line end precedes it (the begin of the text does not count)."""
        return left > 0 and self.text[left - 1] == "\n"

    def _drop_blanks(self, top: Piece, count: int) -> None:
        if count and top.nodes and isinstance(top.nodes[-1], str):
            top.nodes[-1] = top.nodes[-1][:-count]

    # -- brackets ----------------------------------------------------------------------------------

    def _opens(self, char: str) -> None:
        if char not in "{[":
            self.stack[-1].nodes.append(char)
            self.at += 1
            return
        text, at = self.text, self.at
        count = 1
        while text[at + count : at + count + 1] == char:
            count += 1
        if count < 2:
            self.stack[-1].nodes.append(char)
        else:
            starts = at > 0 and text[at - 1] == "\n"
            self.stack.append(Piece(char, "}" if char == "{" else "]", count, starts))
        self.at += count

    def _variant(self, top: Piece) -> None:
        """`-{ … }-` of language conversion keeps its pipes from the braces around it."""
        if self.text.startswith("-{", self.at) and not self.text.startswith("{", self.at + 2):
            self.stack.append(Piece("-{", "}-", 1))
            self.at += 2
        else:
            top.nodes.append("-")
            self.at += 1

    def _closes(self, top: Piece) -> None:
        if top.close == "}-":
            self._variant_closes(top)
            return
        char = top.close
        count = 1
        while self.text[self.at + count : self.at + count + 1] == char and count < top.count:
            count += 1
        # Square brackets only keep their pipes, so all pairs of a run close at once.
        matched = min(count, 3) if char == "}" else count - count % 2
        if matched < 2:
            top.nodes.append(char * count)
            self.at += count
            return
        self.at += matched
        self.stack.pop()
        top.end_part()
        node = top.closed(matched)
        left = top.count - matched
        if left >= 2:
            piece = Piece(top.opening, top.close, left, top.line_start, nodes=node)
            self.stack.append(piece)
        else:
            self.stack[-1].nodes += [top.opening * left, *node] if left else node

    def _variant_closes(self, top: Piece) -> None:
        if self.text.startswith("}-", self.at):
            self.stack.pop()
            self.stack[-1].nodes += [*top.literal(1), "}-"]
            self.at += 2
        else:
            top.nodes.append("}")
            self.at += 1


def _after_comments(text: str, at: int) -> int | None:
    """Where the line ends if only blanks and comments follow, else None."""
    while True:
        while text[at : at + 1] in (" ", "\t"):
            at += 1
        if text[at : at + 1] == "\n":
            return at
        if not text.startswith("<!--", at):
            return None
        end = text.find("-->", at + 4)
        if end < 0:
            return None
        at = end + 3
