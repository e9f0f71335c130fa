"""Sound, film and image maps: links that the site's renderer turns into what HTML has for them.

Markdown has only links and pictures, and raw HTML gets no address rewritten. So a player and the areas of a map are
spelled as links with their attributes; `elements` makes `audio`, `video`, `map` and `area` of them. Without it they
stay links, which is what they mean.
"""

from __future__ import annotations

import re

from stillwiki import names
from stillwiki.dom import Text
from stillwiki.markdown import escape
from stillwiki.markdown.prepare import Branch
from stillwiki.markdown.standins import AREA, PLAYER
from stillwiki.markdown.writers import Page, Where, element, writes

_NAME = re.compile(r"[\w.-]+")
_NUMBERS = re.compile(r"[\d.,-]+")
_SHAPES = frozenset({"circle", "default", "poly", "rect"})


@writes("audio", "video")
def player(branch: Branch, page: Page, where: Where) -> str:
    """A file that is played."""
    source = next((part.attrs["src"] for part in branch.elements() if "src" in part.attrs), "")
    name, mark, span = source.removeprefix("file:").partition("#")
    label = escape.text(name, line=True, cell=where.cell, link=True)
    path = page.place.file(name) if source.startswith("file:") else None
    if path is None:
        return label
    said = [f".{PLAYER}", *(f'{key}="{branch.attrs[key]}"' for key in ("height", "width") if _is_number(branch, key))]
    said += [f'{key}="{key}"' for key in ("loop", "muted") if key in branch.attrs]
    url = escape.address(names.relative(page.place.path, path)) + mark + span
    return f"[{label}]({url}){{: {' '.join(said)} }}"


@writes("map")
def areas(branch: Branch, page: Page, where: Where) -> str:
    """The areas of a picture, each a link; one that leads to nothing is left out."""
    name = branch.attrs.get("name", "")
    if not _NAME.fullmatch(name):
        return ""
    links = (_area(part, name, page, where) for part in branch.elements("area") if isinstance(part, Branch))
    return " ".join(link for link in links if link)


def _area(area: Branch, name: str, page: Page, where: Where) -> str:
    words = area.attrs.get("alt") or area.attrs.get("href", "")
    link = element(Branch("a", {"href": area.attrs.get("href", "")}, [Text(words)]), page, where)
    shape = area.attrs.get("shape", "")
    if not link.startswith("[") or shape not in _SHAPES or not _is_number(area, "coords"):
        return ""
    return f'{link}{{: .{AREA} map="{name}" shape="{shape}" coords="{area.attrs["coords"]}" }}'


def _is_number(branch: Branch, key: str) -> bool:
    return bool(_NUMBERS.fullmatch(branch.attrs.get(key, "")))
