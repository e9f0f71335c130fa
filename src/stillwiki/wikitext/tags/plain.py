"""Tags that protect text, and what is shown for tags that cannot run here.

Rules: mediawiki.org, Help:Formatting (nowiki, pre) and Manual:Tag extensions.
"""

from __future__ import annotations

import re
from html import escape

from stillwiki.wikitext.expansion.calls import TagCall
from stillwiki.wikitext.passes.sanitise import decode_attributes, fix_attributes
from stillwiki.wikitext.registry import tag

UNSUPPORTED = frozenset(
    "charinsert choose display_map dpl dynamicpagelist embedvideo evlplayer graph graphviz hiero html5media jsxgraph "
    "langconvert mapdata mapframe maplink mermaid mscgen pagelist pagequality phonos plantuml quiz randomimage rss "
    "score section soundcloud spotify templatedata timeline uml vimeo youtube".split()
)
"""Tags of extensions that wikis use and this version does not render: their source is shown and counted."""
_SILENT = frozenset({"mapdata", "section"})
"""Those whose element shows nothing at its place anyway."""
_HIDDEN = frozenset({"templatedata"})
"""Those whose source nobody would read."""
_NOWIKI = re.compile(r"<nowiki>(.*?)</nowiki>", re.DOTALL)


def plain(text: str) -> str:
    """Text in which nothing is markup; character references stay."""
    return text.replace("<", "&lt;").replace(">", "&gt;")


@tag("nowiki")
def nowiki(call: TagCall) -> str:
    """Text as it stands."""
    return call.context.strip.add("nowiki", plain(call.content or ""))


@tag("pre")
def pre(call: TagCall) -> str:
    """Preformatted text as it stands, `<nowiki>` inside not shown; as wikitext where `format` says so."""
    content = call.content or ""
    if decode_attributes(call.attributes).get("format") == "wikitext":
        content = call.frame.language.render(content, call.frame)
    else:
        content = plain(_NOWIKI.sub(r"\1", content))
    return call.context.strip.add("general", f"<pre{fix_attributes(call.attributes, 'pre')}>{content}</pre>")


@tag("#")
def unsupported(call: TagCall) -> str:
    """Any other tag: its source, marked and counted."""
    if call.name in _SILENT:
        call.context.report("function-silent", f"<{call.name}> keeps data for elsewhere", near=f"<{call.name}")
        return ""
    call.context.report("unsupported-tag", f"<{call.name}> is not rendered", near=f"<{call.name}")
    if call.name in _HIDDEN:
        return ""
    return call.frame.unsupported(call.source(), f"{escape(call.name)} is not rendered by this version")
