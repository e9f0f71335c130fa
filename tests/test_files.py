from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rendering import codes, facts, html
from smallwiki import wiki
from stillwiki.dom import Element, parse
from stillwiki.model import MediaInfo
from stillwiki.pipeline import Options, convert_wiki
from stillwiki.plan import treatments

MEDIA = {
    "Wide.jpg": MediaInfo(2000, 500, "image/jpeg"),
    "Small.png": MediaInfo(100, 100, "image/png"),
    "Tall.svg": MediaInfo(100, 200, "image/svg+xml"),
    "Film.webm": MediaInfo(320, 240, "video/webm", 60.0),
    "Sound.ogg": MediaInfo(0, 0, "audio/ogg", 5.0),
    "Paper.pdf": MediaInfo(600, 800, "application/pdf", 0.0, 5),
    "Unknown.jpg": MediaInfo(),
}


def tree(options: str, name: str = "Wide.jpg", pages: dict[str, str] | None = None) -> Element:
    return parse(html(f"[[File:{name}{options}]]", pages, MEDIA))


def image(options: str, name: str = "Wide.jpg") -> dict[str, str]:
    return next(tree(options, name).elements("img")).attrs


def size(options: str, name: str = "Wide.jpg") -> tuple[str, str]:
    attrs = image(options, name)
    return attrs.get("width", ""), attrs.get("height", "")


def box(options: str) -> Element:
    return next(node for node in tree(options).elements("figure", "span") if "typeof" in node.attrs)


@pytest.mark.parametrize(
    ("options", "name", "expected"),
    [
        ("", "Wide.jpg", ("2000", "500")),
        ("|200px", "Wide.jpg", ("200", "50")),
        ("|200pxpx", "Wide.jpg", ("200", "50")),
        ("|x100px", "Wide.jpg", ("400", "100")),
        ("|100x100px", "Wide.jpg", ("100", "25")),
        ("|100x100px", "Tall.svg", ("50", "100")),
        ("|100px|300px", "Wide.jpg", ("300", "75")),
        ("|thumb", "Wide.jpg", ("220", "55")),
        ("|thumb", "Small.png", ("100", "100")),
        ("|thumb|300px", "Tall.svg", ("300", "600")),
        ("|thumb|upright", "Wide.jpg", ("170", "42")),
        ("|thumb|upright=2", "Wide.jpg", ("440", "110")),
        ("|frameless|upright 0.5", "Wide.jpg", ("110", "28")),
        ("|frame|50px", "Wide.jpg", ("2000", "500")),
        ("|300px", "Small.png", ("300", "300")),
        ("|thumb", "Unknown.jpg", ("220", "")),
        ("|150px", "Unknown.jpg", ("150", "")),
    ],
)
def test_sizes(options: str, name: str, expected: tuple[str, str]) -> None:
    assert size(options, name) == expected


def test_only_some_files_stand_for_themselves() -> None:
    assert box("|thumb|x").tag == box("|frame").tag == box("|left").tag == box("|none").tag == "figure"
    assert box("").tag == box("|frameless").tag == box("|200px|border").tag == "span"


def test_classes() -> None:
    assert box("|thumb|left|right|class=extra").classes() == [
        "mw-default-size",
        "mw-halign-left",
        "mw-file-thumb",
        "extra",
    ]
    assert box("|10px|border|middle|text-top").classes() == ["mw-valign-middle", "mw-image-border"]


def test_the_last_part_that_is_no_option_is_the_caption() -> None:
    caption = next(tree("|thumb|one|two ''it'' [[Page|link]] http://x.example|left").elements("figcaption"))
    assert caption.text() == "two it link http://x.example"
    assert [link.tag for link in caption.elements("i", "a")] == ["i", "a", "a"]


def test_options_are_words_of_the_wiki_and_case_counts() -> None:
    assert next(tree("|thumb|Left").elements("figcaption")).text() == "Left"


@pytest.mark.parametrize("option", ["page=2", "lang=de", "start=1", "upright=x", "0px", "px", "link=<", "lang=d:e"])
def test_what_a_file_cannot_have_is_caption(option: str) -> None:
    assert next(tree(f"|thumb|{option}").elements("figcaption")).text() == option


def test_alternative_text() -> None:
    assert image("|alt=''a'' b|c")["alt"] == "a b"
    assert image("|the '''caption'''")["alt"] == "the caption"
    assert image("|thumb|caption")["alt"] == ""
    assert image("|alt=|caption")["alt"] == ""


@pytest.mark.parametrize(
    ("option", "href"),
    [
        ("", "wiki:File:Wide.jpg"),
        ("|link=Other page#Part", "wiki:Other page#Part"),
        ("|link=https://x.example/", "https://x.example/"),
        ("|link=//x.example/", "//x.example/"),
        ("|link=w:Other", "https://en.wikipedia.org/wiki/Other"),
        ("|link=#part", "#part"),
        ("|link=javascript:alert(1)", "wiki:Javascript:alert(1)"),
    ],
)
def test_links(option: str, href: str) -> None:
    assert next(tree(option).elements("a")).attrs["href"] == href


def test_no_link() -> None:
    assert not list(tree("|link=").elements("a"))


def test_another_picture_stands_for_a_file() -> None:
    assert image("|thumb=Small.png")["src"] == "file:Small.png"
    assert "Error creating thumbnail" in tree("|thumb=Nowhere.png").text()


def test_a_missing_file_is_a_red_link() -> None:
    text = "[[File:No.jpg|thumb|alt=words|caption]]"
    label = next(node for node in parse(html(text)).elements("span") if node.classes() == ["new"])
    assert (label.attrs["title"], label.text()) == ("File:No.jpg", "words")
    assert "file-missing" in codes(text)
    assert "Category:Pages with broken file links" in {category.name for category in facts(text).categories}
    assert facts(text).files == ("No.jpg",)


def test_a_redirect_leads_to_its_file() -> None:
    pages = {"File:Old.jpg": "#REDIRECT [[File:Wide.jpg]]"}
    assert next(tree("", "Old.jpg", pages).elements("img")).attrs["src"] == "file:Wide.jpg"


def test_barred_files_are_links() -> None:
    pages = {"MediaWiki:Bad image list": "* [[:File:Wide.jpg]] except on [[Elsewhere]]\n* [[File:small.png]] [[Page]]"}
    assert not list(tree("", "Wide.jpg", pages).elements("img"))
    assert list(tree("", "Small.png", pages).elements("img"))


def test_film_and_sound_have_players() -> None:
    film = next(tree("|start=1:05|end=1:10|loop|100px", "Film.webm").elements("video")).attrs
    source = next(tree("|start=1:05|end=1:10", "Film.webm").elements("source")).attrs["src"]
    assert (film["loop"], film["width"]) == ("", "100")
    assert source == "file:Film.webm#t=00:00:59.000,00:01:10.000"
    assert next(tree("|muted", "Sound.ogg").elements("audio")).attrs["preload"] == "none"


def test_names_cannot_leave_their_attributes() -> None:
    found = html('[[File:Wide.jpg|alt="><script>|class=" onload="x|caption" onload="y]]', None, MEDIA)
    assert "<script" not in found
    assert not [element for element in parse(found).elements() if {"onload"} & element.attrs.keys()]


def test_a_file_nobody_described_is_its_own_page(tmp_path: Path) -> None:
    (tmp_path / "A.jpg").write_bytes(b"\xff\xd8\xff")
    made = wiki({"Page": "[[File:A.jpg|thumb]] [[:File:A.jpg]] [[Media:A.jpg|m]]"})
    made = replace(made, media={"A.jpg": tmp_path / "A.jpg"})
    found = convert_wiki(made, Options(treatments(made.site, {}), self_check=True))
    body = found.files["wiki/Page.md"].decode()
    assert body.count("](../media/A.jpg)") == 4
    assert not [finding for finding in found.diagnostics if finding.code == "round-trip"]
