"""InputBox: forms of a wiki. Those that search lead to this site's search; those that edit cannot work and say so.

Rules: mediawiki.org, Extension:InputBox. No page may hold a form: a box is a note, of which the theme's script makes
a field where it can search.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from stillwiki.wikitext.expansion.calls import TagCall
from stillwiki.wikitext.registry import tag

_TYPES = ("create", "comment", "search", "search2", "fulltext")
_MORE_TYPES = frozenset({"commenttitle", "move"})
_SEARCHES = frozenset({"fulltext", "search", "search2"})
_NARROWS = frozenset({"namespaces", "prefix", "searchfilter"})
"""Parameters that limit a search to a part of the wiki."""
_EDITS = {"create": "Create page", "comment": "Post a comment", "commenttitle": "Post a comment", "move": "Move page"}


@tag("inputbox")
def inputbox(call: TagCall) -> str:
    """A box: a note of what it did on the wiki."""
    found = dict(_parameters(call.frame.expand_text(call.content or "")))
    kind = found.get("type", "")
    if not kind:
        return call.context.strip.add("general", _error("You have not specified the type of input box to create."))
    if kind not in _TYPES and kind not in _MORE_TYPES:
        listed = ", ".join(f'"{name}"' for name in _TYPES[:-1]) + f' or "{_TYPES[-1]}"'
        message = f'Input box type "{kind}" not recognized.\nPlease specify {listed}.'
        return call.context.strip.add("general", _error(message))
    html = _search(found, call) if kind in _SEARCHES else _note(found, kind, call)
    return call.context.strip.add("general", html)


def _search(found: Mapping[str, str], call: TagCall) -> str:
    """A box that searches the whole site, whatever part of the wiki it was for."""
    for name in _NARROWS & found.keys():
        if found[name]:
            call.context.report("form-replaced", f"the search is not limited by {name}={found[name]}", near="<inputbox")
    label = found.get("searchbuttonlabel") or found.get("buttonlabel") or "Search"
    hint = f' title="{escape(found["placeholder"])}"' if found.get("placeholder") else ""
    words = escape(found.get("default", ""), quote=False)
    spans = [f'<span class="inputbox-words">{words}</span>'] if words else []
    spans.append(f'<span class="inputbox-button">{escape(label, quote=False)}</span>')
    return f'<div class="inputbox inputbox-search"{hint}>{" ".join(spans)}</div>'


def _note(found: Mapping[str, str], kind: str, call: TagCall) -> str:
    label = found.get("buttonlabel") or _EDITS[kind]
    call.context.report("form-replaced", f"the form “{label}” is shown as a note", near="<inputbox")
    words = found.get("default") or found.get("placeholder") or ""
    text = escape(f"{label}: {words}" if words else label, quote=False)
    return f'<div class="inputbox" title="A form of the wiki, which cannot work here">{text}</div>'


def _parameters(text: str) -> list[tuple[str, str]]:
    pairs = (line.partition("=") for line in text.split("\n") if "=" in line)
    return [(name.strip().lower(), value.strip()) for name, _, value in pairs]


def _error(message: str) -> str:
    return f'<div><strong class="error">{escape(message, quote=False)}</strong></div>'
