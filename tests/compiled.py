"""What Jinja makes of the theme's templates, made once for all builds in this process.

It takes longer than all else of a small build, and is the same each time: it depends on the template's text and on the
environment's options alone, which are what is remembered here. Refuses to know when anything has to be compiled.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import CodeType
from typing import Any

import pytest
from jinja2 import Environment


def _options(environment: Environment) -> tuple[object, ...]:
    """All of an environment that its compiler reads."""
    marks = ("block", "variable", "comment")
    return (
        type(environment),
        tuple(environment.extensions),
        tuple(getattr(environment, f"{mark}_{end}_string") for mark in marks for end in ("start", "end")),
        (environment.line_statement_prefix, environment.line_comment_prefix, environment.newline_sequence),
        (environment.trim_blocks, environment.lstrip_blocks, environment.keep_trailing_newline),
        (environment.optimized, environment.is_async, environment.sandboxed, _named(environment.autoescape)),
        repr(environment.policies),
        *(
            frozenset((name, _named(made)) for name, made in held.items())
            for held in (environment.filters, environment.tests)
        ),
    )


def _named(value: object) -> str:
    """A function by where it stands: each environment may have a copy of its own."""
    return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', value)}"


@contextmanager
def once() -> Iterator[None]:
    """While templates are compiled once."""
    compile_, known = Environment.compile, dict[object, str]()
    code = cache(Environment._compile)

    def remembered(  # noqa: PLR0913, PLR0917  # as Jinja has it
        self: Environment,
        source: Any,
        name: str | None = None,
        filename: str | None = None,
        raw: bool = False,  # noqa: FBT001, FBT002  # as Jinja has it
        defer_init: bool = False,  # noqa: FBT001, FBT002
    ) -> str | CodeType:
        key = (_options(self), source, name, defer_init)
        if key not in known:
            known[key] = compile_(self, source, name, filename, raw=True, defer_init=defer_init)
        return known[key] if raw else self._compile(known[key], filename or "<template>")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", remembered)
        patch.setattr(Environment, "_compile", lambda _, source, filename: code(None, source, filename))
        yield
