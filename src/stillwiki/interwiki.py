"""Prefixes of other wikis: what a fresh MediaWiki knows, and what the address of a wiki farm tells.

Facts: the table that MediaWiki 1.39 installs (mediawiki.org, Manual:Interwiki table). `$1` stands for the page there.
"""

from __future__ import annotations

import re

DEFAULT = {
    "acronym": "https://www.acronymfinder.com/~/search/af.aspx?string=exact&Acronym=$1",
    "advogato": "http://www.advogato.org/$1",
    "arxiv": "https://www.arxiv.org/abs/$1",
    "c2find": "http://c2.com/cgi/wiki?FindPage&value=$1",
    "cache": "https://www.google.com/search?q=cache:$1",
    "commons": "https://commons.wikimedia.org/wiki/$1",
    "dictionary": "http://www.dict.org/bin/Dict?Database=*&Form=Dict1&Strategy=*&Query=$1",
    "doi": "https://dx.doi.org/$1",
    "drumcorpswiki": "http://www.drumcorpswiki.com/$1",
    "dwjwiki": "http://www.suberic.net/cgi-bin/dwj/wiki.cgi?$1",
    "elibre": "http://enciclopedia.us.es/index.php/$1",
    "emacswiki": "https://www.emacswiki.org/emacs/$1",
    "foldoc": "https://foldoc.org/?$1",
    "foxwiki": "https://fox.wikis.com/wc.dll?Wiki~$1",
    "freebsdman": "https://www.FreeBSD.org/cgi/man.cgi?apropos=1&query=$1",
    "gentoo-wiki": "http://gentoo-wiki.com/$1",
    "google": "https://www.google.com/search?q=$1",
    "googlegroups": "https://groups.google.com/groups?q=$1",
    "hammondwiki": "http://www.dairiki.org/HammondWiki/$1",
    "hrwiki": "http://www.hrwiki.org/wiki/$1",
    "imdb": "http://www.imdb.com/find?q=$1&tt=on",
    "kmwiki": "https://kmwiki.wikispaces.com/$1",
    "linuxwiki": "http://linuxwiki.de/$1",
    "lojban": "https://mw.lojban.org/papri/$1",
    "lqwiki": "http://wiki.linuxquestions.org/wiki/$1",
    "meatball": "http://meatballwiki.org/wiki/$1",
    "mediawikiwiki": "https://www.mediawiki.org/wiki/$1",
    "memoryalpha": "http://en.memory-alpha.org/wiki/$1",
    "metawiki": "http://sunir.org/apps/meta.pl?$1",
    "metawikimedia": "https://meta.wikimedia.org/wiki/$1",
    "mozillawiki": "https://wiki.mozilla.org/$1",
    "mw": "https://www.mediawiki.org/wiki/$1",
    "oeis": "https://oeis.org/$1",
    "openwiki": "http://openwiki.com/ow.asp?$1",
    "pmid": "https://www.ncbi.nlm.nih.gov/pubmed/$1?dopt=Abstract",
    "pythoninfo": "https://wiki.python.org/moin/$1",
    "rfc": "https://tools.ietf.org/html/rfc$1",
    "s23wiki": "http://s23.org/wiki/$1",
    "seattlewireless": "http://seattlewireless.net/$1",
    "senseislibrary": "https://senseis.xmp.net/?$1",
    "shoutwiki": "http://www.shoutwiki.com/wiki/$1",
    "squeak": "http://wiki.squeak.org/squeak/$1",
    "theopedia": "https://www.theopedia.com/$1",
    "tmbw": "http://www.tmbw.net/wiki/$1",
    "tmnet": "http://www.technomanifestos.net/?$1",
    "twiki": "http://twiki.org/cgi-bin/view/$1",
    "uncyclopedia": "https://en.uncyclopedia.co/wiki/$1",
    "unreal": "https://wiki.beyondunreal.com/$1",
    "usemod": "http://www.usemod.com/cgi-bin/wiki.pl?$1",
    "w": "https://en.wikipedia.org/wiki/$1",
    "wiki": "http://c2.com/cgi/wiki?$1",
    "wikia": "http://www.wikia.com/wiki/$1",
    "wikibooks": "https://en.wikibooks.org/wiki/$1",
    "wikidata": "https://www.wikidata.org/wiki/$1",
    "wikif1": "http://www.wikif1.org/$1",
    "wikihow": "https://www.wikihow.com/$1",
    "wikimedia": "https://foundation.wikimedia.org/wiki/$1",
    "wikinews": "https://en.wikinews.org/wiki/$1",
    "wikinfo": "http://wikinfo.co/English/index.php/$1",
    "wikipedia": "https://en.wikipedia.org/wiki/$1",
    "wikiquote": "https://en.wikiquote.org/wiki/$1",
    "wikisource": "https://wikisource.org/wiki/$1",
    "wikispecies": "https://species.wikimedia.org/wiki/$1",
    "wikiversity": "https://en.wikiversity.org/wiki/$1",
    "wikivoyage": "https://en.wikivoyage.org/wiki/$1",
    "wikt": "https://en.wiktionary.org/wiki/$1",
    "wiktionary": "https://en.wiktionary.org/wiki/$1",
}

MIRAHEZE = {"mh": "https://meta.miraheze.org/wiki/$1", "meta": "https://meta.miraheze.org/wiki/$1"}

_FAMILY = re.compile(
    r"https?://[a-z-]+\.(wikipedia|wiktionary|wikibooks|wikiquote|wikisource|wikinews|wikivoyage|wikiversity)\.org"
)
_SISTERS = {
    "b": "wikibooks", "n": "wikinews", "q": "wikiquote", "s": "wikisource", "v": "wikiversity", "voy": "wikivoyage",
    "w": "wikipedia", "wikt": "wiktionary",
}  # fmt: skip
_WIKIMEDIA = {
    "c": "https://commons.wikimedia.org/wiki/$1",
    "d": "https://www.wikidata.org/wiki/$1",
    "m": "https://meta.wikimedia.org/wiki/$1",
    "meta": "https://meta.wikimedia.org/wiki/$1",
    "phab": "https://phabricator.wikimedia.org/$1",
    "species": "https://species.wikimedia.org/wiki/$1",
    "wmf": "https://foundation.wikimedia.org/wiki/$1",
}
LANGUAGES = frozenset(
    """
    ab abs ace ady aeb af ak aln als alt am ami an ang anp ar arc arn arq ary arz as ase ast atj av avk awa ay
    az azb ba ban bar bat-smg bbc bcc bci bcl be be-tarask be-x-old bg bgn bh bho bi bjn blk bm bn bo bpy bqi br
    brh bs btm bto bug bxr ca cbk-zam cdo ce ceb ch chr chy ckb co cps cr crh cs csb cu cv cy da dag de din diq
    dsb dtp dty dv dz ee egl el eml en eo es et eu ext fa fat ff fi fit fiu-vro fj fo fon fr frc frp frr fur fy
    ga gaa gag gan gcr gd gl gld glk gn gom gor got gpe grc gsw gu guc gur guw gv ha hak haw he hi hif hil hr
    hrx hsb hsn ht hu hy hyw ia id ie ig ii ik ilo inh io is it iu ja jam jbo jut jv ka kaa kab kbd kbp kcg kea
    kg khw ki kiu kjp kk kl km kn ko koi kr krc kri krj krl ks ksh ksw ku kum kv kw ky la lad lb lbe lez lfn lg
    li lij liv lki lld lmo ln lo loz lrc lt ltg lus luz lv lzh lzz mad mai map-bms mdf mg mhr mi min mk ml mn
    mni mnw mo mos mr mrh mrj ms mt mwl my myv mzn na nah nan nap nds nds-nl ne new nia niu nl nmz nn no nod nov
    nqo nrm nso nv ny nyn nys oc ojb olo om or os pa pag pam pap pcd pcm pdc pdt pfl pi pih pl pms pnb pnt prg
    ps pt pwn qu qug rgn rif rm rmc rmy rn ro roa-rup roa-tara rsk ru rue rup ruq rw ryu sa sah sat sc scn sco
    sd sdc sdh se sei ses sg sgs sh shi shn shy si simple sjd sje sk skr sl sli sm sma smn sms sn so sq sr srn
    sro ss st stq sty su sv sw syl szl szy ta tay tcy tdd te tet tg th ti tk tl tly tn to tpi tr tru trv ts tt
    tum tw ty tyv tzm udm ug uk ur uz ve vec vep vi vls vmf vmw vo vot vro wa war wls wo wuu xal xh xmf xsy yi
    yo yrl yue za zea zgh zh zh-classical zh-min-nan zh-yue zu
    """.split()
)
"""Codes of languages that Wikimedia's projects have wikis in, or that MediaWiki knows."""


def table(server: str) -> dict[str, str]:
    """The prefixes of the wiki at this address, before its configuration adds its own."""
    if server.endswith(".miraheze.org"):
        return {**DEFAULT, **MIRAHEZE}
    family = _FAMILY.match(server)
    if family is None:
        return dict(DEFAULT)
    language = server.partition("//")[2].partition(".")[0]
    sisters = {prefix: f"https://{language}.{name}.org/wiki/$1" for prefix, name in _SISTERS.items()}
    languages = {code: f"https://{code}.{family[1]}.org/wiki/$1" for code in LANGUAGES}
    return {**DEFAULT, **sisters, **_WIKIMEDIA, **languages}


def language_links(server: str) -> frozenset[str]:
    """Prefixes whose links stand in the margin: on Wikimedia's wikis those of all languages, elsewhere none."""
    return LANGUAGES if _FAMILY.match(server) else frozenset()
