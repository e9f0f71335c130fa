"""The spared site becomes the next one unseen, and whatever became of it, the next one is what it should be."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from building import NOW, SEAL, WIKI, Home, copied, first, sealed, small
from stillwiki import site, swap
from stillwiki.rendering import spare
from stillwiki.search import Pagefind

PAGE, OTHER = "wiki/A/index.html", "wiki/B/index.html"


def build(home: Home, *, fresh: bool = False) -> dict[str, bytes]:
    home.rendered.clear()
    way = site.Way(search=Pagefind("en"), seal=sealed, fresh=fresh)
    folder = home.path / "site"
    site.build(home.path / "mkdocs.yml", folder, replace(WIKI, now=NOW), way)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def spared(home: Home) -> Path:
    return home.store.with_suffix(".spared")


def change(home: Home, number: int) -> None:
    home.write({"pages/wiki/C.md": f"---\ntitle: C\n---\nNumber {number}, word{number}.\n"})


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return first(tmp_path_factory.mktemp("first"))


@pytest.fixture
def warm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: Home) -> Home:
    """The small tree after some changes."""
    home = copied(before, small(tmp_path, monkeypatch))
    for number in range(2):
        change(home, number)
        build(home)
    return home


@pytest.fixture(scope="module")
def wholes(tmp_path_factory: pytest.TempPathFactory, before: Home) -> dict[int, dict[str, bytes]]:
    """The sites after changes of these numbers, as they are made where nothing is known."""
    made = {}
    with pytest.MonkeyPatch.context() as patch:
        home = copied(before, small(tmp_path_factory.mktemp("whole"), patch))
        for number in (20, 21):
            change(home, number)
            made[number] = whole(home)
    return made


def whole(home: Home) -> dict[str, bytes]:
    """The site as it is made where nothing is known."""
    shutil.rmtree(spared(home), ignore_errors=True)
    shutil.rmtree(home.path / "site")
    return build(home, fresh=True)


def nobody_walks(*_: object) -> None:
    raise AssertionError


@pytest.fixture
def unseen(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """While nobody walks through the old sites."""
    with monkeypatch.context() as context:
        context.setattr(swap, "held", nobody_walks)
        yield context


def test_a_change_costs_no_walk_and_no_look_before_the_site_stands(warm: Home, unseen: pytest.MonkeyPatch) -> None:
    for number in range(10, 14):
        change(warm, number)
        made = build(warm)
        assert warm.rendered == ["wiki/C.md"]
        assert b"word%d" % number in made["wiki/C/index.html"]
        there = [name for name in made if (spared(warm) / name).exists()]
        both = {name for name in there if (warm.path / "site" / name).samefile(spared(warm) / name)}
        assert {PAGE, OTHER, "404.html", "sitemap.xml"} < both
        assert not {"wiki/C/index.html", SEAL, "search/pagefind-entry.json"} & both
    unseen.undo()
    assert made == whole(warm)


def test_pages_come_and_go_unseen(warm: Home, unseen: pytest.MonkeyPatch) -> None:
    warm.write({"pages/wiki/D.md": "New."})
    build(warm)
    warm.write({"pages/wiki/D.md": None, "pages/wiki/E.md": "Newer."})
    build(warm)
    made = build(warm)
    assert "wiki/E/index.html" in made
    assert "wiki/D/index.html" not in made
    unseen.undo()
    assert made == whole(warm)


def test_the_first_change_is_as_any_other(
    warm: Home, wholes: dict[int, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole(warm)
    before = (warm.path / "site" / PAGE).stat()
    monkeypatch.setattr(swap, "held", nobody_walks)
    for number in (20, 21):
        change(warm, number)
        assert build(warm) == wholes[number]
        assert warm.rendered == ["wiki/C.md"]
    assert (warm.path / "site" / PAGE).stat() == before, "no link is made of a page that stays"


@pytest.mark.parametrize("links", [0, 5])
def test_where_no_links_can_be_made_the_first_change_is_right(
    warm: Home, wholes: dict[int, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch, links: int
) -> None:
    made: list[object] = []
    link = swap._link

    def seldom(old: str | Path, new: str | Path) -> None:
        if len(made) == links:
            raise OSError
        made.append(old)
        link(old, new)

    with monkeypatch.context() as context:
        context.setattr(swap, "_link", seldom)
        whole(warm)
    assert not spared(warm).exists()
    change(warm, 20)
    assert build(warm) == wholes[20]


def test_of_a_first_site_that_did_not_come_nothing_is_believed(
    warm: Home, wholes: dict[int, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as context:
        context.setattr(swap, "install", nobody_walks)
        with pytest.raises(AssertionError):
            whole(warm)
    for number in (20, 21):
        change(warm, number)
        assert build(warm) == wholes[number]


def edited(path: Path) -> None:
    """In place, so that whoever shares it has it, too."""
    found = path.stat()
    with path.open("r+b") as file:
        file.write(b"X")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def replaced(path: Path) -> None:
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(b"X" + content[1:])


def foreign(path: Path) -> None:
    (path.parent / "x.html").write_text("foreign", "utf-8")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def empty(path: Path) -> None:
    (path.parent / "empty").mkdir()


HARMS: dict[str, Callable[[Path], None]] = {
    "edited": edited,
    "replaced": replaced,
    "gone": Path.unlink,
    "foreign": foreign,
    "folder": folder,
    "empty folder": empty,
}


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS.keys())
@pytest.mark.parametrize("name", [PAGE, "wiki/C/index.html", "404.html", "search/pagefind-entry.json"])
@pytest.mark.parametrize("where", ["site", "spared"])
def test_whatever_became_of_the_old_sites_the_next_is_right(
    warm: Home, wholes: dict[int, dict[str, bytes]], where: str, name: str, harm: Callable[[Path], None]
) -> None:
    harm((warm.path / "site" if where == "site" else spared(warm)) / name)
    for number in (20, 21):
        change(warm, number)
        assert build(warm) == wholes[number]


@pytest.mark.parametrize("kind", ["fragment", "index"])
@pytest.mark.parametrize("harm", [edited, replaced, Path.unlink])
def test_of_a_harmed_index_nothing_is_taken_over(
    warm: Home, wholes: dict[int, dict[str, bytes]], kind: str, harm: Callable[[Path], None]
) -> None:
    for path in sorted((spared(warm) / "search" / kind).iterdir()):
        harm(path)
    change(warm, 20)
    assert build(warm) == wholes[20]


@pytest.mark.parametrize("what", ["stamps", "outputs", "static", "spare", "believed", "index", "listing", "tree"])
@pytest.mark.parametrize("harm", ["DELETE FROM state", "UPDATE state SET value = substr(value, 1, 20)"])
def test_where_what_was_noted_is_lost_the_next_is_right(
    warm: Home, wholes: dict[int, dict[str, bytes]], what: str, harm: str
) -> None:
    with sqlite3.connect(warm.store) as base:
        base.execute(f"{harm} WHERE what = ?", (what,))  # our own words
    base.close()
    change(warm, 20)
    assert build(warm) == wholes[20]


def test_a_page_that_comes_is_not_written_into_a_file_that_is_there(warm: Home, tmp_path: Path) -> None:
    (tmp_path / "mine.html").write_text("mine", "utf-8")
    (spared(warm) / "wiki/D").mkdir()
    os.link(tmp_path / "mine.html", spared(warm) / "wiki/D/index.html")
    warm.write({"pages/wiki/D.md": "New."})
    made = build(warm)
    assert (tmp_path / "mine.html").read_text("utf-8") == "mine"
    assert made == whole(warm)


def test_sites_that_changed_places_are_looked_at(
    warm: Home, wholes: dict[int, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (warm.path / "site").rename(warm.path / "kept")
    shutil.copytree(warm.path / "kept", warm.path / "site")
    change(warm, 20)
    looked: list[str] = []
    walk = swap.held

    def held(path: str) -> Iterator[tuple[str, int]]:
        looked.append(path)
        return walk(path)

    monkeypatch.setattr(swap, "held", held)
    assert build(warm) == wholes[20]
    assert looked, "what is noted is of another folder"


def test_a_run_that_ends_before_its_site_came_leaves_nothing_to_believe(
    warm: Home, wholes: dict[int, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as context:
        context.setattr(spare, "note", nobody_walks)  # the site stands, and nothing is noted of it
        change(warm, 20)
        with pytest.raises(AssertionError):
            build(warm)
    change(warm, 21)
    assert build(warm) == wholes[21]
