"""Behaviour switches: words between double underscores that tell how a page is to be treated.

Rules: mediawiki.org, Help:Magic words, Behavior switches.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stillwiki.titles import CATEGORY
from stillwiki.wikitext.tracking import track

if TYPE_CHECKING:
    from stillwiki.wikitext.context import Context

_ANY_CASE = (
    "NOTOC",
    "FORCETOC",
    "TOC",
    "NOEDITSECTION",
    "NOGALLERY",
    "NOTITLECONVERT",
    "NOTC",
    "NOCONTENTCONVERT",
    "NOCC",
)
_EXACT = ("HIDDENCAT", "EXPECTUNUSEDCATEGORY", "EXPECTUNUSEDTEMPLATE", "INDEX", "NOINDEX", "NEWSECTIONLINK",
          "NONEWSECTIONLINK", "STATICREDIRECT", "DISAMBIG", "NOGLOBAL", "ARCHIVEDTALK", "NOTALK")  # fmt: skip
_SWITCH = re.compile(rf"__(?:(?i:({'|'.join(_ANY_CASE)}))|({'|'.join(_EXACT)}))__")


def switches(text: str, context: Context) -> str:
    """Take the switches out of the text and remember them."""
    if "__" not in text:
        return text

    def one(match: re.Match[str]) -> str:
        word = (match[1] or match[2]).upper()
        context.switches.add(word)
        if word == "HIDDENCAT" and context.title.namespace == CATEGORY:
            track(context, "hidden-category-category")
        return ""

    return _SWITCH.sub(one, text)
