"""Sites rendered in the process of the tests: what `site` runs in one of its own, without the loading of it."""

from __future__ import annotations

import os

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from stillwiki import site
from stillwiki.errors import OutputError
from stillwiki.rendering import __main__ as process


def render(patch: pytest.MonkeyPatch) -> None:
    """Let builds render here from now on."""

    def run(command: list[str], now: str, told: dict[str, str], say: object) -> None:  # noqa: ARG001  # nothing is said
        assert command[:2] == ["-m", "stillwiki.rendering"]
        MkDocsConfig.plugins.plugin_cache.clear()  # which MkDocs keeps from one build of a process to the next
        with pytest.MonkeyPatch.context() as variables:
            for name, value in ({"SOURCE_DATE_EPOCH": str(site._seconds(now))} | os.environ | told).items():
                variables.setenv(name, value)
            try:
                process.main(command[2:])
            except (SystemExit, Abort) as error:
                raise OutputError("no site") from error

    patch.setattr(site.swap, "_settle", lambda *_: None)  # power cuts are no subject here, and disks are slow
    patch.setattr(site, "_run", run)
