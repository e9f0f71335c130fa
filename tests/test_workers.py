"""Work that hangs, dies or eats memory costs its process; all else comes as if nothing had been, in order."""

from __future__ import annotations

import gc
import os
import re
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from smallwiki import wiki
from stillwiki import article, pagewise
from stillwiki.cycles import seldom_collected
from stillwiki.errors import Error
from stillwiki.guard import Fences
from stillwiki.inventory import Inventory
from stillwiki.memory import Memory
from stillwiki.model import Page
from stillwiki.pipeline import Means, Options, Tree, convert_wiki
from stillwiki.plan import treatments
from stillwiki.workers import mapper

FENCES = Fences(processor=0.6, silence=60, memory=256 * 1024**2)
IMPATIENT = Fences(processor=60, silence=4)
ITEMS = list(range(60))


def spins() -> object:
    return re.fullmatch(r"(a*)*b", "a" * 60)


def exits() -> object:
    os._exit(3)


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def eats() -> object:
    return len(bytearray(2 * 1024**3))


HANGS: dict[Callable[[], object], str] = {
    spins: "more than 0.6 seconds of processor time",
    exits: "its process ended with 3",
    killed: "its process ended by SIGKILL",
    eats: "not enough memory",
}


@dataclass(frozen=True)
class Squares:
    """Squares of numbers, but for some that are never told; then words of the number and of the reason."""

    hang: Callable[[], object]
    bad: tuple[int, ...]
    worse: tuple[int, ...] = ()

    def __call__(self, number: int) -> object:
        return self.hang() if number in self.bad else number * number

    @property
    def instead(self) -> tuple[Callable[[int, str], object], ...]:
        return (self.again, lambda number, reason: (number, "at last", reason))

    def again(self, number: int, reason: str) -> object:
        return self.hang() if number in self.worse else (number, "again", reason)


@pytest.mark.parametrize(("hang", "reason"), HANGS.items(), ids=[hang.__name__ for hang in HANGS])
@pytest.mark.parametrize("jobs", [1, 3])
def test_what_is_lost_is_tried_again_and_all_else_stays(hang: Callable[[], object], reason: str, jobs: int) -> None:
    told = list(mapper(jobs, FENCES)(Squares(hang, bad=(7, 8, 41), worse=(8,)), ITEMS))
    words = {number: (number, "at last" if number == 8 else "again", reason) for number in (7, 8, 41)}
    assert told == [words.get(number, number * number) for number in ITEMS]


def test_what_waits_for_ever_is_killed() -> None:
    told = list(mapper(2, IMPATIENT)(Squares(lambda: time.sleep(60), bad=(7,)), ITEMS))
    assert told == [(7, "again", "no sign for 4 seconds") if number == 7 else number * number for number in ITEMS]


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_come_in_order(jobs: int) -> None:
    assert list(mapper(jobs)(str, ITEMS)) == list(map(str, ITEMS))
    assert list(mapper(jobs)(str, [])) == []


def test_work_with_nothing_to_do_instead_ends_the_run() -> None:
    with pytest.raises(Error, match="item 3 cannot be done: its process ended with 3"):
        list(mapper(2, FENCES)(lambda number: exits() if number == 2 else number, ITEMS))


def test_what_a_function_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        list(mapper(2, FENCES)(lambda number: 1 / (number - 5), ITEMS))


def test_results_left_unasked_leave_no_process() -> None:
    results = iter(mapper(2, FENCES)(lambda _: os.getpid(), ITEMS))
    worker = next(results)
    assert worker != os.getpid()
    results.close()  # type: ignore[attr-defined]  # it is a generator
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


# -- pages -----------------------------------------------------------------------------------------

PAGES = {
    "Main Page": "[[Two]]",
    "One": "{{#invoke:M|f}} [[Category:C]]",
    "Two": "''Two'' {{#invoke:M|f}} [[Category:C]]",
    "Module:M": "return { f = function() return 'said' end }",
}


def tree(jobs: int) -> Tree:
    made = wiki(PAGES)
    return convert_wiki(made, Options(treatments(made.site, {})), means=Means(mapper(jobs, FENCES)))


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_page_that_hangs_is_made_without_its_modules(monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    real = getattr(pagewise, "scan")  # noqa: B009  # what it imports

    def scan(page: Page, held: Inventory, *, modules: bool = True) -> object:
        return spins() if modules and page.title.text == "Two" else real(page, held, modules=modules)

    plain = tree(jobs)
    monkeypatch.setattr(pagewise, "scan", scan)
    made = tree(jobs)
    text = made.files["wiki/Two.md"].decode()
    assert "*Two*" in text
    assert "The time allocated for running scripts has expired." in text
    assert [d.page for d in made.diagnostics if d.code == "process-lost"] == ["Two"]
    assert made.files["wiki/One.md"] == plain.files["wiki/One.md"]
    assert "said" in made.files["wiki/One.md"].decode()
    assert "Two" in made.files["wiki/Category/C.md"].decode()


def test_what_was_done_instead_is_not_remembered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made = wiki(PAGES)

    def remembered() -> Tree:
        with Memory(tmp_path / "memory.sqlite") as memory:
            means = Means(mapper(1, FENCES), memory=memory)
            return convert_wiki(made, Options(treatments(made.site, {})), means=means)

    with monkeypatch.context() as patched:
        real = getattr(pagewise, "scan")  # noqa: B009  # what it imports

        def scan(page: Page, held: Inventory, *, modules: bool = True) -> object:
            return exits() if modules and page.title.text == "Two" else real(page, held, modules=modules)

        patched.setattr(pagewise, "scan", scan)
        assert "process-lost" in {found.code for found in remembered().diagnostics}
    assert remembered().files == convert_wiki(made, Options(treatments(made.site, {}))).files


@pytest.mark.parametrize(("module", "name"), [(pagewise, "scan"), (article, "write")])
def test_a_page_that_always_hangs_shows_its_source(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> None:
    real = getattr(module, name)

    def hangs(first: object, *rest: object, **more: object) -> object:
        if "Two" in str(getattr(first, "title", None) or getattr(rest[0], "path", "")):
            exits()
        return real(first, *rest, **more)

    monkeypatch.setattr(module, name, hangs)
    made = tree(2)
    assert [d.page for d in made.diagnostics if d.code == "internal-error"] == ["Two"]
    assert PAGES["Two"] in made.files["wiki/Two.md"].decode()
    assert "wiki/One.md" in made.files


def threshold(_item: int) -> tuple[int, int, int]:
    return gc.get_threshold()


def test_a_process_looks_for_cycles_as_ever_while_a_run_seldom_does() -> None:
    usual = gc.get_threshold()
    with seldom_collected():
        assert gc.get_threshold() > usual
        assert list(mapper(1)(threshold, [0])) == [usual]
    assert gc.get_threshold() == usual
