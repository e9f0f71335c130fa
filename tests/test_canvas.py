from __future__ import annotations

import json
import re
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillwiki.index import Index
from stillwiki.markdown import dialect
from stillwiki.model import Site
from stillwiki.notebook import bind
from stillwiki.notes import Note, Vault, VaultFile, Woven
from stillwiki.obsidian import canvas, scan
from stillwiki.obsidian.convert import convert
from stillwiki.titles import default_namespaces


def card(name: str, kind: str, x: float = 0, y: float = 0, **more: object) -> dict[str, object]:
    return {"id": name, "type": kind, "x": x, "y": y, "width": 200, "height": 60, **more}


def made(data: object, **notes: str) -> Woven:
    text = data if isinstance(data, str) else json.dumps(data)
    file = VaultFile("Map.canvas", PurePath("/nowhere"), text)
    held = {f"{name}.md": Note(f"{name}.md", body) for name, body in notes.items()}
    vault = Vault("Test", held, {file.path: file})
    outlines = {path: scan.scan(note) for path, note in held.items()} | {file.path: canvas.outline(file)}
    book = bind(vault, outlines, Index(Site("Test", default_namespaces()), {}, {}), frozenset())
    return canvas.convert(file, book.view(file.path), lambda note: convert(note, book.view(file.path)))


def html(woven: Woven) -> str:
    return dialect.render(woven.body)


def test_cards_stand_where_they_are_drawn_and_say_where_their_lines_lead() -> None:
    nodes = [card("a", "file", file="Neuron.md"), card("b", "text", 400, 0, text="Some *text*")]
    woven = made({"nodes": nodes, "edges": [{"id": "e", "fromNode": "a", "toNode": "b", "label": "fires"}]}, Neuron="x")
    page = html(woven)
    assert re.findall(r"left: ?(\d+)px; ?top: ?(\d+)px; ?width: ?200px; ?height: ?60px", page) == [
        ("0", "0"),
        ("400", "0"),
    ]
    assert '<a href="Neuron.md">Neuron</a>' in page
    assert "Some <em>text</em>" in page
    assert re.search(r"<li>→ fires: <a href=\"#card-2\">Some text</a></li>", page)
    assert "left:200px;top:30px;width:200px;transform:rotate(0.0deg)" in page.replace(": ", ":").replace("; ", ";")
    assert [link.target for link in woven.links] == ["Neuron.md"]
    assert woven.diagnostics == ()


def test_cards_are_read_group_by_group() -> None:
    group = card("g", "group", 1000, 0, label="Right") | {"width": 500, "height": 500}
    nodes = [card("c", "text", 0, 0, text="Left"), card("i", "text", 1100, 100, text="Inner"), group]
    page = html(made({"nodes": nodes}))
    assert page.index("Right") < page.index("Inner") < page.index("Left")


def test_a_card_in_two_groups_is_read_with_the_smaller() -> None:
    outer = card("o", "group", 0, 0, label="Outer") | {"width": 900, "height": 900}
    inner = card("i", "group", 50, 50, label="Inner") | {"width": 400, "height": 400}
    page = html(made({"nodes": [card("t", "text", 100, 100, text="Card"), outer, inner]}))
    assert page.count("Card</p>") == 1
    assert page.index("Outer") < page.index("Inner") < page.index("Card")


@pytest.mark.parametrize(
    ("nodes", "edges", "message"),
    [
        ([card("a", "sound")], [], "the node a of the type sound is left out"),
        ([{"id": "a", "type": "text"}], [], "the node a of the type text is left out"),
        ([card("a", "text", text="x")], [{"fromNode": "a", "toNode": "z"}], "an edge from a to z ends nowhere"),
        ([card("a", "file", file="Gone.md")], [], "Gone.md: the vault has no such file"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_goes_on(nodes: list[object], edges: list[object], message: str) -> None:
    woven = made({"nodes": [card("ok", "text", 500, 0, text="Whole"), *nodes], "edges": edges})
    assert [found.message for found in woven.diagnostics] == [message]
    assert "Whole" in html(woven)


def test_no_canvas_at_all_is_an_empty_page_and_a_finding() -> None:
    woven = made("{ not JSON")
    assert [found.code for found in woven.diagnostics] == ["canvas-invalid"]
    assert "This canvas is empty." in html(woven)


def test_colours_are_numbers_or_hex_and_nothing_else() -> None:
    nodes = [
        card("a", "text", text="a", color="4"),
        card("b", "text", text="b", color="#ff0080"),
        card("c", "text", text="c", color='red;background:url("//x")'),
    ]
    page = html(made({"nodes": nodes}))
    assert "canvas-4" in page
    assert "color: #ff0080" in page or "color:#ff0080" in page
    assert "url(" not in page


def test_an_address_is_a_link_only_to_the_web() -> None:
    nodes = [card("a", "link", url="https://example.org/"), card("b", "link", url="javascript:alert(1)")]
    assert re.findall(r'href="([^"#]+)"', html(made({"nodes": nodes}))) == ["https://example.org/"]


_VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8) | st.sampled_from(["text", "file", "group", "a"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from("id type x y width height text file nodes edges fromNode toNode".split()), inner
        )
    ),
)


@given(st.dictionaries(st.sampled_from(["nodes", "edges"]), _VALUES))
def test_no_json_ends_in_an_exception(data: dict[str, object]) -> None:
    assert made(json.dumps(data)).body
