"""What languages answer to Lua: numbers, dates, plural forms, names and codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stillwiki.wikitext.dates import formats as dateformat
from stillwiki.wikitext.dates import zones
from stillwiki.wikitext.dates.clock import parse_timestamp
from stillwiki.wikitext.dates.parts import DateError
from stillwiki.wikitext.dates.reading import read
from stillwiki.wikitext.languages.english import ENGLISH
from stillwiki.wikitext.languages.names import AUTONYMS, FALLBACKS, RIGHT_TO_LEFT
from stillwiki.wikitext.languages.numbers import format_number
from stillwiki.wikitext.languages.plural import form
from stillwiki.wikitext.lua.host import Fault, Value, Values, answers, decode, encode

if TYPE_CHECKING:
    from stillwiki.wikitext.lua.machine import Machine

_BATCH = 400


def _names(in_language: bytes) -> dict[str, str]:
    """Names of languages: in English where that is asked, else in themselves."""
    return {**AUTONYMS, **ENGLISH} if in_language.split(b"-")[0] == b"en" else AUTONYMS


@answers("language_name")
def language_name(_machine: Machine, code: bytes, in_language: bytes) -> Values:
    """What a language is called; nothing for an unknown code."""
    return (encode(_names(in_language).get(decode(code).lower(), "")),)


@answers("language_names")
def language_names(_machine: Machine, in_language: bytes, start: float) -> Values:
    """Codes and names, a batch after the number of the next batch or -1."""
    rows, first = list(_names(in_language).items()), int(start)
    flat: list[Value] = [first + _BATCH if first + _BATCH < len(rows) else -1]
    for row in rows[first : first + _BATCH]:
        flat += map(encode, row)
    return tuple(flat)


@answers("fallbacks")
def fallbacks(_machine: Machine, code: bytes) -> Values:
    """Languages to ask in a language's stead."""
    name = decode(code).lower()
    found = FALLBACKS.get(name, "").split()
    return tuple(map(encode, (*found, *(("en",) if name != "en" else ()))))


@answers("content_language")
def content_language(machine: Machine) -> Values:
    """Code of the wiki's language."""
    return (encode(machine.context.inventory.site.language),)


@answers("is_rtl")
def is_rtl(_machine: Machine, code: bytes) -> Values:
    """Whether a language is written from right to left."""
    return (decode(code) in RIGHT_TO_LEFT,)


@answers("bcp47")
def bcp47(machine: Machine, code: bytes) -> Values:
    """The standard's code of a language."""
    name = decode(code)
    return (encode(name or machine.context.inventory.site.language),)


@answers("format_number")
def format_number_(_machine: Machine, number: bytes, code: bytes, bare: bool) -> Values:  # noqa: FBT001  # from Lua
    """A number as a language writes it."""
    return (encode(format_number(decode(number), decode(code), separators=not bare)),)


@answers("parse_number")
def parse_number(_machine: Machine, text: bytes, code: bytes) -> Values:
    """A number that a language wrote, as Lua writes it."""
    return (encode(format_number(decode(text), decode(code), raw=True)),)


@answers("plural")
def plural(_machine: Machine, number: float, code: bytes) -> Values:
    """Which plural form goes with a number."""
    return (form(number, decode(code)),)


@answers("format_date", per_byte=20)
def format_date(machine: Machine, how: bytes, text: bytes, code: bytes, local: bool) -> Values:  # noqa: FBT001
    """A date as `#time` writes it."""
    site = machine.context.inventory.site
    now = parse_timestamp(site.now)
    try:
        found = read(decode(text), now) if text else now
    except DateError as error:
        raise Fault("bad argument #2 to 'formatDate' (not a valid timestamp)") from error
    zone, ahead = "UTC", 0
    if local and site.timezone != "UTC":
        zone = site.timezone
        found, ahead = zones.local(found, zone)
    return (encode(dateformat.write(found, decode(how), decode(code), zone, ahead)),)


@answers("list_words")
def list_words(_machine: Machine) -> Values:
    """What stands between the members of a list, and before the last."""
    return (b", ", b" and ")
