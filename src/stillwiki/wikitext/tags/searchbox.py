"""InputBox: forms of a wiki. Those that search lead to this site's search; those that edit cannot work and say so.

Rules: mediawiki.org, Extension:InputBox. A still has no form to send, so a box is shown as a note.
"""

from __future__ import annotations

from html import escape

from stillwiki.wikitext.expansion.calls import TagCall
from stillwiki.wikitext.registry import tag

_TYPES = ("create", "comment", "search", "search2", "fulltext")
_MORE_TYPES = frozenset({"commenttitle", "move"})
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
    label = found.get("buttonlabel") or _EDITS.get(kind, "Search")
    call.context.report("form-replaced", f"the form “{label}” is shown as a note", near="<inputbox")
    words = found.get("default") or found.get("placeholder") or ""
    text = f"{label}: {words}" if words else label
    html = f'<div class="inputbox" title="A form of the wiki, which cannot work here">{escape(text, quote=False)}</div>'
    return call.context.strip.add("general", html)


def _parameters(text: str) -> list[tuple[str, str]]:
    pairs = (line.partition("=") for line in text.split("\n") if "=" in line)
    return [(name.strip().lower(), value.strip()) for name, _, value in pairs]


def _error(message: str) -> str:
    return f'<div><strong class="error">{escape(message, quote=False)}</strong></div>'
