"""Blocks of HTML: what they leave open holds Markdown, and so does what holds pictures or links of the vault.

A block of HTML ends at a blank line in CommonMark; Python-Markdown reads on to the closing tag. It refuses to resolve.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stillwiki.obsidian.blocks import Block
from stillwiki.obsidian.edits import Edit
from stillwiki.obsidian.elements import TAG, attributes_of, told
from stillwiki.obsidian.inline import Found
from stillwiki.obsidian.page import Page
from stillwiki.obsidian.registry import RULES
from stillwiki.obsidian.scan import leads_elsewhere

_EITHER = re.compile(r"</?([A-Za-z][\w-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_HOLDERS = frozenset(
    "address article aside blockquote center details div dl figure footer header main nav section".split()
)
_BLOCKS = _HOLDERS | frozenset("caption dd dt figcaption li ol p summary table tbody td tfoot th thead tr ul".split())
_FRAME_END = re.compile("</iframe>", re.IGNORECASE)


def edits(block: Block, page: Page) -> Iterator[Edit]:
    """Edits of tags; text stays."""
    lines, text = page.made.lines, page.made.text
    start, end = lines.at[block.first], lines.end(block.last - 1)
    tags = list(TAG.finditer(text, start, end))
    rewritten = [tag for tag in tags if _rewritten(tag)]
    holding = {tag.start() for tag in tags if tag[1].lower() in _BLOCKS} if rewritten else _left_open(text, start, end)
    for tag in tags:
        if tag in rewritten:
            yield from RULES["html"](Found("html", tag.start(), tag.end(), parts=(tag[0],)), page)
            continue
        told(tag, page, tag.start())
        if tag.start() in holding and "markdown=" not in tag[2]:
            yield Edit(tag.end(1), tag.end(1), ' markdown="1"')
    for closing in _FRAME_END.finditer(text, start, end):
        yield Edit(closing.start(), closing.end(), "")


def _rewritten(tag: re.Match[str]) -> bool:
    """Whether a tag is written as Markdown: frames, pictures, and links into the vault."""
    name, attributes = tag[1].lower(), attributes_of(tag[2])
    if name == "a":
        return bool(attributes.get("href")) and not leads_elsewhere(attributes["href"])
    return name in ("img", "iframe") and bool(attributes.get("src"))


def _left_open(text: str, start: int, end: int) -> set[int]:
    """Where the elements begin that the block does not close."""
    opened: list[re.Match[str]] = []
    for tag in _EITHER.finditer(text, start, end):
        name = tag[1].lower()
        if tag[0].startswith("</"):
            while opened and opened.pop()[1].lower() != name:
                pass
        elif name not in _VOID and not tag[0].endswith("/>"):
            opened.append(tag)
    return {tag.start() for tag in opened if tag[1].lower() in _HOLDERS}
