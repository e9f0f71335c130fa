"""What operators make of two values: numbers, texts, dates and spans of time, compared or computed."""

from __future__ import annotations

import math
from collections.abc import Callable
from operator import add, mul, sub, truediv

from stillwiki.obsidian.bases import values
from stillwiki.obsidian.bases.values import Date, Duration, text


def compared(operator: str, first: object, second: object) -> bool:
    """Whether `<`, `>`, `<=` or `>=` holds; of nothing, none does."""
    if isinstance(first, Date) and isinstance(second, str):
        second = values.date(second) or second
    if isinstance(second, Date) and isinstance(first, str):
        first = values.date(first) or first
    if first is None or second is None:
        return False
    if isinstance(first, str) and isinstance(second, str):
        one, other = (0, 0.0, first), (0, 0.0, second)
    else:
        one, other = values.order(first), values.order(second)
    return {"<": one < other, ">": one > other, "<=": one <= other, ">=": one >= other}[operator]


def computed(operator: str, first: object, second: object) -> object:  # noqa: PLR0911  # one for each pair of types
    """The result of `+`, `-`, `*`, `/` or `%`."""
    if isinstance(first, Date) and operator in "+-":
        if isinstance(second, Date) and operator == "-":
            return float(first.ms - second.ms)
        span = second if isinstance(second, Duration) else values.duration(text(second))
        if span is not None:
            return values.moved(first, span, 1 if operator == "+" else -1)
    if isinstance(first, Duration) and operator in "*/" and isinstance(second, float) and second:
        times = second if operator == "*" else 1 / second
        return Duration(int(first.months * times), first.ms * times)
    if operator == "+" and (isinstance(first, str) or isinstance(second, str)):
        return text(first) + text(second)
    if first is None or second is None:
        return None
    one, other = values.number(first), values.number(second)
    if operator in "/%" and not other:
        return math.nan if operator == "%" or not one or math.isnan(one) else math.copysign(math.inf, one)
    done: dict[str, Callable[[float, float], float]] = {
        "+": add, "-": sub, "*": mul, "/": truediv, "%": math.fmod,
    }  # fmt: skip
    return done[operator](one, other)
