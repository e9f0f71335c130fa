"""Properties of a note: what its front matter says, in the forms that the rest of the house reads.

Rules: Obsidian's help, "Properties", "Aliases", "Tags" and "Permalinks". What has not the type that it must have is
passed over: a property is anybody's, and only some are ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from stillwiki.notes import NoteLink

_LINK = re.compile(r"\[\[([^\[\]|#^]*)(?:#([^\[\]|]*))?(?:\|[^\[\]]*)?\]\]")
_DEPTH = 8
"""Levels of lists and tables that are looked into; Obsidian itself knows one."""


def texts(properties: Mapping[str, object], *names: str) -> tuple[str, ...]:
    """The values of the first of these properties that is there: a text is a list of one; blanks are dropped."""
    for name in names:
        value = properties.get(name)
        if value is None:
            continue
        listed = value if isinstance(value, list) else [value]
        found = (str(each).strip() for each in listed if isinstance(each, str | int | float))
        return tuple(dict.fromkeys(each for each in found if each))
    return ()


def text(properties: Mapping[str, object], name: str) -> str:
    """A property that is a text, in one line; empty where it is none."""
    value = properties.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def aliases(properties: Mapping[str, object]) -> tuple[str, ...]:
    """Other names of the note."""
    return texts(properties, "aliases", "alias")


def tags(properties: Mapping[str, object]) -> tuple[str, ...]:
    """Tags without `#`; a text may hold several, divided by commas or blanks."""
    value = properties.get("tags", properties.get("tag"))
    listed = re.split(r"[,\s]+", value) if isinstance(value, str) else value if isinstance(value, list) else []
    found = (str(each).strip().lstrip("#").strip("/") for each in listed if isinstance(each, str | int))
    return tuple(dict.fromkeys(each for each in found if each))


def published(properties: Mapping[str, object]) -> bool:
    """Whether the note may be shown; only `publish: false` keeps it back."""
    return properties.get("publish") is not False


def links(properties: Mapping[str, object]) -> tuple[NoteLink, ...]:
    """Links in properties; they count as links of the note."""
    return tuple(_links(properties, _DEPTH))


def _links(value: object, depth: int) -> Iterator[NoteLink]:
    if isinstance(value, str):
        for target, subpath in _LINK.findall(value):
            yield NoteLink(target.strip(), subpath)
    elif depth and isinstance(value, Mapping | list):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _links(each, depth - 1)
