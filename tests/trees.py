"""A small tree that is written again and again."""

from __future__ import annotations

from pathlib import Path

from stillwiki.memory import place
from stillwiki.output import MANIFEST

FIRST = {"index.md": b"home", "wiki/A.md": b"a", "wiki/sub/B.md": b"b"}
TITLES = {"wiki/A.md": "A", "wiki/sub/B.md": "B"}


def on_disk(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def spared(folder: Path) -> Path:
    return place(folder).with_suffix(".tree.spared")
