"""What stands in a run of text: links, embeds, code, formulas, tags and all that rules may edit.

Owns the scanner and the record of what it finds, with offsets in the note. Code, formulas, HTML and escapes are read
first, so nothing is found inside them. It refuses to know what becomes of anything.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from stillwiki.obsidian import references
from stillwiki.obsidian.masks import FILL


class Found(NamedTuple):
    """A construct: offsets in the note, and its parts as text."""

    kind: str
    start: int
    end: int
    inner: tuple[int, int] = (0, 0)
    """Offsets of what is shown and scanned on its own: a link's text, an inline footnote's."""
    parts: tuple[str, ...] = ()
    cell: bool = False
    """Stands in a table."""


@dataclass(slots=True)
class Run:
    """Text of a leaf without its containers' marks, and where in the note it stands."""

    text: str
    pieces: list[tuple[int, int]]
    """Offset in the run to offset in the note, for the start of each line."""
    cell: bool = False
    heading: bool = False
    last: bool = True
    """Nothing follows in its block: a block id may stand at its end."""
    _keys: list[int] = field(default_factory=list)

    def place(self, at: int) -> int:
        """Offset in the note."""
        if len(self.pieces) == 1:
            return self.pieces[0][1] + at
        self._keys = self._keys or [key for key, _ in self.pieces]
        key, offset = self.pieces[bisect_right(self._keys, at) - 1]
        return offset + at - key


_TOKEN = re.compile(
    rf"""
      (?P<escape>\\[!-/:-@\[-`{{-~])
    | (?P<ticks>`+)
    | (?P<fill>{FILL}(?:{FILL}|\n)*)
    | (?P<math>\$(?=[^\s$])(?:\\.|[^\\$])*?(?<=[^\s\\])\$(?!\d))
    | (?P<wiki>!?\[\[(?P<target>(?:(?!\]\]|\[\[)[^\n|])*?)
        (?:\\?\|(?P<alias>(?:\[[^\[\]\n]*\]|\[(?!\[|[^\[\]\n]*\])|(?!\]\])[^\[\n])*+))?\]\])
    | (?P<note>\[\^(?P<label>[^\]\s]+)\])
    | (?P<inote>\^\[)
    | (?P<open>!?\[)
    | (?P<close>\])
    | (?P<html><(?:!--.*?-->|/[A-Za-z][\w-]*\s*>
        |[A-Za-z][\w-]*(?:\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*/?>|\?.*?\?>|![A-Z][^>]*>))
    | (?P<auto><(?:[A-Za-z][A-Za-z0-9+.-]{{1,31}}:[^\s<>]*|[\w.!\#$%&'*+/=?^`{{|}}~-]+@[\w-]+(?:\.[\w-]+)+)>)
    | (?<![\w/\#&])(?P<url>(?:https?://|www\.)[^\s<]+)
    | (?<!\S)(?P<tag>\#(?=[\w/-]*[^\W\d])[\w/-]+|\#(?:[\w/-]|[^\x00-\u2000])*[^\x00-\u2000](?:[\w/-]|[^\x00-\u2000])*)
    | (?P<delimiter>\*+|_+|~{{2,}}|==+)
    | (?P<machine>\{{|\$|<|&)
    | (?P<break>\n)
    """,
    re.VERBOSE | re.DOTALL,
)
_LEAD = re.compile(rf"[\\`{FILL}$!\[\]^<#*_~={{&\n]")
_LEAD_OR_ADDRESS = re.compile(rf"{_LEAD.pattern}|https?://|www\.")
"""What a construct can begin with: looking for one character is many times faster than for all constructs."""
_DESTINATION = re.compile(
    r"""\([ \t]*\n?[ \t]*
    (?:<(?P<pointed>(?:\\.|[^<>\n\\])*)>|(?P<bare>(?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\])*\))*\))*))
    (?:[ \t\n]+(?P<title>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\)))?
    [ \t]*\n?[ \t]*\)""",
    re.VERBOSE,
)
_BLOCK_ID = re.compile(r"(?:(?<=\s)|(?<=\]\])|^)\^([A-Za-z0-9-]+)[ \t]*\Z")


@dataclass(slots=True)
class Scanner:
    """One walk over a run."""

    run: Run
    labels: Container[str]
    """Of references that are defined."""
    limit: int
    openers: list[tuple[str, int]] = field(default_factory=list)
    """Brackets that are open: their mark and where it stands."""

    def found(self, kind: str, start: int, end: int, *parts: str, inner: tuple[int, int] = (0, 0)) -> Found:
        """A construct at offsets of the run."""
        place = self.run.place
        return Found(kind, place(start), place(end), inner, parts, self.run.cell)

    def ticks(self, match: re.Match[str]) -> tuple[Found, int]:
        """A span of code, or marks that nothing closes."""
        text = self.run.text
        close = re.compile(rf"(?<!`){match[0]}(?!`)").search(text, match.end(), self.limit)
        if close is None:
            return self.found("machine", match.start(), match.end(), match[0]), match.end()
        inside = text[match.end() : close.start()]
        return self.found("code", match.start(), close.end(), inside), close.end()

    def wiki(self, match: re.Match[str]) -> tuple[Found, int]:
        """A wikilink or embed; what a link shows is read on, for it may hold markup."""
        kind = "embed" if match["wiki"][0] == "!" else "wikilink"
        alias, target, place = match["alias"], match["target"], self.run.place
        if alias is None:
            return self.found(kind, match.start(), match.end(), target), match.end()
        inner = (place(match.start("alias")), place(match.end("alias")))
        found = self.found(kind, match.start(), match.end(), target, alias, inner=inner)
        if kind == "embed" or not alias.strip():
            return found, match.end()
        self.openers.append(("wiki", match.start()))
        return found, match.start("alias")

    def open(self, match: re.Match[str]) -> tuple[None, int]:
        """A bracket."""
        self.openers.append((match[0], match.start()))
        return None, match.end()

    def close(self, match: re.Match[str]) -> tuple[Found | None, int]:
        """What a closing bracket ends, and where to read on."""
        at = match.start()
        if not self.openers:
            return None, match.end()
        mark, start = self.openers.pop()
        text, place = self.run.text, self.run.place
        if mark == "wiki":
            return None, at + 2
        inner = (place(start + len(mark)), place(at))
        said = text[start + len(mark) : at]
        if mark == "^[":
            return self.found("inline note", start, at + 1, said, inner=inner), at + 1
        kind = "image" if mark == "![" else "link"
        if found := _DESTINATION.match(text, at + 1, self.limit):
            if kind == "link":
                self.openers = [opener for opener in self.openers if opener[0] != "["]
            address = found["pointed"] if found["pointed"] is not None else found["bare"]
            parts = (address, (found["title"] or "")[1:-1], said)
            return self.found(kind, start, found.end(), *parts, inner=inner), found.end()
        label = _LABEL.match(text, at + 1, self.limit)
        name = (label[1] if label else "") or said
        if (known := references.label(name)) in self.labels:
            end = label.end() if label else at + 1
            return self.found(f"{kind} reference", start, end, name, known, inner=inner), end
        return None, at + 1

    def url(self, match: re.Match[str]) -> tuple[Found, int]:
        """A bare address."""
        url = _trimmed(match[0])
        end = match.start() + len(url)
        return self.found("url", match.start(), end, url), end


_READERS: dict[str, Callable[[Scanner, re.Match[str]], tuple[Found | None, int]]] = {
    "ticks": Scanner.ticks,
    "wiki": Scanner.wiki,
    "open": Scanner.open,
    "inote": Scanner.open,
    "close": Scanner.close,
    "url": Scanner.url,
}
"""Constructs that need more than their pattern."""


def scan(run: Run, labels: Container[str] = ()) -> Iterator[Found]:
    """All constructs of a run, in the order of their ends; a link's text is scanned as well."""
    text = run.text
    marked = _BLOCK_ID.search(text) if run.last and "^" in text else None
    scanner = Scanner(run, labels, len(text[: marked.start()].rstrip()) if marked else len(text))
    lead = _LEAD_OR_ADDRESS if "://" in text or "www." in text else _LEAD
    at, limit = 0, scanner.limit
    while begin := lead.search(text, at, limit):
        match = _TOKEN.match(text, begin.start(), limit)
        if match is None:
            at = begin.start() + 1
            continue
        kind = match.lastgroup or ""
        if reader := _READERS.get(kind):
            found, at = reader(scanner, match)
            if found:
                yield found
        else:
            at = match.end()
            yield scanner.found(kind, match.start(), at, match["label"] or match[0])
    if marked:
        yield scanner.found("block id", marked.start(), marked.end(), marked[1])


_LABEL = re.compile(r"\[((?:\\.|[^\[\]\\])*)\]")


_TRAIL = re.compile(r"(?:&\w+;|[?!.,:*_~'\"])+$")


def _trimmed(url: str) -> str:
    """A bare address without what GFM takes for the sentence's own."""
    while True:
        before = url
        url = _TRAIL.sub("", url)
        while url.endswith(")") and url.count(")") > url.count("("):
            url = url[:-1]
        url = url.rstrip("]") if "[" not in url else url
        if url == before:
            return url
