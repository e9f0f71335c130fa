"""Categories that MediaWiki puts pages in by itself, for errors it found.

Rules: mediawiki.org, Help:Tracking categories. A wiki may name one otherwise (`MediaWiki:Broken-file-category`) or
switch it off (`-`); the names in other languages are those that MediaWiki shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stillwiki.model import Category
from stillwiki.titles import CATEGORY

if TYPE_CHECKING:
    from stillwiki.wikitext.context import Context

_ENGLISH = {
    "broken-file-category": "Pages with broken file links",
    "cite-tracking-category-cite-error": "Pages with reference errors",
    "expensive-parserfunction-category": "Pages with too many expensive parser function calls",
    "hidden-category-category": "Hidden categories",
    "math-tracking-category-error": "Pages with math errors",
    "scribunto-common-error-category": "Pages with script errors",
    "syntaxhighlight-error-category": "Pages with syntax highlighting errors",
    "template-loop-category": "Pages with template loops",
}
"""By key of the message that names it."""
_NAMES = {
    "de": {
        "expensive-parserfunction-category": "Seiten, die aufwändige Parserfunktionen zu oft aufrufen",
        "hidden-category-category": "Versteckte Kategorien",
        "broken-file-category": "Seiten mit defekten Dateilinks",
        "cite-tracking-category-cite-error": "Seiten, die Referenzierungsfehler enthalten",
        "math-tracking-category-error": "Seiten mit Math-Fehlern",
        "scribunto-common-error-category": "Seiten mit Skriptfehlern",
        "syntaxhighlight-error-category": "Seiten mit Syntaxhervorhebungsfehlern",
        "template-loop-category": "Seiten mit Vorlagenschleifen",
    },
    "es": {
        "expensive-parserfunction-category": "Páginas con demasiadas llamadas a funciones sintácticas costosas",
        "hidden-category-category": "Categorías ocultas",
        "broken-file-category": "Páginas con enlaces rotos a archivos",
        "cite-tracking-category-cite-error": "Páginas con errores en las referencias",
        "math-tracking-category-error": "Páginas con errores de matemáticas",
        "scribunto-common-error-category": "Páginas con errores en secuencias de órdenes",
        "syntaxhighlight-error-category": "Páginas con errores de resaltado de sintaxis",
        "template-loop-category": "Páginas con bucles de plantillas",
    },
    "fr": {
        "expensive-parserfunction-category": "Pages avec trop d'appels de fonctions d'analyse coûteuses",
        "hidden-category-category": "Catégories cachées",
        "broken-file-category": "Pages avec des liens de fichiers brisés",
        "cite-tracking-category-cite-error": "Pages avec des erreurs de référence",
        "math-tracking-category-error": "Pages avec erreurs de balises math",
        "scribunto-common-error-category": "Pages avec des erreurs de script",
        "syntaxhighlight-error-category": "Pages avec des erreurs de coloration syntaxique",
        "template-loop-category": "Pages avec des boucles de modèle",
    },
    "it": {
        "expensive-parserfunction-category": "Pagine con troppe chiamate alle funzioni parser",
        "hidden-category-category": "Categorie nascoste",
        "broken-file-category": "Pagine che richiamano file inesistenti",
        "cite-tracking-category-cite-error": "Pagine con errori nelle note",
        "math-tracking-category-error": "Pagine con errori matematici",
        "scribunto-common-error-category": "Pagine con errori di script",
        "syntaxhighlight-error-category": "Pagine con errori nell'evidenziazione della sintassi",
        "template-loop-category": "Pagine con template che richiamano sé stessi",
    },
    "ja": {
        "expensive-parserfunction-category": "高負荷な構文解析関数の呼び出しが多過ぎるページ",
        "hidden-category-category": "隠しカテゴリ",
        "broken-file-category": "壊れたファイルへのリンクがあるページ",
        "cite-tracking-category-cite-error": "参照エラーのあるページ",
        "math-tracking-category-error": "mathエラーのあるページ",
        "scribunto-common-error-category": "スクリプトエラーがあるページ",
        "syntaxhighlight-error-category": "構文ハイライトエラーがあるページ",
        "template-loop-category": "テンプレートがループしているページ",
    },
    "ltg": {
        "hidden-category-category": "Nūglobuotuos kategorejis",
    },
    "lv": {
        "expensive-parserfunction-category": "Lapas ar pārāk daudz laikietilpīgiem apstrādes funkciju izsaukumiem",
        "hidden-category-category": "Slēptās kategorijas",
        "broken-file-category": "Lapas, kurās ir bojātas failu saites",
        "cite-tracking-category-cite-error": "Lapas ar atsauču kļūdām",
        "scribunto-common-error-category": "Lapas ar skriptu kļūdām",
        "template-loop-category": "Lapas ar veidņu ciklu",
    },
    "nl": {
        "expensive-parserfunction-category": "Pagina's die te veel kostbare parserfuncties gebruiken",
        "hidden-category-category": "Verborgen categorieën",
        "broken-file-category": "Pagina's met onjuiste bestandskoppelingen",
        "cite-tracking-category-cite-error": "Pagina's met referentiefouten",
        "math-tracking-category-error": "Pagina's met rekenkundige fouten",
        "scribunto-common-error-category": "Pagina's met scriptfouten",
        "syntaxhighlight-error-category": "Pagina's met fouten in de syntaxmarkering",
        "template-loop-category": "Pagina's met sjablonen die zichzelf insluiten",
    },
    "pl": {
        "expensive-parserfunction-category": "Strony ze zbyt dużą liczbą wywołań kosztownych funkcji parsera",
        "hidden-category-category": "Ukryte kategorie",
        "broken-file-category": "Strony z odwołaniami do nieistniejących plików",
        "cite-tracking-category-cite-error": "Strony z zepsutymi przypisami",
        "math-tracking-category-error": "Strony z błędami rozszerzenia math",
        "scribunto-common-error-category": "Strony z błędami skryptów",
        "syntaxhighlight-error-category": "Strony z błędami podświetlania składni",
        "template-loop-category": "Strony z pętlami szablonów",
    },
    "pt": {
        "expensive-parserfunction-category": "Páginas com demasiadas chamadas a funções exigentes",
        "hidden-category-category": "Categorias ocultas",
        "broken-file-category": "Páginas com hiperligações quebradas para ficheiros",
        "cite-tracking-category-cite-error": "Páginas com erros em referências",
        "math-tracking-category-error": "Páginas com erros de formatação matemática",
        "scribunto-common-error-category": "Páginas com erros de comandos",
        "syntaxhighlight-error-category": "Páginas com erros no destaque de sintaxe",
        "template-loop-category": "Páginas com ciclos infinitos de predefinições",
    },
    "ru": {
        "expensive-parserfunction-category": "Страницы со слишком большим количеством вызовов ресурсоёмких функций",
        "hidden-category-category": "Скрытые категории",
        "broken-file-category": "Страницы с неработающими файловыми ссылками",
        "cite-tracking-category-cite-error": "Страницы с ошибками в примечаниях",
        "math-tracking-category-error": "Страницы с ошибками в формулах",
        "scribunto-common-error-category": "Страницы с ошибками скриптов",
        "syntaxhighlight-error-category": "Страницы с ошибками в подсветке синтаксиса",
        "template-loop-category": "Страницы с петлями в шаблонах",
    },
    "sv": {
        "expensive-parserfunction-category": "Sidor med för många resurskrävande parserfunktioner",
        "hidden-category-category": "Dolda kategorier",
        "broken-file-category": "Sidor med trasiga fillänkar",
        "cite-tracking-category-cite-error": "Sidor med referensfel",
        "math-tracking-category-error": "Sidor med matematikfel",
        "scribunto-common-error-category": "Sidor med skriptfel",
        "template-loop-category": "Sidor med loopade mallar",
    },
    "uk": {
        "expensive-parserfunction-category": "Сторінки з дуже великою кількістю викликів ресурсомістких функцій",
        "hidden-category-category": "Приховані категорії",
        "broken-file-category": "Сторінки, що посилаються на неіснуючі файли",
        "cite-tracking-category-cite-error": "Сторінки з помилками посилань",
        "math-tracking-category-error": "Сторінки з математичними помилками",
        "scribunto-common-error-category": "Сторінки з помилками скриптів",
        "syntaxhighlight-error-category": "Сторінки, які містять помилки підсвічення синтаксису",
        "template-loop-category": "Сторінки з петлями шаблонів",
    },
    "zh": {
        "expensive-parserfunction-category": "有过多高开销解析器函数调用的页面",
        "hidden-category-category": "隐藏分类",
        "broken-file-category": "含有受损文件链接的页面",
        "cite-tracking-category-cite-error": "有参考文献错误的页面",
        "math-tracking-category-error": "有数学错误的页面",
        "scribunto-common-error-category": "有脚本错误的页面",
        "syntaxhighlight-error-category": "存在语法高亮错误的页面",
        "template-loop-category": "有模板循环的页面",
    },
}
_FALLBACK = {"als": "de", "bar": "de", "be": "ru", "gsw": "de", "ltg": "lv", "nds": "de", "tt": "ru", "zh-cn": "zh"}
"""Where MediaWiki looks for a language that has no words of its own."""


def track(context: Context, key: str) -> None:
    """Put the page in a tracking category."""
    name = _name(context, key)
    title = context.inventory.titles.parse(name, CATEGORY) if name and name != "-" else None
    if title is not None and title.namespace == CATEGORY:
        context.categories.setdefault(title.full, Category(title.full, ""))


def _name(context: Context, key: str) -> str:
    own = context.inventory.text("MediaWiki:" + key[0].upper() + key[1:])
    if own is not None:
        return own.strip()
    language = context.inventory.site.language
    spoken = (_NAMES.get(name, {}).get(key) for name in (language, _FALLBACK.get(language, "")))
    return next((name for name in spoken if name), _ENGLISH[key])
