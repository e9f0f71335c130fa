"""The order of the passes, and `scan`: from a page's wikitext to its facts.

The order is MediaWiki's (mediawiki.org, Manual:Parser): expansion, HTML, tables, rules, switches, headings, internal
links, quotes, external links; then what was stripped comes back and lines become paragraphs and lists.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from stillwiki.entities import decode, normalise
from stillwiki.model import Category, Facts
from stillwiki.wikitext import cite, functions, tags
from stillwiki.wikitext.context import Context
from stillwiki.wikitext.expansion import sections
from stillwiki.wikitext.expansion.calls import Language
from stillwiki.wikitext.expansion.expand import Frame
from stillwiki.wikitext.expansion.nodes import Nodes
from stillwiki.wikitext.expansion.strip import kill
from stillwiki.wikitext.extended import of_site
from stillwiki.wikitext.foreign import chosen
from stillwiki.wikitext.lua import invoke
from stillwiki.wikitext.passes.blocks import blocks
from stillwiki.wikitext.passes.external import bare, bracketed
from stillwiki.wikitext.passes.headings import headings, identify
from stillwiki.wikitext.passes.links import internal_links
from stillwiki.wikitext.passes.quotes import all_quotes
from stillwiki.wikitext.passes.sanitise import clean_html
from stillwiki.wikitext.passes.switches import switches
from stillwiki.wikitext.passes.tables import tables
from stillwiki.wikitext.registry import FUNCTIONS, TAGS, VARIABLES

if TYPE_CHECKING:
    from stillwiki.inventory import Inventory
    from stillwiki.model import Page

_RULE = re.compile(r"(^|\n)-{4,}")
_ID = re.compile(r'<[a-z][^<>]*?\sid="([^"]*)"')
_OWN_LINK = re.compile(r"\[\[:?([^\[\]{}<>|\n#]+)")
_FRENCH_BEFORE = re.compile(r" (?=[?:;!%»›](?!\w))(?!!\s*important)")
_FRENCH_AFTER = re.compile(r"(?<=[«‹]) ")
_INLINE_TITLE = frozenset(
    [
        "b",
        "i",
        "em",
        "strong",
        "sub",
        "sup",
        "s",
        "span",
        "small",
        "big",
        "u",
        "tt",
        "code",
        "del",
        "ins",
        "font",
        "cite",
        "abbr",
        "bdi",
    ]
)
REGISTERED = (cite, functions, invoke, sections, tags)
"""Rooms whose import fills the tables."""


def _render(text: str, frame: Frame) -> str:
    """Wikitext inside a tag: everything up to paragraphs."""
    return _inline(frame.expand_text(text), frame.context)


LANGUAGE = Language(
    functions=FUNCTIONS,
    variables=VARIABLES,
    tags=TAGS,
    known_tags=frozenset(name for name in TAGS if name != "#") | tags.UNSUPPORTED,
    render=_render,
)


def _inline(text: str, context: Context) -> str:
    text = clean_html(text)
    text = tables(text, context.strip)
    text = _RULE.sub(r"\1<hr>", text)
    text = switches(text, context)
    text = headings(text)
    text = internal_links(text, context)
    text = all_quotes(text)
    text = bracketed(text, context)
    text = bare(text, context)
    return identify(text, context)


def expand(page: Page, inventory: Inventory) -> str:
    """The page's wikitext after expansion, stripped pieces put back (for `stillwiki show --stage expanded`)."""
    context = Context(page, inventory)
    frame = _frame(context)
    text = context.finish(frame.expand(frame.parse(page.text)))
    return context.strip.unstrip(text)


def scan(page: Page, inventory: Inventory, *, modules: bool = True, expanded: bool = True) -> Facts:
    """Render a page and collect what others will ask about it. May ask the inventory, nothing else.

    Without `modules` none is run: each says what it says when its time is over. Not `expanded`, it is empty but for
    the wiki's own HTML of it.
    """
    redirect = inventory.redirect_link(page.title.full)
    context = Context(page, inventory, modules=modules)
    frame = _frame(context)
    nodes = frame.parse(_wikitext(page, inventory)) if expanded else ()
    context.own_targets = _own_targets(nodes, inventory)
    html = chosen(render_nodes(nodes, frame), context)
    return Facts(
        title=page.title.full,
        html=html,
        display_title=_display_title(context),
        redirect=redirect,
        headings=tuple(context.headings),
        anchors=_anchors(html),
        categories=tuple(_with_default(category, context) for category in context.categories.values()),
        links=tuple(context.links.values()),
        templates=tuple(context.templates),
        styles=tuple(context.styles),
        files=tuple(context.files),
        indicators=tuple((name, _finished(text, context)) for name, text in context.indicators.items()),
        languages=tuple(context.languages),
        external=tuple(context.external),
        hidden_category="HIDDENCAT" in context.switches,
        toc=_toc(context.switches),
        index="NOINDEX" not in context.switches,
        asked_counts=context.asked_counts,
        diagnostics=tuple(context.diagnostics),
    )


def _wikitext(page: Page, inventory: Inventory) -> str:
    """What is rendered of a page: its text, or of a module its documentation; of other models nothing."""
    if page.model == "wikitext":
        return page.text
    documentation = f"{page.title.full}/doc"
    return f"{{{{{documentation}}}}}" if page.model == "Scribunto" and inventory.exists(documentation) else ""


def render_nodes(nodes: Nodes, frame: Frame) -> str:
    """HTML of preprocessed wikitext, paragraphs included, before tidying."""
    context = frame.context
    text = _inline(context.finish(frame.expand(nodes)), context) + cite.remaining(frame)
    text = blocks(context.strip.unstrip(text, "general", "figure"))
    text = _FRENCH_AFTER.sub("&#160;", _FRENCH_BEFORE.sub("&#160;", text))
    return _finished(text, context)


def _finished(text: str, context: Context) -> str:
    return normalise(kill(context.strip.unstrip(text)))


def _frame(context: Context) -> Frame:
    return Frame(context, of_site(LANGUAGE, context.inventory.site), context.title)


def _anchors(html: str) -> frozenset[str]:
    """The ids that links may lead to; those of notes are not for others, the writer may number notes anew."""
    if ' id="' not in html:
        return frozenset()
    return frozenset(name for name in map(decode, _ID.findall(html)) if not name.startswith("cite_"))


def _own_targets(nodes: Nodes, inventory: Inventory) -> frozenset[str]:
    """What the page's own text links, as opposed to what comes in by templates."""
    text = "".join(node for node in nodes if isinstance(node, str))
    titles = (inventory.titles.parse(name) for name in set(_OWN_LINK.findall(text)))
    return frozenset(title.full for title in titles if title)


def _with_default(category: Category, context: Context) -> Category:
    return category if category.sort_key else Category(category.name, decode(kill(context.default_sort)))


def _toc(found: set[str]) -> bool | None:
    if "TOC" in found or "FORCETOC" in found:
        return True
    return False if "NOTOC" in found else None


def _display_title(context: Context) -> str:
    if not context.display_title:
        return ""
    html = all_quotes(clean_html(context.strip.unstrip(context.display_title)))
    for name in set(re.findall(r"</?([a-zA-Z0-9]+)", html)):
        if name.lower() not in _INLINE_TITLE:
            context.report("display-title", f"<{name}> cannot stand in a title")
            return escape(decode(re.sub(r"<[^>]*>", "", html)), quote=False)
    return html
