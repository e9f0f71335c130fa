"""The process that renders: `python -m stillwiki.rendering`, which `site` starts. It ends as MkDocs' own does."""

from __future__ import annotations

import argparse
import logging
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import cache
from pathlib import Path
from threading import get_ident

from mkdocs.config import load_config
from mkdocs.exceptions import BuildError
from mkdocs.utils import CountHandler

from stillwiki.cycles import seldom_collected
from stillwiki.errors import Error
from stillwiki.kept import HARM, forget
from stillwiki.memory import Mapper
from stillwiki.rendering import SAID
from stillwiki.rendering.build import Build, Given
from stillwiki.rendering.spare import MistakenError
from stillwiki.rendering.store import TREE, Store

_CYCLES = 20_000
"""Objects until the collector looks at them: rarely for a site with little news, and never much where all is made."""


@seldom_collected(_CYCLES)
def main(words: Sequence[str]) -> None:
    """Build as strictly as `mkdocs build --strict`, and tell warnings and errors as it does."""
    parser = argparse.ArgumentParser()
    for name in ("configuration", "fresh", "site", "spared", "store"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--scheduler", help="of the cluster that renders pages instead")
    parser.add_argument("--indexed", action="store_true", help="keep the search index, for someone to change")
    parser.add_argument("--careful", action="store_true", help="believe nothing of the old sites that can be looked at")
    told = parser.parse_args(words)
    try:
        _build(told)
    except MistakenError:
        told.careful = True
        _again(told)
    except HARM:  # what is known of the last site
        forget(told.store)
        _again(told)


def _again(told: argparse.Namespace) -> None:
    shutil.rmtree(told.fresh, ignore_errors=True)
    _build(told)


def _build(told: argparse.Namespace) -> None:
    with Store(told.store) as store, _strict() as (log, warnings), ExitStack() as stack:
        away = cache(lambda: stack.enter_context(_cluster(told.scheduler))) if told.scheduler else None
        config = load_config(str(told.configuration), site_dir=str(told.fresh), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mapping, digests = _mapper(told.jobs), store.state(TREE)
            given = Given(told.site, told.spared, digests, mapping, warnings, away, _say, told.indexed, told.careful)
            build = Build(config, store, given)
            build.run()
        except (BuildError, Error) as error:
            log.error(str(error))  # noqa: TRY400  # MkDocs tells it so
            raise SystemExit(1) from None
        finally:
            config.plugins.on_shutdown()
        if warnings() or build.warned:
            raise SystemExit(1)


def _cluster(address: str) -> AbstractContextManager[Mapper]:
    from stillwiki.executors import cluster  # noqa: PLC0415  # which a render in this process need not load

    return cluster(address)


def _mapper(jobs: int) -> Mapper:
    if jobs <= 1:
        return map
    from stillwiki.workers import mapper  # noqa: PLC0415  # see above

    return mapper(jobs)


def _say(words: str) -> None:
    sys.stdout.write(f"{SAID}{words}\n")


@contextmanager
def _strict() -> Iterator[tuple[logging.Logger, Callable[[], int]]]:
    """What MkDocs says, and how many warnings it has given: one ends the process at last, and nothing is kept."""
    log = logging.getLogger("mkdocs")
    talk, warnings = logging.StreamHandler(), CountHandler()
    talk.setFormatter(logging.Formatter("%(levelname)-8s-  %(message)s"))
    warnings.setLevel(logging.WARNING)
    log.setLevel(logging.WARNING)
    handlers: tuple[logging.Handler, ...] = (talk, warnings)
    thread = get_ident()
    for handler in handlers:
        handler.addFilter(lambda record: record.thread == thread)  # of pages that others render, they give account
        log.addHandler(handler)
    try:
        yield log, lambda: sum(count for _, count in warnings.get_counts())
    finally:
        for handler in handlers:
            log.removeHandler(handler)


if __name__ == "__main__":
    main(sys.argv[1:])
