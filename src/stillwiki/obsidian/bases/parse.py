"""Expressions of a base: from text to a tree. JavaScript's operators and precedence, as far as the help names them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

MAX_LENGTH = 4_000
"""Characters of an expression."""
MAX_DEPTH = 60

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    | (?P<name>[^\W\d][\w-]*)
    | (?P<op>===|!==|==|!=|>=|<=|&&|\|\||[-+*/%<>!().,\[\]{}:])
    )""",
    re.VERBOSE,
)
_REGEX = re.compile(r"\s*/((?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)/([gimsuy]*)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_POWER = {
    "||": 1, "&&": 2, "==": 3, "!=": 3, "===": 3, "!==": 3, "<": 4, ">": 4, "<=": 4, ">=": 4,
    "+": 5, "-": 5, "*": 6, "/": 6, "%": 6,
}  # fmt: skip


class ExpressionError(Exception):
    """An expression that is none, or that asks for what the help does not define."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, text, `true`, `false` or `null`."""

    value: object


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression."""

    source: str
    flags: str


@dataclass(frozen=True, slots=True)
class Name:
    """A property, or what stands for one."""

    name: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """An object."""

    items: tuple[tuple[str, Tree], ...]


@dataclass(frozen=True, slots=True)
class Get:
    """A part of a value: `a.b`, `a["b"]`."""

    of: Tree
    key: Tree


@dataclass(frozen=True, slots=True)
class Call:
    """A function, or a method where `of` is there."""

    of: Tree | None
    name: str
    arguments: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Apply:
    """An operator with one operand or two."""

    operator: str
    operands: tuple[Tree, ...]


Tree: TypeAlias = Literal | Pattern | Name | Items | Table | Get | Call | Apply


def parse(text: str) -> Tree:
    """The tree of an expression; raises `ExpressionError`."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"is longer than {MAX_LENGTH} characters")
    reader = _Reader(text)
    tree = reader.expression(0)
    if reader.peek()[1]:
        raise ExpressionError(f"has {reader.peek()[1]!r} where it should end")
    return tree


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.at, self.depth = text.rstrip(), 0, 0

    def peek(self) -> tuple[str, str]:
        """Kind and text of the next token; empty at the end."""
        match = _TOKEN.match(self.text, self.at)
        if match and match.end() > self.at:
            return str(match.lastgroup), match[match.lastgroup or 0]
        if self.text[self.at :].strip():
            raise ExpressionError(f"has {self.text[self.at :].strip()[0]!r}, which means nothing")
        return "", ""

    def next(self) -> tuple[str, str]:
        kind, text = self.peek()
        match = _TOKEN.match(self.text, self.at)
        self.at = match.end() if match else len(self.text)
        return kind, text

    def take(self, text: str) -> bool:
        if self.peek() == ("op", text):
            self.next()
            return True
        return False

    def need(self, text: str) -> None:
        if not self.take(text):
            raise ExpressionError(f"lacks a {text!r}")

    def expression(self, power: int) -> Tree:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ExpressionError(f"is nested deeper than {MAX_DEPTH}")
        left = self.unary()
        while self.peek()[0] == "op" and _POWER.get(self.peek()[1], 0) > power:
            operator = self.next()[1]
            left = Apply(operator, (left, self.expression(_POWER[operator])))
        self.depth -= 1
        return left

    def unary(self) -> Tree:
        for operator in ("!", "-"):
            if self.take(operator):
                self.depth += 1
                if self.depth > MAX_DEPTH:
                    raise ExpressionError(f"is nested deeper than {MAX_DEPTH}")
                operand = self.unary()
                self.depth -= 1
                return Apply(operator, (operand,))
        return self.postfix(self.primary())

    def postfix(self, tree: Tree) -> Tree:
        while True:
            if self.take("."):
                kind, name = self.next()
                if kind != "name":
                    raise ExpressionError("has a '.' without a name behind it")
                tree = Call(tree, name, self.arguments(")")) if self.take("(") else Get(tree, Literal(name))
            elif self.take("["):
                tree = Get(tree, self.expression(0))
                self.need("]")
            else:
                return tree

    def arguments(self, end: str) -> tuple[Tree, ...]:
        found: list[Tree] = []
        while not self.take(end):
            if found:
                self.need(",")
            found.append(self.expression(0))
        return tuple(found)

    def primary(self) -> Tree:  # noqa: PLR0911  # one for each kind of token
        if match := _REGEX.match(self.text, self.at):
            self.at = match.end()
            return Pattern(match[1], match[2])
        kind, text = self.next()
        if kind == "number":
            return Literal(float(text))
        if kind == "string":
            return Literal(re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], m[1]), text[1:-1], flags=re.DOTALL))
        if kind == "name":
            return self.named(text)
        if text == "(":
            tree = self.expression(0)
            self.need(")")
            return tree
        if text == "[":
            return Items(self.arguments("]"))
        if text == "{":
            return self.table()
        raise ExpressionError(f"has {text!r} where a value should be" if text else "ends where a value should be")

    def named(self, name: str) -> Tree:
        if name in ("true", "false", "null"):
            return Literal({"true": True, "false": False}.get(name))
        return Call(None, name, self.arguments(")")) if self.take("(") else Name(name)

    def table(self) -> Tree:
        found: list[tuple[str, Tree]] = []
        while not self.take("}"):
            if found:
                self.need(",")
            kind, key = self.next()
            if kind not in ("string", "name"):
                raise ExpressionError("has an object whose key is no text")
            self.need(":")
            found.append((key[1:-1] if kind == "string" else key, self.expression(0)))
        return Table(tuple(found))
