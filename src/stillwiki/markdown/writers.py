"""The table of writers, and what all of them share: the page, the place in it, blocks and lines of text.

A writer is a function for some tags: element, page and where in the page, to Markdown. It is looked up by tag;
what has no writer is written as HTML. Owns the order of things and what keeps neighbours apart; it refuses to
know any construct.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from stillwiki.dom import Element, Node, Text
from stillwiki.markdown import escape
from stillwiki.markdown.kinds import BLOCKS
from stillwiki.markdown.prepare import Branch, is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from stillwiki.model import Place


@dataclass(frozen=True, slots=True)
class Where:
    """What surrounds a construct and decides its spelling."""

    line: bool = False
    """A line break would end it: headings, list items, cells."""
    cell: bool = False
    """In a pipe table, where `|` ends it."""
    link: bool = False
    """In the text of a link, where brackets must match and no other link may stand."""
    html: bool = False
    """Inside HTML, where a closing tag in code would close the HTML."""
    pre: bool = False
    """In preformatted text, where white space is kept."""
    item: bool = False
    """Directly in an item of an HTML list, where further blocks of a Markdown list would be read as the item's own."""
    signs: str = ""
    """Emphasis that is open here, by its sign; the same sign would close it."""
    before: str = ""
    """Last character written before it, as far as emphasis must know."""
    after: str = ""
    """First character that follows it."""


@dataclass(slots=True)
class Page:
    """What is known of the page while it is written."""

    place: Place
    ids: Mapping[str, int]
    """How many elements carry each id."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """Name of the footnote for each note that is one, by the id of its list item."""


Writer: TypeAlias = "Callable[[Branch, Page, Where], str]"
WRITERS: dict[str, Writer] = {}


def writes(*tags: str) -> Callable[[Writer], Writer]:
    """Enter a writer in the table; a tag has one writer."""

    def enter(writer: Writer) -> Writer:
        for tag in tags:
            if tag in WRITERS:
                raise ValueError(f"{tag} has a writer")
            WRITERS[tag] = writer
        return writer

    return enter


def element(branch: Branch, page: Page, where: Where) -> str:
    """Markdown of one element."""
    return WRITERS.get(branch.tag, WRITERS["*"])(branch, page, where)


SIGNED = frozenset(["b", "code", "em", "i", "strong"])
"""Their signs must not run into others."""
EMPHASIS = frozenset(["b", "em", "i", "strong"])
SEPARATE = frozenset(["blockquote", "dl", "ol", "ul"])
"""Two of a kind in a row would become one."""
APART = "<!-- -->"


def blocks(nodes: Sequence[Node], page: Page, where: Where) -> str:
    """Blocks with blank lines between; text between blocks becomes paragraphs."""
    written: list[str] = []
    run: list[Node] = []
    last = ""
    for node in (*nodes, None):
        if node is not None and not (isinstance(node, Branch) and node.tag in BLOCKS):
            run.append(node)
            continue
        if run and (text := paragraph(run, page, where)):
            written.append(text)
            last = ""
        run = []
        if node is not None and (text := element(node, page, where)):
            if node.tag == last and node.tag in SEPARATE and not text.startswith(f"<{node.tag}"):
                written.append(APART)
            written.append(text)
            last = node.tag
    return "\n\n".join(written)


def paragraph(nodes: Sequence[Node], page: Page, where: Where) -> str:
    """Text that stands between blocks, as a paragraph."""
    if all(is_blank(node) for node in nodes):
        return ""
    text = escape.finish(inline(nodes, page, where))
    # A break that opens a real paragraph is dropped by `prepare`; one that stands between blocks is meant.
    return f'<div markdown="span">{text}</div>' if text.startswith("<br>") else text


def line(nodes: Sequence[Node], page: Page, where: Where) -> str:
    """Text on a line of its own whose beginning means nothing: a cell, the text of an HTML element."""
    return escape.span(inline(nodes, page, where))


def inline(nodes: Sequence[Node], page: Page, where: Where) -> str:
    """Text and inline elements, one after the other."""
    out: list[str] = []
    for place, node in enumerate(nodes):
        if isinstance(node, Text):
            piece = escape.text(node.text, line=where.line, cell=where.cell, link=where.link, pre=where.pre)
        elif isinstance(node, Branch) and node.tag in SIGNED:
            around = neighbours(where, out[-1] if out else "", nodes[place + 1 : place + 2])
            piece = element(node, page, around)
        else:
            piece = element(node, page, where) if isinstance(node, Branch) else ""
        if piece:
            if out and piece[0] in _JOINS.get(out[-1][-1], "") and not _NOTE.search(out[-1]):
                out[-1] = f"{out[-1][:-1]}\\{out[-1][-1]}"
            out.append(piece)
    return "".join(out)


_JOINS = {"!": "[", "]": "("}
"""Characters that make a link or an image of what stands on both sides."""
_NOTE = re.compile(r"\[\^[^\]]*\]\Z")


def neighbours(where: Where, before: str, following: Sequence[Node]) -> Where:
    """The same place, with the characters on both sides."""
    return between(where, before[-1:] or where.before, _first(following) or where.after)


def between(where: Where, before: str, after: str) -> Where:
    """The same place, between two characters."""
    return Where(
        line=where.line,
        cell=where.cell,
        link=where.link,
        html=where.html,
        pre=where.pre,
        signs=where.signs,
        before=before,
        after=after,
    )


def apart(where: Where) -> Where:
    """The same place, between two tags."""
    return between(where, ">", "<")


def _first(following: Sequence[Node]) -> str:
    if not following:
        return ""
    node = following[0]
    if isinstance(node, Element):
        return "*" if node.tag in EMPHASIS else "<"
    return node.text[:1] if isinstance(node, Text) else ""
