"""Sizes of pictures from their first bytes."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallwiki import wiki
from stillwiki.model import MediaInfo
from stillwiki.pipeline import Options, convert_wiki
from stillwiki.plan import treatments
from stillwiki.sources import Wiki
from stillwiki.sources.measures import measure, measured

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 300, 150) + b"\x08\x06\0\0\0"
GIF = b"GIF89a" + struct.pack("<HH", 20, 10)
FRAME = b"\xff\xc2\0\x11\x08" + struct.pack(">HH", 480, 640) + b"\x03"
EXIF = b"Exif\0\0MM\0*\0\0\0\x08\0\x02" + struct.pack(">HHIHHHHIHH", 0x0100, 3, 1, 9, 0, 0x0112, 3, 1, 6, 0)


def segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def webp(kind: bytes, content: bytes) -> bytes:
    return b"RIFF\0\0\0\0WEBP" + kind + struct.pack("<I", len(content)) + content


def drawing(attributes: str, before: str = "") -> bytes:
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" {attributes}><path d="M0 0"/></svg>'.encode()


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (PNG, (300, 150)),
        (GIF, (20, 10)),
        (b"\xff\xd8" + segment(0xE0, b"JFIF\0") + b"\xff" + FRAME, (640, 480)),
        (b"\xff\xd8" + segment(0xE1, EXIF) + FRAME, (480, 640)),
        (b"\xff\xd8" + segment(0xE1, b"http://ns.adobe.com/xap") + segment(0xC4, b"x" * 9) + FRAME, (640, 480)),
        (webp(b"VP8X", b"\0\0\0\0" + (799).to_bytes(3, "little") + (599).to_bytes(3, "little")), (800, 600)),
        (webp(b"VP8L", b"\x2f" + struct.pack("<I", 99 | 49 << 14)), (100, 50)),
        (webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 64, 32 | 0x4000)), (64, 32)),
        (drawing('width="200" height="100px"'), (200, 100)),
        (drawing('width="1in" height="2.54cm"'), (96, 96)),
        (drawing('width="100%" height="100%" viewBox="0 0 30 15"'), (512, 256)),
        (drawing('width="60" viewBox="0,0,30,15"'), (60, 30)),
        (drawing('height="60" viewBox="0 0 30 15"', '<?xml version="1.0"?>\n<!-- a -->\n'), (120, 60)),
        (drawing(""), (512, 512)),
    ],
)
def test_sizes(content: bytes, size: tuple[int, int]) -> None:
    info = measure(content)
    assert info is not None
    assert (info.width, info.height) == size


@pytest.mark.parametrize(
    "content",
    [b"", b"x", PNG[:20], GIF[:8], b"\xff\xd8\xff\xda\0\x02", b"\xff\xd8\xff\xe0\0\0", webp(b"ALPH", b"x" * 20),
     b"<svg", b"<html><svg width='1' height='1'/></html>", PNG.replace(struct.pack(">I", 300), struct.pack(">I", 0))],
)  # fmt: skip
def test_what_has_no_size(content: bytes) -> None:
    assert measure(content) is None


@given(
    st.sampled_from([PNG, GIF, b"\xff\xd8" + segment(0xE1, EXIF) + FRAME, webp(b"VP8X", b"\0" * 10), drawing("")]),
    st.data(),
)
def test_damaged_pictures(content: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(content)))
    info = measure(content[:at] + data.draw(st.binary(max_size=8)) + content[at + data.draw(st.integers(0, 8)) :])
    assert info is None or (info.width > 0 and info.height > 0)


def test_files_that_cannot_be_read_have_no_size(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(GIF)
    found = measured({"A.gif": tmp_path / "a", "None.gif": tmp_path / "none"})
    assert found == {"A.gif": MediaInfo(20, 10, "image/gif")}


def test_pages_tell_the_sizes_of_their_pictures(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(PNG)
    made = wiki({"Page": "[[File:A.png]] [[File:A.png|100px]] [[File:A.png|thumb|x]]"})
    tree = convert_wiki(
        Wiki(made.site, made.pages, media={"A.png": tmp_path / "a"}), Options(treatments(made.site, {}))
    )
    text = tree.files["wiki/Page.md"].decode()
    for size in ('width="300" height="150"', 'width="100" height="50"', 'width="220" height="110"'):
        assert size in text
