"""`[[File:…]]`: images with their options.

Rules: mediawiki.org, Help:Images; HTML as MediaWiki writes it since 1.41 (figure, figcaption). An image is
`<img src="file:Name">`; a file whose bytes the source does not hold is shown by its name as a red link.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING

from stillwiki.wikitext.external import SCHEMES
from stillwiki.wikitext.strip import kill

if TYPE_CHECKING:
    from stillwiki.titles import Title
    from stillwiki.wikitext.context import Context

_SIZE = re.compile(r"(\d*)(?:x(\d+))?\s*(?:px)?\s*px$")
_WORDS = {
    "thumb": "thumb", "thumbnail": "thumb", "frame": "frame", "framed": "frame", "enframed": "frame",
    "frameless": "frameless", "left": "left", "right": "right", "center": "center", "centre": "center", "none": "none",
    "border": "border", "baseline": "baseline", "middle": "middle", "sub": "sub", "super": "super", "sup": "super",
    "text-top": "text-top", "text-bottom": "text-bottom", "top": "top", "bottom": "bottom", "upright": "upright",
}  # fmt: skip
_FORMATS = frozenset({"thumb", "frame", "frameless"})
_ALIGNMENTS = frozenset({"left", "right", "center", "none"})
_VALUES = re.compile(r"(alt|link|class|lang|page|upright|thumb|thumbnail)\s*=(.*)$", re.S)
_TYPES = {"thumb": "mw:File/Thumb", "frame": "mw:File/Frame", "frameless": "mw:File/Frameless", "": "mw:File"}



@dataclass(slots=True)
class _Options:
    format: str = ""
    align: str = ""
    border: bool = False
    width: int = 0
    height: int = 0
    alt: str | None = None
    link: str | None = None
    classes: str = ""
    caption: str = ""


def file_html(title: Title, options: str, context: Context, inline: Callable[[str], str]) -> str:
    """HTML of a file link; `inline` finishes wikitext of the caption."""
    context.files[title.text] = None
    chosen = _parse(options)
    missing = title.text not in context.inventory.media
    if missing:
        context.report("file-missing", f"{title.full} is not in the source", near=title.text)
    caption = inline(chosen.caption)
    media = _missing(title) if missing else _image(title, chosen, context, caption)
    kind = ("mw:Error " if missing else "") + _TYPES[chosen.format]
    classes = _classes(chosen)
    attributes = (f' class="{escape(classes)}"' if classes else "") + f' typeof="{kind}"'
    if chosen.format in ("thumb", "frame") or chosen.align:
        return f"<figure{attributes}>{media}<figcaption>{caption}</figcaption></figure>"
    return f"<span{attributes}>{media}</span>"


def _parse(options: str) -> _Options:
    chosen = _Options()
    for raw in options.split("|") if options else []:
        option = raw.strip()
        word = _WORDS.get(option)
        value = _VALUES.match(option)
        size = _SIZE.match(option) if option.endswith("px") else None
        if word in _FORMATS:
            chosen.format = chosen.format or str(word)
        elif word in _ALIGNMENTS:
            chosen.align = chosen.align or str(word)
        elif word == "border":
            chosen.border = True
        elif size and (size[1] or size[2]):
            chosen.width, chosen.height = int(size[1] or 0), int(size[2] or 0)
        elif value:
            _value(chosen, value[1], value[2].strip())
        elif word is None:
            chosen.caption = option
    return chosen


def _value(chosen: _Options, name: str, value: str) -> None:
    if name == "alt":
        chosen.alt = _plain(value)
    elif name == "link":
        chosen.link = value
    elif name == "class":
        chosen.classes = value
    elif name.startswith("thumb"):
        chosen.format = chosen.format or "thumb"


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", kill(html))).split())


def _classes(chosen: _Options) -> str:
    names = [] if chosen.width or chosen.height else ["mw-default-size"]
    names += [f"mw-halign-{chosen.align}"] if chosen.align else []
    names += ["mw-image-border"] if chosen.border else []
    names += [chosen.classes] if chosen.classes else []
    return " ".join(names)


def _missing(title: Title) -> str:
    return f'<span class="new" title="{escape(title.full)}">{escape(title.full)}</span>'


def _image(title: Title, chosen: _Options, context: Context, caption: str) -> str:
    alt = chosen.alt if chosen.alt is not None else (_plain(caption) if not chosen.format else "")
    size = "".join(f' {key}="{n}"' for key, n in (("width", chosen.width), ("height", chosen.height)) if n)
    img = f'<img src="file:{escape(title.text)}" alt="{escape(alt)}"{size} class="mw-file-element">'
    if chosen.link == "":
        return f"<span>{img}</span>"
    if chosen.link is None:
        context.link(title)
        return f'<a href="wiki:{escape(title.full)}" class="mw-file-description">{img}</a>'
    if chosen.link.startswith(SCHEMES + ("//",)):
        return f'<a href="{escape(chosen.link)}" rel="nofollow">{img}</a>'
    target = context.inventory.titles.parse(chosen.link)
    if target is None or target.interwiki or not target.text:
        return img
    context.link(target)
    return f'<a href="wiki:{escape(target.full)}" title="{escape(target.full)}">{img}</a>'
