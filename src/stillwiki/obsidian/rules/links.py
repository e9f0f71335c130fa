"""Wikilinks, and Markdown links into the vault."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stillwiki.markdown import escape
from stillwiki.obsidian import links
from stillwiki.obsidian.edits import Edit
from stillwiki.obsidian.inline import Found
from stillwiki.obsidian.page import Page
from stillwiki.obsidian.registry import RULES, rule
from stillwiki.obsidian.scan import link_of


@rule("wikilink")
def wikilink(found: Found, page: Page) -> Iterator[Edit]:
    """`[[Note#Heading|text]]`; the text stays and is read for itself."""
    link = link_of(found, 0)
    if link is None or not (link.target or link.subpath):
        yield Edit(found.start, found.end, escape.text(page.made.text[found.start : found.end], cell=found.cell))
        return
    opening, closing = links.around(link, page, found.start)
    if len(found.parts) > 1 and found.parts[1].strip():
        yield Edit(found.start, found.inner[0], opening)
        yield Edit(found.inner[1], found.end, closing)
    else:
        text = escape.text(links.display(link), line=True, cell=found.cell, link=True)
        yield Edit(found.start, found.end, f"{opening}{text}{closing}")


_BARE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//|#?$")


@rule("link")
def link(found: Found, page: Page) -> Iterator[Edit]:
    """`[text](Note.md)`; only where it leads is edited."""
    target = link_of(found, 0)
    if target is None:
        return
    opening, closing = links.around(target, page, found.start)
    title = found.parts[1]
    if title and closing.endswith(")"):
        closing = f'{closing[:-1]} "{title}")'
    if opening != "[":
        yield Edit(found.start, found.inner[0], opening)
    if page.made.text[found.inner[1] : found.end] != closing:
        yield Edit(found.inner[1], found.end, closing)


@rule("link reference", "image reference")
def reference(found: Found, page: Page) -> Iterator[Edit]:
    """`[text][label]`: written out, since definitions are read otherwise."""
    address, title = page.made.references[found.parts[1]]
    kind = found.kind.partition(" ")[0]
    shown = page.made.text[found.inner[0] : found.inner[1]]
    written = Found(kind, found.start, found.end, found.inner, (address, title, shown), found.cell)
    edits = list(RULES[kind](written, page))
    if not any(edit.end == found.end for edit in edits):
        title = f' "{escape.attribute(title)}"' if title else ""
        yield Edit(found.inner[1], found.end, f"]({escape.address(address)}{title})")
    yield from edits
