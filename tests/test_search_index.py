"""The index of a large site, made in parts: what it says is what one run of Pagefind says."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

import pagefind_index
from searched import a_page, a_site, noted, put, state
from stillwiki.errors import OutputError
from stillwiki.search import Given, Pagefind, parts, program, whole
from stillwiki.search.form import FormError, decoded, encoded, unpacked
from stillwiki.search.words import FIELDS, Word, file_of, moved, spelt, together, words

PART = 8


def index(site: Path, given: Given | None = None, language: str = "en") -> dict[str, bytes]:
    """Make the index anew, and give all files of it."""
    shutil.rmtree(site / "search", ignore_errors=True)
    Pagefind(language, PART).index(site, given)
    return state(site / "search")


def one_run(site: Path, language: str = "en") -> dict[str, bytes]:
    """What Pagefind makes of all pages at once, at the same place."""
    shutil.rmtree(site / "search", ignore_errors=True)
    program.run(site, site / "search", language)
    return state(site / "search")


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    return noted(monkeypatch)


# -- one index -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "de", "zh", "ru", "xx-none"])
def test_parts_say_what_one_run_says(tmp_path: Path, language: str, runs: list[str]) -> None:
    site = a_site(tmp_path)
    one_run(site, language)
    one = pagefind_index.read(site / "search")
    runs.clear()
    index(site, language=language)
    assert len(runs) > 6
    several = pagefind_index.read(site / "search")
    assert several[:4] == one[:4]
    assert any("café" in forms for _, forms in one.words.values())
    assert len(one.pages) == 48


def test_what_is_much_is_in_several_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(200):
        text = " ".join(f"word{each} neuron{each % 7} w{number}x{each // 40}" for each in range(150))
        put(tmp_path / "site", f"wiki/P{number}", f"<html><body><p data-pagefind-body>{text}</p></body></html>")
    site = tmp_path / "site"
    one_run(site)
    one = pagefind_index.read(site / "search")
    index(site)
    several = pagefind_index.read(site / "search")
    assert several[:4] == one[:4]
    assert len(several.ranges) > len(one.ranges) / 2 > 2
    contents = [unpacked(path) for path in (site / "search/index").iterdir()]
    shared = [len(content) for content in contents if len(list(words(content, FIELDS))) > 1]
    assert max(shared) < 8 * whole._LENGTH, "a reader fetches little more than is asked for"
    monkeypatch.setattr("stillwiki.search.whole._LENGTH", 1)
    index(site)
    assert len(pagefind_index.read(site / "search").ranges) == len(one.words), "each word has a file of its own"


def test_the_number_of_processes_changes_nothing(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    assert index(site, Given(jobs=3)) == index(site)


def test_a_part_without_marked_pages_is_not_searched_as_a_whole(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for number in range(40):
        put(site, f"P{number}", a_page(random.Random(number), marked=number == 7))  # noqa: S311
    index(site)
    assert list(pagefind_index.read(site / "search").pages) == ["/P7/"]


def test_a_site_without_marks_is_made_by_one_run(tmp_path: Path, runs: list[str]) -> None:
    for number in range(40):
        put(tmp_path / "site", f"P{number}", "<html><body><p>Text.</p></body></html>")
    assert index(tmp_path / "site") == one_run(tmp_path / "site")
    assert runs == [tmp_path.name] * 2
    assert not (tmp_path / "site/.parts").exists()


@pytest.mark.parametrize("of", ["VERSION", "FIELDS"])
def test_another_pagefind_is_not_taken_to_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of: str) -> None:
    site = a_site(tmp_path)
    whole = one_run(site)
    monkeypatch.setattr(parts, of, {"VERSION": "1.6.0", "FIELDS": ("author",)}[of])
    assert index(site) == whole


def test_what_cannot_be_indexed_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = a_site(tmp_path)
    monkeypatch.setattr(program, "_program", lambda: ["false"])
    with pytest.raises(OutputError, match="Pagefind makes no index"):
        index(site)
    assert not (site / ".parts").exists()


@pytest.mark.parametrize(
    "page",
    [
        "<title>Title &amp; more</title><body><article lang='de' data-pagefind-body><p>No heading.</p></article>",
        "<body><article data-pagefind-body><p>Neither title nor heading.</p></article>",
        "<title>T</title><body><h1>Above</h1><article data-pagefind-body><h1>Within</h1>text</article>",
        "<title>T</title><body><article data-pagefind-body><h1>A</h1><article>one</article>two</article>three",
        "<title>T</title><body><article><h1>A</h1><p data-pagefind-body>some</p>more</article>",
        "<title>T</title><body><article data-pagefind-body><h1>A</h1></article><p data-pagefind-body>Also.</p>",
        "<title>T</title><body><div data-pagefind-body><h1>A</h1>No article.</div>",
        "<title>T</title><body><article title='>' data-pagefind-body><h1>A</h1>No article.</article>",
        "<title>T</title><body><!--<article data-pagefind-body>--><article data-pagefind-body><h1>A</h1>B</article>",
        "<title>T</title><body><article data-pagefind-body><h1>A</h1>data-pagefind-body</article><p>more</p>",
    ],
)
def test_what_pagefind_is_not_given_changes_nothing(tmp_path: Path, page: str) -> None:
    site = a_site(tmp_path, 30)
    put(site, "wiki/Odd", f"<!doctype html><html><head>{page}</body></html>")
    one_run(site)
    one = pagefind_index.read(site / "search")
    index(site)
    assert pagefind_index.read(site / "search")[:4] == one[:4]


# -- the form --------------------------------------------------------------------------------------


def test_words_come_back() -> None:
    value = ["", "é" * 300, [0, 23, 24, 255, 256, 65535, 65536, 2**32 - 1, 2**32], []]
    assert decoded(encoded(value)) == value
    long = encoded([*range(23, 70000, 700)]) + encoded([1] * 30)
    found = [
        Word("a", {3: encoded([1]) + encoded([]), 70000: long}, {"á": {3: long}, "â": {2**33: long}}),
        Word("b", {}, {"ḃ": {0: long}}),
    ]
    assert list(words(file_of(list(map(spelt, found))), FIELDS)) == found
    assert together(found).plain == found[0].plain
    assert moved(found[0]._replace(plain={0: b"x", 1: b"y"}, forms={}), [7, 3]).plain == {3: b"y", 7: b"x"}


def test_fields_have_the_numbers_of_all_fields() -> None:
    numbers = bytes([0x82, 0x20, 0x05]), bytes([0x98, 0x25, *[0x21, 0x06] * 18, 0x20])
    word = Word("a", {1: encoded([7]) + numbers[0], 2: encoded([]) + numbers[1]}, {})
    (found,) = words(file_of([spelt(word)]), ["title", "image"])
    assert found.plain[1] == encoded([7]) + bytes([0x82, 0x22, 0x05])
    assert found.plain[2] == encoded([]) + bytes([0x98, 0x25, *[0x20, 0x06] * 18, 0x22])


@pytest.mark.parametrize(
    "content",
    [
        [],
        [[], []],
        [[["a", [], []]]][0],
        [[["a", [[0, [1]]], []]]],
        [[["a", [], [], []]]],
        [[["a", [], [["b"]]]]],
        [["a"]],
        "a",
        7,
    ],
)
def test_other_forms_are_refused(content: object) -> None:
    with pytest.raises(FormError):
        list(words(encoded(content), ["title"]))


def test_bytes_that_are_no_index_are_refused() -> None:
    chance = random.Random(1)  # noqa: S311  # not a secret
    good = encoded([[["a", [[0, [1, 70000], [2]], [300, [5], []]], [["á", [[1, [2], []]]]]]]])
    whole = list(words(good, ["title"]))
    for at in range(len(good)):
        with pytest.raises(FormError):
            list(words(good[:at], ["title"]))
    for _ in range(2000):
        changed = bytearray(good)
        changed[chance.randrange(len(good))] = chance.randrange(256)
        try:
            found = list(words(bytes(changed), ["title"]))
        except FormError:
            continue
        assert len(found) == len(whole)
    with pytest.raises(FormError):
        list(words(good, ["author"]))
