"""The tables of named functions: one row for each parser function, magic word and extension tag."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from stillwiki.wikitext.expansion.calls import Call, TagCall
from stillwiki.wikitext.expansion.expand import Frame

FUNCTIONS: dict[str, Callable[[Call], str | None]] = {}
VARIABLES: dict[str, Callable[[Frame], str]] = {}
TAGS: dict[str, Callable[[TagCall], str]] = {}

_F = TypeVar("_F", bound=Callable[[Call], str | None])
_V = TypeVar("_V", bound=Callable[[Frame], str])
_T = TypeVar("_T", bound=Callable[[TagCall], str])


def function(*names: str) -> Callable[[_F], _F]:
    """Register a parser function: `@function("#if")`, `@function("lc")`; `PAGENAME` is written so and not otherwise."""

    def register(implementation: _F) -> _F:
        FUNCTIONS.update((name, implementation) for name in names)
        return implementation

    return register


def variable(*names: str) -> Callable[[_V], _V]:
    """Register a magic word without arguments: `@variable("PAGENAME")`."""

    def register(implementation: _V) -> _V:
        VARIABLES.update((name, implementation) for name in names)
        return implementation

    return register


def tag(*names: str) -> Callable[[_T], _T]:
    """Register an extension tag: `@tag("ref")`."""

    def register(implementation: _T) -> _T:
        TAGS.update((name, implementation) for name in names)
        return implementation

    return register
