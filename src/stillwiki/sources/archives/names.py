"""Names of an archive's entries: which no file system may be given, and which two are one file somewhere.

Nothing is ever written under such a name; but an archive that holds one was made to harm, or by a broken tool.
"""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 255
"""Bytes of a name between two slashes, on every file system in use."""
_DEEPEST = 64
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
"""Names that mean devices on Windows, with any suffix."""


def fault(name: str) -> str:
    """Why an entry's name is refused; nothing where all is well."""
    if not name:
        return "without a name"
    if name.startswith("/") or re.match(r"[A-Za-z]:", name):
        return "with an absolute name"
    parts = split(name)
    if ".." in parts:
        return "whose name leads out of the archive ('..')"
    if len(parts) > _DEEPEST:
        return f"more than {_DEEPEST} folders deep"
    return next(filter(None, map(_part_fault, parts)), "")


def _part_fault(part: str) -> str:
    try:
        size = len(part.encode())
    except UnicodeEncodeError:
        return "whose name is no Unicode"
    faults = (
        (size > _LONGEST, f"with a name longer than {_LONGEST} bytes"),
        (any(unicodedata.category(letter) == "Cc" for letter in part), "with a control character in its name"),
        ("\\" in part, "with a backslash in its name, which is a folder on Windows"),
        (_RESERVED.fullmatch(part), "with a name that is a device on Windows"),
        (part.endswith((".", " ")), "whose name ends with a dot or a blank, which Windows drops"),
    )
    return next((what for found, what in faults if found), "")


def split(name: str) -> list[str]:
    """Folders and name of an entry."""
    return [part for part in name.split("/") if part not in {"", "."}]


class Seen:
    """The names there were, told apart as the least distinguishing file system does."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def fault(self, name: str) -> str:
        """Why a name cannot stand beside the ones before; nothing where it can."""
        path = "/".join(split(name))
        composed = unicodedata.normalize("NFC", path)
        key = unicodedata.normalize("NFC", composed.casefold())
        if key not in self._names:
            self._names[key] = path
            return ""
        other = self._names[key]
        if other == path:
            return "that is there twice"
        what = "composition of its letters" if unicodedata.normalize("NFC", other) == composed else "case"
        return f"that differs from {other!r} in the {what} alone"
