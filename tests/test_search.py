"""The search of a large site: Pagefind's index, and the pages that lead to it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from largewiki import ODD, PAGES, built, html
from searched import state
from stillwiki import search
from stillwiki.errors import OutputError
from stillwiki.search import Pagefind
from stillwiki.weight import weigh

FEW = 20

# -- the index -------------------------------------------------------------------------------------


def test_many_pages_are_searched_by_pagefind_and_few_by_mkdocs() -> None:
    pages = [f"wiki/P{number}.md" for number in range(search.MANY)]
    assert search.chosen([*pages, "media/a.png"], "de") is None
    assert search.chosen([*pages, "index.md"], "de") == Pagefind("de")


def test_the_index_holds_what_is_searched_and_nothing_else(large_site: Path) -> None:
    names = {path.name for path in (large_site / "search").iterdir()}
    assert "search_index.json" not in names
    assert not [name for name in names if re.search(r"ui|highlight|playground", name)]
    entry = json.loads((large_site / "search/pagefind-entry.json").read_text("utf-8"))
    articles = [path for path in large_site.rglob("*.html") if "data-pagefind-body" in path.read_text("utf-8")]
    assert [told["page_count"] for told in entry["languages"].values()] == [len(articles)]
    assert PAGES + len(ODD) <= len(articles) < PAGES + len(ODD) + 20
    marked = {page: html(large_site, page).css("[data-pagefind-body]") for page in ("wiki/Page_7", "wiki/Template/T")}
    assert [node.tag for node in marked["wiki/Page_7"]] == ["article"]
    assert marked["wiki/Template/T"] == [], "what the tree excludes from search is not searched"


def test_the_index_counts_as_the_rest_of_the_site_does(large_site: Path) -> None:
    whole = sum(len(content) for content in state(large_site).values())
    index = sum(len(content) for content in state(large_site / "search").values())
    assert list(weigh(large_site, site_bytes=whole)) == []
    assert [found.code for found in weigh(large_site, site_bytes=whole - index)] == ["site-too-large"]


def test_the_same_site_gives_the_same_index(large_site: Path, tmp_path: Path) -> None:
    shutil.copytree(large_site, tmp_path / "copy", ignore=shutil.ignore_patterns("search"))
    Pagefind("en").index(tmp_path / "copy")
    assert state(tmp_path / "copy/search") == state(large_site / "search")


def test_what_stands_around_decides_nothing(large_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text((large_site / "wiki/Page_7/index.html").read_text("utf-8"), "utf-8")
    Pagefind("../../en; x").index(tmp_path / "site")
    first = state(tmp_path)
    (tmp_path / "pagefind.toml").write_text('output_subdir = "elsewhere"\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGEFIND_OUTPUT_SUBDIR", "elsewhere")
    monkeypatch.setenv("PAGEFIND_EXCLUDE_SELECTORS", "p")
    Pagefind("../../en; x").index(tmp_path / "site")
    (tmp_path / "pagefind.toml").unlink()
    assert state(tmp_path) == first
    assert all(name.startswith("site/search/") for name in first.keys() - {"site/index.html"})


def test_a_site_that_cannot_be_indexed_ends_the_run(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="Pagefind makes no index"):
        Pagefind("en").index(tmp_path)


# -- the page --------------------------------------------------------------------------------------


def policy(page: LexborHTMLParser) -> str:
    return str(page.css_first("meta[http-equiv=Content-Security-Policy]").attributes["content"])


def test_only_sites_with_the_index_may_run_its_program(large_site: Path, tmp_path: Path) -> None:
    large, small = html(large_site, "wiki/Page_7"), html(built(tmp_path, FEW), "wiki/Page_7")
    assert "'wasm-unsafe-eval'" in policy(large)
    assert policy(small) == policy(large).replace(" 'wasm-unsafe-eval'", "")
    scripts = [
        {node.attributes["src"].rpartition("/")[2] for node in page.css("script[src]")} for page in (large, small)
    ]  # type: ignore[union-attr]
    assert scripts[0] - scripts[1] == {"search.js"}
    assert "data-pagefind" not in (small.html or "")
    assert (tmp_path / "site/search/search_index.json").is_file()
    assert [len(page.css("header input.md-search__input")) for page in (large, small)] == [1, 1]
