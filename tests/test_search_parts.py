"""The index of a very large site, made in parts: what it says is what one run of Pagefind says, whatever was before."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import pagefind_index
from stillwiki.errors import OutputError
from stillwiki.model import Site
from stillwiki.rendering import environment
from stillwiki.search import Given, Pagefind, parts, program
from stillwiki.search.form import FormError, decoded, encoded
from stillwiki.search.words import Postings, Word, kept, read, words
from stillwiki.site import Way, base_configuration
from stillwiki.site import build as build_site
from stillwiki.titles import default_namespaces

WORDS = (
    "neuron neurons running runs café cafe Café naïve ünïcode Wörter XMLHttpRequest x_y 3.14 神经元 网络 日本語 слово "
    "слова מילה &lt;b&gt; won't e-mail"
).split()
IMAGE = '<img src="a.png" alt="A picture of café">'
ODD = ("wiki/100% sure", "wiki/Ünïcode wörter", "wiki/C & F?", "wiki/A+B", "wiki/Quote \" and '", "wiki/a/b/c", ".")
MANY, PART = 10, 8


def a_page(chance: random.Random, *, marked: bool = True) -> str:
    text = " ".join(chance.choices(WORDS, k=chance.randrange(1, 60)))
    parted = f'<h2 id="part">Part {chance.choice(WORDS)}</h2><p>{" ".join(chance.choices(WORDS, k=9))}</p>'
    mark = "data-pagefind-body" if marked else "title='data-pagefind-body'"
    return (
        f"<!doctype html><html lang=en><head><title>T</title></head><body><nav>menu</nav><article {mark}>"
        f"<h1>{chance.choice(WORDS)} {chance.randrange(99)}</h1>{IMAGE * chance.randrange(2)}<p>{text}</p>{parted}"
        "<p data-search-exclude>hidden</p></article></body></html>"
    )


def a_site(folder: Path, count: int = 60, seed: int = 1) -> Path:
    chance = random.Random(seed)  # noqa: S311  # not a secret
    for number in range(count):
        name = ODD[number] if number < len(ODD) else f"wiki/P{number}"
        put(folder / "site", name, a_page(chance, marked=number % 5 != 4))
    put(folder / "site", "wiki/Redirect", "<html><head><link rel=canonical href=x></head><body>moved</body></html>")
    return folder / "site"


def put(site: Path, name: str, text: str) -> None:
    (site / name).mkdir(parents=True, exist_ok=True)
    (site / name / "index.html").write_text(text, "utf-8")


def state(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def index(site: Path, given: Given | None = None, language: str = "en", whole: int = MANY) -> dict[str, bytes]:
    """Make the index anew, and give all files of it."""
    shutil.rmtree(site / "search", ignore_errors=True)
    Pagefind(language, whole, PART).index(site, given)
    return state(site / "search")


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Folders that Pagefind was run over."""
    found: list[str] = []
    run = program.run

    def noted(pages: Path, output: Path, language: str) -> None:
        found.append(pages.name)
        run(pages, output, language)

    monkeypatch.setattr(program, "run", noted)
    return found


# -- one index -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "de", "zh", "ru", "xx-none"])
def test_parts_say_what_one_run_says(tmp_path: Path, language: str, runs: list[str]) -> None:
    site = a_site(tmp_path)
    index(site, language=language, whole=1000)
    assert runs == ["site"]
    one = pagefind_index.read(site / "search")
    index(site, language=language)
    assert len(runs) > 6
    several = pagefind_index.read(site / "search")
    assert several == one
    assert any("café" in forms for _, forms in one.words.values())
    assert len(one.pages) == 48


def test_what_is_much_is_in_several_files_as_in_one_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(400):
        text = " ".join(f"word{each} neuron{each % 7} w{number}x{each // 40}" for each in range(150))
        put(tmp_path / "site", f"wiki/P{number}", f"<html><body><p data-pagefind-body>{text}</p></body></html>")
    site = tmp_path / "site"
    index(site, whole=1000)
    one = pagefind_index.read(site / "search")
    first = index(site)
    assert pagefind_index.read(site / "search") == one
    assert len(one.ranges) > 5
    monkeypatch.setattr("stillwiki.search.words._BLOCK", 50)
    assert index(site) == first, "however much is read at a time"


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
    made = index(tmp_path / "site")
    assert made == index(tmp_path / "site", whole=1000)
    assert runs == ["frame", "site", "site"]
    assert not (tmp_path / "site/.parts").exists()


def test_another_pagefind_is_not_taken_to_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runs: list[str]
) -> None:
    site = a_site(tmp_path)
    whole = index(site, whole=1000)
    monkeypatch.setattr(parts, "VERSION", "1.6.0")
    assert index(site) == whole
    assert runs == ["site", "frame", "site"]

    def odd(*_: object) -> object:
        raise FormError

    monkeypatch.undo()
    monkeypatch.setattr(parts, "unpacked", odd)
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
    index(site, whole=1000)
    one = pagefind_index.read(site / "search")
    index(site)
    assert pagefind_index.read(site / "search") == one


# -- what stands -----------------------------------------------------------------------------------


class Home:
    """A site that is made again and again, beside what is known of the last one."""

    def __init__(self, folder: Path) -> None:
        self.site, self.old, self.cache = folder / "site", folder / "old", folder / "cache"

    def index(self) -> dict[str, bytes]:
        made = index(self.site, Given(self.old, self.cache))
        shutil.rmtree(self.old, ignore_errors=True)
        shutil.copytree(self.site, self.old)
        return made


@pytest.fixture
def home(tmp_path: Path) -> Home:
    a_site(tmp_path)
    found = Home(tmp_path)
    found.index()
    return found


def test_parts_whose_pages_stand_are_not_made_again(home: Home, runs: list[str]) -> None:
    assert home.index() == index(home.site)
    runs.clear()
    home.index()
    assert runs == ["frame"]
    shown = next((home.old / "search/fragment").rglob("*.pf_fragment"))
    put(home.site, "wiki/P20", a_page(random.Random(3)))  # noqa: S311
    runs.clear()
    made = home.index()
    assert len(runs) == 2
    assert made == index(home.site)
    assert shown.is_file()


HARM: dict[str, Callable[[Home], object]] = {
    "a part's words are gone": lambda home: next(home.cache.iterdir()).unlink(),
    "a part's words are others": lambda home: flip(next(home.cache.iterdir()), -3),
    "a part's pages are others": lambda home: flip(next(home.cache.iterdir()), 90),
    "a part's words are cut off": lambda home: cut(next(home.cache.iterdir())),
    "a part is empty": lambda home: next(home.cache.iterdir()).write_bytes(b""),
    "a part says nothing": lambda home: sealed(next(home.cache.iterdir()), b"[]\n"),
    "a part is a folder": lambda home: (next(home.cache.iterdir()).unlink(), folder(home.cache / "000")),
    "what shows a page is another": lambda home: flip(shown(home), 30),
    "what shows a page is gone": lambda home: shown(home).unlink(),
    "all that shows pages is gone": lambda home: shutil.rmtree(home.old / "search"),
    "there is no old site": lambda home: shutil.rmtree(home.old),
    "nothing is known": lambda home: shutil.rmtree(home.cache),
    "there is no place": lambda home: (shutil.rmtree(home.cache), home.cache.write_bytes(b"")),
}


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.unlink()  # which the site may have, too
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def sealed(path: Path, content: bytes) -> None:
    path.write_bytes(parts._sealed(content) + content)


def folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()


def shown(home: Home) -> Path:
    return next((home.old / "search/fragment").rglob("*.pf_fragment"))


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM.keys())
def test_what_was_harmed_costs_time_and_nothing_else(
    home: Home, harm: Callable[[Home], object], runs: list[str]
) -> None:
    whole = state(home.site / "search")
    harm(home)
    assert home.index() == whole
    assert len(runs) > 1
    assert home.index() == whole


@pytest.mark.parametrize("seed", range(2))
def test_any_changes_give_what_a_run_that_knows_nothing_gives(tmp_path: Path, seed: int, runs: list[str]) -> None:
    chance = random.Random(seed)  # noqa: S311  # not a secret
    home, kept_parts = Home(tmp_path), 0
    a_site(tmp_path, 60, seed)
    home.index()
    counts = set()
    for kind in (4, 0, *chance.choices(range(5), k=4)):
        pages = sorted(home.site.glob("wiki/*/index.html"))
        if kind == 0:
            for page in chance.sample(pages, len(pages) // 2):
                page.unlink()
        elif kind == 1:
            for _ in range(chance.randrange(1, 30)):
                put(home.site, f"wiki/N{chance.randrange(999)}", a_page(chance, marked=chance.random() < 0.8))
        else:
            page = chance.choice(pages)
            page.write_text(a_page(chance, marked=chance.random() < 0.8), "utf-8")
        runs.clear()
        made = home.index()
        counts.add(len(list(home.cache.iterdir())))
        kept_parts += len(list(home.cache.iterdir())) > len(runs)
        shutil.copytree(home.site, tmp_path / "alone", ignore=shutil.ignore_patterns("search"))
        assert made == index(tmp_path / "alone")
        shutil.rmtree(tmp_path / "alone")
    assert kept_parts
    assert len(counts) > 1, "pages became so few that all parts are others"


def test_a_run_that_was_killed_leaves_nothing_that_misleads(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(home.old)
    for number in range(20, 50):
        put(home.site, f"wiki/P{number}", a_page(random.Random(number + 1)))  # noqa: S311
    for when in range(5):
        run, count = program.run, iter(range(9))

        def killed(*given: object, run: Callable[..., None] = run, last: int = when, count: object = count) -> None:
            if next(count) == last:  # type: ignore[call-overload]
                raise KeyboardInterrupt
            run(*given)

        with monkeypatch.context() as context:
            context.setattr(program, "run", killed)
            with pytest.raises(KeyboardInterrupt):
                index(home.site, Given(home.old, home.cache))
        assert state(home.old) == before
    assert index(home.site, Given(home.old, home.cache)) == index(home.site)


def test_a_build_keeps_parts_and_one_that_is_killed_leaves_the_old_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runs: list[str]
) -> None:
    for number in range(40):
        put_page(tmp_path, number, f"Word{number}.")
    inherited = f"INHERIT: {base_configuration()}\ndocs_dir: pages\nnav: [index.md]\nnot_in_nav: '*'\n"
    (tmp_path / "mkdocs.yml").write_text(f"{inherited}theme: {{custom_dir: {environment.THEME}}}\n", "utf-8")

    def build(*, fresh: bool = False) -> dict[str, bytes]:
        way = Way(Pagefind("en", MANY, PART), fresh=fresh)
        build_site(tmp_path / "mkdocs.yml", tmp_path / "site", Site("Wiki", default_namespaces()), way)
        return state(tmp_path / "site")

    first = build()
    assert len(runs) > 4
    runs.clear()
    put_page(tmp_path, 7, "Other.")
    run = program.run

    def killed(pages: Path, output: Path, language: str) -> None:
        if pages.name != "frame":
            raise KeyboardInterrupt
        run(pages, output, language)

    with monkeypatch.context() as context:
        context.setattr(program, "run", killed)
        with pytest.raises(KeyboardInterrupt):
            build()
    assert state(tmp_path / "site") == first
    runs.clear()
    second = build()
    assert len(runs) == 2
    assert second != first
    assert second == build(fresh=True)


def put_page(folder: Path, number: int, text: str) -> None:
    path = folder / (f"pages/wiki/P{number}.md" if number else "pages/index.md")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: P{number}\n---\n{text}\n", "utf-8")


# -- the form --------------------------------------------------------------------------------------


def test_numbers_of_any_size_come_back(tmp_path: Path) -> None:
    value = ["", "é" * 300, [0, 23, 24, 255, 256, 65535, 65536, 2**32 - 1, 2**32], []]
    assert decoded(bytearray(encoded(value))) == value
    found = [
        Word("a", Postings(2, 3, 70000, 9, b"\0\n" * 40000), (("á", Postings(1, 0, 0, 2, b"x")),)),
        Word("b", Postings(0, 0, 0, 0, b"")),
    ]
    (tmp_path / "words").write_bytes(b"head\n" + b"".join(kept(found)))
    assert list(read(tmp_path / "words", 5)) == found


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
        list(words(bytearray(encoded(content)), ["title"]))


def test_bytes_that_are_no_index_are_refused() -> None:
    chance = random.Random(1)  # noqa: S311  # not a secret
    good = encoded([[["a", [[0, [1, 70000], [2]], [300, [5], []]], [["á", [[1, [2], []]]]]]]])
    whole = list(words(bytearray(good), ["title"]))
    for at in range(len(good)):
        with pytest.raises(FormError):
            list(words(bytearray(good[:at]), ["title"]))
    for _ in range(2000):
        changed = bytearray(good)
        changed[chance.randrange(len(good))] = chance.randrange(256)
        try:
            found = list(words(changed, ["title"]))
        except FormError:
            continue
        assert len(found) == len(whole)
    with pytest.raises(FormError):
        list(words(bytearray(good), ["author"]))
    with pytest.raises(FormError):
        list(kept([*whole, *whole]))
