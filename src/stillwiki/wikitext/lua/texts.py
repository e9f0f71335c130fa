"""What texts answer to Lua: characters and their classes, normal forms, markers, entities, hashes.

Places in a text are bytes where Lua counts bytes, and characters where `mw.ustring` does.
"""

from __future__ import annotations

import hashlib
import unicodedata
import zlib
from html.entities import html5
from typing import TYPE_CHECKING

from stillwiki.titles import lower_first, upper_first
from stillwiki.wikitext.addresses import wiki_encode
from stillwiki.wikitext.anchors import anchor, anchor_text
from stillwiki.wikitext.expansion.strip import kill
from stillwiki.wikitext.expr import ExpressionError, evaluate, number_text
from stillwiki.wikitext.lua.host import Fault, Values, answers, decode, encode

if TYPE_CHECKING:
    from stillwiki.wikitext.lua.machine import Machine

_CLASSES: dict[bytes, tuple[str, ...]] = {
    b"a": ("L",), b"c": ("Cc",), b"d": ("Nd",), b"l": ("Ll",), b"p": ("P",), b"s": ("Z",), b"u": ("Lu",),
    b"w": ("L", "Nd"), b"z": (),
}  # fmt: skip
"""General categories of Unicode by the letter of a pattern's class."""
_WIDE_DIGITS = "０１２３４５６７８９ＡＢＣＤＥＦａｂｃｄｅｆ"


@answers("class", per_byte=0)
def in_class(_machine: Machine, letter: bytes, character: bytes) -> Values:
    """Whether a character is in a class of patterns."""
    one = character.decode("utf-8", "replace")[:1]
    if letter == b"x":
        return (one in _WIDE_DIGITS,)
    return (unicodedata.category(one).startswith(_CLASSES[letter]),)


@answers("valid", per_byte=1)
def valid(_machine: Machine, text: bytes) -> Values:
    """Whether bytes are UTF-8."""
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return (False,)
    return (True,)


@answers("offset", per_byte=1)
def offset(_machine: Machine, text: bytes, number: float) -> Values:
    """Byte at which a character begins, both counted from 1; one past the end for what is beyond."""
    return (len(text.decode("utf-8", "replace")[: int(number) - 1].encode()) + 1,)


@answers("sub", per_byte=1)
def sub(_machine: Machine, text: bytes, first: float, last: float) -> Values:
    """Characters from one place to another; places from the end are negative."""
    characters = text.decode("utf-8", "replace")
    count = len(characters)
    start, stop = int(first), int(last)
    start = max(count + start, 0) if start < 0 else max(start - 1, 0)
    stop = count + stop + 1 if stop < 0 else stop
    return (characters[start : max(stop, 0)].encode(),)


@answers("lower", per_byte=4)
def lower(_machine: Machine, text: bytes) -> Values:
    """Lower case."""
    return (text.decode("utf-8", "replace").lower().encode(),)


@answers("upper", per_byte=4)
def upper(_machine: Machine, text: bytes) -> Values:
    """Upper case."""
    return (text.decode("utf-8", "replace").upper().encode(),)


@answers("upper_first")
def first_upper(_machine: Machine, text: bytes, _code: bytes) -> Values:
    """First letter in upper case."""
    return (encode(upper_first(decode(text))),)


@answers("lower_first")
def first_lower(_machine: Machine, text: bytes, _code: bytes) -> Values:
    """First letter in lower case."""
    return (encode(lower_first(decode(text))),)


def _normal(form: str) -> None:
    @answers(f"to{form}", per_byte=10)
    def normal(_machine: Machine, text: bytes) -> Values:
        return (unicodedata.normalize(form, text.decode("utf-8", "replace")).encode(),)  # type: ignore[arg-type]


for _form in ("NFC", "NFD", "NFKC", "NFKD"):
    _normal(_form)


# -- markup ------------------------------------------------------------------------------------------------------------


@answers("entity")
def entity(_machine: Machine, name: bytes) -> Values:
    """What a named character reference stands for."""
    found = html5.get(decode(name) + ";")
    return (encode(found) if found else None,)


@answers("unstrip")
def unstrip(machine: Machine, text: bytes) -> Values:
    """Text with the protected pieces put back, the others gone."""
    return (encode(kill(machine.context.strip.unstrip(decode(text), "nowiki"))),)


@answers("unstrip_nowiki")
def unstrip_nowiki(machine: Machine, text: bytes) -> Values:
    """Text with the protected pieces put back."""
    return (encode(machine.context.strip.unstrip(decode(text), "nowiki")),)


@answers("kill_markers")
def kill_markers(_machine: Machine, text: bytes) -> Values:
    """Text without markers."""
    return (encode(kill(decode(text))),)


@answers("anchor")
def anchor_encode(_machine: Machine, text: bytes) -> Values:
    """The anchor that a heading of this text has."""
    return (encode(anchor(anchor_text(kill(decode(text))))),)


@answers("wiki_encode")
def wiki_encoded(_machine: Machine, text: bytes) -> Values:
    """A title as it stands in an address."""
    return (encode(wiki_encode(decode(text))),)


@answers("expr", per_byte=20)
def expr(_machine: Machine, text: bytes) -> Values:
    """What `#expr` makes of an expression; its error is Lua's."""
    try:
        return (encode(number_text(evaluate(kill(decode(text))))),)
    except ExpressionError as error:
        raise Fault(str(error)) from error


# -- hashes ------------------------------------------------------------------------------------------------------------

_ALGORITHMS = {
    "md5": "md5", "sha1": "sha1", "sha224": "sha224", "sha256": "sha256", "sha384": "sha384", "sha512": "sha512",
    "sha3-224": "sha3_224", "sha3-256": "sha3_256", "sha3-384": "sha3_384", "sha3-512": "sha3_512",
}  # fmt: skip
"""By their name in PHP, that in Python."""
_CHECKSUMS = {"crc32b": zlib.crc32, "adler32": zlib.adler32}
_FNV = {
    "fnv132": (32, 0x811C9DC5, 0x01000193, False), "fnv1a32": (32, 0x811C9DC5, 0x01000193, True),
    "fnv164": (64, 0xCBF29CE484222325, 0x100000001B3, False), "fnv1a64": (64, 0xCBF29CE484222325, 0x100000001B3, True),
}  # fmt: skip


@answers("hash", per_byte=10)
def hash_value(_machine: Machine, algorithm: bytes, text: bytes) -> Values:
    """A hash in hexadecimal; nothing for an algorithm that is not known here."""
    name = decode(algorithm)
    if name in _ALGORITHMS:
        return (hashlib.new(_ALGORITHMS[name], text, usedforsecurity=False).hexdigest().encode(),)
    if name in _CHECKSUMS:
        return (f"{_CHECKSUMS[name](text):08x}".encode(),)
    if name in _FNV:
        return (_fnv(text, *_FNV[name]).encode(),)
    return (None,)


def _fnv(text: bytes, bits: int, value: int, prime: int, xor_first: bool) -> str:  # noqa: FBT001  # bound by a table
    mask = 2**bits - 1
    for byte in text:
        value = ((value ^ byte) * prime if xor_first else (value * prime & mask) ^ byte) & mask
    return f"{value:0{bits // 4}x}"


@answers("hash_names")
def hash_names(_machine: Machine) -> Values:
    """Names of the algorithms."""
    return tuple(name.encode() for name in (*_ALGORITHMS, *_CHECKSUMS, *_FNV))
