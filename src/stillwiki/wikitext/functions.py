"""Parser functions that branch, and those that change text.

Rules: mediawiki.org, Help:Extension:ParserFunctions and Help:Magic words. Arguments that are not chosen are not expanded.
"""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote, quote_plus

from stillwiki.titles import lower_first, upper_first
from stillwiki.wikitext.anchors import anchor, anchor_text
from stillwiki.wikitext.expand import Call, TagCall, source_of
from stillwiki.wikitext.expr import ExpressionError, evaluate, number_text
from stillwiki.wikitext.numbers import format_number, parse_number
from stillwiki.wikitext.registry import function
from stillwiki.wikitext.strip import DEL, kill

_ERROR = re.compile(r'<(?:strong|span|p|div)\s(?:[^\s>]*\s+)*?class="(?:[^"\s>]*\s+)*?error(?:\s[^">]*)?"')


@function("#if")
def if_(call: Call) -> str:
    """`{{#if: test | then | else}}`: whether the test is anything but blanks."""
    return call.arg(1) if call.first else call.arg(2)


@function("#ifeq")
def ifeq(call: Call) -> str:
    """`{{#ifeq: a | b | then | else}}`: equal as numbers if both are numbers, else as strings."""
    if len(call) < 2:
        return ""
    return call.arg(2) if same(call.first, call.arg(1)) else call.arg(3)


def same(left: str, right: str) -> bool:
    """Equality as `#ifeq` and `#switch` see it."""
    if left == right:
        return True
    a, b = parse_number(left), parse_number(right)
    return a is not None and a == b


@function("#switch")
def switch(call: Call) -> str:
    """`{{#switch: value | case = result | fall | through = result | #default = result | default}}`."""
    frame, subject = call.frame, call.first
    found = False
    default: str | None = None
    default_falls = False
    last: str | None = None
    for number, part in enumerate(call.node.parts, 1):
        if part.name is None:
            last = call.arg(number)
            found = found or same(subject, last)
            default_falls = default_falls or last == "#default"
            continue
        last = None
        name = "" if found else frame.expand(part.name).strip()
        if found or same(subject, name):
            return frame.expand(part.value).strip()
        if name == "#default" or default_falls:
            default, default_falls = frame.expand(part.value).strip(), False
    return last if last is not None and last != "#default" else default or ""


@function("#iferror")
def iferror(call: Call) -> str:
    """`{{#iferror: test | then | else}}`: whether the test gave an error that a function marked."""
    if _ERROR.search(call.first):
        return call.arg(1)
    return call.arg(2) if len(call) > 2 else call.first


@function("#expr")
def expr(call: Call) -> str:
    """`{{#expr: 1 + 2}}`."""
    try:
        return number_text(evaluate(kill(call.first)))
    except ExpressionError as error:
        return _expression_error(call, error)


@function("#ifexpr")
def ifexpr(call: Call) -> str:
    """`{{#ifexpr: expression | then | else}}`: zero and nothing are false."""
    try:
        value = evaluate(kill(call.first))
    except ExpressionError as error:
        return _expression_error(call, error)
    return call.arg(1) if value else call.arg(2)


def _expression_error(call: Call, error: ExpressionError) -> str:
    call.context.report("expression-error", str(error), near="{{" + call.name)
    return f'<strong class="error">{error}</strong>'


@function("#ifexist")
def ifexist(call: Call) -> str:
    """`{{#ifexist: title | then | else}}`: whether a page, a file or a special page is there."""
    title = call.context.inventory.titles.parse(call.first)
    if title is None or title.interwiki or not title.text:
        return call.arg(2)
    if title.namespace in (-2, 6) and title.text in call.context.inventory.media:
        return call.arg(1)
    return call.arg(1) if title.namespace == -1 or call.context.inventory.exists(title.full) else call.arg(2)


@function("#tag")
def tag_function(call: Call) -> str:
    """`{{#tag: name | content | attribute = value}}`: an extension tag made of expanded text."""
    name = call.first.lower()
    attributes = ""
    for part in call.node.parts[1:]:
        if part.name is not None:
            key = call.frame.expand(part.name).strip()
            value = call.frame.expand(part.value).strip().strip("\"'")
            attributes += f' {key}="{escape(value)}"'
    content = call.frame.expand(call.node.parts[0].value) if call.node.parts else None
    if call.node.parts and call.node.parts[0].name is not None:
        content = call.frame.expand(call.node.parts[0].name) + "=" + (content or "")
    language = call.frame.language
    if name not in language.known_tags:
        return f"<{name}{attributes}>{content or ''}</{name}>"
    implementation = language.tags.get(name) or language.tags["#"]
    return implementation(TagCall(name, attributes, content, f"</{name}>", call.frame))


@function("lc")
def lc(call: Call) -> str:
    """Lower case; markers are left alone."""
    return _outside_markers(call.first, str.lower)


@function("uc")
def uc(call: Call) -> str:
    """Upper case; markers are left alone."""
    return _outside_markers(call.first, str.upper)


def _outside_markers(text: str, change: object) -> str:
    if not callable(change):  # pragma: no cover (keeps the type checker content)
        return text
    pieces = text.split(DEL)
    return DEL.join(piece if number % 2 else str(change(piece)) for number, piece in enumerate(pieces))


@function("lcfirst")
def lcfirst(call: Call) -> str:
    """First letter in lower case."""
    return lower_first(call.first)


@function("ucfirst")
def ucfirst(call: Call) -> str:
    """First letter in upper case."""
    return upper_first(call.first)


@function("padleft")
def padleft(call: Call) -> str:
    """`{{padleft: text | length | pad}}`."""
    return _padding(call) + call.first


@function("padright")
def padright(call: Call) -> str:
    """`{{padright: text | length | pad}}`."""
    return call.first + _padding(call)


def _padding(call: Call) -> str:
    wanted = re.match(r"\d+", call.arg(1))
    pad = kill(call.arg(2, "0"))
    missing = min(int(wanted[0]), 500) - len(call.first) if wanted else 0
    return (pad * (missing // len(pad) + 1))[:missing] if missing > 0 and pad else ""


@function("formatnum")
def formatnum(call: Call) -> str:
    """`{{formatnum: number | R or NOSEP}}`."""
    language = call.context.inventory.site.language
    return format_number(call.first, language, raw=call.arg(1) == "R", separators=call.arg(1) != "NOSEP")


@function("plural")
def plural(call: Call) -> str:
    """`{{plural: number | one | other}}`, by the rule of English-like languages; explicit `n=` forms count."""
    number = parse_number(call.first) or 0
    forms = []
    for index in range(1, len(call)):
        text = call.arg(index)
        explicit = re.match(r"(\d+)=", text)
        if explicit and float(explicit[1]) == number:
            return text[explicit.end() :]
        if not explicit:
            forms.append(text)
    return (forms[0] if number == 1 else forms[min(1, len(forms) - 1)]) if forms else ""


@function("urlencode")
def urlencode(call: Call) -> str:
    """`{{urlencode: text | QUERY, WIKI or PATH}}`."""
    style, text = call.arg(1).upper(), kill(call.first)
    if style == "WIKI":
        return wiki_encode(text)
    if style == "PATH":
        return quote(text, safe="-._~")
    return quote_plus(text, safe="-._")


def wiki_encode(text: str) -> str:
    """A title in an address, as MediaWiki writes it."""
    return quote(text.replace(" ", "_"), safe="-._~;@$!*(),/:")


@function("anchorencode")
def anchorencode(call: Call) -> str:
    """The anchor that a heading of this text has."""
    return anchor(anchor_text(kill(call.first)))


@function("#titleparts")
def titleparts(call: Call) -> str:
    """`{{#titleparts: title | number of parts | first part}}`."""
    title = call.context.inventory.titles.parse(call.first)
    if title is None:
        return call.first
    parts = title.full.split("/", 24)
    count, first = (int(parse_number(call.arg(n)) or 0) for n in (1, 2))
    start = first - 1 if first > 0 else first
    chosen = parts[start:] if start >= 0 else parts[max(len(parts) + start, 0) :]
    return "/".join(chosen[:count] if count else chosen)


@function("#")
def unsupported(call: Call) -> str:
    """A function that has no row here: shown as it was written, and counted."""
    source = source_of((call.node,))
    call.context.report("unsupported-function", f"{call.name} is not rendered", near="{{" + call.name)
    return call.frame.unsupported(source, f"{call.name} is not rendered by this version")
