"""A Dask cluster of two workers: it writes the tree and makes the site that one process does, byte for byte."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import synthetic

from building import THEME, state
from cluster import closed, held, needs_dask, started
from stillwiki import executors, site
from test_executors import PAGES, exits


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one for all tests here; those who kill its processes come last."""
    with started(tmp_path_factory.mktemp("cluster")) as address:
        yield address


# -- trees -----------------------------------------------------------------------------------------


def imported(dump: Path, home: Path, *more: str) -> dict[str, bytes]:
    told = ["import", "--fresh", "--dump", str(dump), "--pages", str(home / "pages"), *more]
    done = subprocess.run([sys.executable, "-m", "stillwiki", *told], capture_output=True, text=True, check=False)  # noqa: S603  # ours
    assert done.returncode == 0, done.stderr
    found = (path for path in (home / "pages").rglob("*") if path.is_file())
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in found}


@needs_dask
def test_a_cluster_writes_what_one_process_writes(scheduler: str, tmp_path: Path) -> None:
    dump = tmp_path / "wiki.xml"
    synthetic.write(dump, iter(PAGES.items()))
    ours = imported(dump, tmp_path / "ours")
    theirs = imported(dump, tmp_path / "theirs", "--scheduler", scheduler)
    assert len(ours) > 40
    assert theirs == ours


# -- sites -----------------------------------------------------------------------------------------


def run(*told: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *map(str, told)]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # ours


def on_each(scheduler: str, function: Callable[..., object], *told: object) -> list[object]:
    distributed: Any = import_module("distributed")
    with distributed.Client(scheduler, set_as_default=False) as client:
        return list(client.run(function, *told).values())


@needs_dask
def test_a_cluster_makes_the_site_that_one_process_makes(scheduler: str, tmp_path: Path) -> None:
    dump, there, here = tmp_path / "wiki.xml", tmp_path / "there", tmp_path / "here"
    synthetic.write(dump, iter(dict(synthetic.texts(40)).items()))
    on_each(scheduler, closed, str(tmp_path))
    sites = []
    for home, more in ((here, ()), (there, ("--scheduler", scheduler))):
        words = partial(run, "stillwiki", "build", "--fresh", "--dump", dump, "--pages", home / "pages", *more)
        done = words()
        assert done.returncode == 0, done.stderr
        assert "rendered here" not in done.stderr
        sites.append(state(home / "site"))
    assert len([name for name in sites[0] if name.endswith(".html")]) > 40
    assert sites[0] == sites[1]
    assert set(on_each(scheduler, held)) == {"Away"}, "and it was there that the pages were rendered"


@needs_dask
def test_a_configuration_that_loads_anything_is_rendered_here(scheduler: str, tmp_path: Path) -> None:
    dump, pages = tmp_path / "wiki.xml", tmp_path / "pages"
    synthetic.write(dump, iter({"Page": "Text."}.items()))
    (tmp_path / "own.yml").write_text(
        f"INHERIT: {site.base_configuration()}\ndocs_dir: pages\nnav: [{{Home: index.md}}]\nhooks: [hook.py]\n{THEME}",
        "utf-8",
    )
    (tmp_path / "hook.py").write_text("", "utf-8")
    (tmp_path / "stillwiki.toml").write_text(
        f'dump = "{dump}"\npages = "{pages}"\nsite = "{tmp_path / "site"}"\nmkdocs = "{tmp_path / "own.yml"}"\n',
        "utf-8",
    )
    done = run("stillwiki", "--config", tmp_path / "stillwiki.toml", "build", "--scheduler", scheduler)
    assert done.returncode == 0, done.stderr
    assert "own.yml: may load anything, so its pages are rendered here, not on the cluster" in done.stderr


# -- what is lost ----------------------------------------------------------------------------------


@needs_dask
@pytest.mark.filterwarnings("ignore")  # of libraries that are not ours
def test_a_page_that_kills_its_worker_is_made_otherwise(scheduler: str) -> None:
    with executors.cluster(scheduler) as mapping:
        assert list(mapping(Killing(), range(20))) == ["7 again" if n == 7 else n for n in range(20)]


@dataclass(frozen=True)
class Killing:
    def __call__(self, number: int) -> int:
        return exits(number)

    @property
    def instead(self) -> tuple[Callable[[int, str], object], ...]:
        return (lambda number, _: f"{number} again",)
