"""From the live wiki to a dump beside us: asked politely, believed only as far as it adds up, put in place whole.

    where is the API -> what does the wiki say of itself -> has anything happened -> what pages are there
    -> fetch those that are new to us -> files -> gates -> the new folder takes the place of the old one

Everything that comes from the wiki is a stranger's word. Refuses to convert anything: what it writes is a dump.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stillwiki.errors import ConfigError, GoneError
from stillwiki.fetch import packs, renderings, site
from stillwiki.fetch.clock import Clock
from stillwiki.fetch.errors import Astray, Refused
from stillwiki.fetch.limits import Limits
from stillwiki.fetch.outcome import Outcome
from stillwiki.fetch.packs import Pack, is_pack
from stillwiki.fetch.renderings import Rendered
from stillwiki.fetch.run import Run, Wishes, caller_for
from stillwiki.fetch.take import Tell, untold

__all__ = [
    "Clock",
    "Limits",
    "Outcome",
    "Rendered",
    "Wishes",
    "download",
    "fetch",
    "fetch_renderings",
    "is_pack",
]

_GONE = frozenset({404, 410})
_UNREADABLE = frozenset({"readapidenied", "login-required"})


def fetch(
    url: str, into: Path, wishes: Wishes | None = None, clock: Clock | None = None, tell: Tell = untold
) -> Outcome:
    """Bring the dump in a folder up to date with its wiki; an empty `url` is that of the last time.

    Raises:
        ConfigError: there was no last time.
        FetchError: the wiki cannot be read now.
        GateError: what came is too unlike what we hold.
        GoneError: the wiki is gone; that is put on record.
        OutputError: the folder cannot be written.

    """
    run = Run(into, wishes or Wishes(), clock or Clock(), tell)
    if not url and not run.old.api:
        raise ConfigError(f"{into}: no wiki has been fetched into it; name one: stillwiki fetch URL")
    try:
        api = run.reach(url)
        about = run.dated(site.read(api))
    except (Refused, Astray) as error:
        gone = error.status in _GONE or error.code in _UNREADABLE or isinstance(error, Astray)
        if gone and run.asks_ours:
            run.freeze(str(error))
            raise GoneError(f"{error}; the mirror stays as it is") from error
        raise
    return run.follow(api, about)


@contextmanager
def download(url: str, wishes: Wishes | None = None, clock: Clock | None = None) -> Iterator[Pack]:
    """A dump that lies ready at an address, with its images if they are wished for, while the context lasts.

    Raises:
        FetchError: it is not to be had.

    """
    wishes, clock = wishes or Wishes(), clock or Clock()
    caller = caller_for(wishes, clock)
    caller.wire.trust(url)
    with packs.downloaded(caller, url, wishes.limits, images=bool(wishes.images)) as pack:
        yield pack


def fetch_renderings(
    into: Path, pages: Rendered, wishes: Wishes, clock: Clock | None = None, tell: Tell = untold
) -> list[str]:
    """Fetch the wiki's own HTML of the pages that need it; gives what went wrong with some.

    Raises:
        FetchError: the wiki cannot be read now.

    """
    run = Run(into, wishes, clock or Clock(), tell)
    if not run.old.api or run.old.gone or not any(pages):
        return []
    return renderings.bring(run.reach("") if pages.needed else run.api(), into, pages, tell)
