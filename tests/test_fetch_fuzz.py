"""Answers of the API changed at random: a fetch ends as it may, never in a fault of ours, and the mirror stays whole.

Without a network between, for speed; `STILLWIKI_FUZZ` gives the seconds that chance may take instead of a few examples.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import time
import traceback
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO
from urllib.parse import urlencode, urlsplit

import pytest

from fetching import attempt, contents, moved_on, texts
from misbehaviour import CLOSED, GATE, UNREADABLE, WELL
from stillwiki.fetch.errors import Refused
from stillwiki.fetch.wire import Answer
from wiki_model import small
from wiki_server import Request, Response, Server, json_response

SECONDS = float(os.environ.get("STILLWIKI_FUZZ", "0"))
ODD = [
    *(None, True, False, 0, 1, -1, 7, 2**31, 2**53, 10**17, 2**63, 10**40, 1.5, 1e308, float("inf"), float("nan")),
    *(
        "",
        " ",
        "0",
        "7",
        "x" * 5000,
        "\0",
        "\x1b[31m",
        "\n",
        "\ud800",
        "\ufffe",
        "\u202e",
        "é",
        "語",
        "../../x",
        "/etc/passwd",
    ),
    *("<script>", "]]></text>", "&amp;", "2026-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"),
    *("0" * 40, "http://169.254.169.254/", "file:///etc/passwd", "Main Page", "#REDIRECT [[Feature]]", "-2", "6"),
    *([], {}, [[]], [{}], {"missing": True}, [None], {"main": {}}, {"0": {}}),
]


class NoWire:
    """What stands for the network: the server is asked in this process."""

    server = Server(1)

    def __init__(self, *_: object) -> None:
        self.requests = 0

    def trust(self, _url: str) -> None:
        """Anybody."""

    def ask(
        self,
        url: str,
        form: Mapping[str, str] | None = None,
        *,
        limit: int,
        into: BinaryIO | None = None,
        below: bool = False,  # noqa: ARG002  # as of the real one
    ) -> Answer:
        self.requests += 1
        parts = urlsplit(url)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        body = urlencode(form, errors="replace").encode() if form else b""
        told = self.server.answer("POST" if form else "GET", target, {"Host": "127.0.0.1:1"}, body)
        if len(told.body) > limit:
            raise Refused(f"{url}: answers with more than {limit} bytes")
        if into is not None:
            into.write(told.body)
        return Answer(url, told.status, told.headers, b"" if into is not None else told.body)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("stillwiki.fetch.run.Wire", NoWire)
        yield NoWire.server


@pytest.fixture(scope="module")
def room() -> Iterator[Path]:
    memory = Path("/dev/shm")  # noqa: S108
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", f"{folder}/caches")
        yield Path(folder)


@pytest.fixture(scope="module")
def mirror(server: Server, room: Path) -> Path:
    """A mirror of the wiki as it was."""
    server.reset(small())
    assert attempt(server, room / "before").code == WELL
    return room / "before"


class Changer:
    """Changes some answers, by a die."""

    def __init__(self, seed: int) -> None:
        self.die = random.Random(seed)  # noqa: S311  # no secret
        self._first = self.die.randint(1, 20)
        self._many = self.die.choice([1, 1, 1, 2, 3, 1000])
        self.done: list[tuple[int, str, str]] = []

    def __call__(self, request: Request, honest: Response) -> Response:
        if not self._first <= request.number < self._first + self._many or not honest.body.startswith(b"{"):
            return honest
        answer = honest.json
        for _ in range(self.die.randint(1, 3)):
            answer = self._changed(answer, request.number)
        return json_response(answer)

    def _changed(self, answer: Any, number: int) -> Any:
        places = list(ways(answer))
        way = self.die.choice(places)
        what = self.die.choice(["odd", "odd", "gone", "twice", "other", "wrapped", "near"])
        if not way:
            return deepcopy(self.die.choice(ODD)) if what == "odd" else answer
        *path, last = way
        holder = answer
        for step in path:
            holder = holder[step]
        old = holder[last]
        if what == "gone":
            del holder[last]
            self.done.append((number, str(way), "gone"))
            return answer
        if what == "twice" and isinstance(holder, list):
            holder.insert(self.die.randint(0, len(holder)), old)
        elif what == "other":
            holder[last] = value_at(answer, self.die.choice(places))
        elif what == "wrapped":
            holder[last] = self.die.choice([[old], {"x": old}, json.dumps(old)])
        elif what == "near" and isinstance(old, int):
            holder[last] = old + self.die.randint(-3, 3)
        elif what == "near" and isinstance(old, str):
            place = self.die.randint(0, len(old))
            holder[last] = old[:place] + chr(self.die.choice([0, 10, 32, 60, 124, 0xE9, 0xD800])) + old[place + 1 :]
        else:
            holder[last] = deepcopy(self.die.choice(ODD))
        self.done.append((number, str(way), repr(holder[last])[:200]))
        return answer


def ways(value: Any, before: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The ways to all that a value holds, itself included."""
    yield before
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from ways(inner, (*before, key))


def value_at(answer: Any, way: tuple[str | int, ...]) -> Any:
    """A copy of what is at the end of a way."""
    for step in way:
        answer = answer[step]
    return json.loads(json.dumps(answer))


def one(server: Server, room: Path, before: Path, seed: int) -> None:
    """A fetch with changed answers, and an honest one after it."""
    mirror = room / "dump"
    shutil.rmtree(mirror, ignore_errors=True)
    shutil.rmtree(room / "caches", ignore_errors=True)
    shutil.copytree(before, mirror, copy_function=os.link)
    server.reset(moved_on())
    server.spoil = changer = Changer(seed)
    try:
        made = attempt(server, mirror)
    except Exception as error:
        raise AssertionError(f"seed {seed}: {changer.done}") from error
    why = f"seed {seed}: {made} {changer.done}"
    assert made.code in {WELL, UNREADABLE, GATE, CLOSED}, why
    assert all(character.isprintable() or character == "\n" for character in made.said), why
    now, held = contents(mirror), contents(before)
    if made.code == WELL:
        assert texts(mirror), why
        assert all(path.parts[0] == "files" and len(path.parts) == 2 for path in map(Path, now.keys() - OURS)), why
    else:
        assert now | {"fetch.json": b""} == held | {"fetch.json": b""}, why
    server.spoil = None
    again = attempt(server, mirror)
    assert again.code in {WELL, GATE}, f"{why} {again}"


OURS = {"wiki.xml", "siteinfo.json", "fetch.json"}


@pytest.mark.parametrize("seed", range(60))
def test_a_few_changed_answers(server: Server, room: Path, mirror: Path, seed: int) -> None:
    one(server, room, mirror, seed)


@pytest.mark.skipif(not SECONDS, reason="chance takes its time only when asked to")
def test_many_changed_answers(server: Server, room: Path, mirror: Path) -> None:
    end, seed, found = time.monotonic() + SECONDS, time.time_ns(), []
    done = 0
    while time.monotonic() < end and len(found) < 10:
        done += 1
        try:
            one(server, room, mirror, seed + done)
        except AssertionError as error:
            found.append("".join(traceback.format_exception(error)[-12:]))
    print(f"{done} fetches")  # noqa: T201  # the figure for the note
    assert not found, "\n\n".join(found)
