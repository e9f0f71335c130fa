"""Tags."""

from __future__ import annotations

from collections.abc import Iterator

from stillwiki import names
from stillwiki.markdown import escape
from stillwiki.obsidian.edits import Edit
from stillwiki.obsidian.inline import Found
from stillwiki.obsidian.page import Page
from stillwiki.obsidian.registry import rule
from stillwiki.obsidian.scan import tag_name


@rule("tag")
def tag(found: Found, page: Page) -> Iterator[Edit]:
    """`#tag`: a link to the tag's page."""
    shown = escape.text(found.parts[0], link=True, cell=found.cell)
    if name := tag_name(found.parts[0]):
        address = names.relative(page.view.page, names.tag_path(name))
        shown = f"[{shown}]({escape.address(address)}){{ .tag }}"
    yield Edit(found.start, found.end, shown)
