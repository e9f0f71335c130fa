"""The site that was replaced and spared, to become the next one: what it has is known from the swap, so nobody looks.

That is believed until the next site stands whole. Then everything that is there is held against what was noted of the
last one; where anything is not so, the site is made once more, by looking.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from stillwiki import swap
from stillwiki.rendering.store import SEARCH, Store
from stillwiki.stamps import regular

_SPARE = "spare"
"""Under which is noted how the spared site differs, until somebody takes it away."""
_BELIEVED = "believed"
"""And what of the next site nobody has looked at, until it stands."""
_LOST = ""
"""The digest of a file of which it is not known any more: no file has it."""


class MistakenError(Exception):
    """The old sites are not what was believed of them."""


class Difference(NamedTuple):
    """How the spared site differs from the one in place: names of files."""

    others: list[str]
    """Both have them, but not the same ones."""
    more: list[str]
    """The site does not have them."""
    less: list[str]
    """The site alone has them."""


def known(store: Store, site: Path, spared: Path) -> Difference | None:
    """What was noted; None where that is nothing, or of other folders.

    Whoever asks takes the spared site away, so from now on nothing is noted of it.
    """
    told = store.state(_SPARE)
    store.note(_SPARE, {})
    store.note(_BELIEVED, {})
    is_known = "files" in told and told["places"] == _places(site, spared)
    return Difference(*told["files"]) if is_known else None


def believe(store: Store, carried: Collection[str]) -> None:
    """Note that the next site is made of the spared one unseen, and which files in it are made of none of the tree."""
    store.note(_BELIEVED, {"carried": list(carried)})


def check(
    store: Store, staged: Path, there: Mapping[str, os.stat_result], carried: Collection[str], made: Collection[str]
) -> None:
    """Whether a site is what it should be, as far as something was believed.

    Of what is `there`, outputs are as they were made, and files of the index as they were, if they were `carried`.

    Raises:
        MistakenError: it is not.
        OSError: a file cannot be read.

    """
    told = store.state(_BELIEVED)
    if "carried" not in told:
        return
    stamps = store.stamps
    wanted = {name: stamps[name].digest if name in stamps else _LOST for name in (*told["carried"], *carried)}
    wanted.update(store.digests())
    found = dict(regular(staged, there.items()))
    known = {*wanted, *store.addresses(), *made}
    if (
        len(found) < len(there)
        or not all(name in known or (not made and name.startswith(SEARCH)) for name in found)
        or not all(name in found and store.is_found(staged, name, found[name], wanted[name]) for name in wanted)
    ):
        raise MistakenError


def begin(store: Store, staged: Path, spared: Path) -> dict[str, int]:
    """Let there be a spared site to begin with, where nothing is known of the last one; gives the numbers of its files.

    Then the first change, too, costs no link for every file. To be called before anybody looks at this site.
    """
    return {} if store.stamps else swap.spare(staged, spared)


def note(store: Store, site: Path, spared: Path, begun: Mapping[str, int], found: Mapping[str, os.stat_result]) -> None:
    """Note how the spared site differs from the one that took its place, in which this was `found`.

    It is the last one, of which the stamps are not noted over yet, or the one that was `begun`.
    """
    numbers = begun or {name: stamp.number for name, stamp in store.stamps.items()}
    places = _places(site, spared)
    if numbers and places:
        both = [name for name in numbers if name in found]
        others = [name for name in both if numbers[name] != found[name].st_ino]
        more, less = [name for name in numbers if name not in found], [name for name in found if name not in numbers]
        store.note(_SPARE, {"places": places, "files": (others, more, less)})


def _places(*folders: Path) -> list[int]:
    """Numbers of folders; none where one is not there."""
    try:
        return [folder.stat().st_ino for folder in folders]
    except OSError:
        return []
