"""Tags that MediaWiki's parser-test runner adds, and no wiki has: for the adapter alone.

`<tag>` prints what it was given, the others put out fixed HTML; what they print is what the tests expect.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape

from stillwiki.wikitext.expansion.calls import Language, TagCall
from stillwiki.wikitext.passes.sanitise import decode_attributes

_KEPT = "parser-test static tag"


def _general(call: TagCall, html: str) -> str:
    return call.context.strip.add("general", html)


def _rendered(call: TagCall) -> str:
    return call.frame.language.render(call.content or "", call.frame)


def dump(call: TagCall) -> str:
    """Content and attributes, in the notation of PHP's var_export."""
    found = decode_attributes(call.attributes)
    rows = [f"  {_quoted(name)} => {_quoted(value)},\n" for name, value in found.items()]
    content = "NULL" if call.content is None else _quoted(call.content)
    text = "".join([content, "\narray (\n", *rows, ")"])
    return _general(call, f"<pre>\n{escape(text, quote=False)}\n</pre>")


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def static(call: TagCall) -> str:
    """Keeps its content until `action="flush"` puts it out."""
    if decode_attributes(call.attributes).get("action") == "flush":
        return _general(call, call.context.indicators.pop(_KEPT, ""))
    call.context.indicators[_KEPT] = call.content or ""
    return _general(call, "")


TAGS: dict[str, Callable[[TagCall], str]] = {
    "asidetag": lambda call: _general(call, "<aside>Some aside content</aside>"),
    "divtag": lambda call: _general(call, f"<div>{_rendered(call)}</div>"),
    "divtagpwrap": lambda call: _general(call, f"<div><p>{_rendered(call)}</p></div>"),
    "pwraptest": lambda call: _general(call, "<!--CMT--><style>p{}</style>"),
    "spantag": lambda call: _general(call, f"<span>{_rendered(call)}</span>"),
    "statictag": static,
    "tag": dump,
    "tåg": dump,
}


def with_test_tags(language: Language) -> Language:
    """A wiki's language with these tags."""
    return replace(language, tags={**language.tags, **TAGS}, known_tags=language.known_tags.union(TAGS))
