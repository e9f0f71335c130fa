"""How findings, progress and changes are shown."""

from __future__ import annotations

import json

import pytest

from stillwiki import report
from stillwiki.diagnostics import Diagnostic
from stillwiki.output import Changes, Entry

FOUND = [
    Diagnostic("link-missing", "B", 0, "no page 'X'"),
    Diagnostic("template-loop", "A", 12, "Template:T, round", "break the circle"),
    Diagnostic("link-missing", "A", 2, "no page 'Y'"),
    Diagnostic("title-invalid", "100%\n:,", 0, "refused"),
]


def test_a_listing_goes_by_page_and_line() -> None:
    assert report.listing(FOUND[:3], "text").splitlines() == [
        "A:2: note link-missing: no page 'Y'",
        "A:12: warning template-loop: Template:T, round",
        "    hint: break the circle",
        "B: note link-missing: no page 'X'",
    ]
    assert report.listing([], "text") == ""


def test_a_listing_as_json() -> None:
    found = json.loads(report.listing(FOUND, "json"))
    assert [record["page"] for record in found] == ["100%\n:,", "A", "A", "B"]
    assert found[2] == {
        "code": "template-loop",
        "severity": "warning",
        "page": "A",
        "line": 12,
        "message": "Template:T, round",
        "hint": "break the circle",
    }
    assert json.loads(report.listing([], "json")) == []


def test_annotations_for_github_are_escaped() -> None:
    lines = report.listing(FOUND, "github").splitlines()
    assert lines[0] == "::error title=title-invalid::100%25%0A:,: refused"
    assert lines[2] == "::warning title=template-loop::A:12: Template:T, round (break the circle)"


def test_a_summary_counts_the_gravest_first() -> None:
    lines = report.summary(FOUND, "text").splitlines()
    assert [line.split()[:3] for line in lines if line[6].isdigit()] == [
        ["1", "error", "title-invalid:"],
        ["1", "warning", "template-loop:"],
        ["2", "note", "link-missing:"],
    ]
    assert report.summary(FOUND, "github").splitlines()[2].startswith("::notice title=link-missing::2 x ")
    found = json.loads(report.summary(FOUND, "json"))
    assert [(group["code"], group["count"], group["pages"]) for group in found] == [
        ("title-invalid", 1, 1),
        ("template-loop", 1, 1),
        ("link-missing", 2, 2),
    ]


def test_a_count_is_one_line() -> None:
    assert report.count(FOUND) == "1 error, 1 warning, 2 notes"
    assert report.count([]) == "nothing to report"


def test_changes_are_counted_and_named() -> None:
    done = Changes(
        came={"wiki/B.md": Entry("", "B"), "wiki/A.md": Entry("", "A"), "x.json": Entry("")},
        went={"wiki/C.md": Entry("", "C")},
        overwritten=("wiki/D.md",),
        left=("wiki/E.md",),
    )
    assert report.changes(done, names=True).splitlines() == [
        "2 pages (and 1 other file) came, 0 pages changed, 1 page went",
        "  came: A",
        "  came: B",
        "  went: C",
        "  written anew over somebody's changes: wiki/D.md",
        "  no longer part of the tree, but changed by somebody, so left: wiki/E.md",
    ]
    assert "came: A" not in report.changes(done)


def test_progress_is_a_line_for_each_phase_where_nobody_sees_bars(capsys: pytest.CaptureFixture[str]) -> None:
    with report.progress() as tell:
        for done in range(4):
            tell(report.READING, done, 3)
            tell("scan", done, 3)
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "scan: 3\n")


def test_progress_is_bars_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    with report.progress() as tell:
        tell("scan", 1, 2)
    said = capsys.readouterr()
    assert said.out == ""
    assert "scan" in said.err
