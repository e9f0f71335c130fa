"""Which form of a word goes with a number.

Rules: Unicode CLDR, Language Plural Rules. Forms are counted in CLDR's order (zero, one, two, few, many, other) without
those that a language does not have.
"""

from __future__ import annotations

from collections.abc import Callable

Rule = Callable[[float], int]


def _whole(n: float) -> bool:
    return n == int(n)


def _between(n: float, low: int, high: int) -> bool:
    return _whole(n) and low <= n <= high


def _east_slavic(n: float) -> int:
    if not _whole(n):
        return 3
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if _between(n % 10, 2, 4) and not _between(n % 100, 12, 14) else 2


def _south_slavic(n: float) -> int:
    shown = n if _whole(n) else _decimals(n)
    if shown % 10 == 1 and shown % 100 != 11:
        return 0
    return 1 if _between(shown % 10, 2, 4) and not _between(shown % 100, 12, 14) else 2


def _decimals(n: float) -> int:
    """Digits after the point as a number, without zeros at the end."""
    return int(repr(n).partition(".")[2].rstrip("0") or 0)


def _polish(n: float) -> int:
    if not _whole(n):
        return 3
    if n == 1:
        return 0
    return 1 if _between(n % 10, 2, 4) and not _between(n % 100, 12, 14) else 2


def _czech(n: float) -> int:
    if not _whole(n):
        return 2
    if n == 1:
        return 0
    return 1 if _between(n, 2, 4) else 3


def _baltic(n: float) -> int:
    """Latvian and Latgalian."""
    shown = n if _whole(n) else _decimals(n)
    if _whole(n) and (n % 10 == 0 or _between(n % 100, 11, 19)):
        return 0
    return 1 if shown % 10 == 1 and shown % 100 != 11 else 2


def _lithuanian(n: float) -> int:
    if not _whole(n):
        return 2
    if n % 10 == 1 and not _between(n % 100, 11, 19):
        return 0
    return 1 if n % 10 >= 2 and not _between(n % 100, 11, 19) else 3


def _arabic(n: float) -> int:
    if n in (0, 1, 2):
        return int(n)
    if _between(n % 100, 3, 10):
        return 3
    return 4 if _between(n % 100, 11, 99) else 5


def _romanian(n: float) -> int:
    if n == 1:
        return 0
    return 1 if not _whole(n) or n == 0 or _between(n % 100, 1, 19) else 2


def _slovene(n: float) -> int:
    if not _whole(n):
        return 2
    return {1: 0, 2: 1, 3: 2, 4: 2}.get(int(n % 100), 3)


def _sorbian(n: float) -> int:
    shown = n if _whole(n) else _decimals(n)
    return {1: 0, 2: 1, 3: 2, 4: 2}.get(int(shown % 100), 3)


def _hebrew(n: float) -> int:
    if n in (1, 2):
        return int(n) - 1
    return 2 if _whole(n) and n > 10 and n % 10 == 0 else 3


def _irish(n: float) -> int:
    if n in (1, 2):
        return int(n) - 1
    if _between(n, 3, 6):
        return 2
    return 3 if _between(n, 7, 10) else 4


def _scottish(n: float) -> int:
    if n in (1, 11):
        return 0
    if n in (2, 12):
        return 1
    return 2 if _between(n, 3, 10) or _between(n, 13, 19) else 3


def _maltese(n: float) -> int:
    if n == 1:
        return 0
    if n == 0 or _between(n % 100, 2, 10):
        return 1
    return 2 if _between(n % 100, 11, 19) else 3


def _breton(n: float) -> int:
    if not _whole(n):
        return 4
    tens = n % 100 // 10
    if n % 10 in (1, 2) and tens not in (1, 7, 9):
        return int(n % 10) - 1
    if n % 10 in (3, 4, 9) and tens not in (1, 7, 9):
        return 2
    return 3 if n and n % 1_000_000 == 0 else 4


def _icelandic(n: float) -> int:
    return 0 if not _whole(n) or (n % 10 == 1 and n % 100 != 11) else 1


def _macedonian(n: float) -> int:
    shown = n if _whole(n) else _decimals(n)
    return 0 if shown % 10 == 1 else 1


_LIKE_RUSSIAN = (
    "ru uk be be-tarask be-x-old ba ce cv av alt ab bxr koi inh kv mdf mhr mrj myv rue sah tt tt-cyrl tyv udm xal krc "
    "kum lbe lez gld sjd sty crh-cyrl"
)
_FAMILIES: tuple[tuple[str, Rule], ...] = (
    (_LIKE_RUSSIAN, _east_slavic),
    ("sr sr-ec sr-el hr bs sh rsk", _south_slavic),
    ("pl csb szl", _polish),
    ("cs sk", _czech),
    ("lv ltg prg", _baltic),
    ("lt", _lithuanian),
    ("ar arz ary arq aeb-arab", _arabic),
    ("ro mo rup roa-rup rmy ruq ruq-latn", _romanian),
    ("sl", _slovene),
    ("dsb hsb", _sorbian),
    ("he", _hebrew),
    ("ga", _irish),
    ("gd", _scottish),
    ("mt", _maltese),
    ("br", _breton),
    ("is", _icelandic),
    ("mk ruq-cyrl", _macedonian),
    ("cy", lambda n: int(n) if n in (0, 1, 2, 3) else 4 if n == 6 else 5),
    ("fr hy hyw ff kab bm wo ht frp gcr atj frc ty wls pcd nrm avk bci fon kbp ses sg shy-latn zgh",
    lambda n: 0 if n < 2 else 1),
    ("pt pt-br ak bho bh guw kea ln mg mwl nso pa ti tet wa", lambda n: 0 if n in (0, 1) else 1),
    ("am bn fa gu hi kn zu awa bpy glk mzn gom-deva mai anp azb bcc bgn bqi luz lki lrc mr sa sdh tcy",
    lambda n: 0 if n <= 1 else 1),
    ("si", lambda n: 0 if n in (0, 1) or (0 < n < 1 and _decimals(n) == 1) else 1),
    ("da jut", lambda n: 0 if n == 1 or (not _whole(n) and n < 2) else 1),
    ("ksh", lambda n: {0: 2, 1: 0}.get(int(n), 1) if _whole(n) else 1),
    ("iu ike-latn ike-cans kw se se-se se-fi se-no sma sms smn", lambda n: int(n) - 1 if n in (1, 2) else 2),
)  # fmt: skip
_RULES: dict[str, Rule] = {code: rule for codes, rule in _FAMILIES for code in codes.split()}


def form(number: float, language: str) -> int:
    """Index of the form that goes with a number; more than there are forms means the last."""
    rule = _RULES.get(language)
    return rule(abs(number)) if rule else int(abs(number) != 1)
