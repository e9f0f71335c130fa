"""Blocks of notes are markdown-it's, to the line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import blocks_oracle
from stillwiki.obsidian import reading
from stillwiki.obsidian.anchors import each
from stillwiki.obsidian.blocks import Block
from test_obsidian import NOTES, text_of

OWN = sorted(Path(__file__).parents[1].glob("content/notes/*.md"))


def told(block: Block, depth: int = 0) -> list[str]:
    """A tree of blocks, a line for each."""
    last = "" if block.kind == "root" else str(block.last)
    marks = " ".join(f"{start}-{end}" for start, end in block.marks)
    markup = block.markup if block.kind in ("heading", "fence", "list") else ""
    line = f"{'  ' * depth}{block.kind} {block.first}-{last} {markup}{block.info} {block.level} {marks}"
    return [line.rstrip(), *(each for child in block.children for each in told(child, depth + 1))]


def both(text: str) -> tuple[list[str], list[str]]:
    """What we find, and what markdown-it finds."""
    found, _, ours = reading.parse(text)
    wanted, _, theirs = blocks_oracle.parse(text)
    named = [f"{label}: {entry['href']} {entry['title']}".rstrip() for label, entry in theirs.items()]
    defined = [f"{label}: {address} {title}".rstrip() for label, (address, title) in ours.items()]
    return [*told(found), *sorted(defined)], [*told(wanted), *sorted(named)]


@pytest.mark.parametrize("path", [*NOTES, *OWN], ids=lambda path: path.stem)
def test_notes(path: Path) -> None:
    ours, theirs = both(text_of(path))
    assert ours == theirs


_PIECES = """> |>|- |* |+ |1. |2) |12. |-|  |   |    |	|# |##|```|~~~~|
````py|===|---|***|_ _ _|¦ a ¦ b ¦|¦---¦:-:¦|a ¦ b|
--¦--|[^n]: |[x]: /u|[y]: <u v> 'w'|'t'|<div>|</div>|<!--|-->|<b>|<?p|?>|<pre>|</pre>|word|text|a\\¦b|^id|[[a¦b]]"""
PIECES = [piece.replace("¦", "|") for piece in _PIECES.replace("\n", "").split("|")]
LINE = st.lists(st.sampled_from(PIECES), max_size=4).map("".join)


def differs_from_the_specification(text: str) -> bool:
    """markdown-it ends a paragraph behind four columns, and lets the head of a table begin with any mark."""
    root, lines, _ = blocks_oracle.parse(text)
    heads = [lines.content(block.first).lstrip(" \t") for block in each(root) if block.kind == "table"]
    ends = re.search(r"[^\n]\n(?: {4}|\t)[ \t]*[>#<`~*_+-]", text)
    return bool(ends) or any(head[:1] in "><`~#-+*_[0123456789" for head in heads)


@given(st.lists(LINE, max_size=9).map("\n".join))
@settings(max_examples=600)
def test_lines_of_all_kinds(text: str) -> None:
    assume(not differs_from_the_specification(text))
    ours, theirs = both(text)
    assert ours == theirs
