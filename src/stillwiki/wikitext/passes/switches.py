"""Behaviour switches: words between double underscores that tell how a page is to be treated.

Rules: mediawiki.org, Help:Magic words, Behavior switches.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from stillwiki.titles import CATEGORY
from stillwiki.wikitext.languages.magic import magic_words
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


@lru_cache(maxsize=16)
def _spoken(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """All switches as a language writes them, and the English names of its own words in lower case."""
    own = {word.strip("_"): name.strip("_") for word, name in magic_words(language).items() if name[:2] == "__"}
    free, exact = ([word for word, name in own.items() if name in names] for names in (_ANY_CASE, _EXACT))
    pattern = rf"__((?i:{'|'.join([*_ANY_CASE, *free])})|{'|'.join([*_EXACT, *exact])})__"
    return re.compile(pattern), {word.lower(): name for word, name in own.items()}


def switches(text: str, context: Context) -> str:
    """Take the switches out of the text and remember them."""
    if "__" not in text:
        return text

    pattern, names = _spoken(context.inventory.site.language)

    def one(match: re.Match[str]) -> str:
        word = names.get(match[1].lower(), match[1].upper())
        context.switches.add(word)
        if word == "HIDDENCAT" and context.title.namespace == CATEGORY:
            track(context, "hidden-category-category")
        return ""

    return pattern.sub(one, text)
