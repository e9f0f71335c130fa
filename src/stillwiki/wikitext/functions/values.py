"""Variables: values with names, for the length of a page.

Rules: mediawiki.org, Extension:Variables. Order counts: a value is what was set before, in the order of expansion.
"""

from __future__ import annotations

from stillwiki.wikitext.expansion.calls import Call
from stillwiki.wikitext.registry import function


@function("#vardefine")
def vardefine(call: Call) -> str:
    """`{{#vardefine: name | value}}`."""
    call.context.named[call.first] = call.arg(1)
    return ""


@function("#vardefineecho")
def vardefineecho(call: Call) -> str:
    """`{{#vardefineecho: name | value}}`: the same, and the value."""
    vardefine(call)
    return call.context.named[call.first]


@function("#var")
def var(call: Call) -> str:
    """`{{#var: name | default}}`; an empty value is none."""
    value = call.context.named.get(call.first) or call.arg(1)
    return value if call.context.spend(len(value)) else ""


@function("#varexists")
def varexists(call: Call) -> str:
    """`{{#varexists: name | then | else}}`."""
    return call.arg(1, "1") if call.first in call.context.named else call.arg(2)


@function("#var_final")
def var_final(call: Call) -> str:
    """`{{#var_final: name | default}}`: the value that the name has at the end of the page."""
    context = call.context
    marker = context.strip.add("final", "")
    context.last_words[marker] = (call.first, call.arg(1))
    return marker
