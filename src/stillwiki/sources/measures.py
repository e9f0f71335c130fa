"""How large a picture is, read from its first bytes: PNG, GIF, JPEG, WebP and SVG.

A dump tells no sizes, and without them thumbnails have no height and pages move while they load. Formats: the
specifications of PNG, GIF89a, JPEG (ITU T.81), Exif 2.3, WebP (RFC 9649) and SVG 1.1. What is no such picture has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.parsers import expat

from stillwiki.model import MediaInfo

HEAD = 1 << 20
"""Bytes of a file that are read: a JPEG may tell its size behind a preview and a colour profile."""
MAX_SIDE = 1 << 20
"""Pixels beyond which a side is no side of a picture."""
_DRAWING = 512
"""Width of a drawing that does not tell its own; mediawiki.org, Manual:Image administration, SVG."""

_UNITS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
    "em": 16.0,
    "ex": 8.0,
}
_LENGTH = re.compile(r"\s*\+?(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})\s*([a-z]*)\s*", re.IGNORECASE)
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a JPEG after which its size stands."""
_LONE = frozenset({0x01, *range(0xD0, 0xD8)})
_TURNED = range(5, 9)
"""Orientations of a photograph that lies on its side."""


def measured(files: Mapping[str, Path]) -> dict[str, MediaInfo]:
    """Size and kind of every picture, by title; what cannot be read has none."""
    found = {}
    for name, path in files.items():
        try:
            with path.open("rb") as file:
                info = measure(file.read(HEAD))
        except OSError:  # whoever needs the bytes reports it
            continue
        if info is not None:
            found[name] = info
    return found


def measure(head: bytes) -> MediaInfo | None:
    """Size and kind of a picture by its first bytes; None for what is none."""
    for kind, reader in (("png", _png), ("gif", _gif), ("jpeg", _jpeg), ("webp", _webp), ("svg+xml", _svg)):
        width, height = reader(head)
        if 0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE:
            return MediaInfo(width, height, f"image/{kind}")
    return None


def _big(head: bytes, at: int, size: int) -> int:
    return int.from_bytes(head[at : at + size], "big") if len(head) >= at + size else 0


def _little(head: bytes, at: int, size: int) -> int:
    return int.from_bytes(head[at : at + size], "little") if len(head) >= at + size else 0


def _png(head: bytes) -> tuple[int, int]:
    if head[:8] != b"\x89PNG\r\n\x1a\n" or head[12:16] != b"IHDR":
        return 0, 0
    return _big(head, 16, 4), _big(head, 20, 4)


def _gif(head: bytes) -> tuple[int, int]:
    return (_little(head, 6, 2), _little(head, 8, 2)) if head[:6] in (b"GIF87a", b"GIF89a") else (0, 0)


def _webp(head: bytes) -> tuple[int, int]:
    if head[:4] != b"RIFF" or head[8:12] != b"WEBP":
        return 0, 0
    kind = head[12:16]
    if kind == b"VP8X":
        return _little(head, 24, 3) + 1, _little(head, 27, 3) + 1
    if kind == b"VP8L" and head[20:21] == b"\x2f":
        bits = _little(head, 21, 4)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and head[23:26] == b"\x9d\x01\x2a":
        return _little(head, 26, 2) & 0x3FFF, _little(head, 28, 2) & 0x3FFF
    return 0, 0


def _jpeg(head: bytes) -> tuple[int, int]:
    """Size of a photograph as it is shown: one that lies on its side is stood up."""
    turned = False
    for marker, at, size in _segments(head):
        if marker == 0xE1 and head[at : at + 6] == b"Exif\0\0":
            turned = _orientation(head[at + 6 : at + size]) in _TURNED
        elif marker in _FRAMES:
            height, width = _big(head, at + 1, 2), _big(head, at + 3, 2)
            return (height, width) if turned else (width, height)
    return 0, 0


def _segments(head: bytes) -> Iterator[tuple[int, int, int]]:
    """Parts of a JPEG up to its data: marker, where what it says begins, how long that is."""
    at = 2 if head[:3] == b"\xff\xd8\xff" else len(head)
    while at + 4 <= len(head) and head[at] == 0xFF:
        marker = head[at + 1]
        if marker == 0xFF or marker in _LONE:
            at += 1 if marker == 0xFF else 2
            continue
        size = _big(head, at + 2, 2)
        if size < 2:
            return
        yield marker, at + 4, size - 2
        at += 2 + size


def _orientation(tiff: bytes) -> int:
    """Exif's orientation of a photograph; 0 where none is told."""
    read = {b"II*\0": _little, b"MM\0*": _big}.get(tiff[:4])
    if read is None:
        return 0
    first = read(tiff, 4, 4)
    entries = (first + 2 + 12 * number for number in range(min(read(tiff, first, 2), 256)))
    return next((read(tiff, at + 8, 2) for at in entries if read(tiff, at, 2) == 0x0112), 0)


class _Root(Exception):  # noqa: N818 - no error
    """The first element of a drawing, and what it says."""


def _svg(head: bytes) -> tuple[int, int]:
    if b"<svg" not in head[:65536] and b":svg" not in head[:65536]:
        return 0, 0
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = _root
    try:
        parser.Parse(head, False)  # noqa: FBT003  # expat's own signature
    except _Root as root:
        name, attributes = root.args
        return _drawn(attributes) if name.rpartition(" ")[2] == "svg" else (0, 0)
    except expat.ExpatError:
        pass
    return 0, 0


def _root(name: str, attributes: dict[str, str]) -> None:
    raise _Root(name, attributes)


def _drawn(attributes: Mapping[str, str]) -> tuple[int, int]:
    """Size of a drawing: what it says, else the proportions of its view."""
    width, height = _length(attributes.get("width", "")), _length(attributes.get("height", ""))
    sides = [_length(part) for part in re.split(r"[\s,]+", attributes.get("viewBox", "").strip())[2:]]
    across, down = sides if len(sides) == 2 and all(sides) else (1.0, 1.0)
    if not width:
        width = height * across / down if height else float(_DRAWING)
    height = height or width * down / across
    return max(round(width), 1), max(round(height), 1)


def _length(text: str) -> float:
    """Pixels of a length; 0 for one that depends on where it stands."""
    match = _LENGTH.fullmatch(text)
    return float(match[1]) * _UNITS.get(match[2].lower(), 0.0) if match else 0.0
