"""The bridge: everything Lua may ask of Python, by name; plain values only, and never an exception.

An answer is a function of the page's `Machine` and of what Lua passed (bytes, numbers, booleans); it gives a tuple of
the same. Each has a price in instructions, so that asking is counted like everything else a module does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from stillwiki.wikitext.lua.machine import Machine

Value: TypeAlias = bytes | float | bool | None
Values: TypeAlias = tuple[Value, ...]
PRICE = 200
"""Instructions that any question costs."""
MAX_ANSWER = 8 * 1024 * 1024
"""Bytes that one answer may bring into Lua; the runtime keeps so much room above the limit of memory."""


class Fault(Exception):  # noqa: N818  # what a module did wrong, in its own terms
    """An error that Lua shall see at the call."""


class ReachedLimit(Exception):  # noqa: N818  # no fault of ours
    """A limit was reached in a nested call: the outermost one ends."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing Lua may ask."""

    give: Callable[..., Values]
    per_byte: int
    """Price of each byte that is passed in or out."""


ANSWERS: dict[bytes, Answer] = {}


def answers(name: str, *, per_byte: int = 2) -> Callable[[Callable[..., Values]], Callable[..., Values]]:
    """Register an answer."""

    def register(give: Callable[..., Values]) -> Callable[..., Values]:
        ANSWERS[name.encode()] = Answer(give, per_byte)
        return give

    return register


def ask(machine: Machine, name: bytes, *args: Any) -> tuple[Any, ...]:
    """Answer Lua: the price and the values, or false, a message, and whether the outermost call must end."""
    try:
        answer = ANSWERS[name]
        values = answer.give(machine, *args)
        size = sum(len(value) for value in (*args, *values) if isinstance(value, bytes))
        if size > MAX_ANSWER:
            return (False, b"not enough memory", True)
        return (PRICE + size * answer.per_byte, *values)
    except Fault as fault:
        return (False, encode(str(fault)), False)
    except ReachedLimit as reached:
        return (False, encode(str(reached)), True)
    except BaseException as error:  # noqa: BLE001  # an exception inside the bridge would be an object in Lua's hands
        machine.failure = error
        return (False, b"the host failed", True)


def encode(text: str) -> bytes:
    """Text for Lua."""
    return text.encode("utf-8", "replace")


def decode(value: bytes) -> str:
    """Text from Lua; bytes that are no UTF-8 become U+FFFD, as does NUL, which wikitext cannot hold."""
    return value.decode("utf-8", "replace").replace("\x00", "\ufffd")
