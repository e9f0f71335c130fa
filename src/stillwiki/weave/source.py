"""Source code on a page: templates and modules, which are read as code, and pages in no wikitext."""

from __future__ import annotations

import re

from stillwiki.weave.spelling import heading

LANGUAGES = {
    "wikitext": "wikitext",
    "Scribunto": "lua",
    "css": "css",
    "sanitized-css": "css",
    "javascript": "js",
    "json": "json",
}
"""What highlights each content model; others are shown plain."""


def section(text: str, model: str, *, title: str = "Source") -> str:
    """A fence that no line of the text can close, below a heading (none if `title` is empty)."""
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    language = LANGUAGES.get(model, "text")
    head = heading(title, "mw-source") + "\n\n" if title else ""
    return (
        f'\n{head}<div class="generated" markdown="block">\n\n{fence}{language}\n{text.rstrip()}\n{fence}\n\n</div>\n'
    )
