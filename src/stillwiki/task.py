"""A pure function that is mapped over pages, and what is done where the process that was at a page is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Task(Generic[Result]):
    """A function, and those that are tried instead, in order: they take the same, and the reason in words."""

    work: Callable[..., Result]
    instead: tuple[Callable[..., Result], ...] = ()

    def __call__(self, *given: object) -> Result:
        """What the function gives."""
        return self.work(*given)

    def bound(self, *given: object) -> Task[Result]:
        """The task with its first arguments."""
        return Task(partial(self.work, *given), tuple(partial(way, *given) for way in self.instead))
