"""Fetches that are killed, or whose disk fails or fills: the old dump stands or the new, and the next run ends well.

More kills and faults by hand: `STILLWIKI_KILLS=200 pytest tests/test_fetch_safety.py`.
"""

from __future__ import annotations

import copy
import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from broken_disk import Fault
from stillwiki.errors import Error, OutputError
from stillwiki.fetch import Clock, Limits, Wishes, fetch
from stillwiki.sources import state as states
from test_safety import small_disk, state
from wiki_model import PNG, Wiki, small
from wiki_server import Server, serving

__all__ = ["small_disk"]

TRIES = max(int(os.environ.get("STILLWIKI_KILLS", "40")) // 4, 5)
QUICK = Wishes(images=True, limits=Limits(pace=0))
SCRIPT = """
import sys
from pathlib import Path
from stillwiki.fetch import Clock, Limits, Wishes, fetch
Clock.sleep = lambda *_: None
fetch(sys.argv[1], Path(sys.argv[2]), Wishes(images=True, limits=Limits(pace=0)))
"""


class Awake(Clock):
    """A clock by which nobody waits."""

    def sleep(self, seconds: float) -> None:
        """Go on."""


def bring(url: str, folder: Path) -> None:
    """Fetch without waiting."""
    fetch(url, folder, QUICK, Awake())


def grown() -> Wiki:
    """The small wiki some days later."""
    wiki = copy.deepcopy(small())
    for title in ("Feature", "Circuit", "Template:Box", "Brand new"):
        wiki.edit(title, f"Another text of {title}. [[Category:Concepts]]")
    wiki.move("Probe", "Linear probe")
    wiki.delete("Empty")
    wiki.upload("Dot.png", PNG + b"another")
    wiki.upload("New.png", PNG + b"new")
    return wiki


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def held(folder: Path) -> dict[str, bytes]:
    """What is in the folder of a dump, but for when that was."""
    return {name: content for name, content in state(folder).items() if name != states.NAME}


class Story:
    """A wiki that was fetched, and has grown since."""

    def __init__(self, server: Server, home: Path) -> None:
        """Fetch what there was, and what there will be."""
        self.server, self.folder, self._kept = server, home / "dump", home / "kept"
        self.url = f"{server.url}/w/api.php"
        server.reset(small())
        bring(self.url, self._kept)
        self.old = held(self._kept)
        server.reset(grown())
        bring(self.url, home / "undisturbed")
        self.new = held(home / "undisturbed")
        assert self.old != self.new

    def begin(self) -> None:
        """Hold the old dump, as if nothing had ever been tried."""
        for folder in (self.folder, Path(os.environ["XDG_CACHE_HOME"])):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self._kept, self.folder)

    def is_whole(self) -> bool:
        """Whether the dump is the new one; if it is not the old one either, that is a fault."""
        found = held(self.folder)
        assert found in (self.old, self.new)
        return found == self.new

    def ends_well(self) -> None:
        """The next run, undisturbed."""
        bring(self.url, self.folder)
        assert held(self.folder) == self.new
        assert sorted(path.name for path in self.folder.parent.iterdir() if path.name.startswith(".")) == []


@pytest.fixture
def story(server: Server, tmp_path: Path) -> Story:
    return Story(server, tmp_path)


def test_killed_at_any_point_the_old_dump_or_the_new_stands(story: Story) -> None:
    chance = random.Random(20261121)  # noqa: S311  # not a secret
    command = [sys.executable, "-c", SCRIPT, story.url, str(story.folder)]
    story.begin()
    began = time.monotonic()
    subprocess.run(command, check=True)  # noqa: S603  # ours
    taken = time.monotonic() - began
    landed = []
    for _ in range(TRIES):
        story.begin()
        began = time.monotonic()
        process = subprocess.Popen(command, start_new_session=True)  # noqa: S603  # ours
        try:
            process.wait(chance.uniform(0.4, 1.1) * taken)
            taken = time.monotonic() - began  # the machine may be less busy than it was
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        landed.append(story.is_whole())
        story.ends_well()
    assert landed.count(False), "no kill came before the end"


def test_a_disk_that_fails_leaves_the_old_dump_or_the_new(story: Story, tmp_path: Path) -> None:
    chance = random.Random(20261121)  # noqa: S311  # not a secret
    story.begin()
    with Fault(tmp_path, 0, errno.EIO, lasting=False) as counting:
        bring(story.url, story.folder)
    assert counting.seen > 10
    ended = []
    for _ in range(TRIES):
        story.begin()
        code, lasting = chance.choice([(errno.EIO, False), (errno.ENOSPC, True), (errno.EACCES, False)])
        with Fault(tmp_path, chance.randint(1, counting.seen), code, lasting=lasting):
            try:
                bring(story.url, story.folder)
            except Error as error:
                ended.append((error, os.strerror(code)))
        story.is_whole()
        story.ends_well()
    assert all(words in str(error) for error, words in ended)
    assert any(isinstance(error, OutputError) for error, _ in ended)


def test_a_full_disk_leaves_the_old_dump(story: Story, small_disk: Path) -> None:
    shutil.copytree(story._kept, small_disk / "dump")
    story.folder = small_disk / "dump"
    story.server.wiki.edit("Large", "x" * 400_000)
    with pytest.raises(OutputError, match="No space left"):
        bring(story.url, story.folder)
    assert held(story.folder) == story.old
    story.server.wiki.edit("Large", "small after all")
    bring(story.url, story.folder)
    assert held(story.folder).keys() == story.new.keys()
