"""What each construct is spelled like: the cases of `tests/markdown/writer.md`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

import specfile
from stillwiki import dom
from stillwiki.markdown import dialect, selfcheck
from stillwiki.markdown.write import write
from stillwiki.model import Elsewhere, Found, Missing, Target

CASES = specfile.read(Path(__file__).parent / "markdown" / "writer.md")


@dataclass(frozen=True)
class Place:
    path: str = "wiki/Page.md"

    def link(self, title: str, fragment: str) -> Target:
        if title == "Missing":
            return Missing(title)
        if title.startswith("User:"):
            return Elsewhere("https://example.org/wiki/User:A" if title == "User:A" else "", title)
        return Found(f"wiki/{title.replace(' ', '_').replace(':', '/')}.md", title, fragment)

    def file(self, name: str) -> str | None:
        return None if name == "None.png" else f"media/{name.replace(' ', '_')}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_construct(case: specfile.Case, *, accepting: bool) -> None:
    tree = dom.parse(case.part("tree") or "")
    written = write(tree, Place())
    assert selfcheck.differences(tree, written, Place()) == []
    if accepting:
        specfile.accept(case, {"markdown": written.strip("\n")})
        return
    assert written.strip("\n") == case.part("markdown")


def test_the_tree_is_left_as_it_was() -> None:
    tree = dom.parse("<div>a<b><p>b</p></b><p><br>c</p></div><center>d</center>")
    before = dom.serialise(tree)
    write(tree, Place())
    assert dom.serialise(tree) == before


def test_a_difference_is_reported() -> None:
    tree = dom.parse("<p>a <b>b</b></p>")
    assert selfcheck.differences(tree, "a b", Place()) != []
    assert selfcheck.differences(tree, "a **b**", Place()) == []


@pytest.mark.parametrize("tag", ["div", "span", "b", "blockquote"])
def test_what_is_too_deep_loses_wrappers_only(tag: str) -> None:
    start, end = f"<{tag}>" * 90, f"</{tag}>" * 90
    written = write(dom.parse(f"{start}a <a href='wiki:Foo'>b</a><ul><li>c</li></ul>{end}"), Place())
    assert "[b](Foo.md)" in written
    assert [item.text() for item in dom.parse(dialect.render(written)).elements("li")] == ["c"]


@pytest.mark.parametrize("depth", [100, 3000])
def test_depth_costs_nobody_the_page(depth: int) -> None:
    body = dom.parse("<div>a<b>b<div>c" * depth)
    assert dom.parse(dialect.render(write(body, Place()))).text().count("c") == depth
