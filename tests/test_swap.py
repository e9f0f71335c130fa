"""Folders that take each other's place, and the spared one that becomes the next."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from stillwiki import swap

NAMES = ["a", "a/index.html", "a/b/c.html", "d.html", "e/f.html", "e/f.html/g", "h/i/j/k.png"]


def state(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def folders(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_dir()}


def fill(folder: Path, chance: random.Random) -> None:
    """Files, links and folders of any kind, whatever is there already."""
    folder.mkdir(exist_ok=True)
    for name in chance.sample(NAMES, 4):
        path = folder / name
        if any(above.is_file() or above.is_symlink() for above in path.parents) or path.exists() or path.is_symlink():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        kind = chance.randrange(6)
        if kind == 0:
            path.symlink_to(chance.choice(["/etc", "a", "nowhere"]))
        elif kind == 1:
            path.mkdir()
        else:
            path.write_text(str(chance.random()))


@pytest.mark.parametrize("seed", range(20))
def test_a_new_folder_has_what_it_shall_have_whatever_was_spared(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # not a secret
    old, new, spared = (tmp_path / name for name in ("old", "new", "spared"))
    fill(old, chance)
    for name, content in state(old).items():
        if chance.random() < 0.7:
            (spared / name).parent.mkdir(parents=True, exist_ok=True)
            if chance.random() < 0.7:
                os.link(old / name, spared / name)
            else:
                (spared / name).write_bytes(content)
    if chance.random() < 0.7:
        fill(spared, chance)
    before = state(old)
    plain = {name for name in before if not any((old / name).is_symlink() for name in (name, *Path(name).parents))}
    kept = {name for name in plain if chance.random() < 0.7}
    swap.carry(old, new, dict.fromkeys(kept), spared)
    assert not spared.exists()
    assert state(new) == {name: before[name] for name in kept}
    assert all((old / name).samefile(new / name) for name in kept), "nothing is copied that can be shared"
    assert folders(new) == {above for name in kept for above in Path(name).parents} - {Path()}
    assert state(old) == before


def test_what_was_replaced_is_spared_and_becomes_the_next_without_a_new_link(tmp_path: Path) -> None:
    folder, spared = tmp_path / "site", tmp_path / "spared"
    folder.mkdir()
    (folder / "kept.html").write_text("kept")
    for number in range(4):
        staged = swap.staging(folder)
        swap.carry(folder, staged, {"kept.html": None}, spared)
        before = (folder / "kept.html").stat()
        (staged / "new.html").write_text(str(number))
        swap.install(folder, [staged / "new.html"], spared)
        assert state(folder) == {"kept.html": b"kept", "new.html": str(number).encode()}
        assert (folder / "kept.html").stat().st_nlink == 2
        assert number == 0 or before.st_ctime_ns == (folder / "kept.html").stat().st_ctime_ns
        assert {path.name for path in tmp_path.iterdir()} == {"site", "spared"}


def test_where_nothing_can_be_spared_the_old_one_goes(tmp_path: Path) -> None:
    folder, spared = tmp_path / "site", tmp_path / "no/where"
    folder.mkdir()
    (folder / "kept.html").write_text("kept")
    swap.carry(folder, swap.staging(folder), {"kept.html": None}, spared)
    swap.install(folder, [], spared)
    assert state(folder) == {"kept.html": b"kept"}
    assert {path.name for path in tmp_path.iterdir()} == {"site"}


def test_a_folder_is_spared_only_where_none_is(tmp_path: Path) -> None:
    new, spared = tmp_path / "new", tmp_path / "spared"
    (new / "wiki/empty").mkdir(parents=True)
    (new / "wiki/a.html").write_text("a")
    (new / "link").symlink_to("nowhere")
    made = swap.spare(new, spared)
    assert made == {name: (new / name).lstat().st_ino for name in ("wiki/a.html", "link")}
    assert (spared / "wiki/a.html").samefile(new / "wiki/a.html")
    assert (spared / "link").is_symlink()
    (new / "b.html").write_text("b")
    assert swap.spare(new, spared) == {}
    assert not (spared / "b.html").exists()
    assert swap.spare(new, tmp_path / "no/where") == {}
