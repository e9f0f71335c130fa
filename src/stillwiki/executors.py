"""Mapping pure functions over pages on any `concurrent.futures.Executor`, such as that of a Dask cluster.

What a function knows (inventory, index) is pickled once for each call and unpickled once in each process; a task
carries items alone where the executor can share what all need. A task that is lost is split; the item that is lost
alone, too, is tried in the ways that the function offers, as in `workers`. The fences of `guard` are not here: what
hangs, hangs with the executor. Refuses work in a process whose program is another, for its bytes might be others.
"""

from __future__ import annotations

import pickle
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from itertools import islice
from typing import Any, TypeVar
from uuid import uuid4
from warnings import catch_warnings, simplefilter

from stillwiki.errors import ConfigError, Error
from stillwiki.memory import Mapper, program
from stillwiki.workers import Failure, attempt

A = TypeVar("A")
B = TypeVar("B")

_CHUNKS = 16
"""Tasks for each process: enough that none waits for another, few enough that they cost nothing."""
_MOST = 250
"""Items of a task: with pages of a megabyte, it still fits anywhere."""
_AHEAD = 4
"""Tasks for each process that are given to the executor at a time; results that wait for their turn take memory."""


@dataclass(frozen=True, slots=True)
class Crew:
    """An executor, and what must be known of it."""

    executor: Executor
    width: int
    """How many tasks it works on at a time."""
    share: Callable[[bytes], Any] = bytes
    """Brings bytes to all its processes, and gives what stands for them among a task's arguments."""

    def __call__(self, function: Callable[[A], B], items: Iterable[A], /) -> Iterator[B]:
        """`map`, in the order of the items."""
        shared = self.share(pickle.dumps(function, pickle.HIGHEST_PROTOCOL))
        ways = len(getattr(function, "instead", ()))
        told = (
            items if isinstance(items, Sequence) else list(items)
        )  # one may read what it gives when that is asked for
        return _Call(self, _Program(uuid4().hex, program()), shared, ways).results(told)


@contextmanager
def cluster(address: str) -> Iterator[Mapper]:
    """A `map` on the Dask cluster whose scheduler is at an address (`tcp://host:8786`)."""
    try:
        distributed: Any = import_module("distributed")  # an optional extra, and slow to import
    except ImportError:
        raise ConfigError("--scheduler needs dask.distributed: pip install 'stillwiki[dask]'") from None
    try:
        client = distributed.Client(address, timeout=10, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise ConfigError(f"--scheduler {address}: no cluster answers there: {error}") from error
    with client:
        width = sum(client.nthreads().values())
        if not width:
            raise ConfigError(f"--scheduler {address}: the cluster has no workers")
        # A task of its own, not scattered data: the scheduler can make it again when the workers that had it are gone.
        with catch_warnings():
            simplefilter("ignore", UserWarning)  # that what is shared is large
            yield Crew(client.get_executor(pure=False), width, partial(client.submit, bytes, pure=False))


# -- here ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Program:
    """What a process has to know before it works."""

    key: str
    """Name of the function, of each call another."""
    digest: bytes
    """Of the program that asks."""


@dataclass(frozen=True, slots=True)
class _Call:
    """A function on its way over items."""

    crew: Crew
    program: _Program
    shared: Any
    """The function, or what stands for it."""
    ways: int
    """How many functions are tried instead when an item is lost."""

    def results(self, items: Sequence[Any]) -> Iterator[Any]:
        """In the order of the items, never many tasks ahead."""
        size = min(len(items) // (self.crew.width * _CHUNKS) + 1, _MOST)
        chunks = (items[at : at + size] for at in range(0, len(items), size))
        given: deque[tuple[Sequence[Any], Future[list[Any]]]] = deque()
        try:
            while True:
                for chunk in islice(chunks, max(self.crew.width * _AHEAD - len(given), 0)):
                    given.append((chunk, self.give(chunk, 0, "")))
                if not given:
                    return
                for result in self.heard(*given.popleft()):
                    if isinstance(result, Failure):
                        raise result.error
                    yield result
        finally:
            for _, future in given:
                future.cancel()

    def give(self, chunk: Sequence[Any], tries: int, reason: str) -> Future[list[Any]]:
        """A task for the executor."""
        try:
            return self.crew.executor.submit(_work, self.program, self.shared, chunk, tries, reason)
        except RuntimeError as error:  # a broken pool's error is one, too
            raise Error(f"the executor takes no more work: {error}") from error

    def heard(self, chunk: Sequence[Any], future: Future[list[Any]]) -> list[Any]:
        """Results of a task; where it was lost, each of its items alone."""
        try:
            return future.result()
        except Exception:  # noqa: BLE001  # whatever an executor raises when a process is no more
            return [self.alone(item) for item in chunk]

    def alone(self, item: Any) -> Any:
        """The result of an item whose task was lost: as it should be, else in one way after the other."""
        reason, lost = "", None
        for tries in range(self.ways + 1):
            future = self.give([item], tries, reason)
            try:
                return future.result()[0]
            except Exception as error:  # noqa: BLE001  # as above
                reason, lost = f"its process was lost: {type(error).__name__}", error
        raise Error(f"a page cannot be done: {reason}: {lost}") from lost


# -- there -----------------------------------------------------------------------------------------

_turn = threading.Lock()
"""A process works on one page at a time, however many threads it has: there is one interpreter to share."""
_held: tuple[str, Any] = ("", None)
"""The function of the last task in this process, by its key."""


def _work(asked: _Program, shared: bytes, items: Sequence[Any], tries: int, reason: str) -> list[Any]:
    """Do a task where the executor has it done."""
    global _held  # noqa: PLW0603  # one for each process
    with _turn:
        if _held[0] != asked.key:
            if asked.digest != program():
                return [Failure(Error("a process of the executor has another program, or other libraries"))]
            _held = (asked.key, pickle.loads(shared))  # noqa: S301  # from whom gives us work
        return [attempt(_held[1], item, tries, reason) for item in items]
