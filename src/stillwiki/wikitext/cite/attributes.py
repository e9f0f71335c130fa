"""What a `<ref>` says of itself, read and checked; it refuses to know other notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stillwiki.wikitext.expansion.strip import kill
from stillwiki.wikitext.passes.sanitise import decode_attributes

if TYPE_CHECKING:
    from stillwiki.wikitext.expansion.calls import TagCall

_KNOWN = frozenset({"details", "dir", "extends", "follow", "group", "name"})
_DIRECTIONS = frozenset({"auto", "ltr", "rtl"})

Problem = tuple[str, ...]
"""Kind of an error and its values."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One `<ref>`."""

    content: str | None
    """None where there is nothing to read, between tags or without an end tag."""
    name: str
    group: str | None
    follow: str
    details: str
    has_details: bool
    """Whether the attribute is there at all, also without a value."""
    direction: str
    warnings: tuple[Problem, ...]
    """What is wrong but leaves a note."""
    fatal: Problem | None
    """What leaves none."""


def reference(call: TagCall) -> Reference:
    """Read a tag."""
    found = decode_attributes(call.attributes, markers=True)
    found = {key: value if key == "details" else kill(value) for key, value in found.items()}
    content = call.content if call.content and call.content.strip() else None
    name, details = found.get("name", ""), found.get("details", "")
    if "extends" in found and not details and content:
        # The form of 2019 to 2024: the content is what `details` is now, the name is the main note's.
        name, details, content = found["extends"], content, None
    warnings = [*_warnings(found, name)]
    if name.isdigit():
        name = ""
    fatal = _fatal(found, content or name, details, empty=call.content is None)
    if details and not (name or fatal):
        warnings.append(("details-name",))
    direction = found.get("dir", "").lower()
    return Reference(
        content=content,
        name=name,
        group=found.get("group"),
        follow=found.get("follow", ""),
        details=details if name else "",
        has_details="details" in found,
        direction=direction if direction in _DIRECTIONS else "",
        warnings=tuple(warnings),
        fatal=fatal,
    )


def _warnings(found: Mapping[str, str], name: str) -> Iterator[Problem]:
    unknown = next((key for key in found if key not in _KNOWN), None)
    if unknown is not None:
        yield ("parameter", unknown)
    if "dir" in found and found["dir"].lower() not in _DIRECTIONS:
        yield ("direction", found["dir"])
    if name.isdigit():
        yield ("numeric",)


def _fatal(found: Mapping[str, str], said: str, details: str, *, empty: bool) -> Problem | None:
    follow = found.get("follow", "")
    if follow and (found.get("name") or details):
        return ("follow",)
    if follow.isdigit():
        return ("numeric",)
    if said:
        return None
    if details:
        return ("details-content",)
    return ("malformed",) if empty else ("no-content",)
