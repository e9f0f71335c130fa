"""What must hold before a new dump takes the place of the one we have: each gate compares, and says what it saw.

Whoever owns the mirror may open a gate by its name; a gate that was not named stays shut.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stillwiki.errors import GATES, GateError
from stillwiki.fetch.licence import objection
from stillwiki.fetch.words import printable

SITE, SHRUNK, MAIN_PAGE, LICENCE = GATES
_KEPT = 0.9
"""Part of the pages and bytes that a new dump has to have at least: wikis grow, and rarely shed a tenth at once."""
_FEW = 10
"""Pages that may go whatever part of a small wiki they are."""
_LITTLE = 100_000
"""Bytes that may go likewise, though not half of what is there."""


@dataclass(frozen=True)
class Totals:
    """What is compared of a dump."""

    name: str = ""
    database: str = ""
    pages: int = 0
    size: int = 0
    """Bytes of all pages."""
    licence: tuple[str, str] = ("", "")
    """Name and address."""
    main_page: str = ""
    has_main_page: bool = False


def check(old: Totals | None, new: Totals, accepted: frozenset[str]) -> None:
    """Let a dump pass.

    Raises:
        GateError: a gate is shut; its text says which, what was expected and what was seen.

    """
    shut = [(name, words) for name, words in _objections(old, new) if name not in accepted]
    if shut:
        told = "\n".join(f"  {printable(words)} (--accept {name} takes it all the same)" for name, words in shut)
        raise GateError(f"what was fetched is not put in the place of what we hold:\n{told}")


def _objections(old: Totals | None, new: Totals) -> Iterator[tuple[str, str]]:
    words = objection(*new.licence)
    if words:
        yield LICENCE, words
    if not new.has_main_page:
        yield MAIN_PAGE, f"expected the main page {new.main_page!r}, seen no page of that name"
    if old is None:
        if not new.pages:
            yield SHRUNK, "expected pages, seen none"
        return
    if (old.name, old.database) != (new.name, new.database):
        yield SITE, f"expected the wiki {old.name!r} ({old.database}), seen {new.name!r} ({new.database})"
    if any(old.licence) and old.licence != new.licence and not words:
        yield LICENCE, f"expected the licence {_licence(old.licence)}, seen {_licence(new.licence)}"
    if old.pages - new.pages > max(old.pages * (1 - _KEPT), _FEW) or (old.pages and not new.pages):
        yield SHRUNK, f"expected about {old.pages} pages, seen {new.pages}"
    elif new.size < old.size * _KEPT and old.size - new.size > min(old.size / 2, _LITTLE):
        yield SHRUNK, f"expected about {old.size} bytes, seen {new.size}"


def _licence(licence: tuple[str, str]) -> str:
    name, url = licence
    return f"{name} ({url})" if name and url else name or url or "none"
