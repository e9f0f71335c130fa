"""Relative titles: what a leading `/` or `../` means on a page whose namespace has subpages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stillwiki.titles import Title


def subpage(target: str, page: Title) -> tuple[str, str]:
    """`/Sub`, `/Sub/` and `../Other` as they are meant on a page, and how they are shown without a text of their own.

    Rule: mediawiki.org, Help:Subpages. A target that leads nowhere comes back as it is.
    """
    name, mark, fragment = target.partition("#")
    name, mark = name.strip(), mark + fragment
    if name.startswith("/") and name.strip("/"):
        shown = name.strip("/") if name.endswith("/") else name
        return f"{page.full}/{name.strip('/')}{mark}", shown + mark
    parts, rest = page.full.split("/"), name
    while rest.startswith("../"):
        rest = rest[3:]
        parts.pop()
        if not parts:
            return target, target
    if rest == name:
        return target, target
    found = "/".join([*parts, rest.rstrip("/")] if rest.strip("/") else parts) + mark
    return found, rest.rstrip("/") if name.endswith("/") and rest.strip("/") else found
