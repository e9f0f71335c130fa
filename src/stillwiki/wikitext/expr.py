"""The arithmetic of `#expr`: operators and operands on two stacks.

Rules: mediawiki.org, Help:Extension:ParserFunctions##expr and Manual:Expr parser function syntax (operators, their
precedence, error texts); what they leave open was seen on MediaWiki. Always ends: an expression has at most as many
steps as tokens.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from html import escape

from stillwiki.wikitext.languages import words

Number = int | float

_TOKEN = re.compile(
    r"[ \t\r\n]*(?:(?P<number>[0-9.]+)|(?P<word>[A-Za-z]+)|(?P<sign><>|!=|<=|>=|[-+*/^()=<>])|(?P<bad>[^ \t\r\n]))"
)
_ENTITIES = {"&minus;": "-", "&lt;": "<", "&gt;": ">", "−": "-"}
_MAX_STACK = 100
_INTEGERS = 1 << 63


class ExpressionError(ValueError):
    """What MediaWiki shows for an expression it cannot evaluate."""


def _integer(value: Number) -> int:
    """A value cut to 64 bits, as PHP casts it."""
    if isinstance(value, float) and not math.isfinite(value):
        return 0
    return (int(value) + _INTEGERS) % (2 * _INTEGERS) - _INTEGERS


def _fit(value: Number) -> Number:
    """Integers that do not fit become floats."""
    return value if isinstance(value, float) or -_INTEGERS <= value < _INTEGERS else float(value)


def _divide(a: Number, b: Number) -> Number:
    if b == 0:
        raise ExpressionError("Division by zero.")
    return a / b


def _modulo(a: Number, b: Number) -> Number:
    dividend, divisor = _integer(a), _integer(b)
    if divisor == 0:
        raise ExpressionError("Division by zero.")
    rest = abs(dividend) % abs(divisor)
    return rest if dividend >= 0 else -rest


def _fmod(a: Number, b: Number) -> Number:
    if b == 0:
        raise ExpressionError("Division by zero.")
    return math.nan if math.isinf(a) or math.isnan(a) else math.fmod(a, b)


def _power(a: Number, b: Number) -> Number:
    if isinstance(a, int) and isinstance(b, int) and (b < 0 or b * max(abs(a).bit_length(), 1) > 2048):
        a = float(a)
    try:
        value = a**b
    except OverflowError:
        return -math.inf if a < 0 and b % 2 == 1 else math.inf
    except ZeroDivisionError:
        return math.inf
    return math.nan if isinstance(value, complex) else value


def _exponent(a: Number, b: Number) -> Number:
    return float(a) * float(_power(10.0, b))


def _round(a: Number, b: Number) -> Number:
    """Round half away from zero; what differs only after 15 digits counts as a half, as in PHP."""
    places = max(-400, min(400, _integer(b)))
    if not math.isfinite(a) or a == 0 or places > 300:
        return float(a)
    if places < -300:
        return 0.0
    scaled = float(a) * 10.0**places if places >= 0 else float(a) / 10.0**-places
    if abs(scaled) >= 1e15:
        return float(a)
    whole = math.floor(float(f"{abs(scaled):.15g}") + 0.5)
    return math.copysign(float(f"{whole}e{-places}"), a)


_BINARY: dict[str, tuple[int, Callable[[Number, Number], Number]]] = {
    "e": (10, _exponent), "^": (8, _power),
    "*": (7, lambda a, b: a * b), "/": (7, _divide), "div": (7, _divide), "mod": (7, _modulo), "fmod": (7, _fmod),
    "+": (6, lambda a, b: a + b), "-": (6, lambda a, b: a - b),
    "round": (5, _round),
    "=": (4, lambda a, b: int(a == b)), "<>": (4, lambda a, b: int(a != b)), "!=": (4, lambda a, b: int(a != b)),
    "<": (4, lambda a, b: int(a < b)), ">": (4, lambda a, b: int(a > b)), "<=": (4, lambda a, b: int(a <= b)),
    ">=": (4, lambda a, b: int(a >= b)),
    "and": (3, lambda a, b: int(bool(a and b))), "or": (2, lambda a, b: int(bool(a or b))),
}  # fmt: skip


def _within_one(name: str, function: Callable[[float], float]) -> Callable[[Number], Number]:
    def apply(value: Number) -> Number:
        if not -1 <= value <= 1:
            raise ExpressionError(f"Invalid argument for {name}: < -1 or > 1.")
        return function(value)

    return apply


def _logarithm(value: Number) -> Number:
    if value <= 0:
        raise ExpressionError("Invalid argument for ln: <= 0.")
    return math.log(value)


def _root(value: Number) -> Number:
    if value < 0:
        raise ExpressionError("In sqrt: Result is not a number.")
    return math.sqrt(value)


def _whole(function: Callable[[float], int]) -> Callable[[Number], Number]:
    return lambda value: float(function(value)) if math.isfinite(value) else value


def _ceil(value: Number) -> Number:
    return math.copysign(float(math.ceil(value)), value) if math.isfinite(value) else value


_UNARY: dict[str, tuple[int, Callable[[Number], Number]]] = {
    "\N{MINUS SIGN}": (10, lambda a: -a), "\N{FULLWIDTH PLUS SIGN}": (10, lambda a: a),
    "not": (9, lambda a: int(not a)), "sin": (9, math.sin), "cos": (9, math.cos), "tan": (9, math.tan),
    "asin": (9, _within_one("asin", math.asin)), "acos": (9, _within_one("acos", math.acos)), "atan": (9, math.atan),
    "exp": (9, math.exp), "ln": (9, _logarithm), "abs": (9, abs), "trunc": (9, _integer), "floor": (9,
    _whole(math.floor)),
    "ceil": (9, _ceil), "sqrt": (9, _root),
}  # fmt: skip
_SIGNS = {"-": "\N{MINUS SIGN}", "+": "\N{FULLWIDTH PLUS SIGN}"}
"""Signs before an operand; elsewhere the same characters are operators."""
_SHOWN = {sign: char for char, sign in _SIGNS.items()}
_CONSTANTS = {"e": math.e, "pi": math.pi}


def evaluate(text: str) -> Number | None:
    """Value of an expression; None for an empty one. Raises ExpressionError."""
    for entity, char in _ENTITIES.items():
        text = text.replace(entity, char)
    return _Machine().run(text)


class _Machine:
    """Two stacks; an operator waits until one that binds no closer comes."""

    def __init__(self) -> None:
        self.operands: list[Number] = []
        self.operators: list[str] = []
        self.wants_operand = True

    def run(self, text: str) -> Number | None:
        for match in _TOKEN.finditer(text):
            if max(len(self.operands), len(self.operators)) > _MAX_STACK:
                raise ExpressionError("Expression error: Stack exhausted.")
            if match["bad"]:
                raise ExpressionError(f'Expression error: Unrecognized punctuation character "{match["bad"]}".')
            if match["number"]:
                self._operand(_float(match["number"]))
            else:
                self._symbol((match["word"] or match["sign"]).lower())
        while self.operators:
            if self.operators[-1] == "(":
                raise ExpressionError("Expression error: Unclosed bracket.")
            self._apply()
        return self.operands[-1] if self.operands else None

    def _operand(self, value: Number) -> None:
        if not self.wants_operand:
            raise ExpressionError("Expression error: Unexpected number.")
        self.operands.append(value)
        self.wants_operand = False

    def _symbol(self, name: str) -> None:
        if name in _CONSTANTS and (self.wants_operand or name not in _BINARY):
            self._operand(_CONSTANTS[name])
        elif name == ")":
            self._close()
        elif name == "(" or name in _UNARY or (self.wants_operand and name in _SIGNS):
            if not self.wants_operand:
                raise _unexpected(name)
            self.operators.append(_SIGNS.get(name, name))
        elif name in _BINARY:
            self._binary(name)
        else:
            raise ExpressionError(f'Expression error: Unrecognized word "{name}".')

    def _binary(self, name: str) -> None:
        if self.wants_operand:
            raise _unexpected(name)
        while self.operators and self.operators[-1] != "(" and _level(self.operators[-1]) >= _level(name):
            self._apply()
        self.operators.append(name)
        self.wants_operand = True

    def _close(self) -> None:
        while self.operators and self.operators[-1] != "(":
            self._apply()
        if not self.operators:
            raise ExpressionError("Expression error: Unexpected closing bracket.")
        self.operators.pop()
        self.wants_operand = False

    def _apply(self) -> None:
        name = self.operators.pop()
        count = 1 if name in _UNARY else 2
        if len(self.operands) < count:
            raise ExpressionError(f"Expression error: Missing operand for {_SHOWN.get(name, name)}.")
        values = self.operands[-count:]
        del self.operands[-count:]
        self.operands.append(_fit(_call(name, values)))


def _call(name: str, values: list[Number]) -> Number:
    try:
        return _UNARY[name][1](values[0]) if name in _UNARY else _BINARY[name][1](*values)
    except OverflowError:
        return math.inf
    except ExpressionError:
        raise
    except ValueError:
        return math.nan


def _level(name: str) -> int:
    return (_UNARY.get(name) or _BINARY[name])[0]


def _float(digits: str) -> float:
    """What a run of digits and points begins with."""
    match = re.match(r"\d*\.?\d*", digits)
    text = match[0] if match else ""
    return float(text) if text.strip(".") else 0.0


def _unexpected(name: str) -> ExpressionError:
    return ExpressionError(f"Expression error: Unexpected {name} operator.")


def error_html(error: ExpressionError, language: str) -> str:
    """An error as it is shown, for `#iferror` to see."""
    return f'<strong class="error">{escape(words.error(str(error), language)).replace("&#x27;", "&#039;")}</strong>'


def number_text(value: Number | None) -> str:
    """A value as PHP prints it: integers in full, others with 14 significant digits."""
    if value is None:
        return ""
    if isinstance(value, int):
        return str(int(value))
    if not math.isfinite(value):
        return "NAN" if math.isnan(value) else ("INF" if value > 0 else "-INF")
    text = f"{value:.14g}"
    mantissa, mark, exponent = text.partition("e")
    if not mark:
        return text
    return f"{mantissa}{'' if '.' in mantissa else '.0'}E{int(exponent):+d}"
