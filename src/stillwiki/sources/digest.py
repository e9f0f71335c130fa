"""Digests as MediaWiki writes them: SHA-1 in base 36, 31 digits."""

from __future__ import annotations

import hashlib

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def raw(text: str) -> bytes:
    """The bytes of a text's digest."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).digest()


def base36(digest: bytes) -> str:
    """A digest as MediaWiki writes it."""
    number = int.from_bytes(digest, "big")
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits.zfill(31)


def agrees(digest: bytes, promised: str) -> bool:
    """Whether a digest is the one that a dump writes; reading it is much faster than writing ours."""
    try:
        return int.from_bytes(digest, "big") == int(promised, 36)
    except ValueError:
        return False


def sha1(text: str) -> str:
    """Digest of a text, written."""
    return base36(raw(text))
