"""HTML that the wiki made itself: when it is used, what its addresses mean, and that nothing of it is trusted."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from smallwiki import page, site
from smallwiki import wiki as small
from stillwiki.errors import SourceError
from stillwiki.inventory import inventory
from stillwiki.model import Category, Facts, Rendering, Revision
from stillwiki.pagewise import scan_page
from stillwiki.pipeline import Options, convert_wiki
from stillwiki.plan import treatments
from stillwiki.sources import Wiki
from stillwiki.sources.rendered import FOLDER, MAX_BYTES, needed, prune, read, rendering, with_renderings, write
from stillwiki.wikitext.expansion.expand import Frame
from stillwiki.wikitext.foreign.addresses import Target, target
from stillwiki.wikitext.render import scan

HERE = Path(__file__).parent
CASES = (HERE / "foreign.txt").read_text("utf-8")
PAIRS = re.findall(r"^%% (.*)\n((?:.*\n)*?)=>\n((?:(?!%%).*\n)*)", CASES, re.MULTILINE)
"""Name, the wiki's HTML, and what it becomes."""
NEEDY = "<timeline>x</timeline> [[Category:C]]"


def scanned(
    html: str,
    text: str = NEEDY,
    revision: int = 7,
    media: tuple[str, ...] = ("A b.png",),
    categories: tuple[tuple[str, str], ...] | None = None,
) -> Facts:
    """Facts of a page of revision 7 with a rendering."""
    shown = replace(page("P", text), revision=Revision(7, "", ""), rendering=Rendering(revision, html, categories))
    pages = [shown, page("Other page", "x"), page("File:Moved.png", "#REDIRECT [[File:A b.png]]")]
    return scan(shown, inventory(site(), pages, media))


def codes(facts: Facts) -> list[str]:
    return [found.code for found in facts.diagnostics]


# -- when ------------------------------------------------------------------------------------------


def test_a_page_that_needs_what_cannot_run_shows_the_wikis_html() -> None:
    facts = scanned('<div class="mw-parser-output"><p>A <b>line</b> of time</p></div>')
    assert facts.html == "<p>A <b>line</b> of time</p>"
    assert codes(facts) == ["rendered-used"]
    assert [category.name for category in facts.categories] == ["Category:C"]


def test_a_page_that_needs_nothing_is_ours() -> None:
    facts = scanned("<p>theirs</p>", text="ours")
    assert "ours" in facts.html
    assert codes(facts) == []


def test_a_rendering_of_another_revision_is_not_used() -> None:
    facts = scanned("<p>theirs</p>", revision=6)
    assert "theirs" not in facts.html
    assert codes(facts) == ["unsupported-tag", "rendered-outdated"]


def test_its_categories_are_the_wikis_where_they_were_told() -> None:
    told = (("Timelines", ""), ("Help: Me", "key"), ("Timelines", "again"), ("<bad>", ""))
    facts = scanned("<p>x</p>", categories=told)
    assert facts.categories == (Category("Category:Timelines", ""), Category("Category:Help: Me", "key"))
    assert scanned("<p>x</p>", categories=()).categories == ()


def test_a_page_whose_modules_do_not_run_shows_the_wikis_html() -> None:
    shown = replace(page("P", "{{#invoke:M|f}}"), revision=Revision(7, ""), rendering=Rendering(7, "<p>theirs</p>"))
    held = inventory(site(), [shown])
    assert scan(shown, held).html != "<p>theirs</p>"
    assert scan(shown, held, modules=False).html == "<p>theirs</p>"


def test_a_page_that_cannot_be_expanded_shows_the_wikis_html(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise RuntimeError("a fault of ours")

    expanding = Frame.expand
    monkeypatch.setattr(Frame, "expand", lambda frame, nodes: expanding(frame, nodes) if not nodes else fail())
    shown = replace(page("P", "x"), revision=Revision(7, ""), rendering=Rendering(7, "<p>theirs</p>"))
    found = scan_page(inventory(site(), [shown]), shown)
    assert (found.html, codes(found)) == ("<p>theirs</p>", ["process-lost", "rendered-used"])
    assert needed(found.diagnostics) == []
    older = replace(shown, rendering=Rendering(6, ""))
    assert codes(scan_page(inventory(site(), [older]), older)) == ["internal-error"]
    assert needed(scan_page(inventory(site(), [older]), older).diagnostics) == ["P"]


def test_what_was_found_in_html_that_nobody_sees_is_not_reported() -> None:
    assert codes(scanned("<p>x</p>", text=NEEDY + "{{Gone}} {{#expr: 1/}}")) == ["rendered-used"]


# -- files -----------------------------------------------------------------------------------------


def dump(folder: Path, texts: dict[str, str]) -> Wiki:
    """A wiki whose source stands in a folder, with what lies beside it."""
    return with_renderings(small(texts), folder / "wiki.xml")


RENDERINGS = [
    Rendering(7, "<p>now</p>"),
    Rendering(7, ""),
    Rendering(7, "\r\n<p>\u00e4</p>\n<body>\n</body>\n", (("A & B", 'x"\ny'), ("\u00c4 <b>", ""))),
    Rendering(7, "<p>no category</p>", ()),
]


@pytest.mark.parametrize("made", RENDERINGS)
@pytest.mark.parametrize("title", ["P", "Con/../aux.?", '<b>"Ä"</b>\n<body>\n'])
def test_what_is_written_is_read_again(tmp_path: Path, made: Rendering, title: str) -> None:
    path = write(tmp_path / "wiki.xml", 12, title, made)
    assert path == tmp_path / FOLDER / "12.html"
    assert read(path.read_bytes().decode()) == made
    assert [each.name for each in path.parent.iterdir()] == ["12.html"]


def test_renderings_are_found_by_page_and_used_by_revision(tmp_path: Path) -> None:
    texts = {"Then": "", "Now": "", "Large": "", "Odd": "", "None": "", "Pipe": ""}
    numbers = {each.title.full: (each.id, each.revision.id) for each in small(texts).pages}
    source = tmp_path / "wiki.xml"
    write(source, numbers["Now"][0], "Now", Rendering(numbers["Now"][1], "<p>now</p>"))
    write(source, numbers["Then"][0], "Then", Rendering(numbers["Then"][1] + 9, "<p>then</p>"))
    (tmp_path / FOLDER / f"{numbers['Odd'][0]}.html").write_text("<p>x</p>")
    for name in ("x.html", "0.html", "7.txt", "\u0667.html"):
        (tmp_path / FOLDER / name).write_text("")
    with (tmp_path / FOLDER / f"{numbers['Large'][0]}.html").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    os.mkfifo(tmp_path / FOLDER / f"{numbers['Pipe'][0]}.html")
    found = dump(tmp_path, texts)
    assert {each.title.full: each.rendering for each in found.pages} == {
        "Now": Rendering(numbers["Now"][1], "<p>now</p>"), "Then": Rendering(numbers["Then"][1] + 9, ""),
        "None": None, "Large": None, "Odd": None, "Pipe": None,
    }  # fmt: skip
    assert [(each.code, each.page) for each in found.diagnostics] == [
        ("rendered-unreadable", "Large"), ("rendered-unreadable", "Odd"), ("rendered-unreadable", "Pipe"),
    ]  # fmt: skip


def test_pages_ask_for_renderings_until_they_have_them(tmp_path: Path) -> None:
    texts = {"P": NEEDY, "Q": "plain", "R": "{{#ask: [[Category:C]]}}"}

    def asked() -> list[str]:
        made = dump(tmp_path, texts)
        return needed(convert_wiki(made, Options(treatments(made.site, {}))).diagnostics)

    assert asked() == ["P", "R"]
    numbers = {each.title.full: each for each in small(texts).pages}
    for title, later in (("P", 0), ("R", 1)):
        revision = numbers[title].revision.id + later
        write(tmp_path / "wiki.xml", numbers[title].id, title, Rendering(revision, "<p>x</p>"))
    assert asked() == ["R"]
    prune(tmp_path / "wiki.xml", {numbers["R"].id})
    assert [path.stem for path in (tmp_path / FOLDER).iterdir()] == [str(numbers["R"].id)]
    assert asked() == ["P", "R"]


def test_an_answer_of_the_api_is_a_rendering() -> None:
    parsed = {
        "title": "P", "pageid": 1, "revid": 7, "text": "<p>x</p>",
        "categories": [{"sortkey": "", "category": "A_b", "hidden": True}, {"sortkey": "k", "category": "C"}],
    }  # fmt: skip
    assert rendering({"parse": parsed}) == Rendering(7, "<p>x</p>", (("A b", ""), ("C", "k")))
    assert rendering({"parse": {"revid": 7, "text": ""}}) == Rendering(7, "")


@pytest.mark.parametrize(
    "answer",
    [
        None, [], {}, {"error": {"code": "missingtitle"}}, {"parse": []}, {"parse": {"text": "x"}},
        {"parse": {"text": {"*": "x"}, "revid": 7}}, {"parse": {"text": "x", "revid": 0}},
    ],
)  # fmt: skip
def test_other_answers_are_refused(answer: object) -> None:
    with pytest.raises(SourceError):
        rendering(answer)


def test_a_rendering_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("in the way")
    with pytest.raises(SourceError, match=FOLDER):
        write(tmp_path / "wiki.xml", 1, "P", Rendering(1, ""))


# -- what ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("href", "title", "fragment"),
    [
        ("/wiki/Other_page", "Other page", ""),
        ("/wiki/Other_page#Part_1", "Other page", "Part_1"),
        ("https://wiki.example/wiki/Other_page", "Other page", ""),
        ("//wiki.example/wiki/Other%20page", "Other page", ""),
        ("./Other_page", "Other page", ""),
        ("/w/index.php?title=Other_page", "Other page", ""),
        ("/w/index.php/Other_page", "Other page", ""),
        ("/w/index.php?title=Nothing&action=edit&redlink=1", "Nothing", ""),
        ("/elsewhere/index.php?title=Nothing&action=edit&redlink=1", "Nothing", ""),
        ("/w/index.php?title=Special:Upload&wpDestFile=New.png", "File:New.png", ""),
        ("/wiki/Category:C", "Category:C", ""),
    ],
)
def test_addresses_of_pages(href: str, title: str, fragment: str) -> None:
    found = target(href, inventory(site(), ())).title
    assert found is not None
    assert (found.full, found.fragment) == (title, fragment)


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/w/images/a/ab/A_b.png", Target(file="A b.png")),
        ("https://static.wiki.example/testwiki/thumb/a/ab/A_b.png/120px-A_b.png?2", Target(file="A b.png")),
        ("/w/images/a/ab/Unknown.png", Target(url="https://wiki.example/w/images/a/ab/Unknown.png")),
        ("/w/index.php?title=P&action=history", Target(url="https://wiki.example/w/index.php?title=P&action=history")),
        ("/other/index.php?title=P", Target(url="https://wiki.example/other/index.php?title=P")),
        ("/wiki/P?oldid=3", Target(url="https://wiki.example/wiki/P?oldid=3")),
        ("https://other.example/wiki/P", Target(url="https://other.example/wiki/P")),
        ("//other.example/x", Target(url="//other.example/x")),
        ("#Part_%C3%A4", Target(url="#Part_ä")),
        ("mailto:a@b.example", Target(url="mailto:a@b.example")),
        ("javascript:alert(1)", Target()),
        (" JaVaScRiPt:alert(1)", Target()),
        ("data:text/html,x", Target()),
        ("wiki:Other page", Target()),
        ("file:A b.png", Target()),
        ("http://[", Target()),
        ("", Target()),
    ],
)
def test_other_addresses(href: str, expected: Target) -> None:
    assert target(href, inventory(site(), (), ("A b.png",))) == expected


@pytest.mark.parametrize(("theirs", "ours"), [pytest.param(*pair, id=name) for name, *pair in PAIRS])
def test_their_html_becomes_ours(theirs: str, ours: str) -> None:
    assert scanned(theirs).html.strip() == ours.strip()


def test_what_the_page_links_is_what_its_html_links() -> None:
    facts = scanned(
        '<p><a href="/wiki/Other_page#S">a</a> <a href="https://x.example/">b</a> <img src="/images/a/ab/A_b.png"></p>',
        text=NEEDY + "[[Gone]] [https://gone.example x] == H ==",
    )
    assert [(link.title, link.fragment) for link in facts.links] == [("Other page", "S")]
    assert (facts.external, facts.files, facts.headings) == (("https://x.example/",), ("A b.png",), ())
