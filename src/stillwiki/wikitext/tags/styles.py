"""TemplateStyles: style sheets that templates bring along.

Rules: mediawiki.org, Extension:TemplateStyles. A page of the tree cannot hold a sheet (its gate removes `<style>`),
so the sheet is named and its page noted as used; its rules are not applied.
"""

from __future__ import annotations

from html import escape

from stillwiki.titles import TEMPLATE
from stillwiki.wikitext.expansion.expand import TagCall
from stillwiki.wikitext.passes.sanitise import decode_attributes
from stillwiki.wikitext.registry import tag


@tag("templatestyles")
def templatestyles(call: TagCall) -> str:
    """Nothing to see; errors are shown as MediaWiki shows them."""
    name = decode_attributes(call.attributes).get("src", "")
    title = call.context.inventory.titles.parse(name, TEMPLATE) if name else None
    if title is None or not title.text or title.interwiki:
        call.context.report("styles-ignored", "names no style sheet", near="<templatestyles")
        message = "TemplateStyles' <code>src</code> attribute must not be empty." if not name else "Invalid title."
        return call.context.strip.add("general", f'<strong class="error">{message}</strong>')
    call.context.templates[title.full] = None
    if not call.context.inventory.exists(title.full):
        call.context.report("template-missing", f"{title.full} does not exist", near="<templatestyles")
        link = f'<span class="new" title="{escape(title.full)}">{escape(title.full, quote=False)}</span>'
        return call.context.strip.add("general", f'<strong class="error">Page {link} has no content.</strong>')
    call.context.report("styles-ignored", f"the styles of {title.full} are not applied", near="<templatestyles")
    return call.context.strip.add("general", "")
