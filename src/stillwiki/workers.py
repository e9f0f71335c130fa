"""Mapping pure functions over pages, in this process or in several; the order of results is that of the items.

Every call starts its own processes, because what a function knows (inventory, index) grows from phase to phase and
goes to each process once, not with each page. Refuses to know what the functions do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context
from typing import Any, TypeVar

A = TypeVar("A")
B = TypeVar("B")

_CHUNKS = 16
"""Pieces of work for each process: enough that none waits for another, few enough that they cost nothing."""

_function: Callable[[Any], Any]


def mapper(jobs: int) -> Callable[[Callable[[A], B], Iterable[A]], Iterable[B]]:
    """A `map` that works in so many processes."""
    return map if jobs == 1 else lambda function, items: _map(jobs, function, items)


def _map(jobs: int, function: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
    work = list(items)
    # A forked process has all that this one knows; elsewhere the function is sent to each process as it starts.
    start = get_context("fork" if "fork" in get_all_start_methods() else "spawn")
    with ProcessPoolExecutor(jobs, start, _install, (function,)) as pool:
        yield from pool.map(_call, work, chunksize=len(work) // (jobs * _CHUNKS) + 1)


def _install(function: Callable[[Any], Any]) -> None:
    global _function  # noqa: PLW0603  # one for each process, set before its first page
    _function = function


def _call(item: Any) -> Any:
    return _function(item)
