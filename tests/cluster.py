"""A Dask cluster of two workers, in processes of its own, and what keeps processes from our files."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from stillwiki import executors

needs_dask = pytest.mark.skipif(
    find_spec("distributed") is None, reason="dask.distributed is not installed: pip install 'stillwiki[dask]'"
)

_CLUSTER = """
import sys
import dask
from distributed import LocalCluster
dask.config.set({"distributed.scheduler.allowed-failures": 0})
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


@contextmanager
def started(folder: Path) -> Iterator[str]:
    """The address of its scheduler."""
    (folder / "started.py").write_text(_CLUSTER, "utf-8")
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), *filter(None, sys.path)])
    }
    command = [sys.executable, str(folder / "started.py")]
    with subprocess.Popen(  # noqa: S603  # ours
        command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as running:
        assert running.stdin
        assert running.stdout
        yield running.stdout.readline().decode().strip()
        running.stdin.close()


def closed(folder: str) -> None:
    """Let this process be one that cannot see a folder, and stands elsewhere."""
    os.chdir("/")

    def guard(event: str, told: tuple[object, ...]) -> None:
        if event in {"open", "os.listdir", "os.scandir"} and str(told[0]).startswith(folder):
            raise PermissionError(f"{event} {told[0]}")

    sys.addaudithook(guard)


def held() -> str:
    """Of what kind the function is that this process worked with last."""
    return type(executors._held[1]).__name__
