"""Functions that branch: ParserFunctions' conditions and arithmetic.

Rules: mediawiki.org, Help:Extension:ParserFunctions. What is not chosen is not expanded.
"""

from __future__ import annotations

import math
import re

from stillwiki.titles import FILE, MEDIA, SPECIAL, Title
from stillwiki.wikitext.context import Context
from stillwiki.wikitext.expansion.calls import Call
from stillwiki.wikitext.expr import ExpressionError, error_html, evaluate, number_text
from stillwiki.wikitext.languages.numbers import parse_number
from stillwiki.wikitext.registry import function
from stillwiki.wikitext.special_pages import SPECIAL_PAGES

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
    """Equality as `#ifeq` and `#switch` see it: as numbers where both are some, and finite."""
    if left == right:
        return True
    a, b = parse_number(left), parse_number(right)
    if a is None or b is None or a != b:
        return False
    return math.isfinite(a) and (isinstance(a, int) or isinstance(b, int) or abs(a) < 2**63)


@function("#switch")
def switch(call: Call) -> str:
    """`{{#switch: value | case = result | fall | through = result | #default = result | default}}`."""
    frame, subject = call.frame, call.first
    found = default_falls = False
    default: str | None = None
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
    return last if last is not None else default or ""


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
        return number_text(evaluate(call.first))
    except ExpressionError as error:
        return _expression_error(call, error)


@function("#ifexpr")
def ifexpr(call: Call) -> str:
    """`{{#ifexpr: expression | then | else}}`: zero and nothing are false."""
    try:
        value = evaluate(call.first)
    except ExpressionError as error:
        return _expression_error(call, error)
    return call.arg(1) if value else call.arg(2)


def _expression_error(call: Call, error: ExpressionError) -> str:
    call.context.report("expression-error", str(error), near="{{" + call.name)
    return error_html(error, call.context.inventory.site.language)


@function("#ifexist")
def ifexist(call: Call) -> str:
    """`{{#ifexist: title | then | else}}`: whether a page, a file or a special page is there."""
    return call.arg(1) if _exists(call) else call.arg(2)


def _affordable(title: Title, context: Context) -> bool:
    """Whether the page may still be asked about; of what is transcluded, and of the page itself, all is known."""
    full = title.full
    return full == context.title.full or full in context.templates or context.afford("page", full)


def _exists(call: Call) -> bool:
    inventory = call.context.inventory
    title = inventory.titles.parse(call.first)
    if title is None or title.interwiki or not title.text:
        return False
    if title.namespace == SPECIAL:
        return title.text.partition("/")[0].replace(" ", "").lower() in SPECIAL_PAGES
    if title.namespace != MEDIA:
        return _affordable(title, call.context) and inventory.exists(title.full)
    if not call.context.afford_anew():
        return False
    target = inventory.redirect(inventory.titles.make(FILE, title.text).full)
    name = target.text if target and target.namespace == FILE else title.text
    return name in inventory.media
