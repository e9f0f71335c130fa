"""Functions that make links which brackets cannot: to other wikis whatever namespaces are called, to book numbers.

Rules: mediawiki.org, Help:Magic words (Miscellaneous) and MediaWiki's parser tests.
"""

from __future__ import annotations

import re
from html import escape

from stillwiki.titles import SPECIAL
from stillwiki.wikitext.addresses import wiki_encode
from stillwiki.wikitext.expansion.calls import Call
from stillwiki.wikitext.registry import function

_NUMBER = re.compile(r"(?:97[89][ -]?)?(?:[0-9][ -]?){9}[0-9Xx]")
_NO_TITLE = re.compile(r"[\n<>\[\]{}|]|^[_ ]|[_ ]$")


@function("#isbn")
def isbn(call: Call) -> str | None:
    """`{{#isbn: number}}`: a link to the page of book sources."""
    if not _NUMBER.fullmatch(call.first):
        return None
    special = call.context.inventory.titles.make(SPECIAL, "BookSources/" + re.sub(r"[ -]", "", call.first).upper())
    return f"[[{special.full}|ISBN {call.first}]]"


@function("#interwikilink")
def interwikilink(call: Call) -> str | None:
    """`{{#interwikilink: prefix | title | text}}`."""
    prefix, title = call.first.lower(), call.arg(1)
    target = call.context.inventory.site.interwiki.get(prefix)
    if target is None or not title or _NO_TITLE.search(title):
        return None
    address = target.replace("$1", wiki_encode(title))
    call.context.external[address] = None
    text = escape(call.arg(2) or f"{call.first}:{title}", quote=False)
    return call.context.strip.add("link", f'<a class="extiw" href="{escape(address)}">{text}</a>')


@function("#interlanguagelink")
def interlanguagelink(call: Call) -> str | None:
    """`{{#interlanguagelink: prefix | title}}`: the page in another language, in the margin."""
    prefix, title = call.first.lower(), call.arg(1)
    if prefix not in call.context.inventory.site.language_links or not title or _NO_TITLE.search(title):
        return None
    call.context.languages[prefix, title] = None
    return ""
