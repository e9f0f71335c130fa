"""Comments, tags and block ids."""

from __future__ import annotations

from collections.abc import Iterator

from stillwiki.markdown import escape
from stillwiki.obsidian.edits import Edit
from stillwiki.obsidian.inline import Found
from stillwiki.obsidian.page import Page
from stillwiki.obsidian.registry import rule


@rule("tag")
def tag(found: Found, _page: Page) -> Iterator[Edit]:
    """`#tag`."""
    yield Edit(found.start, found.end, f'<span class="tag">{escape.html(found.parts[0])}</span>')
