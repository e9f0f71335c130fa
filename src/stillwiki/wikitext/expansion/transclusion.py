"""Templates: which page a call means, and that page's text in a frame of its own.

Rules: mediawiki.org, Help:Templates, Help:Transclusion, Help:Redirects (one is followed); MediaWiki's visible errors.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from stillwiki.titles import MAIN, MEDIAWIKI, SPECIAL, TEMPLATE, Title
from stillwiki.wikitext.context import MAX_DEPTH
from stillwiki.wikitext.expansion import arguments
from stillwiki.wikitext.labels import label
from stillwiki.wikitext.listed import listed
from stillwiki.wikitext.subpages import subpage

if TYPE_CHECKING:
    from stillwiki.wikitext.expansion.expand import Frame
    from stillwiki.wikitext.expansion.nodes import Braces, Nodes


@dataclass(frozen=True, slots=True)
class Template:
    """A page that can be transcluded, read once for each page that does so."""

    title: Title
    full: str
    nodes: Nodes


def template(frame: Frame, name: str, node: Braces, modifier: str = "") -> str | None:
    """What a call of a page gives, or None where no page can have that name; `modifier` is `msg`, `msgnw` or `raw`."""
    known = frame.context.called.get(name)
    if known is not None and modifier != "msgnw":
        return _transclude(frame, known, node)
    title = template_title(frame, name)
    if title is None:
        return None
    return _special(frame, title, node) if title.namespace == SPECIAL else _page(frame, title, name, node, modifier)


def _page(frame: Frame, title: Title, name: str, node: Braces, modifier: str) -> str:
    context, full = frame.context, title.full
    page = context.inventory.pages.get(full)
    redirect = context.inventory.redirect(full) if page else None
    if redirect is not None and not redirect.interwiki:
        context.templates[full] = None
        title, full = redirect, redirect.full
        page = context.inventory.pages.get(full)
    context.templates[full] = None
    if page is None:
        missing = _missing(frame, title, name)
        return context.strip.add("nowiki", missing) if modifier == "msgnw" else missing
    if page.model not in ("wikitext", "text"):
        return escape(page.text) if page.model != "Scribunto" else f"[[:{full}]]"
    if modifier == "msgnw":
        return context.strip.add("nowiki", escape(page.text, quote=False))
    found = Template(title, full, frame.parse(page.text, inclusion=True))
    if not _is_relative(name):
        context.called[name] = found
    return _transclude(frame, found, node)


def template_title(frame: Frame, name: str) -> Title | None:
    """The page that a call of this name means, if any can have it."""
    default = TEMPLATE
    if _is_relative(name) and _has_subpages(frame):
        default, name = MAIN, subpage(name, frame.title)[0]  # a full title
    title = frame.context.inventory.titles.parse(name, default)
    return title if title is not None and title.text and not title.interwiki else None


def _is_relative(name: str) -> bool:
    return name.startswith(("/", "../"))


def _has_subpages(frame: Frame) -> bool:
    space = frame.context.inventory.site.namespaces.get(frame.title.namespace)
    return space is not None and space.subpages


def _special(frame: Frame, title: Title, node: Braces) -> str:
    """A special page that lists what is known here, in the text; a link to any other."""
    frame.context.moves += 1
    options = {frame.expand(part.name).strip(): frame.expand(part.value).strip() for part in node.parts if part.name}
    found = listed(title, options, frame.context)
    return f"[[:{title.full}]]" if found is None else found


def _missing(frame: Frame, title: Title, name: str) -> str:
    site = frame.context.inventory.site
    if title.namespace == MEDIAWIKI and (text := label(title.text, site.language, site.name)) is not None:
        return frame.expand_text(text)
    frame.context.report("template-missing", f"{title.full} does not exist", near="{{" + name)
    return f"[[:{title.full}]]"


def _transclude(frame: Frame, found: Template, node: Braces) -> str:
    """A template's text; without arguments it is made once in a frame if nothing of the page moved by it."""
    context = frame.context
    known = frame.children.get(found.full) if frame.children is not None and not node.parts else None
    if known is None or context.exhausted:
        inner = enter(frame, found.title, found.full)
        if isinstance(inner, str):
            return inner
        inner.arguments = arguments.given(node.parts, frame)
        before = context.moves
        if not context.visit():
            return _omitted(found.full)
        known = inner.expand(found.nodes)
        if not node.parts and context.moves == before:
            frame.keep(found.full, known)
    return known if context.spend(len(known)) else _omitted(found.full)


def enter(frame: Frame, title: Title, full: str = "") -> Frame | str:
    """A transclusion of a page within this one, without arguments; or what is shown where there can be none."""
    context, full = frame.context, full or title.full
    if full in frame.chain:
        context.report("template-loop", f"{full} transcludes itself", near=full.partition(":")[2] or full)
        return f'<span class="error">Template loop detected: [[{full}]]</span>'
    if frame.depth >= MAX_DEPTH:
        context.report("limit-depth", f"templates are nested more than {MAX_DEPTH} deep")
        return f'<span class="error">Template recursion depth limit exceeded ({MAX_DEPTH})</span>'
    if context.exhausted:  # what would be thrown away is not made
        return _omitted(full)
    return frame.within(title)


def _omitted(full: str) -> str:
    """A link to what was left out; MediaWiki's comment beside it would be text here, where comments are gone."""
    return f"[[:{full}]]"
