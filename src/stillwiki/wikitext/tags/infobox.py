"""PortableInfobox: a box of facts described in XML, filled with the arguments of the template it stands in.

Rules: Fandom's Help:Infoboxes and Help:Infoboxes/Tags; mediawiki.org, Extension:PortableInfobox. An item without a
value is not shown, nor is a group without items. The box is a table, which Markdown can hold; `type` and `theme` are
classes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from stillwiki.wikitext.expansion.calls import TagCall
from stillwiki.wikitext.files.html import text_of
from stillwiki.wikitext.files.options import file_title
from stillwiki.wikitext.registry import tag

if TYPE_CHECKING:
    from stillwiki.wikitext.expansion.expand import Frame

_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#[xX][0-9A-Fa-f]+);)(\w+;)?")
_BLOCK = re.compile(r"[*#:;|]|\{\||.*\n")
_FILE = re.compile(r"\[\[[^\[\]|:]+:([^\[\]|]+)")


@tag("infobox")
def infobox(call: TagCall) -> str:
    """The box, or its source where that is no XML."""
    try:
        # No entity can be declared inside an element, so nothing here can grow.
        root = ET.fromstring(f"<infobox{call.attributes}>{_escaped(call.content or '')}</infobox>")  # noqa: S314
    except ET.ParseError as error:
        call.context.report("infobox-error", f"the infobox is no XML: {error}", near="<infobox")
        return call.frame.unsupported(call.source(), "this infobox is no XML")
    rows = list(_rows(root, call.frame))
    if not rows:
        return call.context.strip.add("general", "")
    looks = (f"pi-{key}-{root.get(key)}" for key in ("type", "theme") if root.get(key))
    words = ["infobox", "portable-infobox", *looks]
    table = "\n".join([f'<table class="{escape(" ".join(words))}">', *rows, "</table>"])
    return call.context.strip.add("general", table)


def _escaped(text: str) -> str:
    """XML of what people write: HTML's entities as characters, a bare `&` as itself."""
    return _ENTITY.sub(lambda match: escape(unescape(match[0]), quote=False), text)


def _rows(parent: ET.Element, frame: Frame) -> Iterator[str]:
    for item in parent:
        writer = _ITEMS.get(item.tag)
        if writer is not None:
            yield from writer(item, frame)


# -- values ----------------------------------------------------------------------------------------


def _inner(element: ET.Element | None) -> str:
    """Wikitext inside an element, its own markup included."""
    if element is None:
        return ""
    parts = [element.text or "", *(ET.tostring(child, encoding="unicode") for child in element)]
    return "".join(parts).strip()


def _value(item: ET.Element, frame: Frame) -> str:
    """Wikitext of an item's value: of its source, put in the format, or else the default."""
    given = (frame.argument(item.get("source", "")) or "").strip() if item.get("source") else ""
    form = item.find("format")
    if given:
        return frame.expand_text(_inner(form)).strip() if form is not None else given
    return frame.expand_text(_inner(item.find("default"))).strip()


def _shown(wikitext: str, frame: Frame) -> str:
    """Finished wikitext for a cell; what needs a line of its own gets one."""
    html = frame.language.render(wikitext, frame)
    return f"\n{html}\n" if _BLOCK.match(wikitext) else html


def _whole(html: str, kind: str, cell: str = "td") -> str:
    return f'<tr><{cell} colspan="2" class="pi-{kind}">{html}</{cell}></tr>'


# -- items -----------------------------------------------------------------------------------------


def _title(item: ET.Element, frame: Frame) -> Iterator[str]:
    if value := _value(item, frame):
        yield _whole(_shown(value, frame), "title", "th")


def _header(item: ET.Element, frame: Frame) -> Iterator[str]:
    if value := frame.expand_text(_inner(item)).strip():
        yield _whole(_shown(value, frame), "header", "th")


def _navigation(item: ET.Element, frame: Frame) -> Iterator[str]:
    if value := frame.expand_text(_inner(item)).strip():
        yield _whole(_shown(value, frame), "navigation")


def _data(item: ET.Element, frame: Frame) -> Iterator[str]:
    value = _value(item, frame)
    if not value:
        return
    label = frame.language.render(_inner(item.find("label")), frame)
    shown = _shown(value, frame)
    yield f'<tr><th scope="row">{label}</th><td>{shown}</td></tr>' if label else _whole(shown, "data")


def _image(item: ET.Element, frame: Frame) -> Iterator[str]:
    value = _value(item, frame)
    if not value:
        return
    linked = _FILE.match(value)
    title = file_title(linked[1] if linked else text_of(value, frame.context), frame.context)
    if title is None or "gallery" in value:
        yield _whole(_shown(value, frame), "image")
        return
    alt, caption = (_part(item, name, frame) for name in ("alt", "caption"))
    picture = f"[[{title.full}|frameless{f'|alt={alt}' if alt else ''}|{caption}]]"
    words = f'<div class="pi-caption">{frame.language.render(caption, frame)}</div>' if caption else ""
    yield _whole(frame.language.render(picture, frame) + words, "image")


def _part(item: ET.Element, name: str, frame: Frame) -> str:
    part = item.find(name)
    return _value(part, frame) if part is not None else ""


def _group(item: ET.Element, frame: Frame) -> Iterator[str]:
    """Items that are shown together, or not at all."""
    filled = [child for child in item if child.tag != "header" and any(_rows_of(child, frame))]
    if not filled:
        return
    if item.get("show") == "incomplete":
        filled = [child for child in item if child.tag != "header"]
    for header in item.findall("header"):
        yield from _header(header, frame)
    if item.get("layout") == "horizontal":
        yield _side_by_side([child for child in filled if child.tag == "data"], frame)
        filled = [child for child in filled if child.tag != "data"]
    for child in filled:
        yield from _rows_of(child, frame) or _empty(child, frame)


def _rows_of(item: ET.Element, frame: Frame) -> list[str]:
    writer = _ITEMS.get(item.tag)
    return list(writer(item, frame)) if writer else []


def _empty(item: ET.Element, frame: Frame) -> list[str]:
    """An item without a value, in a group that shows those too."""
    label = frame.language.render(_inner(item.find("label")), frame)
    return [f'<tr><th scope="row">{label}</th><td></td></tr>'] if item.tag == "data" and label else []


def _side_by_side(items: list[ET.Element], frame: Frame) -> str:
    labels = "".join(f"<th>{frame.language.render(_inner(item.find('label')), frame)}</th>" for item in items)
    values = "".join(f"<td>{_shown(_value(item, frame), frame)}</td>" for item in items)
    return _whole(f"\n<table>\n<tr>{labels}</tr>\n<tr>{values}</tr>\n</table>\n", "horizontal")


def _panel(item: ET.Element, frame: Frame) -> Iterator[str]:
    """Sections of which Fandom shows one at a time; here all, one below the other."""
    for section in item.findall("section"):
        rows = [row for child in section if child.tag != "label" for row in _rows_of(child, frame)]
        label = frame.language.render(_inner(section.find("label")), frame)
        if rows:
            yield from ([_whole(label, "section", "th")] if label else [])
            yield from rows


_ITEMS: dict[str, Callable[[ET.Element, Frame], Iterator[str]]] = {
    "data": _data,
    "group": _group,
    "header": _header,
    "image": _image,
    "navigation": _navigation,
    "panel": _panel,
    "section": _group,
    "title": _title,
}
