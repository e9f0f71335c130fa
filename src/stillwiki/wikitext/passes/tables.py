"""Wikitext tables become HTML tables, line by line, after expansion.

Rules: mediawiki.org, Help:Tables, and tables.txt of the parser tests.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from stillwiki.wikitext.expansion.strip import StripState
from stillwiki.wikitext.passes.sanitise import fix_attributes

_EMPTY = "<table>\n<tr><td></td></tr></table>"
"""What a lone `{|` would give, and does not."""
_START = re.compile(r"(:*)\s*\{\|(.*)$", re.DOTALL)


@dataclass(slots=True)
class _Table:
    indent: int
    row_open: bool = False
    row_attributes: str = ""
    rows: bool = False
    cell: str = ""
    """Tag of the open cell (or caption), empty when none is open."""


def tables(text: str, strip: StripState) -> str:
    """Replace every `{| … |}`; a table that is not closed ends with the text."""
    if "{|" not in text:
        return text
    stack: list[_Table] = []
    out = [_line(line, stack, strip) for line in text.split("\n")]
    closing: list[str] = []
    while stack:
        closing.append(_end(stack.pop()))
    result = "\n".join(out) + ("\n" + "\n".join(closing) if closing else "")
    return "" if closing and result == _EMPTY else result


def _line(line: str, stack: list[_Table], strip: StripState) -> str:
    bare = line.strip()
    start = _START.match(bare) if "{|" in bare else None
    if start:
        table = _Table(len(start[1]))
        stack.append(table)
        return "<dl><dd>" * table.indent + f"<table{fix_attributes(strip.unstrip(start[2]), 'table')}>"
    if not stack or not bare:
        return line
    table = stack[-1]
    if bare.startswith("|}"):
        stack.pop()
        return _end(table) + bare[2:] + "</dd></dl>" * table.indent
    if bare.startswith("|-"):
        attributes = fix_attributes(strip.unstrip(re.sub(r"^\|-+", "", bare)), "tr")
        closed = _close_row(table)
        table.row_attributes, table.rows = attributes, True
        return closed
    if bare[0] in "|!":
        return _cells(bare, table, strip)
    return line


def _end(table: _Table) -> str:
    empty = "" if table.rows else "<tr><td></td></tr>"
    closed = _close_row(table)
    return f"{closed}{empty}</table>" if not closed else f"{closed}\n{empty}</table>"


def _close_row(table: _Table) -> str:
    closed = f"</{table.cell}>" if table.cell else ""
    if table.row_open:
        closed += "</tr>"
    table.cell, table.row_open = "", False
    return closed


def _cells(line: str, table: _Table, strip: StripState) -> str:
    kind = line[0]
    if line.startswith("|+"):
        kind, line = "+", line[1:]
    line = line[1:]
    if kind == "!":
        line = _outside_tags(line, "!!", "||")
    tag = {"|": "td", "!": "th", "+": "caption"}[kind]
    return "".join(_cell(cell, tag, table, strip) for cell in line.split("||"))


def _outside_tags(text: str, old: str, new: str) -> str:
    """Replace outside of HTML tags, where a cell separator may stand in an attribute."""
    pieces = re.split(r"(<[^<>]*>)", text)
    return "".join(piece if number % 2 else piece.replace(old, new) for number, piece in enumerate(pieces))


def _cell(cell: str, tag: str, table: _Table, strip: StripState) -> str:
    before = f"</{table.cell}>\n" if table.cell else ""
    if tag != "caption":
        if not table.row_open:
            before += f"<tr{table.row_attributes}>\n"
            table.row_open, table.row_attributes = True, ""
        table.rows = True
    table.cell = tag
    head, pipe, body = cell.partition("|")
    if not pipe or "[[" in head or "-{" in head:
        return f"{before}<{tag}>{cell.strip()}"
    return f"{before}<{tag}{fix_attributes(strip.unstrip(head), tag)}>{body.strip()}"
