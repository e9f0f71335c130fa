"""English names of languages, by MediaWiki's codes. Facts (ISO 639, CLDR)."""

from __future__ import annotations

_TEXT = """
aa Afar|ab Abkhazian|ace Acehnese|ady Adyghe|af Afrikaans|ak Akan|als Alemannic|am Amharic|an Aragonese|ang Old English|
ar Arabic|arc Aramaic|ary Moroccan Arabic|arz Egyptian Arabic|as Assamese|ast Asturian|av Avaric|awa Awadhi|ay Aymara|
az Azerbaijani|azb South Azerbaijani|ba Bashkir|ban Balinese|bar Bavarian|bat-smg Samogitian|bcl Central Bikol|
be Belarusian|be-tarask Belarusian (Taraškievica orthography)|bg Bulgarian|bh Bhojpuri|bho Bhojpuri|bi Bislama|
bjn Banjar|bm Bambara|bn Bangla|bo Tibetan|bpy Bishnupriya|br Breton|bs Bosnian|bug Buginese|bxr Russia Buriat|
ca Catalan|ce Chechen|ceb Cebuano|ch Chamorro|cho Choctaw|chr Cherokee|chy Cheyenne|ckb Central Kurdish|co Corsican|
cr Cree|crh Crimean Tatar|cs Czech|csb Kashubian|cu Church Slavic|cv Chuvash|cy Welsh|da Danish|de German|
de-at Austrian German|de-ch Swiss High German|din Dinka|diq Zazaki|dsb Lower Sorbian|dv Divehi|dz Dzongkha|ee Ewe|
el Greek|eml Emiliano-Romagnolo|en English|en-ca Canadian English|en-gb British English|eo Esperanto|es Spanish|
et Estonian|eu Basque|ext Extremaduran|fa Persian|ff Fula|fi Finnish|fiu-vro Võro|fj Fijian|fo Faroese|fr French|
frp Arpitan|frr Northern Frisian|fur Friulian|fy Western Frisian|ga Irish|gag Gagauz|gan Gan Chinese|gd Scottish Gaelic|
gl Galician|glk Gilaki|gn Guarani|gom Goan Konkani|got Gothic|grc Ancient Greek|gsw Swiss German|gu Gujarati|gv Manx|
ha Hausa|hak Hakka Chinese|haw Hawaiian|he Hebrew|hi Hindi|hif Fiji Hindi|ho Hiri Motu|hr Croatian|hsb Upper Sorbian|
ht Haitian Creole|hu Hungarian|hy Armenian|hz Herero|ia Interlingua|id Indonesian|ie Interlingue|ig Igbo|ii Sichuan Yi|
ik Inupiaq|ilo Iloko|inh Ingush|io Ido|is Icelandic|it Italian|iu Inuktitut|ja Japanese|jam Jamaican Creole English|
jbo Lojban|jv Javanese|ka Georgian|kaa Kara-Kalpak|kab Kabyle|kbd Kabardian|kg Kongo|ki Kikuyu|kj Kuanyama|kk Kazakh|
kl Kalaallisut|km Khmer|kn Kannada|ko Korean|koi Komi-Permyak|kr Kanuri|krc Karachay-Balkar|ks Kashmiri|ksh Colognian|
ku Kurdish|kv Komi|kw Cornish|ky Kyrgyz|la Latin|lad Ladino|lb Luxembourgish|lbe Lak|lez Lezghian|
lfn Lingua Franca Nova|lg Ganda|li Limburgish|lij Ligurian|lmo Lombard|ln Lingala|lo Lao|lrc Northern Luri|
lt Lithuanian|ltg Latgalian|lv Latvian|lzh Literary Chinese|mai Maithili|mdf Moksha|mg Malagasy|mh Marshallese|
mhr Eastern Mari|mi Māori|min Minangkabau|mk Macedonian|ml Malayalam|mn Mongolian|mr Marathi|mrj Western Mari|ms Malay|
mt Maltese|mus Muscogee|mwl Mirandese|my Burmese|myv Erzya|mzn Mazanderani|na Nauru|nah Nāhuatl|nan Min Nan Chinese|
nap Neapolitan|nb Norwegian Bokmål|nds Low German|nds-nl Low Saxon|ne Nepali|new Newari|ng Ndonga|nl Dutch|
nn Norwegian Nynorsk|no Norwegian|nov Novial|nrm Norman|nso Northern Sotho|nv Navajo|ny Nyanja|oc Occitan|
olo Livvi-Karelian|om Oromo|or Odia|os Ossetic|pa Punjabi|pag Pangasinan|pam Pampanga|pap Papiamento|pcd Picard|
pdc Pennsylvania German|pfl Palatine German|pi Pali|pl Polish|pms Piedmontese|pnb Western Punjabi|pnt Pontic|
prg Prussian|ps Pashto|pt Portuguese|pt-br Brazilian Portuguese|qu Quechua|rm Romansh|rmy Vlax Romani|rn Rundi|
ro Romanian|roa-rup Aromanian|roa-tara Tarantino|ru Russian|rue Rusyn|rw Kinyarwanda|sa Sanskrit|sah Yakut|sc Sardinian|
scn Sicilian|sco Scots|sd Sindhi|se Northern Sami|sg Sango|sgs Samogitian|sh Serbo-Croatian|si Sinhala|
simple Simple English|sk Slovak|sl Slovenian|sm Samoan|sn Shona|so Somali|sq Albanian|sr Serbian|srn Sranan Tongo|
ss Swati|st Southern Sotho|stq Saterland Frisian|su Sundanese|sv Swedish|sw Swahili|szl Silesian|ta Tamil|tcy Tulu|
te Telugu|tet Tetum|tg Tajik|th Thai|ti Tigrinya|tk Turkmen|tl Tagalog|tn Tswana|to Tongan|tpi Tok Pisin|tr Turkish|
ts Tsonga|tt Tatar|tum Tumbuka|tw Twi|ty Tahitian|tyv Tuvinian|udm Udmurt|ug Uyghur|uk Ukrainian|ur Urdu|uz Uzbek|
ve Venda|vec Venetian|vep Veps|vi Vietnamese|vls West Flemish|vo Volapük|vro Võro|wa Walloon|war Waray|wo Wolof|
wuu Wu Chinese|xal Kalmyk|xh Xhosa|xmf Mingrelian|yi Yiddish|yo Yoruba|yue Cantonese|za Zhuang|zea Zeelandic|zh Chinese|
zh-classical Literary Chinese|zh-hans Simplified Chinese|zh-hant Traditional Chinese|zh-min-nan Min Nan Chinese|
zh-yue Cantonese|zu Zulu
"""
ENGLISH: dict[str, str] = {
    code: name for code, _, name in (entry.partition(" ") for entry in _TEXT.replace("\n", "").split("|"))
}
