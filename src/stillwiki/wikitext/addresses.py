"""Addresses on the live wiki, as MediaWiki spells them.

Rules: mediawiki.org, Manual:PAGENAMEE encoding and Help:Magic words, URL data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

from stillwiki.titles import FILE, MEDIA

if TYPE_CHECKING:
    from stillwiki.inventory import Inventory
    from stillwiki.titles import Title


def wiki_encode(text: str) -> str:
    """A title in an address, as MediaWiki writes it."""
    return quote(text.replace(" ", "_"), safe="-._~;@$!*(),/:")


def query_encode(text: str) -> str:
    """A value in a query; blanks become `+`."""
    return quote_plus(text, safe="-._").replace("~", "%7E")


def path_encode(text: str) -> str:
    """A piece of a path; blanks become `%20`."""
    return quote(text, safe="-._~")


def address(title: Title, query: str, inventory: Inventory, *, full: bool) -> str:
    """Where a page is on the live wiki; a path, or with the server (`full`)."""
    site = inventory.site
    mark = f"#{title.fragment.replace(' ', '_')}" if title.fragment else ""
    if title.interwiki:
        target = site.interwiki[title.interwiki].replace("$1", wiki_encode(title.text))
        return target + (f"?{query}" if query else "") + mark
    if title.namespace == MEDIA:
        title = inventory.titles.make(FILE, title.text)
    if not title.text:
        return (site.server if full else "") + site.article_path.replace("$1", "") + mark
    name = wiki_encode(title.full)
    path = f"{site.script_path}/index.php?title={name}&{query}" if query else site.article_path.replace("$1", name)
    return (site.server if full else "") + path + mark
