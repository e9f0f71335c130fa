"""Dumps that lie ready at an address: which of an item's files is taken, and what is refused."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from packing import PACKERS, tar
from stillwiki.cli import main
from stillwiki.fetch import is_pack, packs
from test_cli import PAGES, export
from wiki_server import Request, Response, Server, serving

NEWER = export(PAGES | {"New": "Fresh."}, day=5)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "dump").mkdir()
    (tmp_path / "dump/wiki.xml").write_bytes(export(PAGES))
    (tmp_path / "stillwiki.toml").write_text('dump = "dump/wiki.xml"\n', "utf-8")
    return tmp_path


def holds(server: Server, files: Mapping[str, bytes], kind: str = "application/octet-stream") -> None:
    """Let a server have files at these paths."""

    def answer(request: Request, response: Response) -> Response:
        found = files.get(request.path)
        return response if found is None else Response(200, {"Content-Type": kind}, found)

    server.spoil = answer


def fetch(*words: str) -> Result:
    return CliRunner().invoke(main, ["fetch", *words])


@pytest.mark.parametrize("name", ["gzip", "Zstandard", "7z", "bzip2", "xz", "plain"])
def test_a_dump_at_an_address_takes_the_place_of_ours(home: Path, server: Server, name: str) -> None:
    holds(server, {"/dumps/wiki.xml.gz": PACKERS[name](NEWER)})
    done = fetch(f"{server.url}/dumps/wiki.xml.gz")
    assert done.exit_code == 0, done.output
    assert (home / "dump/wiki.xml").read_bytes() == NEWER


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (NEWER[: len(NEWER) // 2], 4, "breaks off"),
        (b"<!DOCTYPE html><title>Sign in</title>", 4, "document type"),
        (b"", 4, "no MediaWiki export"),
        (export(PAGES, day=5, database="other"), 4, "another wiki"),
        (export(PAGES | {"Main Page": "older"}, day=1).replace(b"2026-01-01", b"2025-01-01"), 4, "older"),
    ],
)
def test_a_dump_that_is_none_is_not_taken(home: Path, server: Server, content: bytes, code: int, words: str) -> None:
    before = (home / "dump/wiki.xml").read_bytes()
    holds(server, {"/wiki.xml.gz": gzip.compress(content) if content else b""})
    done = fetch(f"{server.url}/wiki.xml.gz")
    assert done.exit_code == code, done.output
    assert words in done.output
    assert (home / "dump/wiki.xml").read_bytes() == before


def test_a_web_page_in_the_place_of_a_dump_is_told(home: Path, server: Server) -> None:
    holds(server, {"/wiki.xml.gz": b"<!DOCTYPE html>"}, "text/html")
    done = fetch(f"{server.url}/wiki.xml.gz")
    assert (done.exit_code, "expected a dump, seen a web page" in done.output) == (7, True)
    assert fetch(f"{server.url}/gone.xml.gz").exit_code == 7
    assert (home / "dump/wiki.xml").read_bytes() == export(PAGES)


def test_an_item_of_an_archive_gives_its_dump_and_its_images(
    home: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packs, "_ARCHIVE", server.url)
    names = ["tiny-20260105.xml.gz", "tiny-20260105-images.tar.gz", "tiny_meta.xml", "tiny_files.xml", "x/evil.xml"]
    files = {
        "/metadata/miraheze-wiki-tiny": json.dumps({"files": [{"name": name} for name in names]}).encode(),
        "/download/miraheze-wiki-tiny/tiny-20260105.xml.gz": gzip.compress(NEWER),
        "/download/miraheze-wiki-tiny/tiny-20260105-images.tar.gz": gzip.compress(tar({"images/A.png": b"x"})),
    }
    holds(server, files)
    done = fetch(f"{server.url}/details/miraheze-wiki-tiny", "--images")
    assert done.exit_code == 0, done.output
    assert (home / "dump/wiki.xml").read_bytes() == NEWER
    assert (home / "dump/images.tar.gz").read_bytes() == files[
        "/download/miraheze-wiki-tiny/tiny-20260105-images.tar.gz"
    ]
    holds(server, {"/metadata/empty": b'{"files": [{"name": "empty_meta.xml"}]}'})
    done = fetch(f"{server.url}/details/empty")
    assert (done.exit_code, "holds no dump of a wiki" in done.output) == (7, True)


@pytest.mark.parametrize(
    ("names", "dump", "images"),
    [
        (["a-20260101.xml.gz", "a-images-20260101.tar.gz", "a_meta.xml"],
         "a-20260101.xml.gz", "a-images-20260101.tar.gz"),
        (["w-20240101-history.xml.zst", "w-20240101-current.xml.zst", "w-20240101-images.7z", "w-titles.txt.zst"],
         "w-20240101-history.xml.zst", "w-20240101-images.7z"),
        (["w-history.xml.7z", "w-wikidump.7z"], "w-history.xml.7z", ""),
        (["w-20140101-wikidump.7z"], "w-20140101-wikidump.7z", ""),
        (["readme.txt", "w_files.xml"], "", ""),
    ],
)  # fmt: skip
def test_the_whole_history_is_taken_before_the_current_pages(names: list[str], dump: str, images: str) -> None:
    assert packs.chosen(names) == (dump, images)


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://w.example.org/dumps/w.xml.gz", True),
        ("https://w.example.org/w_2026.xml.zst?token=1", True),
        ("https://archive.org/details/wiki-w", True),
        ("https://archive.org/download/miraheze-wiki-w-20260101/", True),
        ("http://archive.org/details/wiki-w", False),
        ("https://notarchive.org/details/wiki-w", False),
        ("https://w.example.org/wiki/Main_Page", False),
        ("https://w.example.org/w/api.php", False),
    ],
)
def test_an_address_tells_whether_a_dump_is_there(url: str, *, is_one: bool) -> None:
    assert is_pack(url) is is_one
