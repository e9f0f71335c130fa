"""Whole runs that begin at the live wiki: to the dump, to the tree and the checked site.

Apart from the other runs (`running`), which need nothing of what speaks to a network: to load that takes as long as to
find that nothing has changed. Refuses to know the command line; what was found is returned.
"""

from __future__ import annotations

from pathlib import Path

from stillwiki import output, report
from stillwiki.diagnostics import Diagnostic
from stillwiki.errors import ConfigError, GateError, GoneError
from stillwiki.fetch import Outcome, Wishes
from stillwiki.fetch.folder import DUMP
from stillwiki.fetch.words import printable
from stillwiki.lock import only_run
from stillwiki.plan import Plan
from stillwiki.refresh import bring, render
from stillwiki.running import build
from stillwiki.sources import Settings

__all__ = ["DUMP", "brought", "follow"]


def brought(source: str, dump: Path, settings: Settings, wanted: Wishes) -> Outcome:
    """Bring a dump up to date, and tell what that took."""
    with only_run(dump.parent), report.progress() as tell:
        done = bring(source, dump, settings, wanted, tell)
    for warning in done.warnings:
        report.say(f"warning: {printable(warning)}")
    report.say(
        f"{dump.parent}: {done.requests} requests to the wiki" if done.requests else f"{dump}: taken from {source}"
    )
    return done


def follow(plan: Plan, source: str, wanted: Wishes, news: Path | None) -> tuple[Diagnostic, ...]:
    """From the live wiki, or a newer dump, to the site; gives what was found, and writes what changed to `news`.

    Raises:
        GateError: what came is too unlike what we hold; the site says so.
        GoneError: the wiki is gone; the site says so.

    """
    if plan.dump is None:
        raise ConfigError("no dump is configured, so none can be refreshed; name it as 'dump' in the configuration")
    try:
        done = brought(source, plan.dump, plan.settings, wanted)
    except (GateError, GoneError):
        build(plan, names=True)  # readers are told
        raise
    if news:
        output.replace(news, f"{done.news()}\n".encode())
    found = build(plan, names=True)
    with only_run(plan.dump.parent), report.progress() as tell:
        came, warnings = render(plan.dump, found, wanted, tell)
    for warning in warnings:
        report.say(f"warning: {printable(warning)}")
    return build(plan, names=True) if came else found
