"""The specification: every case of every file in `tests/spec`."""

from __future__ import annotations

from pathlib import Path

import pytest

import smallvault
import specfile
from smallwiki import tree
from stillwiki.markdown import dialect
from stillwiki.model import Rendering
from stillwiki.notes import VaultSettings

FILES = sorted((Path(__file__).parent / "spec").glob("*.md"))
CASES = [case for path in FILES for case in specfile.read(path)]


def outcome(case: specfile.Case) -> dict[str, str]:
    """What the case gives: Markdown for reviewers, HTML for truth, diagnostics."""
    return outcome_of_note(case) if case.part("obsidian") is not None else outcome_of_page(case)


def outcome_of_note(case: specfile.Case) -> dict[str, str]:
    """A note of a vault that holds the case's other notes and files."""
    others = {part.argument: part.text for part in case.parts if part.kind in ("note", "file")}
    options = dict(line.split("=", 1) for line in (case.part("options") or "").splitlines())
    settings = VaultSettings(strict_line_breaks=options.get("strict_line_breaks") == "true")
    aliases = {part.argument: part.text for part in case.parts if part.kind == "alias"}
    path = options.get("path", "Note.md")
    made = smallvault.woven(case.part("obsidian") or "", others, settings, path=path, aliases=aliases)
    return {
        "markdown": made.body.strip("\n"),
        "html": dialect.render(made.body).strip("\n"),
        "diagnostics": "\n".join(f"{d.line}: {d.code} {d.message}" for d in made.diagnostics),
    }


def outcome_of_page(case: specfile.Case) -> dict[str, str]:
    """A page of a small wiki."""
    options = dict(line.split("=", 1) for line in (case.part("options") or "").splitlines())
    title = options.get("title", "Page")
    pages = {part.argument: part.text for part in case.parts if part.kind == "page"}
    rendered = [Rendering(int(part.argument or 0), part.text) for part in case.parts if part.kind == "rendered"]
    made = tree(pages | {title: case.part("wikitext") or ""}, dict(zip([title], rendered, strict=False)))
    path = made.index.entries[title].path
    body = made.files[path].decode().partition("\n---\n")[2].strip("\n")
    found = (d for d in made.diagnostics if d.page == title)
    sheets = (f"/* {at} */\n{made.files[at].decode()}" for at in made.files if at.endswith(".css"))
    return {
        "sheets": "".join(sheets).strip("\n"),
        "elsewhere": "\n".join(str(d) for d in made.diagnostics if d.page != title),
        "front": made.files[path].decode().partition("\n---\n")[0].removeprefix("---\n"),
        "markdown": body,
        "html": dialect.render(body).strip("\n"),
        "diagnostics": "\n".join(f"{d.line}: {d.code} {d.message}" for d in found),
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: specfile.Case, *, accepting: bool) -> None:
    actual = outcome(case)
    if accepting:
        specfile.accept(case, actual)
        return
    expected = {part.kind: part.text for part in case.parts if part.kind in actual}
    assert expected, "a case without expectation shows nothing"
    assert {kind: actual[kind] for kind in expected} == expected
    assert not [line for line in actual["diagnostics"].splitlines() if "round-trip" in line or "internal-error" in line]


def test_cases_have_names_of_their_own() -> None:
    names = [case.id for case in CASES]
    assert len(names) == len(set(names))
