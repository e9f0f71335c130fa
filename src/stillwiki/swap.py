"""Folders that take each other's place in one step, so that whoever looks finds the old one or the new one, whole.

Where the system can exchange two names (Linux, macOS), there is no moment between; elsewhere the old folder steps aside
first, and the next run puts it back if a kill came between. A folder that was replaced may be spared: it is nearly what
the next one will be, and to change it costs less than a link for every file. Refuses to know what the folders hold.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
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
        _link(old, new)
    except OSError:  # no hard links here
        shutil.copy2(old, new, follow_symlinks=False)


def _link(old: str | Path, new: str | Path) -> None:
    try:
        os.link(old, new, follow_symlinks=False)
    except FileNotFoundError:
        _make_room(os.path.dirname(new))  # noqa: PTH120  # a Path for each of 10,000 files costs more than the link
        os.link(old, new, follow_symlinks=False)


def carry(old: Path, new: Path, names: Mapping[str, int | None], spared: Path) -> list[str]:
    """Let a new folder have these files of the old one and nothing else: it is the `spared` one, if that can be had.

    `names` have their numbers, where somebody has looked. A file of the spared folder stays if it is the very file of
    the old one; all others go before anything is written, for the old one may have them, too. Gives the files that it
    had not.
    """
    try:
        spared.rename(new)
    except OSError:  # there is none, it lies on another file system, or there is a new folder already
        has: dict[str, int] = {}
    else:
        has = dict(held(str(new)))
    missing = []
    for name, told in names.items():
        number = told or os.stat(f"{old}/{name}", follow_symlinks=False).st_ino  # noqa: PTH116  # a Path for each of 10,000 files costs more
        if has.get(name) == number:
            del has[name]
        else:
            missing.append(name)
    _remove(str(new), has)
    for name in missing:
        share(f"{old}/{name}", f"{new}/{name}")
    return missing


def change(old: Path, new: Path, spared: Path, without: Iterable[str], shared: Iterable[str]) -> None:
    """Let the spared folder be the new one unseen, without these files, and then with these of the old one.

    Raises:
        OSError: it is not there, or the old one does not have these.

    """
    spared.rename(new)
    _remove(str(new), dict.fromkeys(without, 1))
    for name in shared:
        share(f"{old}/{name}", f"{new}/{name}")


def spare(new: Path, spared: Path) -> dict[str, int]:
    """Let there be a spared folder with the very files of a new one, if there is none; gives their numbers by path.

    The system says of each of these files that its entry changed. Gives nothing where that cannot be had.
    """
    try:
        spared.mkdir()
    except OSError:  # there is one, or no place for one
        return {}
    numbers = {name: number for name, number in held(str(new)) if number}
    try:
        for name in numbers:
            _link(f"{new}/{name}", f"{spared}/{name}")
    except OSError:  # it lies on another file system, or there are no hard links here
        shutil.rmtree(spared, ignore_errors=True)
        return {}
    return numbers


def held(folder: str) -> Iterator[tuple[str, int]]:
    """What a folder holds, by its path there: files and links by their numbers, and folders that hold nothing.

    Where it was given its name by a rename, it lies where the old folder does, and there a number is one file's alone.
    """
    around, start = [folder], len(folder) + 1
    while around:
        path = around.pop()
        with os.scandir(path) as entries:
            inside = list(entries)
        for entry in inside:
            if entry.is_dir(follow_symlinks=False):
                around.append(entry.path)
            else:
                yield entry.path[start:], entry.inode()
        if not inside and path != folder:
            yield path[start:], 0


def _remove(folder: str, held: Mapping[str, int]) -> None:
    """Remove files and empty folders, as `held` gives them, and the folders above that hold nothing any more."""
    above: set[str] = set()
    for name, number in held.items():
        with suppress(FileNotFoundError):  # somebody told that it may be there
            (os.unlink if number else os.rmdir)(f"{folder}/{name}")
        while (name := name.rpartition("/")[0]) and name not in above:
            above.add(name)
    for name in sorted(above, reverse=True):
        with suppress(OSError):  # something is in it
            os.rmdir(f"{folder}/{name}")  # noqa: PTH106


def _make_room(folder: str) -> None:
    try:
        os.mkdir(folder)  # noqa: PTH102  # as above
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")


def install(folder: Path, written: Iterable[Path], spared: Path | None = None) -> None:
    """Put the staged folder in the place of `folder`, once the files that were `written` are on the disk.

    The old one becomes the `spared` one, where there is none and the file system is the same.
    """
    fresh = old = staging(folder)
    _settle(fresh, list(islice(written, _MANY + 1)))
    if not folder.exists():
        fresh.replace(folder)
    elif not _exchange(fresh, folder):
        old = _aside(folder)
        folder.replace(old)
        fresh.replace(folder)
    settle_folder(folder.parent)
    if spared:
        with suppress(OSError):
            old.rename(spared)
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
