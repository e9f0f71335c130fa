"""Declarations of a style sheet: which properties there are, and what their values may hold.

Rules: mediawiki.org, Css-sanitizer, which lists the CSS modules that TemplateStyles allows. Values are checked by
their parts: browsers ignore what is no value of a property, so all that counts is that nothing loads or leaves the
article. Custom properties may be read, never set.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import tinycss2  # type: ignore[import-untyped]  # it has no stubs
from tinycss2 import ast

MAX_DEPTH = 24
"""Brackets within brackets."""

_SIDES = ("top", "right", "bottom", "left", "block", "inline", "block-start", "block-end", "inline-start", "inline-end")
_CORNERS = ("top-left", "top-right", "bottom-left", "bottom-right", "start-start", "start-end", "end-start", "end-end")
_PARTS = {
    "background": "attachment blend-mode clip color image origin position position-x position-y repeat size",
    "mask": "clip composite image mode origin position repeat size type",
    "border-image": "outset repeat slice source width",
    "font": "family feature-settings kerning language-override optical-sizing palette size size-adjust stretch style "
    "synthesis variant variant-alternates variant-caps variant-east-asian variant-ligatures variant-numeric "
    "variant-position variation-settings weight",
    "text": "align align-all align-last combine-upright decoration decoration-color decoration-line decoration-skip "
    "decoration-skip-ink decoration-style decoration-thickness emphasis emphasis-color emphasis-position "
    "emphasis-style "
    "indent justify orientation overflow rendering shadow transform underline-offset underline-position wrap",
    "animation": "delay direction duration fill-mode iteration-count name play-state timing-function",
    "transition": "delay duration property timing-function",
    "column": "count fill gap rule rule-color rule-style rule-width span width",
    "flex": "basis direction flow grow shrink wrap",
    "grid": "area auto-columns auto-flow auto-rows column column-end column-gap column-start gap row row-end row-gap "
    "row-start template template-areas template-columns template-rows",
    "outline": "color offset style width",
    "list-style": "image position type",
}
PROPERTIES = frozenset({
    *(f"{name}-{side}" for name in ("border", "inset", "margin", "padding") for side in _SIDES),
    *(f"border-{side}-{what}" for side in _SIDES for what in ("color", "style", "width")),
    *(f"border-{corner}-radius" for corner in _CORNERS),
    *(f"{name}-{part}" for name, parts in _PARTS.items() for part in parts.split()),
    *(f"{bound}{side}" for bound in ("", "max-", "min-") for side in ("width", "height", "inline-size", "block-size")),
    *(f"{name}-{axis}" for name in ("overflow", "overscroll-behavior") for axis in ("x", "y", "block", "inline")),
    *(f"{kind}-{what}" for kind in ("align", "justify", "place") for what in ("content", "items", "self")),
    *(f"break-{where}" for where in ("after", "before", "inside")),
    *(f"page-break-{where}" for where in ("after", "before", "inside")),
    *_PARTS,
    *"""
    accent-color appearance aspect-ratio backface-visibility border border-collapse border-color border-radius
    border-spacing border-style border-width bottom box-decoration-break box-shadow box-sizing caption-side caret-color
    clear clip clip-path color color-adjust color-scheme columns content counter-increment counter-reset counter-set
    cursor direction display empty-cells filter float gap hanging-punctuation hyphens image-orientation
    image-rendering inset isolation left letter-spacing line-break line-height margin mix-blend-mode object-fit
    object-position opacity order orphans overflow overflow-anchor overflow-wrap overscroll-behavior padding
    perspective perspective-origin position print-color-adjust quotes resize right rotate row-gap ruby-align
    ruby-position scale scroll-behavior shape-image-threshold shape-margin shape-outside tab-size table-layout top
    touch-action transform transform-box transform-origin transform-style translate unicode-bidi user-select
    vertical-align visibility white-space widows word-break word-spacing word-wrap writing-mode z-index
    """.split(),
})  # fmt: skip
FUNCTIONS = frozenset(
    """
    abs calc clamp max min mod rem round sign
    color color-mix hsl hsla hwb lab lch light-dark oklab oklch rgb rgba var
    conic-gradient linear-gradient radial-gradient repeating-conic-gradient repeating-linear-gradient
    repeating-radial-gradient
    circle ellipse inset polygon rect xywh
    cubic-bezier linear steps
    blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia
    matrix matrix3d perspective rotate rotate3d rotatex rotatey rotatez scale scale3d scalex scaley scalez skew skewx
    skewy translate translate3d translatex translatey translatez
    attr counter counters symbols fit-content minmax repeat
    """.split()
)
"""None of them names an address."""
_WORDS = frozenset({"whitespace", "comment", "ident", "number", "percentage", "dimension", "hash", "string"})
_SIGNS = frozenset(",/+-*")
_BRACKETS = frozenset({"() block", "[] block"})
_POSITIONS = frozenset({"absolute", "inherit", "initial", "relative", "revert", "static", "sticky", "unset"})
"""Not `fixed`, which leaves the article; nor may a variable say it."""

Token = Any
"""A node of tinycss2's tree, which says of itself only that it has a `type`."""


def fault(tokens: Iterable[Token], functions: frozenset[str] = FUNCTIONS, signs: frozenset[str] = _SIGNS) -> str:
    """What in a value may load, run or hide something; nothing when all is well."""
    stack = [(token, 0) for token in tokens]
    while stack:
        token, depth = stack.pop()
        if depth > MAX_DEPTH:
            return "too many brackets"
        if token.type == "function" and token.lower_name in functions:
            if token.lower_name == "attr" and not _names_attribute(token.arguments):
                return "attr() with more than a name"
            stack += [(each, depth + 1) for each in token.arguments]
        elif token.type in _BRACKETS:
            stack += [(each, depth + 1) for each in token.content]
        elif not (token.type in _WORDS or (token.type == "literal" and token.value in signs)):
            return _named(token)
    return ""


def _names_attribute(tokens: Iterable[Token]) -> bool:
    return [token.type for token in tokens if token.type not in ("whitespace", "comment")] == ["ident"]


def _named(token: Token) -> str:
    if token.type == "function":
        return f"{token.name[:40]}()"
    if token.type == "url":
        return "an address"
    return token.value if token.type == "literal" else f"a {token.type.replace('{} block', 'block').replace('-', ' ')}"


def declarations(content: Iterable[Token], animations: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Declarations that may stand, and what was left out: text and 0, or a finding and its line.

    `animations` are the names of the sheet's own keyframes, with what they are called on the site.
    """
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if node.type != "declaration":
            what = "a rule within a rule" if node.type != "error" else "what is no declaration"
            yield what, node.source_line
        elif found := _declaration_fault(node):
            yield found, node.source_line
        else:
            named = node.lower_name in ("animation", "animation-name")
            yield f"{node.lower_name}: {spelled(node.value, animations if named else {})}{_weight(node)}", 0


def _declaration_fault(node: Token) -> str:
    if node.lower_name not in PROPERTIES:
        return f"the property {node.name[:60]}"
    if node.lower_name == "position":
        words = [token for token in node.value if token.type not in ("whitespace", "comment")]
        if len(words) != 1 or words[0].type != "ident" or words[0].lower_value not in _POSITIONS:
            return f"position: {spelled(words, {})[:60]}" if not fault(words) else "a value of position"
    if not any(token.type not in ("whitespace", "comment") for token in node.value):
        return f"{node.lower_name} without a value"
    found = fault(node.value)
    return f"{found} in {node.lower_name}" if found else ""


def _weight(node: Token) -> str:
    return " !important" if node.important else ""


def spelled(tokens: Iterable[Token], renamed: Mapping[str, str]) -> str:
    """Tokens that were found to be without fault, as CSS, on one line."""
    return str(tinycss2.serialize([_plain(token, renamed) for token in tokens])).strip()


def _plain(token: Token, renamed: Mapping[str, str]) -> Token:
    line, column = token.source_line, token.source_column
    if token.type in ("whitespace", "comment"):
        return ast.WhitespaceToken(line, column, " ")
    if token.type in ("ident", "string") and token.value in renamed:
        return ast.IdentToken(line, column, renamed[token.value])
    return token
