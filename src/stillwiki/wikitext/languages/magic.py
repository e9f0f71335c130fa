"""Names of functions, variables and switches in languages other than English, which always works beside them.

Facts, as `action=query&meta=siteinfo&siprop=magicwords` of a MediaWiki 1.39 in each language gives them; those in lower
case are written as one likes. Languages that are not here have the words of those that stand in for them (`FALLBACKS`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from stillwiki.wikitext.languages.names import FALLBACKS


def _table(text: str) -> dict[str, str]:
    """English names by the words of a language."""
    rows = (row.partition("=") for row in re.split(r";\s+", text.strip()))
    return {word: english for english, _, words in rows for word in words.split(",")}


_WORDS = {
    "de": _table("""
anchorencode=ankerenkodiert,sprungmarkeenkodiert; ARTICLEPATH=ARTIKELPFAD,artikelpfad; BASEPAGENAME=OBERSEITE;
BASEPAGENAMEE=OBERSEITE_URL; canonicalurl=kanonische_url; canonicalurle=kanonische_url_c;
CASCADINGSOURCES=KASKADENQUELLEN; CONTENTLANGUAGE=INHALTSSPRACHE; #count=zähle;
CURRENTDAY=JETZIGER_KALENDERTAG,JETZIGER_TAG; CURRENTDAY2=JETZIGER_KALENDERTAG_2,JETZIGER_TAG_2;
CURRENTDAYNAME=JETZIGER_WOCHENTAG; CURRENTDOW=JETZIGER_WOCHENTAG_ZAHL; CURRENTHOUR=JETZIGE_STUNDE;
CURRENTMONTH=JETZIGER_MONAT,JETZIGER_MONAT_2; CURRENTMONTH1=JETZIGER_MONAT_1;
CURRENTMONTHABBREV=JETZIGER_MONATSNAME_KURZ; CURRENTMONTHNAME=JETZIGER_MONATSNAME;
CURRENTMONTHNAMEGEN=JETZIGER_MONATSNAME_GENITIV,JETZIGER_MONATSNAME_GEN; CURRENTTIME=JETZIGE_UHRZEIT;
CURRENTTIMESTAMP=JETZIGER_ZEITSTEMPEL; CURRENTVERSION=JETZIGE_VERSION; CURRENTWEEK=JETZIGE_KALENDERWOCHE,JETZIGE_WOCHE;
CURRENTYEAR=JETZIGES_JAHR; DEFAULTSORT=SORTIERUNG; DIRECTIONMARK=TEXTAUSRICHTUNG; DISPLAYTITLE=SEITENTITEL;
filepath=dateipfad; __FORCETOC__=__INHALTSVERZEICHNIS_ERZWINGEN__; #formatdate=datumsformat; formatnum=zahlenformat;
FULLPAGENAME=VOLLER_SEITENNAME; FULLPAGENAMEE=VOLLER_SEITENNAME_URL; fullurl=vollständige_url;
fullurle=vollständige_url_c; gender=geschlecht; grammar=grammatik;
__HIDDENCAT__=__VERSTECKTE_KATEGORIE__,__WARTUNGSKATEGORIE__; __INDEX__=__INDEXIEREN__,__INDIZIEREN__; int=nachricht;
#invoke=aufrufen; #language=sprache; lc=klein; lcfirst=initial_klein; LOCALDAY=LOKALER_KALENDERTAG,LOKALER_TAG;
LOCALDAY2=LOKALER_KALENDERTAG_2,LOKALER_TAG_2; LOCALDAYNAME=LOKALER_WOCHENTAG; LOCALDOW=LOKALER_WOCHENTAG_ZAHL;
LOCALHOUR=LOKALE_STUNDE; LOCALMONTH=LOKALER_MONAT,LOKALER_MONAT_2; LOCALMONTH1=LOKALER_MONAT_1;
LOCALMONTHABBREV=LOKALER_MONATSNAME_KURZ; LOCALMONTHNAME=LOKALER_MONATSNAME;
LOCALMONTHNAMEGEN=LOKALER_MONATSNAME_GENITIV,LOKALER_MONATSNAME_GEN; LOCALTIME=LOKALE_UHRZEIT;
LOCALTIMESTAMP=LOKALER_ZEITSTEMPEL; localurl=lokale_url; localurle=lokale_url_c;
LOCALWEEK=LOKALE_KALENDERWOCHE,LOKALE_WOCHE; LOCALYEAR=LOKALES_JAHR; NAMESPACE=NAMENSRAUM; NAMESPACEE=NAMENSRAUM_URL;
NAMESPACENUMBER=NAMENSRAUMNUMMER; __NEWSECTIONLINK__=__NEUER_ABSCHNITTSLINK__,__PLUS_LINK__;
__NOCONTENTCONVERT__=__KEINE_INHALTSKONVERTIERUNG__; __NOEDITSECTION__=__ABSCHNITTE_NICHT_BEARBEITEN__;
__NOGALLERY__=__KEINE_GALERIE__,__KEINEGALERIE__; __NOINDEX__=__NICHT_INDEXIEREN__,__KEIN_INDEX__,__NICHT_INDIZIEREN__;
__NONEWSECTIONLINK__=__KEIN_NEUER_ABSCHNITTSLINK__,__KEIN_PLUS_LINK__; __NOTITLECONVERT__=__KEINE_TITELKONVERTIERUNG__;
__NOTOC__=__KEIN_INHALTSVERZEICHNIS__,__KEININHALTSVERZEICHNIS__; ns=nr; nse=nr_url; NUMBERINGROUP=BENUTZER_IN_GRUPPE;
NUMBEROFACTIVEUSERS=AKTIVE_BENUTZER; NUMBEROFADMINS=ADMINANZAHL; NUMBEROFARTICLES=ARTIKELANZAHL;
NUMBEROFEDITS=BEARBEITUNGSANZAHL; NUMBEROFFILES=DATEIANZAHL; NUMBEROFPAGES=SEITENANZAHL; NUMBEROFUSERS=BENUTZERANZAHL;
padleft=füllenlinks; padright=füllenrechts; PAGEID=SEITENID,seitenid,SEITENKENNUNG,seitenkennung; PAGENAME=SEITENNAME;
PAGENAMEE=SEITENNAME_URL; PAGESINCATEGORY=SEITEN_IN_KATEGORIE,SEITEN_KAT,SEITENINKAT;
PAGESINNAMESPACE=SEITEN_IM_NAMENSRAUM,SEITEN_IN_NR,SEITEN_NR; PAGESIZE=SEITENGRÖSSE; PROTECTIONLEVEL=SCHUTZSTATUS;
#replace=ersetze; REVISIONDAY=REVISIONSTAG,VERSIONSTAG; REVISIONDAY2=REVISIONSTAG2,VERSIONSTAG2;
REVISIONID=REVISIONSID,VERSIONSID; REVISIONMONTH=REVISIONSMONAT,VERSIONSMONAT;
REVISIONMONTH1=REVISIONSMONAT1,VERSIONSMONAT1; REVISIONSIZE=VERSIONSGRÖSSE;
REVISIONTIMESTAMP=REVISIONSZEITSTEMPEL,VERSIONSZEITSTEMPEL; REVISIONUSER=REVISIONSBENUTZER,VERSIONSBENUTZER;
REVISIONYEAR=REVISIONSJAHR,VERSIONSJAHR; ROOTPAGENAME=STAMMSEITE; ROOTPAGENAMEE=STAMMSEITE_URL;
SCRIPTPATH=SKRIPTPFAD,skriptpfad; SITENAME=PROJEKTNAME; #special=spezial; #speciale=speziale;
__STATICREDIRECT__=__PERMANENTE_WEITERLEITUNG__; STYLEPATH=STILPFAD,stilpfad,STYLEPFAD,stylepfad;
SUBJECTPAGENAME=HAUPTSEITENNAME,VORDERSEITE,HAUPTSEITE;
SUBJECTPAGENAMEE=HAUPTSEITENNAME_URL,VORDERSEITE_URL,HAUPTSEITE_URL; SUBJECTSPACE=HAUPTNAMENSRAUM;
SUBJECTSPACEE=HAUPTNAMENSRAUM_URL; SUBPAGENAME=UNTERSEITE; SUBPAGENAMEE=UNTERSEITE_URL; #switch=wechsle;
#tag=erweiterung; TALKPAGENAME=DISKUSSIONSSEITE,DISK; TALKPAGENAMEE=DISKUSSIONSSEITE_URL,DISK_URL;
TALKSPACE=DISKUSSIONSNAMENSRAUM,DISK_NR; TALKSPACEE=DISKUSSIONSNAMENSRAUM_URL,DISK_NR_URL;
__TOC__=__INHALTSVERZEICHNIS__; uc=gross; ucfirst=initial_gross; #urldecode=urldekodiert; urlencode=urlenkodiert
"""),
    "es": _table("""
ARTICLEPATH=RUTAARTÍCULO,rutaartículo,RUTAARTICULO,rutaarticulo; BASEPAGENAME=NOMBREDEPAGINABASE,NOMBREDEPÁGINABASE;
BASEPAGENAMEE=NOMBREDEPAGINABASEC,NOMBREDEPÁGINABASEC; canonicalurl=urlcanonica; canonicalurle=urlcanonicac;
CONTENTLANGUAGE=IDIOMADELCONTENIDO,IDIOMADELCONT; CURRENTDAY=DÍAACTUAL,DIAACTUAL,DÍA_ACTUAL,DIA_ACTUAL;
CURRENTDAY2=DÍAACTUAL2,DIAACTUAL2,DÍA_ACTUAL2,DIA_ACTUAL2; CURRENTDAYNAME=NOMBREDÍAACTUAL,NOMBREDIAACTUAL;
CURRENTDOW=DDSACTUAL,DIADESEMANAACTUAL,DÍADESEMANAACTUAL; CURRENTHOUR=HORAACTUAL,HORA_ACTUAL;
CURRENTMONTH=MESACTUAL,MESACTUAL2; CURRENTMONTH1=MESACTUAL1; CURRENTMONTHABBREV=MESACTUALABREVIADO;
CURRENTMONTHNAME=MESACTUALCOMPLETO,NOMBREMESACTUAL; CURRENTMONTHNAMEGEN=MESACTUALGENITIVO;
CURRENTTIME=HORA_MINUTOS_ACTUAL,HORAMINUTOSACTUAL,TIEMPOACTUAL; CURRENTTIMESTAMP=MARCADEHORAACTUAL;
CURRENTVERSION=VERSIONACTUAL,VERSIÓNACTUAL; CURRENTWEEK=SEMANAACTUAL; CURRENTYEAR=AÑOACTUAL,AÑO_ACTUAL;
DEFAULTSORT=ORDENAR,CLAVEDEORDENPREDETERMINADO,ORDENDECATEGORIAPREDETERMINADO,ORDENDECATEGORÍAPREDETERMINADO;
DISPLAYTITLE=MOSTRARTÍTULO,MOSTRARTITULO; #explode=separar; filepath=rutaarchivo,rutarchivo,rutadearchivo;
__FORCETOC__=__FORZAR_TDC__,__FORZARTDC__,__FORZARTOC__; #formatdate=formatodefecha,formatearfecha;
formatnum=formatonúmero,formatonumero; FULLPAGENAME=NOMBRECOMPLETODEPÁGINA,NOMBRECOMPLETODEPAGINA;
FULLPAGENAMEE=NOMBRECOMPLETODEPAGINAC,NOMBRECOMPLETODEPÁGINAC; fullurl=urlcompleta; fullurle=urlcompletac;
gender=género,genero; grammar=gramatica,gramática; __HIDDENCAT__=__CATEGORÍAOCULTA__; #if=si; #ifeq=siigual;
#iferror=sierror; #ifexist=siexiste; #ifexpr=siexpr; __INDEX__=__INDEXAR__; #invoke=invocar; #language=idioma;
lc=minus,minús; lcfirst=primerominus,primerominús; #len=long,longitud; LOCALDAY=DÍALOCAL,DIALOCAL;
LOCALDAY2=DIALOCAL2,DÍALOCAL2; LOCALDAYNAME=NOMBREDIALOCAL,NOMBREDÍALOCAL;
LOCALDOW=DDSLOCAL,DIADESEMANALOCAL,DÍADESEMANALOCAL; LOCALHOUR=HORALOCAL; LOCALMONTH=MESLOCAL,MESLOCAL2;
LOCALMONTH1=MESLOCAL1; LOCALMONTHABBREV=MESLOCALABREVIADO; LOCALMONTHNAME=MESLOCALCOMPLETO,NOMBREMESLOCAL;
LOCALMONTHNAMEGEN=MESLOCALGENITIVO; LOCALTIME=HORAMINUTOSLOCAL,TIEMPOLOCAL; LOCALTIMESTAMP=MARCADEHORALOCAL;
localurl=urllocal; localurle=urllocalc; LOCALWEEK=SEMANALOCAL; LOCALYEAR=AÑOLOCAL; NAMESPACE=ESPACIODENOMBRE;
NAMESPACEE=ESPACIODENOMBREC; NAMESPACENUMBER=NÚMERODELESPACIO;
__NEWSECTIONLINK__=__VINCULARANUEVASECCION__,__ENLACECREARSECCIÓN__;
__NOCONTENTCONVERT__=__NOCONVERTIRCONTENIDO__,__NOCC___;
__NOEDITSECTION__=__NO_EDITAR_SECCIÓN__,__NOEDITARSECCIÓN__,__NOEDITARSECCION__;
__NOGALLERY__=__SIN_GALERÍA__,__NOGALERÍA__,__NOGALERIA__; __NOINDEX__=__NOINDEXAR__;
__NONEWSECTIONLINK__=__NOVINCULARANUEVASECCION__,__SINENLACECREARSECCIÓN__;
__NOTITLECONVERT__=__NOCONVERTIRTITULO__,__NOCONVERTIRTÍTULO__,__NOCT___; __NOTOC__=__SIN_TDC__,__NOTDC__; ns=en;
NUMBERINGROUP=NÚMEROENGRUPO,NUMEROENGRUPO,NUMENGRUPO,NÚMENGRUPO;
NUMBEROFACTIVEUSERS=NÚMERODEUSUARIOSACTIVOS,NUMERODEUSUARIOSACTIVOS;
NUMBEROFADMINS=NÚMEROADMINIISTRADORES,NÚMEROADMINS,NUMEROADMINS,NUMEROADMINISTRADORES,NUMERODEADMINISTRADORES,NUMERODEADMINS,NÚMERODEADMINISTRADORES,NÚMERODEADMINS;
NUMBEROFARTICLES=NÚMERODEARTÍCULOS,NUMERODEARTICULOS; NUMBEROFEDITS=NÚMERODEEDICIONES,NUMERODEEDICIONES;
NUMBEROFFILES=NÚMERODEARCHIVOS,NUMERODEARCHIVOS; NUMBEROFPAGES=NÚMERODEPÁGINAS,NUMERODEPAGINAS;
NUMBEROFUSERS=NÚMERODEUSUARIOS,NUMERODEUSUARIOS; padleft=rellenarizquierda,rellenarizq;
padright=rellenarderecha,rellenarder;
PAGEID=IDDEPÁGINA,iddepágina,IDPÁGINA,idpágina,IDDEPAGINA,iddepagina,IDPAGINA,idpagina;
PAGENAME=NOMBREDEPAGINA,NOMBREDEPÁGINA; PAGENAMEE=NOMBREDEPAGINAC,NOMBREDEPÁGINAC;
PAGESINCATEGORY=PÁGINASENCATEGORÍA,PÁGINASENCAT,PAGSENCAT,PAGINASENCATEGORIA,PAGINASENCAT;
PAGESINNAMESPACE=PÁGINASENESPACIO; PAGESIZE=TAMAÑOPÁGINA,TAMAÑODEPÁGINA,TAMAÑOPAGINA,TAMAÑODEPAGINA;
PROTECTIONLEVEL=NIVELDEPROTECCIÓN,NIVELDEPROTECCION; #replace=reemplazar;
REVISIONDAY=DIADEREVISION,DIAREVISION,DÍADEREVISIÓN,DÍAREVISIÓN;
REVISIONDAY2=DIADEREVISION2,DIAREVISION2,DÍADEREVISIÓN2,DÍAREVISIÓN2;
REVISIONID=IDDEREVISION,IDREVISION,IDDEREVISIÓN,IDREVISIÓN;
REVISIONMONTH=MESDEREVISION,MESDEREVISIÓN,MESREVISION,MESREVISIÓN;
REVISIONMONTH1=MESDEREVISION1,MESDEREVISIÓN1,MESREVISION1,MESREVISIÓN1; REVISIONSIZE=TAMAÑODEREVISIÓN,TAMAÑODEREVISION;
REVISIONTIMESTAMP=MARCADEHORADEREVISION,MARCADEHORADEREVISIÓN; REVISIONUSER=USUARIODEREVISION,USUARIODEREVISIÓN;
REVISIONYEAR=AÑODEREVISION,AÑODEREVISIÓN,AÑOREVISION,AÑOREVISIÓN; ROOTPAGENAME=NOMBREDEPAGINARAIZ,NOMBREDEPÁGINARAÍZ;
ROOTPAGENAMEE=NOMBREDEPAGINARAIZC,NOMBREDEPÁGINARAÍZC; SCRIPTPATH=RUTASCRIPT,rutascript,RUTADESCRIPT,rutadescript;
SERVER=SERVIDOR,servidor; SERVERNAME=NOMBRESERVIDOR,nombreservidor; SITENAME=NOMBREDELSITIO; #special=especial;
#speciale=especialc; __STATICREDIRECT__=__REDIRECCIÓNESTÁTICA__,__REDIRECCIONESTATICA__;
STYLEPATH=RUTAESTILO,rutaestilo,RUTADEESTILO,rutadeestilo;
SUBJECTPAGENAME=NOMBREDEPAGINADETEMA,NOMBREDEPÁGINADETEMA,NOMBREDEPÁGINADEASUNTO,NOMBREDEPAGINADEASUNTO,NOMBREDEPAGINADEARTICULO,NOMBREDEPÁGINADEARTÍCULO;
SUBJECTPAGENAMEE=NOMBREDEPAGINADETEMAC,NOMBREDEPÁGINADETEMAC,NOMBREDEPÁGINADEASUNTOC,NOMBREDEPAGINADEASUNTOC,NOMBREDEPAGINADEARTICULOC,NOMBREDEPÁGINADEARTÍCULOC;
SUBJECTSPACE=ESPACIODEASUNTO,ESPACIODETEMA,ESPACIODEARTÍCULO,ESPACIODEARTICULO;
SUBJECTSPACEE=ESPACIODETEMAC,ESPACIODEASUNTOC,ESPACIODEARTICULOC,ESPACIODEARTÍCULOC;
SUBPAGENAME=NOMBREDESUBPAGINA,NOMBREDESUBPÁGINA; SUBPAGENAMEE=NOMBREDESUBPAGINAC,NOMBREDESUBPÁGINAC; #switch=según;
#tag=etiqueta;
TALKPAGENAME=NOMBREDEPÁGINADEDISCUSIÓN,NOMBREDEPAGINADEDISCUSION,NOMBREDEPAGINADISCUSION,NOMBREDEPÁGINADISCUSIÓN;
TALKPAGENAMEE=NOMBREDEPÁGINADEDISCUSIÓNC,NOMBREDEPAGINADEDISCUSIONC,NOMBREDEPAGINADISCUSIONC,NOMBREDEPÁGINADISCUSIÓNC;
TALKSPACE=ESPACIODEDISCUSION,ESPACIODEDISCUSIÓN; TALKSPACEE=ESPACIODEDISCUSIONC; #time=tiempo; #timel=tiempol;
__TOC__=__TDC__; uc=mayus,mayús; ucfirst=primeromayus,primeromayús; urlencode=codificarurl
"""),
    "fr": _table("""
anchorencode=encodeancre; ARTICLEPATH=CHEMINARTICLE,cheminarticle; BASEPAGENAME=NOMBASEDEPAGE;
BASEPAGENAMEE=NOMBASEDEPAGEX; canonicalurl=urlcanonique; canonicalurle=urlcanoniquex;
CONTENTLANGUAGE=LANGUECONTENU,LANGCONTENU; #count=nb; CURRENTDAY=JOURACTUEL,JOUR1ACTUEL; CURRENTDAY2=JOUR2ACTUEL;
CURRENTDAYNAME=NOMJOURACTUEL; CURRENTDOW=JDSACTUEL; CURRENTHOUR=HEUREACTUELLE; CURRENTMONTH=MOISACTUEL,MOIS2ACTUEL;
CURRENTMONTH1=MOIS1ACTUEL; CURRENTMONTHABBREV=ABREVMOISACTUEL; CURRENTMONTHNAME=NOMMOISACTUEL;
CURRENTMONTHNAMEGEN=NOMGENMOISACTUEL; CURRENTTIME=HORAIREACTUEL; CURRENTTIMESTAMP=INSTANTACTUEL;
CURRENTVERSION=VERSIONACTUELLE; CURRENTWEEK=SEMAINEACTUELLE; CURRENTYEAR=ANNEEACTUELLE; DEFAULTSORT=CLEFDETRI,CLEDETRI;
DIRECTIONMARK=MARQUEDIRECTION,MARQUEDIR; DISPLAYTITLE=AFFICHERTITRE; #explode=exploser; filepath=chemin;
__FORCETOC__=__FORCERSOMMAIRE__,__FORCERTDM__; formatnum=formatnombre; FULLPAGENAME=NOMPAGECOMPLET;
FULLPAGENAMEE=NOMPAGECOMPLETX; fullurl=urlcomplete; fullurle=urlcompletex; gender=genre; grammar=grammaire;
__HIDDENCAT__=__CATCACHEE__; #if=si; #ifeq=si=; #iferror=sierreur; #ifexist=siexiste; #ifexpr=siexpr; #invoke=invoque;
#language=langue; lc=minus; lcfirst=initminus; #len=nbcar; LOCALDAY=JOURLOCAL,JOUR1LOCAL; LOCALDAY2=JOUR2LOCAL;
LOCALDAYNAME=NOMJOURLOCAL; LOCALDOW=JDSLOCAL; LOCALHOUR=HEURELOCALE; LOCALMONTH=MOISLOCAL,MOIS2LOCAL;
LOCALMONTH1=MOIS1LOCAL; LOCALMONTHABBREV=ABREVMOISLOCAL; LOCALMONTHNAME=NOMMOISLOCAL; LOCALMONTHNAMEGEN=NOMGENMOISLOCAL;
LOCALTIME=HORAIRELOCAL; LOCALTIMESTAMP=INSTANTLOCAL; localurl=urllocale; localurle=urllocalex; LOCALWEEK=SEMAINELOCALE;
LOCALYEAR=ANNEELOCALE; NAMESPACE=ESPACENOMMAGE; NAMESPACEE=ESPACENOMMAGEX; NAMESPACENUMBER=NOMBREESPACENOMMAGE;
__NEWSECTIONLINK__=__LIENNOUVELLESECTION__; __NOCONTENTCONVERT__=__SANSCONVERSIONCONTENU__,__SANSCC__;
__NOEDITSECTION__=__SECTIONNONEDITABLE__; __NOGALLERY__=__AUCUNEGALERIE__; __NOINDEX__=__AUCUNINDEX__;
__NONEWSECTIONLINK__=__AUCUNLIENNOUVELLESECTION__; __NOTITLECONVERT__=__SANSCONVERSIONTITRE__,__SANSCT__;
__NOTOC__=__AUCUNSOMMAIRE__,__AUCUNETDM__; ns=espacen; nse=espacenx; NUMBERINGROUP=NOMBREDANSGROUPE,NBDANSGROUPE;
NUMBEROFACTIVEUSERS=NOMBREUTILISATEURSACTIFS; NUMBEROFADMINS=NOMBREADMINS; NUMBEROFARTICLES=NOMBREARTICLES;
NUMBEROFEDITS=NOMBREMODIFS; NUMBEROFFILES=NOMBREFICHIERS; NUMBEROFPAGES=NOMBREPAGES; NUMBEROFUSERS=NOMBREUTILISATEURS;
padleft=bourragegauche,bourregauche; padright=bourragedroite,bourredroite; PAGEID=IDPAGE,idpage; PAGENAME=NOMPAGE;
PAGENAMEE=NOMPAGEX; PAGESINCATEGORY=PAGESDANSCAT; PAGESINNAMESPACE=PAGESDANSESPACE; PAGESIZE=TAILLEPAGE; plural=pluriel;
PROTECTIONLEVEL=NIVEAUDEPROTECTION; #rel2abs=relenabs; #replace=remplacer; REVISIONDAY=JOURVERSION,JOUR1VERSION;
REVISIONDAY2=JOUR2VERSION; REVISIONID=IDVERSION; REVISIONMONTH=MOISVERSION; REVISIONMONTH1=MOISVERSION1;
REVISIONTIMESTAMP=INSTANTVERSION; REVISIONUSER=UTILISATEURVERSION; REVISIONYEAR=ANNEEVERSION;
ROOTPAGENAME=NOMPAGERACINE; ROOTPAGENAMEE=NOMPAGERACINEX; #rpos=posr; SCRIPTPATH=CHEMINSCRIPT,cheminscript;
SERVER=SERVEUR,serveur; SERVERNAME=NOMSERVEUR,nomserveur; SITENAME=NOMSITE; #special=spécial; #speciale=spéciale;
__STATICREDIRECT__=__REDIRECTIONSTATIQUE__; STYLEPATH=CHEMINSTYLE,cheminstyle; #sub=stxt;
SUBJECTPAGENAME=NOMPAGESUJET,NOMPAGEARTICLE; SUBJECTPAGENAMEE=NOMPAGESUJETX,NOMPAGEARTICLEX;
SUBJECTSPACE=ESPACESUJET,ESPACEARTICLE; SUBJECTSPACEE=ESPACESUJETX,ESPACEARTICLEX; SUBPAGENAME=NOMSOUSPAGE;
SUBPAGENAMEE=NOMSOUSPAGEX; #switch=selon; #tag=balise; TALKPAGENAME=NOMPAGEDISCUSSION; TALKPAGENAMEE=NOMPAGEDISCUSSIONX;
TALKSPACE=ESPACEDISCUSSION; TALKSPACEE=ESPACEDISCUSSIONX; #time=heure; #timel=heurel; #titleparts=partiestitre;
__TOC__=__SOMMAIRE__,__TDM__; uc=majus,capit; ucfirst=initmajus,initcapit; #urldecode=décoderurl,decodeurl;
urlencode=encodeurl
"""),
    "ru": _table("""
anchorencode=кодировать_метку; ARTICLEPATH=ПУТЬ_К_СТАТЬЕ,путь_к_статье; BASEPAGENAME=ОСНОВА_НАЗВАНИЯ_СТРАНИЦЫ;
BASEPAGENAMEE=ОСНОВА_НАЗВАНИЯ_СТРАНИЦЫ_2; CONTENTLANGUAGE=ЯЗЫК_СОДЕРЖАНИЯ; CURRENTDAY=ТЕКУЩИЙ_ДЕНЬ;
CURRENTDAY2=ТЕКУЩИЙ_ДЕНЬ_2; CURRENTDAYNAME=НАЗВАНИЕ_ТЕКУЩЕГО_ДНЯ; CURRENTDOW=ТЕКУЩИЙ_ДЕНЬ_НЕДЕЛИ;
CURRENTHOUR=ТЕКУЩИЙ_ЧАС; CURRENTMONTH=ТЕКУЩИЙ_МЕСЯЦ,ТЕКУЩИЙ_МЕСЯЦ_2; CURRENTMONTH1=ТЕКУЩИЙ_МЕСЯЦ_1;
CURRENTMONTHABBREV=НАЗВАНИЕ_ТЕКУЩЕГО_МЕСЯЦА_АБР; CURRENTMONTHNAME=НАЗВАНИЕ_ТЕКУЩЕГО_МЕСЯЦА;
CURRENTMONTHNAMEGEN=НАЗВАНИЕ_ТЕКУЩЕГО_МЕСЯЦА_РОД; CURRENTTIME=ТЕКУЩЕЕ_ВРЕМЯ; CURRENTTIMESTAMP=ОТМЕТКА_ТЕКУЩЕГО_ВРЕМЕНИ;
CURRENTVERSION=ТЕКУЩАЯ_ВЕРСИЯ; CURRENTWEEK=ТЕКУЩАЯ_НЕДЕЛЯ; CURRENTYEAR=ТЕКУЩИЙ_ГОД;
DEFAULTSORT=СОРТИРОВКА_ПО_УМОЛЧАНИЮ,КЛЮЧ_СОРТИРОВКИ; DIRECTIONMARK=НАПРАВЛЕНИЕ_ПИСЬМА; DISPLAYTITLE=ПОКАЗАТЬ_ЗАГОЛОВОК;
filepath=путь_к_файлу; __FORCETOC__=__ОБЯЗАТЕЛЬНОЕ_ОГЛАВЛЕНИЕ__,__ОБЯЗ_ОГЛ__; #formatdate=форматдаты;
formatnum=форматировать_число; FULLPAGENAME=ПОЛНОЕ_НАЗВАНИЕ_СТРАНИЦЫ; FULLPAGENAMEE=ПОЛНОЕ_НАЗВАНИЕ_СТРАНИЦЫ_2;
fullurl=полный_адрес; fullurle=полный_адрес_2; gender=пол; grammar=падеж; __HIDDENCAT__=__СКРЫТАЯ_КАТЕГОРИЯ__; #if=если;
#iferror=еслиошибка; __INDEX__=__ИНДЕКС__; int=внутр; #invoke=вызвать; #language=язык; lc=маленькими_буквами;
lcfirst=первая_буква_маленькая; LOCALDAY=МЕСТНЫЙ_ДЕНЬ; LOCALDAY2=МЕСТНЫЙ_ДЕНЬ_2; LOCALDAYNAME=НАЗВАНИЕ_МЕСТНОГО_ДНЯ;
LOCALDOW=МЕСТНЫЙ_ДЕНЬ_НЕДЕЛИ; LOCALHOUR=МЕСТНЫЙ_ЧАС; LOCALMONTH=МЕСТНЫЙ_МЕСЯЦ,МЕСТНЫЙ_МЕСЯЦ_2;
LOCALMONTH1=МЕСТНЫЙ_МЕСЯЦ_1; LOCALMONTHABBREV=НАЗВАНИЕ_МЕСТНОГО_МЕСЯЦА_АБР; LOCALMONTHNAME=НАЗВАНИЕ_МЕСТНОГО_МЕСЯЦА;
LOCALMONTHNAMEGEN=НАЗВАНИЕ_МЕСТНОГО_МЕСЯЦА_РОД; LOCALTIME=МЕСТНОЕ_ВРЕМЯ; LOCALTIMESTAMP=ОТМЕТКА_МЕСТНОГО_ВРЕМЕНИ;
localurl=локальный_адрес; localurle=локальный_адрес_2; LOCALWEEK=МЕСТНАЯ_НЕДЕЛЯ; LOCALYEAR=МЕСТНЫЙ_ГОД;
NAMESPACE=ПРОСТРАНСТВО_ИМЁН; NAMESPACEE=ПРОСТРАНСТВО_ИМЁН_2; NAMESPACENUMBER=НОМЕР_ПРОСТРАНСТВА_ИМЁН;
__NEWSECTIONLINK__=__ССЫЛКА_НА_НОВЫЙ_РАЗДЕЛ__; __NOCONTENTCONVERT__=__БЕЗ_ПРЕОБРАЗОВАНИЯ_ТЕКСТА__;
__NOEDITSECTION__=__БЕЗ_РЕДАКТИРОВАНИЯ_РАЗДЕЛА__; __NOGALLERY__=__БЕЗ_ГАЛЕРЕИ__; __NOINDEX__=__БЕЗ_ИНДЕКСА__;
__NONEWSECTIONLINK__=__БЕЗ_ССЫЛКИ_НА_НОВЫЙ_РАЗДЕЛ__; __NOTITLECONVERT__=__БЕЗ_ПРЕОБРАЗОВАНИЯ_ЗАГОЛОВКА__;
__NOTOC__=__БЕЗ_ОГЛАВЛЕНИЯ__,__БЕЗ_ОГЛ__; ns=пи; nse=пик; NUMBERINGROUP=ЧИСЛО_В_ГРУППЕ;
NUMBEROFACTIVEUSERS=КОЛИЧЕСТВО_АКТИВНЫХ_УЧАСТНИКОВ; NUMBEROFADMINS=КОЛИЧЕСТВО_АДМИНИСТРАТОРОВ;
NUMBEROFARTICLES=КОЛИЧЕСТВО_СТАТЕЙ; NUMBEROFEDITS=КОЛИЧЕСТВО_ПРАВОК; NUMBEROFFILES=КОЛИЧЕСТВО_ФАЙЛОВ;
NUMBEROFPAGES=КОЛИЧЕСТВО_СТРАНИЦ; NUMBEROFUSERS=КОЛИЧЕСТВО_УЧАСТНИКОВ; padleft=заполнить_слева;
padright=заполнить_справа; PAGEID=ИДЕНТИФИКАТОР_СТРАНИЦЫ,идентификатор_страницы; PAGENAME=НАЗВАНИЕ_СТРАНИЦЫ;
PAGENAMEE=НАЗВАНИЕ_СТРАНИЦЫ_2; PAGESINCATEGORY=СТРАНИЦ_В_КАТЕГОРИИ; PAGESINNAMESPACE=СТРАНИЦ_В_ПРОСТРАНСТВЕ_ИМЁН;
PAGESIZE=РАЗМЕР_СТРАНИЦЫ; plural=множественное_число; PROTECTIONLEVEL=УРОВЕНЬ_ЗАЩИТЫ; #replace=замена;
REVISIONDAY=ДЕНЬ_ВЕРСИИ; REVISIONDAY2=ДЕНЬ_ВЕРСИИ_2; REVISIONID=ИД_ВЕРСИИ; REVISIONMONTH=МЕСЯЦ_ВЕРСИИ;
REVISIONMONTH1=МЕСЯЦ_ВЕРСИИ_1; REVISIONTIMESTAMP=ОТМЕТКА_ВРЕМЕНИ_ВЕРСИИ; REVISIONUSER=ВЕРСИЯ_УЧАСТНИКА;
REVISIONYEAR=ГОД_ВЕРСИИ; SCRIPTPATH=ПУТЬ_К_СКРИПТУ,путь_к_скрипту; SERVER=СЕРВЕР,сервер;
SERVERNAME=НАЗВАНИЕ_СЕРВЕРА,название_сервера; SITENAME=НАЗВАНИЕ_САЙТА; #special=служебная;
__STATICREDIRECT__=__СТАТИЧЕСКОЕ_ПЕРЕНАПРАВЛЕНИЕ__; STYLEPATH=ПУТЬ_К_СТИЛЮ,путь_к_стилю;
SUBJECTPAGENAME=НАЗВАНИЕ_СТРАНИЦЫ_СТАТЬИ; SUBJECTPAGENAMEE=НАЗВАНИЕ_СТРАНИЦЫ_СТАТЬИ_2; SUBJECTSPACE=ПРОСТРАНСТВО_СТАТЕЙ;
SUBJECTSPACEE=ПРОСТРАНСТВО_СТАТЕЙ_2; SUBPAGENAME=НАЗВАНИЕ_ПОДСТРАНИЦЫ; SUBPAGENAMEE=НАЗВАНИЕ_ПОДСТРАНИЦЫ_2;
#switch=переключатель; #tag=метка,тег,тэг; TALKPAGENAME=НАЗВАНИЕ_СТРАНИЦЫ_ОБСУЖДЕНИЯ;
TALKPAGENAMEE=НАЗВАНИЕ_СТРАНИЦЫ_ОБСУЖДЕНИЯ_2; TALKSPACE=ПРОСТРАНСТВО_ОБСУЖДЕНИЙ; TALKSPACEE=ПРОСТРАНСТВО_ОБСУЖДЕНИЙ_2;
#time=время; #timel=мвремя; __TOC__=__ОГЛАВЛЕНИЕ__,__ОГЛ__; uc=большими_буквами; ucfirst=первая_буква_большая;
urlencode=закодированный_адрес
"""),
    "uk": _table("""
anchorencode=кодувати_мітку,кодировать_метку; ARTICLEPATH=ШЛЯХ_ДО_СТАТТІ,шлях_до_статті,ПУТЬ_К_СТАТЬЕ,путь_к_статье;
BASEPAGENAME=ОСНОВА_НАЗВИ_ПІДСТОРІНКИ,ОСНОВА_НАЗВАНИЯ_СТРАНИЦЫ;
BASEPAGENAMEE=ОСНОВА_НАЗВИ_ПІДСТОРІНКИ_2,ОСНОВА_НАЗВАНИЯ_СТРАНИЦЫ_2; CONTENTLANGUAGE=МОВА_ВМІСТУ,ЯЗЫК_СОДЕРЖАНИЯ;
CURRENTDAY=ПОТОЧНИЙ_ДЕНЬ,ТЕКУЩИЙ_ДЕНЬ; CURRENTDAY2=ПОТОЧНИЙ_ДЕНЬ_2,ТЕКУЩИЙ_ДЕНЬ_2;
CURRENTDAYNAME=НАЗВА_ПОТОЧНОГО_ДНЯ,НАЗВАНИЕ_ТЕКУЩЕГО_ДНЯ; CURRENTDOW=ПОТОЧНИЙ_ДЕНЬ_ТИЖНЯ,ТЕКУЩИЙ_ДЕНЬ_НЕДЕЛИ;
CURRENTHOUR=ПОТОЧНА_ГОДИНА,ТЕКУЩИЙ_ЧАС; CURRENTMONTH=ПОТОЧНИЙ_МІСЯЦЬ,ПОТОЧНИЙ_МІСЯЦЬ_2,ТЕКУЩИЙ_МЕСЯЦ,ТЕКУЩИЙ_МЕСЯЦ_2;
CURRENTMONTH1=ПОТОЧНИЙ_МІСЯЦЬ_1,ТЕКУЩИЙ_МЕСЯЦ_1;
CURRENTMONTHABBREV=НАЗВА_ПОТОЧНОГО_МІСЯЦЯ_АБР,НАЗВАНИЕ_ТЕКУЩЕГО_МЕСЯЦА_АБР;
CURRENTMONTHNAME=НАЗВА_ПОТОЧНОГО_МІСЯЦЯ,НАЗВАНИЕ_ТЕКУЩЕГО_МЕСЯЦА;
CURRENTMONTHNAMEGEN=НАЗВА_ПОТОЧНОГО_МІСЯЦЯ_РОД,НАЗВАНИЕ_ТЕКУЩЕГО_МЕСЯЦА_РОД; CURRENTTIME=ПОТОЧНИЙ_ЧАС,ТЕКУЩЕЕ_ВРЕМЯ;
CURRENTTIMESTAMP=МІТКА_ПОТОЧНОГО_ЧАСУ,ОТМЕТКА_ТЕКУЩЕГО_ВРЕМЕНИ; CURRENTVERSION=ПОТОЧНА_ВЕРСІЯ,ТЕКУЩАЯ_ВЕРСИЯ;
CURRENTWEEK=ПОТОЧНИЙ_ТИЖДЕНЬ,ТЕКУЩАЯ_НЕДЕЛЯ; CURRENTYEAR=ПОТОЧНИЙ_РІК,ТЕКУЩИЙ_ГОД;
DEFAULTSORT=СТАНДАРТНЕ_СОРТУВАННЯ:_КЛЮЧ_СОРТУВАННЯ,СОРТИРОВКА_ПО_УМОЛЧАНИЮ,КЛЮЧ_СОРТИРОВКИ;
DIRECTIONMARK=НАПРЯМОК_ПИСЬМА,НАПРАВЛЕНИЕ_ПИСЬМА; DISPLAYTITLE=ПОКАЗАТИ_ЗАГОЛОВОК,ПОКАЗАТЬ_ЗАГОЛОВОК; #expr=вираз;
filepath=шлях_до_файлу,путь_к_файлу; __FORCETOC__=__ОБОВ_ЗМІСТ__,__ОБЯЗАТЕЛЬНОЕ_ОГЛАВЛЕНИЕ__,__ОБЯЗ_ОГЛ__;
#formatdate=форматдати,форматдаты; formatnum=форматувати_число,форматировать_число;
FULLPAGENAME=ПОВНА_НАЗВА_СТОРІНКИ,ПОЛНОЕ_НАЗВАНИЕ_СТРАНИЦЫ;
FULLPAGENAMEE=ПОВНА_НАЗВА_СТОРІНКИ_2,ПОЛНОЕ_НАЗВАНИЕ_СТРАНИЦЫ_2; fullurl=повна_адреса,полный_адрес;
fullurle=повна_адреса_2,полный_адрес_2; gender=стать,пол; grammar=відмінок,падеж;
__HIDDENCAT__=__ПРИХОВ_КАТ__,__ПРИХОВАНА_КАТЕГОРІЯ__,__СКРЫТАЯ_КАТЕГОРИЯ__; #if=якщо,если; #ifeq=якщорівні,рівні;
#iferror=якщопомилка,еслиошибка; #ifexist=якщоіснує; #ifexpr=якщовираз; __INDEX__=__ІНДЕКС__,__ИНДЕКС__; int=внутр;
#invoke=викликати,вызвать; #language=мова,язык; lc=нр,нижній_регістр,малими_буквами,малими_літерами,маленькими_буквами;
lcfirst=нр_перша,перша_буква_мала,перша_літера_мала,мала_перша_літера,первая_буква_маленькая;
LOCALDAY=ЛОКАЛЬНИЙ_ДЕНЬ,МІСЦЕВИЙ_ДЕНЬ,МЕСТНЫЙ_ДЕНЬ; LOCALDAY2=ЛОКАЛЬНИЙ_ДЕНЬ_2,МІСЦЕВИЙ_ДЕНЬ_2,МЕСТНЫЙ_ДЕНЬ_2;
LOCALDAYNAME=НАЗВА_ЛОКАЛЬНОГО_ДНЯ,НАЗВА_МІСЦЕВОГО_ДНЯ,НАЗВАНИЕ_МЕСТНОГО_ДНЯ;
LOCALDOW=ЛОКАЛЬНИЙ_ДЕНЬ_ТИЖНЯ,МЕСТНЫЙ_ДЕНЬ_НЕДЕЛИ; LOCALHOUR=ЛОКАЛЬНА_ГОДИНА,МІСЦЕВА_ГОДИНА,МЕСТНЫЙ_ЧАС;
LOCALMONTH=ЛОКАЛЬНИЙ_МІСЯЦЬ,ЛОКАЛЬНИЙ_МІСЯЦЬ_2,МЕСТНЫЙ_МЕСЯЦ,МЕСТНЫЙ_МЕСЯЦ_2;
LOCALMONTH1=ЛОКАЛЬНИЙ_МІСЯЦЬ_1,МЕСТНЫЙ_МЕСЯЦ_1;
LOCALMONTHABBREV=НАЗВА_ЛОКАЛЬНОГО_МІСЯЦЯ_АБР,НАЗВАНИЕ_МЕСТНОГО_МЕСЯЦА_АБР;
LOCALMONTHNAME=НАЗВА_ЛОКАЛЬНОГО_МІСЯЦЯ,НАЗВАНИЕ_МЕСТНОГО_МЕСЯЦА;
LOCALMONTHNAMEGEN=НАЗВА_ЛОКАЛЬНОГО_МІСЯЦЯ_РОД,НАЗВАНИЕ_МЕСТНОГО_МЕСЯЦА_РОД;
LOCALTIME=ЛОКАЛЬНИЙ_ЧАС,МІСЦЕВИЙ_ЧАС,МЕСТНОЕ_ВРЕМЯ; LOCALTIMESTAMP=МІТКА_ЛОКАЛЬНОГО_ЧАСУ,ОТМЕТКА_МЕСТНОГО_ВРЕМЕНИ;
localurl=локальна_адреса,локальный_адрес; localurle=локальна_адреса_2,локальный_адрес_2;
LOCALWEEK=ЛОКАЛЬНИЙ_ТИЖДЕНЬ,МЕСТНАЯ_НЕДЕЛЯ; LOCALYEAR=ЛОКАЛЬНИЙ_РІК,МІСЦЕВИЙ_РІК,МЕСТНЫЙ_ГОД;
NAMESPACE=ПРОСТІР_НАЗВ,ПРОСТРАНСТВО_ИМЁН; NAMESPACEE=ПРОСТІР_НАЗВ_2,ПРОСТРАНСТВО_ИМЁН_2;
__NEWSECTIONLINK__=__ПОСИЛАННЯ_НА_НОВИЙ_РОЗДІЛ__,__ССЫЛКА_НА_НОВЫЙ_РАЗДЕЛ__;
__NOCONTENTCONVERT__=__БЕЗ_ПЕРЕТВОРЕННЯ_ТЕКСТУ__,__БЕЗ_ПРЕОБРАЗОВАНИЯ_ТЕКСТА__;
__NOEDITSECTION__=__БЕЗ_РЕДАГУВ_РОЗДІЛУ__,__БЕЗ_РЕДАКТИРОВАНИЯ_РАЗДЕЛА__; __NOGALLERY__=__БЕЗ_ГАЛЕРЕЇ__,__БЕЗ_ГАЛЕРЕИ__;
__NOINDEX__=__БЕЗ_ІНДЕКСУ__,__БЕЗ_ИНДЕКСА__;
__NONEWSECTIONLINK__=__БЕЗ_ПОСИЛАННЯ_НА_НОВИЙ_РОЗДІЛ__,__БЕЗ_ССЫЛКИ_НА_НОВЫЙ_РАЗДЕЛ__;
__NOTITLECONVERT__=__БЕЗ_ПЕРЕТВОРЕННЯ_ЗАГОЛОВКУ__,__БЕЗ_ПРЕОБРАЗОВАНИЯ_ЗАГОЛОВКА__;
__NOTOC__=__БЕЗ_ЗМІСТУ__,__БЕЗ_ОГЛАВЛЕНИЯ__,__БЕЗ_ОГЛ__; ns=пн,пи; nse=пн_2,пик;
NUMBERINGROUP=КІЛЬКІСТЬ_У_ГРУПІ,ЧИСЛО_В_ГРУППЕ;
NUMBEROFACTIVEUSERS=КІЛЬКІСТЬ_АКТИВНИХ_КОРИСТУВАЧІВ,КОЛИЧЕСТВО_АКТИВНЫХ_УЧАСТНИКОВ;
NUMBEROFADMINS=КІЛЬКІСТЬ_АДМІНІСТРАТОРІВ,КОЛИЧЕСТВО_АДМИНИСТРАТОРОВ;
NUMBEROFARTICLES=КІЛЬКІСТЬ_СТАТЕЙ,КОЛИЧЕСТВО_СТАТЕЙ; NUMBEROFEDITS=КІЛЬКІСТЬ_РЕДАГУВАНЬ,КОЛИЧЕСТВО_ПРАВОК;
NUMBEROFFILES=КІЛЬКІСТЬ_ФАЙЛІВ,КОЛИЧЕСТВО_ФАЙЛОВ; NUMBEROFPAGES=КІЛЬКІСТЬ_СТОРІНОК,КОЛИЧЕСТВО_СТРАНИЦ;
NUMBEROFUSERS=КІЛЬКІСТЬ_КОРИСТУВАЧІВ,КОЛИЧЕСТВО_УЧАСТНИКОВ; padleft=заповнити_ліворуч,заполнить_слева;
padright=заповнити_праворуч,заполнить_справа;
PAGEID=ІДЕНТИФІКАТОР_СТОРІНКИ,ідентифікатор_сторінки,ИДЕНТИФИКАТОР_СТРАНИЦЫ,идентификатор_страницы;
PAGENAME=НАЗВА_СТОРІНКИ,НАЗВАНИЕ_СТРАНИЦЫ; PAGENAMEE=НАЗВА_СТОРІНКИ_2,НАЗВАНИЕ_СТРАНИЦЫ_2;
PAGESINCATEGORY=СТОР_В_КАТ,СТОР_У_КАТ,СТОРІНОК_У_КАТЕГОРІЇ,СТРАНИЦ_В_КАТЕГОРИИ;
PAGESINNAMESPACE=СТОРІНОК_У_ПРОСТОРІ_НАЗВ,СТРАНИЦ_В_ПРОСТРАНСТВЕ_ИМЁН; PAGESIZE=РОЗМІР,РОЗМІР_СТОРІНКИ,РАЗМЕР_СТРАНИЦЫ;
plural=множина,множественное_число; PROTECTIONLEVEL=РІВЕНЬ_ЗАХИСТУ,УРОВЕНЬ_ЗАЩИТЫ; #replace=заміна,замена;
REVISIONDAY=ДЕНЬ_ВЕРСІЇ,ДЕНЬ_ВЕРСИИ; REVISIONDAY2=ДЕНЬ_ВЕРСІЇ_2,ДЕНЬ_ВЕРСИИ_2; REVISIONID=ІД_ВЕРСІЇ,ИД_ВЕРСИИ;
REVISIONMONTH=МІСЯЦЬ_ВЕРСІЇ,МЕСЯЦ_ВЕРСИИ; REVISIONMONTH1=МІСЯЦЬ_ВЕРСІЇ_1,МЕСЯЦ_ВЕРСИИ_1;
REVISIONTIMESTAMP=МІТКА_ЧАСУ_ВЕРСІЇ,ОТМЕТКА_ВРЕМЕНИ_ВЕРСИИ; REVISIONUSER=ВЕРСІЯ_КОРИСТУВАЧА,ВЕРСИЯ_УЧАСТНИКА;
REVISIONYEAR=РІК_ВЕРСІЇ,ГОД_ВЕРСИИ; SCRIPTPATH=ШЛЯХ_ДО_СКРИПТУ,шлях_до_скрипту,ПУТЬ_К_СКРИПТУ,путь_к_скрипту;
SERVER=СЕРВЕР,сервер; SERVERNAME=НАЗВА_СЕРВЕРА,назва_сервера,НАЗВАНИЕ_СЕРВЕРА,название_сервера;
SITENAME=НАЗВА_САЙТУ,НАЗВАНИЕ_САЙТА; #special=спеціальна,служебная;
__STATICREDIRECT__=__СТАТИЧНЕ_ПЕРЕНАПРАВЛЕННЯ__,__СТАТИЧЕСКОЕ_ПЕРЕНАПРАВЛЕНИЕ__;
STYLEPATH=ШЛЯХ_ДО_СТИЛЮ,шлях_до_стилю,ПУТЬ_К_СТИЛЮ,путь_к_стилю;
SUBJECTPAGENAME=НАЗВА_СТАТТІ,НАЗВА_СТОРІНКИ_СТАТТІ,НАЗВАНИЕ_СТРАНИЦЫ_СТАТЬИ;
SUBJECTPAGENAMEE=НАЗВА_СТАТТІ_2,НАЗВА_СТОРІНКИ_СТАТТІ_2,НАЗВАНИЕ_СТРАНИЦЫ_СТАТЬИ_2;
SUBJECTSPACE=ПРОСТІР_СТАТЕЙ,ПРОСТРАНСТВО_СТАТЕЙ; SUBJECTSPACEE=ПРОСТІР_СТАТЕЙ_2,ПРОСТРАНСТВО_СТАТЕЙ_2;
SUBPAGENAME=НАЗВА_ПІДСТОРІНКИ,НАЗВАНИЕ_ПОДСТРАНИЦЫ; SUBPAGENAMEE=НАЗВА_ПІДСТОРІНКИ_2,НАЗВАНИЕ_ПОДСТРАНИЦЫ_2;
#switch=вибірка,переключатель; #tag=тег,мітка,теґ,метка,тэг;
TALKPAGENAME=НАЗВА_СТОРІНКИ_ОБГОВОРЕННЯ,НАЗВАНИЕ_СТРАНИЦЫ_ОБСУЖДЕНИЯ;
TALKPAGENAMEE=НАЗВА_СТОРІНКИ_ОБГОВОРЕННЯ_2,НАЗВАНИЕ_СТРАНИЦЫ_ОБСУЖДЕНИЯ_2;
TALKSPACE=ПРОСТІР_ОБГОВОРЕННЯ,ПРОСТРАНСТВО_ОБСУЖДЕНИЙ; TALKSPACEE=ПРОСТІР_ОБГОВОРЕННЯ_2,ПРОСТРАНСТВО_ОБСУЖДЕНИЙ_2;
__TOC__=__ЗМІСТ__,__ОГЛАВЛЕНИЕ__,__ОГЛ__; uc=вр,верхній_регістр,великими_буквами,великими_літерами,большими_буквами;
ucfirst=вр_перша,перша_буква_велика,перша_літера_велика,велика_перша_літера,первая_буква_большая;
urlencode=закодована_адреса,закодированный_адрес
"""),
}


@lru_cache(maxsize=64)
def magic_words(language: str) -> dict[str, str]:
    """English name of each word that a language has of its own; `#` and underscores of switches included in both."""
    found: dict[str, str] = {}
    for code in (language, *FALLBACKS.get(language, "").split()):
        found = _WORDS.get(code, {}) | found
    return {("#" + word if english[0] == "#" else word): english for word, english in found.items()}
