"""Folders that take each other's place in one step, so that whoever looks finds the old one or the new one, whole.

Where the system can exchange two names (Linux, macOS), there is no moment between; elsewhere the old folder steps aside
first, and the next run puts it back if a kill came between. Refuses to know what the folders hold.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

_EXCHANGE = 2
"""`RENAME_EXCHANGE` of Linux' renameat2(2), and `RENAME_SWAP` of macOS' renamex_np(2)."""
_HERE = -100
"""`AT_FDCWD`."""
_MANY = 64
"""Files from which on one call that settles everything is cheaper than one for each."""


def recover(folder: Path) -> None:
    """End what a killed run left beside a folder: put the old one back where none is, clear away what was staged."""
    old = _aside(folder)
    if old.exists() and not folder.exists():
        old.replace(folder)
    for left in (old, staging(folder)):
        shutil.rmtree(left, ignore_errors=True)


def staging(folder: Path) -> Path:
    """Where the new folder is made: beside the old one, on the same file system."""
    return folder.with_name(f".{folder.name}.staging")


def share(old: str | Path, new: str | Path) -> None:
    """Let a new folder have a file of the old one: as a hard link, where one can be made."""
    try:
        try:
            os.link(old, new, follow_symlinks=False)
        except FileNotFoundError:
            _make_room(os.path.dirname(new))  # noqa: PTH120  # a Path for each of 10,000 files costs more than the link
            os.link(old, new, follow_symlinks=False)
    except OSError:  # no hard links here
        shutil.copy2(old, new, follow_symlinks=False)


def _make_room(folder: str) -> None:
    try:
        os.mkdir(folder)  # noqa: PTH102  # as above
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")


def install(folder: Path, written: Iterable[Path]) -> None:
    """Put the staged folder in the place of `folder`, once the files that were `written` are on the disk."""
    fresh = staging(folder)
    _settle(fresh, list(islice(written, _MANY + 1)))
    if not folder.exists():
        fresh.replace(folder)
    elif not _exchange(fresh, folder):
        folder.replace(_aside(folder))
        fresh.replace(folder)
    settle_folder(folder.parent)
    recover(folder)


def _settle(folder: Path, files: list[Path]) -> None:
    """Make sure of what is written, names included: a name must never outlive a power cut that its content did not."""
    if len(files) > _MANY and hasattr(os, "sync"):
        os.sync()
        return
    for file in files:
        with file.open("rb") as held:
            os.fsync(held.fileno())
    for parent in {folder, *(parent for file in files for parent in file.parents if parent.is_relative_to(folder))}:
        settle_folder(parent)


def settle_folder(folder: Path) -> None:
    """Make sure of the names in a folder, where the system lets one."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change names; False where the system cannot."""
    names = os.fsencode(one), os.fsencode(other)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return bool(library.renamex_np(*names, _EXCHANGE) == 0)
        return bool(library.renameat2(_HERE, names[0], _HERE, names[1], _EXCHANGE) == 0)
    except (AttributeError, OSError, TypeError):
        return False
