"""The words of file options, in English and in other languages.

Facts: the magic words `img_…` that a MediaWiki of each language understands (api.php, siprop=magicwords). English works
in every wiki.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

WORDS: Mapping[str, str] = {
    "thumb": "thumb", "thumbnail": "thumb", "frame": "frame", "framed": "frame", "enframed": "frame",
    "frameless": "frameless", "border": "border", "left": "left", "right": "right", "center": "center",
    "centre": "center", "none": "none", "baseline": "baseline", "sub": "sub", "super": "super", "sup": "super",
    "top": "top", "text-top": "text-top", "middle": "middle", "bottom": "bottom", "text-bottom": "text-bottom",
    "upright": "upright", "muted": "muted", "loop": "loop",
}  # fmt: skip
VALUES: Mapping[str, str] = {
    "alt": "alt", "class": "class", "lang": "lang", "link": "link", "page": "page", "thumb": "thumb",
    "thumbnail": "thumb", "upright": "upright", "start": "start", "starttime": "start", "end": "end", "endtime": "end",
    "thumbtime": "thumbtime", "disablecontrols": "disablecontrols",
}  # fmt: skip
"""Names that take a value."""
_LOCAL: Mapping[str, str] = {
    "de": (
        "baseline:grundlinie border:rand bottom:unten center:zentriert frame:gerahmt frameless:rahmenlos "
        "left:links middle:mitte none:ohne right:rechts sub:tief,tiefgestellt super:hoch,hochgestellt "
        "text-bottom:text-unten text-top:text-oben thumb:mini,miniatur top:oben upright:hochkant "
        "alt=:alternativtext class=:klasse lang=:sprache link=:verweis page=:seite thumb=:mini,miniatur "
        "upright=:hochkant"
    ),
    "es": (
        "border:borde bottom:abajo center:centro,centrado,centrada,centrar frame:marco,enmarcado,enmarcada "
        "frameless:sinmarco,sin_enmarcar,sinenmarcar left:izquierda,izda,izq middle:medio "
        "none:no,ninguna,ninguno,nada right:derecha,der,dcha thumb:miniaturadeimagen,miniatura,mini top:arriba "
        "lang=:idioma link=:vínculo,vinculo,enlace page=:pagina,página thumb=:miniaturadeimagen,miniatura"
    ),
    "fr": (
        "baseline:base,ligne-de-base border:bordure bottom:bas center:centré frame:cadre,encadré,encadre "
        "frameless:sans_cadre,non_encadré,non_encadre left:gauche middle:milieu none:néant,neant right:droite "
        "sub:indice,ind super:exposant,exp text-bottom:bas-texte,bas-txt text-top:haut-texte,haut-txt "
        "thumb:vignette top:haut upright:redresse class=:classe lang=:langue link=:lien thumb=:vignette "
        "upright=:redresse"
    ),
    "it": (
        "border:bordo bottom:sotto center:centro frame:riquadrato,originale,incorniciato frameless:senza_cornice "
        "left:sinistra middle:metà none:nessuno right:destra sub:pedice text-bottom:testo-sotto "
        "text-top:testo-sopra thumb:miniatura,min top:sopra upright:verticale page=:pagina thumb=:miniatura,min "
        "upright=:verticale"
    ),
    "ja": (
        "baseline:ベースライン,下線 border:境界,ボーダー bottom:下端 center:中央 frame:フレーム "
        "frameless:フレームなし left:左 middle:中心 none:なし,無し right:右 sub:下付き super:上付き "
        "text-bottom:文下端 text-top:文上端 thumb:サムネイル top:上端 upright:右上 alt=:代替文 link=:リンク "
        "page=:ページ thumb=:代替画像,サムネイル"
    ),
    "nl": (
        "baseline:grondlijn border:rand bottom:beneden center:gecentreerd frame:omkaderd frameless:kaderloos "
        "left:links middle:midden none:geen right:rechts text-bottom:tekst-beneden text-top:tekst-boven "
        "thumb:miniatuur top:boven upright:rechtop class=:klasse lang=:taal link=:koppeling,verwijzing "
        "page=:pagina thumb=:miniatuur upright=:rechtop"
    ),
    "pl": (
        "border:tło bottom:dół center:centruj frame:ramka frameless:bezramki,bez_ramki left:lewo middle:środek "
        "none:brak right:prawo thumb:mały top:góra page=:strona thumb=:mały"
    ),
    "pt": (
        "baseline:linhadebase border:borda bottom:abaixo center:centro frame:commoldura,comborda "
        "frameless:semmoldura,semborda left:esquerda middle:meio none:nenhum right:direita "
        "thumb:miniaturadaimagem,miniatura top:acima upright:superiordireito link=:ligação page=:página "
        "thumb=:miniaturadaimagem,miniatura upright=:superiordireito"
    ),
    "ru": (
        "baseline:основание border:граница bottom:снизу center:центр frame:обрамить frameless:безрамки left:слева "
        "middle:посередине none:без right:справа sub:под super:над text-bottom:текст-снизу text-top:текст-сверху "
        "thumb:мини,миниатюра top:сверху upright:сверхусправа alt=:альт link=:ссылка page=:страница "
        "thumb=:мини,миниатюра upright=:сверхусправа"
    ),
    "sv": (
        "baseline:baslinje border:kantlinje bottom:botten center:centrerad frame:ram,inramad frameless:ramlös "
        "left:vänster middle:mitten none:ingen right:höger sub:ned super:upp text-bottom:text-botten "
        "text-top:text-topp thumb:miniatyr,mini top:topp upright:stående link=:länk page=:sida "
        "thumb=:miniatyr,mini upright=:stående"
    ),
    "uk": (
        "baseline:основа,основание border:межа,границя,граница bottom:знизу,снизу center:центр "
        "frame:обрамити,рамка,обрамить frameless:безрамки left:ліворуч,слева middle:посередині,посередине "
        "none:без right:праворуч,справа sub:під,под super:над text-bottom:текст-знизу,текст-снизу "
        "text-top:текст-зверху,текст-сверху thumb:міні,мини,мініатюра,миниатюра top:зверху,сверху "
        "upright:зверхуправоруч,сверхусправа alt=:альт link=:посилання,ссылка page=:сторінка,страница "
        "thumb=:міні,мініатюра,мини,миниатюра upright=:зверхуправоруч,сверхусправа"
    ),
    "zh": (
        "alt:替代文字 baseline:基线 border:边框,邊框 bottom:底部,垂直置底 center:居中,置中 frame:有框 "
        "frameless:无框,無框 left:左 middle:中间,垂直置中 none:无,無 right:右 sub:子,下標 super:超,上標 "
        "text-bottom:文字底部,文字置底 text-top:文字顶部,文字置頂 thumb:缩略图,縮圖 top:顶部,垂直置頂 "
        "upright:右上 alt=:替代,替代文本 class=:类,類別 lang=:语言,語言 link=:链接,連結 page=:页数,頁 "
        "thumb=:缩略图,縮圖 upright=:右上"
    ),
}
"""By language: each option with its words there; `=` marks those that take a value."""
PIXELS: Mapping[str, str] = {"ja": "ピクセル", "ru": "пкс", "uk": "пкс", "zh": "像素"}
"""What follows the number in a size, beside `px`."""


@lru_cache(maxsize=64)
def vocabulary(language: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The words and the named values of a wiki's language."""
    words, values = dict(WORDS), dict(VALUES)
    for entry in _LOCAL.get(language, "").split():
        option, _, names = entry.partition(":")
        table = values if option.endswith("=") else words
        table.update((name, option.removesuffix("=")) for name in names.split(","))
    return words, values
