"""ImageMap: a picture whose parts lead to different pages.

Rules: mediawiki.org, Extension:ImageMap; the extension's parser tests and error texts. The first line is a file with
its options; each further one is a shape with a link, `default` with a link, or `desc`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from stillwiki.titles import FILE
from stillwiki.wikitext.expansion.calls import TagCall
from stillwiki.wikitext.files import options, sizes
from stillwiki.wikitext.files.html import address, classes_of, found, picture, text_of, type_of
from stillwiki.wikitext.passes.external import SCHEMES
from stillwiki.wikitext.registry import tag

if TYPE_CHECKING:
    from stillwiki.titles import Title
    from stillwiki.wikitext.context import Context
    from stillwiki.wikitext.files.options import Options

_PLACES = ("top-right", "bottom-right", "bottom-left", "top-left", "none")
_COUNTS = {"rect": 4, "circle": 3, "poly": 1}
_PAGE = re.compile(r"\[\[([^\]|]*)(?:\|([^\]]*))?\]\]\W*$")
_URL = re.compile(rf"\[((?:{'|'.join(map(re.escape, SCHEMES))}|//)[^\s\]]+)\s*([^\]]*)\]\W*$", re.IGNORECASE)
_ERRORS = {
    "image": "Must specify an image in the first line.",
    "missing": "Image is invalid or non-existent.",
    "desc": f"Invalid desc specification, must be one of: <code>{', '.join(_PLACES)}</code>.",
    "title": "Invalid title in link at line $1.",
    "link": "No valid link was found at the end of line $1.",
    "shape": "Unrecognized shape at line $1, each line must start with one of: <code>default</code>, "
    "<code>rect</code>, <code>circle</code> or <code>poly</code>.",
    "few": "Not enough coordinates for shape at line $1.",
    "number": "Invalid coordinate at line $1, must be a number.",
    "odd": "Found poly with odd number of coordinates on line $1",
}


class _MapError(Exception):
    """What the reader is told instead of the picture."""

    def __init__(self, kind: str, line: int = 0) -> None:
        super().__init__(_ERRORS[kind].replace("$1", str(line)))


@dataclass(slots=True)
class _Map:
    scale: float = 1.0
    """Shown width of the picture, over the file's own, in whose pixels the coordinates are."""
    areas: list[str] = field(default_factory=list)
    default: str = ""
    """Address of the link for the rest of the picture."""
    place: str = "bottom-right"
    """Corner where MediaWiki puts the link to the file's page."""


@tag("imagemap")
def imagemap(call: TagCall) -> str:
    """A picture with a map of links."""
    try:
        shown = _picture(call)
    except _MapError as error:
        call.context.report("imagemap-error", text_of(str(error), call.context), near="<imagemap")
        shown = f'<p class="error">Error: {error}</p>'
    return call.context.strip.add("general", shown)


def _picture(call: TagCall) -> str:
    lines = [(number, line.strip()) for number, line in enumerate((call.content or "").split("\n"), 1)]
    lines = [(number, line) for number, line in lines if line and not line.startswith("#")]
    name, _, rest = lines[0][1].partition("|") if lines else ("", "", "")
    title = call.context.inventory.titles.parse(name)
    if title is None or title.namespace != FILE or title.interwiki:
        raise _MapError("image")
    held = found(title, call.context)
    if held is None:
        raise _MapError("missing")
    chosen, caption = _options(rest, held, call)
    made = _Map(_scale(held, chosen, call.context))
    for number, line in lines[1:]:
        _line(line, number, made, call)
    chosen.link = made.default
    return _html(held, chosen, caption, made, call.context)


def _options(text: str, title: Title, call: TagCall) -> tuple[Options, str]:
    def plain(html: str) -> str:
        return text_of(html, call.context)

    chosen = options.read(call.frame.language.render(text, call.frame).split("|"), title, call.context, plain)
    return chosen, chosen.caption


def _scale(title: Title, chosen: Options, context: Context) -> float:
    info = context.inventory.media_info.get(title.text)
    width = sizes.shown(title.text, info, chosen)[0]
    return width / info.width if info and info.width and width else 1.0


def _html(title: Title, chosen: Options, caption: str, made: _Map, context: Context) -> str:
    image = picture(title, chosen, caption, context)
    areas = ""
    if made.areas:
        name = "ImageMap_" + hashlib.sha256("".join(made.areas).encode()).hexdigest()[:16]
        image = image.replace("<img ", f'<img usemap="#{name}" ', 1)
        areas = f'<map name="{name}">{"".join(made.areas)}</map>'
    place = f" mw-ext-imagemap-desc-{made.place}" if made.place != "none" else ""
    classes = f"{classes_of(chosen)} noresize{place}".strip()
    media = f'<a href="{escape(made.default)}">{image}</a>' if made.default else f"<span>{image}</span>"
    attributes = f'class="{escape(classes)}" typeof="{type_of(chosen, broken=False)}"'
    return f"<figure {attributes}>{media}{areas}<figcaption>{caption}</figcaption></figure>"


def _line(line: str, number: int, made: _Map, call: TagCall) -> None:
    word, *values = line.split()
    if word == "desc":
        if len(values) != 1 or values[0] not in _PLACES:
            raise _MapError("desc")
        made.place = values[0]
        return
    href, label, shape = _link(line, number, call)
    word, *values = shape.split() or [""]
    if word == "default":
        made.default = href
    elif word in _COUNTS:
        coords = ",".join(str(round(value * made.scale)) for value in _coordinates(word, values, number))
        said = f'alt="{escape(label)}" title="{escape(label)}"'
        made.areas.append(f'<area href="{escape(href)}" shape="{word}" coords="{coords}" {said}>')
    else:
        raise _MapError("shape", number)


def _link(line: str, number: int, call: TagCall) -> tuple[str, str, str]:
    """Address and words of the link at a line's end, and what stands before it."""
    page, url = _PAGE.search(line), _URL.search(line)
    match = page or url
    if match is None:
        raise _MapError("link", number)
    target, label = match[1].strip(), (match[2] or "").strip()
    if page and "{{" in label + target:
        target, label = call.frame.expand_text(target), call.frame.expand_text(label)
    href = address(target, call.context)
    if not href:
        raise _MapError("title", number)
    return href, label or target, line[: match.start()]


def _coordinates(shape: str, values: list[str], number: int) -> list[float]:
    count = len(values) if shape == "poly" and values else _COUNTS[shape]
    found_values: list[float] = []
    for value in [*values, None][:count]:
        if value is None:
            raise _MapError("few", number)
        if not re.fullmatch(r"-?\d+(?:\.\d+)?", value):
            raise _MapError("number", number)
        found_values.append(float(value))
    if len(found_values) < count:
        raise _MapError("few", number)
    if shape == "poly" and count % 2:
        raise _MapError("odd", number)
    return found_values
