"""Seals: every byte of dump, tree and site counts, and nothing else does."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from stillwiki import integrity, output
from stillwiki.cli import main
from stillwiki.config import load
from stillwiki.plan import Plan, Wishes, settle
from stillwiki.stamps import Stamped, look
from test_cli import PAGES, export

FLIPS = int(os.environ.get("STILLWIKI_FLIPS", "200"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A wiki, its notes, its tree and its site."""
    folder = tmp_path_factory.mktemp("sealed")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        (folder / "wiki.xml").write_bytes(export(PAGES))
        (folder / "notes").mkdir()
        (folder / "notes/Ünï \\ note.md").write_text("A note.\n", "utf-8")
        (folder / "stillwiki.toml").write_text('dump = "wiki.xml"\nnotes = "notes"\n', "utf-8")
        assert CliRunner().invoke(main, ["build"]).exit_code == 0
        yield folder


@pytest.fixture
def sealed(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, to be changed."""
    copy = tmp_path / "copy"
    shutil.copytree(made, copy)
    monkeypatch.chdir(copy)
    monkeypatch.setenv("XDG_CACHE_HOME", str(copy / "cache"))
    return copy


def plan(folder: Path) -> Plan:
    return settle(load(folder), Wishes())


def verify() -> Result:
    return CliRunner().invoke(main, ["verify"])


def codes(folder: Path) -> set[str]:
    return {found.code for found in integrity.verify(plan(folder))}


def test_what_was_made_is_as_it_was_made(sealed: Path) -> None:
    assert codes(sealed) == set()
    assert verify().exit_code == 0


def test_every_flipped_byte_is_found(made: Path) -> None:
    seed = random.randrange(1 << 32)  # noqa: S311
    dice = random.Random(seed)  # noqa: S311
    whole = [
        made / "wiki.xml",
        *(path for top in ("content/pages", "site", "notes") for path in (made / top).rglob("*")),
    ]
    files = [path for path in whole if path.is_file() and path.stat().st_size]
    for flip in range(FLIPS):
        path = dice.choice(files)
        content = path.read_bytes()
        place = dice.randrange(len(content))
        other = content[place] ^ (1 << dice.randrange(8))
        path.write_bytes(content[:place] + bytes([other]) + content[place + 1 :])
        try:
            assert codes(made) - {"file-foreign"}, f"seed {seed}, flip {flip}: byte {place} of {path} became {other}"
        finally:
            path.write_bytes(content)
    assert codes(made) == set()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("wiki.xml", "source-altered"),
        ("notes/Ünï \\ note.md", "source-altered"),
        ("content/pages/index.md", "tree-altered"),
        ("content/pages/.stillwiki.json", "source-altered"),
        ("content/pages/.stillwiki.sha256", "seal-broken"),
        ("site/index.html", "site-altered"),
        ("site/stillwiki.sha256", "seal-broken"),
    ],
)
def test_a_file_that_is_gone_is_found(sealed: Path, name: str, code: str) -> None:
    (sealed / name).unlink()
    assert code in codes(sealed)


@pytest.mark.parametrize(
    ("name", "code"),
    [("notes/New.md", "source-altered"), ("content/pages/new.md", "file-foreign"), ("site/new.html", "file-foreign")],
)
def test_a_file_that_came_is_found(sealed: Path, name: str, code: str) -> None:
    (sealed / name).write_text("x", "utf-8")
    assert codes(sealed) == {code}


def test_a_site_of_another_tree_is_stale(sealed: Path) -> None:
    (sealed / "wiki.xml").write_bytes(export(PAGES | {"Feature": "Another."}))
    assert CliRunner().invoke(main, ["import"]).exit_code == 0
    assert codes(sealed) == {"site-stale"}
    result = verify()
    assert result.exit_code == 1
    assert "build again" in result.output


def test_a_dump_is_held_against_the_wikis_own_digests(sealed: Path) -> None:
    dump = (
        (sealed / "wiki.xml")
        .read_bytes()
        .replace(b"</text>", b"</text><sha1>phoiac9h4m842xq45sp7s6u21eteeq1</sha1>", 1)
    )
    (sealed / "wiki.xml").write_bytes(dump)
    assert CliRunner().invoke(main, ["import"]).exit_code == 0
    assert "revision-altered" in verify().output


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="there is no sha256sum")
@pytest.mark.parametrize(("folder", "seal"), [("content/pages", integrity.TREE_SEAL), ("site", integrity.SITE_SEAL)])
def test_a_seal_can_be_checked_without_us(sealed: Path, folder: str, seal: str) -> None:
    command = ["sha256sum", "--check", "--strict", "--quiet", seal]
    checked = [line for line in (sealed / folder / seal).read_text("utf-8").splitlines() if not line.startswith("#")]
    (sealed / folder / seal).write_text("\n".join(checked) + "\n", "utf-8")
    assert subprocess.run(command, cwd=sealed / folder, check=False).returncode == 0  # noqa: S603
    (sealed / "wiki.xml").write_text("x", "utf-8")
    (sealed / "site/index.html").write_text("x", "utf-8")
    assert subprocess.run(command, cwd=sealed / folder, check=False, capture_output=True).returncode != 0  # noqa: S603


def seal(folder: Path, known: Mapping[str, Stamped]) -> Mapping[str, str]:
    written, digests = integrity.seal_site(plan(folder), folder / "site", look(folder / "site"), known)
    assert written == folder / "site" / integrity.SITE_SEAL
    return digests


def test_digests_that_are_remembered_hide_nothing(sealed: Path) -> None:
    page = sealed / "site/index.html"
    times = page.stat()
    known = {"index.html": Stamped.of(times, seal(sealed, {})["index.html"])}
    content = page.read_bytes()
    page.write_bytes(content.replace(b"Tiny", b"Tuny"))
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))
    seal(sealed, known)
    assert codes(sealed) == {"site-altered"}, "what was believed shows"
    page.write_bytes(content)
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns + 10**9))
    seal(sealed, known)
    assert codes(sealed) == set()


def test_the_seal_of_a_tree_is_no_page_of_it(sealed: Path) -> None:
    assert integrity.TREE_SEAL not in output.read_manifest(sealed / "content/pages" / output.MANIFEST)
    assert not (sealed / "site" / integrity.TREE_SEAL).exists()
