"""Elements of HTML in notes: their tags, and what the gate would take of them.

It refuses to edit.
"""

from __future__ import annotations

import html
import re

from stillwiki.markdown import gate
from stillwiki.obsidian.page import Page

TAG = re.compile(r"<([A-Za-z][\w-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)/?>")
_ATTRIBUTE = re.compile(r"([A-Za-z_:][\w.:-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))")


def attributes_of(written: str) -> dict[str, str]:
    """Attributes of a tag, by their name in lower case."""
    found = {}
    for name, double, single, bare in _ATTRIBUTE.findall(written):
        found[name.lower()] = html.unescape(double or single or bare)
    return found


def told(match: re.Match[str], page: Page, at: int) -> None:
    """Report an element or attributes that the gate would remove."""
    name = match[1].lower()
    if name in ("br", "hr"):
        return
    passed = gate.clean(match[0])
    if f"<{name}" not in passed:
        if name not in _PARTS:
            page.report("html-removed", at, f"<{name}> may not stand on the site")
        return
    gone = [key for key in attributes_of(match[2]) if f" {key}=" not in passed and key != "markdown"]
    if gone:
        page.report("html-removed", at, f"<{name}> stands without {', '.join(gone)}")


_PARTS = frozenset("caption col colgroup dd dt li rb rp rt rtc summary tbody td tfoot th thead tr".split())
"""Elements that an HTML parser does not keep on their own."""
