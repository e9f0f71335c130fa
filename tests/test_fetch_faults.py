"""Fetches from a server that misbehaves: each fault of the table, at the first, a middle and the last request.

A fetch gets over it and has the right dump, or it stops: with the right exit code, a message that says what was seen,
and the mirror as it was. Whatever it did, the next fetch from the honest server has the right dump.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from fetching import Attempt, Once, attempt, contents, moved_on, recorded, texts
from misbehaviour import CLOSED, FAULTS, GATE, WELL, Fault
from wiki_model import Wiki, small
from wiki_server import Request, Response, Server, serving

PLACES = ("first", "last", "middle", "second")
"""Where a fault happens, of the requests it can happen to; the second too where the first asks for robots.txt."""
CASES = [(fault, place) for fault in FAULTS for place in (("any",) if fault.brief else PLACES)]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as one:
        yield one


@dataclass
class Story:
    """A mirror of the small wiki, what the wiki is now, and an undisturbed fetch from one to the other."""

    wiki: Wiki
    before: Path
    after: dict[str, bytes]
    exchange: list[tuple[Request, Response]]
    hits: dict[str, list[Request]] = field(default_factory=dict)

    def hit(self, fault: Fault, place: str) -> Request | None:
        """The request at a place among those that can be spoiled so."""
        if fault.name not in self.hits:
            self.hits[fault.name] = [each for each, honest in self.exchange if fault.spoil(each, honest) is not None]
        can = self.hits[fault.name]
        assert can, "a fault that can happen nowhere"
        if place == "any":
            return can[len(can) // 2]
        index = {"first": 0, "second": 1, "middle": len(can) // 2, "last": len(can) - 1}[place]
        # No request is hit twice: where there are few, the first of their places count.
        twice = PLACES.index(place) >= len(can) or (place == "second" and can[0].kind != "robots.txt")
        return None if twice else can[index]


@pytest.fixture(scope="module")
def room() -> Iterator[Path]:
    """A folder in memory where there is such a thing: every fetch makes sure of its files, and disks are slow."""
    memory = Path("/dev/shm")  # noqa: S108
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def story(server: Server, room: Path) -> Story:
    before = room / "story" / "dump"
    before.parent.mkdir()
    server.reset(small())
    assert attempt(server, before).code == WELL
    after = before.with_name("after")
    shutil.copytree(before, after)
    server.reset(moved_on())
    exchange = recorded(server, after)
    assert texts(after) == {page.title: page.last.text for page in server.wiki.pages.values()}
    assert texts(after) != texts(before)
    return Story(server.wiki, before, contents(after), exchange)


@pytest.fixture
def mirror(story: Story, room: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A mirror of the wiki as it was; and caches that nothing else has written into."""
    with TemporaryDirectory(dir=room) as folder:
        monkeypatch.setenv("XDG_CACHE_HOME", f"{folder}/caches")
        yield Path(shutil.copytree(story.before, Path(folder, "dump"), copy_function=os.link))


@pytest.mark.parametrize("lasts", [False, True], ids=["once", "lasting"])
@pytest.mark.parametrize(("fault", "place"), CASES, ids=lambda value: getattr(value, "name", value))
def test_fault(  # noqa: PLR0913  # what there is, and what happens to it
    server: Server, story: Story, mirror: Path, fault: Fault, place: str, *, lasts: bool
) -> None:
    hit = story.hit(fault, place)
    if hit is None:
        pytest.skip("there are fewer requests that it can hit")
    server.reset(story.wiki)
    server.spoil = Once(fault.spoil, hit.number, lasts=lasts)
    made = attempt(server, mirror)
    allowed = fault.lasting if lasts else fault.once
    if hit.kind in {"file", "robots.txt", "filerepoinfo"}:
        allowed |= {WELL}  # a wiki without robots.txt is a wiki, and files go missing
    assert made.code in allowed, made.said
    lied = fault.lies == "always" or (fault.lies == "lasts" and lasts)
    if mirrored(mirror) == told(story.after):
        return
    if made.code:
        stopped(made, fault, story, mirror)
    else:
        assert texts(mirror)
        assert fault.loses or lied or contents(mirror)["wiki.xml"] == story.after["wiki.xml"]
    server.spoil = None
    again = attempt(server, mirror)
    assert again.code == WELL, again.said
    assert (lied and made.code == WELL) or mirrored(mirror) == told(story.after)


def stopped(made: Attempt, fault: Fault, story: Story, mirror: Path) -> None:
    """What must hold of a fetch that stopped: it says why, and all but the record of its being stopped is as it was."""
    assert mirrored(mirror) == told(contents(story.before))
    if made.code not in {GATE, CLOSED}:
        assert contents(mirror) == contents(story.before)
    assert made.said
    assert fault.seen.lower() in made.said.lower()
    assert all(character.isprintable() or character == "\n" for character in made.said)
    assert len(made.said) < 2000


def mirrored(folder: Path) -> dict[str, bytes]:
    """What a mirror holds of its wiki."""
    return told(contents(folder))


def told(held: dict[str, bytes]) -> dict[str, bytes]:
    """The same of what is known already."""
    return {name: data for name, data in held.items() if name != "fetch.json"}
