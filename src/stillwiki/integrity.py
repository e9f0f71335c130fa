"""Whether dump, tree and site are what they were made as, byte for byte: seals, and what is not as they say.

Owns two files in the format of `sha256sum`, so that anybody can check them without us (`sha256sum -c`): in the pages
folder the digests of all sources and of the tree's manifest, in the site that of every file. Each begins with a line
that holds the digest of the rest, so that a change of the seal shows, too. Refuses to repair anything.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from stillwiki import output
from stillwiki.diagnostics import Diagnostic
from stillwiki.plan import Plan
from stillwiki.sources.beside import companions
from stillwiki.sources.media import beside
from stillwiki.stamps import Seen, Stamped, regular
from stillwiki.treefiles import digest

TREE_SEAL, SITE_SEAL = output.SEAL, "stillwiki.sha256"
_FIRST = "# stillwiki "
_OF_TREE = "# of the tree "
OF_SOURCES = frozenset(
    {
        "dump-truncated",
        "revision-altered",
        "revision-missing-text",
        "file-altered",
        "files-truncated",
        "file-unreadable",
    }
)
"""Findings of a reading of the sources that tell of damage: MediaWiki's own digests are compared there."""
_LEFT_OUT = frozenset({".git", ".trash"})


def tree_seal(plan: Plan, manifest: bytes) -> bytes:
    """What a tree with this manifest has been made of; raises `OSError` where a source cannot be read any more."""
    paths = {Path(os.path.relpath(path, plan.pages)).as_posix(): path for path in _sources(plan)}
    return _spelled([], {output.MANIFEST: digest(manifest)} | {name: _digest(paths[name]) for name in sorted(paths)})


def seal_site(plan: Plan, staged: Path, seen: Seen, known: Mapping[str, Stamped]) -> tuple[Path, dict[str, str]]:
    """Say what a site consists of that is not in its place yet, and of which tree it was made; raises `OSError`.

    Gives the seal and all digests of what was `seen` there; those `known` of files that seem to be the very ones are
    believed, for a seal that is wrong shows and hides nothing.
    """
    digests = {}
    for name, found in regular(staged, seen):
        if name == SITE_SEAL or not _LEFT_OUT.isdisjoint(name.split("/")[:-1]):
            continue
        stamped = known.get(name)
        digests[name] = stamped.digest if stamped and stamped.is_like(found) else _digest(staged / name)
    told = [f"{_OF_TREE}{_digest(plan.pages / output.MANIFEST)}"]
    seal = staged / SITE_SEAL
    seal.write_bytes(_spelled(told, digests))
    return seal, digests


def verify(plan: Plan) -> Iterator[Diagnostic]:
    """Everything that is not as the seals say."""
    yield from _verify_tree(plan)
    if plan.site.exists():
        yield from _verify_site(plan)


def _verify_tree(plan: Plan) -> Iterator[Diagnostic]:
    told = _read(plan.pages / TREE_SEAL)
    if told is None:
        yield _found("seal-broken", plan.pages / TREE_SEAL, "is missing, or not as it was written; import again")
        return
    yield from _differences(plan.pages, told[1], "source-altered", "the tree was made of another")
    entries = output.read_manifest(plan.pages / output.MANIFEST)
    yield from _differences(plan.pages, {name: entry.digest for name, entry in entries.items()}, "tree-altered", "")
    ours = {*entries, output.MANIFEST, TREE_SEAL}
    for name, path in _inside(plan.pages):
        if name not in ours:
            yield _found("file-foreign", path, "is in the tree, but was not written by Stillwiki")
    for path in _sources(plan):
        name = Path(os.path.relpath(path, plan.pages)).as_posix()
        if name not in told[1]:
            yield _found("source-altered", path, "is new: the tree was made without it")


def _verify_site(plan: Plan) -> Iterator[Diagnostic]:
    told = _read(plan.site / SITE_SEAL)
    if told is None:
        yield _found("seal-broken", plan.site / SITE_SEAL, "is missing, or not as it was written; build again")
        return
    lines, digests = told
    with suppress(OSError):
        if lines != [f"{_OF_TREE}{_digest(plan.pages / output.MANIFEST)}"]:
            yield _found("site-stale", plan.site, "was made of another tree; build again")
    yield from _differences(plan.site, digests, "site-altered", "")
    for name, path in _inside(plan.site):
        if name not in digests and name != SITE_SEAL:
            yield _found("file-foreign", path, "is in the site, but was not written by Stillwiki")


def _differences(folder: Path, digests: Mapping[str, str], code: str, why: str) -> Iterator[Diagnostic]:
    for name, told in digests.items():
        path = folder / name
        try:
            seen = _digest(path)
        except OSError as error:
            yield _found(code, path, f"cannot be read: {error.strerror or error}")
            continue
        if seen != told:
            yield _found(code, path, f"expected SHA-256 {told}, seen {seen}" + (f"; {why}" if why else ""))


def _found(code: str, path: Path, message: str) -> Diagnostic:
    return Diagnostic(code, str(path), 0, message)


def _sources(plan: Plan) -> Iterator[Path]:
    """Every file that a tree is made of."""
    near = [path for dump in plan.dumps for path in companions(dump)]
    files = plan.settings.files or (beside(plan.dumps[0]) if plan.dumps else None)
    for root in dict.fromkeys((*plan.dumps, *near, *(each for each in (files, plan.notes) if each))):
        if root.is_dir():
            yield from (path for _, path in _inside(root))
        elif root.exists():
            yield root


def _inside(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file in a folder, with its path there."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _LEFT_OUT)
        for name in sorted(names):
            path = Path(parent, name)
            yield path.relative_to(folder).as_posix(), path


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _spelled(comments: list[str], digests: Mapping[str, str]) -> bytes:
    """A seal: the digest of the rest, and the rest; names that would break a line are marked as coreutils do it."""
    lines = [
        *comments,
        *(f"{told}  {name}" if _is_plain(name) else f"\\{told}  {_marked(name)}" for name, told in digests.items()),
    ]
    rest = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape")
    return f"{_FIRST}{hashlib.sha256(rest).hexdigest()}\n".encode() + rest


def _is_plain(name: str) -> bool:
    return "\\" not in name and "\n" not in name and "\r" not in name


def _marked(name: str) -> str:
    return name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")


def _plain(name: str) -> str:
    return name.replace("\\\\", "\0").replace("\\n", "\n").replace("\\r", "\r").replace("\0", "\\")


def _read(path: Path) -> tuple[list[str], dict[str, str]] | None:
    """The comments and the digests of a seal; none where a byte of it is not as it was written."""
    try:
        content = path.read_bytes()
        lines = content.decode("utf-8", "surrogateescape").split("\n")[1:-1]
    except OSError:
        return None
    comments = [line for line in lines if line.startswith("#")]
    digests = {}
    for line in lines:
        told, _, name = line.partition("  ")
        if not line.startswith("#"):
            digests[_plain(name) if told.startswith("\\") else name] = told.removeprefix("\\")
    return (comments, digests) if _spelled(comments, digests) == content else None
