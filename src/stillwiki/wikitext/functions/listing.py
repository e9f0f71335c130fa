"""What ParserPower's list functions share: parameters, taking lists apart, asking about values, putting together.

Rules: mediawiki.org, Extension:ParserPower; help.gamepedia.com, ParserPower list handling functions; its parser tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from stillwiki.wikitext.expansion.calls import Call
from stillwiki.wikitext.functions.power import evaluate, filled, template, unescape
from stillwiki.wikitext.languages.numbers import parse_number


@dataclass(slots=True)
class Parameters:
    """The named parameters of a call, expanded when they are asked for."""

    call: Call
    numbers: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        call = self.call
        self.numbers = {}
        name, mark, _ = call.first.partition("=")
        if mark:
            self.numbers[name.strip()] = 0
        for number, part in enumerate(call.node.parts, 1):
            if part.name is not None:
                self.numbers[call.frame.expand(part.name).strip()] = number

    def __contains__(self, name: str) -> bool:
        return name in self.numbers

    def raw(self, name: str, default: str = "") -> str:
        """A parameter, expanded and trimmed."""
        number = self.numbers.get(name)
        if number is None:
            return default
        if number == 0:
            return self.call.first.partition("=")[2].strip()
        return self.call.frame.expand(self.call.node.parts[number - 1].value).strip()

    def text(self, name: str, default: str = "") -> str:
        """A parameter with escapes undone."""
        return unescape(self.raw(name, default))

    def yes(self, name: str) -> bool:
        """Whether a parameter says yes."""
        return self.text(name).lower() == "yes"

    def values(self) -> list[str]:
        """The list that the call is about."""
        return split(self.call, self.text("list"), self.raw("insep", ","))

    def show(self, values: list[str]) -> str:
        """The list as the call wants it shown."""
        if not values:
            return evaluate(self.call, self.raw("default"))
        body = join(self.call, values, self.text("outsep", ", "), self.text("outconj") if "outconj" in self else None)
        intro, outro, count = self.raw("intro"), self.raw("outro"), self.text("counttoken")
        if count:
            intro, outro = intro.replace(count, str(len(values))), outro.replace(count, str(len(values)))
        return evaluate(self.call, intro) + body + evaluate(self.call, outro)


def split(call: Call, text: str, separator: str) -> list[str]:
    """The values of a list, trimmed, without empty ones; no separator separates all characters."""
    separator = unescape(call.context.strip.unstrip(separator, "nowiki"))
    pieces = text.split(separator) if separator else list(text)
    return [piece.strip() for piece in pieces if piece.strip()]


def join(call: Call, values: list[str], separator: str, conjunction: str | None = None) -> str:
    """Values with a separator between, the last two joined by a conjunction of their own if there is one."""
    if not call.context.spend(len(separator) * len(values)):
        return ""
    if conjunction is None or conjunction.strip() == separator or len(values) < 2:
        return separator.join(values)
    return f"{separator.join(values[:-1])} {conjunction.strip()} {values[-1]}"


def has(options: str, word: str) -> bool:
    """Whether a word is among options."""
    return word in options.lower().split()


def unique(values: Iterable[str], *, case: bool) -> list[str]:
    """Each value once, as it is written first."""
    found: dict[str, str] = {}
    for value in values:
        found.setdefault(value if case else value.lower(), value)
    return list(found.values())


def sort_key(options: str) -> Callable[[str], str | float]:
    """How values are compared."""
    if has(options, "numeric"):
        return lambda value: float(parse_number(value) or 0)
    return (lambda value: value) if has(options, "cs") else str.lower


def sort(values: list[str], options: str) -> list[str]:
    """Values in order."""
    return sorted(values, key=sort_key(options), reverse=has(options, "desc"))


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about each value: a template, or a pattern with tokens in it."""

    call: Call
    template: str = ""
    pattern: str = ""
    tokens: tuple[str, ...] = ()
    index_token: str = ""
    field_separator: str = ""
    constant: bool = False
    """Whether a pattern counts that has no token."""

    def __bool__(self) -> bool:
        """Whether there is anything to ask."""
        return bool(self.template or (self.pattern and (self.tokens or self.index_token or self.constant)))

    def ask(self, value: str, index: int) -> str:
        """The answer for one value."""
        if self.template:
            return template(self.call, self.template, self.arguments(value), {"index": str(index)})
        text = self.pattern.replace(self.index_token, str(index)) if self.index_token else self.pattern
        return evaluate(self.call, self.filled(text, value)).strip()

    def arguments(self, value: str) -> list[str]:
        """What a template gets: the value, or its fields."""
        if not self.field_separator:
            return [value]
        return [piece.strip() for piece in value.split(self.field_separator)]

    def filled(self, text: str, value: str) -> str:
        """A text with the value, or its fields, in place of the tokens."""
        if not self.field_separator:
            return filled(self.call, text, self.tokens[0], value) if self.tokens else text
        fields = value.split(self.field_separator, max(len(self.tokens) - 1, 0))
        for token, piece in zip(self.tokens, fields + [""] * len(self.tokens), strict=False):
            text = filled(self.call, text, token, piece)
        return text


def tokens(text: str, separator: str, fields: str) -> tuple[str, ...]:
    """The tokens of a pattern: one, or one for each field."""
    if not text:
        return ()
    if not fields or not separator:
        return (text,)
    return tuple(token.strip() for token in text.split(separator) if token.strip())


def question(given: Parameters) -> Question:
    """The question that a call's parameters put."""
    fields = given.text("fieldsep")
    found = tokens(given.text("token"), given.text("tokensep", ","), fields)
    return Question(given.call, given.raw("template"), given.raw("pattern"), found, given.text("indextoken"), fields)
