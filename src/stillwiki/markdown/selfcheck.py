"""Does the Markdown render back to what it came from? Both sides are read as what a reader gets and compared.

Owns what counts as the same: elements that carry meaning, link targets, images, spans, and the text between them.
Paragraphs, wrappers and the machinery of renderers do not count. It never steers the writer: a difference is a
fault of the writer, with a spec case to follow.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from stillwiki import dom, names
from stillwiki.dom import Element, Text
from stillwiki.markdown.dialect import render, slugify
from stillwiki.markdown.items import LISTS, itemised
from stillwiki.markdown.kinds import BLOCKS
from stillwiki.model import Found, Missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stillwiki.dom import Node
    from stillwiki.model import Place

_NAMES = {"acronym": "abbr", "b": "strong", "i": "em", "strike": "s", "tt": "code"}
_UNSEEN = frozenset({"bdi", "body", "center", "div", "font", "p", "section", "span", "tbody", "tfoot", "thead"})
"""Elements that are only looks, or that renderers put in and leave out freely."""
_DROPPED = frozenset({"col", "colgroup", "link", "meta", "script", "style", "template", "title"})
_MACHINERY = frozenset({
    "footnote-backref", "generated", "headerlink", "mw-cite-backlink", "mw-editsection", "mw-empty-elt", "toctoggle",
})  # fmt: skip
_FORMULA = frozenset({"arithmatex", "tex"})
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ONCE = frozenset({"<code>", "<em>", "<strong>"})
"""Bold text in bold text is bold."""
_KEPT_EMPTY = frozenset({"br", "hr", "img", "li", "dd", "dt", "td", "th"})


def differences(tree: Element, markdown: str, place: Place) -> list[str]:
    """What rendering the Markdown does not give back of the tree, as lines of a diff; nothing when all is well."""
    wanted, found = outline(tree, place), outline(dom.parse(render(markdown)), place)
    if wanted == found:
        return []
    return list(difflib.unified_diff(wanted, found, "html", "markdown", lineterm="", n=1))[2:]


def outline(tree: Element, place: Place) -> list[str]:
    """What a reader gets, as a list: `<tag detail>`, `</tag>` and text."""
    tokens: list[str] = []
    for event in _split(_events(tree, place)):
        if event[0] == "T" and tokens and tokens[-1][0] == "T":
            tokens[-1] += event[1:]
        elif event == "|" and tokens and (_opens(tokens[-1]) or not _SPACE.sub("", tokens[-1][1:])):
            continue
        elif event[:2] != "</" or not _is_hollow(event[2:-1], tokens):
            tokens.append(event)
    folded = (_SPACE.sub(" ", token[1:]).strip() if token[0] == "T" else token.lstrip("|") for token in tokens)
    return [token for token in folded if token]


def _is_hollow(tag: str, tokens: list[str]) -> bool:
    """Take back an element that ends without having held anything; its white space joins the text around."""
    blank = tokens.pop() if len(tokens) > 1 and tokens[-1][0] == "T" and not _SPACE.sub("", tokens[-1][1:]) else ""
    opened = f"<{tag} #" if tag in _HEADINGS else "<a " if tag == "a" else f"<{tag}>"
    if tag in _KEPT_EMPTY or not tokens or not tokens[-1].startswith(opened):
        if blank:
            tokens.append(blank)
        return False
    tokens.pop()
    if blank and tokens and tokens[-1][0] == "T":
        tokens[-1] += blank[1:]
    elif blank:
        tokens.append(blank)
    return True


def _split(events: Iterable[str]) -> Iterator[str]:
    """What spans blocks, as if it stood in each of them: HTML may say either, and a reader sees the same."""
    spans: list[str] = []
    for event in events:
        tag = _tag(event)
        if event == "|" or tag in BLOCKS:
            yield from () if event == "</pre>" else (f"</{_tag(span)}>" for span in reversed(spans) if span)
            yield event
            yield from () if event == "<pre>" else filter(None, spans)
            continue
        again = event in _ONCE and event in spans
        if not (again or (event.startswith("</") and spans and spans[-1] == "")):
            yield event
        if event.startswith("</"):
            spans.pop()
        elif tag and tag != "note":
            spans.append("" if again else event)


def _tag(event: str) -> str:
    """Name of the element that an event opens or closes; nothing for text and edges."""
    return event.strip("</>").partition(" ")[0] if event[0] == "<" else ""


def _opens(token: str) -> bool:
    return token[0] == "<" and token[1] != "/"


def _events(tree: Element, place: Place) -> Iterator[str]:
    """`T…` text, `<…>` and `</…>` tags, `|` an edge between blocks, `P…` preformatted text."""
    work: list[Node | str] = [tree]
    while work:
        node = work.pop()
        if isinstance(node, str):
            yield node
        elif isinstance(node, Text):
            yield "T" + node.text
        elif not _is_machinery(node):
            yield from _element(node, place, work)
    yield "|"


def _is_machinery(element: Element) -> bool:
    return (
        element.tag in _DROPPED
        or not _MACHINERY.isdisjoint(element.classes())
        or element.attrs.get("id") == "toc"
        or (element.tag == "hr" and element.attrs.get("class") == "footnote")
    )


def _tex(element: Element) -> str:
    """A formula as both sides have it: without what only marks it as one, or stands for a sign."""
    source = next(element.elements("annotation"), element)
    return re.sub(r"\\(?:lt|vert|Vert|displaystyle|textstyle)\b|\\[()]|[\s${}<|]", "", source.text())


def _element(element: Element, place: Place, work: list[Node | str]) -> Iterator[str]:
    tag = _NAMES.get(element.tag, element.tag)
    if tag == "span" and not _FORMULA.isdisjoint(element.classes()):
        yield f"T{_tex(element)}"
    elif _is_note(element):
        yield f"<note {element.text().strip('[]')}>"
    elif tag == "pre":
        yield "<pre>"
        yield "P" + "".join(_characters(element)).strip("\n")
        yield "</pre>"
    elif tag == "img" and _image(element.attrs.get("src", ""), place) is None:
        yield "T" + element.attrs.get("alt", "")
    elif tag in _UNSEEN and not _is_red(element):
        edge = ["|"] if tag in BLOCKS else []
        yield from edge
        work += [*edge, *reversed(_shown(element))]
    else:
        name = _named(element, tag, place)
        if name:
            yield f"<{name}>"
            work.append(f"</{name.split(' ')[0]}>")
        work.extend(reversed(itemised(element) if tag in LISTS else element.children))


def _characters(element: Element) -> Iterator[str]:
    """Text of something preformatted; notes have no place in it but their number."""
    work: list[Node] = [element]
    while work:
        node = work.pop()
        if isinstance(node, Text):
            yield node.text
        elif _is_note(node):
            yield f"[{node.text().strip('[]')}]"
        else:
            work.extend(reversed(node.children))


def _is_note(element: Element) -> bool:
    marks = "reference" in element.classes() or element.attrs.get("id", "").startswith("fnref")
    return element.tag == "sup" and marks


def _is_red(element: Element) -> bool:
    return element.tag == "span" and element.classes() == ["new"]


def _shown(element: Element) -> list[Node]:
    """Children, without what Python-Markdown puts around a list of notes and MediaWiki before a paragraph."""
    children = element.children
    if element.attrs.get("class") == "footnote":
        return [child for child in children if not (isinstance(child, Element) and child.tag == "hr")]
    filled = [child for child in children if not (isinstance(child, Text) and not child.text.strip())]
    if element.tag == "p" and filled and isinstance(filled[0], Element) and filled[0].tag == "br":
        return filled[1:]
    return children


def _named(element: Element, tag: str, place: Place) -> str:
    if tag == "a":
        return _link(element, place)
    if tag == "span":
        return f"a red:{element.attrs.get('title', '')}"
    if tag == "img":
        alt = _SPACE.sub(" ", element.attrs.get("alt", "")).strip()
        return f"img {_image(element.attrs.get('src', ''), place)} {alt}"
    if tag in _HEADINGS:
        return f"{tag} #{element.attrs.get('id') or slugify(element.text())}"
    spans = [
        f"{key}={value}" for key in ("colspan", "rowspan", "start") if (value := element.attrs.get(key, "1")) != "1"
    ]
    return " ".join([tag, *spans])


def _link(element: Element, place: Place) -> str:
    href = element.attrs.get("href", "")
    if not href:
        return ""
    if href.startswith("file:"):
        path = place.file(href[5:])
        return f"a {unquote(names.relative(place.path, path))}" if path else ""
    if not href.startswith("wiki:"):
        return f"a {unquote(href)}"
    title, _, fragment = href[5:].partition("#")
    target = place.link(title, fragment)
    if isinstance(target, Found):
        mark = f"#{target.fragment}" if target.fragment else ""
        return f"a {unquote(names.relative(place.path, target.path))}{mark}"
    if isinstance(target, Missing):
        return f"a red:{target.title}"
    return f"a {unquote(target.url)}" if target.url else ""


def _image(source: str, place: Place) -> str | None:
    """Address of an image; nothing when the source does not hold it and its description stands there."""
    if not source.startswith("file:"):
        return unquote(source)
    path = place.file(source[5:])
    return unquote(names.relative(place.path, path)) if path else None
