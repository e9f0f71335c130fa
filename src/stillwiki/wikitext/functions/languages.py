"""What depends on a language: numbers, plural, gender, names and codes of languages.

Rules: mediawiki.org, Help:Magic words (Localization); plural forms are CLDR's.
"""

from __future__ import annotations

import re

from stillwiki.wikitext.expansion.calls import Call
from stillwiki.wikitext.expansion.strip import DEL
from stillwiki.wikitext.languages.english import ENGLISH
from stillwiki.wikitext.languages.names import AUTONYMS, RIGHT_TO_LEFT
from stillwiki.wikitext.languages.numbers import format_number, parse_number
from stillwiki.wikitext.languages.plural import form
from stillwiki.wikitext.registry import function

_BCP47 = {
    "als": "gsw", "bat-smg": "sgs", "be-x-old": "be-tarask", "cbk-zam": "cbk", "crh-cyrl": "crh-Cyrl",
    "de-formal": "de-x-formal",
    "eml": "egl", "en-rtl": "en-x-rtl", "es-formal": "es-x-formal", "fiu-vro": "vro", "hu-formal": "hu-x-formal",
    "map-bms": "jv-x-bms", "mo": "ro-Cyrl-MD", "nl-informal": "nl-x-informal", "no": "nb", "nrm": "nrf",
    "qqq": "en-x-qqq",
    "roa-rup": "rup", "roa-tara": "nap-x-tara", "simple": "en-simple", "sr-ec": "sr-Cyrl", "sr-el": "sr-Latn",
    "zh-classical": "lzh", "zh-cn": "zh-Hans-CN", "zh-sg": "zh-Hans-SG", "zh-my": "zh-Hans-MY", "zh-tw": "zh-Hant-TW",
    "zh-hk": "zh-Hant-HK", "zh-mo": "zh-Hant-MO", "zh-min-nan": "nan", "zh-yue": "yue",
}  # fmt: skip
"""Codes of MediaWiki's own that the standard writes otherwise."""
_INTERNAL = {standard.lower(): code for code, standard in _BCP47.items()}
_NUMERIC_START = re.compile(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
_EXPLICIT = re.compile(r"(-?\d+)=")


@function("formatnum")
def formatnum(call: Call) -> str:
    """`{{formatnum: number | R, NOSEP or LOSSLESS}}`."""
    options = call.args()[1:]
    language = call.context.inventory.site.language
    raw = "R" in options[:1]
    pieces = call.first.split(DEL)
    for number in range(0, len(pieces), 2):
        pieces[number] = format_number(
            pieces[number], language, raw=raw,
            separators="NOSEP" not in options,
            lossless="LOSSLESS" in options,
        )  # fmt: skip
    return DEL.join(pieces)


@function("plural")
def plural(call: Call) -> str:
    """`{{plural: number | one | other}}`; forms that begin with `12=` are for that number alone."""
    language = call.context.inventory.site.language
    number = _number(format_number(call.first, language, raw=True))
    forms = []
    for index in range(1, len(call)):
        text = call.arg(index)
        explicit = _EXPLICIT.match(text)
        if explicit is None:
            forms.append(text)
        elif explicit[1] == f"{number:g}":
            return text[explicit.end() :]
    return forms[min(form(number, language), len(forms) - 1)] if forms else ""


def _number(text: str) -> float:
    """What a text begins with as a number, or 0."""
    match = _NUMERIC_START.match(text)
    value = parse_number(match[0]) if match else 0
    return float(value or 0)


@function("gender")
def gender(call: Call) -> str:
    """`{{gender: user | he | she | they}}`: nobody's gender is known to a still."""
    return call.arg(3) if len(call) > 3 else call.arg(1)


@function("grammar")
def grammar(call: Call) -> str:
    """`{{grammar: case | word}}`: the word, which only interface messages decline."""
    return call.arg(1)


@function("#language")
def language(call: Call) -> str:
    """`{{#language: code | in language}}`: what a language is called, in itself or in English."""
    code = call.first.lower()
    in_english = call.arg(1).lower() in ("en", "simple", "en-gb", "en-ca", "en-us")
    return (ENGLISH.get(code) if in_english else None) or AUTONYMS.get(code) or call.first


@function("#dir")
def direction(call: Call) -> str:
    """`{{#dir: code | bcp47}}`: which way a language is written."""
    code = _code(call)
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


@function("#bcp47")
def bcp47(call: Call) -> str:
    """`{{#bcp47: code}}`: the standard's code of a language."""
    code = (call.first or call.context.inventory.site.language).lower()
    if code in _BCP47:
        return _BCP47[code]
    subtags = code.split("-")
    return "-".join([subtags[0], *(_cased(subtag) for subtag in subtags[1:])])


def _cased(subtag: str) -> str:
    """Regions in capitals, scripts with one."""
    return {2: subtag.upper(), 4: subtag.title()}.get(len(subtag), subtag)


def _code(call: Call) -> str:
    code = (call.first or call.context.inventory.site.language).lower()
    return _INTERNAL.get(code, code) if call.arg(1).lower() == "bcp47" else code
