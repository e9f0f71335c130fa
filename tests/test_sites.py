"""Whole small sites: every file of the tree that a folder of wikitext gives, and a vault in `notes` beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from stillwiki.pipeline import Options, convert_wiki
from stillwiki.plan import treatments
from stillwiki.sources import Settings, read, read_vault

SITES = sorted(path for path in (Path(__file__).parent / "sites").iterdir() if path.is_dir())
SETTINGS = Settings(name="Small Wiki", base="https://wiki.example/wiki/Main_Page", now="2026-01-30T08:00:00Z")


@pytest.mark.parametrize("site", SITES, ids=lambda path: path.name)
def test_tree(site: Path, *, accepting: bool) -> None:
    wiki = read(site / "input", SETTINGS)
    vault = read_vault(site / "notes", "Small vault") if (site / "notes").is_dir() else None
    files = convert_wiki(wiki, Options(treatments(wiki.site, {}), self_check=True), vault).files
    expected = site / "expected"
    if accepting:
        shutil.rmtree(expected, ignore_errors=True)
        for path, content in files.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_bytes(content)
        return
    found = {path.relative_to(expected).as_posix(): path.read_bytes() for path in expected.rglob("*") if path.is_file()}
    assert files.keys() == found.keys()
    for path, content in files.items():
        assert content.decode() == found[path].decode(), path
