"""Poem: lines stay lines, and blanks and colons at their beginning indent them.

Rules: mediawiki.org, Extension:Poem; parser tests of the extension; what MediaWiki 1.39 makes of odd input.
"""

from __future__ import annotations

import re
from html import escape

from stillwiki.wikitext.expansion.calls import TagCall
from stillwiki.wikitext.passes.sanitise import attributes
from stillwiki.wikitext.registry import tag

_RULE = re.compile(r"^----+$", re.MULTILINE)
_COLONS = re.compile(r"^(:++)(.+)$", re.MULTILINE)
_BLANKS = re.compile(r"^ +", re.MULTILINE)


@tag("poem")
def poem(call: TagCall) -> str:
    """A poem; `compact` leaves out the white space round it."""
    found = attributes(call.attributes, "div")
    found["class"] = f"poem {found.get('class', '')}".strip()
    compact = re.search(r"(?:^|\s)compact(?![\w-])", call.attributes)
    edge = "" if compact else "\n"
    html = call.frame.language.render(_lines(call), call.frame)
    shown = "".join(f' {name}="{escape(value)}"' for name, value in found.items())
    return call.context.strip.add("general", f"<div{shown}>{edge}{html.strip()}{edge}</div>")


def _lines(call: TagCall) -> str:
    """The poem's wikitext with its line breaks; those are finished HTML, so that they break `<nowiki>` too."""
    text = (call.content or "").removeprefix("\n").removesuffix("\n")
    text = _BLANKS.sub(lambda match: "&#160;" * len(match[0]), text)
    text = _COLONS.sub(_indented, text)
    line_break = call.context.strip.add("general", "<br>")
    lines = text.split("\n")
    breaks = ["" if _RULE.match(line) else line_break for line in lines[:-1]]
    return "\n".join([*map(str.__add__, lines[:-1], breaks), lines[-1]])


def _indented(match: re.Match[str]) -> str:
    style = f"display: inline-block; margin-inline-start: {len(match[1])}em;"
    return f'<span class="mw-poem-indented" style="{style}">{match[2]}</span>'
