"""The arguments of one transclusion: expanded in the frame that gave them, when they are asked for, and once.

Rules: mediawiki.org, Help:Templates (Parameters): numbered values keep their blanks, named ones lose them; of equal
names the last one counts, whichever way it was given.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stillwiki.wikitext.context import TOO_MANY_NODES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stillwiki.wikitext.expansion.expand import Frame
    from stillwiki.wikitext.expansion.nodes import Nodes, Part


@dataclass(slots=True, eq=False)
class Arguments:
    """What was given, and what of it has been expanded."""

    giver: Frame | None = None
    """The frame that the arguments were written in; None where there are none."""
    numbered: Mapping[str, Nodes] = field(default_factory=dict)
    named: Mapping[str, Nodes] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[str]:
        """Names, numbers first."""
        yield from self.numbered
        yield from self.named

    def value(self, name: str) -> str | None:
        """Value of an argument by name or number."""
        known = self.values.get(name)
        if known is not None or self.giver is None:
            return known
        if (nodes := self.numbered.get(name)) is not None:
            value = self.giver.expand(nodes)
        elif (nodes := self.named.get(name)) is not None:
            value = self.giver.expand(nodes).strip()
        else:
            return None
        if not self.giver.context.visit():
            return TOO_MANY_NODES
        self.values[name] = value
        return value


NONE = Arguments()
"""Of a call without any, and of the page itself."""


def given(parts: tuple[Part, ...], giver: Frame) -> Arguments:
    """Arguments as they were written; their names are expanded at once."""
    if not parts:
        return NONE
    numbered: dict[str, Nodes] = {}
    named: dict[str, Nodes] = {}
    count = 0
    for part in parts:
        if part.name is None:
            count += 1
            numbered[str(count)] = part.value
            named.pop(str(count), None)
        else:
            name = giver.expand(part.name).strip()
            named[name] = part.value
            numbered.pop(name, None)
    return Arguments(giver, numbered, named)
