"""Whether a wiki's licence allows a mirror: it is read, never assumed.

A mirror is an adaptation (wikitext becomes Markdown), which licences without derivatives forbid (BY-ND 4.0, 2(a)(1)).
"""

from __future__ import annotations

import re

_NO_DERIVATIVES = re.compile(r"/licenses/by(?:-nc)?-nd\b|\bno.?deriv|\bby(?:-nc)?-nd\b", re.IGNORECASE)
_RESERVED = re.compile(r"all.rights.reserved", re.IGNORECASE)


def objection(name: str, url: str) -> str:
    """Why a wiki under this licence may not be mirrored; empty where it may."""
    told = f"{name} {url}".strip()
    if not told:
        return "expected a licence, seen none: without one nobody may copy the wiki"
    if _RESERVED.search(told):
        return f"expected a free licence, seen {told}"
    if _NO_DERIVATIVES.search(told):
        return f"expected a licence that allows adaptations, seen {told}; a converted copy is one"
    return ""
