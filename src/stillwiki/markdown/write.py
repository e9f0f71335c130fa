"""From a tree of HTML to Markdown: the only way a page is spelled.

Importing this module fills the table of writers. `write` is pure: it asks the place where links and files lead,
and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stillwiki.markdown import formulas, html, lists, media, notes, spell, table
from stillwiki.markdown.prepare import prepare
from stillwiki.markdown.writers import Page, Where, blocks

if TYPE_CHECKING:
    from stillwiki.dom import Element
    from stillwiki.model import Place

__all__ = ["formulas", "html", "lists", "media", "notes", "spell", "table", "write"]


def write(tree: Element, place: Place) -> str:
    """Markdown of an article; `tree` is a tidied `body`."""
    body = prepare(tree)
    found = notes.survey(body)
    text = blocks(body.children, Page(place, found.ids, notes.footnotes(found)), Where())
    return f"{text}\n" if text else ""
