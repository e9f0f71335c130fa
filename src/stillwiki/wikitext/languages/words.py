"""What MediaWiki calls things in languages other than English: labels of its interface, and its error texts.

Owns the tables for the languages of the wikis that this is tested with; a language that is not here uses what stands in
for it (`FALLBACKS`), at last English. Facts, as `action=query&meta=allmessages` of MediaWiki 1.39 gives them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from stillwiki.wikitext.languages.names import FALLBACKS


def _table(text: str) -> dict[str, str]:
    found = (row.partition("=") for row in re.split(r";\s+", text.strip()))
    return {key: value for key, _, value in found}


_LABELS = {
    "lv": _table("""
and= un; article=Raksts; cancel=Atcelt; categories=Kategorijas; contribslink=devums; contributions=Dalībnieka devums;
cur=ar pašreizējo; days={{PLURAL:$1|$1 dienas|$1 diena|$1 dienas}}; delete=Dzēst; diff=izmaiņas; edit=Labot šo lapu;
editsection=labot šo sadaļu; filedesc=Kopsavilkums; go=Aiziet!; help=Palīdzība; hide=paslēpt; hidetoc=paslēpt;
hist=hronoloģija; history=hronoloģija; history_short=Vēsture; hours={{PLURAL:$1|$1 stundas|$1 stunda|$1 stundas}};
last=ar iepriekšējo; license-header=Licence; login=Pieslēgties; logout=Iziet; mainpage=Sākumlapa;
mainpage-description=Sākumlapa; minutes={{PLURAL:$1|$1 minūtes|$1 minūte|$1 minūtes}}; move=Pārvietot;
navigation=Navigācija; newpageletter=J; next=nākamais; nstab-category=Kategorija; nstab-help=Palīdzība;
nstab-image=Fails; nstab-main=Raksts; nstab-mediawiki=Paziņojums; nstab-project=Projekta lapa;
nstab-special=Īpašā lapa; nstab-template=Veidne; nstab-user={{GENDER:$1|Dalībnieka lapa|Dalībnieces lapa}}; ok=Labi;
pagecategories={{PLURAL:$1|Kategorijas|Kategorija|Kategorijas}}; preferences=Izvēles; protect=Aizsargāt;
randompage=Nejauša lapa; recentchanges=Pēdējās izmaiņas; redirectto=Pāradresēt uz:; search=Meklēt;
seconds={{PLURAL:$1|$1 sekundes|$1 sekunde|$1 sekundes}}; show=parādīt; showtoc=parādīt; specialpages=Īpašās lapas;
talk=Diskusija; talkpagelinktext=diskusija; toc=Satura rādītājs; upload=Augšupielādēt failu; viewsource=Aplūkot kodu;
watch=Uzraudzīt; watchlist=Mani uzraugāmie raksti; about=Par; blanknamespace=(Pamatlapa); group-sysop=Administratori;
group-bot=Boti; group-user=Dalībnieki; group-bureaucrat=Birokrāti; feedback-thanks-title=Paldies!
"""),
    "ltg": _table("""
and= i; article=Rakstīņs; cancel=Atsaukt; contribslink=devīņs; cur=ar tagadejū; delete=Iztreit; diff=izmainis;
edit=Pataiseit; editsection=pataiseit; go=Ruodeit; help=Paleigs; hide=Nūglobuot; hidetoc=nūglobuot; hist=viesture;
history=Puslopys viesture; history_short=Viesture; last=ar īprīškejū; license-header=Liceņceja; login=Dasaslāgt;
logout=Atsaslāgt; mainpage=Suoku puslopa; mainpage-description=Suoku puslopa; minoreditletter=n; move=Puorceļt;
navigation=Navigaceja; nstab-category=Kategoreja; nstab-main=Rakstīņs; nstab-mediawiki=Viestejums;
nstab-project=Projekta puslopa; nstab-special=Specialuo puslopa; nstab-template=Taiss; nstab-user=Lītuotuoja puslopa;
pagecategories={{PLURAL:$1|Kategoreja|Kategorejis}}; preferences=Īstatejumi; protect=Apsorguot;
randompage=Navieškys rakstīņs; recentchanges=Nasenejis puormejis; search=Maklātivs; show=Paruodeit; showtoc=paruodeit;
specialpages=Specialuos puslopys; talk=Sprīža; talkpagelinktext=sprīža; toc=Puslopu ruodeklis; upload=Īsyuteit failu;
viewsource=Apsavērt kodu; watch=Puorraudzeit; watchlist=Muns davēris saroksts; about=Aproksts;
blanknamespace=(Pamatpuslopa); group-user=Lītuotuoji
"""),
}
_ERRORS = {
    "lv": {
        "Error: Invalid time.": "Kļūda: nederīgs laiks",
        'Expression error: Unrecognized word "$1".': 'Izteiksmes kļūda: Neatpazīts vārds "$1".',
        "Expression error: Unexpected $1 operator.": "Izteiksmes kļūda: Negaidīts $1 operators.",
        "Expression error: Missing operand for $1.": "Izteiksmes kļūda: trūkst $1 operands.",
        'Expression error: Unrecognized punctuation character "$1".': 'Izteiksmes kļūda: Neatpazīta pieturzīme "$1".',
        "Division by zero.": "Dalīšana ar nulli",
        "Lua error in $1 at line $2: $3.": "Lua kļūda $1, $2. rinda: $3.",
        "Lua error: $1.": "Lua kļūda: $1.",
        'Script error: No such module "$1".': 'Skripta kļūda: Nav tāda moduļa "$1".',
        "Script error: You must specify a function to call.": "Skripta kļūda: Jānorāda izsaucamā funkcija.",
        'Script error: The function "$1" does not exist.': 'Skripta kļūda: Funckija "$1" nepastāv.',
        'Script error: "$1" is not a function.': 'Skripta kļūda: "$1" nav fubkcija.',
        "Cite error: $1": "Kļūda atsaucē: $1",
        "Invalid $1 tag; name cannot be a simple integer. Use a descriptive title.": 'Nederīga $1 iezīme; "name" '
        "vērtība nevar būt vienkāršs skaitlis. Jāizmanto aprakstošāks nosaukums",
        "The opening $1 tag is malformed or has a bad name.": "Atverošā $1 iezīme ir nekorekta vai izmanto nederīgu "
        "nosaukumu",
        "Invalid $1 tag; refs with no name must have content.": "Nederīga $1 iezīme; atsaucēm bez nosaukuma ir jābūt "
        "saturam",
        'Invalid $1 tag; name "$2" defined multiple times with different content.': "Nederīga $1 iezīme; nosaukums "
        '"$2" definēts vairākas reizes ar atšķirīgu saturu',
        'Invalid $1 tag; no text was provided for refs named "$2".': "Nederīga $1 iezīme; atsaucēm ar nosaukumu "
        "<code>$2</code> nav teksta",
        '$1 tag in $2 has conflicting group attribute "$3".': "$1 iezīmei $2 sadaļā"
        ' ir konfliktējošs grupas atribūts "$3".',
        '$1 tag with name "$2" defined in $3 is not used in prior text.': '$1 iezīme ar nosaukumu "$2", kas '
        "definēta $3 sadaļā, nav izmantota tekstā.",
        "$1 tag defined in $2 has no name attribute.": '$1 iezīmei, kas definēta $2 sadaļā nav "name" atribūta.',
        '$1 tag with name "$2" defined in $3 group "$4" has no content.': '$1 iezīmei ar nosaukumu "$2", kas '
        'definēta $3 grupā "$4", nav satura.',
    },
}
"""By MediaWiki's English, in which `$1` stands for what differs; in the words of 1.39, slips included."""
_PLACE = re.compile(r"\$(\d)")


def _spoken(language: str) -> Iterator[str]:
    yield from (language, *FALLBACKS.get(language, "").split())


def label(key: str, language: str) -> str | None:
    """A label of the interface; nothing where only English has it."""
    found = (_LABELS.get(code, {}).get(key) for code in _spoken(language))
    return next((text for text in found if text is not None), None)


def error(english: str, language: str) -> str:
    """An error text in a language, as far as it is known there."""
    for code in _spoken(language):
        for pattern, form in _patterns(code):
            if match := pattern.fullmatch(english):
                return _filled(form, match)
    return english


def _filled(form: str, values: re.Match[str]) -> str:
    return _PLACE.sub(lambda place: values[int(place[1])], form)


@lru_cache(maxsize=64)
def _patterns(code: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = _ERRORS.get(code, {})
    return tuple((re.compile(_pattern(english), re.DOTALL), form) for english, form in rows.items())


def _pattern(english: str) -> str:
    return _PLACE.sub("(.*?)", re.escape(english).replace(r"\$", "$"))
