"""Files that a wiki shows only on some pages: its `MediaWiki:Bad image list`.

Rules: mediawiki.org, Help:Bad image list. A line of the list is an item with links: the file, then the pages where it
may stand.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from stillwiki.titles import upper_first

if TYPE_CHECKING:
    from stillwiki.titles import Title
    from stillwiki.wikitext.context import Context

_LIST = "MediaWiki:Bad image list"
_LINK = re.compile(r"\[\[:?([^\[\]|]+)(?:\|[^\]]*)?\]\]")


def is_barred(title: Title, context: Context) -> bool:
    """Whether the wiki does not want a file shown on this page."""
    text = context.inventory.text(_LIST)
    allowed = _barred(text).get(title.text) if text is not None else None
    return allowed is not None and context.title.full not in allowed


@lru_cache(maxsize=8)
def _barred(text: str) -> dict[str, frozenset[str]]:
    """By name of the file, the full titles of the pages where it may stand."""
    found: dict[str, frozenset[str]] = {}
    for line in text.split("\n"):
        linked = [upper_first(name.replace("_", " ").strip()) for name in _LINK.findall(line)]
        if line.startswith("*") and linked:
            found[upper_first(linked[0].partition(":")[2].strip())] = frozenset(linked[1:])
    return found
