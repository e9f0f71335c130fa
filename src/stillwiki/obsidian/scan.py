"""What a note offers to others: headings, block ids, links and tags.

It refuses to know where a link leads.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from sys import intern
from unicodedata import normalize
from urllib.parse import unquote

from stillwiki.notes import Note, NoteLink, Outline
from stillwiki.obsidian.anchors import anchors
from stillwiki.obsidian.inline import Found
from stillwiki.obsidian.survey import survey

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//|\\\\")


def scan(note: Note) -> Outline:
    """Read a note once."""
    made = survey(note.text)
    places = anchors(note.text)
    tags: dict[str, str] = {}
    written = [item.parts[0] for _, items in made.found for item in items if item.kind == "tag"]
    for name in (*_listed(note), *written):
        if tag := tag_name(name):
            tags.setdefault(tag.lower(), tag)
    return Outline(
        headings=tuple(marked.anchor for marked in places.headings),
        blocks={name: marked.anchor for name, marked in places.blocks.items()},
        links=tuple(links(note)),
        tags=tuple(tags.values()),
    )


def tag_name(written: str) -> str:
    """A tag without its mark and without empty levels."""
    return "/".join(part for part in normalize("NFC", written.removeprefix("#")).split("/") if part)


def _listed(note: Note) -> Iterator[str]:
    """Tags among the properties: a list, or words in one text."""
    for key in ("tags", "tag"):
        value = note.properties.get(key)
        words = re.split(r"[,\s]+", value) if isinstance(value, str) else value if isinstance(value, list) else []
        for word in words:
            if isinstance(word, str | int) and (name := str(word).strip().lstrip("#")):
                yield name


def links(note: Note) -> Iterator[NoteLink]:
    """Links of a note: those of its properties, then those of its text."""
    made = survey(note.text)
    for value in note.properties.values():
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and (match := _PROPERTY.fullmatch(text.strip())):
                yield as_link(match[1], embed=False, line=0)
    for _, items in made.found:
        for item in items:
            if item.kind in ("wikilink", "embed", "link", "image"):
                line = bisect_right(made.lines.starts, item.start) - 1 + note.line
                if (link := link_of(item, line)) is not None:
                    yield link


_PROPERTY = re.compile(r"\[\[([^\[\]|]+)(?:\|[^\[\]]*)?\]\]")


def link_of(item: Found, line: int) -> NoteLink | None:
    """The link that a construct is; nothing when it leads out of the vault."""
    if item.kind in ("wikilink", "embed"):
        return as_link(item.parts[0], embed=item.kind == "embed", line=line)
    address = _UNESCAPED.sub(r"\1", item.parts[0])
    if not address or leads_elsewhere(address):
        return None
    return as_link(unquote(address), embed=item.kind == "image", line=line)


_UNESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def leads_elsewhere(address: str) -> bool:
    """Whether an address has a scheme or a host, and so is nothing of the vault."""
    return bool(_ELSEWHERE.match(address))


def as_link(written: str, *, embed: bool, line: int) -> NoteLink:
    """A target with what follows its first `#` apart."""
    target, _, subpath = written.partition("#")
    return NoteLink(intern(target.strip()), intern(subpath.strip()), embed, line)
