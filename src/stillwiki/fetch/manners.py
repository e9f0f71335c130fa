"""How we ask: one request at a time, not too fast, again when a fault may pass, and not for ever.

After MediaWiki's API:Etiquette and Miraheze's Tech:User Agents, which asks for a name and a contact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import BinaryIO, TypeVar

from stillwiki.errors import FetchError
from stillwiki.fetch.clock import Clock
from stillwiki.fetch.errors import Refused, Trouble
from stillwiki.fetch.limits import Limits
from stillwiki.fetch.wire import Answer, Wire

T = TypeVar("T")

_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, *range(520, 531), 598, 599})
"""Statuses of servers and of what stands before them (520 to 530: Cloudflare) that may be others a moment later."""
_OK = 200


class Caller:
    """Requests, counted and spaced."""

    def __init__(self, wire: Wire, limits: Limits, clock: Clock) -> None:
        """Begin a fetch: its time runs from here."""
        self.wire = wire
        self._limits, self._clock = limits, clock
        self._begun = clock.now()
        self._next = 0.0

    @property
    def requests(self) -> int:
        """How many have been made."""
        return self.wire.requests

    def call(self, what: str, request: Callable[[], Answer], read: Callable[[Answer], T]) -> T:
        """Make a request and read its answer; again, with growing waits, for as long as that may help.

        Raises:
            FetchError: it did not help, or the fetch has taken all the time or requests it may.

        """
        seen: list[str] = []
        for attempt in range(self._limits.attempts):
            self._wait_for_turn(what)
            try:
                return read(passed(request()))
            except Trouble as trouble:
                seen.append(str(trouble))
                if trouble.wait is not None and trouble.wait > self._limits.waiting:
                    told = f"it asks us to wait for {trouble.wait:.0f} s, which is too long"
                    raise FetchError(f"{what}: {trouble}; {told}") from None
                own = min(2**attempt, self._limits.backing_off) * (0.5 + self._clock.jitter())
                if attempt + 1 < self._limits.attempts:
                    self._clock.sleep(max(own, trouble.wait or 0))
        told = seen[-1] if len(set(seen)) == 1 else "; ".join(dict.fromkeys(seen))
        raise FetchError(f"{what}: given up after {len(seen)} attempts: {told}")

    def get(
        self, url: str, read: Callable[[Answer], T], *, limit: int, into: BinaryIO | None = None, below: bool = False
    ) -> T:
        """Fetch an address."""

        def request() -> Answer:
            if into is not None:
                into.seek(0)
                into.truncate()
            return self.wire.ask(url, limit=limit, into=into, below=below)

        return self.call(url, request, read)

    def post(self, url: str, form: Mapping[str, str], read: Callable[[Answer], T], *, what: str) -> T:
        """Send a form, and read the answer."""
        return self.call(what, lambda: self.wire.ask(url, form, limit=self._limits.answer), read)

    def _wait_for_turn(self, what: str) -> None:
        now = self._clock.now()
        if now < self._next:
            self._clock.sleep(min(self._next - now, self._limits.pace))
            now = self._clock.now()
        if self.requests >= self._limits.requests or now - self._begun > self._limits.duration:
            done = f"{self.requests} requests in {now - self._begun:.0f} s"
            raise FetchError(f"{what}: this fetch has made {done}, which is all it may; the next run goes on from here")
        self._next = now + self._limits.pace


def passed(answer: Answer) -> Answer:
    """An answer that is one.

    Raises:
        Trouble: the server is ill, or busy, or wants us to be slower.
        Refused: it says no.

    """
    if answer.status == _OK:
        return answer
    server = f"{answer.url.partition('?')[0]} answers with status {answer.status}"
    if answer.status in _PASSING:
        raise Trouble(server, retry_after(answer.headers))
    raise Refused(server, answer.status)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that a server asks us to wait: a number, or a moment by its own clock (RFC 9110, 10.2.3)."""
    asked = headers.get("Retry-After", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked[:9])
    try:
        wait = parsedate_to_datetime(asked) - parsedate_to_datetime(headers.get("Date", ""))
    except (TypeError, ValueError):
        return None
    return max(wait.total_seconds(), 0.0)
