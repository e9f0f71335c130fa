"""Uploads: what may stand on the site, and what in a drawing may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from stillwiki.uploads import allowed, drawing_fault

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"{}>{}</svg>'


@pytest.mark.parametrize(
    "inner",
    ["", "<rect fill='url(#g)'/>", "<image xlink:href='data:image/png;base64,AA'/>", "<use href='#a'/>",
     "<style>.a{fill:red}</style>", "<a href='https://example.org/'><text>t</text></a>"],
)  # fmt: skip
def test_harmless_drawings(inner: str) -> None:
    assert drawing_fault(SVG.format("", inner).encode()) == ""


@pytest.mark.parametrize(
    ("attributes", "inner"),
    [
        ("", "<script>1</script>"),
        (" onload='x()'", ""),
        ("", "<a href=' java\nscript:x()'/>"),
        ("", "<image xlink:href='https://example.org/x.png'/>"),
        ("", "<use href='https://example.org/x.svg#a'/>"),
        ("", "<foreignObject/>"),
        ("", "<style>@import 'x'</style>"),
        ("", "<style>.a{background:url(https://example.org)}</style>"),
        ("", "<rect style='fill:url(//example.org)'/>"),
        ("", "<animate attributeName='href' values='javascript:x()'/>"),
        ("", "<unclosed>"),
    ],
)
def test_unsafe_drawings(attributes: str, inner: str) -> None:
    assert drawing_fault(SVG.format(attributes, inner).encode())


def test_entities_and_style_sheets_are_refused() -> None:
    assert drawing_fault(b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>')
    assert drawing_fault(b'<?xml-stylesheet href="x.css"?><svg/>')


def test_only_kinds_that_nothing_runs(tmp_path: Path) -> None:
    for name in ("a.png", "b.html", "c.svg", "d.js", "noname"):
        (tmp_path / name).write_bytes(b"<svg/>")
    kept, found = allowed({path.name: path for path in sorted(tmp_path.iterdir())})
    assert list(kept) == ["a.png", "c.svg"]
    assert [d.page for d in found] == ["File:b.html", "File:d.js", "File:noname"]
