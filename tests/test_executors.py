"""Pages converted on other executors than our own processes: the same tree; what is lost there is made otherwise."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import synthetic

from cluster import needs_dask
from smallwiki import wiki
from stillwiki import executors
from stillwiki.errors import ConfigError, Error
from stillwiki.executors import Crew
from stillwiki.memory import Memory
from stillwiki.pipeline import Mapper, Means, Options, Tree, convert_wiki
from stillwiki.plan import treatments
from stillwiki.workers import mapper

PAGES = dict(synthetic.texts(40)) | {
    "Module:M": "return { f = function() return 'said' end }",
    "Counts": "{{#invoke:M|f}} {{PAGESINCATEGORY:Subject 0}} [[Category:Subject 0]]",
}
ITEMS = list(range(60))


def tree(mapping: Mapper, memory: Path | None = None) -> Tree:
    made = wiki(PAGES)
    with Memory(memory) as remembered:
        return convert_wiki(made, Options(treatments(made.site, {})), means=Means(mapping, memory=remembered))


@pytest.mark.parametrize("kind", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_makes_the_same_tree(kind: Callable[[int], Executor], tmp_path: Path) -> None:
    ours = tree(mapper(1))
    with kind(2) as executor:
        theirs = tree(Crew(executor, 2), tmp_path / "memory.sqlite")
    again = tree(mapper(2), tmp_path / "memory.sqlite")
    for made in (theirs, again):
        assert made.files == ours.files
        assert made.diagnostics == ours.diagnostics


@pytest.mark.parametrize("count", [0, 1, 7, 60, 500])
def test_results_come_in_order(count: int) -> None:
    with ThreadPoolExecutor(3) as executor:
        assert list(Crew(executor, 3)(str, range(count))) == list(map(str, range(count)))


def test_what_a_function_raises_is_raised() -> None:
    with ThreadPoolExecutor(2) as executor, pytest.raises(ZeroDivisionError):
        list(Crew(executor, 2)(InTwo(), ITEMS))


def test_few_tasks_are_under_way_at_a_time() -> None:
    with ThreadPoolExecutor(2) as executor:
        watched = Losing(executor)
        results = Crew(watched, 2)(str, ITEMS * 100)
        next(results)
        assert watched.given <= 12
        results.close()


def test_another_program_is_given_no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    programs = iter([b"ours", b"theirs"])
    monkeypatch.setattr(executors, "program", lambda: next(programs))
    with ThreadPoolExecutor(1) as executor, pytest.raises(Error, match="another program"):
        list(Crew(executor, 1)(str, ITEMS))


# -- what is lost ----------------------------------------------------------------------------------


class InTwo:
    def __call__(self, number: int) -> float:
        return 1 / (number - 5)


class GoneError(Exception):
    """What an executor says whose process is no more."""


@dataclass
class Losing(Executor):
    """An executor that loses tasks that hold some items, so many times each."""

    inner: Executor
    bad: tuple[int, ...] = ()
    times: int = 10**6
    given: int = 0

    def submit(self, function: Callable[..., Any], /, *told: Any, **named: Any) -> Future[Any]:
        self.given += 1
        chunk = told[2]
        if self.times and set(chunk) & set(self.bad):
            self.times -= 1
            lost: Future[Any] = Future()
            lost.set_exception(GoneError())
            return lost
        return self.inner.submit(function, *told, **named)


@dataclass(frozen=True)
class Squares:
    """Squares of numbers; the reason where another way was asked for."""

    ways: int = 1

    def __call__(self, number: int) -> object:
        return number * number

    @property
    def instead(self) -> tuple[Callable[[int, str], object], ...]:
        return (again, at_last)[: self.ways]


def again(number: int, reason: str) -> object:
    return number, "again", reason


def at_last(number: int, reason: str) -> object:
    return number, "at last", reason


def test_only_an_item_that_is_lost_alone_is_made_otherwise() -> None:
    with ThreadPoolExecutor(2) as executor:
        told = list(Crew(Losing(executor, bad=(7,), times=2), 2)(Squares(), ITEMS))
        whole = list(Crew(Losing(executor, bad=(7,), times=1), 2)(Squares(), ITEMS))
    assert told == [(7, "again", "its process was lost: GoneError") if n == 7 else n * n for n in ITEMS]
    assert whole == [n * n for n in ITEMS], "a task that is lost by chance is done once more as it was"


def test_what_is_always_lost_is_made_in_each_way_and_then_ends_the_run() -> None:
    with ThreadPoolExecutor(2) as executor:
        told = list(Crew(Losing(executor, bad=(7,), times=3), 1)(Squares(2), ITEMS))
        with pytest.raises(Error, match="a page cannot be done: its process was lost: GoneError"):
            list(Crew(Losing(executor, bad=(7,)), 2)(Squares(2), ITEMS))
    assert told == [(7, "at last", "its process was lost: GoneError") if n == 7 else n * n for n in ITEMS]


def exits(number: int) -> int:
    if number == 7:
        os._exit(3)
    return number


def test_an_executor_that_is_broken_ends_the_run() -> None:
    with ProcessPoolExecutor(1) as executor, pytest.raises(Error, match="the executor takes no more work"):
        list(Crew(executor, 1)(exits, ITEMS))


# -- Dask ------------------------------------------------------------------------------------------


@needs_dask
def test_a_cluster_that_is_not_there_is_said() -> None:
    with pytest.raises(ConfigError, match="no cluster answers"), executors.cluster("tcp://127.0.0.1:9"):
        pass


def test_without_dask_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ConfigError, match=r"pip install 'stillwiki\[dask\]'"), executors.cluster("tcp://127.0.0.1:9"):
        pass
