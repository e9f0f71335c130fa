"""Special pages that can be transcluded, as far as they list what the inventory knows: PrefixIndex.

Rules: mediawiki.org, Help:Transclusion (Special pages), Help:Special pages; seen on MediaWiki 1.39.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from stillwiki.titles import MAIN, Title
from stillwiki.wikitext.special_pages import SPECIAL_PAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stillwiki.wikitext.context import Context

_MOST = 345
"""Titles that MediaWiki puts on one page of the list."""


def special_page(text: str) -> tuple[str, str]:
    """A special page by any of its names: its English name, or what it is called here; and the rest with its slash."""
    name, slash, rest = text.partition("/")
    return SPECIAL_PAGES.get(name.replace(" ", "").lower(), name), slash + rest


def listed(title: Title, options: Mapping[str, str], context: Context) -> str | None:
    """HTML of a special page within a page, by the arguments of its call; None where it is only linked."""
    name, rest = special_page(title.text)
    if name != "PrefixIndex":
        return None
    asked = options.get("prefix", rest.removeprefix("/"))
    number = options.get("namespace", "")
    prefix = _prefix(asked, int(number) if number.isdecimal() else MAIN, context)
    return context.strip.add("general", _index(prefix, options, context) if prefix else "")


def _prefix(asked: str, namespace: int, context: Context) -> Title | None:
    """Namespace and beginning; a namespace alone has all its pages."""
    titles = context.inventory.titles
    whole = titles.parse(f"{asked}x", namespace)  # a bare namespace, or a slash at the end, is a beginning too
    if whole is None or whole.interwiki:
        return None
    return titles.make(whole.namespace, whole.text[:-1])


def _index(prefix: Title, options: Mapping[str, str], context: Context) -> str:
    inventory = context.inventory
    found = [
        title
        for title in inventory.beginning(prefix.namespace, prefix.text)
        if not (options.get("hideredirects", "0") not in ("", "0") and inventory.redirect(title.full))
    ]
    cut = len(prefix.text) if options.get("stripprefix", "0") not in ("", "0") else 0
    rows = []
    for title in sorted(found, key=lambda title: title.text.replace(" ", "_"))[:_MOST]:
        context.link(title)
        text = title.text[cut:] or title.text
        rows.append(f'<li><a href="wiki:{escape(title.full)}" title="{escape(title.full)}">{escape(text)}</a></li>')
    return '<ul class="mw-prefixindex-list">' + "\n".join(rows) + "\n</ul>" if rows else ""
