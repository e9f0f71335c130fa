"""Runs that are killed, run into each other, or find no room: the last good tree and site stay."""

from __future__ import annotations

import errno
import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from broken_disk import Fault
from stillwiki.cli import main
from stillwiki.errors import BusyError, OutputError
from stillwiki.lock import only_run

KILLS = int(os.environ.get("STILLWIKI_KILLS", "40"))
"""More of them by hand: `STILLWIKI_KILLS=200 pytest tests/test_safety.py`."""


def wiki(folder: Path, version: str) -> Path:
    """A small wiki; all its pages say the version."""
    folder.mkdir()
    for number in range(4):
        folder.joinpath(f"Page_{number}.mediawiki").write_text(f"It is {version}.\n\n== Part ==\n[[Page {version}]]\n")
    folder.joinpath(f"Only_{version}.mediawiki").write_text(f"{version} [[Page 1]]")
    return folder


def words(source: Path, home: Path, *, site: bool) -> list[str]:
    told = ["build" if site else "import", "--dump", str(source), "--pages", str(home / "pages"), "--jobs", "1"]
    return [*told, *(["--site", str(home / "site")] if site else [])]


def run(source: Path, home: Path, *, site: bool) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "stillwiki", *words(source, home, site=site)]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # ours


class Starter:
    """A process that has loaded the program, and does nothing but split into runs of it.

    So a run begins with its work: what is killed before that has touched nothing.
    """

    SCRIPT = """
import json, os, sys
from stillwiki.cli import main
for line in sys.stdin:
    run = os.fork()
    if not run:
        os.setsid()
        print(os.getpid(), flush=True)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
        main(json.loads(line), prog_name="stillwiki")
    print(os.waitpid(run, 0)[1], flush=True)
"""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin
        assert process.stdout
        self._tell, self._hear = process.stdin, process.stdout

    def run(self, told: list[str], seconds: float) -> int | None:
        """Run a command, and kill it with all its processes after so many seconds; its exit code if it ended before."""
        self._tell.write(f"{json.dumps(told)}\n")
        self._tell.flush()
        group = int(self._hear.readline())
        ended, _, _ = select.select([self._hear], [], [], seconds)
        if not ended:
            with suppress(ProcessLookupError):  # it ended just now
                os.killpg(group, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(int(self._hear.readline()))
        return None if status == -signal.SIGKILL else status


@pytest.fixture
def starter() -> Iterator[Starter]:
    command = [sys.executable, "-c", Starter.SCRIPT]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603  # ours
        yield Starter(process)


def state(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_killed_at_any_point_the_old_or_the_new_stands(starter: Starter, tmp_path: Path) -> None:
    chance = random.Random(20261121)  # noqa: S311  # not a secret
    sources = {name: wiki(tmp_path / name, name) for name in ("first", "second")}
    good: dict[str, list[dict[str, bytes]]] = {"pages": [], "site": []}
    taken = {}
    for site in (True, False):
        for source in sources.values():
            began = time.monotonic()
            assert starter.run(words(source, tmp_path / "home", site=site), 600) == 0
            taken[site] = time.monotonic() - began
            for part, known in good.items():
                known.append(state(tmp_path / "home" / part))
    assert good["pages"][:2] == good["pages"][2:]
    good = {part: known[:2] for part, known in good.items()}
    assert good["pages"][0] != good["pages"][1]
    landed = set()
    for number in range(KILLS):
        source = sources["first" if number % 2 == 0 else "second"]
        site = chance.random() < 0.6
        later = 1 + number / KILLS  # for a machine that has more to do than while it was measured
        starter.run(words(source, tmp_path / "home", site=site), chance.uniform(0, 1.3) * later * taken[site])
        for part, known in good.items():
            found = state(tmp_path / "home" / part)
            assert found in known, f"kill {number}: {part} is neither the old nor the new"
            landed.add((part, known.index(found)))
    assert len(landed) == 4, "no kill came late enough to leave the new one, or none early enough to leave the old"
    for name in ("first", "second"):
        assert run(sources[name], tmp_path / "home", site=True).returncode == 0
    assert [state(tmp_path / "home" / part) for part in good] == [known[1] for known in good.values()]
    assert sorted(path.name for path in (tmp_path / "home").iterdir()) == ["mkdocs.yml", "pages", "site"]


def test_two_runs_at_once_are_one_too_many(tmp_path: Path) -> None:
    source = wiki(tmp_path / "wiki", "first")
    with only_run(tmp_path / "home/pages"):
        done = run(source, tmp_path / "home", site=False)
        assert done.returncode == BusyError.exit_code
        assert f"process {os.getpid()}" in done.stderr
    assert run(source, tmp_path / "home", site=False).returncode == 0
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["pages"]


def test_the_lock_of_a_killed_run_is_none(tmp_path: Path) -> None:
    (tmp_path / ".pages.lock").write_text("process 1\n")
    with (
        only_run(tmp_path / "pages"),
        pytest.raises(BusyError, match=f"process {os.getpid()}"),
        only_run(tmp_path / "pages"),
    ):
        pass
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("site", [False, True], ids=["import", "build"])
def test_a_disk_that_fails_leaves_the_old_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, site: bool
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    chance = random.Random(20261121)  # noqa: S311  # not a secret
    sources = {name: wiki(tmp_path / name, name) for name in ("first", "second")}
    home, parts = tmp_path / "home", ("pages", "site") if site else ("pages",)

    def attempt(name: str) -> Result:
        return CliRunner().invoke(main, words(sources[name], home, site=site))

    def held() -> list[dict[str, bytes]]:
        return [state(home / part) for part in parts]

    good = {}
    for name in ("second", "first"):
        assert attempt(name).exit_code == 0
        good[name] = held()
    with Fault(home, 0, errno.EIO, lasting=False) as counting:
        assert attempt("second").exit_code == 0
    ended = set()
    for number in range(max(KILLS // (8 if site else 4), 3)):
        name = "first" if number % 2 == 0 else "second"
        code, lasting = chance.choice([(errno.EIO, False), (errno.ENOSPC, True), (errno.EACCES, False)])
        with Fault(home, chance.randint(1, counting.seen), code, lasting=lasting):
            done = attempt(name)
        ended.add(done.exit_code)
        assert done.exit_code in {0, OutputError.exit_code}, done.output
        assert done.exit_code == 0 or os.strerror(code) in done.output
        for part, found in enumerate(held()):
            assert found in [known[part] for known in good.values()], f"fault {number}: {parts[part]} is neither"
        assert attempt(name).exit_code == 0
        assert held() == good[name]
    assert OutputError.exit_code in ended


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 300 KB with a tree and a site on it."""
    place = tmp_path / "disk"
    place.mkdir()
    if (
        os.geteuid()
        or subprocess.run(  # noqa: S603  # ours
            [shutil.which("mount") or "mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(place)],
            check=False,
            capture_output=True,
        ).returncode
    ):
        pytest.skip("no small disk can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["/bin/umount", str(place)], check=False)  # noqa: S603  # ours


def test_a_full_disk_leaves_the_last_good_tree(tmp_path: Path, small_disk: Path) -> None:
    source = wiki(tmp_path / "first", "first")
    assert run(source, small_disk, site=False).returncode == 0
    before = state(small_disk / "pages")
    for number in range(3):
        (source / f"Large_{number}.mediawiki").write_text("x" * 100_000)
    done = run(source, small_disk, site=False)
    assert done.returncode == OutputError.exit_code
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr
    assert state(small_disk / "pages") == before
    assert [path.name for path in small_disk.iterdir()] == ["pages"]
    done = run(wiki(tmp_path / "second", "second"), small_disk, site=True)
    assert done.returncode == OutputError.exit_code, "a site does not fit at all"
    assert "Traceback (most" not in done.stderr
    assert not (small_disk / "site").exists()
