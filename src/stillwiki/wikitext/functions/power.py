"""ParserPower's simple functions: escapes that put off expansion, conditions over them, tokens, links' texts.

Rules: mediawiki.org, Extension:ParserPower; help.gamepedia.com, ParserPower basic functions and tags; its parser tests.
"""

from __future__ import annotations

import re
from html import escape as entities

from stillwiki.wikitext.expansion.calls import Call, TagCall
from stillwiki.wikitext.expansion.nodes import Braces, Node, Part, source_of
from stillwiki.wikitext.functions.branches import same
from stillwiki.wikitext.languages.numbers import parse_number
from stillwiki.wikitext.registry import function, tag

_ESCAPES = {
    "\\": "\\",
    "n": "\n",
    "_": " ",
    "{": "{",
    "}": "}",
    "(": "[",
    ")": "]",
    "l": "<",
    "g": ">",
    "e": "=",
    "!": "|",
}
_ESCAPED = {char: f"\\{letter}" for letter, char in _ESCAPES.items()}
_LINK = re.compile(r"\[\[([^\[\]\n]*)\]\]")


def unescape(text: str) -> str:
    r"""Text with `\n`, `\_` and their like as what they stand for; `\0` is nothing."""
    return re.sub(r"\\([\\n_{}()lge!0])", lambda match: _ESCAPES.get(match[1], ""), text) if "\\" in text else text


def evaluate(call: Call, text: str) -> str:
    """Unescape a text and expand what it then says."""
    return call.frame.expand_text(unescape(text))


def filled(call: Call, text: str, token: str, value: str) -> str:
    """A text with a value in place of a token, as far as there is room for it."""
    size = len(text) + text.count(token) * (len(value) - len(token)) if token else len(text)
    if not call.context.spend(size):
        return ""
    return text.replace(token, value) if token else text


def error(call: Call, text: str) -> str:
    """An error as ParserPower shows it."""
    return f'<strong class="error">{call.name.lstrip("#").lower()} error: {text}</strong>'


def template(call: Call, name: str, numbered: list[str], named: dict[str, str]) -> str:
    """What a template gives for values; they are not expanded again."""
    positions: list[Part] = [Part(None, (value,)) for value in numbered]
    parts = [*positions, *(Part((key,), (value,)) for key, value in named.items())]
    node: Node = Braces((name,), tuple(parts), line_start=True)
    return call.frame.expand((node,)).strip()


@tag("esc", "esc1", "esc2", "esc3", "esc4", "esc5")
def esc(call: TagCall) -> str:
    """Source with everything that means something escaped; of what is escaped already, the backslash alone."""
    return re.sub(r"\\(?=\\)|\\[{}]|[\\\n {}\[\]<>=|]", _escaped, call.content or "")


def _escaped(match: re.Match[str]) -> str:
    return _ESCAPED.get(match[0]) or f"\\{match[0]}"


@function("#trim")
def trim(call: Call) -> str:
    """Text without blanks round it."""
    return call.first


@function("#uesc")
def uesc(call: Call) -> str:
    """`{{#uesc: text}}`: escapes become what they stand for."""
    return evaluate(call, call.first)


@function("#uescnowiki")
def uescnowiki(call: Call) -> str:
    """The same, as text that is no wikitext."""
    return call.frame.expand_text(f"<nowiki>{unescape(call.first)}</nowiki>")


@function("#trimuesc")
def trimuesc(call: Call) -> str:
    """The same as `#uesc`, trimmed afterwards."""
    return call.frame.expand_text(unescape(call.first).strip())


@function("#linkpage")
def linkpage(call: Call) -> str:
    """Links become the names of their pages."""
    return _LINK.sub(lambda match: match[1].partition("|")[0], call.first)


@function("#linktext")
def linktext(call: Call) -> str:
    """Links become their texts."""
    return _LINK.sub(lambda match: match[1].partition("|")[2] or match[1].partition("|")[0], call.first)


@tag("linkpage", "linktext")
def link_tag(call: TagCall) -> str:
    """The same as elements."""
    text = call.frame.expand_text(call.content or "")
    part = 0 if call.name == "linkpage" else 2
    return _LINK.sub(lambda match: match[1].partition("|")[part] or match[1].partition("|")[0], text)


# -- conditions -------------------------------------------------------------------------------------------------------


@function("#ueif")
def ueif(call: Call) -> str:
    """`{{#ueif: test | then | else}}`."""
    return evaluate(call, call.arg(1) if call.first else call.arg(2))


@function("#or", "#ueor")
def or_(call: Call) -> str:
    """`{{#or: a | b | …}}`: the first that is anything."""
    for number in range(len(call)):
        value = call.arg(number)
        if value:
            return value if call.name.lower() == "#or" else evaluate(call, value)
    return ""


@function("#ueifeq")
def ueifeq(call: Call) -> str:
    """`{{#ueifeq: a | b | then | else}}`."""
    return evaluate(call, call.arg(2) if same(unescape(call.first), unescape(call.arg(1))) else call.arg(3))


@function("#ueswitch")
def ueswitch(call: Call) -> str:
    """`{{#ueswitch: value | case = result | #default = result | default}}`."""
    subject, frame = unescape(call.first), call.frame
    found = default_falls = False
    default = ""
    last: str | None = None
    for number, part in enumerate(call.node.parts, 1):
        if part.name is None:
            last = call.arg(number)
            case = unescape(last)
            found, default_falls = found or same(subject, case), default_falls or case == "#default"
            continue
        name, last = unescape(frame.expand(part.name).strip()), None
        if found or same(subject, name):
            return evaluate(call, frame.expand(part.value).strip())
        if name == "#default" or default_falls:
            default, default_falls = frame.expand(part.value).strip(), False
    return evaluate(call, default if last is None else last)


@function("#token", "#tokenif")
def token(call: Call) -> str:
    """`{{#token: value | token | pattern}}`: the value in place of the token; `#tokenif` only if there is a value."""
    if call.name.lower() == "#tokenif" and not call.first:
        return evaluate(call, call.arg(3))
    sought = unescape(call.arg(1, "x"))
    pattern = call.arg(2, "x")
    return evaluate(call, filled(call, pattern, sought, call.first))


@function("#min", "#max")
def extreme(call: Call) -> str:
    """`{{#min: a | b | …}}`: the least number, or the greatest."""
    values = [value for value in call.args() if value]
    for value in values:
        if parse_number(value) is None:
            return error(call, f'The parameter "{entities(value, quote=False)}" must be numeric.')
    choose = min if call.name.lower() == "#min" else max
    return choose(values, key=lambda value: parse_number(value) or 0, default="")


@function("#follow")
def follow(call: Call) -> str:
    """`{{#follow: title}}`: where a page redirects to, or its own name."""
    inventory = call.context.inventory
    title = inventory.titles.parse(call.first)
    target = inventory.redirect(title.full) if title else None
    if target is None:
        return call.first
    return f"{target.full}#{target.fragment}" if target.fragment else target.full


# -- arguments of the template ----------------------------------------------------------------------------------------


@function("#argmap")
def argmap(call: Call) -> str:
    """`{{#argmap: formatter | glue | must contain | only show | …}}`: a template for arguments numbered alike."""
    if not call.first:
        return error(call, 'The parameter "formatter" is required.')
    glue = unescape(call.arg(1, ", "))
    needed, shown = (_names(call.arg(number)) for number in (2, 3))
    extra = _given(call, 4)
    out = []
    for _, group in sorted(_groups(call).items()):
        if all(name in group for name in needed):
            kept = {name: value for name, value in group.items() if not shown or name in shown}
            if kept:
                out.append(template(call, call.first, extra[0], {**extra[1], **kept}))
    return _in_words(call, out, glue, "")


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")] if text else []


def _given(call: Call, start: int) -> tuple[list[str], dict[str, str]]:
    """Arguments of a call from one on, without and with names."""
    numbered, named = [], {}
    for number, part in enumerate(call.node.parts[start - 1 :], start):
        if part.name is None:
            numbered.append(call.arg(number))
        else:
            named[call.frame.expand(part.name).strip()] = call.frame.expand(part.value).strip()
    return numbered, named


def _groups(call: Call) -> dict[int, dict[str, str]]:
    """Arguments `x1`, `y1`, `x2` of the template at work, by number and name."""
    groups: dict[int, dict[str, str]] = {}
    for name in call.frame.arguments.named:
        match = re.fullmatch(r"(.*\D)([0-9]{1,9})", name, re.DOTALL)
        if match:
            groups.setdefault(int(match[2]), {})[match[1]] = (call.frame.argument(name) or "").strip()
    return groups


@function("#iargmap")
def iargmap(call: Call) -> str:
    """`{{#iargmap: formatter | n | glue | …}}`: a template for each n of the numbered arguments."""
    if not call.first:
        return error(call, 'The parameter "formatter" is required.')
    count = call.arg(1)
    if not count:
        return error(call, 'The parameter "n" is required.')
    if not re.fullmatch(r"[0-9]{1,9}", count) or int(count) < 1:
        return error(call, '"n" must be an integer.')
    size, glue, frame = int(count), unescape(call.arg(2, ", ")), call.frame
    names = sorted((n for n in set(frame.arguments) if re.fullmatch(r"[1-9][0-9]{0,8}", n)), key=int)
    values = [(frame.argument(name) or "").strip() for name in names]
    if len(values) % size:
        return error(call, 'The number of given formatter arguments must be divisible by "n".')
    extra = _given(call, 3)
    pieces = [values[start : start + size] for start in range(0, len(values), size)]
    return _in_words(call, [template(call, call.first, [*piece, *extra[0]], extra[1]) for piece in pieces], glue, "")


# -- as in Page Forms -------------------------------------------------------------------------------------------------


@function("#arraymap")
def arraymap(call: Call) -> str:
    """`{{#arraymap: values | delimiter | variable | formula | new delimiter | conjunction}}`."""
    variable = call.arg(2, "x")
    formula = source_of(call.node.parts[2].value) if len(call) > 3 else variable
    if len(call) > 3 and call.node.parts[2].name is not None:
        formula = f"{source_of(call.node.parts[2].name)}={formula}"
    values = _array(call, 1)
    out = [call.frame.expand_text(filled(call, formula, variable, value).strip()) for value in values]
    return _in_words(call, [value for value in out if value], _line(call.arg(4, ", ")), call.arg(5))


@function("#arraymaptemplate")
def arraymaptemplate(call: Call) -> str:
    """`{{#arraymaptemplate: values | template | delimiter | new delimiter}}`."""
    out = [template(call, call.arg(1), [value], {}) for value in _array(call, 2)]
    return _in_words(call, [value for value in out if value], _line(call.arg(3, ", ")), "")


def _array(call: Call, delimiter: int) -> list[str]:
    sought = _line(call.context.strip.unstrip(call.arg(delimiter, ","), "nowiki"))
    values = call.first.split(sought) if sought else list(call.first)
    return [value.strip() for value in values if value.strip()]


def _line(text: str) -> str:
    return text.replace("\\n", "\n").replace("\\s", " ")


def _in_words(call: Call, values: list[str], delimiter: str, conjunction: str) -> str:
    if not call.context.spend(len(delimiter) * len(values)):
        return ""
    if not conjunction or len(values) < 2:
        return delimiter.join(values)
    return f"{delimiter.join(values[:-1])} {conjunction} {values[-1]}"
