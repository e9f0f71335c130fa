"""From the JSON of a canvas to records: what is no JSON Canvas is a diagnostic, and the rest goes on."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from stillwiki.diagnostics import Diagnostic
from stillwiki.notes import NoteLink, Outline, VaultFile

KINDS = ("text", "file", "link", "group")
SIDES = ("top", "right", "bottom", "left")
MAX_NODES = 5_000
MAX_PLACE = 1_000_000
"""Furthest from the middle that a card may lie, in pixels."""


@dataclass(frozen=True, slots=True)
class Node:
    """A card or a group, in pixels of the canvas."""

    id: str
    kind: str
    x: float
    y: float
    width: float
    height: float
    color: str = ""
    """As written: `1` to `6`, or a hex colour."""
    content: str = ""
    """Text, path in the vault, address, or a group's label, as the kind asks."""
    subpath: str = ""

    def side(self, name: str) -> tuple[float, float]:
        """The middle of a side."""
        across, down = {"top": (0.5, 0), "right": (1, 0.5), "bottom": (0.5, 1), "left": (0, 0.5)}[name]
        return self.x + self.width * across, self.y + self.height * down

    def holds(self, other: Node) -> bool:
        """Whether the middle of another node lies in this one."""
        x, y = other.x + other.width / 2, other.y + other.height / 2
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two nodes; an empty side is chosen by where the other node lies."""

    start: str
    end: str
    start_side: str = ""
    end_side: str = ""
    start_arrow: bool = False
    end_arrow: bool = True
    label: str = ""
    color: str = ""


@dataclass(frozen=True, slots=True)
class Canvas:
    """A canvas as far as it could be read."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()


def read(file: VaultFile, found: list[Diagnostic]) -> Canvas:
    """The canvas of a file."""
    try:
        data = json.loads(file.text or "{}")
    except (ValueError, RecursionError) as error:
        found.append(Diagnostic("canvas-invalid", file.path, getattr(error, "lineno", 1), f"is no JSON: {error}"))
        return Canvas()
    if not isinstance(data, dict):
        found.append(Diagnostic("canvas-invalid", file.path, 1, "holds no nodes"))
        return Canvas()
    nodes = {node.id: node for node in _nodes(data, file.path, found)}
    return Canvas(tuple(nodes.values()), tuple(_edges(data, nodes, file.path, found)))


def outline(file: VaultFile) -> Outline:
    """What a canvas links: the files on it."""
    nodes = read(file, []).nodes
    return Outline(
        links=tuple(NoteLink(node.content, node.subpath, embed=True) for node in nodes if node.kind == "file")
    )


def _listed(data: Mapping[str, object], name: str) -> list[dict[str, object]]:
    value = data.get(name)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _nodes(data: Mapping[str, object], path: str, found: list[Diagnostic]) -> Iterator[Node]:
    for each in _listed(data, "nodes")[:MAX_NODES]:
        name, kind = _text(each, "id"), _text(each, "type")
        place = [_number(each.get(key)) for key in ("x", "y", "width", "height")]
        if not name or kind not in KINDS or any(number is None for number in place):
            found.append(
                Diagnostic("canvas-invalid", path, 0, f"the node {name or '?'} of the type {kind or '?'} is left out")
            )
            continue
        x, y, width, height = (number or 0.0 for number in place)
        key = {"text": "text", "file": "file", "link": "url", "group": "label"}[kind]
        subpath = _text(each, "subpath").removeprefix("#")
        yield Node(name, kind, x, y, max(width, 1), max(height, 1), _text(each, "color"), _text(each, key), subpath)


def _edges(data: Mapping[str, object], nodes: Mapping[str, Node], path: str, found: list[Diagnostic]) -> Iterator[Edge]:
    for each in _listed(data, "edges")[:MAX_NODES]:
        start, end = _text(each, "fromNode"), _text(each, "toNode")
        if start not in nodes or end not in nodes:
            found.append(
                Diagnostic("canvas-invalid", path, 0, f"an edge from {start or '?'} to {end or '?'} ends nowhere")
            )
            continue
        yield Edge(
            start,
            end,
            _side(each, "fromSide"),
            _side(each, "toSide"),
            start_arrow=_text(each, "fromEnd") == "arrow",
            end_arrow=_text(each, "toEnd") != "none",
            label=_text(each, "label"),
            color=_text(each, "color"),
        )


def _side(data: Mapping[str, object], key: str) -> str:
    side = _text(data, key)
    return side if side in SIDES else ""


def _text(data: Mapping[str, object], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return max(-MAX_PLACE, min(MAX_PLACE, float(value)))
