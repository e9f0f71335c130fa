"""The tables of names as a wiki's own language extends them: `{{#если:}}` is `{{#if:}}` on a Russian wiki.

Rule: mediawiki.org, Help:Magic words; the English names work everywhere. Owns no names (`languages.magic`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from stillwiki.wikitext.languages.magic import magic_words

if TYPE_CHECKING:
    from stillwiki.wikitext.expansion.calls import Call, Language


def localised(english: Language, code: str) -> Language:
    """The tables for a wiki in the language of this code."""
    return _extended(Tables(english), code) if magic_words(code) else english


class Tables:
    """A language's tables as the key of a cache: the same tables, the same key."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __hash__(self) -> int:
        return id(self.language)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tables) and other.language is self.language


@lru_cache(maxsize=16)
def _extended(tables: Tables, code: str) -> Language:
    language, words = tables.language, magic_words(code)
    functions = {word: _renamed(language, name) for word, name in words.items() if name in language.functions}
    variables = {word: language.variables[name] for word, name in words.items() if name in language.variables}
    return replace(
        language, functions=functions | dict(language.functions), variables=variables | dict(language.variables)
    )


def _renamed(language: Language, name: str) -> Callable[[Call], str | None]:
    """A function that hears its English name, by which those with several names know what is meant."""
    function = language.functions[name]
    return lambda call: function(replace(call, name=name))
