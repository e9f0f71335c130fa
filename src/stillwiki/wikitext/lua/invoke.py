"""`{{#invoke: module | function | arguments }}`, and how its errors are shown.

What a module gives is wikitext that was expanded already. An error is MediaWiki's text in MediaWiki's markup, so that
`{{#iferror:}}` sees it; Lua's trace is in the diagnostic.
"""

from __future__ import annotations

import re
from html import escape

from stillwiki.titles import MODULE, Title
from stillwiki.wikitext.expansion.arguments import given
from stillwiki.wikitext.expansion.calls import Call
from stillwiki.wikitext.expansion.expand import Frame
from stillwiki.wikitext.expansion.strip import kill
from stillwiki.wikitext.languages import words
from stillwiki.wikitext.lua.machine import Outcome, machine_of
from stillwiki.wikitext.registry import function
from stillwiki.wikitext.tracking import track

_PLACE = re.compile(r"(.*?):(-?\d+): (.*)", re.DOTALL)
_EXPIRED = "The time allocated for running scripts has expired."
_TOO_DEEP = '<span class="error">Expansion depth limit exceeded</span>'


@function("#invoke")
def invoke(call: Call) -> str:
    """What the function of the module gives."""
    if not call.node.parts:
        return _error(call, "Script error: You must specify a function to call.")
    title = _module(call)
    if title is None:
        return _error(call, f'Script error: No such module "{kill(call.first)}".')
    call.context.templates[title.full] = None
    if not call.context.modules:
        return _error(call, _EXPIRED)
    name = call.arg(1)
    outcome = machine_of(call.context).call(title.full, name, _frame(call, title), call.frame)
    return _shown(call, name, outcome)


def _module(call: Call) -> Title | None:
    inventory = call.context.inventory
    space = inventory.site.namespaces.get(MODULE)
    title = inventory.titles.parse(f"{space.name}:{call.first}") if space and call.first else None
    page = inventory.pages.get(title.full) if title else None
    return title if page is not None and page.model == "Scribunto" else None


def _frame(call: Call, title: Title) -> Frame:
    return call.frame.within(title, given(call.node.parts[1:], call.frame))


def _shown(call: Call, name: str, outcome: Outcome) -> str:
    match outcome.kind:
        case "text":
            return outcome.text
        case "deep":
            call.context.report("limit-depth", "modules call one another too deeply")
            return _TOO_DEEP
        case "no-function":
            return _error(call, f'Script error: The function "{name}" does not exist.')
        case "not-a-function":
            return _error(call, f'Script error: "{name}" is not a function.')
        case "not-a-table":
            kind = f"a {outcome.text} value"
            return _error(call, f"Script error: The module returned {kind}. It is supposed to return an export table.")
    return _error(call, _words(outcome), outcome.trace)


def _words(outcome: Outcome) -> str:
    """Lua's message as Scribunto words it."""
    if outcome.kind == "limit" and "expired" in outcome.text:
        return outcome.text
    place = _PLACE.fullmatch(outcome.text)
    if place:
        return f"Lua error in {place[1]} at line {place[2]}: {place[3]}."
    return f"Lua error: {outcome.text}."


def _error(call: Call, message: str, trace: str = "") -> str:
    context = call.context
    machine = machine_of(context)
    context.report("lua-error", message, hint=trace, near="{{#invoke")
    number, machine.errors = machine.errors, machine.errors + 1
    track(context, "scribunto-common-error-category")
    shown = kill(words.error(message, context.inventory.site.language))
    inner = f'<span class="scribunto-error" id="mw-scribunto-error-{number}">{escape(shown)}</span>'
    return f'<strong class="error">{inner}</strong>'
