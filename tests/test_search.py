"""The search of a large site: Pagefind's index, and the box in the header that asks it, in a real browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import synthetic
from selectolax.lexbor import LexborHTMLParser

from attacks.browser import CHROMIUM
from driven import Browser, browser
from stillwiki import search
from stillwiki.errors import OutputError
from stillwiki.search import Pagefind, program
from stillwiki.serve import server
from stillwiki.weight import weigh

PAGES = 1_600
ODD = ("C & F?", "100% sure", "Ünïcode wörter", "A+B", "Slash/Part", "Quote \" and '")
"""Titles whose addresses are not what they look like."""
TEXTS = {
    title: f"Oddword{number} here. <nowiki><img src=x onerror=top.hit=1></nowiki>" for number, title in enumerate(ODD)
}
FEW = 20


def built(folder: Path, count: int) -> Path:
    folder.mkdir(exist_ok=True)
    synthetic.write(
        folder / "wiki.xml", iter([*synthetic.sketches(count), *TEXTS.items(), ("Template:T", "hiddenword")])
    )
    command = [sys.executable, "-m", "stillwiki", "build", "--dump", str(folder / "wiki.xml"), "--jobs", "1"]
    command += ["--pages", str(folder / "pages"), "--site-url", "https://me.example/mirror/"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # ours
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("large"), PAGES)


def state(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def html(site: Path, page: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / page / "index.html").read_text("utf-8"))


# -- the index -------------------------------------------------------------------------------------


def test_many_pages_are_searched_by_pagefind_and_few_by_mkdocs() -> None:
    pages = [f"wiki/P{number}.md" for number in range(search.MANY)]
    assert search.chosen([*pages, "media/a.png"], "de") is None
    assert search.chosen([*pages, "index.md"], "de") == Pagefind("de")


def test_the_index_holds_what_is_searched_and_nothing_else(site: Path) -> None:
    names = {path.name for path in (site / "search").iterdir()}
    assert "search_index.json" not in names
    assert not [name for name in names if re.search(r"ui|highlight|playground", name)]
    entry = json.loads((site / "search/pagefind-entry.json").read_text("utf-8"))
    articles = [path for path in site.rglob("*.html") if "data-pagefind-body" in path.read_text("utf-8")]
    assert [told["page_count"] for told in entry["languages"].values()] == [len(articles)]
    assert PAGES + len(ODD) <= len(articles) < PAGES + len(ODD) + 20
    marked = {page: html(site, page).css("[data-pagefind-body]") for page in ("wiki/Page_7", "wiki/Template/T")}
    assert [node.tag for node in marked["wiki/Page_7"]] == ["article"]
    assert marked["wiki/Template/T"] == [], "what the tree excludes from search is not searched"


def test_the_index_counts_as_the_rest_of_the_site_does(site: Path) -> None:
    whole = sum(len(content) for content in state(site).values())
    index = sum(len(content) for content in state(site / "search").values())
    assert list(weigh(site, site_bytes=whole)) == []
    assert [found.code for found in weigh(site, site_bytes=whole - index)] == ["site-too-large"]


def test_the_same_site_gives_the_same_index(site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "copy", ignore=shutil.ignore_patterns("search"))
    Pagefind("en").index(tmp_path / "copy")
    assert state(tmp_path / "copy/search") == state(site / "search")


def test_what_stands_around_decides_nothing(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text((site / "wiki/Page_7/index.html").read_text("utf-8"), "utf-8")
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


def test_only_sites_with_the_index_may_run_its_program(site: Path, tmp_path: Path) -> None:
    large, small = html(site, "wiki/Page_7"), html(built(tmp_path, FEW), "wiki/Page_7")
    assert "'wasm-unsafe-eval'" in policy(large)
    assert policy(small) == policy(large).replace(" 'wasm-unsafe-eval'", "")
    scripts = [
        {node.attributes["src"].rpartition("/")[2] for node in page.css("script[src]")} for page in (large, small)
    ]  # type: ignore[union-attr]
    assert scripts[0] - scripts[1] == {"search.js"}
    assert "data-pagefind" not in (small.html or "")
    assert (tmp_path / "site/search/search_index.json").is_file()
    assert [len(page.css("header input.md-search__input")) for page in (large, small)] == [1, 1]


# -- the browser -----------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["one run", "parts"])
def served(site: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with its index as it is made of parts, and as one run of Pagefind makes it."""
    if request.param == "parts":
        return site
    copy = tmp_path_factory.mktemp("one") / "site"
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns("search"))
    program.run(copy, copy / "search", "en")
    return copy


@pytest.fixture(scope="module")
def address(served: Path) -> Iterator[str]:
    """The site, below a folder of its host, as GitHub Pages serves it."""
    with server(served, "127.0.0.1", 0) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}/mirror/"
        running.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def reader() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("there is no Chromium here to show the pages in")
    with browser() as opened:
        yield opened


RESULTS = (
    "[...document.querySelectorAll('.md-search-result__link')].map((each) => each.querySelector('h1, h2').textContent)"
)


def found(reader: Browser, first: str) -> list[str]:
    reader.until(f"{RESULTS}[0] === {json.dumps(first)}")
    titles: list[str] = reader.tell(RESULTS)
    return titles


def at(reader: Browser, title: str) -> None:
    """Wait until a page is shown, and the search is not."""
    reader.until(f"document.querySelector('article h1').textContent.trim() === {json.dumps(title)}")
    reader.until("document.readyState === 'complete' && !document.getElementById('__search').checked")


def test_a_query_finds_a_page_and_a_click_opens_it(reader: Browser, address: str) -> None:
    reader.show(f"{address}wiki/Page_7/")
    reader.click(".md-search__input")
    reader.write("sketch1234")
    assert found(reader, "Page 1234")
    reader.until("document.querySelector('.md-search-result__meta').textContent === '1 matching document'")
    reader.click(".md-search-result__link")
    at(reader, "Page 1234")
    assert reader.tell("location.pathname") == "/mirror/wiki/Page_1234/"
    reader.write("/")  # the box outlives the page that was changed in place, and its addresses do not move
    reader.write("sketch77")
    assert "Page 77" in found(reader, "Page 77")
    reader.click(".md-search-result__link")
    at(reader, "Page 77")
    assert reader.said == []


def test_a_phone_has_room_for_it(reader: Browser, address: str) -> None:
    reader.show(f"{address}wiki/Page_7/", width=360, height=640)
    reader.click(".md-header__button[for=__search]")
    reader.write("sketch1234")
    found(reader, "Page 1234")
    reader.until("document.querySelector('.md-search-result__link').getBoundingClientRect().right <= 360")
    assert reader.tell("document.documentElement.scrollWidth") <= 360
    reader.until("document.querySelector('.md-search__inner').getBoundingClientRect().x === 0")
    reader.click(".md-search-result__link")
    at(reader, "Page 1234")


def test_keys_do_what_the_mouse_does(reader: Browser, address: str) -> None:
    reader.show(f"{address}wiki/Page_7/")
    reader.write("/")
    reader.until("document.activeElement.matches('.md-search__input')")
    reader.write("sketch12")
    titles = found(reader, "Page 12")
    for _ in range(3):
        reader.press("ArrowDown")
    reader.press("ArrowUp")
    reader.until(f"document.activeElement.querySelector('h1, h2')?.textContent === {json.dumps(titles[1])}")
    reader.press("Escape")
    at(reader, "Page 7")
    reader.write("s")
    reader.until("document.getElementById('__search').checked")
    reader.write("sketch500")
    reader.press("Enter")  # before the results are there
    at(reader, "Page 500")


def test_further_results_come_as_they_are_asked_for(reader: Browser, address: str) -> None:
    reader.show(f"{address}wiki/Page_7/?q=neuron")
    reader.until("document.querySelectorAll('.md-search-result__item').length === 10")
    reader.press("ArrowUp")  # the last of those that are shown
    reader.press("ArrowDown")
    reader.until("document.querySelectorAll('.md-search-result__item').length === 20")
    reader.tell("document.querySelector('.md-search__scrollwrap').scrollTo(0, 1e6)")
    reader.until("document.querySelectorAll('.md-search-result__item').length === 30")


def test_results_that_are_on_their_way_are_not_asked_for_once_more(reader: Browser, address: str) -> None:
    reader.show(f"{address}wiki/Page_7/?q=neuron")
    reader.until("document.querySelectorAll('.md-search-result__item').length === 10")
    reader.tell(
        "(() => { const box = document.querySelector('.md-search__scrollwrap'); box.scrollTo(0, 1e6);"
        "for (let time = 0; time < 3; time++) box.dispatchEvent(new Event('scroll')); })()"
    )
    reader.until("document.querySelectorAll('.md-search-result__item').length > 10")
    reader.tell("new Promise((done) => setTimeout(done, 500))")
    assert reader.tell("document.querySelectorAll('.md-search-result__item').length") == 20


def test_return_waits_for_a_search_that_has_begun(reader: Browser, address: str) -> None:
    reader.show(f"{address}wiki/Page_7/")
    reader.tell(
        "(() => { const field = document.querySelector('.md-search__input'); field.focus();"
        "field.value = 'sketch500'; field.dispatchEvent(new Event('input'));"
        "setTimeout(() => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })), 151);"
        "})()"
    )
    at(reader, "Page 500")


@pytest.mark.parametrize(("number", "title"), list(enumerate(ODD)))
def test_odd_titles_are_found_where_they_are_and_markup_stays_text(
    reader: Browser, address: str, number: int, title: str
) -> None:
    reader.show(f"{address}?q=oddword{number}")
    found(reader, title)
    assert "<img src=x" in reader.tell("document.querySelector('.md-search-result__link p').textContent")
    assert reader.tell("document.querySelectorAll('.md-search-result__list img').length") == 0
    reader.tell("document.querySelector('.md-search-result__link').click()")
    at(reader, title)
    assert reader.tell("top.hit ?? null") is None


def test_a_section_that_says_it_is_shown_below_its_page(reader: Browser, address: str) -> None:
    reader.show(f"{address}?q=sketch1234 part")
    found(reader, "Page 1234")
    links = "[...document.querySelectorAll('.md-search-result__link')].map((each) => each.getAttribute('href'))"
    assert reader.tell(links) == ["/mirror/wiki/Page_1234/", "/mirror/wiki/Page_1234/#Part"]


def test_nothing_found_and_no_index_are_said(reader: Browser, address: str, served: Path) -> None:
    reader.show(f"{address}wiki/Page_7/?q=nosuchwordanywhere")
    reader.until("document.querySelector('.md-search-result__meta').textContent === 'No matching documents'")
    reader.ask("Network.setBlockedURLs", urls=["*pagefind*"])
    reader.show(f"{address}wiki/Page_8/?q=neuron")
    reader.until("document.querySelector('.md-search-result__meta').textContent === 'The search cannot be loaded.'")
    reader.ask("Network.setBlockedURLs", urls=[])
    assert (served / "search/pagefind.js").is_file()
    reader.said.clear()


def test_a_dead_address_is_searched_for(reader: Browser, address: str) -> None:
    reader.show(f"{address}wiki/Page_1234_/sketch1234/")
    reader.click("article .search-address")
    found(reader, "Page 1234")
    parts: Any = reader.tell("[location.pathname, document.querySelector('.md-search__input').value]")
    assert parts == ["/mirror/", "sketch1234"]
    assert all("status of 404" in said for said in reader.said), "which a dead address is answered with"
    reader.said.clear()
