"""The arithmetic of `#expr`: an operator-precedence parser.

Rules: mediawiki.org, Help:Extension:ParserFunctions##expr (operators, their precedence, error texts).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

_TOKEN = re.compile(r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+))|(?P<word>[A-Za-z]+)|(?P<sign><>|!=|<=|>=|[-+*/^()=<>÷×−])|(?P<bad>\S))")


class ExpressionError(ValueError):
    """What MediaWiki shows for an expression it cannot evaluate."""


def _divide(a: float, b: float) -> float:
    if b == 0:
        raise ExpressionError("Division by zero.")
    return a / b


def _modulo(a: float, b: float) -> float:
    if int(b) == 0:
        raise ExpressionError("Division by zero.")
    return math.fmod(int(a), int(b))


def _fmod(a: float, b: float) -> float:
    if b == 0:
        raise ExpressionError("Division by zero.")
    return math.fmod(a, b)


def _power(a: float, b: float) -> float:
    try:
        value = a**b
    except (OverflowError, ZeroDivisionError):
        return math.inf
    return math.nan if isinstance(value, complex) else value


def _round(a: float, b: float) -> float:
    places = int(b)
    factor = 10.0 ** min(abs(places), 300)
    scaled = a * factor if places >= 0 else a / factor
    rounded = math.floor(abs(scaled) + 0.5 + 1e-9 * (abs(scaled) < 1e6)) if abs(scaled) < 1e15 else abs(scaled)
    rounded = math.copysign(rounded, scaled)
    return rounded / factor if places >= 0 else rounded * factor


_BINARY: dict[str, tuple[int, Callable[[float, float], float]]] = {
    "^": (8, _power),
    "*": (7, lambda a, b: a * b), "/": (7, _divide), "div": (7, _divide), "mod": (7, _modulo), "fmod": (7, _fmod),
    "+": (6, lambda a, b: a + b), "-": (6, lambda a, b: a - b),
    "round": (5, _round),
    "=": (4, lambda a, b: a == b), "<>": (4, lambda a, b: a != b), "!=": (4, lambda a, b: a != b),
    "<": (4, lambda a, b: a < b), ">": (4, lambda a, b: a > b), "<=": (4, lambda a, b: a <= b),
    ">=": (4, lambda a, b: a >= b),
    "and": (3, lambda a, b: float(bool(a and b))), "or": (2, lambda a, b: float(bool(a or b))),
}  # fmt: skip
_UNARY: dict[str, Callable[[float], float]] = {
    "not": lambda a: not a, "sin": math.sin, "cos": math.cos, "tan": math.tan, "asin": math.asin, "acos": math.acos,
    "atan": math.atan, "exp": math.exp, "ln": math.log, "abs": abs, "trunc": math.trunc, "floor": math.floor,
    "ceil": math.ceil, "sqrt": math.sqrt,
}  # fmt: skip
_CONSTANTS = {"e": math.e, "pi": math.pi}
_SAME = {"÷": "/", "×": "*", "−": "-"}
_UNARY_LEVEL, _SIGN_LEVEL = 9, 10


def evaluate(text: str) -> float | None:
    """Value of an expression; None for an empty one. Raises ExpressionError."""
    text = text.replace("&minus;", "-").replace("&lt;", "<").replace("&gt;", ">").replace("&#45;", "-")
    tokens = _tokens(text)
    if not tokens:
        return None
    value, at = _expression(tokens, 0, 0)
    if at < len(tokens):
        raise ExpressionError(_unexpected(tokens[at]))
    return value


def _tokens(text: str) -> list[str]:
    found = []
    for match in _TOKEN.finditer(text):
        word = match["word"]
        if match["bad"] or (word and word.lower() not in {*_BINARY, *_UNARY, *_CONSTANTS}):
            kind = f'Unrecognized word "{word.lower()}".' if word else f'Unrecognized punctuation character "{match["bad"]}".'
            raise ExpressionError(f"Expression error: {kind}")
        token = match[0].strip().lower()
        if token:
            found.append(_SAME.get(token, token))
    return found


def _unexpected(token: str) -> str:
    if token == ")":
        return "Expression error: Unexpected closing bracket."
    kind = "operator" if token in _BINARY or token in _UNARY or token == "(" else "number"
    return "Expression error: Unexpected number." if kind == "number" else f"Expression error: Unexpected {token} operator."


def _expression(tokens: list[str], at: int, level: int) -> tuple[float, int]:
    value, at = _operand(tokens, at)
    while at < len(tokens) and tokens[at] in _BINARY and _BINARY[tokens[at]][0] > level:
        precedence, apply = _BINARY[tokens[at]]
        right, at = _expression(tokens, at + 1, precedence)
        value = float(apply(value, right))
    return value, at


def _operand(tokens: list[str], at: int) -> tuple[float, int]:
    if at >= len(tokens):
        operator = tokens[at - 1] if tokens else ""
        raise ExpressionError(f"Expression error: Missing operand for {operator}.")
    token = tokens[at]
    if token[0].isdigit() or (token[0] == "." and len(token) > 1):
        return float(token), at + 1
    if token in _CONSTANTS:
        return _CONSTANTS[token], at + 1
    if token in ("-", "+"):
        value, at = _expression(tokens, at + 1, _SIGN_LEVEL)
        return (-value if token == "-" else value), at
    if token == "(":
        value, at = _expression(tokens, at + 1, 0)
        if at >= len(tokens):
            raise ExpressionError("Expression error: Unclosed bracket.")
        if tokens[at] != ")":
            raise ExpressionError(_unexpected(tokens[at]))
        return value, at + 1
    if token in _UNARY:
        value, at = _expression(tokens, at + 1, _UNARY_LEVEL)
        return _apply(token, value), at
    raise ExpressionError(_unexpected(token))


def _apply(name: str, value: float) -> float:
    try:
        return float(_UNARY[name](value))
    except (ValueError, OverflowError) as error:
        raise ExpressionError(f"Expression error: Invalid argument for {name}.") from error


def number_text(value: float | None) -> str:
    """A value as `#expr` prints it: 14 significant digits, whole numbers without a point."""
    if value is None:
        return ""
    if math.isnan(value) or math.isinf(value):
        return "NAN" if math.isnan(value) else ("INF" if value > 0 else "-INF")
    text = f"{value:.14g}"
    if "e" in text:
        mantissa, _, exponent = text.partition("e")
        return f"{mantissa}{'' if '.' in mantissa else '.0'}E{int(exponent):+d}"
    return "0" if text == "-0" else text
