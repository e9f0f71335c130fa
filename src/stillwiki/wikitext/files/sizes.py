"""How large a picture is shown: MediaWiki's rules for thumbnails, without making any.

A file is always the original; the page says how large. Rules: mediawiki.org, Help:Images, Size and frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stillwiki.model import MediaInfo
from stillwiki.wikitext.files.kinds import kind_of

if TYPE_CHECKING:
    from stillwiki.wikitext.files.options import Options

THUMB = 220
"""Usual width of a thumbnail, in pixels."""


def shown(name: str, info: MediaInfo | None, options: Options) -> tuple[int, int]:
    """Width and height; 0 for what is not known."""
    width, height = options.width, options.height
    small = options.format in ("thumb", "frameless")
    if options.format == "frame" or "thumb" in options.values:
        width = height = 0
    elif small and not (width or height):
        width = _upright(options.upright)
    if info is None or not (info.width and info.height):
        return width, 0 if width else height
    if not (width or height):
        return info.width, info.height
    width, height = fitted(info, width, height)
    if small and width > info.width and kind_of(name) != "drawing":
        return info.width, info.height
    return width, height


def _upright(factor: float) -> int:
    """The usual width, made smaller or larger in steps of ten pixels."""
    return int(THUMB * factor / 10 + 0.5) * 10 if factor else THUMB


def fitted(info: MediaInfo, width: int, height: int) -> tuple[int, int]:
    """Largest size with the file's proportions in a box; 0 leaves a side of the box open."""
    if width and (not height or width * info.height <= height * info.width):
        return width, max(round(width * info.height / info.width), 1)
    return max(round(height * info.width / info.height), 1), height
