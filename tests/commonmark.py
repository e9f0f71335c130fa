"""What CommonMark and GFM make of a note, and what the site makes of it, in a form that can be compared.

What either side must differ in is set aside: ids and classes, the looseness of lists (paragraphs in items), how code is
coloured, boxes of tasks, addresses that are links by themselves, links into the vault, white space.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt

from smallvault import woven
from stillwiki import dom
from stillwiki.dom import Element, Node, Text
from stillwiki.markdown import dialect, gate
from stillwiki.notes import VaultSettings

_FENCE = re.compile(r"^([ \t>]*(?:(?:[-+*]|\d+[.)])[ \t]+)*)(`{3,}|~{3,})", re.MULTILINE)
_ASIDE = [
    (re.compile(r"%%.*?(?:%%|\Z)", re.DOTALL), ""),
    (re.compile(r"!?\[\[[^\]\n]*\]\]"), "link"),
    (re.compile(r"\[!([\w-]+)\][+-]?"), r"callout \1"),
    (re.compile(r"\[\^([^\]\s]+)\]:?"), r"note\1 "),
    (re.compile(r"\^\["), "["),
    (re.compile(r"(?:^|[ \t])\^[\w-]+[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"(?<!\S)#(?=[^\s#])"), ""),
    (re.compile(r"=="), "__"),
    (re.compile(r"\$"), "S"),
    (re.compile(r"!\["), "["),
    (re.compile(r"<iframe\b[^<>]*>(?:</iframe>)?"), ""),
    (re.compile(r"^([ \t>]*(?:[-+*]|\d+[.)])[ \t]+)\[[^\s\]xX]\](?= )", re.MULTILINE), r"\1[x]"),
]
"""Obsidian's own constructs, and words that CommonMark has for them."""


def set_aside(text: str) -> str:
    """A note without what Obsidian adds to CommonMark."""
    for pattern, words in _ASIDE:
        text = pattern.sub(words, text)
    return text


def commonmark(text: str, *, breaks: bool) -> list[str]:
    """Blocks as CommonMark with GFM's tables and strikethrough renders them."""
    parser = MarkdownIt("commonmark", {"breaks": breaks}).enable(["table", "strikethrough"])
    return blocks(gate.clean(parser.render(text)))


def site(text: str, *, breaks: bool) -> list[str]:
    """Blocks as the site shows them."""
    made = woven(text, settings=VaultSettings(strict_line_breaks=not breaks))
    return blocks(dialect.render(made.body))


def blocks(html: str) -> list[str]:
    """Every block of a page, spelled in one way."""
    tree = dom.parse(html)
    found: list[str] = []
    run: list[Node] = []
    for child in tree.children:
        if isinstance(child, Element) and child.tag in _BLOCKS:
            found += _paragraph(run)
            run = []
            found.append(_spelled(child))
        else:
            run.append(child)
    found += _paragraph(run)
    return [block for block in found if block not in ("", "<p></p>")]


_EMPTY_ROW = re.compile("<tr>(?:<td></td>)+</tr>")
"""Python-Markdown's body of a table that is all head."""
_SAME = {"s": "del", "b": "strong", "i": "em"}
_BLOCKS = set("address blockquote center details dl div h1 h2 h3 h4 h5 h6 hr ol p pre section table ul".split())


def _paragraph(nodes: list[Node]) -> list[str]:
    text = _squeezed("".join(_spelled(node) for node in nodes))
    return [f"<p>{text}</p>"] if text else []


def _spelled(node: Node, *, pre: bool = False) -> str:
    if isinstance(node, Text):
        return node.text if pre else re.sub(r"\s+", " ", node.text)
    if node.tag in _SPECIAL:
        return _SPECIAL[node.tag](node)
    if "highlight" in node.classes():
        return _code(node)
    inside = "".join(_spelled(child, pre=pre) for child in node.children)
    tag = _SAME.get(node.tag, node.tag)
    if tag in _BLOCKS or tag in ("li", "td", "th", "tr", "dd", "dt"):
        inside = _squeezed(inside)
    if tag == "table":
        inside = _EMPTY_ROW.sub("", inside)
    if tag == "li":
        inside = _squeezed(re.sub(r"</?p>", " ", inside))
    if tag == "em" and (both := re.fullmatch(r"<strong>((?:(?!<strong>).)*)</strong>", inside)):
        return f"<strong><em>{both[1]}</em></strong>"  # three marks: which is outside, nobody sees
    return inside if tag in ("label", "span", "tbody", "thead") else f"<{tag}>{inside}</{tag}>"


def _link(node: Element) -> str:
    if "headerlink" in node.classes():
        return ""
    inside, address = "".join(map(_spelled, node.children)), node.attrs.get("href", "")
    same = address.removeprefix("mailto:") in (inside, "http://" + inside)
    return inside if same or "://" not in address else f"<a {address}>{inside}</a>"


def _code(node: Element) -> str:
    return f"<pre>{node.text().strip(chr(10)).rstrip()}</pre>"


_SPECIAL: dict[str, Callable[[Element], str]] = {
    "a": _link,
    "br": lambda _node: "<br>",
    "code": lambda node: f"<code>{node.text().strip()}</code>",
    "hr": lambda _node: "<hr>",
    "img": lambda _node: "<img>",
    "input": lambda node: "[x] " if "checked" in node.attrs else "[ ] ",
    "pre": _code,
}


_AROUND = re.compile(r"\s*(</?(?:p|ul|ol|li|blockquote|table|tr|td|th|pre|h\d|hr|div|br|details|summary)>)\s*")


def _squeezed(text: str) -> str:
    return _AROUND.sub(r"\1", re.sub(r"[ \n]+", " ", text) if "<pre>" not in text else text).strip()
