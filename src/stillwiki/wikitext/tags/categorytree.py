"""CategoryTree: the categories below one. Until the index can be asked, a link to the category, whose page lists them.

Rules: mediawiki.org, Extension:CategoryTree.
"""

from __future__ import annotations

from html import escape

from stillwiki.titles import CATEGORY
from stillwiki.wikitext.expansion.calls import TagCall
from stillwiki.wikitext.passes.sanitise import fix_attributes
from stillwiki.wikitext.registry import tag


@tag("categorytree")
def categorytree(call: TagCall) -> str:
    """A link to the category."""
    name = call.frame.expand_text(call.content or "").strip()
    title = call.context.inventory.titles.parse(name, CATEGORY)
    if title is None or title.namespace != CATEGORY:
        return call.context.strip.add("general", f'<span class="error">{escape(name, quote=False)}</span>')
    call.context.link(title)
    link = f'<a href="wiki:{escape(title.full)}" title="{escape(title.full)}">{escape(title.text, quote=False)}</a>'
    return call.context.strip.add("general", f"<div{fix_attributes(call.attributes, 'div')}>{link}</div>")
