"""The tree that was replaced, or is new, is spared and becomes the next; whatever became of it, the next is right."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from stillwiki import stamps
from stillwiki.output import write
from trees import FIRST, TITLES, on_disk, spared


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "pages"
    write(folder, FIRST, TITLES)
    return folder


@pytest.mark.parametrize("seed", range(20))
def test_the_replaced_tree_becomes_the_next_one_whatever_people_do_to_the_tree(pages: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # not a secret
    others: dict[str, bytes] = {}
    ours = dict(FIRST)
    for number in range(8):
        name, content = f"wiki/mine {chance.randrange(3)}", b"mine %d" % number
        if chance.random() < 0.5 and name in others:
            (pages / name).unlink()
            del others[name]
        elif chance.random() < 0.5 and name in others:
            with (pages / name).open("ab") as file:  # what was spared has this very file
                file.write(content)
            others[name] += content
        else:
            (pages / name).unlink(missing_ok=True)
            (pages / name).write_bytes(content)
            others[name] = content
        if chance.random() < 0.3:
            with (pages / "index.md").open("ab") as file:
                file.write(b"not ours")
        if chance.random() < 0.3:
            shutil.rmtree(spared(pages) / "wiki", ignore_errors=True)
        kept = {path: ours[path] for path in ours if chance.random() < 0.7}
        ours = {"index.md": b"home"} | kept | {f"wiki/{chance.choice('ABC')}.md": b"%d" % number}
        write(pages, ours, {})
        assert on_disk(pages) == ours | others


@pytest.mark.parametrize("seed", range(20))
def test_what_a_write_saw_is_what_is_there(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # not a secret
    pages = tmp_path / "pages"
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/x.md").write_bytes(b"x")
    ours = ["wiki/A.md", "wiki/sub/B.md", "wiki/sub/C.md", "later/D.md"]
    kinds: dict[str, Callable[[Path], object]] = {
        "mine": Path.mkdir,
        "later": Path.mkdir,
        "wiki/linked": lambda path: path.symlink_to(tmp_path / "outside"),
        "wiki/dead": lambda path: path.symlink_to(tmp_path / "nowhere"),
        "wiki/sub/leaf": lambda path: path.symlink_to(tmp_path / "outside/x.md"),
        "wiki/sub/mine.md": lambda path: path.write_bytes(b"mine"),
    }
    if chance.random() < 0.5:
        pages.mkdir()
    for number in range(8):
        files = {name: b"%d" % number for name in ours if chance.random() < 0.6}
        done = write(pages, {"index.md": b"home"} | files, TITLES)
        told, there = ({path: told_of(found) for path, found in each} for each in (done.seen, stamps.look(pages)))
        assert told == there
        name = chance.choice(list(kinds))
        if (pages / name).parent.is_dir() and not (pages / name).exists() and not (pages / name).is_symlink():
            kinds[name](pages / name)


def told_of(found: os.stat_result) -> tuple[int, ...]:
    return found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev


def test_a_change_touches_no_other_file(pages: Path) -> None:
    for number in range(3):
        write(pages, FIRST | {"wiki/A.md": b"%d" % number}, TITLES)
    (pages / "mine.txt").write_bytes(b"mine")
    write(pages, FIRST, TITLES)
    before = {path: path.stat() for path in pages.rglob("*") if path.is_file()}
    write(pages, FIRST | {"wiki/A.md": b"again"}, TITLES)
    for path in (pages / "index.md", pages / "wiki" / "sub" / "B.md"):
        assert path.stat() == before[path]
    assert (spared(pages) / "index.md").samefile(pages / "index.md")
    assert (pages / "mine.txt").read_bytes() == b"mine"


@pytest.mark.parametrize("start", [{}, {"index.md": b"other", "wiki/old.md": b"old"}], ids=["first", "others"])
def test_the_first_change_of_a_tree_touches_no_other_file(tmp_path: Path, start: dict[str, bytes]) -> None:
    pages = tmp_path / "pages"
    if start:
        write(pages, start, {})
    write(pages, FIRST, TITLES)
    assert on_disk(pages) == FIRST
    before = {path: path.stat() for path in pages.rglob("*") if path.is_file()}
    write(pages, FIRST | {"wiki/A.md": b"again"}, TITLES)
    for path in (pages / "index.md", pages / "wiki" / "sub" / "B.md"):
        assert path.stat() == before[path]
    assert on_disk(pages) == FIRST | {"wiki/A.md": b"again"}


def test_whatever_becomes_of_what_is_spared_the_tree_stays_ours(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    for number in range(4):
        ours = FIRST | {"wiki/A.md": b"%d" % number}
        write(pages, ours, TITLES)
        assert on_disk(pages) == ours
        for path in spared(pages).rglob("*"):
            if path.is_file():
                with path.open("ab") as file:
                    file.write(b"not ours")
