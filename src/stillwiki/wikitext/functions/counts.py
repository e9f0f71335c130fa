"""How many there are: pages, files, members of categories.

Rules: mediawiki.org, Help:Magic words (Statistics, Technical metadata). Members of categories are known when all pages
are scanned, and so is which articles link something: a page that asks is marked (`asked_counts`), and `Inventory`
answers when it is done once more.
"""

from __future__ import annotations

from stillwiki.titles import CATEGORY
from stillwiki.wikitext.expansion.calls import Call
from stillwiki.wikitext.expansion.expand import Frame
from stillwiki.wikitext.languages.numbers import format_number
from stillwiki.wikitext.registry import function, variable

_COUNTED = {"PAGES": "pages", "ARTICLES": "articles", "FILES": "files", "EDITS": "edits", "USERS": "users",
"ADMINS": "",
            "ACTIVEUSERS": ""}  # fmt: skip
_PARTS = {"pagesincategory_all": 0, "all": 0, "pages": 1, "subcats": 2, "files": 3}


def _shown(number: int, frame: Frame, *, raw: bool) -> str:
    return str(number) if raw else format_number(str(number), frame.context.inventory.site.language)


def _number(key: str, frame: Frame) -> int:
    """One of the site's counts; articles are those that link something, which only their expansion tells."""
    if key == "articles":
        frame.context.asked_counts = True
    return frame.context.inventory.counts.get(key, 0)


def _register() -> None:
    for name, key in _COUNTED.items():

        def count(frame: Frame, key: str = key) -> str:
            return _shown(_number(key, frame), frame, raw=False)

        def count_raw(call: Call, key: str = key) -> str:
            return _shown(_number(key, call.frame), call.frame, raw=call.first.upper() == "R")

        variable("NUMBEROF" + name)(count)
        function("NUMBEROF" + name)(count_raw)


_register()


@function("NUMBERINGROUP", "NUMINGROUP")
def numberingroup(_call: Call) -> str:
    """A dump knows no groups of users."""
    return "0"


@function("PAGESINNAMESPACE", "PAGESINNS")
def pagesinnamespace(call: Call) -> str:
    """`{{PAGESINNAMESPACE: key}}`."""
    key = int(call.first) if call.first.lstrip("-").isdecimal() else 0
    number = call.context.inventory.counts_by_namespace.get(key, 0)
    return _shown(number, call.frame, raw=call.arg(1).upper() == "R")


@function("PAGESINCATEGORY", "PAGESINCAT")
def pagesincategory(call: Call) -> str:
    """`{{PAGESINCATEGORY: name | all, pages, subcats or files | R}}`."""
    context, options = call.context, [call.arg(1), call.arg(2)]
    context.asked_counts = True
    title = context.inventory.titles.parse(f"Category:{call.first}") if call.first else None
    counts = context.inventory.category_counts
    if title is None or title.namespace != CATEGORY or not context.afford("category", title.full) or not counts:
        return "0"
    part = next((_PARTS[option.lower()] for option in options if option.lower() in _PARTS), 0)
    found = counts.get(title.full, (0, 0, 0))
    number = {0: sum(found), 1: found[0], 2: found[1], 3: found[2]}[part]
    return _shown(number, call.frame, raw="R" in (option.upper() for option in options))
