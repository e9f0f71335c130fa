"""A style sheet as a whole: which rules may stand, and how the sheet is written.

Of the rules that begin with `@`, `@media`, `@supports` and `@keyframes` stand; keyframes get names that the theme does
not have. Fonts, imports, pages and all else is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import tinycss2  # type: ignore[import-untyped]  # it has no stubs

from stillwiki.wikitext.sheets.selectors import scoped
from stillwiki.wikitext.sheets.values import FUNCTIONS, Token, declarations, fault, spelled

_CONDITIONS = {
    "media": (frozenset({"calc"}), frozenset(",:/<>=")),
    "supports": (FUNCTIONS, frozenset(",:/+-*")),
}
"""For each rule that holds rules: the functions and signs of its condition."""
_ANIMATION = "sheet-"
"""What the names of keyframes begin with."""
_MAX_NESTING = 8
_SHOWN = frozenset({"dimension", "hash", "ident", "literal", "number", "percentage", "string", "whitespace"})
_KEYFRAMES = frozenset({"keyframes", "-webkit-keyframes"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page of styles comes to."""

    css: str
    """Rules for the site; empty when nothing is left."""
    findings: tuple[tuple[int, str], ...] = ()
    """What was left out, by line."""


@dataclass
class _Reading:
    """One sheet while it is read."""

    within: str
    animations: Mapping[str, str]
    findings: list[tuple[int, str]] = field(default_factory=list)

    def leave_out(self, node: Token, what: str) -> None:
        self.findings.append((node.source_line, what))


def clean(text: str, within: str = "") -> Sheet:
    """The sheet for the site; `within` is a `wrapper`, as `wrapper` gives it."""
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    reading = _Reading(within, dict(_animations(rules)))
    css = "\n".join(_rules(rules, reading, 0))
    return Sheet(f"{css}\n" if css else "", tuple(sorted(set(reading.findings))))


def _animations(rules: Iterable[Token]) -> Iterator[tuple[str, str]]:
    """Names of keyframes, with what they are called on the site."""
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword in _KEYFRAMES and (name := _name(rule.prelude)):
            yield name, _ANIMATION + name


def _name(prelude: Iterable[Token]) -> str:
    parts = [token for token in prelude if token.type not in ("whitespace", "comment")]
    return parts[0].value if len(parts) == 1 and parts[0].type in ("ident", "string") else ""


def _rules(rules: Iterable[Token], reading: _Reading, depth: int) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            yield from _style(rule, reading, "  " * depth)
        elif rule.type == "at-rule":
            yield from _at_rule(rule, reading, depth)
        else:
            reading.leave_out(rule, "what is no rule")


def _style(rule: Token, reading: _Reading, indent: str) -> Iterator[str]:
    selectors = scoped(rule.prelude, reading.within)
    if selectors is None:
        reading.leave_out(rule, f"the rule for {_shown(rule.prelude)}")
    elif lines := list(_block(rule.content, reading, indent)):
        yield f",\n{indent}".join((f"{indent}{selectors[0]}", *selectors[1:])) + " {"
        yield from lines
        yield indent + "}"


def _block(content: Iterable[Token], reading: _Reading, indent: str) -> Iterator[str]:
    for text, line in declarations(content, reading.animations):
        if line:
            reading.findings.append((line, text))
        else:
            yield f"{indent}  {text};"


def _shown(prelude: Sequence[Token]) -> str:
    """A rule's beginning, for a reader of the report."""
    words = (tinycss2.serialize([token]) if token.type in _SHOWN else "…" for token in prelude[:12])
    return " ".join("".join(words).split())[:60] or "nothing"


def _at_rule(rule: Token, reading: _Reading, depth: int) -> Iterator[str]:
    name, indent = rule.lower_at_keyword, "  " * depth
    if rule.content is not None and name in _CONDITIONS and depth < _MAX_NESTING:
        functions, signs = _CONDITIONS[name]
        if found := fault(rule.prelude, functions, signs):
            reading.leave_out(rule, f"@{name} with {found}")
            return
        inside = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        if lines := list(_rules(inside, reading, depth + 1)):
            yield f"{indent}@{name} {spelled(rule.prelude, {})} {{"
            yield from lines
            yield indent + "}"
    elif rule.content is not None and name in _KEYFRAMES and depth == 0 and _name(rule.prelude):
        yield from _keyframes(rule, reading)
    else:
        reading.leave_out(rule, f"@{rule.at_keyword[:40]}")


def _keyframes(rule: Token, reading: _Reading) -> Iterator[str]:
    yield f"@keyframes {tinycss2.serialize_identifier(reading.animations[_name(rule.prelude)])} {{"
    for frame in tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True):
        if frame.type == "qualified-rule" and (when := _moment(frame.prelude)):
            yield f"  {when} {{"
            yield from _block(frame.content, reading, "  ")
            yield "  }"
        else:
            reading.leave_out(frame, "what is no keyframe")
    yield "}"


def _moment(prelude: Sequence[Token]) -> str:
    """When a keyframe counts: `from`, `to`, percentages; nothing for what is no moment."""
    found = []
    for token in prelude:
        if token.type in ("whitespace", "comment") or (token.type == "literal" and token.value == ","):
            continue
        if not (token.type == "percentage" or (token.type == "ident" and token.lower_value in ("from", "to"))):
            return ""
        found.append(token.serialize())
    return ", ".join(found)
