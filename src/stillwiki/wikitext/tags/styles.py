"""TemplateStyles: style sheets that templates bring along.

Rules: mediawiki.org, Extension:TemplateStyles. A page of the tree holds no sheet (its gate removes `<style>`): the tag
notes which one the page uses, and the sheet is a file of its own.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from stillwiki.model import Styles
from stillwiki.titles import TEMPLATE
from stillwiki.wikitext.expansion.calls import TagCall
from stillwiki.wikitext.functions.site import MODELS
from stillwiki.wikitext.passes.sanitise import decode_attributes
from stillwiki.wikitext.registry import tag

if TYPE_CHECKING:
    from stillwiki.model import Page

_SHEET = "sanitized-css"


@tag("templatestyles")
def templatestyles(call: TagCall) -> str:
    """Nothing to see; errors are shown as MediaWiki shows them."""
    found = decode_attributes(call.attributes)
    name = found.get("src", "")
    if not name:
        return _error(call, "TemplateStyles' <code>src</code> attribute must not be empty.", "names no style sheet")
    title = call.context.inventory.titles.parse(name, TEMPLATE)
    if title is None or not title.text or title.interwiki:
        return _error(call, "Invalid title for TemplateStyles' <code>src</code> attribute.", f"{name} is no title")
    call.context.templates[title.full] = None
    page = call.context.inventory.pages.get(title.full)
    link = f'<a href="wiki:{escape(title.full)}">{escape(title.full, quote=False)}</a>'
    if page is None or not _is_sheet(page):
        call.context.link(title)
    if page is None:
        call.context.report("template-missing", f"{title.full} does not exist", near="<templatestyles")
        return call.context.strip.add("general", f'<strong class="error">Page {link} has no content.</strong>')
    if not _is_sheet(page):
        model = escape(MODELS.get(page.model, page.model), quote=False)
        wanted = f'must have content model "{MODELS[_SHEET]}" for TemplateStyles (current model is "{model}").'
        return _error(call, f"Page {link} {wanted}", f"{title.full} is no style sheet but {model}")
    within = _wrapper(found["wrapper"]) if found.get("wrapper") else ""
    if within is None:
        message = "Invalid value for TemplateStyles' <code>wrapper</code> attribute."
        return _error(call, message, f"{found['wrapper']} is no wrapper")
    call.context.styles[Styles(title.full, within)] = None
    return call.context.strip.add("general", "")


def _wrapper(text: str) -> str | None:
    from stillwiki.wikitext import sheets  # noqa: PLC0415  # the grammar of CSS, which few pages need

    return sheets.wrapper(text)


def _is_sheet(page: Page) -> bool:
    """Whether a page is a style sheet. Where the wiki lost the extension, its export calls sheets plain text."""
    return page.model == _SHEET or (
        page.model == "text" and "/" in page.title.text and page.title.text.endswith(".css")
    )


def _error(call: TagCall, shown: str, told: str) -> str:
    call.context.report("styles-ignored", told, near="<templatestyles")
    return call.context.strip.add("general", f'<strong class="error">{shown}</strong>')
