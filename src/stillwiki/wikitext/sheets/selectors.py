"""Selectors of a style sheet: read by their parts, and bound to the text of the article.

Rules: mediawiki.org, Extension:TemplateStyles. Each selector counts below the element of the text; a beginning that
speaks of `html` or `body` stays before it, and cannot be all there is.
"""

from __future__ import annotations

from collections.abc import Sequence

import tinycss2  # type: ignore[import-untyped]  # it has no stubs

from stillwiki.wikitext.sheets.values import MAX_DEPTH, Token, spelled

SCOPE = ".md-typeset .mw-parser-output"
"""The article's text on a page of the site: MediaWiki's own class, below the theme's, so that a sheet comes before
what the theme says of the same elements."""

_FUNCTIONS = frozenset("dir has is lang not nth-child nth-last-child nth-last-of-type nth-of-type where".split())
_WORDS = frozenset({"ident", "hash", "whitespace", "number", "dimension"})
_SIGNS = frozenset([".", ":", "*", "+", "-", "~", ">", ","])
_COMBINATORS = frozenset(["+", "~", ">"])
_MATCHES = frozenset(["=", "~=", "|=", "^=", "$=", "*="])


def scoped(prelude: Sequence[Token], within: str = "") -> list[str] | None:
    """A rule's selectors, each bound to the article and to `within`, a `wrapper`; None for what is none."""
    groups = _split([token for token in prelude if token.type != "comment"])
    found = [_scoped(group, within) for group in groups]
    return [each for each in found if each] if all(found) else None


def wrapper(text: str) -> str | None:
    """A `wrapper` attribute as CSS: one simple selector without blanks or combinators; None for what is none."""
    tokens = tinycss2.parse_component_value_list(text.strip())
    simple = all(token.type != "whitespace" and not _is_sign(token, _COMBINATORS | {","}) for token in tokens)
    return spelled(tokens, {}) if tokens and simple and _is_sound(tokens) and not _outside(tokens[0]) else None


def _split(tokens: Sequence[Token]) -> list[list[Token]]:
    groups: list[list[Token]] = [[]]
    for token in tokens:
        if _is_sign(token, frozenset(",")):
            groups.append([])
        else:
            groups[-1].append(token)
    return [_stripped(group) for group in groups]


def _stripped(tokens: list[Token]) -> list[Token]:
    while tokens and tokens[0].type == "whitespace":
        del tokens[0]
    while tokens and tokens[-1].type == "whitespace":
        del tokens[-1]
    return tokens


def _scoped(tokens: list[Token], within: str) -> str:
    if not tokens or not _is_sound(tokens) or _is_sign(tokens[-1], _COMBINATORS):
        return ""
    before, rest = _hoisted(tokens)
    if not rest or _is_sign(rest[0], _COMBINATORS) or _outside(rest[0]):
        return ""
    return " ".join(part for part in (before, SCOPE, within, spelled(rest, {})) if part)


def _hoisted(tokens: list[Token]) -> tuple[str, list[Token]]:
    """What speaks of `html` and `body` at the beginning, and the rest."""
    rest, before = tokens, []
    for name in ("html", "body"):
        if rest and rest[0].type == "ident" and rest[0].lower_value == name:
            end = next((at for at, token in enumerate(rest) if _ends_compound(token)), len(rest))
            before.append(spelled(rest[:end], {}))
            rest = rest[end:]
            if rest and rest[0].type == "whitespace":
                rest = _stripped(rest[1:])
    return " ".join(before), rest


def _ends_compound(token: Token) -> bool:
    return token.type == "whitespace" or _is_sign(token, _COMBINATORS)


def _outside(token: Token) -> bool:
    """Whether a selector begins with what is never in an article."""
    return bool(token.type == "ident" and token.lower_value in ("html", "body"))


def _is_sign(token: Token, signs: frozenset[str]) -> bool:
    return bool(token.type == "literal" and token.value in signs)


def _is_sound(tokens: Sequence[Token]) -> bool:
    """Whether all parts are ones that selectors are made of. A stray part makes a selector match nothing, no more."""
    stack: list[tuple[Token, int]] = [(token, 0) for token in tokens]
    while stack:
        token, depth = stack.pop()
        if depth > MAX_DEPTH:
            return False
        if token.type == "function" and token.lower_name in _FUNCTIONS:
            stack += [(each, depth + 1) for each in token.arguments]
        elif token.type == "[] block":
            if not _is_attribute(token.content):
                return False
        elif token.type not in _WORDS and not _is_sign(token, _SIGNS):
            return False
    return True


def _is_attribute(content: Sequence[Token]) -> bool:
    parts = [token for token in content if token.type not in ("whitespace", "comment")]
    kinds = [token.type for token in parts]
    if kinds[:1] != ["ident"]:
        return False
    if len(parts) == 1:
        return True
    matches = _is_sign(parts[1], _MATCHES) and kinds[2:3] in (["ident"], ["string"])
    return matches and (len(parts) == 3 or (len(parts) == 4 and kinds[3] == "ident"))
