"""What a fetch leaves for the next one, and for readers: where the wiki is, how far we followed it, what became of it.

Stands beside the dump as `fetch.json`, so that a copy of the repository can go on where another one stopped.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from stillwiki.model import Mirror

NAME = "fetch.json"


@dataclass(frozen=True)
class State:
    """The end of the last fetch. All times are ISO 8601, UTC."""

    api: str = ""
    history: bool = False
    images: bool = False
    mark: str = ""
    """By the wiki's clock: all that happened before is in the dump."""
    seen: str = ""
    """Digest of what happened shortly before that, so that it is known again."""
    checked: str = ""
    """By ours: when the wiki was last seen to be as the dump says."""
    counts: dict[str, int] = field(default_factory=dict)
    """The wiki's own, at that moment."""
    sha256: str = ""
    """Of the dump; another one has not been written by us."""
    altered: list[int] = field(default_factory=list)
    """Ids of pages that are not what the wiki's own digest says; they are fetched again when others are."""
    left_out: list[str] = field(default_factory=list)
    """Names of files that the wiki lists and that were not to be had; they are asked for again when others are."""
    closed: str = ""
    """Why nobody can edit the wiki any more; empty while they can."""
    gone: str = ""
    """Since when the wiki cannot be reached; empty while it can."""
    behind: str = ""
    """Since when the wiki has changes that were not taken; empty while there are none."""
    why: str = ""
    """What was seen when it was gone, or what of its changes was refused."""

    def document(self) -> bytes:
        """As it is written."""
        return (json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n").encode()

    @property
    def mirror(self) -> Mirror:
        """What readers are told of it."""
        return Mirror(self.mark, self.checked, self.behind, self.closed, self.gone, self.why)


def read(folder: Path) -> State:
    """The state beside a dump; an empty one where there is none that can be understood."""
    try:
        found: Any = json.loads((folder / NAME).read_text("utf-8"))
        kinds = {each.name: type(getattr(State(), each.name)) for each in fields(State)}
        return State(
            **{name: value for name, value in found.items() if type(value) is kinds.get(name) and _flat(value)}
        )
    except (OSError, ValueError, AttributeError, RecursionError):
        return State()


def _flat(value: object) -> bool:
    """Whether a list holds numbers and words alone."""
    return not isinstance(value, list) or all(isinstance(item, int | str) for item in value)


def sha256(path: Path) -> str:
    """Digest of a file; empty where there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
