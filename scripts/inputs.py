"""Gives readers mutated bytes, titles and answers; tells what escapes: an exception that is none of ours, or no end.

A seed gives the same inputs on every machine, apart from how many there are. What is found is kept, one file for each.
"""

from __future__ import annotations

import json
import random
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import click

from packing import PACKERS, seven, tar
from stillwiki import names, sources
from stillwiki.errors import Error
from stillwiki.fetch import Clock, Limits, Wishes, fetch
from stillwiki.fetch.packs import chosen
from stillwiki.titles import Titles, default_namespaces
from wiki_export import export
from wiki_model import small
from wiki_server import Response, Server, serving

PATIENCE = 20.0
"""Processor time for one input."""


UNSPEAKABLE = set('\\:*?"<>|')
"""Signs that names of files cannot have on every system."""
LONGEST = 255
"""Bytes of a name of a file."""


class Broken(Exception):  # noqa: N818  # what it says
    """Something does not hold that always should."""


class Late(Exception):  # noqa: N818  # what it says
    """An input has had its time."""


@dataclass
class Target:
    """A reader and what it is given."""

    make: Callable[[random.Random], bytes]
    read: Callable[[bytes], None]
    inputs: int = 0
    refused: int = 0
    found: list[Path] = field(default_factory=list)
    slowest: float = 0.0


# -- what nobody wrote -----------------------------------------------------------------------------


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Bytes with some of them flipped, cut, doubled, moved, or put to an edge."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(made) + 1)
        end = min(len(made), at + int(chance.expovariate(1 / 30)))
        match chance.randrange(6):
            case 0 if at < len(made):
                made[at] ^= 1 << chance.randrange(8)
            case 1:
                del made[at:end]
            case 2:
                made[at:at] = made[at:end] * chance.choice([1, 2, 40])
            case 3:
                made[at:end] = chance.choice([b"\0", b"\xff", b"\x80", b"\x7f\xff\xff\xff"]) * chance.randint(1, 4)
            case 4:
                del made[at:]
            case _:
                made[at:at] = chance.choice(PIECES)
    return bytes(made)


PIECES = [
    b"<page>", b"</page>", b"<revision>", b"</revision>", b"<id>", b"</id>", b"<text>", b"</text>", b"&#0;", b"]]>",
    b"<!--",
    b"<!DOCTYPE x [<!ENTITY a 'a'>]>", b"<text deleted='deleted' />", b"<id>99999999999999999999</id>", b"<ns>-7</ns>",
    b"<title></title>", b"<title>../../x</title>", b"<timestamp>9999</timestamp>", b"\xed\xa0\x80", b"\x00", b"<a:b>",
]  # fmt: skip
SMALL = export(small(), list(small().pages.values()), "https://wiki.example.org", history=True).encode()
OTHERS = [None, True, False, 0, -1, 1 << 70, 1.5, "", "x", "\ud800", [], {}, [[]], {"a": {}}]
NAMED = {f"images/{name}": b"x" * 40 for name in ("A.png", "b/B.png", "Ü.svg")} | {"wiki.xml": SMALL}


def a_dump(chance: random.Random) -> bytes:
    """A dump, mutated, then packed or not."""
    return chance.choice([*PACKERS.values()])(mutated(SMALL, chance))


def an_archive(chance: random.Random) -> bytes:
    """A packed dump or an archive of files, mutated as it is packed."""
    packed = [pack(SMALL) for pack in PACKERS.values()] + [tar(NAMED), seven(NAMED)]
    return mutated(chance.choice(packed), chance)


def some_titles(chance: random.Random) -> bytes:
    """Lines of titles that are much alike."""
    pieces = ["a", "A", "é", "e\u0301", "ß", "ss", "İ", "i", "/", "\\", ":", ".", "..", " ", "_", "con", "NUL", "%41",
              "?", "*", "日", "\u200f", "\U0001f600", "~", "File:", "Talk:", "#", "index", "x" * 250, "'", '"', "&",
              "<"]  # fmt: skip
    titles = ("".join(chance.choices(pieces, k=chance.randint(1, 6))) for _ in range(chance.randint(1, 30)))
    return "\n".join(titles).encode()


def some_answers(chance: random.Random) -> bytes:
    """What decides how a wiki's answers are spoiled."""
    return b"%d" % chance.getrandbits(48)


# -- readers ---------------------------------------------------------------------------------------


def read_source(content: bytes) -> None:
    """Read bytes as a dump with files beside it."""
    with tempfile.TemporaryDirectory() as room:
        path = Path(room, "wiki.xml")
        path.write_bytes(content)
        wiki = sources.read(path)
        _hold(all(page.title.full for page in wiki.pages), "a page without a title", content)


def read_titles(content: bytes) -> None:
    """Give pages, notes and files of these names their paths: inside the tree, and no two on one file of any system."""
    lines = [line for line in content.decode().split("\n") if not set(line.split("/")) & {"", ".", ".."}]
    parser = Titles(default_namespaces("Wiki"), {})
    parsed = {title.full: title for line in lines if (title := parser.parse(line)) and "#" not in line}
    files = [line.replace("/", "-") for line in parsed]
    for paths in (
        names.paths(parsed.values()),
        names.note_paths(f"{line}.md" for line in lines),
        names.media_paths(files),
    ):
        _hold(len({path.casefold() for path in paths.values()}) == len(paths), "two on one file", content)
        for path in paths.values():
            parts = path.split("/")
            _hold(not {"", ".", ".."} & set(parts), path, content)
            _hold(not any(sign in UNSPEAKABLE or sign < " " for sign in path), path, content)
            _hold(all(len(part.encode()) <= LONGEST for part in parts), path, content)
            names.address(path, "x#y")
    chosen(lines)


def _hold(condition: bool, what: str, content: bytes) -> None:  # noqa: FBT001  # as in `assert`
    if not condition:
        raise Broken(f"{what!r} of {content[:300]!r}")


class Spoiled:
    """A wiki whose answers are mutated, as JSON or as bytes."""

    def __init__(self, server: Server) -> None:
        """Serve the small wiki of the tests."""
        self._server = server
        self._chance = random.Random()  # noqa: S311  # not a secret

    def read(self, content: bytes) -> None:
        """Fetch it, and fetch it again when it is honest."""
        self._chance.seed(content)
        self._server.reset(small())
        share = self._chance.choice([0.05, 0.3, 1.0])
        self._server.spoil = lambda _, response: self._spoiled(response) if self._chance.random() < share else response
        with tempfile.TemporaryDirectory() as room:
            wishes = Wishes(images=self._chance.random() < 0.5, limits=Limits(pace=0, attempts=2, requests=300))
            try:
                fetch(f"{self._server.url}/w/api.php", Path(room, "dump"), wishes, Awake())
            finally:
                self._server.spoil = None
                _hold(not self._server.faults, repr(self._server.faults), content)

    def _spoiled(self, response: Response) -> Response:
        if self._chance.random() < 0.2 or "json" not in response.headers.get("Content-Type", ""):
            return Response(response.status, dict(response.headers), mutated(response.body, self._chance))
        body = json.dumps(self._other(response.json)).encode()
        return Response(response.status, dict(response.headers), body)

    def _other(self, value: Any) -> Any:
        if self._chance.random() < 0.02:
            return self._chance.choice(
                [None, True, False, 0, -1, 1 << 70, 1.5, "", "x", "\ud800", [], {}, [[]], {"a": {}}]
            )
        if isinstance(value, dict):
            return {key: self._other(inner) for key, inner in value.items() if self._chance.random() > 0.01}
        if isinstance(value, list):
            made = [self._other(inner) for inner in value if self._chance.random() > 0.02]
            return made + made[: self._chance.choice([0, 0, 0, 1])]
        return value


class Awake(Clock):
    """A clock by which nobody waits."""

    def sleep(self, seconds: float) -> None:
        """Go on."""


# -- the run ---------------------------------------------------------------------------------------


@contextmanager
def timed() -> Iterator[None]:
    """End what takes too long."""
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _late(_signal: int, _frame: FrameType | None) -> None:
    raise Late


def try_out(name: str, target: Target, seconds: float, seed: int, into: Path) -> None:
    """Give a reader inputs for so long."""
    chance = random.Random(f"{name} {seed}")  # noqa: S311  # not a secret
    begun = time.process_time()
    while time.process_time() - begun < seconds:
        content = target.make(chance)
        started = time.process_time()
        target.inputs += 1
        try:
            with timed():
                target.read(content)
        except Error:
            target.refused += 1
        except Exception:  # noqa: BLE001  # the very thing we look for
            path = into / f"{name}-{target.inputs}"
            path.write_bytes(content)
            target.found.append(path)
            click.echo(f"{path}: {traceback.format_exc(limit=-4)}")
        target.slowest = max(target.slowest, time.process_time() - started)
    took = f"slowest {target.slowest:.1f} s of processor time"
    found = f"{target.refused} refused; {len(target.found)} found"
    click.echo(f"{name}: {target.inputs} inputs in {seconds:.0f} s, {found}; {took}")


def main() -> None:
    """Try all readers out."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1  # the second
    signal.signal(signal.SIGVTALRM, _late)
    into = Path(tempfile.mkdtemp(prefix="fuzz-"))
    with serving() as server:
        targets = {
            "dump": Target(a_dump, read_source),
            "archive": Target(an_archive, read_source),
            "titles": Target(some_titles, read_titles),
            "answers": Target(some_answers, Spoiled(server).read),
        }
        for name, target in targets.items():
            try_out(name, target, seconds, seed, into)
    sys.exit(any(target.found for target in targets.values()))


main()
