"""Front matter: the YAML block at the head of a page, in the order its keys are given, the same bytes every time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

# The emitter of libyaml is five times faster, and a page costs milliseconds. PyYAML's wheels carry it; where it is
# missing, the slow one says the same in all but the folding of lines, which is off.
_Emitter: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

_WIDTH = 1_000_000
"""Characters of a line; a value is never folded, so that a diff shows whole values."""


class _Dumper(_Emitter):  # type: ignore[misc]  # which class it is, the machine decides
    """Writes a value that occurs twice twice; tuples are lists."""

    def ignore_aliases(self, _data: object) -> bool:
        """Never refer to an earlier value."""
        return True


_Dumper.add_representer(tuple, lambda dumper, data: dumper.represent_list(data))


def dump(meta: Mapping[str, object]) -> str:
    """YAML of a page's data; nothing for no data."""
    return str(yaml.dump(dict(meta), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)) if meta else ""


def join(meta: Mapping[str, object], body: str) -> str:
    """The text of a page's file."""
    head = dump(meta)
    if not head:
        return body
    return f"---\n{head}---\n\n{body}" if body else f"---\n{head}---\n"
