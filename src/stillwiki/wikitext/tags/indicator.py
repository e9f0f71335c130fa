"""Page status indicators: small signs beside the title.

Rules: mediawiki.org, Help:Page status indicators. They show nothing in the text; the last one of a name counts.
"""

from __future__ import annotations

from stillwiki.wikitext.expansion.calls import TagCall
from stillwiki.wikitext.passes.sanitise import decode_attributes
from stillwiki.wikitext.registry import tag

_UNNAMED = (
    '<span class="error"><strong>Error:</strong> Page status indicators\' <code>name</code> attribute must not be '
    "empty.</span>"
)


@tag("indicator")
def indicator(call: TagCall) -> str:
    """Keep an indicator; what it holds counts for links, files and categories."""
    name = decode_attributes(call.attributes).get("name", "").strip()
    if not name:
        return call.context.strip.add("general", _UNNAMED)
    html = call.frame.language.render((call.content or "").strip(), call.frame)
    call.context.indicators[name] = html
    return call.context.strip.add("general", "")
