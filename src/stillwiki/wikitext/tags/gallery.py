"""Gallery: a file and its caption on each line, set in rows.

Rules: mediawiki.org, Help:Images, Rendering a gallery of images; media.txt of the parser tests. The caption's wikitext
is finished first, then cut at its pipes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from stillwiki.titles import FILE, Title
from stillwiki.wikitext.expansion.calls import TagCall
from stillwiki.wikitext.files import options
from stillwiki.wikitext.files.html import medium, red, text_of
from stillwiki.wikitext.files.options import Options
from stillwiki.wikitext.files.sizes import fitted
from stillwiki.wikitext.passes.sanitise import attributes, decode_attributes
from stillwiki.wikitext.registry import tag

if TYPE_CHECKING:
    from stillwiki.wikitext.context import Context

_MODES = frozenset({"nolines", "packed", "packed-hover", "packed-overlay", "slideshow", "traditional"})
_SIDE = 120
"""Usual width and height of a picture."""
_FRAME = {"traditional": 35, "slideshow": 35, "nolines": 5}
"""Pixels that an item is wider than its picture's box; packed items are as wide as their picture."""
_PACKED_FRAME = 2
_GAP = 8


@dataclass(frozen=True, slots=True)
class _Gallery:
    mode: str
    width: int
    height: int
    per_row: int
    names: bool
    """Whether each file's name is shown."""

    @property
    def packed(self) -> bool:
        return self.mode.startswith("packed")

    @property
    def covered(self) -> bool:
        """Whether captions lie over the pictures."""
        return self.mode in ("packed-hover", "packed-overlay")


@tag("gallery")
def gallery(call: TagCall) -> str:
    """A gallery in any of its modes."""
    found = decode_attributes(call.attributes)
    mode = found.get("mode", "").lower()
    shape = _Gallery(
        mode if mode in _MODES else "traditional",
        _pixels(found.get("widths")),
        _pixels(found.get("heights")),
        int(found["perrow"]) if found.get("perrow", "").isdigit() else 0,
        "showfilename" in found,
    )
    caption = call.frame.language.render(found["caption"], call.frame) if found.get("caption") else ""
    items = [f'\t<li class="gallerycaption">{caption}</li>'] if caption else []
    items += [_item(line, shape, call) for line in _lines(call)]
    html = "\n".join([f"<ul{_attributes(call, shape, found)}>", *items, "</ul>"])
    return call.context.strip.add("general", html)


def _pixels(value: str | None) -> int:
    match = re.match(r"(\d+)(?:x\d+)?\s*(?:px)?$", value or "")
    return int(match[1]) if match and int(match[1]) else _SIDE


def _attributes(call: TagCall, shape: _Gallery, found: dict[str, str]) -> str:
    shown = attributes(call.attributes, "ul")
    shown["class"] = f"gallery mw-gallery-{shape.mode} {shown.get('class', '')}".strip()
    if shape.per_row and not shape.packed:
        width = shape.per_row * (shape.width + _FRAME[shape.mode] + _GAP)
        shown["style"] = f"max-width: {width}px;{shown.get('style', '')}"
    if shape.mode == "slideshow":
        shown["data-showthumbnails"] = "1" if "showthumbnails" in found else ""
    return "".join(f' {name}="{escape(value)}"' for name, value in shown.items())


def _lines(call: TagCall) -> Iterator[tuple[Title, str]]:
    """Each line's file and the wikitext behind its first pipe; lines that name nothing are left out."""
    for line in (call.content or "").split("\n"):
        name, _, rest = line.partition("|")
        name = text_of(name, call.context)
        if not name or name.startswith("<!--"):
            continue
        title = call.context.inventory.titles.parse(unquote(name) if "%" in name else name, FILE)
        if title is not None and title.text:
            yield title, rest.strip()


def _item(line: tuple[Title, str], shape: _Gallery, call: TagCall) -> str:
    title, rest = line
    context = call.context

    def plain(text: str) -> str:
        return text_of(text, context)

    parts = call.frame.language.render(rest, call.frame).split("|")
    chosen = options.read(parts, title, context, plain, gallery=True)
    caption = chosen.caption
    chosen.width, chosen.height = _box(title, shape, context)
    if title.namespace == FILE and not title.interwiki:
        picture, broken = medium(title, chosen, caption, context)
    else:
        picture, broken = red(title, escape(title.full, quote=False)), True
    kind = "mw:Error mw:File" if broken else "mw:File"
    media = f'<span typeof="{kind}">{picture}</span>'
    text = f"{_name(title)}\n{caption}" if shape.names else caption
    return _box_html(shape, chosen, media, text, broken=broken)


def _box(title: Title, shape: _Gallery, context: Context) -> tuple[int, int]:
    """Size a picture has at most; packed ones share a height."""
    if not shape.packed:
        return shape.width, shape.height
    info = context.inventory.media_info.get(title.text)
    return fitted(info, 0, shape.height) if info and info.width and info.height else (0, shape.height)


def _name(title: Title) -> str:
    name = escape(title.text, quote=False)
    return f'<a href="wiki:{escape(title.full)}" class="galleryfilename galleryfilename-truncate">{name}</a>'


def _box_html(shape: _Gallery, chosen: Options, media: str, text: str, *, broken: bool) -> str:
    frame = _FRAME.get(shape.mode, _PACKED_FRAME)
    inner = (chosen.width or shape.width) + (30 if shape.mode == "traditional" else 0)
    outer = (chosen.width or shape.width) + frame
    tall = shape.height + (30 if not shape.packed and shape.mode != "nolines" else 0)
    sizes = [f"width: {inner}px;"] if not broken else []
    sizes += [f"height: {tall}px;"] if broken or shape.mode == "traditional" else []
    words = f'<div class="gallerytext">{text}</div>'
    if shape.covered:
        words = f'<div class="gallerytextwrapper" style="width: {max(outer - 22, 60)}px">{words}</div>' if text else ""
    return (
        f'\t\t<li class="gallerybox" style="width: {outer}px">\n\t\t\t<div class="thumb" style="{" ".join(sizes)}">'
        f"{media}</div>\n\t\t\t{words}\n\t\t</li>"
    )
