"""Leaves that Python-Markdown reads otherwise than CommonMark: fences, headings, rules, HTML, tables.

It refuses to look at containers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from stillwiki.obsidian import bases, markup
from stillwiki.obsidian.blocks import Block
from stillwiki.obsidian.edits import Edit
from stillwiki.obsidian.page import Page

_LANGUAGE = re.compile(r"[\w#.+-]+")


def _fence(block: Block, page: Page) -> Iterator[Edit]:
    """A word for the language, nothing else; the closing marks like the opening ones, and never missing."""
    lines, text = page.made.lines, page.made.text
    first, last = block.first, block.last - 1
    start, end = lines.at[first], lines.end(first)
    while text[start] in " \t":
        start += 1
    marks = block.markup
    match = _LANGUAGE.search(block.info)
    language = match[0].strip(".") if match else ""
    if language.lower() == "base":
        below = page.below[first]
        source = "\n".join(lines.content(line) for line in range(first + 1, last))
        body = page.take(bases.block(source, page.view, page.note.line + first)).replace("\n", f"\n{below}")
        yield Edit(lines.at[first], lines.end(last), "\n".join(part.rstrip() for part in body.split("\n")))
        return
    if language.lower() == "mermaid":
        page.said.uses.add("mermaid")
    if text[lines.at[first] : end].rstrip() != marks + language:
        yield Edit(lines.at[first], end, marks + language)
    closing = lines.content(last).strip(" \t")
    closed = last > first and len(closing) >= len(marks) and not closing.strip(marks[0])
    if closed:
        if lines.content(last).rstrip() != marks:
            yield Edit(lines.at[last], lines.end(last), marks)
    else:
        below = page.below[first]
        yield Edit(lines.end(last), lines.end(last), f"\n{below}{marks}")
    indent = start - lines.at[first]
    if indent:
        for line in range(first + 1, last if closed else last + 1):
            content = lines.content(line)
            spare = min(indent, len(content) - len(content.lstrip(" ")))
            if spare:
                yield Edit(lines.at[line], lines.at[line] + spare, "")


def _heading(block: Block, page: Page) -> Iterator[Edit]:
    """Hashes at the very beginning of the line; an underlined heading of several lines on one."""
    lines = page.made.lines
    content = lines.content(block.first)
    indent = len(content) - len(content.lstrip(" \t"))
    if indent:
        yield Edit(lines.at[block.first], lines.at[block.first] + indent, "")
    if block.markup.startswith("#"):
        return
    underline = block.last - 1
    if block.last - block.first > 2:
        at = lines.at[block.first] + indent
        yield Edit(at, at, "#" * block.level + " ")
        for line in range(block.first, underline - 1):
            apart = " " if page.view.settings.strict_line_breaks else "<br>"
            yield Edit(lines.end(line), lines.at[line + 1], apart)
            page.silent.add(line + 1)
        yield Edit(lines.end(underline - 1), lines.end(underline), "")
    elif lines.content(underline) != (clean := lines.content(underline).strip(" \t")):
        yield Edit(lines.at[underline], lines.end(underline), clean)


def _rule(block: Block, page: Page) -> Iterator[Edit]:
    """Without white space before it, which would make it code in a list."""
    lines = page.made.lines
    content = lines.content(block.first)
    if content != content.lstrip(" \t"):
        yield Edit(lines.at[block.first], lines.end(block.first), content.strip(" \t"))


_START = re.compile(
    r"!!!(?= ?[\w\"])|\?\?\?|\#(?![\s#])(?!(?:[\w/-]|[^\x00-\u2000])*[^\W\d])|\#{2,}(?![\s#])|:[ \t]|=+[ \t]*$"
)
_SIGNS = {"!": "&#33;", "?": "&#63;", ":": "&#58;", "#": "\\#", "=": "\\="}
_NUMBER = re.compile(r"\d{1,9}(?=[.)][ \t])")
"""CommonMark lets only a list that begins with 1 interrupt a paragraph."""


def _paragraph(block: Block, page: Page) -> Iterator[Edit]:
    """Beginnings of lines that mean something to Python-Markdown alone."""
    lines = page.made.lines
    for line in range(block.first, block.last):
        content = lines.content(line)
        text = content.lstrip(" \t")
        at = lines.at[line] + len(content) - len(text)
        if line > block.first and page.below[line] and (number := _NUMBER.match(text)):
            yield Edit(at + number.end(), at + number.end(), "\\")
        if (match := _START.match(text)) and not (text[0] == ":" and line == block.first):
            yield Edit(at, at + 1, _SIGNS[match[0][0]])


EDITS: dict[str, Callable[[Block, Page], Iterable[Edit]]] = {
    "fence": _fence,
    "heading": _heading,
    "html": markup.edits,
    "paragraph": _paragraph,
    "rule": _rule,
}
"""By kind of block."""
