"""A walk over the built site: every link it makes to itself must lead somewhere, to the anchor too.

MkDocs checks the links of Markdown; this also sees raw HTML, the theme, redirects and addresses in front matter. A file
is walked over again when it changed, or something that its links asked for: a file, an anchor. Refuses to ask other
hosts anything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from sys import intern
from typing import Any, NamedTuple

from stillwiki.diagnostics import Diagnostic
from stillwiki.kept import HarmedError
from stillwiki.looking import CODES, SITE, Doubt, Looked, Looker
from stillwiki.memory import Mapper, program
from stillwiki.sealed import Sealed, column, texts
from stillwiki.stamps import regular
from stillwiki.task import Task

_MANY = 256
"""Files from which on several processes look at them: a night with little news is to start none."""


@dataclass(frozen=True)
class Known:
    """What need not be looked at again, because it is known."""

    store: Path | None = None
    """What earlier walks found."""
    site: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of files of the site."""
    tree: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of files of the tree."""
    files: Collection[str] | None = None
    """All files of the site, where somebody has looked."""


def check_site(
    folder: Path, tree: Mapping[str, bytes], known: Known = Known(), mapper: Mapper | None = None
) -> list[Diagnostic]:
    """Dead links of the built site, and dead addresses in the front matter of the tree it was built from.

    Where there is much to look at, the `mapper` does it.
    """
    with Sealed(known.store, len(_Found._fields)) as lines:
        files = known.files if known.files is not None else [name for name, _ in regular(folder)]
        walk = _Walk(Looker(folder, frozenset(files), tree), lines, mapper)
        try:
            faults = walk.go(known)
        except HarmedError:
            lines.clear()
            faults = walk.go(known)
        return [
            Diagnostic(code, name, 0, f"{link!r} {what}")
            for code in CODES
            for name, found in sorted(faults[code].items())
            for link, what in found
        ]


_Faults = dict[str, list[tuple[str, str]]]
"""What is wrong with which links, by the name of the file that has them."""


class _Found(NamedTuple):
    """What was found in a file of the site or of the tree, beside faults."""

    digest: str
    """SHA-256 of the file."""
    anchors: str
    asked: str
    """Both as in `Looked`."""


class _Walk:
    """One walk; only over what changed, and what links to something that changed."""

    def __init__(self, looker: Looker, lines: Sealed, mapper: Mapper | None) -> None:
        self._looker, self._lines, self._mapper = looker, lines, mapper
        self._looked: dict[tuple[str, str], Looked] = {}
        self._told: dict[str, AbstractSet[str]] = {}
        self._before: Mapping[str, Mapping[str, str]] = {}
        """Digests of what earlier walks have seen, by code and name."""
        self._stale: AbstractSet[tuple[str, str]] = frozenset()
        """What has to be looked at."""

    def go(self, known: Known) -> Mapping[str, _Faults]:
        """Bring all that is known up to date; gives what is wrong, by code.

        Raises:
            HarmedError: of what should be known something is not.

        """
        digests = dict(zip(CODES, self._digests(known), strict=True))
        program_ = program().hex()
        told: dict[str, Any] = self._lines.state("known")
        if told.get("program") != program_:
            self._lines.clear()
            told = {"digests": {}, "faults": {}, "asked": ""}
        before = {code: _mapping(*told["digests"].get(code, ("", ""))) for code in CODES}
        faults: dict[str, _Faults] = {code: told["faults"].get(code, {}) for code in CODES}
        stale = {(code, name) for code in CODES for name in _others(before[code], digests[code])}
        gone = {(code, name) for code, name in stale if name not in digests[code]}
        self._before, self._stale = before, stale
        asked = set(texts(told["asked"]))  # by any file, now or once: what nobody asks for need not be looked for
        self._ahead(stale - gone)
        changed = self._changed(stale - gone) & asked
        if changed:
            stale |= {(code, name) for code in CODES for name in digests[code] if self._asks(code, name, changed)}
        for code, name in stale:
            faults[code].pop(name, None)
        self._ahead(stale - gone)  # those, too, that ask for what is another now
        for code, name in sorted(stale - gone):
            looked = self._look(code, name)
            self._lines.put(f"{code} {name}", _Found(digests[code][name], looked.anchors, looked.asked))
            asked.update(looked.asked.split("\0"))
            # Words are one object, whoever looked: what is noted are then the same bytes.
            wrong = [(doubt.link, intern(doubt.what)) for doubt in looked.doubts if self._is_wrong(doubt)]
            if wrong:
                faults[code][name] = wrong
        self._lines.drop(f"{code} {name}" for code, name in gone)
        if stale:
            columns = {code: (column(each), column(each.values())) for code, each in digests.items()}
            noted = {"program": program_, "digests": columns, "faults": faults, "asked": column(asked)}
            self._lines.note("known", noted)
        return faults

    def _digests(self, known: Known) -> Iterator[Mapping[str, str]]:
        """Of the pages of the site, and of those of the tree."""
        folder, tree = self._looker.folder, self._looker.tree
        pages = [name for name in self._looker.files if name.endswith(".html")]
        yield {name: known.site.get(name) or _digest((folder / name).read_bytes()) for name in pages}
        texts = [path for path in tree if path.endswith(".md")]
        yield {path: known.tree.get(path) or _digest(tree[path]) for path in texts}

    def _line(self, code: str, name: str) -> _Found:
        """What was found in a file that an earlier walk has seen."""
        line = self._lines.line(f"{code} {name}")
        if line is None or line[0] != self._before[code][name]:
            raise HarmedError(f"nothing is known of {name}")
        return _Found(*line)

    def _asks(self, code: str, name: str, changed: AbstractSet[str]) -> bool:
        """Whether a file asks for something of this."""
        return (code, name) in self._stale or not changed.isdisjoint(self._line(code, name).asked.split("\0"))

    def _changed(self, stale: Iterable[tuple[str, str]]) -> set[str]:
        """What links may have asked for and is another now: files that came or went, anchors that came or went."""
        files = self._looker.files
        moved = files.symmetric_difference(texts(self._lines.state("files").get("are", "")))
        if moved:
            self._lines.note("files", {"are": column(files)})
        changed = {*moved, *(name.removesuffix("index.html").rstrip("/") for name in moved)}
        for code, name in stale:
            if code == SITE and name in self._before[code]:
                anchors = _set(self._line(code, name).anchors) ^ _set(self._look(code, name).anchors)
                changed |= {f"{name}#{anchor}" for anchor in anchors}
        return changed

    def _ahead(self, stale: AbstractSet[tuple[str, str]]) -> None:
        """Have others look at files that have to be looked at, where these are many."""
        left = sorted(stale - self._looked.keys())
        if self._mapper is None or len(left) < _MANY:
            return
        # What they cannot look at, for whatever reason, is looked at here, and comes to the end that it has here.
        task = Task(self._looker.tried, (_nothing,))
        for each, looked in zip(left, self._mapper(task, left), strict=True):
            if looked is not None:
                self._looked[each] = looked

    def _look(self, code: str, name: str) -> Looked:
        which = code, name
        if which not in self._looked:
            self._looked[which] = self._looker(which)
        return self._looked[which]

    def _is_wrong(self, doubt: Doubt) -> bool:
        return not doubt.page or doubt.anchor not in self._anchors(doubt.page)

    def _anchors(self, name: str) -> AbstractSet[str]:
        if name not in self._told:
            stale = (SITE, name) in self._stale
            self._told[name] = _set((self._look if stale else self._line)(SITE, name).anchors)
        return self._told[name]


def _nothing(_which: tuple[str, str], _reason: str) -> None:
    """What is known of a file where the process was lost that looked at it."""


def _set(joined: str) -> frozenset[str]:
    return frozenset(joined.split("\0"))


def _mapping(names: str, values: str) -> dict[str, str]:
    return dict(zip(texts(names), texts(values), strict=True))


def _others(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """Names that came or went, or stand for another digest."""
    yield from (name for name, digest in now.items() if before.get(name) != digest)
    yield from before.keys() - now.keys()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
