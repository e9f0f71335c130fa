"""A vault of Obsidian notes: from a folder to records. Refuses what leads out of the folder, and changes nothing in it.

Rules: Obsidian's help, "How Obsidian stores data", "Properties", "Accepted file formats" and "Settings".
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import yaml

from stillwiki.diagnostics import Diagnostic
from stillwiki.errors import SourceError
from stillwiki.notes import Note, Vault, VaultFile, VaultSettings
from stillwiki.sources.clipping import unclipped

TEXTS = frozenset({".canvas", ".base"})
"""Suffixes of what is read beside notes; everything else is an attachment."""

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?)(?:^|\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_vault(folder: Path, name: str = "") -> Vault:
    """All of a vault but what is hidden, ignored, a template, or not to be published."""
    if not folder.is_dir():
        raise SourceError(f"{folder}: there is no such folder")
    found: list[Diagnostic] = []
    settings = read_settings(folder, found)
    notes: dict[str, Note] = {}
    files: dict[str, VaultFile] = {}
    for path, location in _walk(folder, settings, found):
        if path in notes or path in files:
            found.append(Diagnostic("title-duplicate", path, 0, "two files differ only in the form of their accents"))
        elif path.lower().endswith(".md"):
            if note := _note(path, location, found):
                notes[path] = note
        else:
            text = _text(path, location, found) if location.suffix.lower() in TEXTS else ""
            files[path] = VaultFile(path, location, text or "")
    return Vault(name or folder.resolve().name, notes, files, settings, tuple(found))


def read_settings(folder: Path, found: list[Diagnostic]) -> VaultSettings:
    """What `.obsidian` says; a setting that cannot be read is reported and has Obsidian's default."""
    app, templates = _json(folder, "app.json", found), _json(folder, "templates.json", found)
    ignored = app.get("userIgnoreFilters")
    return VaultSettings(
        strict_line_breaks=app.get("strictLineBreaks") is True,
        attachment_folder=str(app.get("attachmentFolderPath") or ""),
        ignore=tuple(str(each) for each in ignored) if isinstance(ignored, list) else (),
        templates_folder=str(templates.get("folder") or "").strip("/"),
    )


def _json(folder: Path, name: str, found: list[Diagnostic]) -> Mapping[str, object]:
    path = folder / ".obsidian" / name
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        found.append(Diagnostic("settings-invalid", f".obsidian/{name}", 0, str(error)))
        return {}
    return data if isinstance(data, dict) else {}


# -- files -----------------------------------------------------------------------------------------


def _walk(folder: Path, settings: VaultSettings, found: list[Diagnostic]) -> Iterator[tuple[str, Path]]:
    """Files with their paths in the vault, in order of path."""
    root = folder.resolve()
    ignored = _ignored(settings, found)
    listed: list[tuple[str, Path]] = []

    def unreadable(error: OSError) -> None:
        found.append(Diagnostic("file-unreadable", str(error.filename), 0, error.strerror or str(error)))

    for place, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in names:
            location = Path(place) / name
            path = unicodedata.normalize("NFC", location.relative_to(folder).as_posix())
            if name.startswith(".") or ignored(path):
                continue
            if location.is_symlink() and not location.resolve().is_relative_to(root):
                found.append(Diagnostic("file-unsafe", path, 0, "leads out of the vault; it is left out"))
            elif location.is_file():
                listed.append((path, location))
    yield from sorted(listed)


def _ignored(settings: VaultSettings, found: list[Diagnostic]) -> Callable[[str], bool]:
    """Whether a path is left out: folders by their beginning, `/…/` by regular expression, as Obsidian has it."""
    starts = [each for each in settings.ignore if not (each.startswith("/") and each.endswith("/") and len(each) > 1)]
    if settings.templates_folder:
        starts.append(settings.templates_folder + "/")
    patterns = []
    for each in settings.ignore:
        if each not in starts:
            try:
                patterns.append(re.compile(each[1:-1]))
            except re.error as error:
                found.append(Diagnostic("settings-invalid", ".obsidian/app.json", 0, f"ignore filter {each}: {error}"))
    return lambda path: path.startswith(tuple(starts)) or any(pattern.search(path) for pattern in patterns)


def _text(path: str, location: Path, found: list[Diagnostic]) -> str | None:
    """A file's text; nothing where it cannot be read."""
    data = _bytes(path, location, found)
    return None if data is None else _decoded(path, data, found)


def _bytes(path: str, location: Path, found: list[Diagnostic]) -> bytes | None:
    try:
        return location.read_bytes()
    except OSError as error:
        found.append(Diagnostic("file-unreadable", path, 0, error.strerror or str(error)))
        return None


def _decoded(path: str, data: bytes, found: list[Diagnostic]) -> str:
    """Text of a file, newlines as LF; bytes that are no UTF-8 are replaced and reported."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found.append(Diagnostic("text-damaged", path, line, "is not UTF-8; what cannot be read is replaced"))
        text = data.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


# -- notes -----------------------------------------------------------------------------------------


def _note(path: str, location: Path, found: list[Diagnostic]) -> Note | None:
    data = _bytes(path, location, found)
    if data is None:
        return None
    text = _decoded(path, data, found)
    properties, body = front_matter(path, text, found)
    line = text.count("\n", 0, len(text) - len(body)) + 1
    body, properties = unclipped(path, mended(path, body, line, found), line, properties, found)
    return Note(path, body, properties, line, hashlib.sha1(data).hexdigest(), len(data))  # noqa: S324


def front_matter(path: str, text: str, found: list[Diagnostic]) -> tuple[Mapping[str, object], str]:
    """Properties of a note, and its text without them; what is no YAML is reported with its line and left out."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    body = text[match.end() :]
    try:
        data = yaml.load(match["yaml"], _Loader)  # noqa: S506  # a safe loader, the one in C where there is one
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", None) or str(error)
        found.append(Diagnostic("front-matter-invalid", path, mark.line + 2 if mark else 1, str(said)))
        return {}, body
    if data is None:
        return {}, body
    if not isinstance(data, dict):
        found.append(Diagnostic("front-matter-invalid", path, 2, "holds no properties"))
        return {}, body
    return {str(key): _plain(value) for key, value in data.items()}, body


def _plain(value: object) -> object:
    """Dates as text, so that a property is the same for everyone who reads it."""
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple | set) else value


def mended(path: str, text: str, line: int, found: list[Diagnostic]) -> str:
    """The text, with lines restored that went through a wrong encoding (`â†’` for an arrow)."""
    if text.isascii():
        return text
    import ftfy  # noqa: PLC0415  # which takes a tenth of a second to load
    from ftfy.badness import is_bad  # noqa: PLC0415

    if not is_bad(text):
        return text
    lines = text.split("\n")
    for number, each in enumerate(lines):
        if not each.isascii() and is_bad(each) and (fixed := ftfy.fix_encoding(each)) != each:
            lines[number] = fixed
            found.append(Diagnostic("text-mended", path, line + number, "had gone through a wrong encoding"))
    return "\n".join(lines)
