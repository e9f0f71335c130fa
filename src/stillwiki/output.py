"""The tree on disk: only what changed is written, and what nobody claims any more goes.

Owns the pages folder and its manifest (what we wrote, by digest). The new tree is made beside the old one, with which
it shares what did not change, and takes its place in one step: a run that is killed leaves the old tree or the new one.
The old one is spared, to become the next (`swap.carry`).
Refuses to touch files it did not write: one that is in the way ends the run, all others are kept.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from stillwiki import stamps, swap
from stillwiki.errors import OutputError
from stillwiki.memory import place
from stillwiki.seen import Seen
from stillwiki.treefiles import Files, digest

MANIFEST = ".stillwiki.json"
"""In the pages folder; MkDocs leaves out what begins with a dot."""

SEAL = ".stillwiki.sha256"
"""Beside it: digests of the sources and of the manifest (`integrity`)."""

_VERSION = 1
_MOST = 2
"""Where more than one file in so many is new, the new tree is spared, not the old one: it is nearer to the next."""
_ASTRAY = re.compile(r"(?:^|/)\.{0,2}(?:/|\Z)|\\")
"""Parts of a path that lead elsewhere, or nowhere, and what divides parts on other systems."""
_quoted = json.encoder.encode_basestring


class Entry(NamedTuple):
    """A file that we wrote."""

    digest: str
    """SHA-256 of its bytes."""
    title: str = ""
    """Full title of the wiki's page; empty for what we made up ourselves."""


@dataclass(frozen=True)
class Changes:
    """What a write did, by path; the entries tell whose pages they are."""

    came: Mapping[str, Entry] = field(default_factory=dict)
    changed: Mapping[str, Entry] = field(default_factory=dict)
    went: Mapping[str, Entry] = field(default_factory=dict)
    overwritten: tuple[str, ...] = ()
    """Files that somebody else had changed or made, written anew."""
    left: tuple[str, ...] = ()
    """Files that are no longer part of the tree, but that somebody else has changed: left alone from now on."""
    seen: stamps.Seen = field(default=(), compare=False)
    """All that is there since, as the system shows it; nothing where the folder is a link."""


def write(
    folder: Path,
    files: Mapping[str, bytes],
    titles: Mapping[str, str],
    *,
    seal: Callable[[bytes], bytes] | None = None,
    force: bool = False,
) -> Changes:
    """Make `folder` hold `files` (by path); `titles` has the full title for paths of wiki pages.

    `seal` makes of the manifest what stands beside it; `force` takes files over that are in the way and not ours.
    """
    linked = folder.is_symlink()
    folder = folder.resolve() if linked else folder
    try:
        swap.recover(folder)
        old = read_manifest(folder / MANIFEST)
        told = files.digest if isinstance(files, Files) else lambda path: digest(files[path])
        new = {path: Entry(told(path), titles.get(path, "")) for path in sorted(files)}
        seen = Seen(folder)
        plan = _plan(folder, old, new, seen)
        if plan.foreign and not force:
            raise OutputError(_in_the_way(folder, plan.foreign))
        manifest = _manifest(new)
        others = _carry_out(folder, files, plan, {MANIFEST: manifest} | ({SEAL: seal(manifest)} if seal else {}))
        there = seen.keep({path: entry.digest for path, entry in new.items()}, others)
    except OSError as error:
        shutil.rmtree(swap.staging(folder), ignore_errors=True)
        raise OutputError(f"{error.filename or folder}: {error.strerror or error}") from error
    return Changes(
        came={path: new[path] for path in plan.came},
        changed={path: new[path] for path in plan.changed},
        went={path: old.get(path, Entry("")) for path in plan.went},
        overwritten=tuple(sorted({*plan.edited, *plan.foreign})),
        left=tuple(plan.left),
        seen=() if linked else there,
    )


def read_manifest(path: Path) -> dict[str, Entry]:
    """What a manifest says we wrote; nothing where there is none that can be read."""
    try:
        found = json.loads(path.read_bytes())
        entries = {name: Entry(value["sha256"], value.get("title", "")) for name, value in found["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {name: entry for name, entry in entries.items() if _is_safe(name)}


@dataclass
class _Plan:
    came: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    went: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def _plan(folder: Path, known: Mapping[str, Entry], new: Mapping[str, Entry], seen: Seen) -> _Plan:
    plan = _Plan()
    for path, entry in new.items():
        if seen.holds(path, entry.digest):
            continue
        if not _is_safe(path):
            raise OutputError(f"{path}: is no path inside the tree")
        there = _digest_on_disk(folder / path)
        if there == entry.digest:
            continue
        (plan.came if there is None else plan.changed).append(path)
        if there is not None and (path not in known or there != known[path].digest):
            (plan.edited if path in known else plan.foreign).append(path)
    for path in sorted(known.keys() - new.keys()):
        there = _digest_on_disk(folder / path)
        if there is not None:
            (plan.went if there == known[path].digest else plan.left).append(path)
    return plan


def _carry_out(folder: Path, files: Mapping[str, bytes], plan: _Plan, beside: Mapping[str, bytes]) -> Collection[str]:
    """Make the new tree beside the old one, of which it keeps what did not change, and let it take its place.

    Gives the paths of which the system says other things since.
    """
    written = [*plan.came, *plan.changed]
    same = all(_digest_on_disk(folder / name) == digest(content) for name, content in beside.items())
    if not written and not plan.went and same:
        return ()
    staged, spared = swap.staging(folder), place(folder).with_suffix(".tree.spared")
    others = {*written, *plan.went, *beside}
    others.update(_keep(folder, staged, others, spared))
    staged.mkdir(parents=True, exist_ok=True)
    for path in written:
        (staged / path).parent.mkdir(parents=True, exist_ok=True)
        (staged / path).write_bytes(files[path])
    if len(written) * _MOST > len(files):
        others.update(swap.spare(staged, spared))
    for name, content in beside.items():
        (staged / name).write_bytes(content)
    swap.install(folder, [staged / path for path in (*written, *beside)], spared)
    return others


def _keep(folder: Path, staged: Path, without: AbstractSet[str], spared: Path) -> Iterable[str]:
    """Let the new tree have the files of the old one, those of others too, and their folders that hold nothing.

    Gives what the system says other things of since.
    """
    if not folder.exists():
        return ()
    there = {name: number for name, number in swap.held(str(folder)) if name not in without}
    bare = [name for name, number in there.items() if not number]
    linked = swap.carry(folder, staged, {name: number for name, number in there.items() if number}, spared)
    for path in (*bare, ""):
        (staged / path).mkdir(parents=True, exist_ok=True)
    shutil.copymode(folder, staged)
    return (*linked, *bare)


def replace(path: Path, content: bytes) -> None:
    """Write a single file in one step: it is the old one or the new one, never half of either."""
    staged = path.with_name(f".{path.name}.staging")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _store(staged, content)
        staged.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}") from error


def _store(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _manifest(entries: Mapping[str, Entry]) -> bytes:
    """One line for each file, so that a diff of two manifests can be read."""
    lines = []
    for path, (told, title) in entries.items():
        of_page = f', "title": {_quoted(title)}' if title else ""
        lines.append(f'  {_quoted(path)}: {{"sha256": {_quoted(told)}{of_page}}}')
    body = ",\n".join(lines)
    return f'{{"version": {_VERSION}, "files": {{\n{body}\n}}}}\n'.encode()


def _digest_on_disk(path: Path) -> str | None:
    """Digest of what is there; none where nothing is."""
    try:
        return digest(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None


def _is_safe(path: str) -> bool:
    """Whether a path stays inside the folder, and away from what is ours beside the pages."""
    return not _ASTRAY.search(path) and path not in {MANIFEST, SEAL}


def _in_the_way(folder: Path, paths: list[str]) -> str:
    shown = ", ".join(paths[:3]) + (f" and {len(paths) - 3} more" if len(paths) > 3 else "")
    return f"{folder}: not written by Stillwiki, but in its way: {shown} (move them, or take them over with --force)"
