"""Lists: Markdown when every item can be said in it, otherwise HTML as a whole.

A block of HTML inside an item is not read, and a `dd` without a `dt` has no spelling, so the decision is taken for
a list with all that is below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stillwiki.markdown import escape, notes
from stillwiki.markdown.html import html
from stillwiki.markdown.prepare import Branch, has_content, is_blank, starts_with_break
from stillwiki.markdown.writers import Page, Where, inline, writes

if TYPE_CHECKING:
    from stillwiki.dom import Node

_INDENT = "    "


@writes("ol", "ul")
def items(element: Branch, page: Page, where: Where) -> str:
    """A list with bullets or numbers, or the list of notes."""
    if page.notes and "references" in element.classes():
        return notes.definitions(element, page)
    if can_be_said(element):
        text = _list(element, page, where)
        if not (where.item and "\n\n" in text):
            return text
    return html(element, page, where)


def can_be_said(element: Branch) -> bool:
    """Whether Markdown can say a list and the lists in it."""
    start = element.attrs.get("start", "") if element.tag == "ol" else ""
    if element.attrs and not (len(element.attrs) == 1 and start.isdecimal()):
        return False
    return all(is_blank(child) or (isinstance(child, Branch) and _item_can(child)) for child in element.children)


def _item_can(item: Branch) -> bool:
    if item.tag != "li" or item.attrs or not has_content(item) or starts_with_break(item.children):
        return False
    if not item.blocky:
        return True
    # Text or paragraphs, then at most one list: what follows it, or a second one, would be read into it.
    *before, last = [child for child in item.children if not is_blank(child)]
    if any(isinstance(child, Branch) and child.is_block and (child.tag != "p" or child.attrs) for child in before):
        return False
    if not isinstance(last, Branch) or not last.is_block or last.tag == "p":
        return not (isinstance(last, Branch) and last.tag == "p" and last.attrs)
    return bool(before) and last.tag in ("ol", "ul") and can_be_said(last)


def _list(element: Branch, page: Page, where: Where) -> str:
    inside = Where(line=True, html=where.html)
    written = [_item(child, page, inside) for child in element.children if isinstance(child, Branch)]
    number = int(element.attrs.get("start", "1")) if element.tag == "ol" else 0
    marks = [f"{number + place}." if element.tag == "ol" else "-" for place in range(len(written))]
    # A blank line inside one item sets all of them apart.
    between = "\n\n" if any("\n\n" in item for item in written) else "\n"
    return between.join(f"{mark} {item}" for mark, item in zip(marks, written, strict=True))


def _item(item: Branch, page: Page, where: Where) -> str:
    """What follows the mark; further lines are indented."""
    parts: list[str] = []
    run: list[Node] = []
    tight = False
    for child in (*item.children, None):
        if child is not None and not (isinstance(child, Branch) and child.is_block):
            run.append(child)
            continue
        if text := escape.finish(inline(run, page, where)):
            parts.append(text)
        run = []
        if isinstance(child, Branch):
            parts.append(_inner(child, page, where))
            tight = child.tag != "p" and "\n\n" not in parts[-1]
    first, *rest = parts or ["&nbsp;"]
    return ("\n" if tight and len(rest) == 1 else "\n\n").join([first, *(_indent(part) for part in rest)])


def _inner(child: Branch, page: Page, where: Where) -> str:
    return escape.finish(inline(child.children, page, where)) if child.tag == "p" else _list(child, page, where)


def _indent(text: str) -> str:
    return "\n".join(_INDENT + part if part else part for part in text.split("\n"))


@writes("dl")
def definitions(element: Branch, page: Page, where: Where) -> str:
    """Terms with their definitions; MediaWiki's indentation (a `dd` alone) is HTML."""
    parts = [child for child in element.children if isinstance(child, Branch)]
    if element.attrs or not _can_define(parts):
        return html(element, page, where)
    inside = Where(line=True, html=where.html)
    lines: list[str] = []
    last = ""
    for part in parts:
        text = escape.finish(inline(part.children, page, inside))
        if part.tag == "dt" and last == "dd":
            lines.append("")
        lines.append(text if part.tag == "dt" else f":   {text}")
        last = part.tag
    return "\n".join(lines)


def _can_define(parts: list[Branch]) -> bool:
    plain = all(part.tag in ("dd", "dt") and not part.attrs and not part.blocky and has_content(part) for part in parts)
    return plain and bool(parts) and parts[0].tag == "dt" and parts[-1].tag == "dd"
