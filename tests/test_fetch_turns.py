"""Fetches from an honest wiki that turns into another one on the way: at the first, a middle and the last request.

Whatever came of that fetch, the mirror is whole, and the next one is what somebody gets who never fetched the wiki.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from fetching import Attempt, attempt, contents, moved_on, texts
from misbehaviour import CLOSED, GATE, UNREADABLE, WELL
from spoiled_words import put, says
from stillwiki.fetch import Wishes
from wiki_model import PNG, Wiki, small
from wiki_server import Request, Response, Server, serving

Turn = Callable[[Server, Wiki], object]
BY_ND = ("CC BY-ND", "https://creativecommons.org/licenses/by-nd/4.0/")


def most_deleted(_server: Server, wiki: Wiki) -> None:
    for title in list(wiki.pages)[4:]:
        wiki.delete(title)


def hidden(_server: Server, wiki: Wiki) -> None:
    """The text of an old revision is hidden; what it was stands in the log alone."""
    old = wiki.pages["Feature"].revisions
    old[0] = replace(old[0], hidden=frozenset({"text", "user"}))
    wiki.log("delete", "revision", "Feature")


def undeleted(_server: Server, wiki: Wiki) -> None:
    wiki.delete("Probe")
    wiki.undelete("Probe")


def swapped(_server: Server, wiki: Wiki) -> None:
    """Two pages change their titles."""
    wiki.move("Probe", "Between", redirect=False)
    wiki.move("Circuit", "Probe", redirect=False)
    wiki.move("Between", "Circuit", redirect=False)


TURNS: dict[str, tuple[Turn, int]] = {
    "edited": (lambda _, wiki: wiki.edit("Circuit", "Another text."), WELL),
    "edited-again": (lambda _, wiki: wiki.edit("Probe", "Yet another text."), WELL),
    "created": (lambda _, wiki: wiki.edit("Aardvark", "A new page."), WELL),
    "created-last": (lambda _, wiki: wiki.edit("Zebra", "A new page."), WELL),
    "deleted": (lambda _, wiki: wiki.delete("Probe"), WELL),
    "undeleted": (undeleted, WELL),
    "moved": (lambda _, wiki: wiki.move("Probe", "Aardvark"), WELL),
    "moved-elsewhere": (lambda _, wiki: wiki.move("Probe", "Template:Probe", redirect=False), WELL),
    "swapped": (swapped, WELL),
    "redirected": (lambda _, wiki: wiki.edit("Probe", "#REDIRECT [[Circuit]]"), WELL),
    "hidden": (hidden, WELL),
    "uploaded": (lambda _, wiki: wiki.upload("Dot.png", PNG + b"once more"), WELL),
    "uploaded-new": (lambda _, wiki: wiki.upload("Aa.png", PNG + b"aa"), WELL),
    "file-deleted": (lambda _, wiki: wiki.delete("File:New.png"), WELL),
    "renamed": (lambda _, wiki: setattr(wiki, "name", "Another Name"), GATE),
    "licence": (lambda _, wiki: setattr(wiki, "licence", BY_ND), GATE),
    "no-licence": (lambda _, wiki: setattr(wiki, "licence", ("", "")), GATE),
    "main-page-deleted": (lambda _, wiki: wiki.delete("Main Page"), GATE),
    "main-page-another": (lambda _, wiki: setattr(wiki, "main", "Nowhere"), GATE),
    "most-deleted": (most_deleted, GATE),
    "closed": (lambda server, _: setattr(server, "asks_login", True), CLOSED),
}
"""What happens, and with what the next fetch ends."""
FEW = 10


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as one:
        yield one


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    memory = Path("/dev/shm")  # noqa: S108
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        monkeypatch.setenv("XDG_CACHE_HOME", f"{folder}/caches")
        yield Path(folder)


@dataclass(frozen=True)
class Past:
    """A mirror of the small wiki, and how many requests it takes to follow it undisturbed to what it is now."""

    mirror: Path
    requests: int


@pytest.fixture(scope="module")
def pasts(server: Server) -> Iterator[dict[bool, Past]]:
    """Without histories and with them; made once, for what happens on the way happens later."""
    memory = Path("/dev/shm")  # noqa: S108
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", f"{folder}/caches")
        made = {}
        for history in (False, True):
            wishes, mirror = Wishes(images=True, history=history), Path(folder, str(history))
            server.reset(small())
            assert attempt(server, mirror, wishes).code == WELL
            server.reset(moved_on())
            other = shutil.copytree(mirror, Path(folder, f"{history}, followed"), copy_function=os.link)
            assert attempt(server, other, wishes).code == WELL
            made[history] = Past(mirror, len(server.requests))
        yield made


@pytest.mark.parametrize(("part", "history"), [(0.0, False), (0.6, False), (1.0, False), (0.6, True)])
@pytest.mark.parametrize("name", TURNS)
def test_turn(  # noqa: PLR0913  # what there is, and what happens to it
    server: Server, pasts: dict[bool, Past], room: Path, name: str, part: float, *, history: bool
) -> None:
    turn, ends = TURNS[name]
    wishes = Wishes(images=True, history=history)
    mirror = shutil.copytree(pasts[history].mirror, room / "dump", copy_function=os.link)
    before = contents(mirror)
    at = 1 + round(part * (pasts[history].requests - 1))

    server.reset(moved_on())
    server.spoil = At(server, at, turn)
    made = attempt(server, mirror, wishes)
    assert made.code in {WELL, UNREADABLE, ends}, made.said
    if made.code:
        assert told(contents(mirror)) == told(before)
    server.spoil = None
    assert len(server.requests) >= at
    follow(server, mirror, room, wishes, ends)


def follow(server: Server, mirror: Path, room: Path, wishes: Wishes, ends: int) -> None:
    """The next fetch gives what a first one would; or stops, and its gate can be opened."""
    held = told(contents(mirror))
    again = attempt(server, mirror, wishes)
    if ends == CLOSED:
        assert_kept(again, ends, mirror, held)
        return
    # A wiki of few pages may lose a few at a time.
    if ends == GATE and not (again.code == WELL and len(texts(mirror)) < FEW):
        assert_kept(again, ends, mirror, held)
        wishes = replace(wishes, accept=frozenset({"site", "shrunk", "main-page", "licence"}))
        again = attempt(server, mirror, wishes)
    assert again.code == WELL, again.said
    fresh = room / "fresh"
    assert attempt(server, fresh, wishes).code == WELL
    assert told(contents(mirror)) == told(contents(fresh))
    assert texts(mirror) == {page.title: page.last.text for page in server.wiki.pages.values()}


def assert_kept(again: Attempt, code: int, mirror: Path, held: dict[str, bytes]) -> None:
    assert again.code == code, again.said
    assert told(contents(mirror)) == held


@pytest.mark.parametrize(
    "clock", ["2099-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z"]
)
@pytest.mark.parametrize(
    "name", ["edited", "created", "deleted", "moved", "swapped", "hidden", "uploaded", "file-deleted"]
)
def test_after_a_wiki_with_a_wrong_clock_nothing_is_missed(server: Server, room: Path, name: str, clock: str) -> None:
    wishes = Wishes(images=True, history=True)
    server.reset(moved_on())
    server.spoil = lambda request, honest: says(put("query.general.time", clock))(request, honest) or honest
    assert attempt(server, room / "dump", wishes).code == WELL
    server.spoil = None
    TURNS[name][0](server, server.wiki)
    server.wiki.wait(days=1)
    follow(server, room / "dump", room, wishes, WELL)


class At:
    """Turns the wiki just before it answers a request."""

    def __init__(self, server: Server, number: int, turn: Turn) -> None:
        self._server, self._number, self._turn = server, number, turn

    def __call__(self, request: Request, honest: Response) -> Response:
        if request.number != self._number:
            return honest
        self._server.wiki = deepcopy(self._server.wiki)
        self._turn(self._server, self._server.wiki)
        return self._server.respond(request)


def told(held: dict[str, bytes]) -> dict[str, bytes]:
    """What a mirror holds of its wiki."""
    return {name: data for name, data in held.items() if name != "fetch.json"}
