"""What stands between the pipes of `[[File:…]]`: options, and the caption, which is the last part that is none.

Rules: mediawiki.org, Help:Images; media.txt of the parser tests. Of two formats, alignments or places the first counts,
of everything else the last. Which options there are depends on the kind of file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from stillwiki.titles import FILE
from stillwiki.wikitext.files.kinds import kind_of
from stillwiki.wikitext.files.words import PIXELS, vocabulary
from stillwiki.wikitext.passes.external import SCHEMES
from stillwiki.wikitext.passes.quotes import all_quotes

if TYPE_CHECKING:
    from stillwiki.titles import Title
    from stillwiki.wikitext.context import Context

_FORMATS = frozenset({"frame", "frameless", "thumb"})
_SIDES = frozenset({"center", "left", "none", "right"})
_PLACES = frozenset({"baseline", "bottom", "middle", "sub", "super", "text-bottom", "text-top", "top"})
_SIZE = re.compile(r"(?=\d|x\d)(\d*)(?:x(\d+))?\s*(\w+?)(?:px)?$")
_SPACED = re.compile(r"(page|upright) (.+)$")
_OF_KIND = {
    "page": {"paged"}, "lang": {"drawing"}, "muted": {"video", "audio"}, "loop": {"video", "audio"},
    "start": {"video", "audio"}, "end": {"video", "audio"}, "thumbtime": {"video", "audio"},
    "disablecontrols": {"video", "audio"},
}  # fmt: skip
"""Options that only some kinds of files have."""
_IN_GALLERIES = frozenset({"alt", "link"})
"""What a line of a gallery may say of any file: all else is its caption."""


@dataclass(slots=True)
class Options:
    """What a file link asks for."""

    format: str = ""
    side: str = ""
    place: str = ""
    border: bool = False
    width: int = 0
    height: int = 0
    upright: float = 0.0
    """Factor of the usual width; 0 where nothing is said."""
    values: dict[str, str] = field(default_factory=dict)
    """Options with a value: alt, class, lang, page, start, end, thumb (another picture shown for this one)."""
    flags: set[str] = field(default_factory=set)
    link: str | None = None
    """Address or title; empty for no link, None for the usual one."""
    caption: str = ""
    """Wikitext whose links are finished."""

    @property
    def framed(self) -> bool:
        """Shown in a box with its caption below."""
        return self.format in ("thumb", "frame")

    @property
    def block(self) -> bool:
        """Stands for itself, not in a line of text."""
        return self.framed or bool(self.side)


class _Reader:
    def __init__(self, title: Title, context: Context, plain: Callable[[str], str], *, gallery: bool) -> None:
        self.context, self.plain, self.gallery = context, plain, gallery
        self.words, self.values = vocabulary(context.inventory.site.language)
        self.pixels = {"px", PIXELS.get(context.inventory.site.language, "px")}
        self.kind = kind_of(title.text)
        self.found = Options()

    def option(self, text: str) -> bool:
        """Take one part; false if it is no option."""
        word = self.words.get(text)
        if word is not None:
            return self._word(word)
        size = None if self.gallery else _SIZE.match(text)
        if size and size[3] in self.pixels:
            return self._size(int(size[1] or 0), int(size[2] or 0))
        name, mark, value = text.partition("=")
        if not mark and (spaced := _SPACED.match(text)):
            name, value = spaced[1], spaced[2]
        named = self.values.get(name.strip())
        return named is not None and self._value(named, value.strip())

    def _is_of_kind(self, name: str) -> bool:
        if self.gallery and name not in _OF_KIND and name not in _IN_GALLERIES:
            return False
        return name not in _OF_KIND or self.kind in _OF_KIND[name]

    def _word(self, word: str) -> bool:
        found = self.found
        if not self._is_of_kind(word):
            return False
        if word in _FORMATS:
            found.format = found.format or word
        elif word in _SIDES:
            found.side = found.side or word
        elif word in _PLACES:
            found.place = found.place or word
        elif word == "border":
            found.border = True
        elif word == "upright":
            found.upright = 0.75
        else:
            found.flags.add(word)
        return True

    def _size(self, width: int, height: int) -> bool:
        if not width and not height:
            return False
        self.found.width, self.found.height = width, height
        return True

    def _value(self, name: str, value: str) -> bool:
        if not self._is_of_kind(name):
            return False
        if name == "link":
            return self._link(self.plain(value))
        if name == "upright":
            return self._upright(value)
        if name == "thumb":
            return self._thumb(value)
        if (name == "lang" and not re.fullmatch(r"[A-Za-z0-9-]+", value)) or (name == "page" and not value.isdigit()):
            return False
        self.found.values[name] = self.plain(all_quotes(value)) if name == "alt" else self.plain(value)
        return True

    def _upright(self, value: str) -> bool:
        if not re.fullmatch(r"\d+(?:\.\d*)?|\.\d+", value):
            return False
        self.found.upright = float(value)
        return True

    def _thumb(self, value: str) -> bool:
        if not self.found.format:
            self.found.format = "thumb"
            self.found.values["thumb"] = self.plain(value)
        return True

    def _link(self, value: str) -> bool:
        if value and not is_address(value):
            if re.match("|".join(map(re.escape, (*SCHEMES, "//"))), value, re.IGNORECASE):
                return False
            title = self.context.inventory.titles.parse(unquote(value))
            if title is None or not (title.text or title.fragment or title.interwiki):
                return False
            value = unquote(value)
        self.found.link = value
        return True


def is_address(value: str) -> bool:
    """Whether a link's value is an address, not a title."""
    return value.lower().startswith((*SCHEMES, "//")) and not re.search(r'[\s<>"\[\]]', value)


def read(
    parts: Iterable[str], title: Title, context: Context, plain: Callable[[str], str], *, gallery: bool = False
) -> Options:
    """Read the parts of a file link, or of a line of a gallery; `plain` gives the text of finished wikitext."""
    reader = _Reader(title, context, plain, gallery=gallery)
    for part in parts:
        if not reader.option(part.strip()):
            reader.found.caption = part.strip()
    return reader.found


def file_title(name: str, context: Context) -> Title | None:
    """A file by its name, with or without namespace."""
    title = context.inventory.titles.parse(name, FILE)
    return title if title and title.namespace == FILE and title.text and not title.interwiki else None
