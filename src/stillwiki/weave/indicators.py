"""Signs beside a page's title (`<indicator>`): the front matter's key `indicators`.

Words, pictures and links alone: front matter holds no HTML that has addresses in it. What else a sign holds is shown as
its words, and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from stillwiki import dom, names
from stillwiki.diagnostics import Diagnostic
from stillwiki.dom import Element, Text
from stillwiki.model import Elsewhere, Found

if TYPE_CHECKING:
    from stillwiki.dom import Node
    from stillwiki.index import Index
    from stillwiki.model import Facts

_PLAIN = frozenset("a abbr b bdi body br div em figure i img p small span strong".split())
"""Elements of which nothing is lost that a small sign would show."""
_SIZE = re.compile(r"\d{1,5}")
_OUTSIDE = ("http://", "https://")


def indicators(facts: Facts, index: Index) -> tuple[list[dict[str, object]], list[Diagnostic]]:
    """A page's signs, in the order of their names as MediaWiki shows them; what was lost of them."""
    shown: list[dict[str, object]] = []
    found = []
    for name, html in sorted(facts.indicators):
        tree = dom.parse(html)
        shown += [{"name": name} | piece for piece in _joined(_pieces(tree, "", index))]
        if lost := sorted({element.tag for element in tree.elements()} - _PLAIN):
            message = f"of the indicator “{name}” the words are shown, not its <{lost[0]}>"
            found.append(Diagnostic("indicator-reduced", facts.title, 0, message))
    return shown, found


def _pieces(node: Node, url: str, index: Index) -> Iterator[dict[str, object]]:
    """Words and pictures, each with where it leads."""
    if isinstance(node, Text):
        yield {"text": node.text} | _leads(url)
    elif node.tag == "img":
        yield from _picture(node, url, index)
    else:
        url = _address(node.attrs.get("href", ""), index) if node.tag == "a" else url
        for child in node.children:
            yield from _pieces(child, url, index)


def _leads(url: str) -> dict[str, object]:
    return {"url": url} if url else {}


def _picture(image: Element, url: str, index: Index) -> Iterator[dict[str, object]]:
    alt = " ".join(image.attrs.get("alt", "").split())
    path = index.media.get(image.attrs.get("src", "").removeprefix("file:"))
    if path is None:
        yield {"text": alt} | _leads(url)
        return
    sizes = {key: int(image.attrs[key]) for key in ("width", "height") if _SIZE.fullmatch(image.attrs.get(key, ""))}
    yield {"image": {"url": names.address(path), "alt": alt} | sizes} | _leads(url)


def _address(href: str, index: Index) -> str:
    """Where a link leads: an address under the site's root, or one on another host; nothing for a red link."""
    if href.startswith("file:"):
        path = index.media.get(href.removeprefix("file:"))
        return names.address(path) if path else ""
    if not href.startswith("wiki:"):
        return href if href.startswith(_OUTSIDE) else ""
    title, _, fragment = href.removeprefix("wiki:").partition("#")
    target = index.resolve(title, fragment)
    if isinstance(target, Found):
        return names.address(target.path, index.anchor(target.title, target.fragment) if target.fragment else "")
    return target.url if isinstance(target, Elsewhere) and target.url.startswith(_OUTSIDE) else ""


def _joined(pieces: Iterator[dict[str, object]]) -> Iterator[dict[str, object]]:
    """Runs of words that lead to one place as one; none that is empty."""
    last: dict[str, object] = {}
    for piece in pieces:
        if "text" in piece and "text" in last and last.get("url") == piece.get("url"):
            last = last | {"text": f"{last['text']}{piece['text']}"}
            continue
        yield from _filled(last)
        last = piece
    yield from _filled(last)


def _filled(piece: dict[str, object]) -> Iterator[dict[str, object]]:
    if "text" not in piece:
        yield from [piece] if piece else []
    elif text := " ".join(str(piece["text"]).split()):
        yield piece | {"text": text}
