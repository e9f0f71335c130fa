"""Headings and block ids of a note: where each stands, what its id on the site is, what an embed of it shows.

Owns the comparison of headings (blind to case and punctuation) and the ids. An id that Python-Markdown would give
by itself is left to it. It refuses to write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from stillwiki.markdown.slugs import slugify
from stillwiki.notes import Anchor, Outline
from stillwiki.obsidian.blocks import Block
from stillwiki.obsidian.inline import Found
from stillwiki.obsidian.lines import Lines
from stillwiki.obsidian.survey import Survey, survey

_IGNORED = re.compile(r"[!\"#$%&()*+,.:;<=>?@^`{|}~/\[\]\\\s]+")
_PLAIN = re.compile(r"[^\[\]`*~=<>&\\$^{}!|%#_\"]*")
"""Headings that Python-Markdown gives a predictable id."""
_UNSAID = re.compile(r"[^\w\s-]+")
_JOINTS = re.compile(r"_*-_*|_{2,}")
"""An id written by hand is words alone: inline Markdown is read in it, too."""


@dataclass(slots=True)
class Marked:
    """A heading or block with its id, and the block it is written at."""

    anchor: Anchor
    block: Block
    written: bool
    """The id has to be written; otherwise Python-Markdown finds the same."""


@dataclass(slots=True)
class Anchors:
    """All of a note, in order."""

    headings: list[Marked] = field(default_factory=list)
    blocks: dict[str, Marked] = field(default_factory=dict)


def comparable(heading: str) -> str:
    """A heading as links compare it."""
    return _IGNORED.sub(" ", heading).strip().lower()


def find(outline: Outline, subpath: str) -> Anchor | None:
    """The place that a subpath names: `^id`, a heading, or a path of headings."""
    *_, last = subpath.split("#")
    if last.strip().startswith("^"):
        return outline.blocks.get(last.strip()[1:].lower())
    wanted = [comparable(part) for part in subpath.split("#") if part.strip()]
    level, found = 0, None
    for anchor in outline.headings:
        if not wanted:
            break
        if comparable(anchor.text) == wanted[0] and anchor.level > level:
            level, found = anchor.level, anchor
            wanted.pop(0)
    return None if wanted else found


@lru_cache(maxsize=256)
def anchors(text: str) -> Anchors:
    """Every heading and block id of a note's text."""
    made, found = survey(text), Anchors()
    _headings(made, found)
    constructs = {id(block): items for block, items in made.found}
    _blocks(made.root, [], made.lines, constructs, found)
    return found


def _headings(made: Survey, found: Anchors) -> None:
    taken: set[str] = set()
    listed = [(block, items) for block, items in made.found if block.kind == "heading"]
    top = {id(child) for child in made.root.children}
    for place, (block, items) in enumerate(listed):
        text = heading_text(block, made)
        source = text[: -len(items[-1].parts[0]) - 1].rstrip() if items and items[-1].kind == "block id" else text
        plain = shown(source, items, made)
        base = slugify(plain)
        joined = not block.markup.startswith("#") and block.last - block.first > 2
        written = joined or not _PLAIN.fullmatch(text) or base in taken or not base
        if written:
            words = slugify(_UNSAID.sub("", plain)).strip("_")
            base = _JOINTS.sub(lambda found: "-" if "-" in found[0] else "_", words) or "section"
        name, number = base, 2
        while name in taken:
            name, number = f"{base}_{number}", number + 1
        taken.add(name)
        end = len(made.text)
        for other, _ in listed[place + 1 :]:
            if other.level <= block.level and id(other) in top:
                end = made.lines.starts[other.first]
                break
        anchor = Anchor(name, made.lines.starts[block.first], end, block.level, source)
        found.headings.append(Marked(anchor, block, written))


def heading_text(block: Block, made: Survey) -> str:
    """Source of a heading without its marks."""
    lines = made.lines
    if not block.markup.startswith("#"):
        return " ".join(lines.content(line).strip() for line in range(block.first, block.last - 1))
    text = lines.content(block.first).strip(" \t").lstrip("#")
    return re.sub(r"(?:^|[ \t]+)#+$", "", text).strip(" \t")


_MARKS = re.compile(r"\*+|~~|==|`+|(?<!\w)_+|_+(?!\w)|\\(?=[!-/:-@\[-`{-~])")


def shown(source: str, items: list[Found], made: Survey) -> str:
    """A heading's text as a reader sees it, near enough for an id."""
    for item in items:
        written = made.text[item.start : item.end]
        if item.kind in ("wikilink", "embed"):
            source = source.replace(written, item.parts[-1].replace("#", " > ") if item.kind == "wikilink" else "")
        elif item.kind in ("link", "image"):
            source = source.replace(written, item.parts[2])
        elif item.kind in ("html", "comment", "note"):
            source = source.replace(written, "")
    return _MARKS.sub("", source).strip()


def _blocks(block: Block, above: list[Block], lines: Lines, found: dict[int, list[Found]], anchors: Anchors) -> None:
    for place, child in enumerate(block.children):
        items = found.get(id(child))
        if items and items[-1].kind == "block id":
            marked = _meant(child, items[-1], [*above, block], place, lines)
            name = items[-1].parts[0]
            end = lines.end(marked.last - 1)
            anchor = Anchor("^" + name.lower(), lines.starts[marked.first], end, 0, name)
            anchors.blocks.setdefault(name.lower(), Marked(anchor, marked, written=True))
        _blocks(child, [*above, block], lines, found, anchors)


def _meant(child: Block, item: Found, above: list[Block], place: int, lines: Lines) -> Block:
    """The block that an id at the end of another names."""
    parent = above[-1]
    line = child.last - 1
    alone = not lines.text[lines.at[line] : item.start].strip()
    if alone and child.first == line and place > 0:
        return parent.children[place - 1]
    if alone and parent.kind in ("quote", "callout") and place == len(parent.children) - 1:
        return parent
    if parent.kind == "item" and place == 0:
        return parent
    return child


def each(block: Block) -> Iterator[Block]:
    """A block and all below it."""
    yield block
    for child in block.children:
        yield from each(child)
