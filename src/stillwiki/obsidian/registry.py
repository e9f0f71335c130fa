"""The table of rules: which edits each construct calls for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from stillwiki.obsidian.edits import Edit
from stillwiki.obsidian.inline import Found
from stillwiki.obsidian.page import Page

Rule: TypeAlias = Callable[[Found, Page], Iterable[Edit]]
RULES: dict[str, Rule] = {}
"""By kind of construct."""


def rule(*kinds: str) -> Callable[[Rule], Rule]:
    """Put a function into the table."""

    def register(function: Rule) -> Rule:
        for kind in kinds:
            assert kind not in RULES, kind  # noqa: S101 - two rules for one construct are a mistake in the source
            RULES[kind] = function
        return function

    return register
