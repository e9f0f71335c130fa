"""The tables of names as a wiki's own extensions extend them: what it says it has is a tag or a function there.

Without the wiki's word, a tag that nobody knows is text. Owns no implementations; what has none is shown as its source.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from stillwiki.wikitext.functions.tagging import of_the_wiki
from stillwiki.wikitext.localised import Tables, localised

if TYPE_CHECKING:
    from stillwiki.model import Site
    from stillwiki.wikitext.expansion.calls import Language


def of_site(english: Language, site: Site) -> Language:
    """The tables for a wiki, in its language and with its extensions."""
    language = localised(english, site.language)
    return _extended(Tables(language), site.tags, site.functions) if site.tags or site.functions else language


@lru_cache(maxsize=16)
def _extended(tables: Tables, tags: frozenset[str], functions: frozenset[str]) -> Language:
    language = tables.language
    known = {name.removeprefix("#").lower() for name in (*language.functions, *language.variables)}
    others = dict.fromkeys(functions - known, of_the_wiki)
    return replace(language, functions=others | dict(language.functions), known_tags=language.known_tags | tags)
