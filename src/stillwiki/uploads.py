"""Which of a wiki's uploaded files may stand on the site.

An upload is a stranger's file under our own address: a page or a script there would run as ours. So the kinds are an
allow-list, and drawings (SVG), which may hold scripts, are read. What is refused counts as missing and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from xml.parsers import expat

from stillwiki.diagnostics import Diagnostic

SAFE = frozenset(
    "png jpg jpeg jpe gif webp avif bmp ico tif tiff svg pdf djvu ogg oga ogv opus mp3 mp4 m4a webm wav flac mid "
    "txt csv tsv json zip gz xz 7z stl".split()
)
"""Suffixes of files that no browser runs."""

_ELEMENTS = frozenset({"script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "audio", "video"})
_LINKS = frozenset({"href", "src"})
_SAFE_LINK = re.compile(r"\s*(?:#|$|data:image/(?:png|jpe?g|gif|webp);)", re.IGNORECASE)
_ADDRESS_IN_STYLE = re.compile(
    r"@import|expression|url\(\s*['\"]?(?!\s*#|data:image/(?:png|jpe?g|gif|webp))", re.IGNORECASE
)


class _UnsafeError(Exception):
    """Something in a drawing that may run or load."""


def allowed(files: Mapping[str, Path]) -> tuple[dict[str, Path], list[Diagnostic]]:
    """The files that may stand on the site, by title; findings for the others."""
    kept: dict[str, Path] = {}
    found = []
    for name, path in files.items():
        fault = _fault(name, path)
        if fault:
            found.append(Diagnostic("file-unsafe", f"File:{name}", 0, fault))
        else:
            kept[name] = path
    return kept, found


def _fault(name: str, path: Path) -> str:
    suffix = name.rpartition(".")[2].lower()
    if suffix not in SAFE:
        return f"files of the kind .{suffix} are left out"
    return drawing_fault(path.read_bytes()) if suffix == "svg" else ""


def drawing_fault(content: bytes) -> str:
    """What in an SVG file may run or load; nothing when all is well."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = _element
    parser.EntityDeclHandler = _entity
    parser.ProcessingInstructionHandler = _instruction
    style: list[str] = []
    parser.CharacterDataHandler = style.append
    try:
        parser.Parse(content, True)  # noqa: FBT003  # expat's own signature
    except _UnsafeError as error:
        return str(error)
    except expat.ExpatError as error:
        return f"is no well-formed drawing: {error}"
    return "a style that loads" if _ADDRESS_IN_STYLE.search("".join(style)) else ""


def _element(name: str, attributes: dict[str, str]) -> None:
    tag = name.rpartition(" ")[2].lower()
    if tag in _ELEMENTS:
        raise _UnsafeError(f"holds a <{tag}>")
    for key, value in attributes.items():
        attribute = key.rpartition(" ")[2].lower()
        if attribute.startswith("on"):
            raise _UnsafeError(f"holds a handler ({attribute})")
        if attribute in _LINKS and tag != "a" and not _SAFE_LINK.match(value):
            raise _UnsafeError(f"loads {value[:60]}")
        if "javascript:" in re.sub(r"[\s\x00-\x20]", "", value).lower() or _ADDRESS_IN_STYLE.search(value):
            raise _UnsafeError(f"holds {attribute}={value[:60]}")


def _entity(name: str, *_rest: object) -> None:
    raise _UnsafeError(f"declares an entity ({name})")


def _instruction(target: str, _data: str) -> None:
    if target == "xml-stylesheet":
        raise _UnsafeError("loads a style sheet")
