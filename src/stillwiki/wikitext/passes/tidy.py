"""What MediaWiki does to the HTML at its end: the HTML5 tree, and paragraphs round bare text.

The tree is `dom.parse`; here follow the two things that HTML5 itself does not do. Text and inline elements directly in
the article or in a block quote stand in a paragraph, and a paragraph that holds nothing is dropped.
Rules: mediawiki.org, Parsing/Replacing Tidy; pWrapping.txt of the parser tests.
"""

from __future__ import annotations

from stillwiki import dom
from stillwiki.dom import Element, Node, Text

INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "q",
        "rb",
        "rp",
        "rt",
        "rtc",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "video",
        "audio",
    ]
)
_WRAPPED = frozenset({"body", "blockquote"})
_INVISIBLE = frozenset({"style", "link", "meta"})
_BLANKS = " \t\r\n\f"
"""What HTML takes for blank: a space that does not break is text."""


def tidy(html: str) -> Element:
    """The finished tree of an article."""
    body = dom.parse(html)
    for element in list(body.elements(*_WRAPPED)):
        _wrap(element)
    _drop_empty(body)
    return body


def _wrap(parent: Element) -> None:
    """Put runs of inline content into paragraphs; inline elements that hold blocks stay as they are."""
    children: list[Node] = []
    run: list[Node] = []
    for child in parent.children:
        if _is_inline(child):
            run.append(child)
            continue
        _flush(run, children)
        children.append(child)
    _flush(run, children)
    parent.children = children


def _flush(run: list[Node], out: list[Node]) -> None:
    blank = all(isinstance(node, Text) and not node.text.strip(_BLANKS) for node in run)
    out.extend(run if blank else [Element("p", {}, list(run))])
    run.clear()


def _is_inline(node: Node) -> bool:
    if isinstance(node, Text):
        return True
    return node.tag in INLINE and not any(
        isinstance(below, Element) and below.tag not in INLINE and below.tag not in _INVISIBLE for below in node.walk()
    )


def _drop_empty(body: Element) -> None:
    """Drop what MediaWiki hides as empty (`mw-empty-elt`)."""
    for parent in list(body.elements()):
        if any(isinstance(child, Element) and child.tag in _HIDDEN_IF_EMPTY for child in parent.children):
            parent.children = [child for child in parent.children if not _is_empty(child)]


_HIDDEN_IF_EMPTY = frozenset({"p", "li", "tr"})


def _is_empty(node: Node) -> bool:
    return (
        isinstance(node, Element)
        and node.tag in _HIDDEN_IF_EMPTY
        and not node.attrs
        and all(isinstance(child, Text) and not child.text.strip(_BLANKS) for child in node.children)
    )
