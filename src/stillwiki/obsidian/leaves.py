"""Leaves that Python-Markdown reads otherwise than CommonMark: fences, headings, rules, HTML, tables.

It refuses to look at containers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from stillwiki.obsidian.blocks import Block
from stillwiki.obsidian.edits import Edit
from stillwiki.obsidian.elements import TAG, told
from stillwiki.obsidian.inline import Found
from stillwiki.obsidian.page import Page
from stillwiki.obsidian.registry import RULES

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
    if language.lower() == "mermaid":
        page.said.uses.add("mermaid")
    if text[lines.at[first] : end].rstrip() != marks + language:
        yield Edit(lines.at[first], end, marks + language)
    closing = lines.content(last).strip(" \t")
    if last > first and re.fullmatch(re.escape(marks[0]) + "+", closing) and len(closing) >= len(marks):
        if lines.content(last).rstrip() != marks:
            yield Edit(lines.at[last], lines.end(last), marks)
    else:
        below = page.below[last]
        yield Edit(lines.end(last), lines.end(last), f"\n{below}{marks}")
    indent = start - lines.at[first]
    if indent:
        for line in range(first + 1, last):
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
            yield Edit(lines.end(line), lines.at[line + 1], " ")
        yield Edit(lines.end(underline - 1), lines.end(underline), "")
    elif lines.content(underline) != (clean := lines.content(underline).strip(" \t")):
        yield Edit(lines.at[underline], lines.end(underline), clean)


def _rule(block: Block, page: Page) -> Iterator[Edit]:
    """Without white space before it, which would make it code in a list."""
    lines = page.made.lines
    content = lines.content(block.first)
    if content != content.lstrip(" \t"):
        yield Edit(lines.at[block.first], lines.end(block.first), content.strip(" \t"))


_START = re.compile(r"!!!(?= ?[\w\"])|\?\?\?|\#(?![\s#])(?!(?:[\w/-]|[^\x00-\u2000])*[^\W\d])|\#{2,}(?![\s#])|:[ \t]")
_SIGNS = {"!": "&#33;", "?": "&#63;", ":": "&#58;", "#": "\\#"}


def _paragraph(block: Block, page: Page) -> Iterator[Edit]:
    """Beginnings of lines that mean something to Python-Markdown alone."""
    lines = page.made.lines
    for line in range(block.first, block.last):
        content = lines.content(line)
        text = content.lstrip(" \t")
        if (match := _START.match(text)) and not (text[0] == ":" and line == block.first):
            at = lines.at[line] + len(content) - len(text)
            yield Edit(at, at + 1, _SIGNS[match[0][0]])


_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][\w-]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_PICTURES = re.compile(r"(?:\s|<(?:img|iframe|br)\b[^<>]*>|</iframe>)+", re.IGNORECASE)
_FRAME_END = re.compile("</iframe>", re.IGNORECASE)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_HOLDERS = frozenset(
    "address article aside blockquote center details div dl figure footer header main nav section".split()
)


def _html(block: Block, page: Page) -> Iterator[Edit]:
    """A block of HTML ends at a blank line in CommonMark: what it leaves open holds Markdown."""
    lines, text = page.made.lines, page.made.text
    opened: list[re.Match[str]] = []
    for match in _TAG.finditer(text, lines.at[block.first], lines.end(block.last - 1)):
        if match["close"]:
            while opened and opened.pop()["name"].lower() != match["name"].lower():
                pass
        elif match["name"].lower() not in _VOID and not match["rest"].endswith("/"):
            opened.append(match)
    at = lines.at[block.first]
    whole = text[at : lines.end(block.last - 1)]
    if _PICTURES.fullmatch(whole):
        html = RULES["html"]
        for tag in TAG.finditer(text, at, at + len(whole)):
            yield from html(Found("html", tag.start(), tag.end(), parts=(tag[0],)), page)
        for end in _FRAME_END.finditer(text, at, at + len(whole)):
            yield Edit(end.start(), end.end(), "")
        return
    for tag in TAG.finditer(text, at, at + len(whole)):
        told(tag, page, tag.start())
    for match in opened:
        if match["name"].lower() in _HOLDERS and "markdown=" not in match["rest"]:
            at = match.end("name")
            yield Edit(at, at, ' markdown="1"')


EDITS: dict[str, Callable[[Block, Page], Iterable[Edit]]] = {
    "fence": _fence,
    "heading": _heading,
    "html": _html,
    "paragraph": _paragraph,
    "rule": _rule,
}
"""By kind of block."""
