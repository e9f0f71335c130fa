"""Numbers in text: reading them as PHP's is_numeric does, writing them as a language groups them.

How languages group and write digits is CLDR's; what counts as a number in `formatnum` was seen on MediaWiki.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

_NUMERIC = re.compile(r"[ \t\n\r\v\f]*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[ \t\n\r\v\f]*", re.ASCII)
_NUMBER = re.compile(r"(-?)((?:\d+\.?\d*|\.\d+))((?:[eE][-+]?\d+)?)", re.ASCII)
_INFINITE = {"INF": "∞", "-INF": "−∞", "NAN": "Not a Number"}
MINUS = "−"
_EXACT_DIGITS = 15
"""Longer numbers are written as the nearest double, as PHP's intl does."""
_EXACT = 10.0**_EXACT_DIGITS

_DOTS = frozenset(
    "als aln abs ace bar ban az arq bbc-latn bjn ca bug btm bs dsb cu crh-cyrl crh-latn da de-at de-formal crh de eu "
    "el "
    "gag fy gl frr fo gor gsw hr hsb id hrx jv is jut kiu kl ku lb ku-latn li lo lzz mad mo min map-bms mk nds-nl nia "
    "nds "
    "nl-informal nl pfl pdc pnt pdt rsk roa-rup rw rn rup rmy ruq ruq-latn ruq-cyrl ro sc sh sli sq sl sr-el sr-ec sr "
    "su "
    "stq srn tr vmf vls vi yrl zea".split()
)
"""Languages that write 1.234,5."""
_BLANKS = frozenset(
    "alt ab af an ast ba arn av ay avk atj bat-smg bm be-tarask be bg bci be-x-old co cbk-zam ce bxr br csb cv cs es "
    "ext "
    "et egl ff eml eo fit fi es-formal fr fiu-vro fon frp gld fur gcr frc guc gn hu ht hy ia hyw hu-formal it inh kab "
    "kbp "
    "ka kaa io kk-tr kk-kz kea kk-latn koi kk-cyrl kk krc ky kv ksh kum krl lad lld lbe ltg lmo liv lv lt lij ln lez "
    "mhr "
    "mrj mg mdf nah nap nb mwl myv os nrm no nn oc olo pcd pt-br pl pt pms ru qu qug roa-tara rgn rue scn ses sgs "
    "shi-latn "
    "shi se-se sg sah se sdc se-fi se-no shi-tfng sk shy-latn smn sjd szl sro sv sty tt-cyrl tk tg tt tg-cyrl tet tyv "
    "udm "
    "vep uz-cyrl uk ty uz uz-latn vec tzm wls vmw wo zgh vro wa xal vot".split()
)
"""Languages that write 1 234,5, the blank not breaking."""
_OTHER = {"de-ch": ("'", ","), "la": ("\u00a0", "."), "xh": ("\u00a0", "."), "rm": ("’", ".")} | dict.fromkeys(
    "aeb-arab ar azb bcc bgn bqi ckb fa glk kk-arab kk-cn ks-arab ks ku-arab luz lki lrc mzn ps sd sdh".split(),
    ("٬", "٫"),
)
_UNGROUPED = frozenset("blk km kjp ksw mnw my lzh zh-classical".split())
_FROM_FIVE = frozenset(
    "alt ab an ast ba arn av ay avk be-tarask bg be-x-old cbk-zam ce bxr csb cv crh-cyrl es ext et es-formal fiu-vro "
    "gld "
    "guc gn hy hyw inh kaa kk-tr kk-kz kk-arab kk-latn koi kk-cyrl kk kk-cn krc kv ku ksh kum ku-latn lad ku-arab lbe "
    "liv "
    "lez mhr mrj mdf nah myv os pl ru qu qug rue sah sjd szl sty tt-cyrl tt tyv udm vep uk vro xal".split()
)
"""Languages that group numbers of five digits and more only."""
_INDIAN = frozenset("anp awa as bpy bn gu hi gom-deva kn mr mai ml or pa sa te tcy ta".split())
"""Languages that group the last three digits, then pairs."""
_DIGITS = {
    "०१२३४५६७८९": "anp awa bho bh dty hi gom-deva ks-deva mr mai new ne pi sa",
    "٠١٢٣٤٥٦٧٨٩": "aeb-arab ar ckb ku-arab sd skr skr-arab",
    "۰۱۲۳۴۵۶۷۸۹": "azb bcc bgn bqi fa glk kk-arab kk-cn ks-arab ks luz lki lrc mzn ps pnb sdh",
    "০১২৩৪৫৬৭৮৯": "as bpy bn mni", "၀၁၂၃၄၅၆၇၈၉": "blk kjp ksw mnw my", "༠༡༢༣༤༥༦༧༨༩": "bo dz", "૦૧૨૩૪૫૬૭૮૯": "gu",
    "០១២៣៤៥៦៧៨៩": "km", "೦೧೨೩೪೫೬೭೮೯": "kn tcy", "〇一二三四五六七八九": "lzh zh-classical", "໐໑໒໓໔໕໖໗໘໙": "lo",
    "୦୧୨୩୪୫୬୭୮୯": "or", "߀߁߂߃߄߅߆߇߈߉": "nqo", "᱐᱑᱒᱓᱔᱕᱖᱗᱘᱙": "sat",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """How a language writes numbers."""

    group: str
    point: str
    digits: str
    pairs: bool
    least: int
    """Digits before the point from which on groups are made."""


@lru_cache(maxsize=64)
def style(language: str) -> Style:
    """The style of a language; English where nothing else is known."""
    group, point = _OTHER.get(language, (",", "."))
    if language in _DOTS:
        group, point = ".", ","
    elif language in _BLANKS:
        group, point = "\u00a0", ","
    elif language in _UNGROUPED:
        group = ""
    digits = next((digits for digits, codes in _DIGITS.items() if language in codes.split()), "")
    return Style(group, point, digits, language in _INDIAN, 5 if language in _FROM_FIVE else 4)


def parse_number(text: str) -> float | int | None:
    """Value of a numeric string, None for any other; whole numbers stay exact."""
    if not text or not _NUMERIC.fullmatch(text):
        return None
    text = text.strip()
    return int(text) if text.lstrip("+-").isdigit() and len(text) < 20 else float(text)


def leading_integer(text: str) -> int:
    """What PHP makes of a string where it wants an integer: the number it begins with, cut, or 0."""
    match = re.match(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", text, re.ASCII)
    value = float(match[0]) if match else 0.0
    return int(value) if abs(value) < 2**63 else 0


def format_number(
    text: str, language: str, *, raw: bool = False, separators: bool = True, lossless: bool = False
) -> str:
    """Write every number in a text as the language does, or read it back (`raw`)."""
    manner = style(language)
    if raw:
        return _plain(text, manner)
    if text in _INFINITE:
        return _INFINITE[text]
    if text[:1] == "+" and _NUMBER.fullmatch(text[1:]):
        text = text[1:]
    return _NUMBER.sub(lambda match: _write(match, manner, separators=separators, lossless=lossless), text)


def _plain(text: str, manner: Style) -> str:
    text = text.replace(MINUS, "-").replace("∞", "INF")
    if manner.digits:
        text = text.translate(str.maketrans(manner.digits, "0123456789"))
    if manner.group:
        text = text.replace(manner.group, "")
    return text.replace("\u00a0" if manner.group == "\u00a0" else manner.point, ".") if manner.point != "." else text


def _write(match: re.Match[str], manner: Style, *, separators: bool, lossless: bool) -> str:
    sign, number, exponent = match[1], match[2], match[3]
    if exponent and separators:
        number = _expanded(number + exponent)
        exponent = ""
    elif sum(map(str.isdigit, number)) > _EXACT_DIGITS:
        if lossless and Decimal(number) != Decimal(repr(float(number))):
            return match[0]
        number = _nearest_double(number)
    whole, point, decimals = number.partition(".")
    if separators:
        whole = _grouped(whole, manner)
    out = whole + (manner.point if point else "") + decimals + exponent
    if manner.digits:
        out = out.translate(str.maketrans("0123456789", manner.digits))
    return (MINUS if sign else "") + out


def _expanded(number: str) -> str:
    """A number with an exponent, written out; at most three decimals."""
    value = float(number)
    if math.isinf(value):
        return "∞"
    exact = Decimal(repr(value))
    text = f"{exact.quantize(Decimal('0.001'), ROUND_HALF_EVEN) if value < _EXACT else exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _nearest_double(number: str) -> str:
    """The shortest digits of the nearest double, filled up to the length that was written."""
    decimals = len(number.partition(".")[2])
    text = f"{Decimal(repr(float(number))):f}".removesuffix(".0")
    if not decimals:
        return text
    whole, _, rest = text.partition(".")
    return f"{whole}.{rest[:decimals]:0<{decimals}}"


def _grouped(whole: str, manner: Style) -> str:
    if len(whole) < manner.least or not manner.group:
        return whole
    pattern = r"(?<=\d)(?=(?:\d{2})*\d{3}$)" if manner.pairs else r"(?<=\d)(?=(?:\d{3})+$)"
    return re.sub(pattern, manner.group, whole, flags=re.ASCII)
