"""Kinds of files, by the end of their names: what can be shown, and which options there are."""

from __future__ import annotations

_KINDS = {
    "drawing": "svg",
    "paged": "djvu djv pdf tif tiff",
    "video": "webm ogv mp4 m4v mov mpg mpeg",
    "audio": "mp3 ogg oga opus wav flac mid midi m4a",
}
_BY_SUFFIX = {suffix: kind for kind, suffixes in _KINDS.items() for suffix in suffixes.split()}


def kind_of(name: str) -> str:
    """Kind of a file: `picture` for whatever is no other."""
    return _BY_SUFFIX.get(name.rpartition(".")[2].lower(), "picture")
