"""A mirror of the loopback wiki as tests follow it, and what it must equal."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from mediawiki import exported
from mediawiki.loopback import Loopback
from stillwiki.cli import main
from stillwiki.fetch import Limits, Outcome, Wishes, fetch
from stillwiki.fetch.clock import Clock
from stillwiki.sources import state
from stillwiki.sources.state import State

FORCED = frozenset({"shrunk"})
"""A small wiki in which a tenth of the pages is deleted at once is what these tests make."""
UNTOLD = {"restrictions", "origin"}
"""Elements of MediaWiki's exports that its API does not tell."""

LONG = pytest.mark.skipif(not os.environ.get("STILLWIKI_LIVE"), reason="takes long; scripts/live runs it")


class Hasty(Clock):
    """Loopback needs no manners: nobody waits, but it is known how long one would have."""

    def __init__(self) -> None:
        self.slept = 0.0

    def sleep(self, seconds: float) -> None:
        self.slept += seconds


class Mirror(NamedTuple):
    """A home for a wiki that is followed: its dump, and the tree that is made of it."""

    home: Path
    wiki: Loopback
    history: bool = False

    @property
    def folder(self) -> Path:
        """Of the dump."""
        return self.home / "dump"

    def follow(self, requests: int = 10_000) -> Outcome:
        """Fetch what is new, with at most so many requests."""
        limits = Limits(requests=requests)
        wishes = Wishes(history=self.history, images=True, accept=FORCED, limits=limits)
        return fetch(self.wiki.url, self.folder, wishes, Hasty())

    def held(self) -> dict[str, bytes]:
        """What was fetched; the state tells when, and that is its own."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and path.name != "fetch.json"
        }

    def state(self) -> State:
        """What the last fetch left for the next."""
        return state.read(self.folder)

    def pages(self) -> dict[str, dict[str, Any]]:
        """The dump's pages."""
        return exported.pages(self.folder / "wiki.xml")

    def grow(self) -> dict[str, bytes]:
        """Make the tree of what is held, in a folder that may hold an older one."""
        tree = self.home / "pages"
        done = CliRunner().invoke(main, ["import", "--dump", str(self.folder / "wiki.xml"), "--pages", str(tree)])
        assert done.exit_code in (0, 1), done.output  # findings there are: nobody has written these pages with care
        return {
            path.relative_to(tree).as_posix(): path.read_bytes() for path in sorted(tree.rglob("*")) if path.is_file()
        }

    def anew(self) -> Mirror:
        """What somebody gets who never fetched this wiki before."""
        fresh = self._replace(home=self.home.with_name(f"{self.home.name} anew"))
        fresh.follow()
        return fresh


def is_as_fetched_anew(followed: Mirror) -> Mirror:
    """A mirror holds what a full fetch gives, byte for byte; that is given back."""
    fresh = followed.anew()
    are_the_same(followed.held(), fresh.held())
    return fresh


def are_the_same(files: dict[str, bytes], others: dict[str, bytes]) -> None:
    """Two folders hold the same."""
    assert files.keys() == others.keys()
    for name, content in others.items():
        assert files[name] == content, name


def is_as_exported(mirror: Mirror, target: Path) -> None:
    """The dump holds the pages and revisions that MediaWiki's own export holds, and says the same of each."""
    which = "--full" if mirror.history else "--current"
    mirror.wiki.maintain("dumpBackup", which, "--uploads", "--quiet", f"--output=file:{target}")
    ours, theirs = mirror.pages(), exported.pages(target)
    assert list(ours) == sorted(theirs, key=int)
    told = [{page["title"]: _told(page) for page in pages.values()} for pages in (ours, theirs)]
    exported.agree(*told)


def _told(page: dict[str, Any]) -> dict[str, Any]:
    plain = {key: value for key, value in page.items() if key not in UNTOLD | {"revision", "upload"}}
    revisions = [{key: value for key, value in each.items() if key not in UNTOLD} for each in page["revision"]]
    for revision in revisions:
        if isinstance(revision["text"], dict) and "deleted" in revision["text"]:
            revision["text"].pop("sha1", None)  # the API does not tell the digest of a hidden text
    uploads = [each for each in page.get("upload", ()) if "archivename" not in each]
    for upload in uploads:
        if upload.get("comment") == {"": "", "deleted": "deleted"}:
            del upload["comment"]  # what MediaWiki exports where a file has no comment
    return plain | {"revision": sorted(revisions, key=lambda revision: int(revision["id"])), "upload": uploads[-1:]}
