"""The box in the header that asks Pagefind's index, in a real browser."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from attacks.browser import CHROMIUM
from driven import Browser, browser
from largewiki import ODD
from stillwiki.search import program
from stillwiki.serve import server


@pytest.fixture(scope="module", params=["one run", "parts"])
def served(large_site: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with its index as it is made of parts, and as one run of Pagefind makes it."""
    if request.param == "parts":
        return large_site
    copy = tmp_path_factory.mktemp("one") / "site"
    shutil.copytree(large_site, copy, ignore=shutil.ignore_patterns("search"))
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
