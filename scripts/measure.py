"""Times the phases of an import on one processor, beside mwparserfromhell's bare parse of the same pages."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click
import mwparserfromhell

from stillwiki import pipeline, sources
from stillwiki.config import load
from stillwiki.plan import Wishes, settle, treatments

AFTER = {"scan": "index", "convert": "weave"}
"""What the pipeline does when a phase is over."""


class Watch:
    """CPU seconds by phase; what happens between two phases is part of the one before."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._phase, self._since = "read", time.process_time()

    def turn(self, phase: str) -> None:
        """Start another phase."""
        if phase != self._phase:
            now = time.process_time()
            self.spent[self._phase] = self.spent.get(self._phase, 0.0) + now - self._since
            self._phase, self._since = phase, now

    def event(self, event: pipeline.Event) -> None:
        """Follow the pipeline."""
        self.turn(AFTER[event.phase] if event.done == event.total else event.phase)


def main() -> None:
    """Measure, and print one line for each phase."""
    plan = settle(load(Path.cwd()), Wishes(dump=Path(sys.argv[1]) if len(sys.argv) > 1 else None))
    watch = Watch()
    wiki = sources.read(plan.dumps, plan.settings)
    watch.turn("inventory")
    options, means = pipeline.Options(treatments(wiki.site, plan.namespaces)), pipeline.Means(on_event=watch.event)
    tree = pipeline.convert_wiki(wiki, options, means=means)
    watch.turn("mwparserfromhell")
    for page in wiki.pages:
        if page.model == "wikitext":
            mwparserfromhell.parse(page.text)
    watch.turn("end")
    bare = watch.spent.pop("mwparserfromhell")
    total = sum(watch.spent.values())
    size = sum(len(page.text.encode()) for page in wiki.pages)
    click.echo(f"{plan.dump}: {len(wiki.pages)} pages, {size / 1e6:.2f} MB of source; {len(tree.files)} files")
    for phase, seconds in (*watch.spent.items(), ("all", total), ("mwparserfromhell", bare)):
        rate = len(wiki.pages) / seconds if seconds else 0
        click.echo(f"{phase:>16} {seconds:8.2f} s {rate:9.0f} pages/s {seconds / bare:6.2f} x mwparserfromhell")


main()
