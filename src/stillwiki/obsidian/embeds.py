"""Embeds: notes and parts of notes in a note, pictures with sizes, players, documents.

Owns what an embed shows, and its end: the stack of open embeds by note and subpath. A cycle becomes a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from stillwiki import names
from stillwiki.markdown import escape
from stillwiki.model import Missing
from stillwiki.notes import InVault, Note, NoteLink
from stillwiki.obsidian import anchors, bases, canvas, links, spots
from stillwiki.obsidian.blocks import Block
from stillwiki.obsidian.edits import Edit, apply
from stillwiki.obsidian.inline import Found
from stillwiki.obsidian.making import woven
from stillwiki.obsidian.page import Page
from stillwiki.obsidian.scan import link_of
from stillwiki.obsidian.survey import Survey, survey

IMAGES = frozenset("avif bmp gif jpeg jpg png svg webp".split())
PLAYED = frozenset("flac m4a mp3 ogg wav webm 3gp mkv mov mp4 ogv".split())
DEPTH = 8
"""Deepest nesting of embeds."""
_SIZE = re.compile(r"(\d+)(?:x(\d+))?")


def edits(found: Found, page: Page) -> Iterator[Edit]:
    """What stands for `![[…]]`."""
    link = link_of(found, 0)
    if link is None or not (link.target or link.subpath):
        return
    target = page.view.resolve(link.target)
    words = list(found.parts[1].split("|")) if len(found.parts) > 1 else []
    kind = _suffix(target.path if isinstance(target, InVault) else link.target)
    if isinstance(target, Missing):
        yield Edit(found.start, found.end, missing(link, _CODES.get(kind, "file-missing"), page, found.start))
    elif isinstance(target, InVault) and kind == "base" and not found.cell:
        yield from _base(found, link, target, page)
    elif isinstance(target, InVault) and kind == "canvas" and _room_for_a_canvas(found, page):
        yield from _canvas(found, target, page)
    elif not isinstance(target, InVault) or kind not in (IMAGES | PLAYED | {"md", "pdf"}):
        opening, closing = links.around(link, page, found.start)
        text = escape.text(words[0] if words else links.display(link), line=True, link=True, cell=found.cell)
        yield Edit(found.start, found.end, f"{opening}{text}{closing}")
    elif kind == "md":
        yield from _note(found, link, target, page)
    else:
        yield Edit(found.start, found.end, picture(target, link, words, page, cell=found.cell))


_CODES = {"md": "link-missing"}


def _suffix(path: str) -> str:
    name = path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else "md"


def missing(link: NoteLink, code: str, page: Page, at: int) -> str:
    """A named placeholder for what the vault does not hold."""
    page.report(code, at, f"![[{links.written(link)}]] shows nothing: the vault has no such file")
    opening, closing = links.red(links.written(link))
    return f"{opening}{escape.html(link.target if code == 'file-missing' else links.display(link))}{closing}"


def picture(target: InVault, link: NoteLink, words: list[str], page: Page, *, cell: bool = False) -> str:
    """A picture or a player, with the size and the words that follow its name."""
    attributes: list[str] = []
    if words and (size := _SIZE.fullmatch(words[-1].strip())):
        words = words[:-1]
        attributes.append(f"width={size[1]}")
        if size[2]:
            attributes.append(f"height={size[2]}")
    kind = _suffix(target.path)
    address = names.relative(page.view.page, target.page)
    name = target.path.rpartition("/")[2]
    text = escape.text("|".join(words).strip() or name, line=True, link=True, cell=cell)
    if kind in PLAYED:
        attributes.insert(0, ".media-player")
    elif kind == "pdf":
        return _document(address, link, text)
    elif re.fullmatch(r"[A-Za-z][\w-]*", link.subpath):
        attributes.insert(0, f".{link.subpath}")
    listed = f"{{ {' '.join(attributes)} }}" if attributes else ""
    return f"{'' if kind in PLAYED else '!'}[{text}]({escape.address(address)}){listed}"


_HEIGHT = re.compile(r"(?:^|&)height=(\d{1,4})(?=&|$)")


def _document(address: str, link: NoteLink, text: str) -> str:
    """A link that a script makes a window on the document, as high as the embed says, where the browser can."""
    height = _HEIGHT.search(link.subpath)
    place = _HEIGHT.sub("", link.subpath).strip("&")
    style = f' style="height: {height[1]}px"' if height else ""
    return f"[{text}]({escape.address(address + ('#' + place if '=' in place else ''))}){{ .document{style} }}"


def image(found: Found, page: Page) -> Iterator[Edit]:
    """What stands for `![alt|100](address)`."""
    link = link_of(found, 0)
    *words, last = found.parts[2].split("|")
    if link is None:  # of another host: a link, for nothing is fetched from there
        text = page.made.text[found.inner[0] : found.inner[1]]
        if _SIZE.fullmatch(last.strip()):
            text = text[: text.rfind("|")] if words else ""
        if text.strip():
            yield Edit(found.start, found.start + 1, "")
        else:
            shown = escape.text(found.parts[0], line=True, link=True, cell=found.cell)
            yield Edit(found.start, found.inner[1], f"[{shown}")
        return
    target = page.view.resolve(link.target)
    kind = _suffix(target.path if isinstance(target, InVault) else link.target)
    if isinstance(target, Missing):
        yield Edit(found.start, found.end, missing(link, _CODES.get(kind, "file-missing"), page, found.start))
    elif isinstance(target, InVault) and kind in IMAGES | PLAYED:
        yield Edit(found.start, found.end, picture(target, link, [*words, last], page, cell=found.cell))
    elif isinstance(target, InVault) and kind == "md":
        yield from _note(found, link, target, page)
    else:
        opening, closing = links.around(link, page, found.start)
        text = escape.text(found.parts[2] or links.display(link), line=True, link=True, cell=found.cell)
        yield Edit(found.start, found.end, f"{opening}{text}{closing}")


def _note(found: Found, link: NoteLink, target: InVault, page: Page) -> Iterator[Edit]:
    """A note, a section of it or a block, where the embed stands."""
    place = (target.path, link.subpath.lower())
    opening, closing = links.around(link, page, found.start)
    named = replace(link, subpath="") if link.subpath.startswith("^") else link
    text = escape.text(links.display(named) or target.title, line=True, link=True, cell=found.cell)
    source = f"{opening}{text}{closing}"
    open_embeds = page.stack or ((page.note.path, ""),)
    note = page.view.note(target.path)
    if note is None or found.cell or place in open_embeds or len(open_embeds) > DEPTH:
        if place in open_embeds or len(open_embeds) > DEPTH:
            page.report(
                "embed-loop",
                found.start,
                f"![[{links.written(link)}]] shows itself; a link stands there",
                embedded=True,
            )
        yield Edit(found.start, found.end, source)
        return
    page.said.embeds += 1
    part = _part(note, link, page)
    inner = Page(
        part, page.view.within(target.path), survey(part.text), page.said, page.rules, (*open_embeds, place),
        prefix=f"e{page.said.embeds}-",
    )  # fmt: skip
    body = apply(part.text, page.rules(inner)).strip("\n")
    box = f'!!! embed "{source}"\n' + "\n".join(f"    {line}" if line.strip() else "" for line in body.split("\n"))
    before, after = spots.around(found.start, found.end, page)
    yield Edit(found.start, found.end, f"{before}{spots.indented(box.rstrip(), found.start, page)}{after}")


def _base(found: Found, link: NoteLink, target: InVault, page: Page) -> Iterator[Edit]:
    """A base, or its view of the name that the subpath gives."""
    file = page.view.file(target.path)
    if file is not None:
        body = page.take(bases.convert(file, page.view, link.subpath))
        before, after = spots.around(found.start, found.end, page)
        yield Edit(found.start, found.end, f"{before}{spots.indented(body, found.start, page)}{after}")


_COLUMN = 720
"""Pixels of the width of a page's text."""


def _room_for_a_canvas(found: Found, page: Page) -> bool:
    """A drawing stands in no cell, list or quote, and in no other drawing."""
    shown = (page.note.path, *(path for path, _ in page.stack))
    return not (found.cell or page.below[page.line(found.start)] or any(path.endswith(".canvas") for path in shown))


def _canvas(found: Found, target: InVault, page: Page) -> Iterator[Edit]:
    """A canvas, drawn as wide as the text, below a link to its page."""
    file = page.view.file(target.path)
    if file is not None:
        page.said.embeds += 1
        view = page.view.within(target.path)
        stack = (*(page.stack or ((page.note.path, ""),)), (target.path, ""))
        cards = f"card-{page.said.embeds}"
        made = canvas.convert(file, view, lambda note: woven(note, view, page.rules, stack), room=_COLUMN, cards=cards)
        page.said.uses |= made.uses
        address = escape.address(names.relative(page.view.page, target.page))
        source = f"[{escape.text(target.title, line=True, link=True)}]({address})"
        before, after = spots.around(found.start, found.end, page)
        yield Edit(found.start, found.end, f"{before}{source}\n{{: .embed-source }}\n\n{page.take(made)}{after}")


def _part(note: Note, link: NoteLink, page: Page) -> Note:
    """The part of a note that an embed shows, as a note for itself."""
    if not link.subpath:
        return note
    made = survey(note.text)
    anchor = anchors.find(page.view.outline(note.path), link.subpath)
    if anchor is None:
        return note
    first, last = made.lines.starts.index(anchor.start), 0
    while last < len(made.lines.at) and made.lines.starts[last] < anchor.end:
        last += 1
    return replace(note, text=taken_out(made, first, last) + _footnotes(made, first, last), line=note.line + first)


def _footnotes(made: Survey, first: int, last: int) -> str:
    """Definitions that marks on these lines call and that stand elsewhere in the note."""
    start, end = made.lines.starts[first], made.lines.starts[last]
    called = {
        item.parts[0] for _, items in made.found for item in items if item.kind == "note" and start <= item.start < end
    }
    notes = [b for b in made.root.children if b.kind == "note" and b.info in called and not first <= b.first < last]
    return "".join(f"\n\n{taken_out(made, block.first, block.last)}" for block in notes)


def taken_out(made: Survey, first: int, last: int) -> str:
    """Lines without the marks of the containers around them."""
    offsets = {line: made.lines.starts[line] for line in range(first, last)}
    block: Block | None = made.root
    while block is not None:
        block = next((b for b in block.children if b.first <= first and last <= b.last and b.children), None)
        if block is None or (block.first == first and block.last == last and block.kind != "list"):
            break
        for line in range(first, last) if block.marks else ():
            offsets[line] = block.marks[line - block.first][1]
    return "\n".join(made.text[offsets[line] : made.lines.end(line)] for line in range(first, last))
