"""Writing the tree: changed files only, orphans gone, nobody else's files touched, killed runs completed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stillwiki import output, swap
from stillwiki.errors import OutputError
from stillwiki.output import MANIFEST, Changes, write
from trees import FIRST, TITLES, on_disk


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "pages"
    write(folder, FIRST, TITLES)
    return folder


def times(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_a_first_write_makes_everything(tmp_path: Path) -> None:
    changes = write(tmp_path / "pages", FIRST, TITLES)
    assert on_disk(tmp_path / "pages") == FIRST
    assert sorted(changes.came) == sorted(FIRST)
    assert changes.came["wiki/A.md"].title == "A"
    assert [path.name for path in tmp_path.iterdir()] == ["pages"], "the staging area is gone"


def test_the_manifest_tells_title_path_and_digest(pages: Path) -> None:
    found = json.loads((pages / MANIFEST).read_text("utf-8"))
    assert found["files"]["wiki/A.md"] == {"sha256": output.digest(b"a"), "title": "A"}
    assert list(found["files"]) == sorted(FIRST)


def test_writing_the_same_again_touches_nothing(pages: Path) -> None:
    before = times(pages)
    assert write(pages, FIRST, TITLES) == Changes()
    assert times(pages) == before


def test_only_changed_files_are_written_and_orphans_go(pages: Path) -> None:
    before = times(pages)[pages / "index.md"]
    changes = write(pages, {"index.md": b"home", "wiki/A.md": b"new", "wiki/C.md": b"c"}, TITLES)
    assert [list(kind) for kind in (changes.came, changes.changed, changes.went)] == [
        ["wiki/C.md"],
        ["wiki/A.md"],
        ["wiki/sub/B.md"],
    ]
    assert changes.went["wiki/sub/B.md"].title == "B"
    assert on_disk(pages) == {"index.md": b"home", "wiki/A.md": b"new", "wiki/C.md": b"c"}
    assert times(pages)[pages / "index.md"] == before
    assert not (pages / "wiki" / "sub").exists()


def test_files_of_others_are_left_alone(pages: Path) -> None:
    (pages / "wiki" / "sub" / "mine.txt").write_bytes(b"mine")
    write(pages, {"index.md": b"home"}, {})
    assert on_disk(pages) == {"index.md": b"home", "wiki/sub/mine.txt": b"mine"}


def test_a_file_of_others_in_the_way_ends_the_run_before_anything_is_written(pages: Path) -> None:
    (pages / "wiki" / "C.md").write_bytes(b"mine")
    before = on_disk(pages)
    with pytest.raises(OutputError, match=r"wiki/C\.md .*--force"):
        write(pages, {"index.md": b"new", "wiki/C.md": b"c"}, {})
    assert on_disk(pages) == before
    assert write(pages, {"index.md": b"new", "wiki/C.md": b"c"}, {}, force=True).overwritten == ("wiki/C.md",)


def test_a_file_in_the_way_that_is_the_same_is_taken_over(pages: Path) -> None:
    (pages / "wiki" / "C.md").write_bytes(b"c")
    assert write(pages, {**FIRST, "wiki/C.md": b"c"}, TITLES) == Changes()
    assert "wiki/C.md" in output.read_manifest(pages / MANIFEST)


def test_a_page_edited_by_hand_is_written_anew_and_that_is_said(pages: Path) -> None:
    (pages / "wiki" / "A.md").write_bytes(b"edited")
    assert write(pages, FIRST, TITLES).overwritten == ("wiki/A.md",)
    assert on_disk(pages) == FIRST


def test_an_orphan_edited_by_hand_is_left_and_that_is_said(pages: Path) -> None:
    (pages / "wiki" / "A.md").write_bytes(b"edited")
    changes = write(pages, {"index.md": b"home"}, {})
    assert (changes.left, list(changes.went)) == (("wiki/A.md",), ["wiki/sub/B.md"])
    assert on_disk(pages) == {"index.md": b"home", "wiki/A.md": b"edited"}


@pytest.mark.parametrize("path", ["../out.md", "/etc/out.md", "wiki/../../out.md", "", "wiki//A.md", MANIFEST, "a\\b"])
def test_paths_that_lead_out_of_the_tree_are_refused(pages: Path, path: str) -> None:
    with pytest.raises(OutputError, match="no path inside the tree"):
        write(pages, {path: b"x"}, {})


def test_a_manifest_that_leads_out_of_the_tree_removes_nothing(pages: Path) -> None:
    victim = pages.parent / "victim"
    victim.write_bytes(b"x")
    entry = {"sha256": output.digest(b"x")}
    (pages / MANIFEST).write_text(json.dumps({"files": {"../victim": entry}}), "utf-8")
    write(pages, FIRST, TITLES)
    assert victim.exists()


@pytest.mark.parametrize("manifest", [b"", b"{", b"[]", b'{"files": [1]}', b'{"files": {"a": 1}}'])
def test_a_broken_manifest_is_none(pages: Path, manifest: bytes) -> None:
    (pages / MANIFEST).write_bytes(manifest)
    assert write(pages, FIRST, TITLES) == Changes()
    assert output.read_manifest(pages / MANIFEST).keys() == FIRST.keys()


def test_what_cannot_be_written_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="file"):
        write(tmp_path / "file" / "pages", FIRST, {})


class Killed(BaseException):
    """Stands for a signal: nothing catches it."""


SECOND = {"index.md": b"home 2", "wiki/A.md": b"a 2", "wiki/D.md": b"d"}
STEPS = ((swap, "share"), (Path, "write_bytes"), (Path, "replace"), (swap, "_settle"), (swap, "_exchange"))
STEPS += ((shutil, "rmtree"), (swap, "settle_folder"))


def write_until(folder: Path, files: dict[str, bytes], steps: int, patch: pytest.MonkeyPatch) -> None:
    """Write, and be killed after so many steps."""
    left = steps

    def counting(function: Callable[..., object]) -> Callable[..., object]:
        def counted(*args: object, **named: object) -> object:
            nonlocal left
            if left == 0:
                raise Killed
            left -= 1
            return function(*args, **named)

        return counted

    for owner, name in STEPS:
        patch.setattr(owner, name, counting(getattr(owner, name)))
    with suppress(Killed):
        write(folder, files, TITLES)
    patch.undo()


@pytest.mark.parametrize("exchange", [True, False])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(steps=st.lists(st.integers(min_value=0, max_value=24), max_size=3))
def test_a_killed_run_leaves_the_old_tree_or_the_new_one_and_the_next_one_ends_it(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, steps: list[int], *, exchange: bool
) -> None:
    folder = tmp_path_factory.mktemp("killed") / "pages"
    write(folder, FIRST, TITLES)
    (folder / "mine.txt").write_bytes(b"mine")
    trees = [FIRST]
    if not exchange:
        monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    for number, limit in enumerate(steps):
        trees.append({path: content + b" %d" % number for path, content in SECOND.items()})
        with pytest.MonkeyPatch.context() as patch:
            write_until(folder, trees[-1], limit, patch)
        there = folder if exchange or folder.exists() else folder.with_name(".pages.old")
        assert on_disk(there) in [tree | {"mine.txt": b"mine"} for tree in trees]
    last = {"index.md": b"home last", "wiki/A.md": b"a last"}
    changes = write(folder, last, TITLES)
    assert on_disk(folder) == last | {"mine.txt": b"mine"}
    assert (changes.overwritten, changes.left) == ((), ())
    assert [path.name for path in folder.parent.iterdir()] == ["pages"]
    monkeypatch.undo()


def test_links_of_others_and_what_they_lead_to_are_kept(pages: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "x.md").write_bytes(b"x")
    (pages / "linked").symlink_to(tmp_path / "outside", target_is_directory=True)
    (pages / "dead").symlink_to("nowhere")
    (pages / "empty").mkdir()
    write(pages, {"index.md": b"new"}, {})
    assert (pages / "linked").is_symlink()
    assert (pages / "dead").is_symlink()
    assert (pages / "empty").is_dir()
    assert (tmp_path / "outside" / "x.md").read_bytes() == b"x"


def test_a_tree_behind_a_link_stays_behind_it(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "pages").symlink_to("real")
    write(tmp_path / "pages", FIRST, TITLES)
    assert (tmp_path / "pages").is_symlink()
    assert on_disk(tmp_path / "real") == FIRST
