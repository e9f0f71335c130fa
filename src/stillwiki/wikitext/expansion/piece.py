"""A bracket that is open in wikitext, and what it becomes: a node where it closes, text where it does not."""

from __future__ import annotations

from dataclasses import dataclass, field

from stillwiki.wikitext.expansion.nodes import Argument, Braces, Node, Nodes, Part


@dataclass(slots=True)
class Piece:
    """An open bracket on the stack, with the arguments found in it so far."""

    opening: str
    close: str
    count: int
    line_start: bool = False
    done: list[tuple[list[Node] | None, list[Node]]] = field(default_factory=list)
    name: list[Node] | None = None
    nodes: list[Node] = field(default_factory=list)

    def end_part(self) -> None:
        """What follows is another argument."""
        self.done.append((self.name, self.nodes))
        self.name, self.nodes = None, []

    def literal(self, count: int) -> list[Node]:
        """What was read since the bracket, as text after `count` of its characters."""
        out: list[Node] = [self.opening * count] if self.opening != "\n" else []
        for number, (name, nodes) in enumerate([*self.done, (self.name, self.nodes)]):
            if number:
                out.append("|")
            if name is not None:
                out += [*name, "="]
            out += nodes
        return out

    def closed(self, matched: int) -> list[Node]:
        """What stands for the innermost `matched` of its characters and all since, now that they close."""
        if self.opening == "[":
            inner = [node for _, nodes in self.done for node in nodes]
            return ["[" * matched, *inner, "]" * matched]
        (_, title), *rest = self.done
        parts = tuple(Part(None if name is None else merge(name), merge(nodes)) for name, nodes in rest)
        if matched == 3:
            return [Argument(merge(title), parts)]
        return [Braces(merge(title), parts, self.line_start and self.count == 2)]


def merge(nodes: list[Node]) -> Nodes:
    """Neighbouring texts become one."""
    out: list[Node] = []
    run: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            run.append(node)
            continue
        if run:
            out.append("".join(run))
            run = []
        out.append(node)
    if run:
        out.append("".join(run))
    return tuple(n for n in out if n != "")
