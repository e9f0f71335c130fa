"""Which file of a vault a link means: Obsidian's rules over all files, case ignored.

Rules: Obsidian's help, "Internal links" and "Aliases", and what Obsidian 1.13 was measured to do where the help is
silent: an exact path wins over everything, then the end of a path; of several, the one beside the note, else the
shortest path, else the first in the alphabet. An alias is no name: it answers only where nothing else does, and says
so.
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

NOTE = ".md"


@dataclass(frozen=True, slots=True)
class Hit:
    """The file that a link means."""

    path: str
    how: str
    """exact, relative, suffix, own-folder, shortest, case, alias, self."""
    candidates: tuple[str, ...] = ()
    """The other files that fit, when a rule had to choose among several."""


class Resolver:
    """All files of a vault by name; `aliases` lead from what is no name to a path."""

    def __init__(self, paths: Iterable[str], aliases: Mapping[str, str]) -> None:
        self._paths: dict[str, str] = {}
        self._spelled: dict[str, str] = {}
        """Paths as they are: of two that differ in case only, a link means the one it spells."""
        self._names: dict[str, list[str]] = defaultdict(list)
        for path in sorted(paths):
            self._paths.setdefault(fold(path), path)
            self._spelled[path] = path
            self._names[fold(posixpath.basename(path))].append(path)
        self._aliases: dict[str, str] = {}
        for alias, path in sorted(aliases.items(), key=lambda item: item[1]):
            self._aliases.setdefault(fold(alias), path)
        self._known: dict[tuple[str, str], Hit | None] = {}
        self._anywhere: dict[str, Hit | None] = {}
        """What a target means from every folder, which is so of nearly all."""

    def resolve(self, target: str, source: str) -> Hit | None:
        """The file that `target`, without subpath, means in the note `source`."""
        if target in self._anywhere:
            return self._anywhere[target]
        wanted = unicodedata.normalize("NFC", target.replace("\\", "/")).strip()
        if not wanted:
            return Hit(source, "self")
        key = wanted, posixpath.dirname(source)
        if key not in self._known:
            hit = self._known[key] = self._file(wanted, key[1]) or self._alias(wanted)
            if not wanted.startswith(("./", "../")) and not (hit and hit.candidates):
                self._anywhere[target] = hit
        return self._known[key]

    def _file(self, target: str, folder: str) -> Hit | None:
        """With a dot in its name a target is tried as it stands first; a note needs no suffix."""
        spelled = [target, target + NOTE] if "." in posixpath.basename(target) else [target + NOTE]
        for wanted in spelled:
            if wanted.startswith(("./", "../")):
                hit = self._exact(posixpath.normpath(posixpath.join(folder, wanted)), "relative")
            elif wanted.startswith("/"):
                hit = self._exact(wanted.lstrip("/"), "exact")
            else:
                hit = self._exact(wanted, "exact") or self._by_end(wanted, folder)
            if hit:
                return hit
        return None

    def _exact(self, wanted: str, how: str) -> Hit | None:
        path = self._spelled.get(wanted) or self._paths.get(fold(wanted))
        return Hit(path, how if path == wanted else "case") if path else None

    def _by_end(self, wanted: str, folder: str) -> Hit | None:
        end = "/" + fold(wanted)
        found = [path for path in self._names.get(fold(posixpath.basename(wanted)), ()) if fold(path).endswith(end)]
        if not found:
            return None
        beside = fold(posixpath.join(folder, wanted))
        own = [path for path in found if fold(path) == beside]
        path = min(own or found, key=lambda path: (len(path), not path.endswith(wanted), path))
        how = "suffix" if len(found) == 1 else "own-folder" if own else "shortest"
        others = tuple(other for other in found if other != path)
        return Hit(path, how if others or path.endswith(wanted) else "case", others)

    def _alias(self, target: str) -> Hit | None:
        path = self._aliases.get(fold(target))
        return Hit(path, "alias") if path else None


def fold(text: str) -> str:
    """A name as Obsidian compares it."""
    return unicodedata.normalize("NFC", text).casefold()
