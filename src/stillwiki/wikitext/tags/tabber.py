"""Tabber: panels of which a skin shows one at a time.

Rules: mediawiki.org, Extension:TabberNeue; its parser tests. Without a script the tabs are links to the panels, which
stand one below the other. `<tabbertransclude>` takes each panel's text from a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from stillwiki.wikitext.anchors import legacy_anchor
from stillwiki.wikitext.expansion.calls import TagCall
from stillwiki.wikitext.expansion.strip import kill
from stillwiki.wikitext.files.html import text_of
from stillwiki.wikitext.passes.sanitise import attributes, escape_id
from stillwiki.wikitext.registry import tag

if TYPE_CHECKING:
    from stillwiki.wikitext.context import Context


@tag("tabber")
def tabber(call: TagCall) -> str:
    """Tabs whose text stands in the tag: `|-|Label=text`."""
    return _tabs([_split(part) for part in (call.content or "").split("|-|")], call)


@tag("tabbertransclude")
def tabber_transclude(call: TagCall) -> str:
    """Tabs whose text is that of pages: `Page|Label` on each line."""
    found = [line.partition("|") for line in (call.content or "").split("\n") if line.strip()]
    return _tabs([(label.strip() or page.strip(), f"{{{{:{page.strip()}}}}}") for page, _, label in found], call)


def _split(part: str) -> tuple[str, str]:
    """Label and text, cut at the first `=` that stands in no template or link."""
    depth = 0
    for match in re.finditer(r"\{\{|\}\}|\[\[|\]\]|=", part):
        if match[0] == "=" and depth == 0:
            return part[: match.start()].strip(), part[match.end() :].strip()
        depth += {"{{": 1, "[[": 1, "}}": -1, "]]": -1}.get(match[0], 0)
    return "", ""


def _tabs(found: list[tuple[str, str]], call: TagCall) -> str:
    frame, context = call.frame, call.context
    panels = [(_label(label, call), text) for label, text in found if label and text]
    if not panels:
        return context.strip.add("general", "")
    names = list(_ids([label for label, _ in panels], context))
    tabs = "".join(
        f'<a class="tabber__tab" role="tab" href="#{escape(name)}">{label}</a>'
        for name, (label, _) in zip(names, panels, strict=True)
    )
    html = "".join(
        f'<div class="tabber__panel" role="tabpanel" id="{escape(name)}"'
        f' aria-label="{escape(text_of(label, context))}">\n{frame.language.render(text, frame)}\n</div>'
        for name, (label, text) in zip(names, panels, strict=True)
    )
    shown = attributes(call.attributes, "div")
    shown["class"] = f"tabber {shown.get('class', '')}".strip()
    about = "".join(f' {name}="{escape(value)}"' for name, value in shown.items())
    header = f'<header class="tabber__header"><nav class="tabber__tabs">{tabs}</nav></header>'
    return context.strip.add("general", f'<div{about}>{header}<div class="tabber__section">{html}</div></div>')


def _label(wikitext: str, call: TagCall) -> str:
    """Finished label: text as it stands, unless the wiki reads it; the tab is a link itself, so it holds no other."""
    if not call.context.inventory.site.tab_markup:
        return escape(kill(wikitext))
    html = call.context.strip.unstrip(call.frame.language.render(wikitext, call.frame))
    return re.sub(r"</?a\b[^>]*>", "", html)


def _escaped(text: str) -> str:
    return escape(text).replace("&#x27;", "&#039;")


def _ids(labels: list[str], context: Context) -> Iterator[str]:
    """Ids of the panels, no two the same on a page."""
    for label in labels:
        shown = text_of(label, context)
        # Of text that is not read the id is made after escaping; signs in it stay in the id as references.
        name = escape_id(f"tabber-{shown if context.inventory.site.tab_markup else _escaped(shown)}")
        name = legacy_anchor(name) if context.inventory.site.legacy_anchors else name
        count = context.anchors.get(name.lower(), 0) + 1
        context.anchors[name.lower()] = count
        yield name if count == 1 else f"{name}_{count}"
