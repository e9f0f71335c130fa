"""A canvas as Markdown: cards in the order they are read, each with its place; lines, and the same in words.

Where there is room the cards stand where the canvas has them and the lines are drawn; on a narrow screen, in print and
for a screen reader they follow one another, and every card says where its lines lead.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from stillwiki import names
from stillwiki.diagnostics import Diagnostic
from stillwiki.markdown import escape
from stillwiki.model import Found
from stillwiki.notes import InVault, Note, NoteLink, VaultFile, View, Woven
from stillwiki.obsidian.canvas.reading import Canvas, Edge, Node, read
from stillwiki.obsidian.plain import first_words

ROOM = 1150
"""Width of a page without navigation, in pixels; a wider canvas is drawn smaller, as far as it can still be read."""
SMALLEST = 0.65
IMAGES = (".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
_WEB = re.compile(r"https?://[^\s<>\"]+")


def convert(
    file: VaultFile, view: View, made: Callable[[Note], Woven], *, room: int = ROOM, cards: str = "card"
) -> Woven:
    """The page of a canvas, or what an embed of it shows.

    Markdown of the texts of its cards is `made` as that of notes is; ids of the cards begin with `cards`.
    """
    found: list[Diagnostic] = []
    canvas = read(file, found)
    if not canvas.nodes:
        return Woven("This canvas is empty.\n", (), tuple(found))
    drawing = _Drawing(canvas, view, made, room, cards)
    drawing.found += found
    body = "\n\n".join(drawing.blocks())
    return Woven(f"{body}\n", tuple(drawing.links), tuple(drawing.found), frozenset(drawing.uses))


class _Drawing:
    """One canvas while it is drawn."""

    def __init__(self, canvas: Canvas, view: View, made: Callable[[Note], Woven], room: int, cards: str) -> None:
        self.canvas, self.view, self.made, self.cards = canvas, view, made, cards
        self.found: list[Diagnostic] = []
        self.links: list[NoteLink] = []
        self.uses: set[str] = {"canvas"}
        self.nodes: Mapping[str, Node] = {node.id: node for node in canvas.nodes}
        self.numbers = {node.id: number for number, node in enumerate(_reading_order(canvas.nodes), 1)}
        self.left, self.top = min(node.x for node in canvas.nodes), min(node.y for node in canvas.nodes)
        self.width = max(node.x + node.width for node in canvas.nodes) - self.left
        self.height = max(node.y + node.height for node in canvas.nodes) - self.top
        self.scale = max(SMALLEST, min(1.0, room / self.width))
        self.leaving: dict[str, list[Edge]] = defaultdict(list)
        for edge in canvas.edges:
            self.leaving[edge.start].append(edge)

    def blocks(self) -> Iterator[str]:
        """The page, block by block."""
        size = f"width: {self._px(self.width)}; height: {self._px(self.height)}"
        yield '<div class="canvas" markdown="block">'
        yield f'<div class="canvas-plane" style="{size}" markdown="block">'
        for edge in self.canvas.edges:
            yield self._line(edge)
        for name in self.numbers:
            yield from self._card(self.nodes[name])
        yield "</div>"
        yield "</div>"

    def _px(self, number: float) -> str:
        return f"{round(number * self.scale)}px"

    def _card(self, node: Node) -> Iterator[str]:
        place = f"left: {self._px(node.x - self.left)}; top: {self._px(node.y - self.top)}"
        place += f"; width: {self._px(node.width)}; height: {self._px(node.height)}"
        name, paint = _color(node.color)
        kind = f"canvas-{node.kind}{name}"
        yield f'<div class="{kind}" id="{self.cards}-{self.numbers[node.id]}" style="{place}{paint}" markdown="block">'
        yield self._content(node)
        if leading := [self._leads(edge) for edge in self.leaving[node.id]]:
            yield '<div class="canvas-leads" markdown="block">'
            yield "\n".join(leading)
            yield "</div>"
        yield "</div>"

    def _content(self, node: Node) -> str:
        if node.kind == "file":
            return self._file(node)
        if node.kind == "text":
            text = self.made(Note(self.view.path, node.content))
            self.links += text.links
            self.uses |= text.uses
            self.found += [Diagnostic(d.code, d.page, 0, d.message, d.hint) for d in text.diagnostics]
            return text.body.strip("\n")
        if node.kind == "link" and _WEB.fullmatch(node.content):
            return f"[{_words(node.content)}]({escape.address(node.content)})"
        return f"**{_words(node.content)}**" if node.content.strip() else "&nbsp;"

    def _file(self, node: Node) -> str:
        target = self.view.resolve(node.content)
        link = NoteLink(node.content, node.subpath, embed=True)
        self.links.append(link)
        if isinstance(target, Found):
            return f"**[{_words(target.title)}]({self._address(target.path)})**"
        if not isinstance(target, InVault):
            self.found.append(
                Diagnostic("link-missing", self.view.path, 0, f"{node.content}: the vault has no such file")
            )
            return f'<span class="new" title="{escape.attribute(node.content)}">{_words(_title(node.content))}</span>'
        if target.path.lower().endswith(IMAGES):
            return f"![{_words(_title(target.path))}]({self._address(target.page)})"
        shown = f"**[{_words(target.title)}]({self._address(target.page)})**"
        note = self.view.note(target.path)
        told = note.properties.get("definition") if note else None
        lead = told if isinstance(told, str) else first_words(note.text) if note else ""
        return f"{shown}\n\n{_words(' '.join(lead.split()))}" if lead and node.height > 90 else shown

    def _address(self, page: str) -> str:
        return escape.address(names.relative(self.view.page, page))

    def _leads(self, edge: Edge) -> str:
        """A line in words."""
        end = self.nodes[edge.end]
        said = f"{_words(edge.label)}: " if edge.label.strip() else ""
        return f"- → {said}[{_words(_named(end))}](#{self.cards}-{self.numbers[edge.end]})"

    def _line(self, edge: Edge) -> str:
        start, end = self.nodes[edge.start], self.nodes[edge.end]
        x, y = start.side(edge.start_side or _facing(start, end))
        to_x, to_y = end.side(edge.end_side or _facing(end, start))
        length, angle = math.hypot(to_x - x, to_y - y), math.degrees(math.atan2(to_y - y, to_x - x))
        name, paint = _color(edge.color)
        place = f"left: {self._px(x - self.left)}; top: {self._px(y - self.top)}; width: {self._px(length)}"
        kind = f"canvas-line{' start' if edge.start_arrow else ''}{' end' if edge.end_arrow else ''}{name}"
        line = (
            f'<div class="{kind}" style="{place}; transform: rotate({angle:.2f}deg){paint}" aria-hidden="true"></div>'
        )
        if not edge.label.strip():
            return line
        middle = f"left: {self._px((x + to_x) / 2 - self.left)}; top: {self._px((y + to_y) / 2 - self.top)}"
        # The words stand in the list of the card, too.
        return f'{line}\n<div class="canvas-label" style="{middle}" aria-hidden="true">{escape.html(edge.label)}</div>'


def _reading_order(nodes: Sequence[Node]) -> Iterator[Node]:
    """Groups from above and left, each before what it holds, then what stands in none."""
    groups = sorted((node for node in nodes if node.kind == "group"), key=lambda node: (node.y, node.x))
    cards = sorted((node for node in nodes if node.kind != "group"), key=lambda node: (node.y, node.x))
    for group in groups:
        yield group
        yield from (card for card in cards if _around(card, groups)[:1] == [group])
    yield from (card for card in cards if not any(group.holds(card) for group in groups))


def _around(card: Node, groups: Sequence[Node]) -> list[Node]:
    """The groups that hold a card, the smallest first."""
    return sorted((group for group in groups if group.holds(card)), key=lambda group: group.width * group.height)


def _facing(node: Node, other: Node) -> str:
    """The side of a node that looks at another."""
    across = other.x + other.width / 2 - node.x - node.width / 2
    down = other.y + other.height / 2 - node.y - node.height / 2
    if abs(across) > abs(down):
        return "right" if across > 0 else "left"
    return "bottom" if down > 0 else "top"


def _color(color: str) -> tuple[str, str]:
    """Class and style of a colour; what is neither a number of the palette nor a hex colour is none."""
    if color in ("1", "2", "3", "4", "5", "6"):
        return f" canvas-{color}", ""
    return (" canvas-own", f"; color: {color}") if _HEX.fullmatch(color) else ("", "")


def _named(node: Node) -> str:
    """A node in few words."""
    if node.kind == "file":
        return _title(node.content)
    words = first_words(node.content) if node.kind == "text" else node.content
    return words[:60].strip() or "a card"


def _title(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def _words(text: str) -> str:
    return escape.text(text, line=True, link=True)
