from __future__ import annotations

import contextlib
import re
import time
from pathlib import Path, PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillwiki.index import Index
from stillwiki.markdown import dialect
from stillwiki.model import Site
from stillwiki.notebook import NoteView, bind
from stillwiki.notes import Note, Vault, VaultFile, Woven
from stillwiki.obsidian import bases, scan
from stillwiki.obsidian.bases.evaluate import Scope
from stillwiki.obsidian.bases.parse import ExpressionError
from stillwiki.obsidian.bases.values import DAY, Date, days, text
from stillwiki.obsidian.convert import convert
from stillwiki.titles import default_namespaces

NOTES = [
    Note("Fruit/Apple.md", "See [[Pear]]. #food/fresh", {"price": 4.5, "kind": "pome", "due": "2025-05-27"}),
    Note("Fruit/Pear.md", "", {"price": 3, "kind": "pome", "related": ["[[Apple|an apple]]"]}),
    Note("Fruit/Plum.md", "", {"price": 10, "kind": "drupe", "done": True}),
    Note("Other.md", "", {"kind": "a|b *c*"}),
]
TABLE = [line.split("\t") for line in (Path(__file__).parent / "bases.tsv").read_text("utf-8").splitlines()]


def view(source: str = "") -> tuple[VaultFile, NoteView]:
    file = VaultFile("Fruit.base", PurePath("/nowhere"), source)
    vault = Vault("Test", {note.path: note for note in NOTES}, {file.path: file})
    outlines = {note.path: scan.scan(note) for note in NOTES}
    book = bind(vault, outlines, Index(Site("Test", default_namespaces()), {}, {}), frozenset())
    return file, book.view(file.path)


def made(source: str) -> Woven:
    return bases.convert(*view(source))


def cells(woven: Woven) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", dialect.render(woven.body), re.DOTALL)
    return [[re.sub("<[^>]*>", "", each) for each in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]


@pytest.mark.parametrize(("expression", "wanted"), [row for row in TABLE if len(row) == 2])
def test_expressions(expression: str, wanted: str) -> None:
    scope = Scope(view()[1], {"double": "price * 2"})
    assert text(scope.value(expression, "Fruit/Apple.md")) == wanted


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("1 +", "ends where a value should be"),
        ("(1", r"lacks a '\)'"),
        ("1 2", "should end"),
        ("§", "means nothing"),
        ("nothing()", "does not define"),
        ("'a'.nothing()", "does not define"),
        ("file._class__()", "does not define"),
        ("file.__init__()", "does not define"),
        ("now()", "what time it is"),
        ("formula.missing", "has not"),
        ("formula.round", "while that is being computed"),
        ("/(a+)+b/.matches('aaaa')", "for ever"),
        ("'x'.repeat(1000000)", "more than"),
        ("[" * 100 + "]" * 100, "nested deeper"),
        ("-" * 100 + "1", "nested deeper"),
    ],
)
def test_what_is_no_expression_is_said(expression: str, message: str) -> None:
    with pytest.raises(ExpressionError, match=message):
        Scope(view()[1], {"round": "formula.round"}).value(expression, "Fruit/Apple.md")


def test_a_loop_in_a_loop_ends_at_the_limit_of_steps() -> None:
    deep = "[1,2,3,4,5,6,7,8,9,10]"
    for _ in range(7):
        deep = f"[1,2,3,4,5,6,7,8,9,10].map({deep})"
    started = time.process_time()
    with pytest.raises(ExpressionError, match="steps"):
        Scope(view()[1]).value(deep, "Fruit/Apple.md")
    assert time.process_time() - started < 4


@given(st.text(alphabet="ab1.+-*/()[]{}\"'!=<>&|, :file", max_size=30))
def test_no_expression_ends_in_another_exception(expression: str) -> None:
    with contextlib.suppress(ExpressionError):
        Scope(view()[1]).value(expression, "Fruit/Apple.md")


@given(st.integers(-800_000, 3_000_000))
def test_days_are_those_of_the_calendar(since: int) -> None:
    year, month, day, *_ = Date(since * DAY).fields
    assert days(year, month, day) == since
    assert 1 <= month <= 12
    assert 1 <= day <= 31


def test_a_table_filters_sorts_and_names_its_columns() -> None:
    woven = made(
        "filters:\n  and:\n    - file.inFolder('Fruit')\n    - not: ['price > 9']\n"
        "formulas:\n  half: price / 2\nproperties:\n  formula.half: {displayName: Half}\n"
        "views:\n  - type: table\n    order: [file.name, price, formula.half]\n"
        "    sort: [{property: price, direction: DESC}]\n    summaries: {price: Sum}\n"
    )
    assert cells(woven) == [
        ["Name", "price", "Half"], ["Apple", "4.5", "2.25"], ["Pear", "3", "1.5"], ["", "Sum: 7.5", ""],
    ]  # fmt: skip
    assert [link.target for link in woven.links] == ["/Fruit/Apple.md", "/Fruit/Pear.md"]


def test_groups_links_and_booleans() -> None:
    woven = made(
        "views:\n  - type: table\n    name: All\n    groupBy: {property: note.kind, direction: DESC}\n"
        "    order: [file.name, related, done]\n    filters: file.inFolder('Fruit')\n"
    )
    html = dialect.render(woven.body)
    assert html.index("<strong>pome</strong>") < html.index("<strong>drupe</strong>")
    assert '<a href="Fruit/Apple.md">an apple</a>' in html
    assert "☑" in html


def test_cells_hold_what_notes_say_and_no_markup_of_theirs() -> None:
    html = dialect.render(made("views: [{type: table, order: [file.name, kind]}]").body)
    assert "<td>a|b *c*</td>" in html


@pytest.mark.parametrize("kind", ["cards", "list"])
def test_cards_and_lists(kind: str) -> None:
    html = dialect.render(made(f"views: [{{type: {kind}, order: [file.name, price]}}]").body)
    assert '<a href="Fruit/Apple.md">Apple</a>' in html
    assert "4.5" in html


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a: [", "is no YAML"),
        ("just text", "holds no views"),
        ("views: [{type: map}]", "cannot show"),
        ("filters: {xor: [a]}", "does not define"),
        ("filters: wrong(", "ends where"),
    ],
)
def test_what_cannot_be_told_stays_as_its_source(source: str, message: str) -> None:
    woven = made(source)
    assert any(message in found.message for found in woven.diagnostics)
    assert "```yaml" in woven.body


def test_a_cell_without_a_value_costs_its_cell() -> None:
    woven = made("formulas: {bad: 'nothing()'}\nviews: [{type: table, order: [file.name, formula.bad]}]")
    assert len(woven.diagnostics) == 1
    assert cells(woven)[1] == ["Apple", ""]


def noted(body: str) -> Woven:
    source = "views:\n  - {type: table, name: One}\n  - {type: list, name: Two, order: [file.name, price]}\n"
    held = {note.path: note for note in (*NOTES, Note("Here.md", body))}
    vault = Vault("Test", held, {"Fruit.base": VaultFile("Fruit.base", PurePath("/nowhere"), source)})
    outlines = {path: scan.scan(note) for path, note in held.items()}
    book = bind(vault, outlines, Index(Site("Test", default_namespaces()), {}, {}), frozenset())
    return convert(held["Here.md"], book.view("Here.md"))


def test_a_note_shows_the_view_of_a_base_that_it_names() -> None:
    html = dialect.render(noted("Before ![[Fruit.base#two]] after").body)
    assert re.sub(r"\s+", " ", re.sub(r"<li>.*</li>", "…", html, flags=re.DOTALL)) == (
        '<p>Before </p> <div class="base"> <ul> … </ul> </div> <p>after</p>'
    )
    assert '<a href="Fruit/Apple.md">Apple</a>: 4.5' in html


@pytest.mark.parametrize("indent", ["", "  "])
def test_a_base_may_stand_in_a_fence_of_a_note(indent: str) -> None:
    fence = "```base\nviews: [{type: table, order: [file.name, price], limit: 1}]\n```\n"
    woven = noted(("- item\n" if indent else "Text\n") + "".join(f"{indent}{line}\n" for line in fence.split("\n")))
    assert cells(woven) == [["Name", "price"], ["Apple", "4.5"]]
    assert "/Fruit/Apple.md" in [link.target for link in woven.links]


def test_what_is_wrong_in_a_fence_has_its_line() -> None:
    woven = noted("Text\n\n```base\nviews: [\n```\n")
    assert [(found.code, found.page, found.line) for found in woven.diagnostics] == [("base-unsupported", "Here.md", 5)]
