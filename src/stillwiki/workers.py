"""Mapping pure functions over pages in guarded processes; the order of results is that of the items.

Every call starts its own processes, because what a function knows (inventory, index) grows from phase to phase and
goes to each process once, not with each page. A process that is lost is replaced, and the item it was at is tried again
in the ways that the function offers. Refuses to know what the functions do.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import Any, TypeVar

from stillwiki.errors import Error
from stillwiki.guard import Fences, Order, Worker

A = TypeVar("A")
B = TypeVar("B")

_CHUNKS = 16
"""Orders for each process: enough that none waits for another, few enough that they cost nothing."""


def mapper(jobs: int, fences: Fences | None = None) -> Callable[[Callable[[A], B], Iterable[A]], Iterable[B]]:
    """A `map` that works in so many processes.

    What a function offers for items whose process was lost is its attribute `instead`, functions of the item and of the
    reason, each tried in another process; after the last of them the run ends with an `Error`.
    """
    return lambda function, items: _map(jobs, fences or Fences(), function, list(items))


@dataclass(frozen=True, slots=True)
class _Work:
    """What a process does with a number."""

    function: Callable[[Any], Any]
    items: Sequence[Any]

    def __call__(self, order: Order, number: int) -> Any:
        return attempt(self.function, self.items[number], order.attempt, order.reason)

    @property
    def instead(self) -> Sequence[Callable[[Any, str], Any]]:
        """What is done when the function's process was lost, when that one's was, and so on."""
        return getattr(self.function, "instead", ())


@dataclass(frozen=True, slots=True)
class Failure:
    """What a function raised."""

    error: Exception


def attempt(function: Callable[[Any], Any], item: Any, tries: int, reason: str) -> Any:
    """What a function gives for an item, or what it offers instead when it was lost so many times, for a reason."""
    try:
        return function.instead[tries - 1](item, reason) if tries else function(item)  # type: ignore[attr-defined]
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  # it is raised where the result is asked for
        return Failure(error)


def _map(jobs: int, fences: Fences, function: Callable[[A], B], items: list[A]) -> Iterator[B]:
    work = _Work(function, items)
    size = len(items) // (jobs * _CHUNKS) + 1
    waiting = deque(Order(at, min(at + size, len(items))) for at in range(0, len(items), size))
    results: dict[int, Any] = {}
    crew: list[Worker] = []
    try:
        for number in range(len(items)):
            while number not in results:
                _employ(crew, waiting, lambda: Worker(work, fences, crew), jobs)
                for worker in _ready(crew, fences):
                    _hear(worker, crew, waiting, results, len(work.instead))
            result = results.pop(number)
            if isinstance(result, Failure):
                raise result.error
            yield result
    finally:
        for worker in crew:
            worker.end()


def _employ(crew: list[Worker], waiting: deque[Order], hire: Callable[[], Worker], jobs: int) -> None:
    """Give everybody something to do."""
    for worker in crew:
        if waiting and worker.order is None:
            worker.take(waiting.popleft())
    while waiting and len(crew) < jobs:
        crew.append(hire())
        crew[-1].take(waiting.popleft())


def _ready(crew: list[Worker], fences: Fences) -> list[Worker]:
    """Those who have something to say, or never will."""
    ready = set(wait([worker.connection for worker in crew], fences.silence / 4))
    for worker in crew:
        if worker.connection not in ready:
            worker.watch()
    return [worker for worker in crew if worker.connection in ready]


def _hear(worker: Worker, crew: list[Worker], waiting: deque[Order], results: dict[int, Any], ways: int) -> None:
    """Take results; where the process is no more, its item is for another, and so is all else that it did not tell."""
    order = worker.order
    try:
        results.update(worker.answers())
    except EOFError:
        crew.remove(worker)
        reason, lost = worker.why(), worker.at.value
        worker.end()
        if order is None:
            raise Error(f"a process ended before its work began: {reason}") from None
        if order.attempt >= ways:
            raise Error(f"item {lost + 1} cannot be done: {reason}") from None
        rest = (
            Order(worker.next, lost, order.attempt, order.reason),
            Order(lost, lost + 1, order.attempt + 1, reason),
            Order(lost + 1, order.stop, order.attempt, order.reason),
        )
        waiting.extendleft(each for each in reversed(rest) if each.start < each.stop)
