"""The Lua of one page: its runtime, its frames, its limits.

The runtime is made with the page's first `#invoke`, and anew after a limit was reached. What one `#invoke` may use is
counted, so a page is the same on every machine; a watchdog outside the process is the fence for what counting misses.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lupa.lua51 import LuaError, LuaRuntime  # type: ignore[import-untyped]

from stillwiki.wikitext.dates.clock import Moment, parse_timestamp
from stillwiki.wikitext.lua import code, frames, languages, pages, texts
from stillwiki.wikitext.lua.host import ReachedLimit, ask, decode, encode

if TYPE_CHECKING:
    from stillwiki.wikitext.context import Context
    from stillwiki.wikitext.expansion.expand import Frame

REGISTERED = (frames, languages, pages, texts)
"""Rooms whose import fills the table of answers."""

BUDGET = 100_000_000
"""Instructions of all the page's calls together, one or two seconds of work. A call may use half of what is left, so
that one that runs for ever leaves the others theirs."""
FENCE = 2.0
"""Seconds of processor time after which a call ends whatever was counted; half of it after each that met a limit. Only
work that no count sees gets so far; see `guard.lua`."""
MEMORY = 50 * 1024 * 1024
"""Bytes that Lua may hold: Scribunto's own limit."""
ROOM = 50 * 1024 * 1024
"""Bytes above that which the runtime gives before it fails: room for one step of the collector and for answers."""
MAX_NESTED = 40
"""Calls of `#invoke` within one another, each through a frame's `preprocess` or a template."""
_WIKIBASE = "wikibase"
_OF_WIKIBASE = frozenset({"property", "statements"})
"""Functions of a wiki that has one."""
_EPOCH = Moment().day_number


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one call."""

    kind: str
    """`text`, `error`, `limit`, `no-function`, `not-a-function`, `not-a-table`."""
    text: str
    trace: str = ""
    missed: str = ""
    """The last library of `mw` that it found missing; of an error, only where that may be the reason."""


class Machine:
    """One page's Lua."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.frames: list[Frame] = []
        self.failure: BaseException | None = None
        self.left = BUDGET
        self.fence = FENCE
        self.wikibase: set[str] = set()
        """Modules that were seen to fail without a Wikibase: they are given one that knows nothing."""
        self.errors = 0
        self._runtime: Any = None
        self._run: Callable[..., tuple[Any, ...]] | None = None

    def call(self, title: str, name: str, frame: Frame, parent: Frame) -> Outcome:
        """Run a function of a module; a limit that is reached in a nested call ends the outermost."""
        outermost = not self.frames
        below = len(self.frames)
        if below >= 2 * MAX_NESTED:
            return Outcome("deep", "")
        self.frames += (frame, parent)
        try:
            outcome = self._call(title, name, below, outermost=outermost)
            if outcome.kind == "error" and outcome.missed == _WIKIBASE and title not in self.wikibase:
                self.wikibase.add(title)
                outcome = self._call(title, name, below, outermost=outermost)
        finally:
            del self.frames[below:]
        self._note_missed(title, outcome)
        if outcome.kind == "limit" and not outermost:
            raise ReachedLimit(outcome.text)
        return outcome

    def _note_missed(self, title: str, outcome: Outcome) -> None:
        """Report a library that the wiki has and the module lacked: it failed, or it was answered with nothing."""
        if outcome.missed == _WIKIBASE:
            lacked = title in self.wikibase or not _OF_WIKIBASE.isdisjoint(self.context.inventory.site.functions)
        else:
            lacked = bool(outcome.missed) and outcome.kind == "error"
        if lacked:
            self.context.report("unsupported-library", f"{title} needs mw.{outcome.missed}", near="{{#invoke")

    def _call(self, title: str, name: str, first: int, *, outermost: bool) -> Outcome:
        run = self._run or self._start()
        allowed = self.left // 2 if outermost else None
        try:
            kind, text, trace, spent, missed = run(
                allowed, self.fence, encode(title), encode(name), first, first + 1, title in self.wikibase
            )
        except LuaError:  # what is left of memory did not do to say so
            kind, text, trace, spent, missed = b"limit", b"not enough memory", b"", allowed or 0, b""
        if allowed is not None:
            self.left -= min(int(spent), allowed)
            if kind == b"limit":
                self.fence /= 2
            self._check_failure()
        if kind == b"limit":
            self._give_way(outermost=outermost)
        return Outcome(kind.decode(), decode(text), decode(trace), decode(missed))

    def _give_way(self, *, outermost: bool) -> None:
        """After a limit the runtime is done with.

        Until its outermost call has ended nothing may fail for want of memory: in the bridge it could not be caught.
        """
        if outermost:
            self._run = self._runtime = None
        elif self._runtime is not None:
            self._runtime.set_max_memory(0)

    def _check_failure(self) -> None:
        """A fault of the host costs the call, but for those that are to end the run."""
        failure, self.failure = self.failure, None
        if failure is not None:
            self._give_way(outermost=True)
            if not isinstance(failure, Exception):
                raise failure
            self.context.report("internal-error", f"in Lua: {type(failure).__name__}: {failure}")

    def _start(self) -> Callable[..., tuple[Any, ...]]:
        runtime = self._runtime = LuaRuntime(
            encoding=None,
            register_eval=False,
            register_builtins=False,
            unpack_returned_tuples=True,
            attribute_filter=_nothing,
            max_memory=MEMORY + ROOM,
        )
        # The runtime holds the bridge, so the bridge must not hold what holds the runtime.
        own = weakref.ref(self)
        limits = runtime.table_from({b"memory": MEMORY / 1024})
        self._run = runtime.execute(code.library("boot"), lambda *args: ask(own(), *args), limits)  # type: ignore[arg-type]
        return self._run

    @property
    def now(self) -> int:
        """The site's clock in seconds since 1970."""
        moment = parse_timestamp(self.context.inventory.site.now)
        days = moment.day_number - _EPOCH
        return ((days * 24 + moment.hour) * 60 + moment.minute) * 60 + moment.second


def _nothing(_object: object, _name: object, _setting: object) -> str:
    """No attribute of a Python object is for Lua."""
    raise AttributeError


def machine_of(context: Context) -> Machine:
    """The page's machine, made when it is first needed."""
    if context.lua is None:
        context.lua = Machine(context)
    return context.lua
