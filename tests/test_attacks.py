"""Attacks over every path into a page: none may be found on the built page, none may run in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from attacks import browser, inspection, wiki
from attacks.vectors import FIELDS, notes, texts, titles


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wiki.attacked(tmp_path_factory.mktemp("attacks"))


def found(site: Path) -> list[str]:
    harmless = inspection.skin(site / "wiki/Harmless/index.html")
    paths = sorted(path for path in site.rglob("*.html") if path.is_file())
    return [f"{path.relative_to(site)}: {fault}" for path in paths for fault in inspection.findings(path, harmless)]


def test_there_are_attacks_enough() -> None:
    vectors = [*texts(), *notes()]
    assert len({vector.title for vector in vectors}) == len(vectors)
    assert len(vectors) >= 250
    assert len(vectors) + len(titles()) + len(FIELDS) >= 500


def test_every_attack_has_its_page(site: Path) -> None:
    pages = {path.parent.name for path in site.rglob("index.html")}
    missing = [vector.title for vector in (*texts(), *notes()) if vector.title.replace(" ", "_") not in pages]
    assert not missing


def test_no_attack_is_on_a_page(site: Path) -> None:
    faults = found(site)
    assert not faults, "\n".join(faults)


def test_no_attack_is_in_the_search(site: Path) -> None:
    faults = list(inspection.of_search(site / "search/search_index.json"))
    assert not faults, "\n".join(faults)


def test_no_attack_is_in_a_style_sheet(site: Path) -> None:
    sheets = sorted((site / "assets/styles").rglob("*.css"))
    assert len(sheets) >= len([vector for vector in texts() if vector.kind == "sheets"])
    faults = [f"{path.name}: {fault}" for path in sheets for fault in inspection.of_sheet(path)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("value", FIELDS)
def test_a_wiki_may_say_anything_of_itself(value: str, tmp_path: Path) -> None:
    pages = dict(wiki.HELPERS) | {"Away": "#REDIRECT [[User:X]]", "Further": "#REDIRECT [[:evil:X]]"}
    pages["Page"] = "[[User:X]] [[:evil:x]] [[evil:x]] {{SITENAME}} {{SERVER}} {{fullurl:X}} [{{fullurl:X}} x] {{ns:4}}"
    faults = found(site := wiki.build(wiki.hostile(value), pages, tmp_path))
    faults += inspection.of_search(site / "search/search_index.json")
    assert not faults, "\n".join(faults)


@pytest.mark.skipif(not browser.CHROMIUM.exists(), reason="there is no Chromium on this machine")
def test_no_attack_runs_in_a_browser(site: Path) -> None:
    reports = browser.visit(site)
    assert reports.get("control", {}).get("control") == 1, "the harness did not come to its end"
    assert browser.STRANGER in str(reports["control"]["heard"]), "a request to another host would not be heard"
    assert reports["attacks"] == {"canary": None, "covered": [], "heard": []}
