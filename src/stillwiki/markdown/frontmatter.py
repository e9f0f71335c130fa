"""Front matter: YAML in the order it was made, the same bytes every time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

_WIDTH = 10_000
"""Characters; a value is never folded, so that a diff shows whole values."""


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key, and never writes an alias for a value that occurs twice."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  # the name and its arguments are PyYAML's
        return True


def dump(meta: Mapping[str, object]) -> str:
    """YAML of front matter, without the lines round it."""
    return yaml.dump(dict(meta), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)


def join(meta: Mapping[str, object], body: str) -> str:
    """A page file: front matter, an empty line, Markdown."""
    return f"---\n{dump(meta)}---\n\n{body.strip()}\n" if body.strip() else f"---\n{dump(meta)}---\n"
