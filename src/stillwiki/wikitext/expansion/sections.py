"""Labelled Section Transclusion: parts of pages between marks, or under a heading.

Rules: mediawiki.org, Extension:Labeled Section Transclusion, and its parser tests. Marks count where they stand on the
page itself, not where a template brings them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stillwiki.titles import Title
from stillwiki.wikitext.expansion.calls import Call, TagCall
from stillwiki.wikitext.expansion.expand import Frame
from stillwiki.wikitext.expansion.nodes import Node, Nodes, Tag, source_of
from stillwiki.wikitext.expansion.transclusion import enter
from stillwiki.wikitext.registry import function, tag
from stillwiki.wikitext.subpages import subpage

_MARK = re.compile(r"""(?<!\S)(begin|end)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'/>]+))""", re.IGNORECASE)
_HEADING = re.compile(r"^(={1,6})[ \t]*(.+?)[ \t]*\1[ \t]*$", re.MULTILINE)


@tag("section")
def section(_call: TagCall) -> str:
    """A mark; nothing is shown."""
    return ""


@dataclass(frozen=True, slots=True)
class _Source:
    """A page to take from."""

    frame: Frame
    nodes: Nodes

    def shown(self, nodes: Nodes) -> str:
        """What some of the page's nodes give, as far as there is room for it."""
        text = self.frame.expand(nodes)
        return text if self.frame.context.spend(len(text)) else ""


def _source(call: Call) -> _Source | str:
    """The page that a call names, or what is shown instead."""
    inventory, context = call.context.inventory, call.context
    title = _title(call)
    if title is None:
        return ""
    context.templates[title.full] = None
    title = inventory.redirect(title.full) or title
    context.templates[title.full] = None
    text = context.page.text if title.full == context.title.full else inventory.text(title.full)
    if text is None:
        context.report("template-missing", f"{title.full} does not exist", near="{{" + call.name)
        return f"[[:{title.full}]]"
    frame = enter(call.frame, title)
    return frame if isinstance(frame, str) else _Source(frame, frame.parse(text, inclusion=True))


def _title(call: Call) -> Title | None:
    """The page that a call names, which may be relative."""
    inventory, own = call.context.inventory, call.frame.title
    space = inventory.site.namespaces.get(own.namespace)
    relative = call.first.startswith(("/", "../")) and space is not None and space.subpages
    title = inventory.titles.parse(subpage(call.first, own)[0] if relative else call.first)
    return title if title is not None and title.text and not title.interwiki else None


def _mark(node: Node, kind: str) -> str | None:
    """Label of a mark that begins or ends a section."""
    if not isinstance(node, Tag) or node.name != "section":
        return None
    for match in _MARK.finditer(node.attributes):
        if match[1].lower() == kind:
            return next(value for value in match.groups()[1:] if value is not None)
    return None


@function("#lst", "#section")
def lst(call: Call) -> str:
    """`{{#lst: page | from | to}}`: all sections of a label, or what is between two; an empty one is the page's end."""
    source = _source(call)
    if isinstance(source, str):
        return source
    begin, end = call.arg(1), call.arg(2)
    if not begin and not end:
        return source.shown(source.nodes)
    to_the_end = len(call) > 2 and not end
    return source.shown(tuple(_inside(source.nodes, begin, None if to_the_end else end or begin)))


def _inside(nodes: Nodes, begin: str, end: str | None) -> Iterator[Node]:
    inside = not begin
    for node in nodes:
        if not inside:
            inside = _mark(node, "begin") == begin
        elif end is not None and _mark(node, "end") == end:
            inside = False
        else:
            yield node


@function("#lstx", "#section-x")
def lstx(call: Call) -> str:
    """`{{#lstx: page | section | replacement}}`: a page without a section."""
    source = _source(call)
    if isinstance(source, str):
        return source
    label = call.arg(1)
    if not label:
        return source.shown(source.nodes)
    outside: list[Node] = []
    replacement, inside = call.arg(2), False
    for node in source.nodes:
        if inside:
            inside = _mark(node, "end") != label
        elif _mark(node, "begin") == label:
            inside = True
            outside.append(replacement)
            replacement = ""
        else:
            outside.append(node)
    return source.shown(tuple(outside))


@function("#lsth", "#section-h")
def lsth(call: Call) -> str:
    """`{{#lsth: page | heading | heading}}`: what is under a heading, or from one to another; or above all."""
    source = _source(call)
    if isinstance(source, str):
        return source
    text = source_of(source.nodes)
    part = _under(text, call.arg(1).lower(), call.arg(2).lower())
    return source.shown(source.frame.parse(part, inclusion=True))


def _under(text: str, begin: str, end: str) -> str:
    headings = list(_HEADING.finditer(text))
    if not begin:
        return text[: headings[0].start()] if headings else text
    first = next((number for number, heading in enumerate(headings) if heading[2].lower() == begin), None)
    if first is None:
        return ""
    for heading in headings[first + 1 :]:
        if heading[2].lower() == end if end else len(heading[1]) <= len(headings[first][1]):
            return text[headings[first].end() : heading.start()]
    return text[headings[first].end() :]
