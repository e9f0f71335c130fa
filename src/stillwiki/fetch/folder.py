"""The folder of a fetched wiki: what is in it, and how a new one takes its place, whole."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from stillwiki import output
from stillwiki.errors import OutputError
from stillwiki.fetch import export, files
from stillwiki.fetch.gates import Totals
from stillwiki.fetch.take import Held, Take, digest
from stillwiki.sources.beside import SITEINFO
from stillwiki.sources.state import NAME as STATE
from stillwiki.sources.state import State
from stillwiki.swap import install as swap_in
from stillwiki.swap import recover, share, staging

DUMP, FILES = "wiki.xml", "files"


def pages(into: Path) -> dict[int, Held]:
    """The pages that a folder's dump holds, by their ids."""
    dump = into / DUMP
    if not dump.is_file():
        return {}
    found = {}
    for block in export.blocks(dump):
        content = export.bare(block.content)
        found[block.id] = Held(block.title, block.revision, len(content), digest(content))
    return found


def totals(into: Path) -> Totals | None:
    """What the gates compare of the dump that is there; none where there is none."""
    held = pages(into)
    if not held:
        return None
    rights: Mapping[str, str] = {}
    with suppress(OSError, ValueError, KeyError, RecursionError):
        rights = json.loads((into / SITEINFO).read_text("utf-8"))["rightsinfo"]
    licence = str(rights.get("text", "")), str(rights.get("url", ""))
    return Totals(*export.named(into / DUMP), len(held), sum(page.size for page in held.values()), licence)


def held_files(into: Path) -> dict[str, str]:
    """Digests of the files that are there, by name."""
    return files.held(into / FILES)


def same(path: Path, content: bytes) -> bool:
    """Whether a file is there with this content."""
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def note(into: Path, state: State) -> None:
    """Change nothing but the state."""
    output.replace(into / STATE, state.document())


def install(into: Path, take: Take, state: Callable[[str], State]) -> None:
    """Put what was taken in the place of what is there; `state` is told the dump's digest.

    Raises:
        OutputError: it cannot be written; what is there stays.

    """
    try:
        recover(into)
        fresh = staging(into)
        fresh.mkdir(parents=True)
        _keep(into, fresh, take)
        with (fresh / DUMP).open("wb") as file:
            whole = hashlib.sha256()
            for piece in _dump(into / DUMP, take):
                whole.update(piece)
                file.write(piece)
        (fresh / SITEINFO).write_bytes(take.about.document())
        (fresh / STATE).write_bytes(state(whole.hexdigest()).document())
        swap_in(
            into, [fresh / name for name in (DUMP, SITEINFO, STATE)] + [fresh / FILES / name for name in take.brought]
        )
    except OSError as error:
        shutil.rmtree(staging(into), ignore_errors=True)
        raise OutputError(f"{error.filename or into}: {error.strerror or error}; {into} is as it was") from error


def _keep(into: Path, fresh: Path, take: Take) -> None:
    """Everything of the old folder that stays, and the files that came."""
    if into.is_dir():
        ours = {DUMP, SITEINFO, STATE, *([FILES] if take.with_files else [])}
        shutil.copytree(
            into,
            fresh,
            dirs_exist_ok=True,
            copy_function=share,
            ignore=lambda folder, _: ours if Path(folder) == into else (),
        )
    if take.with_files:
        room = fresh / FILES
        room.mkdir()
        for name in take.uploads:
            source = take.journal.folder / name if name in take.brought else into / FILES / name
            if source.is_file():
                share(source, room / name)


def _dump(old: Path, take: Take) -> Iterator[bytes]:
    """The new dump: pages by id, from the old dump where they are as they were."""
    blocks = export.blocks(old) if take.held else iter(())
    yield export.head(take.about)
    uploads = {f"{take.file_prefix}{name}": upload for name, upload in take.uploads.items()}
    for key, entry in sorted(take.listed.items()):
        if key in take.wanted:
            content = take.journal.page(entry)
        else:
            content = next((block.content for block in blocks if block.id == key), None)
        if content is None:
            raise OutputError(f"{old}: was changed by somebody else in the meantime; fetch again")
        yield export.with_upload(content, uploads.get(entry.title.replace(" ", "_")))
    yield export.FOOT
