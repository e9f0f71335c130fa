"""How Markdown spells what stands in a line: emphasis, links, images, code, breaks; and headings.

Owns the spelling of each construct and when HTML must say it instead. Internal links and images are always
Markdown, so that MkDocs resolves and checks them; a link to nothing is a `span.new` without an address.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stillwiki import names
from stillwiki.dom import VOID, Element, Text
from stillwiki.markdown import escape
from stillwiki.markdown.prepare import Branch, needs_lines
from stillwiki.markdown.slugs import slugify
from stillwiki.markdown.writers import WRITERS, Page, Where, apart, inline, writes
from stillwiki.model import Found, Missing

if TYPE_CHECKING:
    from collections.abc import Mapping


def open_tag(tag: str, attrs: Mapping[str, str], *, twice: bool = False) -> str:
    """A start tag that inline Markdown leaves alone; `twice` as for `escape.attribute`."""
    pairs = (f' {key}="{escape.attribute(value, twice=twice)}"' for key, value in attrs.items())
    return f"<{tag}{''.join(pairs)}>"


@writes("*")
def tag(element: Branch, page: Page, where: Where) -> str:
    """An inline element that Markdown has no sign for; Markdown goes on inside."""
    start = open_tag(element.tag, element.attrs)
    if element.tag in VOID:
        return start
    return f"{start}{inline(element.children, page, apart(where))}</{element.tag}>"


STRONG, EM = frozenset({"b", "strong"}), frozenset({"em", "i"})


@writes("b", "em", "i", "strong")
def emphasis(element: Branch, page: Page, where: Where) -> str:
    """`**strong**` and `*emphasis*`, underscores where asterisks would meet others, tags where neither can be read."""
    if element.attrs:
        return tag(element, page, where)
    size = 2 if element.tag in STRONG else 1
    for sign in "*_":
        if _is_free(sign, where):
            text = inline(element.children, page, replace(where, signs=where.signs + sign, before=sign, after=sign))
            bare = text.strip()
            if not bare:
                return tag(element, page, where) if where.pre else text
            start = text.index(bare)
            if bare[0] != sign and bare[-1] != sign:
                return f"{text[:start]}{sign * size}{bare}{sign * size}{text[start + len(bare) :]}"
    name = "strong" if size == 2 else "em"
    return f"<{name}>{inline(element.children, page, apart(where))}</{name}>"


def _is_free(sign: str, where: Where) -> bool:
    before, after = where.before, where.after
    if sign in where.signs or sign in (before, after):
        return False
    return sign == "*" or not (before.isalnum() or after.isalnum())


@writes("br")
def line_break(_element: Branch, _page: Page, where: Where) -> str:
    """A tag, since spaces at a line's end do not survive editors."""
    return "<br>" if where.line or where.pre else "<br>\n"


_TICKS = re.compile("`+")


@writes("code")
def code(element: Branch, page: Page, where: Where) -> str:
    """A code span, or HTML where it holds markup, or what a code span would lose."""
    text = element.text()
    if element.attrs or not text.strip() or any(isinstance(child, Element) for child in element.children):
        return tag(element, page, where)
    text = text if where.pre else " ".join(text.split("\n"))
    if _is_lost(text, where):
        return f"<code>{escape.text(text, line=True, cell=where.cell, link=where.link, pre=where.pre)}</code>"
    runs = {len(run) for run in _TICKS.findall(text)}
    ticks = "`" * next(size for size in range(1, len(runs) + 2) if size not in runs)
    return f"{ticks} {text} {ticks}" if "`" in (text[0], text[-1]) else f"{ticks}{text}{ticks}"


_UNENDED = re.compile(r"</?[a-zA-Z](?![^<>]*>)")
"""A tag without its end, for which Python's HTML parser takes all that follows."""


def _is_lost(text: str, where: Where) -> bool:
    """Whether a code span would lose something of its text, or end something around it."""
    if text != text.strip() or where.before == "`" or where.pre or any(sign in text for sign in ("<!", "<?", "&#")):
        return True
    if _UNENDED.search(text):
        return True
    taken = ("|" if where.cell else "") + ("<" if where.html else "") + ("[]" if where.link else "")
    return any(sign in text for sign in taken)


@writes("a")
def link(element: Branch, page: Page, where: Where) -> str:
    """A link: internal ones by asking where they lead, others as they are."""
    href = element.attrs.get("href", "")
    if not href or where.link:
        return _unlinked(element, page, where)
    if href.startswith("wiki:"):
        return _internal(element, href[5:], page, where)
    address = _address(href, page)
    return _spelled(element, address, page, where) if address else inline(element.children, page, where)


def _address(href: str, page: Page) -> str:
    """Where an address leads from this page; nothing for a file that the source does not hold."""
    if href.startswith("file:"):
        path = page.place.file(href[5:])
        return names.relative(page.place.path, path) if path else ""
    if href[1:] in page.notes:
        return f"#fn:{page.notes[href[1:]]}"
    return "#" + names.anchor(href[1:]) if href.startswith("#") else href


def _unlinked(element: Branch, page: Page, where: Where) -> str:
    kept = {key: value for key, value in element.attrs.items() if key == "id"}
    return tag(Branch("span", kept, element.children), page, where) if kept else inline(element.children, page, where)


def _internal(element: Branch, target: str, page: Page, where: Where) -> str:
    title, _, fragment = target.partition("#")
    found = page.place.link(title, fragment)
    if isinstance(found, Found):
        url = names.relative(page.place.path, found.path)
        return _spelled(element, f"{url}#{names.anchor(found.fragment)}" if found.fragment else url, page, where)
    if isinstance(found, Missing):
        if _IMAGE_LINK in element.classes():  # a file without a page of its own
            return inline(element.children, page, where)
        text = inline(element.children, page, apart(where))
        return f'<span class="new" title="{escape.attribute(found.title)}">{text}</span>'
    return _spelled(element, found.url, page, where) if found.url else inline(element.children, page, where)


_AUTOLINK = re.compile(r"[a-z][a-z0-9+.-]*://[\w./?=%:,;@~+-]+", re.IGNORECASE)


def _spelled(element: Branch, url: str, page: Page, where: Where) -> str:
    children = element.children
    if len(children) == 1 and isinstance(children[0], Text) and children[0].text == url and _AUTOLINK.fullmatch(url):
        return f"<{url}>"
    text = inline(children, page, replace(where, link=True, signs="", before="[", after="]"))
    image = f"{{: .{_IMAGE_LINK} }}" if _IMAGE_LINK in element.classes() else ""
    return f"[{text}]({escape.address(url)}){image}"


_IMAGE_LINK = "mw-file-description"
"""MediaWiki's class of the link around an image."""


_SIZES = re.compile(r"\d+")


_MAP_NAME = re.compile(r"#[\w.-]+")


@writes("img")
def image(element: Branch, page: Page, where: Where) -> str:
    """An image of the tree; a file that the source does not hold is its description."""
    source, alt = element.attrs.get("src", ""), element.attrs.get("alt", "")
    path = page.place.file(source[5:]) if source.startswith("file:") else None
    text = escape.text(alt, line=True, cell=where.cell, link=True)
    if path is None:
        return text
    sizes = [f'{key}="{value}"' for key in ("width", "height") if _SIZES.fullmatch(value := element.attrs.get(key, ""))]
    sizes += [f'usemap="{name}"'] if _MAP_NAME.fullmatch(name := element.attrs.get("usemap", "")) else []
    attrs = f"{{: {' '.join(sizes)} }}" if sizes else ""
    return f"![{text}]({escape.address(names.relative(page.place.path, path))}){attrs}"


_HARD_ID = re.compile(r"[\s<>&]")
_CLOSING = re.compile(r"(?<!\\)#$")
_SIGNS = re.compile(r"[\\`*{}\[\]$=~!|]|(?<!\w)_|_(?!\w)")


@writes("h1", "h2", "h3", "h4", "h5", "h6")
def heading(element: Branch, page: Page, where: Where) -> str:
    """A heading, in HTML where a line is not enough; its id is written where the dialect's rule would give another."""
    anchor = element.attrs.get("id", "")
    if needs_lines(element.children):
        attrs = {"id": anchor} if anchor else {}
        return WRITERS["div"](Branch(element.tag, attrs, element.children, blocky=True), page, where)
    text = escape.finish(inline(element.children, page, Where(line=True, html=where.html)))
    text = _CLOSING.sub(r"\\#", text)
    marks = "#" * int(element.tag[1])
    if not text:
        return ""
    if not anchor or (_ruled(element) == anchor and page.ids[anchor] == 1):
        return f"{marks} {text}"
    if not _HARD_ID.search(anchor):
        escaped = _SIGNS.sub(lambda match: "\\" + match[0], anchor)
        return f"{marks} {text} {{: #{escaped} }}"
    return f'<{element.tag} id="{escape.attribute(anchor, twice=True)}" markdown="1">{text}</{element.tag}>'


_UNRULED = re.compile(r"&#?\w+;|\xa0")
"""What the rule sees as it is written."""


def _ruled(element: Branch) -> str:
    """The id that the dialect's rule gives a heading; nothing where that is not plain."""
    text = _read(element)
    return "" if _UNRULED.search(text) else slugify(" ".join(text.split()))


def _read(element: Branch) -> str:
    """Text of a heading as the dialect's rule for ids reads it: without notes."""
    parts: list[str] = []
    for child in element.children:
        if isinstance(child, Text):
            parts.append(child.text)
        elif isinstance(child, Branch) and "reference" not in child.classes():
            parts.append(_read(child))
    return "".join(parts)
