"""What is told of a page's revision, and how pages are sorted and called.

Rules: mediawiki.org, Help:Magic words (Technical metadata, Page content).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from stillwiki.model import Page
from stillwiki.wikitext.context import Context
from stillwiki.wikitext.dates import formats as dateformat
from stillwiki.wikitext.dates.clock import parse_timestamp
from stillwiki.wikitext.expansion.calls import Call
from stillwiki.wikitext.expansion.expand import Frame
from stillwiki.wikitext.expansion.strip import kill
from stillwiki.wikitext.functions.pages import page_title, plain_name
from stillwiki.wikitext.languages.numbers import format_number
from stillwiki.wikitext.registry import function, variable

_TIMES = {"REVISIONDAY": "j", "REVISIONDAY2": "d", "REVISIONMONTH": "m", "REVISIONMONTH1": "n", "REVISIONYEAR": "Y",
          "REVISIONTIMESTAMP": "YmdHis"}  # fmt: skip
_FACTS: dict[str, Callable[[Page], str]] = {
    "PAGEID": lambda page: str(page.id or ""),
    "REVISIONID": lambda page: str(page.revision.id or ""),
    "REVISIONUSER": lambda page: page.revision.author,
}


def _time(form: str) -> Callable[[Page], str]:
    return lambda page: dateformat.write(parse_timestamp(page.revision.timestamp), form, "en")


_FACTS |= {name: _time(form) for name, form in _TIMES.items()}


def _register() -> None:
    for name, fact in _FACTS.items():
        variable(name)(_of_page(fact))
        function(name)(_of_title(name, fact))


def _of_page(fact: Callable[[Page], str]) -> Callable[[Frame], str]:
    return lambda frame: fact(frame.context.page)


def _of_title(name: str, fact: Callable[[Page], str]) -> Callable[[Call], str]:
    def value(call: Call) -> str:
        title, context = page_title(call), call.context
        if title is None:
            return ""
        if title.full == context.title.full:
            return fact(context.page)
        if not (context.afford("page", title.full) if name == "PAGEID" else _afford(title.full, context)):
            return ""
        page = context.inventory.pages.get(title.full)
        return fact(page) if page else "0" if name == "PAGEID" else ""

    return value


def _afford(full: str, context: Context) -> bool:
    """Whether a page's latest revision may still be asked about; then it is known that there is such a page, too."""
    if full in context.templates:
        return True
    if not context.afford("revision", full):
        return False
    context.known.add(("page", full))
    return True


_register()
variable("REVISIONSIZE")(lambda frame: str(len(frame.context.page.text.encode())))


@function("PAGESIZE")
def pagesize(call: Call) -> str:
    """Bytes of a page's source."""
    title = call.context.inventory.titles.parse(call.first)
    text = call.context.inventory.text(title.full) if title and _afford(title.full, call.context) else None
    number = str(len((text or "").encode()))
    return number if call.arg(1).upper() == "R" else format_number(number, call.context.inventory.site.language)


@function("DEFAULTSORT", "DEFAULTSORTKEY", "DEFAULTCATEGORYSORT")
def defaultsort(call: Call) -> str:
    """`{{DEFAULTSORT: key}}`: what categories sort the page by; a second key counts and is complained of."""
    context, key, option = call.context, call.first, call.arg(1).lower()
    old = context.default_sort
    if not key or (old and option == "noreplace"):
        return ""
    context.default_sort = key
    if not old or old == key or option == "noerror":
        return ""
    return _overrides("Default sort key", "default sort key", key, old)


def _overrides(what: str, lower: str, new: str, old: str) -> str:
    new, old = escape(new, quote=False), escape(old, quote=False)
    text = f'<strong>Warning:</strong> {what} "{new}" overrides earlier {lower} "{old}".'
    return f'<span class="error">{text}</span>'


@function("DISPLAYTITLE")
def displaytitle(call: Call) -> str:
    """`{{DISPLAYTITLE: wikitext}}`: how the page's title is shown."""
    context, text, option = call.context, call.first, call.arg(1).lower()
    old = context.display_title
    if not text or (old and option == "noreplace"):
        return ""
    context.display_title = text
    if not old or old == text or option == "noerror":
        return ""
    return _overrides("Display title", "display title", plain_name(_plain(text)), plain_name(_plain(old)))


def _plain(text: str) -> str:
    return re.sub(r"<[^>]*>|'{2,}", "", kill(text))
