"""The tree on disk: only what changed is written, and what nobody claims any more goes.

Owns the pages folder, its manifest (what we wrote, by digest) and the staging area beside it. Every file is replaced
in one step, so that a run that is killed leaves each file old or new, and the next run ends what it began. Refuses to
touch files it did not write: one that is in the way ends the run, all others are left alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from stillwiki.errors import OutputError

MANIFEST = ".stillwiki.json"
"""In the pages folder; MkDocs leaves out what begins with a dot."""

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
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


def write(folder: Path, files: Mapping[str, bytes], titles: Mapping[str, str], *, force: bool = False) -> Changes:
    """Make `folder` hold `files` (by path); `titles` has the full title for paths of wiki pages.

    `force` takes files over that are in the way and that we did not write.
    """
    staging = folder.parent / f".{folder.name}.staging"
    try:
        old = read_manifest(folder / MANIFEST)
        # What killed runs were about to write counts as ours.
        known = _known([old, *(read_manifest(pending) for pending in staging.glob("*.json"))])
        new = {path: Entry(digest(files[path]), titles.get(path, "")) for path in sorted(files)}
        plan = _plan(folder, known, new)
        if plan.foreign and not force:
            raise OutputError(_in_the_way(folder, plan.foreign))
        _carry_out(folder, staging, files, new, plan)
    except OSError as error:
        raise OutputError(f"{error.filename or folder}: {error.strerror or error}") from error
    return Changes(
        came={path: new[path] for path in plan.came},
        changed={path: new[path] for path in plan.changed},
        went={path: old.get(path, Entry("")) for path in plan.went},
        overwritten=tuple(sorted({*plan.edited, *plan.foreign})),
        left=tuple(plan.left),
    )


def _known(manifests: Iterable[Mapping[str, Entry]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for manifest in manifests:
        for path, entry in manifest.items():
            found.setdefault(path, set()).add(entry.digest)
    return found


def read_manifest(path: Path) -> dict[str, Entry]:
    """What a manifest says we wrote; nothing where there is none that can be read."""
    try:
        found = json.loads(path.read_bytes())
        entries = {name: Entry(value["sha256"], value.get("title", "")) for name, value in found["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {name: entry for name, entry in entries.items() if _is_safe(name)}


def digest(content: bytes) -> str:
    """What a file is recognised by."""
    return hashlib.sha256(content).hexdigest()


@dataclass
class _Plan:
    came: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    went: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def _plan(folder: Path, known: Mapping[str, set[str]], new: Mapping[str, Entry]) -> _Plan:
    plan = _Plan()
    for path, entry in new.items():
        if not _is_safe(path):
            raise OutputError(f"{path}: is no path inside the tree")
        there = _digest_on_disk(folder / path)
        if there == entry.digest:
            continue
        (plan.came if there is None else plan.changed).append(path)
        if there is not None and there not in known.get(path, ()):
            (plan.edited if path in known else plan.foreign).append(path)
    for path in sorted(known.keys() - new.keys()):
        there = _digest_on_disk(folder / path)
        if there is not None:
            (plan.went if there in known[path] else plan.left).append(path)
    return plan


def _carry_out(folder: Path, staging: Path, files: Mapping[str, bytes], new: Mapping[str, Entry], plan: _Plan) -> None:
    """Stage everything, then move it into place file by file; the manifest comes last."""
    manifest = _manifest(new)
    written = [*plan.came, *plan.changed]
    if not written and not plan.went and _digest_on_disk(folder / MANIFEST) == digest(manifest):
        shutil.rmtree(staging, ignore_errors=True)
        return
    staging.mkdir(parents=True, exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    pending = staging / f"{digest(manifest)}.json"
    _store(pending, manifest)
    for number, path in enumerate(written):
        _store(staging / str(number), files[path])
    for number, path in enumerate(written):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (staging / str(number)).replace(folder / path)
    _remove(folder, plan.went)
    pending.replace(folder / MANIFEST)
    shutil.rmtree(staging)


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


def _remove(folder: Path, paths: Iterable[str]) -> None:
    """Remove files, and the folders that stand empty then."""
    for path in paths:
        (folder / path).unlink(missing_ok=True)
        for parent in PurePosixPath(path).parents[:-1]:
            if any((folder / parent).iterdir()):
                break
            (folder / parent).rmdir()


def _manifest(entries: Mapping[str, Entry]) -> bytes:
    """One line for each file, so that a diff of two manifests can be read."""
    lines = []
    for path, entry in entries.items():
        value = {"sha256": entry.digest} | ({"title": entry.title} if entry.title else {})
        lines.append(f"  {_json(path)}: {_json(value)}")
    body = ",\n".join(lines)
    return f'{{"version": {_VERSION}, "files": {{\n{body}\n}}}}\n'.encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _digest_on_disk(path: Path) -> str | None:
    """Digest of what is there; none where nothing is."""
    try:
        return digest(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None


def _is_safe(path: str) -> bool:
    """Whether a path stays inside the folder, and away from what is ours beside the pages."""
    parts = path.split("/")
    return not any(part in {"", ".", ".."} for part in parts) and path != MANIFEST and "\\" not in path


def _in_the_way(folder: Path, paths: list[str]) -> str:
    shown = ", ".join(paths[:3]) + (f" and {len(paths) - 3} more" if len(paths) > 3 else "")
    return f"{folder}: not written by Stillwiki, but in its way: {shown} (move them, or take them over with --force)"
