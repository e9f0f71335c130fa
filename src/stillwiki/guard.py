"""A process that works within fences: what hangs, eats memory or crashes costs that process, and nobody else.

The fence of processor time is the kernel's (a timer whose signal ends the process), so it holds in C as in Python; that
of time without a sign is the parent's, by SIGKILL; that of memory is a limit of the process. Refuses to know what is
done, and what becomes of work that was lost: that is the business of `workers`.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

if sys.platform != "win32":
    import resource

_START = "fork" if "fork" in get_all_start_methods() else "spawn"
_BATCH = 0.25
"""Seconds between words of a process."""
_COLLECTED = gc.get_threshold()
"""How often cycles are looked for, whatever the parent makes of that: pages are trees, and of a page nothing stays."""
_NO_MEMORY = 77
"""With what a process ends that may not have more."""


@dataclass(frozen=True, slots=True)
class Fences:
    """What one piece of work may take; far above what any page needs, so that they never decide what a page shows."""

    processor: float = 60.0
    """Seconds of processor time."""
    silence: float = 600.0
    """Seconds by the clock without a sign, for what waits for ever and takes no processor time."""
    memory: int = 4 * 1024**3
    """Bytes beyond what the process was born with."""


@dataclass(frozen=True, slots=True)
class Order:
    """A run of items to work on, by number; after an `attempt` that was lost, why."""

    start: int
    stop: int
    attempt: int = 0
    reason: str = ""


class Worker:
    """A process, the order it has in hand, and how far it got."""

    def __init__(self, work: Callable[[Order, int], Any], fences: Fences, others: Sequence[Worker]) -> None:
        """Start a process that answers each item of its orders with `work(order, number)`."""
        # A forked process has all that this one knows; elsewhere the function is sent to it as it starts.
        context: Any = get_context(_START)
        self.connection, theirs = context.Pipe()
        self.at = context.RawValue("q", 0)
        """Number of the item that the process is at; it writes, we read."""
        ours = [worker.connection for worker in (*others, self)] if _START == "fork" else []
        self.process = context.Process(target=_serve, args=(work, fences, theirs, self.at, ours), daemon=True)
        gc.freeze()  # the collector of the new process is to leave alone what they share
        self.process.start()
        gc.unfreeze()
        theirs.close()
        self.fences = fences
        self.order: Order | None = None
        self.next = 0
        """Number of the first item whose result has not come."""
        self.moved = (0, 0.0)
        """The item that the process was at when that was last seen to change, and when."""
        self.silent = False

    def take(self, order: Order) -> None:
        """Begin with an order."""
        self.order, self.next, self.at.value = order, order.start, order.start
        self.moved = (order.start, time.monotonic())
        with suppress(OSError):  # if it is no more, that is seen when it should answer
            self.connection.send(order)

    def answers(self) -> dict[int, Any]:
        """The next results by number; raises EOFError if the process is no more."""
        try:
            results: dict[int, Any] = pickle.loads(self.connection.recv_bytes())  # noqa: S301  # from our own process
        except OSError as error:  # it died in the middle of a word
            raise EOFError from error
        self.next += len(results)
        if self.order is not None and self.next == self.order.stop:
            self.order = None
        return results

    def watch(self) -> None:
        """Kill the process if it has been at one item for too long."""
        now = time.monotonic()
        if self.order is None or self.at.value != self.moved[0]:
            self.moved = (self.at.value, now)
        elif now - self.moved[1] > self.fences.silence:
            self.silent = True
            self.process.kill()

    def why(self) -> str:
        """What the process died of, in words."""
        self.process.join()
        code = self.process.exitcode or 0
        if code == _NO_MEMORY:
            return "not enough memory"
        if self.silent:
            return f"no sign for {self.fences.silence:g} seconds"
        if code == -getattr(signal, "SIGPROF", 0):
            return f"more than {self.fences.processor:g} seconds of processor time"
        return f"its process ended by {signal.Signals(-code).name}" if code < 0 else f"its process ended with {code}"

    def end(self) -> None:
        """Have no more of it."""
        self.process.kill()
        self.process.join()
        self.connection.close()


def _serve(
    work: Callable[[Order, int], Any], fences: Fences, connection: Connection, at: Any, parents: list[Connection]
) -> None:
    for other in parents:  # so that this process sees the end of its parent
        other.close()
    gc.set_threshold(*_COLLECTED)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit(fences.memory)
    try:
        while True:
            _obey(connection.recv(), work, fences, connection, at)
    except (EOFError, BrokenPipeError):
        return  # nobody waits any more
    except MemoryError:
        os._exit(_NO_MEMORY)


def _obey(order: Order, work: Callable[[Order, int], Any], fences: Fences, connection: Connection, at: Any) -> None:
    results: dict[int, Any] = {}
    said = time.monotonic()
    for number in range(order.start, order.stop):
        at.value = number
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_PROF, fences.processor)
        results[number] = work(order, number)
        if time.monotonic() - said > _BATCH or number + 1 == order.stop:
            connection.send_bytes(pickle.dumps(results, pickle.HIGHEST_PROTOCOL))
            results, said = {}, time.monotonic()


def _limit(memory: int) -> None:
    """Let this process be the one that the system ends when memory runs out, and bound what it may ask for."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500", "ascii")
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (pages * os.sysconf("SC_PAGE_SIZE") + memory, hard))
