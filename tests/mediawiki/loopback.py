"""A real MediaWiki on loopback for the tests: Debian's package, SQLite, PHP's built-in server.

Everything it writes lies in one folder. Nothing is installed here: `missing` says what this machine lacks.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
MEDIAWIKI = Path("/usr/share/mediawiki")
PASSWORD = "loopback-password"  # noqa: S105  # of a wiki that nobody else can reach
PATIENCE = 60
"""Seconds until the server answers."""


def missing() -> str:
    """What must be installed before a wiki can run here; empty where all is there."""
    wanted = {"mediawiki": (MEDIAWIKI / "api.php").exists(), "php-cli": bool(shutil.which("php"))}
    lacking = [name for name, found in wanted.items() if not found]
    if not lacking:
        done = subprocess.run(["php", "-m"], capture_output=True, text=True, check=True)  # noqa: S607
        modules = set(done.stdout.split())
        names = {"pdo_sqlite": "php-sqlite3", "mbstring": "php-mbstring", "intl": "php-intl", "xml": "php-xml"}
        lacking = [package for module, package in names.items() if module not in modules]
    return f"no MediaWiki here: Debian's {', '.join(lacking)} missing (scripts/live installs them)" if lacking else ""


class Request(NamedTuple):
    """A request that the wiki answered."""

    method: str
    address: str
    form: dict[str, Any]
    agent: str


class Loopback:
    """One wiki, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = os.environ | {
            "STILLWIKI_WIKI": str(folder),
            "STILLWIKI_WIKI_URL": self.url,
            "MW_CONFIG_FILE": str(HERE / "settings.php"),
        }

    def install(self) -> None:
        """Make it, empty but for the page that MediaWiki itself writes."""
        for name in ("data", "images", "tmp"):
            (self.folder / name).mkdir(parents=True)
        # The installer would take a configuration that it is told of for a wiki that is there already.
        plain = {key: value for key, value in self._environment.items() if key != "MW_CONFIG_FILE"}
        told = ["--dbtype", "sqlite", "--dbpath", str(self.folder / "data"), "--dbname", "loopback"]
        told += [
            "--skins",
            "Vector",
            "--confpath",
            str(self.folder),
            "--server",
            self.url,
            "--scriptpath",
            "",
            "--pass",
            PASSWORD,
        ]
        _run(["php", str(MEDIAWIKI / "maintenance/install.php"), *told, "Loopback Wiki", "Admin"], plain)
        self.maintain("update", "--quick")

    def copy(self, folder: Path) -> Loopback:
        """A second wiki that holds what this one holds; this one must not be running."""
        shutil.copytree(self.folder, folder)
        (folder / "requests.log").unlink(missing_ok=True)
        return Loopback(folder)

    def otherwise(self, settings: str) -> None:
        """Settings of this wiki that are not those of the others, in PHP; from now on."""
        (self.folder / "otherwise.php").write_text(f"<?php\n{settings}\n", "utf-8")

    def maintain(self, script: str, *options: str) -> str:
        """Run one of MediaWiki's maintenance scripts."""
        return _run(["php", str(MEDIAWIKI / f"maintenance/{script}.php"), *options], self._environment)

    def evaluate(self, script: str) -> None:
        """Run PHP inside the wiki, for what neither its API nor a script does."""
        _run(["php", str(MEDIAWIKI / "maintenance/eval.php")], self._environment, script)

    @contextlib.contextmanager
    def serving(self) -> Iterator[Loopback]:
        """While the wiki answers."""
        with (self.folder / "server.log").open("ab") as log:
            command = ["php", "-d", "opcache.enable_cli=1", "-d", "upload_max_filesize=32M", "-d", "post_max_size=64M"]
            command += ["-S", f"127.0.0.1:{self.port}", "-t", str(MEDIAWIKI), str(HERE / "router.php")]
            server = subprocess.Popen(command, env=self._environment, stdout=log, stderr=log)  # noqa: S603
        try:
            self._wait(server)
            yield self
        finally:
            server.terminate()
            server.wait()

    def _wait(self, server: subprocess.Popen[bytes]) -> None:
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends and server.poll() is None:
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                address = f"{self.url}/api.php?action=query&meta=siteinfo&format=json"
                with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310  # our own
                    if json.load(answer)["query"]["general"]["sitename"] == "Loopback Wiki":
                        (self.folder / "requests.log").unlink()
                        return
            time.sleep(0.1)
        raise RuntimeError((self.folder / "server.log").read_text("utf-8")[-2000:])

    def requests(self) -> list[Request]:
        """What was asked since the server began or since `forget`."""
        log = self.folder / "requests.log"
        lines = log.read_text("utf-8").splitlines() if log.exists() else []
        return [Request(method, address, form or {}, agent) for method, address, form, agent in map(json.loads, lines)]

    def forget(self) -> None:
        """Begin to count requests anew."""
        (self.folder / "requests.log").unlink(missing_ok=True)

    def sql(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Ask or change the database behind the wiki's back."""
        file = self.folder / "data/loopback.sqlite"
        with contextlib.closing(sqlite3.connect(file, timeout=30)) as database, database:
            return database.execute(statement, values).fetchall()


def _run(command: list[str], environment: dict[str, str], told: str = "") -> str:
    done = subprocess.run(command, env=environment, input=told, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
