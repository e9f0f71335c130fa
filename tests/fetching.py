"""Fetches for tests: a clock on which waiting costs nothing, a wiki that moved on, what came of a fetch."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from spoiled_wire import PATIENCE, Spoil
from stillwiki import sources
from stillwiki.errors import Error
from stillwiki.fetch import Clock, Limits, Wishes, fetch
from stillwiki.sources import Settings
from wiki_model import PNG, Wiki, small
from wiki_server import Request, Response, Server

LIMITS = Limits(
    answer=1 << 20,
    page=1 << 18,
    file=1 << 20,
    files=1 << 22,
    pages=500,
    connecting=5 * PATIENCE,
    silence=PATIENCE,
    answering=3 * PATIENCE,
    requests=400,
)
"""As those of real fetches, but for small wikis and impatient tests."""


class StillClock(Clock):
    """A clock that waiting moves on at once; it begins with a moment of the API's."""

    def __init__(self, moment: str = "2026-01-30T12:00:00Z") -> None:
        self.slept = 0.0
        self._begun = datetime.fromisoformat(moment).timestamp()
        self._started = time.monotonic()

    def now(self) -> float:
        return self._begun + self.slept + time.monotonic() - self._started

    def sleep(self, seconds: float) -> None:
        assert seconds >= 0
        self.slept += seconds

    def jitter(self) -> float:
        return 0.5


@dataclass
class Attempt:
    """How a fetch ended: its exit code and what it said."""

    code: int = 0
    said: str = ""
    slept: float = 0.0
    warnings: list[str] = field(default_factory=list)


def attempt(server: Server, into: Path, wishes: Wishes | None = None, *, url: str = "/w/api.php") -> Attempt:
    """Fetch; anything but an end that the command line knows goes through, and fails the test."""
    clock = StillClock(server.wiki.now)
    wishes = replace(wishes or Wishes(images=True), limits=LIMITS)
    try:
        outcome = fetch(server.url + url if url else "", into, wishes, clock)
    except Error as error:
        return Attempt(error.exit_code, str(error), clock.slept)
    finally:
        assert not server.faults, "the server of the tests is at fault"
    return Attempt(slept=clock.slept, warnings=outcome.warnings)


def moved_on() -> Wiki:
    """The small wiki after some days of its life."""
    wiki = small()
    wiki.wait(days=3)
    wiki.edit("Probe", "A '''probe''' is trained. {{Box|probe}} [[Category:Concepts]]", "more")
    wiki.edit("Lens", "A new page about a [[logit lens]].", "new", "192.0.2.9")
    wiki.edit("Lenses", "#REDIRECT [[Lens]]")
    wiki.move("Superposition", "Superposition (toy models)")
    wiki.delete("Empty")
    wiki.edit("Template:Box", "<div class='box'>«{{{1|}}}»</div>", "quotes")
    wiki.upload("Dot.png", PNG + b"again")
    wiki.upload("New.png", PNG + b"new")
    return wiki


def texts(folder: Path) -> dict[str, str]:
    """Texts of a mirror by title, as an import reads them; it must be read without a finding."""
    read = sources.read(folder / "wiki.xml", Settings())
    return {page.title.full: page.text for page in read.pages}


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder by their paths."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


class Once:
    """Spoils the answer to one request, by its number; from then on all, if it `lasts`."""

    def __init__(self, spoil: Spoil, number: int, *, lasts: bool) -> None:
        self._spoil, self._number, self._lasts = spoil, number, lasts

    def __call__(self, request: Request, honest: Response) -> Response:
        if request.number == self._number or (self._lasts and request.number > self._number):
            return self._spoil(request, honest) or honest
        return honest


def recorded(server: Server, into: Path, wishes: Wishes | None = None) -> list[tuple[Request, Response]]:
    """The requests of an undisturbed fetch and their answers."""
    seen: list[tuple[Request, Response]] = []

    def watch(request: Request, honest: Response) -> Response:
        seen.append((request, honest))
        return honest

    server.spoil = watch
    done = attempt(server, into, wishes)
    assert not done.code, done.said
    server.spoil = None
    return seen
