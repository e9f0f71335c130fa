"""Files that a wiki shows only on some pages: its `MediaWiki:Bad image list`.

Rules: mediawiki.org, Help:Bad image list. A line of the list is an item with links: the file, then the pages where it
may stand.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stillwiki.titles import Title, Titles
    from stillwiki.wikitext.context import Context

_LIST = "MediaWiki:Bad image list"
_LINK = re.compile(r"\[\[:?([^\[\]|]+)(?:\|[^\]]*)?\]\]")


def is_barred(title: Title, context: Context) -> bool:
    """Whether the wiki does not want a file shown on this page."""
    text = context.inventory.text(_LIST)
    if text is None:
        return False
    allowed = _barred(text, context.inventory.titles).get(title.full)
    return allowed is not None and context.title.full not in allowed


@lru_cache(maxsize=8)
def _barred(text: str, titles: Titles) -> dict[str, frozenset[str]]:
    """By full title of the file, where it may stand."""
    found: dict[str, frozenset[str]] = {}
    for line in text.split("\n"):
        if line.startswith("*"):
            linked = [title.full for name in _LINK.findall(line) if (title := titles.parse(name))]
            found |= {full: frozenset(linked[1:]) for full in linked[:1]}
    return found
