"""`stillwiki fetch` against a real MediaWiki: what is followed equals what is fetched anew and what the wiki exports.

Skipped where no MediaWiki is installed (`scripts/live` does that). STILLWIKI_ROUNDS says how many wikis are followed.
"""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from mediawiki import exported
from mediawiki.life import Life
from mediawiki.loopback import Loopback
from mediawiki.mirror import LONG, Mirror, are_the_same, is_as_exported, is_as_fetched_anew
from stillwiki.errors import FetchError

ROUNDS = int(os.environ.get("STILLWIKI_ROUNDS", "1"))
DEEDS = 200 if ROUNDS > 1 else 40
"""Changes of a wiki while it is followed, in each round."""
PARTS = 4
"""Refreshes among them."""
HANDFUL = 10
"""Requests that a refresh with nothing new may cost."""


@pytest.mark.parametrize("seed", range(1, ROUNDS + 1))
def test_a_followed_wiki_equals_a_full_fetch(
    live_wiki: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.chdir(tmp_path)
    life = Life(live_wiki, seed)
    life.live(30)
    current, history = Mirror(tmp_path / "current", live_wiki), Mirror(tmp_path / "history", live_wiki, history=True)
    for _ in range(PARTS):
        current.follow()
        history.follow()
        current.grow()
        life.live(DEEDS // PARTS)
    for mirror in (current, history):
        mirror.follow()
        nothing_new(mirror)
        fresh = is_as_fetched_anew(mirror)
        is_as_exported(mirror, tmp_path / "export.xml")
        if mirror is current:
            # How old a mirror is stands in its tree; in all else the trees are to be the same.
            shutil.copy(mirror.folder / "fetch.json", fresh.folder)
            are_the_same(mirror.grow(), fresh.grow())


def nothing_new(mirror: Mirror) -> None:
    """Another refresh changes nothing and costs little."""
    before = mirror.held()
    mirror.wiki.forget()
    outcome = mirror.follow()
    asked = mirror.wiki.requests()
    assert outcome.requests == len(asked)
    assert len(asked) <= HANDFUL, asked
    assert mirror.held() == before


@LONG
def test_a_fetch_that_was_broken_off_goes_on_with_a_wiki_that_went_on(live_wiki: Loopback, tmp_path: Path) -> None:
    life = Life(live_wiki, seed=5)
    life.live(80)
    mirror = Mirror(tmp_path / "mirror", live_wiki, history=True)
    for requests in (30, 33, 36):
        with pytest.raises(FetchError):
            mirror.follow(requests)
        assert not mirror.folder.exists()
        life.live(4, {"hide": 3, "show": 1, "edit": 1, "move": 1, "delete": 1, "undelete": 2})
    brought = mirror.follow().requests
    fresh = mirror.anew()
    are_the_same(mirror.held(), fresh.held())
    assert brought < fresh._replace(home=tmp_path / "another").follow().requests


@LONG
def test_a_wiki_that_is_edited_while_it_is_fetched(live_wiki: Loopback, tmp_path: Path) -> None:
    life = Life(live_wiki, seed=11)
    life.live(30)
    mirrors = [Mirror(tmp_path / "current", live_wiki), Mirror(tmp_path / "history", live_wiki, history=True)]
    with ThreadPoolExecutor(1) as pool:
        busy = pool.submit(life.live, DEEDS)
        while not busy.done():
            for mirror in mirrors:
                mirror.follow()
        busy.result()
    for mirror in mirrors:
        mirror.follow()
        is_as_fetched_anew(mirror)
        is_as_exported(mirror, tmp_path / "export.xml")


@pytest.fixture(scope="module")
def grown_wiki(empty_wiki: Loopback) -> Loopback:
    """One that has been lived in; it does not run, and copies of it do."""
    wiki = empty_wiki.copy(empty_wiki.folder.parent / "grown")
    with wiki.serving():
        Life(wiki, seed=99).live(60)
    return wiki


@pytest.mark.parametrize("history", [False, True])
def test_the_dump_can_be_imported_again(
    empty_wiki: Loopback, grown_wiki: Loopback, tmp_path: Path, *, history: bool
) -> None:
    with grown_wiki.copy(empty_wiki.folder.parent / tmp_path.name).serving() as wiki:
        mirror = Mirror(tmp_path / "mirror", wiki, history)
        mirror.follow()
    second = empty_wiki.copy(empty_wiki.folder.parent / f"{tmp_path.name} second")
    # The page that the installer wrote is newer than any that could be imported.
    (second.folder / "titles").write_text("Main Page\n", "utf-8")
    second.maintain("deleteBatch", str(second.folder / "titles"))
    second.maintain("importDump", "--username-prefix", "", str(mirror.folder / "wiki.xml"))
    target = tmp_path / "second.xml"
    second.maintain("dumpBackup", "--full", "--quiet", f"--output=file:{target}")
    exported.agree(content(exported.pages(target)), content(mirror.pages()))


KEPT = ("timestamp", "model", "format", "sha1", "text", "comment")


def content(pages: dict[str, dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Titles to what an import keeps of their revisions: ids are the importing wiki's own.

    Revisions of one second with the same text, such as a move leaves, are one for MediaWiki's importer.
    """
    found = {}
    for page in pages.values():
        revisions = {(each["timestamp"], each["sha1"]): each for each in reversed(page["revision"])}
        found[page["title"]] = [imported(revisions[key]) for key in sorted(revisions)]
    return found


def imported(revision: dict[str, Any]) -> dict[str, Any]:
    author = revision["contributor"]
    return {"by": author.get("username") or author.get("ip"), **{key: revision[key] for key in KEPT if key in revision}}
