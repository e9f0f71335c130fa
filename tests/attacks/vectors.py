"""The attacks as they are written down: one file for each way into a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
KINDS = ("html", "attributes", "styles", "sheets", "links", "media", "tags", "functions", "markdown", "lua", "rendered")


@dataclass(frozen=True, slots=True)
class Vector:
    """One attack: the file it stands in, its name there, and what it puts into a page."""

    kind: str
    name: str
    text: str

    @property
    def title(self) -> str:
        """Title of the page that holds it."""
        return f"{self.kind.capitalize()} {self.name}"


def texts() -> list[Vector]:
    """All attacks by the text of a page, or of a module."""
    return [vector for kind in KINDS for vector in _read(kind)]


def notes() -> list[Vector]:
    """All attacks by the notes, canvases and bases of a vault."""
    return [Vector("note", vector.name, vector.text) for vector in _read("notes")]


def _read(kind: str) -> Iterator[Vector]:
    for part in (HERE / f"{kind}.txt").read_text("utf-8").removeprefix("%% ").split("\n%% "):
        name, _, text = part.partition("\n")
        yield Vector(kind, name, text.removesuffix("\n"))


def titles() -> list[str]:
    """Hostile titles of pages."""
    return (HERE / "titles.txt").read_text("utf-8").splitlines()


FIELDS = (
    '"><script>top.canary=1</script>',
    "'><img src=x onerror=top.canary=1>",
    '"onclick="top.canary=1',
    "javascript:top.canary=1//",
    "&lt;img src=x onerror=top.canary=1&gt;",
    "x](javascript:top.canary=1){: onclick=top.canary=1 }",
)
"""Values of what is no text of a page: authors, and what a wiki says of itself."""
