"""Specification files: Markdown in which every second-level heading is a case, and fenced blocks are its parts.

Parts: `wikitext` (the page), `page Title` (another page of the wiki), `options` (title=…, one a line),
`rendered` (the wiki's own HTML of the page; of another revision where that is named),
or `obsidian` (the note; options path=…), `note Path.md`, `file Path` and `alias Name` (others of the vault);
`front`, `markdown`, `html`, `sheets`, `diagnostics` and `elsewhere` (what is expected; the last are diagnostics of
other pages). Prose between them is the reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

_FENCE = re.compile(r"^(`{3,})(\w+)(?: (.*))?$")


@dataclass
class Part:
    """A fenced block: what it is, and the lines it stands on (the fences excluded)."""

    kind: str
    argument: str
    text: str
    start: int
    end: int


@dataclass
class Case:
    """One case of a file."""

    file: Path
    name: str
    parts: list[Part] = field(default_factory=list)

    def part(self, kind: str) -> str | None:
        """Text of the first part of a kind."""
        return next((part.text for part in self.parts if part.kind == kind), None)

    @property
    def id(self) -> str:
        return f"{self.file.stem}: {self.name}"


def read(path: Path) -> list[Case]:
    """All cases of a file."""
    cases: list[Case] = []
    lines = path.read_text("utf-8").split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        fence = _FENCE.match(line)
        if line.startswith("## "):
            cases.append(Case(path, line[3:].strip()))
        elif fence and cases:
            end = next(n for n in range(at + 1, len(lines)) if lines[n] == fence[1])
            cases[-1].parts.append(Part(fence[2], fence[3] or "", "\n".join(lines[at + 1 : end]), at + 1, end))
            at = end
        at += 1
    return cases


def accept(case: Case, actual: dict[str, str]) -> None:
    """Write what a case gave into its file; parts that are missing are left out."""
    lines = case.file.read_text("utf-8").split("\n")
    fresh = next(found for found in read(case.file) if found.name == case.name)
    for part in reversed(fresh.parts):
        if part.kind in actual:
            text = actual[part.kind]
            fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`{3,}", text)), 0)
            body = text.split("\n") if text else []
            head = fence + lines[part.start - 1].lstrip("`")
            lines[part.start - 1 : part.end + 1] = [head, *body, fence]
    case.file.write_text("\n".join(lines), "utf-8")
