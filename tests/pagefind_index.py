"""What an index of Pagefind says, read by other means than ours: for every word, where it stands on every page."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any, NamedTuple

MARK = b"pagefind_dcd"


class Index(NamedTuple):
    """All that a browser can learn of it, with no name that could be another."""

    programs: dict[str, bytes]
    about: dict[str, Any]
    pages: dict[str, tuple[bytes, int]]
    """By address: what is shown of it, and how many words it has."""
    words: dict[str, Any]
    ranges: list[list[str]]
    """First and last word of every file of words."""


def read(folder: Path) -> Index:
    """The index in a folder."""
    about = json.loads((folder / "pagefind-entry.json").read_text("utf-8"))
    (told,) = about["languages"].values()
    _, pages, chunks, filters, sorts, fields = _load(folder / f"pagefind.{told.pop('hash')}.pf_meta")
    assert filters == sorts == []
    shown = [(_content(folder / f"fragment/{name}.pf_fragment"), count) for name, count in pages]
    addresses = [json.loads(content)["url"] for content, _ in shown]
    words: dict[str, Any] = {}
    for first, last, name in chunks:
        (found,) = _load(folder / f"index/{name}.pf_index")
        for word, plain, forms in found:
            assert word not in words
            assert first <= word
            assert word <= last or word.startswith(last)
            words[word] = (
                _places(plain, addresses, fields),
                {form: _places(each, addresses, fields) for form, each in forms},
            )
    programs = {
        path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.suffix != ".pf_meta"
    }
    del programs["pagefind-entry.json"]
    return Index(programs, about, dict(zip(addresses, shown, strict=True)), words, [each[:2] for each in chunks])


def _places(told: list[Any], addresses: list[str], fields: list[str]) -> dict[str, Any]:
    found, number = {}, 0
    for step, places, fielded in told:
        number += step
        found[addresses[number]] = (places, [fields[-each - 1] if each < 0 else each for each in fielded])
    assert len(found) == len(told)
    return found


def _content(path: Path) -> bytes:
    content = gzip.decompress(path.read_bytes())
    assert content.startswith(MARK)
    return content.removeprefix(MARK)


def _load(path: Path) -> Any:
    """CBOR (RFC 8949), section 3."""
    content = _content(path)
    at = 0

    def value() -> Any:
        nonlocal at
        kind, number = content[at] >> 5, content[at] & 31
        at += 1
        if number >= 24:
            size = 1 << (number - 24)
            number = int.from_bytes(content[at : at + size], "big")
            at += size
        if kind == 3:
            at += number
            return content[at - number : at].decode()
        return {0: lambda: number, 1: lambda: -1 - number, 4: lambda: [value() for _ in range(number)]}[kind]()

    found = value()
    assert at == len(content)
    return found
