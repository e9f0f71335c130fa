"""Names of languages in themselves, by code; the direction they are written in; what stands in for them.

Facts, as MediaWiki 1.39 knows them (mediawiki.org, Names.php; `action=query&meta=siteinfo`).
"""

from __future__ import annotations


def _table(text: str) -> dict[str, str]:
    return dict(entry.split("=", 1) for entry in text.replace("\n", " ").strip().split("; "))


AUTONYMS = _table("""
aa=Qafár af; ab=аԥсшәа; abs=bahasa ambon; ace=Acèh; ady=адыгабзэ; ady-cyrl=адыгабзэ; aeb=تونسي/Tûnsî;
aeb-arab=تونسي; aeb-latn=Tûnsî; af=Afrikaans; ak=Akan; aln=Gegë; als=Alemannisch; alt=алтай тил; am=አማርኛ;
ami=Pangcah; an=aragonés; ang=Ænglisc; anp=अंगिका; ar=العربية; arc=ܐܪܡܝܐ; arn=mapudungun; arq=جازايرية;
ary=الدارجة; arz=مصرى; as=অসমীয়া; ase=American sign language; ast=asturianu; atj=Atikamekw; av=авар;
avk=Kotava; awa=अवधी; ay=Aymar aru; az=azərbaycanca; azb=تۆرکجه; ba=башҡортса; ban=Basa Bali; ban-bali=ᬩᬲᬩᬮᬶ;
bar=Boarisch; bat-smg=žemaitėška; bbc=Batak Toba; bbc-latn=Batak Toba; bcc=جهلسری بلوچی; bci=wawle;
bcl=Bikol Central; be=беларуская; be-tarask=беларуская (тарашкевіца); be-x-old=беларуская (тарашкевіца);
bg=български; bgn=روچ کپتین بلوچی; bh=भोजपुरी; bho=भोजपुरी; bi=Bislama; bjn=Banjar; blk=ပအိုဝ်ႏဘာႏသာႏ;
bm=bamanankan; bn=বাংলা; bo=བོད་ཡིག; bpy=বিষ্ণুপ্রিয়া মণিপুরী; bqi=بختیاری; br=brezhoneg; brh=Bráhuí;
bs=bosanski; btm=Batak Mandailing; bto=Iriga Bicolano; bug=ᨅᨔ ᨕᨘᨁᨗ; bxr=буряад; ca=català;
cbk-zam=Chavacano de Zamboanga; cdo=Mìng-dĕ̤ng-ngṳ̄; ce=нохчийн; ceb=Cebuano; ch=Chamoru; cho=Choctaw; chr=ᏣᎳᎩ;
chy=Tsetsêhestâhese; ckb=کوردی; co=corsu; cps=Capiceño; cr=Nēhiyawēwin / ᓀᐦᐃᔭᐍᐏᐣ; crh=qırımtatarca;
crh-cyrl=къырымтатарджа (Кирилл); crh-latn=qırımtatarca (Latin); cs=čeština; csb=kaszëbsczi;
cu=словѣньскъ / ⰔⰎⰑⰂⰡⰐⰠⰔⰍⰟ; cv=чӑвашла; cy=Cymraeg; da=dansk; dag=dagbanli; de=Deutsch;
de-at=Österreichisches Deutsch; de-ch=Schweizer Hochdeutsch; de-formal=Deutsch (Sie-Form); din=Thuɔŋjäŋ;
diq=Zazaki; dsb=dolnoserbski; dtp=Dusun Bundu-liwan; dty=डोटेली; dv=ދިވެހިބަސް; dz=ཇོང་ཁ; ee=eʋegbe;
egl=Emiliàn; el=Ελληνικά; eml=emiliàn e rumagnòl; en=English; en-ca=Canadian English; en-gb=British English;
eo=Esperanto; es=español; es-419=español de América Latina; es-formal=español (formal); et=eesti; eu=euskara;
ext=estremeñu; fa=فارسی; fat=mfantse; ff=Fulfulde; fi=suomi; fit=meänkieli; fiu-vro=võro; fj=Na Vosa Vakaviti;
fo=føroyskt; fon=fɔ̀ngbè; fr=français; frc=français cadien; frp=arpetan; frr=Nordfriisk; fur=furlan; fy=Frysk;
ga=Gaeilge; gaa=Ga; gag=Gagauz; gan=贛語; gan-hans=赣语（简体）; gan-hant=贛語（繁體）; gcr=kriyòl gwiyannen;
gd=Gàidhlig; gl=galego; gld=на̄ни; glk=گیلکی; gn=Avañe'ẽ; gom=गोंयची कोंकणी / Gõychi Konknni; gom-deva=गोंयची कोंकणी;
gom-latn=Gõychi Konknni; gor=Bahasa Hulontalo; got=𐌲𐌿𐍄𐌹𐍃𐌺; gpe=Ghanaian Pidgin; grc=Ἀρχαία ἑλληνικὴ;
gsw=Alemannisch; gu=ગુજરાતી; guc=wayuunaiki; gur=farefare; guw=gungbe; gv=Gaelg; ha=Hausa; hak=客家語/Hak-kâ-ngî;
haw=Hawaiʻi; he=עברית; hi=हिन्दी; hif=Fiji Hindi; hif-latn=Fiji Hindi; hil=Ilonggo; ho=Hiri Motu; hr=hrvatski;
hrx=Hunsrik; hsb=hornjoserbsce; hsn=湘语; ht=Kreyòl ayisyen; hu=magyar; hu-formal=magyar (formal); hy=հայերեն;
hyw=Արեւմտահայերէն; hz=Otsiherero; ia=interlingua; id=Bahasa Indonesia; ie=Interlingue; ig=Igbo; ii=ꆇꉙ;
ik=Iñupiatun; ike-cans=ᐃᓄᒃᑎᑐᑦ; ike-latn=inuktitut; ilo=Ilokano; inh=гӀалгӀай; io=Ido; is=íslenska; it=italiano;
iu=ᐃᓄᒃᑎᑐᑦ/inuktitut; ja=日本語; jam=Patois; jbo=la .lojban.; jut=jysk; jv=Jawa; ka=ქართული; kaa=Qaraqalpaqsha;
kab=Taqbaylit; kbd=адыгэбзэ; kbd-cyrl=адыгэбзэ; kbp=Kabɩyɛ; kcg=Tyap; kea=kabuverdianu; kg=Kongo; khw=کھوار;
ki=Gĩkũyũ; kiu=Kırmancki; kj=Kwanyama; kjp=ဖၠုံလိက်; kk=қазақша; kk-arab=قازاقشا (تٴوتە);
kk-cn=قازاقشا (جۇنگو); kk-cyrl=қазақша (кирил); kk-kz=қазақша (Қазақстан); kk-latn=qazaqşa (latın);
kk-tr=qazaqşa (Türkïya); kl=kalaallisut; km=ភាសាខ្មែរ; kn=ಕನ್ನಡ; ko=한국어; ko-kp=조선말; koi=перем коми; kr=kanuri;
krc=къарачай-малкъар; kri=Krio; krj=Kinaray-a; krl=karjal; ks=कॉशुर / کٲشُر; ks-arab=کٲشُر; ks-deva=कॉशुर;
ksh=Ripoarisch; ksw=စှီၤ; ku=kurdî; ku-arab=كوردي (عەرەبی); ku-latn=kurdî (latînî); kum=къумукъ; kv=коми;
kw=kernowek; ky=кыргызча; la=Latina; lad=Ladino; lb=Lëtzebuergesch; lbe=лакку; lez=лезги;
lfn=Lingua Franca Nova; lg=Luganda; li=Limburgs; lij=Ligure; liv=Līvõ kēļ; lki=لەکی; lld=Ladin; lmo=lombard;
ln=lingála; lo=ລາວ; loz=Silozi; lrc=لۊری شومالی; lt=lietuvių; ltg=latgaļu; lus=Mizo ţawng; luz=لئری دوٙمینی;
lv=latviešu; lzh=文言; lzz=Lazuri; mad=Madhurâ; mai=मैथिली; map-bms=Basa Banyumasan; mdf=мокшень; mg=Malagasy;
mh=; mhr=олык марий; mi=Māori; min=Minangkabau; mk=македонски; ml=മലയാളം; mn=монгол; mni=ꯃꯤꯇꯩ ꯂꯣꯟ;
mnw=ဘာသာ မန်; mo=молдовеняскэ; mos=moore; mr=मराठी; mrh=Mara; mrj=кырык мары; ms=Bahasa Melayu;
ms-arab=بهاس ملايو; mt=Malti; mus=Mvskoke; mwl=Mirandés; my=မြန်မာဘာသာ; myv=эрзянь; mzn=مازِرونی;
na=Dorerin Naoero; nah=Nāhuatl; nan=Bân-lâm-gú; nap=Napulitano; nb=norsk bokmål; nds=Plattdüütsch;
nds-nl=Nedersaksies; ne=नेपाली; new=नेपाल भाषा; ng=Oshiwambo; nia=Li Niha; niu=Niuē; nl=Nederlands;
nl-informal=Nederlands (informeel); nmz=nawdm; nn=norsk nynorsk; no=norsk; nod=ᨣᩤᩴᨾᩮᩬᩥᨦ; nov=Novial; nqo=ߒߞߏ;
nrm=Nouormand; nso=Sesotho sa Leboa; nv=Diné bizaad; ny=Chi-Chewa; nyn=runyankore; nys=Nyunga; oc=occitan;
ojb=Ojibwemowin; olo=livvinkarjala; om=Oromoo; or=ଓଡ଼ିଆ; os=ирон; pa=ਪੰਜਾਬੀ; pag=Pangasinan; pam=Kapampangan;
pap=Papiamentu; pcd=Picard; pcm=Naijá; pdc=Deitsch; pdt=Plautdietsch; pfl=Pälzisch; pi=पालि;
pih=Norfuk / Pitkern; pl=polski; pms=Piemontèis; pnb=پنجابی; pnt=Ποντιακά; prg=prūsiskan; ps=پښتو;
pt=português; pt-br=português do Brasil; pwn=pinayuanan; qu=Runa Simi; qug=Runa shimi; rgn=Rumagnôl;
rif=Tarifit; rm=rumantsch; rmc=romaňi čhib; rmy=romani čhib; rn=ikirundi; ro=română; roa-rup=armãneashti;
roa-tara=tarandíne; rsk=руски; ru=русский; rue=русиньскый; rup=armãneashti; ruq=Vlăheşte; ruq-cyrl=Влахесте;
ruq-latn=Vlăheşte; rw=Ikinyarwanda; ryu=うちなーぐち; sa=संस्कृतम्; sah=саха тыла; sat=ᱥᱟᱱᱛᱟᱲᱤ; sc=sardu;
scn=sicilianu; sco=Scots; sd=سنڌي; sdc=Sassaresu; sdh=کوردی خوارگ; se=davvisámegiella;
se-fi=davvisámegiella (Suoma bealde); se-no=davvisámegiella (Norgga bealde);
se-se=davvisámegiella (Ruoŧa bealde); sei=Cmique Itom; ses=Koyraboro Senni; sg=Sängö; sgs=žemaitėška;
sh=srpskohrvatski / српскохрватски; shi=Taclḥit; shi-latn=Taclḥit; shi-tfng=ⵜⴰⵛⵍⵃⵉⵜ; shn=ၽႃႇသႃႇတႆး ;
shy=tacawit; shy-latn=tacawit; si=සිංහල; simple=Simple English; sjd=кӣллт са̄мь кӣлл; sje=bidumsámegiella;
sk=slovenčina; skr=سرائیکی; skr-arab=سرائیکی; sl=slovenščina; sli=Schläsch; sm=Gagana Samoa; sma=åarjelsaemien;
smn=anarâškielâ; sms=nuõrttsääʹmǩiõll; sn=chiShona; so=Soomaaliga; sq=shqip; sr=српски / srpski;
sr-ec=српски (ћирилица); sr-el=srpski (latinica); srn=Sranantongo; sro=sardu campidanesu; ss=SiSwati;
st=Sesotho; stq=Seeltersk; sty=себертатар; su=Sunda; sv=svenska; sw=Kiswahili; syl=ꠍꠤꠟꠐꠤ; szl=ślůnski;
szy=Sakizaya; ta=தமிழ்; tay=Tayal; tcy=ತುಳು; tdd=ᥖᥭᥰᥖᥬᥳᥑᥨᥒᥰ; te=తెలుగు; tet=tetun; tg=тоҷикӣ; tg-cyrl=тоҷикӣ;
tg-latn=tojikī; th=ไทย; ti=ትግርኛ; tk=Türkmençe; tl=Tagalog; tly=tolışi; tly-cyrl=толыши; tn=Setswana;
to=lea faka-Tonga; tpi=Tok Pisin; tr=Türkçe; tru=Ṫuroyo; trv=Seediq; ts=Xitsonga; tt=татарча/tatarça;
tt-cyrl=татарча; tt-latn=tatarça; tum=chiTumbuka; tw=Twi; ty=reo tahiti; tyv=тыва дыл; tzm=ⵜⴰⵎⴰⵣⵉⵖⵜ;
udm=удмурт; ug=ئۇيغۇرچە / Uyghurche; ug-arab=ئۇيغۇرچە; ug-latn=Uyghurche; uk=українська; ur=اردو;
uz=oʻzbekcha/ўзбекча; uz-cyrl=ўзбекча; uz-latn=oʻzbekcha; ve=Tshivenda; vec=vèneto; vep=vepsän kel’;
vi=Tiếng Việt; vls=West-Vlams; vmf=Mainfränkisch; vmw=emakhuwa; vo=Volapük; vot=Vaďďa; vro=võro; wa=walon;
war=Winaray; wls=Fakaʻuvea; wo=Wolof; wuu=吴语; xal=хальмг; xh=isiXhosa; xmf=მარგალური; xsy=saisiyat; yi=ייִדיש;
yo=Yorùbá; yrl=Nhẽẽgatú; yue=粵語; za=Vahcuengh; zea=Zeêuws; zgh=ⵜⴰⵎⴰⵣⵉⵖⵜ ⵜⴰⵏⴰⵡⴰⵢⵜ; zh=中文; zh-classical=文言;
zh-cn=中文（中国大陆）; zh-hans=中文（简体）; zh-hant=中文（繁體）; zh-hk=中文（香港）; zh-min-nan=Bân-lâm-gú;
zh-mo=中文（澳門）; zh-my=中文（马来西亚）; zh-sg=中文（新加坡）; zh-tw=中文（臺灣）; zh-yue=粵語; zu=isiZulu
""")
FALLBACKS = _table("""
ab=ru; abs=id; ace=id; ady=ady-cyrl; aeb=aeb-arab; aeb-arab=ar; aln=sq; alt=ru; ami=zh-tw zh-hant zh zh-hans;
an=es; anp=hi; arn=es; arq=ar; ary=ar; arz=ar; ast=es; atj=fr; av=ru; avk=fr es ru; awa=hi; ay=es; azb=fa;
ba=ru; ban=id; ban-bali=ban; bar=de; bbc=bbc-latn; bbc-latn=id; bcc=fa; bci=fr; be-tarask=be; bgn=fa; bh=bho;
bjn=id; blk=my; bm=fr; bpy=bn; bqi=fa; btm=id; bug=id; bxr=ru; ca=oc; cbk-zam=es; cdo=nan zh-hant zh zh-hans;
ce=ru; co=it; crh=crh-latn; crh-cyrl=ru; cs=sk; csb=pl; cv=ru; de-at=de; de-ch=de; de-formal=de; dsb=hsb de;
dtp=ms; dty=ne; egl=it; eml=it; es-formal=es; ext=es; fit=fi; fon=fr; frc=fr; frp=fr; frr=de; fur=it; gag=tr;
gan=gan-hant gan-hans zh-hant zh zh-hans; gan-hans=gan gan-hant zh-hans zh zh-hant;
gan-hant=gan gan-hans zh-hant zh zh-hans; gcr=fr; gl=pt; gld=ru; glk=fa; gn=es; gom=gom-deva; gom-deva=hi;
gor=id; gsw=de; guc=es; hak=zh-hant zh zh-hans; hif=hif-latn; hrx=de; hsb=dsb de; hsn=zh-cn zh-hans zh zh-hant;
ht=fr; hu-formal=hu; hyw=hy; ii=zh-cn zh-hans zh zh-hant; ike-cans=iu; ike-latn=iu; inh=ru; io=eo; iu=ike-cans;
jut=da; jv=id; kaa=kk-latn kk-cyrl; kab=fr; kbd=kbd-cyrl; kbp=fr; kea=pt; khw=ur; kiu=tr; kjp=my; kk=kk-cyrl;
kk-arab=kk kk-cyrl; kk-cn=kk-arab kk kk-cyrl; kk-cyrl=kk; kk-kz=kk-cyrl kk; kk-latn=kk kk-cyrl;
kk-tr=kk-latn kk kk-cyrl; kl=da; ko-kp=ko; koi=ru; krc=ru; krl=fi; ks=ks-arab; ksh=de; ksw=my; ku=ku-latn;
ku-arab=ku ckb; ku-latn=ku; kum=ru; kv=ru; lad=es; lb=de; lbe=ru; lez=ru az; li=nl; lij=it; liv=et; lki=fa;
lld=it rm fur; lmo=pms eml lij vec it; ln=fr; lrc=fa; ltg=lv; luz=fa; lzh=zh-hant zh zh-hans; lzz=tr; mad=id;
mai=hi; map-bms=jv id; mdf=myv ru; mg=fr; mhr=mrj ru; min=id; mnw=my; mo=ro; mrj=mhr ru; ms-arab=ms; mwl=pt;
myv=mdf ru; mzn=fa; nah=es; nan=cdo zh-hant zh zh-hans; nap=it; nb=no nn; nds=de; nds-nl=nl; nia=id;
nl-informal=nl; nn=no nb; nrm=nrf fr; oc=ca fr; olo=fi; os=ru; pcd=fr; pdc=de; pdt=de; pfl=de; pms=it; pnt=el;
pt=pt-br; pt-br=pt; pwn=zh-tw zh-hant zh zh-hans; qu=qug es; qug=qu es; rgn=it; rmy=ro; roa-tara=it;
rsk=sr-ec sr-cyrl; rue=uk ru; rup=ro; ruq=ruq-latn ro; ruq-cyrl=mk; ruq-latn=ro; sa=hi; sah=ru; scn=it; sdc=it;
sdh=cbk fa; se=nb fi; se-fi=se fi sv; se-no=se nb nn; se-se=se sv; ses=fr; sg=fr; sgs=lt;
sh=bs sr-el sr-latn hr; shi=shi-latn fr; shy=shy-latn; shy-latn=fr; sjd=ru; sk=cs; skr=skr-arab;
skr-arab=ur pnb; sli=de; smn=fi; sr=sr-ec sr-cyrl; sr-ec=sr-cyrl sr; sr-el=sr-latn sr; srn=nl; sro=it; stq=de;
sty=ru; su=id; szl=pl; szy=zh-tw zh-hant zh zh-hans; tay=zh-tw zh-hant zh zh-hans; tcy=kn; tet=pt; tg=tg-cyrl;
tg-cyrl=tg; tg-latn=tg; trv=zh-tw zh-hant zh zh-hans; tt=tt-cyrl ru; tt-cyrl=ru; ty=fr; tyv=ru; udm=ru;
ug=ug-arab; vec=it; vep=et; vls=nl; vmf=de; vmw=pt; vot=fi; vro=et; wa=fr; wls=fr; wo=fr;
wuu=zh-hans zh zh-hant; xal=ru; xmf=ka; yi=he; za=zh-hans zh zh-hant; zea=nl; zgh=kab;
zh=zh-hans zh-hant zh-cn zh-tw zh-hk; zh-cn=zh-hans zh zh-hant; zh-hans=zh-cn zh zh-hant;
zh-hant=zh-tw zh-hk zh zh-hans; zh-hk=zh-hant zh-tw zh zh-hans; zh-mo=zh-hk zh-hant zh-tw zh zh-hans;
zh-my=zh-sg zh-hans zh-cn zh zh-hant; zh-sg=zh-hans zh-cn zh zh-hant; zh-tw=zh-hant zh-hk zh zh-hans
""")
"""Languages to ask in order, blanks between, before English."""
RIGHT_TO_LEFT = frozenset(
    "aeb aeb-arab ar arc arq ary arz azb bcc bgn bqi ckb dv fa glk he khw kk-arab kk-cn ks ks-arab ku-arab lki "
    "lrc luz ms-arab mzn nqo pnb ps sd sdh skr skr-arab ug ug-arab ur yi".split()
)
