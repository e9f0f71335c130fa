"""The blocks that markdown-it-py finds in a note, as a tree like ours.

It is slower than our own reading of blocks and gives no offsets within a line; those are worked out afterwards.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from stillwiki.obsidian.blocks import Block
from stillwiki.obsidian.lines import Lines


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """A rule for markdown-it: `[^label]: text`, and what is indented below it."""
    if state.is_code_block(start):
        return False
    begin = state.bMarks[start] + state.tShift[start]
    match = _NOTE.match(state.src, begin, state.eMarks[start])
    if match is None:
        return False
    if silent:
        return True
    state.push("note_open", "", 1).map = lines = [start, 0]
    state.tokens[-1].info = match[1]
    kept = state.tShift[start], state.sCount[start], state.blkIndent, state.parentType
    shift = match.end() - begin
    state.tShift[start] += shift
    state.sCount[start] = kept[1] + 2
    state.blkIndent += 2
    state.parentType = "footnote"
    state.md.block.tokenize(state, start, end)
    state.tShift[start], state.sCount[start], state.blkIndent, state.parentType = kept
    lines[1] = state.line
    state.push("note_close", "", -1)
    return True


_NOTE = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*")


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["block"])
    parser.block.ruler.before(
        "reference", "footnote", _footnote, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    return parser


_PARSER = _parser()
_KINDS = {
    "blockquote_open": "quote", "bullet_list_open": "list", "ordered_list_open": "list", "list_item_open": "item",
    "note_open": "note", "paragraph_open": "paragraph", "heading_open": "heading", "fence": "fence",
    "code_block": "code", "html_block": "html", "hr": "rule", "table_open": "table",
}  # fmt: skip


def parse(text: str) -> tuple[Block, Lines, dict[str, dict[str, object]]]:
    """The tree of blocks, the lines, and the reference definitions by their label."""
    environment: dict[str, dict[str, dict[str, object]]] = {}
    tokens = _PARSER.parse(text, environment)
    lines = Lines.of(text)
    root = _tree(tokens, len(lines.at))
    _settle(root, lines)
    return root, lines, environment.get("references", {})


def _tree(tokens: list[Token], count: int) -> Block:
    root = Block("root", 0, count)
    stack = [root]
    for token in tokens:
        kind = _KINDS.get(token.type)
        if kind is not None and token.map is not None:
            block = Block(kind, token.map[0], token.map[1], token.markup, token.info)
            block.level = int(token.tag[1]) if kind == "heading" else 0
            if token.type == "ordered_list_open":
                block.level = 1
            stack[-1].children.append(block)
            if token.nesting == 1:
                stack.append(block)
        elif token.nesting == -1 and _KINDS.get(token.type.replace("_close", "_open")):
            stack.pop()
    return root


def _settle(block: Block, lines: Lines) -> None:
    """Take the marks of every container off its lines; let blocks end with their last line that says something."""
    if block.kind not in ("fence", "code"):
        while block.last > block.first + 1 and lines.blank(block.last - 1):
            block.last -= 1
    if block.kind in ("quote", "item", "note"):
        for line in range(block.first, block.last):
            begin = lines.at[line]
            if block.kind == "quote":
                _quote(line, lines)
            else:
                _item(block, line, lines)
            block.marks.append((begin, lines.at[line]))
    for child in block.children:
        _settle(child, lines)


def _quote(line: int, lines: Lines) -> None:
    text, at = lines.text, lines.at[line]
    stripped = at
    while stripped < lines.end(line) and text[stripped] in " \t" and stripped - at < 4:
        stripped += 1
    if text.startswith(">", stripped):
        lines.take(line, 4)
        lines.pads[line] = 0
        lines.skip(line, 1)
        lines.take(line, 1)


_MARKER = re.compile(r"(?:[-+*]|\d{1,9}[.)])|\[\^[^\]\s]+\]:")


def _item(block: Block, line: int, lines: Lines) -> None:
    if line > block.first:
        lines.take(line, block.level)
        return
    indent = lines.take(line, 4)
    match = _MARKER.match(lines.text, lines.at[line])
    width = len(match[0]) if match else 1
    lines.skip(line, width)
    if block.kind == "note":
        lines.take(line, 99)
        block.level = 2
        return
    spaces = 1 if lines.blank(line) else lines.indent(line)
    wanted = spaces if spaces <= 4 else 1
    lines.take(line, wanted)
    block.level = indent + width + wanted
