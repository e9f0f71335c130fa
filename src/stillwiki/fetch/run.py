"""One fetch, step by step: what is held, what has happened, what is taken, and what the next one has to know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from stillwiki import __version__
from stillwiki.errors import GateError
from stillwiki.fetch import events, folder, gates, site
from stillwiki.fetch.addresses import origin
from stillwiki.fetch.api import Api
from stillwiki.fetch.clock import Clock
from stillwiki.fetch.errors import Refused
from stillwiki.fetch.events import Changes, Event
from stillwiki.fetch.journal import Journal
from stillwiki.fetch.limits import Limits
from stillwiki.fetch.manners import Caller
from stillwiki.fetch.moments import before, iso, moment
from stillwiki.fetch.outcome import Outcome
from stillwiki.fetch.site import About
from stillwiki.fetch.take import Held, Take, Tell
from stillwiki.fetch.wire import Wire
from stillwiki.fetch.words import printable
from stillwiki.sources import state
from stillwiki.sources.beside import SITEINFO
from stillwiki.sources.state import State

HOME = "https://github.com/BurnyCoder/stillwiki"
AGENT = f"stillwiki/{__version__} (+{{}}) python-urllib3"
"""Says who asks, as Miraheze demands: a name, and where to complain."""
_SETTLING = 6.0
"""Seconds after which a change is in all copies of the wiki's database that may answer us (see `maxlag` in `api`)."""
_LONGEST = timedelta(days=25)
"""Wikis forget recent changes after thirty days at the earliest (`$wgRCMaxAge` is 90 by default)."""
_RESTED = timedelta(days=7)
"""A wiki in which nothing happens is put on record once in so long."""
_REMEMBERED = 1000
"""Files that were not to be had."""


@dataclass(frozen=True)
class Wishes:
    """How to fetch."""

    history: bool | None = None
    """All revisions instead of the newest; none leaves it as it was the last time."""
    images: bool | None = None
    """Uploaded files as well."""
    accept: frozenset[str] = frozenset()
    """Gates to be open."""
    full: bool = False
    """Look at every page, whatever the wiki says has happened."""
    force: bool = False
    """Take a dump even if it is older than ours, or of another wiki."""
    contact: str = ""
    """Of whoever runs the mirror: the address of a page, or of mail; wikis ask for it."""
    limits: Limits = field(default_factory=Limits)


def caller_for(wishes: Wishes, clock: Clock) -> Caller:
    """What makes the requests of one fetch."""
    return Caller(Wire(AGENT.format(wishes.contact or HOME), wishes.limits, clock), wishes.limits, clock)


class Run:
    """One fetch."""

    def __init__(self, into: Path, wishes: Wishes, clock: Clock, tell: Tell) -> None:
        self.into, self.wishes, self.clock, self.tell = into, wishes, clock, tell
        self.old = state.read(into)
        self.limits = wishes.limits
        self.history = self.old.history if wishes.history is None else wishes.history
        self.images = self.old.images if wishes.images is None else wishes.images
        self.outcome = Outcome()
        self.asks_ours = False
        """Whether the wiki that is asked is the one that we hold, so that we know when that one is gone."""
        self.caller = caller_for(wishes, clock)

    def reach(self, url: str) -> Api:
        """The wiki's API."""
        self.caller.wire.trust(url or self.old.api)
        address = self._found(url) if url else self.old.api
        self.asks_ours = address == self.old.api
        site.obey_robots(self.caller, address, self.limits)
        return self.api(address)

    def dated(self, about: About) -> About:
        """The wiki's account of itself, in no future: what happens until that comes would seem to lie behind us."""
        return replace(about, time=min(about.time, iso(self.clock.now())))

    def _found(self, url: str) -> str:
        """The address of the API of the wiki at an address; that of the last time where it is on the same server."""
        try:
            return site.find(self.caller, url, self.limits)
        except Refused:
            if not self.old.api or origin(url) != origin(self.old.api):
                raise
            return self.old.api

    def api(self, address: str = "") -> Api:
        """The API at an address; by default where it was the last time."""
        return Api(self.caller, address or self.old.api, self.limits)

    def freeze(self, why: str) -> None:
        """Put on record that the wiki is gone, once."""
        if not self.old.gone:
            folder.note(self.into, replace(self.old, gone=iso(self.clock.now()), why=printable(why)))

    def hold_back(self, why: str) -> None:
        """Put on record that the wiki has changes that are not taken, once."""
        if self.old.api and not self.old.behind:
            folder.note(self.into, replace(self.old, behind=iso(self.clock.now()), why=printable(why)))

    def follow(self, api: Api, about: About) -> Outcome:
        """Look whether anything has happened; if so, bring the dump up to date."""
        held = self._held(api)
        with Journal(self.into, f"{api.url} {self.history}") as journal:
            happened, changes = self._changes(api, about, journal.begun)

            def left(digest: str) -> State:
                return self._state(api, about, digest, happened)

            if held and not changes.any and self._asbefore(about):
                journal.forget()
                if moment(self.old.checked) + _RESTED < moment(iso(self.clock.now())):
                    folder.note(self.into, left(self.old.sha256))
            else:
                self._settle(about, changes)
                take = Take(api, about, journal, self.limits, held)
                self._take(take, changes, left)
        self.outcome.requests = self.caller.requests
        return self.outcome

    def _take(self, take: Take, changes: Changes, left: Callable[[str], State]) -> None:
        """Fetch, and put what came in its place; `left` is told the dump's digest and says what the next run needs."""
        take.pages(changes, self.tell, history=self.history)
        if self.images:
            take.files(folder.held_files(self.into), self.caller, self.tell)
        try:
            gates.check(folder.totals(self.into), take.totals(), self.wishes.accept)
        except GateError as error:
            self.hold_back(str(error))
            raise
        self.outcome.compare(folder.pages(self.into), take)
        folder.install(self.into, take, lambda digest: self._left(take, left(digest)))
        take.journal.forget()

    def _settle(self, about: About, changes: Changes) -> None:
        """Wait until what has just happened is in all copies of the wiki's database."""
        age = moment(about.time) - moment(changes.newest)
        self.clock.sleep(min(max(_SETTLING - age.total_seconds(), 0), _SETTLING))

    def _held(self, api: Api) -> dict[int, Held]:
        """The pages that we hold, if they are this wiki's and written by us."""
        same = self.old.api == api.url and (self.old.history, self.old.images) == (self.history, self.images)
        if not same or not self.old.sha256 or state.sha256(self.into / folder.DUMP) != self.old.sha256:
            return {}
        return {key: page for key, page in folder.pages(self.into).items() if key not in self.old.altered}

    def _asbefore(self, about: About) -> bool:
        """Whether the wiki says of itself what it said the last time."""
        same = (
            about.counts == self.old.counts
            and about.closed == self.old.closed
            and not (self.old.gone or self.old.behind)
        )
        return same and folder.same(self.into / SITEINFO, about.document())

    def _changes(self, api: Api, about: About, begun: str) -> tuple[list[Event], Changes]:
        """What has happened of late, and what of it is not in our dump, nor in what a run brought that `begun` then.

        Something has, where the wiki may not remember it.
        """
        mark = min(self.old.mark or about.time, about.time)
        since = before(min(begun or mark, mark))
        happened = events.since(api, since)
        known = bool(self.old.seen) and not begun and events.digest(happened, before(mark), mark) == self.old.seen
        changes = events.summary(event for event in happened if not known or event.time > mark)
        forgotten = self.wishes.full or moment(about.time) - moment(mark) > _LONGEST
        return happened, replace(changes, any=changes.any or forgotten)

    def _state(self, api: Api, about: About, digest: str, happened: list[Event]) -> State:
        """What the next fetch has to know."""
        now = iso(self.clock.now())
        seen = events.digest(happened, before(about.time), about.time)
        wanting = (self.old.altered, self.old.left_out)
        held = (about.time, seen, now, about.counts, digest, *wanting)
        return State(api.url, self.history, self.images, *held, about.closed)

    def _left(self, take: Take, state: State) -> State:
        """The same after pages were taken.

        Without counts, the next fetch lists the wiki again: where it did not keep still, and where something was not
        to be had that may be a day later, but for the first time only.
        """
        altered, left_out = sorted(take.altered), sorted(take.left_out)[:_REMEMBERED]
        settled = take.settled and take.altered <= {*self.old.altered} and take.left_out <= {*self.old.left_out}
        return replace(state, altered=altered, left_out=left_out, counts=state.counts if settled else {})
