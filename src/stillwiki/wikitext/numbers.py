"""Numbers in text: reading them as PHP's is_numeric does, writing them as a language groups them."""

from __future__ import annotations

import re

_NUMERIC = re.compile(r"[ \t\n\r\v\f]*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[ \t\n\r\v\f]*")
_SEPARATORS = {
    "en": (",", "."), "ltg": ("\u00a0", ","), "lv": ("\u00a0", ","), "de": (".", ","), "fr": ("\u202f", ","),
    "es": (".", ","), "it": (".", ","), "nl": (".", ","), "pt": (".", ","), "ru": ("\u00a0", ","),
    "pl": ("\u00a0", ","), "cs": ("\u00a0", ","), "sv": ("\u00a0", ","), "fi": ("\u00a0", ","),
}  # fmt: skip
_DIGITS = re.compile(r"(\d+)(\.\d+)?")


def parse_number(text: str) -> float | None:
    """Value of a numeric string, None for any other."""
    return float(text) if text and _NUMERIC.fullmatch(text) else None


def format_number(text: str, language: str, *, raw: bool = False, separators: bool = True) -> str:
    """Group the digits of every number in a text by the language's separators, or undo that (`raw`)."""
    group, point = _SEPARATORS.get(language, (",", "."))
    if raw:
        return text.replace(group, "").replace(point, ".")
    if not separators:
        return text

    def one(match: re.Match[str]) -> str:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", group, match[1])
        return whole + (match[2].replace(".", point) if match[2] else "")

    return _DIGITS.sub(one, text)
