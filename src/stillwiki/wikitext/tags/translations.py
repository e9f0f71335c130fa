"""Translate's list of a page's translations, which are its subpages named by codes of languages.

Rules: mediawiki.org, Help:Extension:Translate/Page translation example.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from stillwiki.wikitext.expansion.calls import TagCall
from stillwiki.wikitext.languages.names import AUTONYMS
from stillwiki.wikitext.registry import tag

if TYPE_CHECKING:
    from stillwiki.titles import Title
    from stillwiki.wikitext.context import Context


@tag("languages")
def languages(call: TagCall) -> str:
    """`<languages />`: links to the page in each language it is there in; nothing where there is no other."""
    context = call.context
    source, own = _source(context)
    found = {title.text.rpartition("/")[2]: title for title in _translations(source, context)}
    if not found:
        return ""
    found.setdefault(context.inventory.site.language, source)
    rows = (_row(code, title, context, chosen=code == own) for code, title in sorted(found.items(), key=_by_name))
    head = '<div class="mw-pt-languages-label">Other languages:</div>'
    shown = f'<div class="mw-pt-languages">{head}<ul class="mw-pt-languages-list">{"".join(rows)}</ul></div>'
    return context.strip.add("general", shown)


def _by_name(row: tuple[str, Title]) -> str:
    return AUTONYMS[row[0]].lower()


def _source(context: Context) -> tuple[Title, str]:
    """The page that is translated, and the language of this one."""
    own, language = context.title, context.inventory.site.language
    base, slash, code = own.text.rpartition("/")
    title = context.inventory.titles.make(own.namespace, base) if slash and code in AUTONYMS else own
    return (title, code) if title is not own and context.inventory.exists(title.full) else (own, language)


def _translations(source: Title, context: Context) -> list[Title]:
    length = len(source.text) + 1
    subpages = context.inventory.beginning(source.namespace, f"{source.text}/")
    return [title for title in subpages if title.text[length:] in AUTONYMS]


def _row(code: str, title: Title, context: Context, *, chosen: bool) -> str:
    name = escape(AUTONYMS[code], quote=False)
    if chosen:
        return f'<li><span class="mw-pt-languages-selected" lang="{code}">{name}</span></li>'
    context.link(title)
    return f'<li><a href="wiki:{escape(title.full)}" lang="{code}">{name}</a></li>'
