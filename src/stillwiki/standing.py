"""Whether what the last run made still stands: then there is nothing to do, and what it found is said again.

Owns a record for each tree and command, beside the memory: what the run had been asked, the stamps of all that it read
and of all that it wrote, and its findings. Refuses to know what a run does.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType

from stillwiki import output
from stillwiki.diagnostics import Diagnostic
from stillwiki.errors import OutputError
from stillwiki.memory import place, program
from stillwiki.plan import Plan
from stillwiki.site import base_configuration
from stillwiki.siteinputs import inputs
from stillwiki.sources.beside import companions
from stillwiki.sources.media import beside
from stillwiki.stamps import Seen, stamp
from stillwiki.tracing import digest

_CLOCK = "SOURCE_DATE_EPOCH"
"""The variable that decides a date on the site, whatever the dump's is."""
_PASSING = frozenset({"internal-error", "process-lost"})
"""Findings that may come of the machine's state, not of what was read."""
_TOLD = attrgetter(*(each.name for each in fields(Diagnostic)))


class Standing:
    """What is known of the last run of a command, and what can be told the next one."""

    def __init__(self, plan: Plan, command: str, *, site: bool) -> None:
        """Look at all that a run reads; `site` if it builds one, too."""
        self._record = place(plan.pages).with_suffix(f".{command}.json")
        self._plan, self._site = plan, site
        self._asked = self._reads()

    def recall(self) -> tuple[Diagnostic, ...] | None:
        """The findings of the last run, if another would read what it read and all it wrote is there; else nothing."""
        try:
            known = json.loads(self._record.read_bytes())
            if self._asked is None or known["asked"] != self._asked or known["wrote"] != self._wrote():
                return None
            return tuple(Diagnostic(*each) for each in known["found"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, found: Sequence[Diagnostic], seen: Mapping[Path, Seen] = MappingProxyType({})) -> None:
        """Remember a run that has come to its end, unless another may do better.

        `seen` is what somebody saw since the run wrote there.
        """
        told = [_TOLD(each) for each in found if each.code not in _PASSING]
        with suppress(OSError, OutputError):
            wrote = self._wrote(seen)
            if self._asked and wrote and len(told) == len(found):
                output.replace(self._record, json.dumps({"asked": self._asked, "wrote": wrote, "found": told}).encode())

    def _reads(self) -> str | None:
        """A digest of all that decides what a run makes; none where that cannot be known."""
        plan = self._plan
        try:
            files = plan.settings.files or (beside(plan.dumps[0]) if plan.dumps else None)
            looked = [
                *plan.dumps,
                *(near for dump in plan.dumps for near in companions(dump)),
                *(each for each in (plan.notes, files) if each),
            ]
            told: tuple[str, ...] = ()
            if self._site:
                found = inputs(plan.mkdocs or base_configuration())
                if found is None or (plan.mkdocs and found.pages != plan.pages.resolve()):
                    return None
                looked += [*found.files, *found.folders]
                told = (*found.variables, os.environ.get(_CLOCK, ""))
            stamped = stamp(looked)
        except OSError:
            return None
        return digest((stamped, program(), told, replace(plan, jobs=0, scheduler=""))).hex() if stamped else None

    def _wrote(self, seen: Mapping[Path, Seen] = MappingProxyType({})) -> str | None:
        plan = self._plan
        made = [plan.pages, *((plan.site, plan.mkdocs or plan.derived) if self._site else ())]
        stamped = stamp(made, seen) if all(each.exists() for each in made) else None
        return stamped.hex() if stamped else None
