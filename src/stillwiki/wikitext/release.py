"""Which MediaWiki made the wiki, where what it shows depends on that."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stillwiki.model import Site

NEWEST = (1, 99)
"""Taken for a wiki that does not say."""


def release(site: Site) -> tuple[int, int]:
    """Major and minor number of the MediaWiki that wrote the source."""
    return _parsed(site.generator)


@lru_cache(maxsize=64)
def _parsed(generator: str) -> tuple[int, int]:
    match = re.search(r"(\d+)\.(\d+)", generator)
    return (int(match[1]), int(match[2])) if match else NEWEST
