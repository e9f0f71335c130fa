"""The index of a site of which some pages changed: it is what an index of the whole site is, whatever was before."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import inprocess
from searched import a_page, a_site, noted, put, remembered, state
from stillwiki.memory import place
from stillwiki.model import Site
from stillwiki.rendering import environment
from stillwiki.search import Given, Pagefind, program
from stillwiki.search.change import Change
from stillwiki.search.form import FormError
from stillwiki.search.whole import Page, digits
from stillwiki.search.words import Word
from stillwiki.site import Way, base_configuration
from stillwiki.site import build as build_site
from stillwiki.titles import default_namespaces

PART = 8


class Home:
    """A site that is made again and again, with what is known of the last one."""

    def __init__(self, folder: Path) -> None:
        self.site, self.old = folder / "site", folder / "old"
        self.index: dict[str, Any] = {}

    def make(self) -> dict[str, bytes]:
        """Make the index of the site, which has that of the old one."""
        shutil.rmtree(self.site / "search", ignore_errors=True)
        if self.index:
            shutil.copytree(self.old / "search", self.site / "search")
        holds = digests(self.old)
        given = Given(self.old, self.index, lambda _, name: holds.get(name, ""))
        self.index = json.loads(json.dumps(Pagefind("en", PART).index(self.site, given)))
        shutil.rmtree(self.old, ignore_errors=True)
        shutil.copytree(self.site, self.old)
        return state(self.site / "search")

    def alone(self) -> dict[str, bytes]:
        """The index as it is made when nothing is known."""
        place = self.site.with_name("alone")
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.site, place, ignore=shutil.ignore_patterns("search"))
        with remembered():
            Pagefind("en", PART).index(place)
        return state(place / "search")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    a_site(tmp_path)
    found = Home(tmp_path)
    with remembered():
        found.make()
    return found


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    return noted(monkeypatch)


def chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  # not a secret


def test_only_pages_that_changed_are_read(home: Home, runs: list[str]) -> None:
    first = home.make()
    assert runs == []
    put(home.site, "wiki/P20", a_page(chance(3)))
    made = home.make()
    assert runs == ["old", "new"]
    assert made == home.alone() != first


def test_a_page_that_came_or_went_numbers_all_others_anew(home: Home, runs: list[str]) -> None:
    put(home.site, "wiki/A", a_page(chance(3)))
    assert home.make() == home.alone()
    assert runs[0] == "new"
    runs.clear()
    (home.site / "wiki/A/index.html").unlink()
    assert home.make() == home.alone()
    assert runs[0] == "old"


def test_a_page_without_a_word_is_a_page(home: Home, runs: list[str]) -> None:
    put(home.site, "wiki/P20", "<html><body><p data-pagefind-body></p></body></html>")
    assert home.make() == home.alone()
    assert runs[:3] == ["old", "new", "0"], "alone, Pagefind makes nothing of it"
    put(home.site, "wiki/P20", a_page(chance(3)))
    assert home.make() == home.alone()


def test_when_most_pages_changed_all_are_read(home: Home, runs: list[str]) -> None:
    for number in range(10, 40):
        put(home.site, f"wiki/P{number}", a_page(chance(number)))
    made = home.make()
    assert "old" not in runs
    assert made == home.alone()


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("length", [1, 500, 16_384])
def test_any_changes_give_what_a_run_that_knows_nothing_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, length: int, runs: list[str]
) -> None:
    monkeypatch.setattr("stillwiki.search.whole._LENGTH", length)
    monkeypatch.setattr("stillwiki.search.whole._FEW_DIGITS", (3, 4))
    dice, home = chance(seed), Home(tmp_path)
    a_site(tmp_path, 60, seed)
    home.make()
    ways = set()
    for kind in (4, 0, *dice.choices(range(5), k=5)):
        pages = sorted(home.site.glob("wiki/*/index.html"))
        if kind == 0:
            for page in dice.sample(pages, len(pages) // dice.choice((2, 9))):
                page.unlink()
        elif kind == 1:
            for _ in range(dice.randrange(1, 9)):
                put(home.site, f"wiki/N{dice.randrange(999)}", a_page(dice, marked=dice.random() < 0.8))
        else:
            for page in dice.sample(pages, dice.randrange(1, 6)):
                page.write_text(a_page(dice, marked=dice.random() < 0.8), "utf-8")
        runs.clear()
        made = home.make()
        ways.add(bool({"old", "new"} & {*runs}))
        assert made == home.alone()
    assert True in ways


OTHERS: dict[str, Callable[[dict[str, Any]], object]] = {
    "whose files have other names": lambda told: told.update(digits=10),
    "of another program": lambda told: told.update(key="other"),
    "which shows the page otherwise": lambda told: told["pages"]["wiki/P20/index.html"].__setitem__(1, "other"),
    "of another site": lambda told: told["pages"]["wiki/P20/index.html"].__setitem__(0, "other"),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_another_index_than_the_one_that_was_noted_is_made_anew(
    home: Home, other: Callable[[dict[str, Any]], object], runs: list[str]
) -> None:
    put(home.site, "wiki/P20", a_page(chance(3)))
    other(home.index)
    made = home.make()
    assert "0" in runs
    assert made == home.alone()


def test_names_are_as_long_as_tells_pages_apart() -> None:
    pages = [Page("", "0123456789abcdef"), Page("", "1123456789abcdef")]
    assert digits([]) == digits(pages) == 8
    assert digits([*pages, Page("", "01234567x9abcdef")]) == 10
    assert digits([*pages, Page("", "0123456789xbcdef")]) == 16


def test_what_was_never_said_cannot_be_taken_back() -> None:
    gone = Word("a", {1: b"x"}, {})
    with pytest.raises(FormError):
        list(Change({"a": gone}, {}, None).words([Word("a", {2: b"x"}, {})], ["a"]))
    assert list(Change({"a": gone}, {}, None).words([gone], ["a"])) == []


def test_a_run_that_was_killed_leaves_nothing_that_misleads(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(home.old)
    put(home.site, "wiki/P20", a_page(chance(5)))
    for last in ("old", "new"):
        run = program.run

        def killed(pages: Path, *given: Any, run: Callable[..., None] = run, last: str = last) -> None:
            if pages.parent.name == last:
                raise KeyboardInterrupt
            run(pages, *given)

        with monkeypatch.context() as context:
            context.setattr(program, "run", killed)
            with pytest.raises(KeyboardInterrupt):
                home.make()
        assert state(home.old) == before
        assert not (home.site / ".parts").exists()
    assert home.make() == home.alone()


# -- in a build ------------------------------------------------------------------------------------


class House:
    """A tree and its site."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        inprocess.render(patch)
        self.folder, self.site = folder, folder / "site"
        for number in range(14):
            self.put(number, f"Word{number}.")
        inherited = f"INHERIT: {base_configuration()}\ndocs_dir: pages\nnav: [Home: index.md]\nnot_in_nav: '*'\n"
        (folder / "mkdocs.yml").write_text(f"{inherited}theme: {{custom_dir: {environment.THEME}}}\n", "utf-8")

    def put(self, number: int, text: str) -> None:
        path = self.folder / (f"pages/wiki/P{number}.md" if number else "pages/index.md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: P{number}\n---\n{text}\n", "utf-8")

    def build(self, *, fresh: bool = False, searched: bool = True) -> dict[str, bytes]:
        way = Way(
            Pagefind("en", PART) if searched else None,
            fresh=fresh,
            seal=lambda site, *_: (site / "index.html", digests(site)),
        )
        build_site(self.folder / "mkdocs.yml", self.site, Site("Wiki", default_namespaces()), way)
        return state(self.site)


def digests(site: Path) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in state(site).items()}


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[30] ^= 1
    path.unlink()  # which the site before may have, too
    path.write_bytes(content)


def one(house: House, what: str) -> Path:
    return min((house.site / "search").rglob(f"*.{what}"))


HARM: dict[str, Callable[[House], object]] = {
    "what shows a page is another": lambda house: flip(one(house, "pf_fragment")),
    "what shows a page is gone": lambda house: one(house, "pf_fragment").unlink(),
    "words are others": lambda house: flip(one(house, "pf_index")),
    "what is read first is another": lambda house: flip(one(house, "pf_meta")),
    "a program is another": lambda house: flip(house.site / "search/pagefind.js"),
    "there is no index": lambda house: shutil.rmtree(house.site / "search"),
    "there is no old site": lambda house: shutil.rmtree(house.site),
    "a page is another": lambda house: flip(house.site / "wiki/P3/index.html"),
    "the page that changes is another": lambda house: flip(house.site / "wiki/P7/index.html"),
    "nothing is known": lambda house: place(house.site).with_suffix(".site.sqlite").unlink(),
}


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM.keys())
def test_what_was_harmed_costs_time_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: Callable[[House], object]
) -> None:
    house = House(tmp_path, monkeypatch)
    house.build()
    harm(house)
    house.put(7, "Other.")
    made = house.build()
    assert made == house.build(fresh=True)


def test_a_build_keeps_the_index_and_one_that_is_killed_leaves_the_old_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runs: list[str]
) -> None:
    house = House(tmp_path, monkeypatch)
    first = house.build()
    assert runs == ["0", "8"]
    files = {path: path.stat().st_ino for path in (house.site / "search").rglob("*.*")}
    house.put(7, "Other.")
    run = program.run

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as context:
        context.setattr(program, "run", killed)
        with pytest.raises(KeyboardInterrupt):
            house.build()
    assert program.run is run
    assert state(house.site) == first
    runs.clear()
    for text in ("Other.", "Another one.", "Other.", "Word7."):
        house.put(7, text)
        made = house.build()
        same = [path for path, number in files.items() if path.exists() and path.stat().st_ino == number]
        assert sum(path.suffix == ".pf_fragment" for path in same) == 13, "they are the very files"
    assert runs == ["old", "new"] * 4
    assert made == first
    assert made == house.build(fresh=True)


def test_a_site_that_is_no_more_searched_keeps_nothing_of_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House(tmp_path, monkeypatch)
    house.build()
    house.put(7, "Other.")
    assert house.build(searched=False) == house.build(searched=False, fresh=True)
