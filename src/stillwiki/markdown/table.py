"""Tables: one decision for the whole table, a pipe table or HTML.

A pipe table has one head row, the same number of cells in every row, and lines of text in its cells. Spans, row
heads, captions, blocks and looks of their own make it HTML.
"""

from __future__ import annotations

import re

from stillwiki.markdown.html import html
from stillwiki.markdown.prepare import Branch, is_blank
from stillwiki.markdown.writers import Page, Where, line, writes

_ALIGN = re.compile(r"text-align:\s*(left|center|right);?")
_RULES = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}
_PLAIN_CLASSES = frozenset({"wikitable", "sortable"})
"""What the theme does for every table."""


@writes("table")
def table(element: Branch, page: Page, where: Where) -> str:
    """A table."""
    rows = [[cell for cell in row.children if isinstance(cell, Branch)] for row in _rows(element)]
    aligned = _alignment(rows) if _is_plain(element) else None
    if aligned is None:
        return html(element, page, where)
    inside = Where(line=True, cell=True, html=where.html)
    lines = [_row([line(cell.children, page, inside) for cell in cells]) for cells in rows]
    return "\n".join([lines[0], _row([_RULES[side] for side in aligned]), *lines[1:]])


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _rows(element: Branch) -> list[Branch]:
    return [child for child in element.children if isinstance(child, Branch)]


def _is_plain(element: Branch) -> bool:
    """A head and a body of bare rows, nothing that only HTML can say."""
    if element.attrs.keys() - {"class"} or not _PLAIN_CLASSES.issuperset(element.classes()):
        return False
    return all(
        is_blank(child) or (isinstance(child, Branch) and child.tag == "tr" and not child.attrs)
        for child in element.children
    )


def _alignment(rows: list[list[Branch]]) -> list[str] | None:
    """Side of each column, or nothing when the cells do not make a pipe table."""
    if len(rows) < 2 or any(len(row) != len(rows[0]) for row in rows):
        return None
    if any(cell.tag != ("td" if place else "th") or cell.blocky for place, row in enumerate(rows) for cell in row):
        return None
    columns = [{_side(cell) for cell in column} for column in zip(*rows, strict=True)]
    if any(len(sides) != 1 or None in sides for sides in columns):
        return None
    return [side or "" for sides in columns for side in sides]


def _side(cell: Branch) -> str | None:
    if not cell.attrs:
        return ""
    found = _ALIGN.fullmatch(cell.attrs.get("style", "").strip())
    return found[1] if found and len(cell.attrs) == 1 else None
