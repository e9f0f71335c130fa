"""A disk that fails, or is full, below a folder: Python's audit events tell what is asked of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

FAILING = frozenset({"open", "os.rename", "os.link", "os.mkdir", "os.remove", "sqlite3.connect", "shutil.copyfile"})
"""What is asked of the system for which it may have no room, or a broken disk."""
_hooks: list[Callable[[str, tuple[Any, ...]], None]] = []


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    for hook in _hooks:
        hook(event, arguments)


sys.addaudithook(_audit)


class Fault:
    """The nth thing that is asked of the disk below a folder fails, and all after it if the disk is full."""

    def __init__(self, folder: Path, number: int, code: int, *, lasting: bool) -> None:
        """Take the error's number, and whether it goes on."""
        self.folder, self.number, self.code, self.lasting = str(folder), number, code, lasting
        self.seen = 0

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if (
            event not in FAILING
            or not arguments
            or not str(arguments[-1 if event == "os.link" else 0]).startswith(self.folder)
        ):
            return
        if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)):
            return
        self.seen += 1
        if self.seen == self.number or (self.lasting and self.seen > self.number):
            raise OSError(self.code, os.strerror(self.code), str(arguments[0]))

    def __enter__(self) -> Self:
        _hooks.append(self)
        return self

    def __exit__(self, *_: object) -> None:
        _hooks.remove(self)
