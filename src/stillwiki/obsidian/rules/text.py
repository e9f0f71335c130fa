"""Tags."""

from __future__ import annotations

from collections.abc import Iterator

from stillwiki import names
from stillwiki.markdown import escape
from stillwiki.obsidian.edits import Edit
from stillwiki.obsidian.inline import Found
from stillwiki.obsidian.page import Page
from stillwiki.obsidian.registry import rule


@rule("tag")
def tag(found: Found, page: Page) -> Iterator[Edit]:
    """`#tag`: a link to the tag's page."""
    shown = escape.text(found.parts[0], link=True, cell=found.cell)
    address = names.relative(page.view.page, names.tag_path(found.parts[0][1:].strip("/")))
    yield Edit(found.start, found.end, f"[{shown}]({escape.address(address)}){{ .tag }}")
