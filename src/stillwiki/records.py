"""Records that lie in databases and cross between processes as their fields: a third of what dataclasses take.

And records that are not all there until somebody asks: whoever compares them, sends them or replaces a field of them
has asked.
"""

from __future__ import annotations

import copyreg
from collections.abc import Callable, Mapping
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

Kind = TypeVar("Kind", bound=type)


def compact(kind: Kind) -> Kind:
    """Let `pickle` make records of this dataclass, which has several fields, by its own constructor."""
    values = attrgetter(*(each.name for each in fields(kind) if each.init))
    copyreg.pickle(kind, lambda record: (kind, values(record)))
    return kind


class Late:
    """A record with slots of which some may be empty until one of them is read; then they are filled together."""

    __slots__ = ("_fill", "_of")

    if not TYPE_CHECKING:  # for whom all fields are there

        def __getattr__(self, name: str) -> object:
            """A field that is not there yet; raises what its filling raises."""
            if name in Late.__slots__:
                raise AttributeError(name)
            for field, value in self._fill(self._of).items():
                object.__setattr__(self, field, value)
            return object.__getattribute__(self, name)


Record = TypeVar("Record", bound=Late)
Source = TypeVar("Source")


def late(kind: type[Record], fill: Callable[[Source], Mapping[str, object]], of: Source, **there: object) -> Record:
    """A record of which these fields are `there`; `fill` gives all others of something, whenever it is asked."""
    made = kind.__new__(kind)
    put = object.__setattr__  # a frozen dataclass has its own, which refuses
    put(made, "_fill", fill)
    put(made, "_of", of)
    for name, value in there.items():
        put(made, name, value)
    return made
