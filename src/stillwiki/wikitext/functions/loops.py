"""Loops: wikitext done again and again.

Rules: mediawiki.org, Extension:Loops. A page may go round so often; then the loop says so and ends.
"""

from __future__ import annotations

from stillwiki.wikitext.expansion.calls import Call
from stillwiki.wikitext.languages.numbers import leading_integer, parse_number
from stillwiki.wikitext.registry import function

_LIMIT = 100
"""Rounds for all loops of a page; mediawiki.org, $wgLoopsCountLimit."""
_AT_LIMIT = '<span class="error">Maximum number of loops have been performed</span>'


def _round(call: Call) -> str:
    """Count a round; the error once there are too many."""
    call.context.iterations += 1
    if call.context.iterations <= _LIMIT:
        return ""
    call.context.report("limit-loops", f"loops go round more than {_LIMIT} times", near="{{" + call.name)
    return _AT_LIMIT


def _block(call: Call, number: int) -> str:
    block = call.frame.part(call.node.parts[number - 1]).strip() if number < len(call) else ""
    return block if call.context.spend(len(block)) else ""


@function("#while")
def while_(call: Call) -> str:
    """`{{#while: | condition | block}}`: the block as long as the condition gives anything."""
    out = ""
    while call.arg(1):
        error = _round(call)
        if error:
            return out + error
        out += _block(call, 2)
    return out


@function("#dowhile")
def dowhile(call: Call) -> str:
    """`{{#dowhile: | condition | block}}`: the same, but the block comes first."""
    out = _block(call, 2)
    return out + while_(call)


@function("#loop")
def loop(call: Call) -> str:
    """`{{#loop: variable | first | how often | block}}`; a negative number counts down."""
    first, times = parse_number(call.arg(1)), parse_number(call.arg(2))
    if first is None or times is None:
        return ""
    out, at = "", int(first)
    step = 1 if times > 0 else -1
    for value in range(at, at + int(times), step):
        error = _round(call)
        if error:
            return out + error
        call.context.named[call.first] = str(value)
        out += _block(call, 3)
    call.context.named[call.first] = str(at + int(times))
    return out


@function("#forargs")
def forargs(call: Call) -> str:
    """`{{#forargs: prefix | key | value | block}}`: the block for each argument of the template with that prefix."""
    frame, prefix = call.frame, call.first
    if frame.parent is None:
        return ""
    names = list(frame.arguments)
    return _over(call, [name for name in names if name.startswith(prefix)], len(prefix), 1)


@function("#fornumargs")
def fornumargs(call: Call) -> str:
    """`{{#fornumargs: key | value | block}}`: the block for each numbered argument, in order."""
    frame = call.frame
    if frame.parent is None:
        return ""
    names = [name for name in frame.arguments if name.isdecimal() and str(int(name)) == name]
    return _over(call, sorted(names, key=leading_integer), 0, 0)


def _over(call: Call, names: list[str], cut: int, first: int) -> str:
    """The block for each argument; the variables' names are arguments of the loop from `first` on."""
    key_name, value_name = call.arg(first), call.arg(first + 1)
    out = ""
    for name in names:
        error = _round(call)
        if error:
            return out + error
        call.context.named[key_name] = name[cut:]
        call.context.named[value_name] = call.frame.argument(name) or ""
        out += _block(call, first + 2)
    return out


@function("#for")
def for_(call: Call) -> str:
    """`{{#for: how often | text | placeholder}}` (LoopFunctions): the text with `$n$` counted up."""
    text, placeholder = call.arg(1), call.arg(2) or "$n$"
    times = min(max(leading_integer(call.first), 0), _LIMIT)
    if not call.context.spend(len(text) * times):
        return ""
    return "".join(text.replace(placeholder, str(number)) for number in range(1, times + 1))
