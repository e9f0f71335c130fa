"""What a run says: findings as text, JSON or GitHub annotations, a summary by code, progress.

Owns every format that findings are shown in. Data goes to standard output and is somebody else's to print; talk goes
to standard error: bars on a terminal, a line for each phase elsewhere.
"""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

import click

from stillwiki.diagnostics import CODES, Diagnostic, Severity
from stillwiki.output import Changes, Entry

if TYPE_CHECKING:
    from rich.progress import TaskID

FORMATS = ("text", "json", "github")
READING = "read"
"""The phase that is measured in bytes, which tell nobody anything but how far it is."""

EXAMPLES = 3

Tell: TypeAlias = Callable[[str, int, int], None]
"""Told the name of a phase, how much of it is done, and how much there is."""

_GITHUB = {Severity.NOTE: "notice", Severity.WARNING: "warning", Severity.ERROR: "error"}


@contextmanager
def progress() -> Iterator[Tell]:
    """Show how far a run is."""
    if not (sys.stderr.isatty() or os.environ.get("FORCE_COLOR") or os.environ.get("TTY_COMPATIBLE")):
        yield _lines  # without rich, which takes long to load
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines
        return
    columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Drawn by us at every hundredth: a thread that draws would be in the way of processes that fork.
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(phase: str, done: int, total: int) -> None:
            if phase not in tasks:
                tasks[phase] = bars.add_task(phase, total=total)
            due = phase == READING or done == total or done % (total // 100 + 1) == 0
            bars.update(tasks[phase], completed=done, total=total, refresh=due)

        yield tell


def _lines(phase: str, done: int, total: int) -> None:
    if done == total and phase != READING:
        say(f"{phase}: {total}")


def say(text: str) -> None:
    """Talk."""
    click.echo(text, err=True)


def listing(found: Iterable[Diagnostic], form: str) -> str:
    """Every finding, by page and line."""
    ordered = sorted(found, key=lambda d: (d.page, d.line, d.code, d.message))
    if form == "json":
        return _json([_record(diagnostic) for diagnostic in ordered])
    return "\n".join((_annotation if form == "github" else _text)(diagnostic) for diagnostic in ordered)


def summary(found: Iterable[Diagnostic], form: str) -> str:
    """Findings counted by code, the gravest and most frequent first, with examples."""
    groups: dict[str, list[Diagnostic]] = defaultdict(list)
    for diagnostic in found:
        groups[diagnostic.code].append(diagnostic)
    ranked = sorted(groups.items(), key=lambda item: (-CODES[item[0]].severity, -len(item[1]), item[0]))
    if form == "json":
        return _json([_group(code, group) for code, group in ranked])
    return "\n".join(line for code, group in ranked for line in _rows(code, group, form))


def _rows(code: str, group: list[Diagnostic], form: str) -> Iterator[str]:
    severity, meaning = CODES[code].severity, CODES[code].meaning
    if form == "github":
        yield f"::{_GITHUB[severity]} title={_property(code)}::{_data(f'{len(group)} x {meaning}')}"
        return
    yield f"{len(group):7}  {severity.name.lower():7}  {code}: {meaning}"
    yield from (f"{'':18}{_place(diagnostic)} {diagnostic.message}" for diagnostic in group[:EXAMPLES])


def _group(code: str, group: list[Diagnostic]) -> dict[str, object]:
    return {
        "code": code,
        "severity": CODES[code].severity.name.lower(),
        "meaning": CODES[code].meaning,
        "count": len(group),
        "pages": len({diagnostic.page for diagnostic in group}),
        "examples": [_record(diagnostic) for diagnostic in group[:EXAMPLES]],
    }


def _record(diagnostic: Diagnostic) -> dict[str, object]:
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.name.lower(),
        "page": diagnostic.page,
        "line": diagnostic.line,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
    }


def _text(diagnostic: Diagnostic) -> str:
    hint = f"\n    hint: {diagnostic.hint}" if diagnostic.hint else ""
    return f"{_place(diagnostic)} {diagnostic.severity.name.lower()} {diagnostic.code}: {diagnostic.message}{hint}"


def _place(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.page}:{diagnostic.line}:" if diagnostic.line else f"{diagnostic.page}:"


def _annotation(diagnostic: Diagnostic) -> str:
    """A workflow command (docs.github.com, Workflow commands for GitHub Actions)."""
    message = f"{_place(diagnostic)} {diagnostic.message}" + (f" ({diagnostic.hint})" if diagnostic.hint else "")
    return f"::{_GITHUB[diagnostic.severity]} title={_property(diagnostic.code)}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def count(found: Iterable[Diagnostic]) -> str:
    """Findings in one line."""
    severities = [diagnostic.severity for diagnostic in found]
    parts = [f"{n} {s.name.lower()}{'s' * (n > 1)}" for s in reversed(Severity) if (n := severities.count(s))]
    return ", ".join(parts) or "nothing to report"


def changes(done: Changes, *, names: bool = False) -> str:
    """What a write did: counts, and with `names` the pages."""
    kinds = (("came", done.came), ("changed", done.changed), ("went", done.went))
    lines = [", ".join(f"{_pages(entries)} {word}" for word, entries in kinds)]
    if names:
        lines += [f"  {word}: {title}" for word, entries in kinds for title in _titles(entries)]
    lines += [f"  written anew over somebody's changes: {path}" for path in done.overwritten]
    lines += [f"  no longer part of the tree, but changed by somebody, so left: {path}" for path in done.left]
    return "\n".join(lines)


def _pages(entries: Mapping[str, Entry]) -> str:
    pages = len(_titles(entries))
    others = len(entries) - pages
    also = f" (and {others} other file{'s' * (others != 1)})" if others else ""
    return f"{pages} page{'s' * (pages != 1)}{also}"


def _titles(entries: Mapping[str, Entry]) -> list[str]:
    return sorted(entry.title for entry in entries.values() if entry.title)
