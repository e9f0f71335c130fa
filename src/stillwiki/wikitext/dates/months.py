"""Names of months and days in the languages wikis are written in.

Facts, as MediaWiki 1.39 shows them. A language that is not here uses what stands in for it (`FALLBACKS`), at last
English.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from stillwiki.wikitext.languages.names import FALLBACKS

_TEXT = {
    "en": "January,February,March,April,May,June,July,August,September,October,November,December||3|Sunday,Monday,"
    "Tuesday,Wednesday,Thursday,Friday,Saturday|Sun,Mon,Tue,Wed,Thu,Fri,Sat",
    "ar": "يناير,فبراير,مارس,أبريل,مايو,يونيو,يوليو,أغسطس,سبتمبر,أكتوبر,نوفمبر,ديسمبر|||الأحد,الإثنين,الثلاثاء,"
    "الأربعاء,الخميس,الجمعة,السبت|أحد,اثنين,ثلاثاء,أربعاء,خميس,جمعة,سبت",
    "be": "студзень,люты,сакавік,красавік,май,чэрвень,ліпень,жнівень,верасень,кастрычнік,лістапад,снежань|студзеня,"
    "лютага,сакавіка,красавіка,мая,чэрвеня,ліпеня,жніўня,верасня,кастрычніка,лістапада,снежня|сту,лют,сак,"
    "кра,мая,чэр,ліп,жні,Вер,Кас,Ліс,Сне|Нядзеля,Панядзелак,Аўторак,Серада,Чацвер,Пятніца,Субота|нд,пн,аў,ср,"
    "чц,пт,сб",
    "bg": "януари,февруари,март,април,май,юни,юли,август,септември,октомври,ноември,декември||3|неделя,понеделник,"
    "вторник,сряда,четвъртък,петък,събота|нд,пн,вт,ср,чт,пт,сб",
    "bn": "জানুয়ারি,ফেব্রুয়ারি,মার্চ,এপ্রিল,মে,জুন,জুলাই,আগস্ট,সেপ্টেম্বর,অক্টোবর,নভেম্বর,ডিসেম্বর||জানু,ফেব্রু,"
    "মার্চ,এপ্রিল,মে,জুন,জুলাই,আগস্ট,সেপ্টে,অক্টো,নভে,ডিসে|রবিবার,সোমবার,মঙ্গলবার,বুধবার,বৃহস্পতিবার,"
    "শুক্রবার,শনিবার|রবি,সোম,মঙ্গল,বুধ,বৃহস্পতি,শুক্র,শনি",
    "bs": "januar,februar,mart,april,maj,juni,juli,august,septembar,oktobar,novembar,decembar|januara,februara,"
    "marta,aprila,maja,juna,jula,augusta,septembra,oktobra,novembra,decembra|3|nedjelja,ponedjeljak,utorak,"
    "srijeda,četvrtak,petak,subota|ned,pon,uto,sri,čet,pet,sub",
    "ca": "gener,febrer,març,abril,maig,juny,juliol,agost,setembre,octubre,novembre,desembre|de gener,de febrer,"
    "de març,d'abril,de maig,de juny,de juliol,d'agost,de setembre,d'octubre,de novembre,de desembre|gen,feb,"
    "març,abr,maig,juny,jul,ago,set,oct,nov,des|diumenge,dilluns,dimarts,dimecres,dijous,divendres,dissabte|"
    "dg,dl,dt,dc,dj,dv,ds",
    "cs": "leden,únor,březen,duben,květen,červen,červenec,srpen,září,říjen,listopad,prosinec|ledna,února,března,"
    "dubna,května,června,července,srpna,září,října,listopadu,prosince|1.,2.,3.,4.,5.,6.,7.,8.,9.,10.,11.,12.|"
    "neděle,pondělí,úterý,středa,čtvrtek,pátek,sobota|ne,po,út,st,čt,pá,so",
    "cy": "Ionawr,Chwefror,Mawrth,Ebrill,Mai,Mehefin,Gorffennaf,Awst,Medi,Hydref,Tachwedd,Rhagfyr||Ion,Chwe,Maw,"
    "Ebr,Mai,Meh,Gor,Awst,Medi,Hyd,Tach,Rhag|Dydd Sul,Dydd Llun,Dydd Mawrth,Dydd Mercher,Dydd Iau,"
    "Dydd Gwener,Dydd Sadwrn|Sul,Llun,Maw,Mer,Iau,Gwe,Sad",
    "da": "januar,februar,marts,april,maj,juni,juli,august,september,oktober,november,december||jan.,feb.,mar.,"
    "apr.,maj,jun.,jul.,aug.,sep.,okt.,nov.,dec.|søndag,mandag,tirsdag,onsdag,torsdag,fredag,lørdag|søn,man,"
    "tir,ons,tor,fre,lør",
    "de": "Januar,Februar,März,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember||Jan.,Feb.,Mär.,Apr.,"
    "Mai,Jun.,Jul.,Aug.,Sep.,Okt.,Nov.,Dez.|Sonntag,Montag,Dienstag,Mittwoch,Donnerstag,Freitag,Samstag|So,"
    "Mo,Di,Mi,Do,Fr,Sa",
    "el": "Ιανουάριος,Φεβρουάριος,Μάρτιος,Απρίλιος,Μάιος,Ιούνιος,Ιούλιος,Αύγουστος,Σεπτέμβριος,Οκτώβριος,Νοέμβριος,"
    "Δεκέμβριος|Ιανουαρίου,Φεβρουαρίου,Μαρτίου,Απριλίου,Μαΐου,Ιουνίου,Ιουλίου,Αυγούστου,Σεπτεμβρίου,"
    "Οκτωβρίου,Νοεμβρίου,Δεκεμβρίου|Ιαν,Φεβ,Μαρ,Απρ,Μαϊ,Ιουν,Ιουλ,Αυγ,Σεπ,Οκτ,Νοε,Δεκ|Κυριακή,Δευτέρα,Τρίτη,"
    "Τετάρτη,Πέμπτη,Παρασκευή,Σάββατο|Κυρ,Δευ,Τρι,Τετ,Πεμ,Παρ,Σαβ",
    "eo": "januaro,februaro,marto,aprilo,majo,junio,julio,aŭgusto,septembro,oktobro,novembro,decembro||3|dimanĉo,"
    "lundo,mardo,merkredo,ĵaŭdo,vendredo,sabato|dim,lun,mar,mer,ĵaŭ,ven,sab",
    "es": "enero,febrero,marzo,abril,mayo,junio,julio,agosto,septiembre,octubre,noviembre,diciembre||3|domingo,"
    "lunes,martes,miércoles,jueves,viernes,sábado|dom,lun,mar,mié,jue,vie,sáb",
    "et": "jaanuar,veebruar,märts,aprill,mai,juuni,juuli,august,september,oktoober,november,detsember|jaanuari,"
    "veebruari,märtsi,aprilli,mai,juuni,juuli,augusti,septembri,oktoobri,novembri,detsembri|jaan,veebr,märts,"
    "apr,mai,juuni,juuli,aug,sept,okt,nov,dets|pühapäev,esmaspäev,teisipäev,kolmapäev,neljapäev,reede,"
    "laupäev|P,E,T,K,N,R,L",
    "eu": "urtarrila,otsaila,martxoa,apirila,maiatza,ekaina,uztaila,abuztua,iraila,urria,azaroa,abendua|urtarrilak,"
    "otsailak,martxoak,apirilak,maiatzak,ekainak,uztailak,abuztuak,irailak,urriak,azaroak,abenduak|urt,ots,"
    "mar,Api,mai,eka,uzt,abu,ira,urr,aza,abe|Igandea,Astelehena,Asteartea,Asteazkena,Osteguna,Ostirala,"
    "Larunbata|Iga,Asl,Ast,Asz,Osg,Osr,Lar",
    "fa": "ژانویه,فوریه,مارس,آوریل,مه,ژوئن,ژوئیه,اوت,سپتامبر,اکتبر,نوامبر,دسامبر|ژانویهٔ,فوریهٔ,مارس,آوریل,مهٔ,"
    "ژوئن,ژوئیهٔ,اوت,سپتامبر,اکتبر,نوامبر,دسامبر||یکشنبه,دوشنبه,سه‌شنبه,چهارشنبه,پنجشنبه,جمعه,شنبه|",
    "fi": "tammikuu,helmikuu,maaliskuu,huhtikuu,toukokuu,kesäkuu,heinäkuu,elokuu,syyskuu,lokakuu,marraskuu,"
    "joulukuu|tammikuun,helmikuun,maaliskuun,huhtikuun,toukokuun,kesäkuun,heinäkuun,elokuun,syyskuun,"
    "lokakuun,marraskuun,joulukuun||sunnuntai,maanantai,tiistai,keskiviikko,torstai,perjantai,lauantai|su,ma,"
    "ti,ke,to,pe,la",
    "fr": "janvier,février,mars,avril,mai,juin,juillet,août,septembre,octobre,novembre,décembre||janv.,fév.,mars,"
    "avr.,mai,juin,juill.,août,sept.,oct.,nov.,déc.|dimanche,lundi,mardi,mercredi,jeudi,vendredi,samedi|dim.,"
    "lun.,mar.,mer.,jeu.,ven.,sam.",
    "ga": "Eanáir,Feabhra,Márta,Aibreán,Bealtaine,Meitheamh,Iúil,Lúnasa,Meán Fómhair,Deireadh Fómhair,Samhain,"
    "Nollaig||Ean,Feabh,Márta,Aib,Beal,Meith,Iúil,Lún,MFómh,DFómh,Samh,Noll|an Domhnach,an Luan,an Mháirt,"
    "an Chéadaoin,an Déardaoin,an Aoine,an Satharn|Domh,Luan,Máirt,Céad,Déar,Aoine,Sath",
    "gl": "xaneiro,febreiro,marzo,abril,maio,xuño,xullo,agosto,setembro,outubro,novembro,decembro||xan,feb,mar,abr,"
    "maio,xuñ,xul,ago,set,out,nov,dec|domingo,luns,martes,mércores,xoves,venres,sábado|dom,lun,mar,mér,xov,"
    "ven,sáb",
    "he": "ינואר,פברואר,מרץ,אפריל,מאי,יוני,יולי,אוגוסט,ספטמבר,אוקטובר,נובמבר,דצמבר|בינואר,בפברואר,במרץ,באפריל,במאי,"
    "ביוני,ביולי,באוגוסט,בספטמבר,באוקטובר,בנובמבר,בדצמבר|ינו',פבר',מרץ,אפר',מאי,יוני,יולי,אוג',ספט',אוק',"
    "נוב',דצמ'|ראשון,שני,שלישי,רביעי,חמישי,שישי,שבת|א',ב',ג',ד',ה',ו',ש'",
    "hi": "जनवरी,फ़रवरी,मार्च,अप्रैल,मई,जून,जुलाई,अगस्त,सितम्बर,अक्टूबर,नवम्बर,दिसम्बर||जन॰,फर॰,मार्च,अप्रै॰,मई,"
    "जून,जुला॰,अग॰,सित॰,अक्तू॰,नव॰,दिस॰|रविवार,सोमवार,मंगलवार,बुधवार,गुरुवार,शुक्रवार,शनिवार|रवि,सोम,मंगल,"
    "बुध,गुरू,शुक्र,शनि",
    "hr": "siječanj,veljača,ožujak,travanj,svibanj,lipanj,srpanj,kolovoz,rujan,listopad,studeni,prosinac|siječnja,"
    "veljače,ožujka,travnja,svibnja,lipnja,srpnja,kolovoza,rujna,listopada,studenoga,prosinca|sij,velj,ožu,"
    "tra,svi,lip,srp,kol,ruj,lis,stu,pro|nedjelja,ponedjeljak,utorak,srijeda,četvrtak,petak,subota|ned,pon,"
    "uto,sri,čet,pet,sub",
    "hu": "január,február,március,április,május,június,július,augusztus,szeptember,október,november,december||jan,"
    "febr,márc,ápr,máj,jún,júl,aug,szept,okt,nov,dec|vasárnap,hétfő,kedd,szerda,csütörtök,péntek,szombat|vas,"
    "hét,kedd,sze,csüt,pén,szo",
    "hy": "Հունվար,Փետրվար,Մարտ,Ապրիլ,Մայիս,Հունիս,Հուլիս,Օգոստոս,Սեպտեմբեր,Հոկտեմբեր,Նոյեմբեր,Դեկտեմբեր|հունվարի,"
    "փետրվարի,մարտի,ապրիլի,մայիսի,հունիսի,հուլիսի,օգոստոսի,սեպտեմբերի,հոկտեմբերի,նոյեմբերի,դեկտեմբերի|Հունվ.,"
    "Փետրվ.,Մրտ.,Ապր.,Մայ.,Հուն.,Հուլ.,օգոստ.,սեպտ.,հոկտ.,նոյ.,դեկտ.|Կիրակի,Երկուշաբթի,Երեքշաբթի,Չորեքշաբթի,"
    "Հինգշաբթի,Ուրբաթ,Շաբաթ|Կիր,Երկ,Երե,Չոր,Հին,Ուրբ,Շաբ",
    "id": "Januari,Februari,Maret,April,Mei,Juni,Juli,Agustus,September,Oktober,November,Desember||Jan,Feb,Mar,Apr,"
    "Mei,Jun,Jul,Ags,Sep,Okt,Nov,Des|Minggu,Senin,Selasa,Rabu,Kamis,Jumat,Sabtu|Min,Sen,Sel,Rab,Kam,Jum,Sab",
    "is": "janúar,febrúar,mars,apríl,maí,júní,júlí,ágúst,september,október,nóvember,desember||3|sunnudagur,"
    "mánudagur,þriðjudagur,miðvikudagur,fimmtudagur,föstudagur,laugardagur|sun,mán,þri,mið,fim,fös,lau",
    "it": "gennaio,febbraio,marzo,aprile,maggio,giugno,luglio,agosto,settembre,ottobre,novembre,dicembre||3|"
    "domenica,lunedì,martedì,mercoledì,giovedì,venerdì,sabato|dom,lun,mar,mer,gio,ven,sab",
    "ja": "1月,2月,3月,4月,5月,6月,7月,8月,9月,10月,11月,12月|||日曜日,月曜日,火曜日,水曜日,木曜日,金曜日,土曜日|日,"
    "月,火,水,木,金,土",
    "ka": "იანვარი,თებერვალი,მარტი,აპრილი,მაისი,ივნისი,ივლისი,აგვისტო,სექტემბერი,ოქტომბერი,ნოემბერი,დეკემბერი|"
    "იანვარი,თებერვალი,მარტის,აპრილი,მაისის,ივნისის,ივლისის,აგვისტო,სექტემბრის,ოქტომბრის,ნოემბერი,დეკემბრის|"
    "3|კვირა,ორშაბათი,სამშაბათი,ოთხშაბათი,ხუთშაბათი,პარასკევი,შაბათი|კვ,ორშ,სამ,ოთხ,ხუთ,პარ,შაბ",
    "kk-cyrl": "қаңтар,ақпан,наурыз,сәуір,мамыр,маусым,шілде,тамыз,қыркүйек,қазан,қараша,желтоқсан|қаңтардың,ақпанның,"
    "наурыздың,сәуірдің,мамырдың,маусымның,шілденің,тамыздың,қыркүйектің,қазанның,қарашаның,желтоқсанның|қаң,"
    "ақп,нау,cәу,мам,мау,шіл,там,қыр,қаз,қар,жел|Жексенбі,Дүйсенбі,Сейсенбі,Сәрсенбі,Бейсенбі,Жұма,Сенбі|жек,"
    "Дүй,Бей,Сәр,Бей,Жұм,Сен",
    "ko": "1월,2월,3월,4월,5월,6월,7월,8월,9월,10월,11월,12월||1,2,3,4,5,6,7,8,9,10,11,12|일요일,월요일,화요일,수요일,"
    "목요일,금요일,토요일|일,월,화,수,"
    "목,금,토",
    "la": "Ianuarius,Februarius,Martius,Aprilis,Maius,Iunius,Iulius,Augustus,September,October,November,December|"
    "Ianuarii,Februarii,Martii,Aprilis,Maii,Iunii,Iulii,Augusti,Septembris,Octobris,Novembris,Decembris|3|"
    "dies Solis,dies Lunae,dies Martis,dies Mercurii,dies Iovis,dies Veneris,dies Saturni|Sol,Lun,Mar,Mer,"
    "Iov,Ven,Sat",
    "lb": "Januar,Februar,Mäerz,Abrëll,Mee,Juni,Juli,August,September,Oktober,November,Dezember||Jan.,Feb.,Mäe.,"
    "Abr.,Mee,Jun.,Jul.,Aug.,Sep.,Okt.,Nov.,Dez.|Sonndeg,Méindeg,Dënschdeg,Mëttwoch,Donneschdeg,Freideg,"
    "Samschdeg|Son,Méi,Dën,Mët,Don,Fre,Sam",
    "lt": "sausio,vasario,kovo,balandžio,gegužės,birželio,liepos,rugpjūčio,rugsėjo,spalio,lapkričio,gruodžio|"
    "Sausio,Vasario,Kovas,Balandis,Gegužė,Birželis,Liepa,Rugpjūtis,Rugsėjis,Spalis,Lapkritis,Gruodis|Sau,Vas,"
    "Kov,Bal,Geg,Birž,Lie,Rgp,Rgs,Spa,Lap,Grd|sekmadienis,pirmadienis,antradienis,trečiadienis,"
    "ketvirtadienis,penktadienis,šeštadienis|Sek,Pir,Ant,Tre,Ket,Pen,Šeš",
    "ltg": "jaunagods mieness,svacainis mieness,pavasara mieness,sulu mieness,lopu mieness,vosorys mieness,"
    "sīna mieness,labeibys mieness,rudiņa mieness,leita mieness,solnys mieness,zīmys mieness|"
    "jaunagods mieneša,svacainis mieneša,pavasara mieneša,sulu mieneša,lopu mieneša,vosorys mieneša,"
    "sīna mieneša,labeibys mieneša,rudiņa mieneša,leita mieneša,solnys mieneša,zīmys mieneša|jaun.,svac.,"
    "pav.,sulu,lopu,vos.,sīna,lab.,rud.,leita,sol.,zīm.|svātdīne,pyrmūdīne,ūtardīne,trešdīne,catūrtdīne,"
    "pīktdīne,sastdīne|Sv,Pr,Ūt,Tr,Ct,Pt,St",
    "lv": "janvāris,februāris,marts,aprīlis,maijs,jūnijs,jūlijs,augusts,septembris,oktobris,novembris,decembris|"
    "janvāra,februāra,marta,aprīļa,maija,jūnija,jūlija,augusta,septembra,oktobra,novembra,decembra||"
    "svētdiena,pirmdiena,otrdiena,trešdiena,ceturtdiena,piektdiena,sestdiena|Sv,Pr,Ot,Tr,Ce,Pk,Se",
    "mk": "јануари,февруари,март,април,мај,јуни,јули,август,септември,октомври,ноември,декември||3|недела,"
    "понеделник,вторник,среда,четврток,петок,сабота|нед,пон,вто,сре,чет,пет,саб",
    "ml": "ജനുവരി,ഫെബ്രുവരി,മാർച്ച്,ഏപ്രിൽ,മേയ്,ജൂൺ,ജൂലൈ,ഓഗസ്റ്റ്,സെപ്റ്റംബർ,ഒക്ടോബർ,നവംബർ,ഡിസംബർ||ജനു.,ഫെബ്രു.,"
    "മാർ.,ഏപ്രി.,മേയ്‌,ജൂൺ,ജൂലൈ,ഓഗ.,സെപ്റ്റം.,ഒക്ടോ.,നവം.,ഡിസം.|ഞായർ,തിങ്കൾ,ചൊവ്വ,ബുധൻ,വ്യാഴം,വെള്ളി,ശനി|ഞാ.,"
    "തി.,ചൊ.,ബു.,വ്യാ.,വെ.,ശ.",
    "mr": "जानेवारी,फेब्रुवारी,मार्च,एप्रिल,मे,जून,जुलै,ऑगस्ट,सप्टेंबर,ऑक्टोबर,नोव्हेंबर,डिसेंबर||जाने.,फेब्रु.,"
    "मार्च,एप्रि.,मे,जून,जुलै,ऑगस्ट,सप्टेंबर,ऑक्टोबर,नोव्हेंबर,डिसेंबर|रविवार,सोमवार,मंगळवार,बुधवार,गुरूवार,"
    "शुक्रवार,शनिवार|रवि.,सोम.,मंगळ.,बुध.,गुरू.,शुक्र.,शनि.",
    "ms": "Januari,Februari,Mac,April,Mei,Jun,Julai,Ogos,September,Oktober,November,Disember||3|Ahad,Isnin,Selasa,"
    "Rabu,Khamis,Jumaat,Sabtu|Ahd,Isn,Sel,Rab,Kha,Jum,Sab",
    "nb": "januar,februar,mars,april,mai,juni,juli,august,september,oktober,november,desember||jan.,feb.,mar.,apr.,"
    "mai,jun.,jul.,aug.,sep.,okt.,nov.,des.|søndag,mandag,tirsdag,onsdag,torsdag,fredag,lørdag|søn,man,tir,"
    "ons,tor,fre,lør",
    "nds": "Januar,Februar,März,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember||Jan.,Feb.,Mär,Apr.,"
    "Mai,Jun.,Jul.,Aug.,Sep.,Okt.,Nov.,Dez.|Sünndag,Moondag,Dingsdag,Middeweken,Dünnersdag,Friedag,Sünnobend|"
    "Sü,Mo,Di,Mi,Dü,Fr,Sa",
    "nl": "januari,februari,maart,april,mei,juni,juli,augustus,september,oktober,november,december||jan,feb,mrt,"
    "apr,mei,jun,jul,aug,sep,okt,nov,dec|zondag,maandag,dinsdag,woensdag,donderdag,vrijdag,zaterdag|zo,ma,di,"
    "wo,do,vr,za",
    "nn": "januar,februar,mars,april,mai,juni,juli,august,september,oktober,november,desember||jan.,feb.,mar.,apr.,"
    "mai,jun.,jul.,aug.,sep.,okt.,nov.,des.|søndag,måndag,tysdag,onsdag,torsdag,fredag,laurdag|søn,mån,tys,"
    "ons,tor,fre,lau",
    "oc": "genièr,febrièr,març,abril,mai,junh,julhet,agost,setembre,octobre,novembre,decembre|de genièr,de febrièr,"
    "de març,d'abril,de mai,de junh,de julhet,d'agost,de setembre,d'octobre,de novembre,de decembre|gen,feb,"
    "març,abr,mai,junh,julh,ago,set,oct,nov,dec|dimenge,diluns,dimars,dimècres,dijòus,divendres,dissabte|"
    "Dimg,Dil,Dima,Dimè,Dij,Div,Diss",
    "pl": "styczeń,luty,marzec,kwiecień,maj,czerwiec,lipiec,sierpień,wrzesień,październik,listopad,grudzień|"
    "stycznia,lutego,marca,kwietnia,maja,czerwca,lipca,sierpnia,września,października,listopada,grudnia|3|"
    "niedziela,poniedziałek,wtorek,środa,czwartek,piątek,sobota|Nd,Pn,Wt,Śr,Cz,Pt,So",
    "pt": "janeiro,fevereiro,março,abril,maio,junho,julho,agosto,setembro,outubro,novembro,dezembro||jan.,fev.,"
    "mar.,abr.,mai.,jun.,jul.,ago.,set.,out.,nov.,dez.|domingo,segunda-feira,terça-feira,quarta-feira,"
    "quinta-feira,sexta-feira,sábado|dom,seg,ter,qua,qui,sex,sáb",
    "pt-br": "janeiro,fevereiro,março,abril,maio,junho,julho,agosto,setembro,outubro,novembro,dezembro||jan.,fev.,"
    "mar.,abr.,mai.,jun.,jul.,ago.,set.,out.,nov.,dez.|domingo,segunda-feira,terça-feira,quarta-feira,"
    "quinta-feira,sexta-feira,sábado|dom,seg,ter,qua,qui,sex,sáb",
    "ro": "ianuarie,februarie,martie,aprilie,mai,iunie,iulie,august,septembrie,octombrie,noiembrie,decembrie||ian,"
    "feb,mar,apr,mai,iun,iul,aug,sep,oct,nov,dec|duminică,luni,marți,miercuri,joi,vineri,sâmbătă|dum,lun,mar,"
    "mie,joi,vin,sâm",
    "ru": "январь,февраль,март,апрель,май,июнь,июль,август,сентябрь,октябрь,ноябрь,декабрь|января,февраля,марта,"
    "апреля,мая,июня,июля,августа,сентября,октября,ноября,декабря|3|воскресенье,понедельник,вторник,среда,"
    "четверг,пятница,суббота|вс,пн,вт,ср,чт,пт,сб",
    "sco": "Januar,Febuair,Mairch,Apryle,Mey,Juin,Julie,August,September,October,November,December|Januair,Febuair,"
    "Mairch,Apryle,Mey,Juin,Julie,August,September,October,November,Dizember|Jan,Feb,Mai,Apr,Mey,Jui,Jul,Aug,"
    "Sep,Oct,Nov,Diz|Sunday,Monanday,Tysday,Wadensday,Thursday,Fryday,Setturday|Sun,Mon,Tue,Wed,Thu,Fri,Sat",
    "sk": "január,február,marec,apríl,máj,jún,júl,august,september,október,november,december|januára,februára,"
    "marca,apríla,mája,júna,júla,augusta,septembra,októbra,novembra,decembra|3|nedeľa,pondelok,utorok,streda,"
    "štvrtok,piatok,sobota|Neď,Pon,Uto,Str,Štv,Pia,Sob",
    "sl": "januar,februar,marec,april,maj,junij,julij,avgust,september,oktober,november,december|januarja,"
    "februarja,marca,aprila,maja,junija,julija,avgusta,septembra,oktobra,novembra,decembra|jan.,feb.,mar.,"
    "apr.,maj,jun.,jul.,avg.,sep.,okt.,nov.,dec.|nedelja,ponedeljek,torek,sreda,četrtek,petek,sobota|ned.,"
    "pon.,tor.,sre.,čet.,pet.,sob.",
    "sq": "janar,shkurt,mars,prill,maj,qershor,korrik,gusht,shtator,tetor,nëntor,dhjetor||jan,shk,mar,pri,maj,qer,"
    "korr,gush,sht,tet,nën,dhj|E diel,E hënë,E martë,E mërkurë,E enjte,E premte,E shtunë|Die,Hën,Mar,Mër,Enj,"
    "Pre,Sht",
    "sr-ec": "јануар,фебруар,март,април,мај,јун,јул,август,септембар,октобар,новембар,децембар|јануара,фебруара,марта,"
    "априла,маја,јуна,јула,августа,септембра,октобра,новембра,децембра|3|недеља,понедељак,уторак,среда,"
    "четвртак,петак,субота|нед,пон,уто,сре,чет,пет,суб",
    "sr-el": "januar,februar,mart,april,maj,jun,jul,avgust,septembar,oktobar,novembar,decembar|januara,februara,marta,"
    "aprila,maja,juna,jula,avgusta,septembra,oktobra,novembra,decembra|3|nedelja,ponedeljak,utorak,sreda,"
    "četvrtak,petak,subota|ned,pon,uto,sre,čet,pet,sub",
    "sv": "januari,februari,mars,april,maj,juni,juli,augusti,september,oktober,november,december||3|söndag,måndag,"
    "tisdag,onsdag,torsdag,fredag,lördag|sön,mån,tis,ons,tor,fre,lör",
    "sw": "Januari,Februari,Machi,Aprili,Mei,Juni,Julai,Agosti,Septemba,Oktoba,Novemba,Desemba||Jan,Feb,Machi,Apr,"
    "Mei,Juni,Julai,Ago,Sep,Okt,Nov,Des|Jumapili,Jumatatu,Jumanne,Jumatano,Alhamisi,Ijumaa,Jumamosi|Jpili,"
    "Jtatu,Jnne,Jtano,Alham,Iju,Jmosi",
    "ta": "சனவரி,பெப்பிரவரி,மார்ச்சு,ஏப்பிரல்,மே,சூன்,சூலை,ஆகத்து,செப்டெம்பர்,அக்டோபர்,நவம்பர்,திசம்பர்||சன,பெப்,"
    "மார்,ஏப்,மே,சூன்,சூலை,ஓக,செப்,ஒற்,நவ,திச|ஞாயிறு,திங்கள்,செவ்வாய்,புதன்,வியாழன்,வெள்ளி,சனி|ஞாயிறு,திங்,"
    "செவ்,புத,வியா,வெள்,சனி",
    "te": "జనవరి,ఫిబ్రవరి,మార్చి,ఏప్రిల్,మే,జూన్,జూలై,ఆగస్టు,సెప్టెంబరు,అక్టోబరు,నవంబరు,డిసెంబరు||జన,ఫిబ్ర,మార్చి,"
    "ఏప్రి,మే,జూన్,జూలై,ఆగ,సెప్టెం,అక్టో,నవం,డిసెం|ఆదివారం,సోమవారం,మంగళవారం,బుధవారం,గురువారం,శుక్రవారం,"
    "శనివారం|ఆది,సోమ,మంగళ,బుధ,గురు,శుక్ర,శని",
    "th": "มกราคม,กุมภาพันธ์,มีนาคม,เมษายน,พฤษภาคม,มิถุนายน,กรกฎาคม,สิงหาคม,กันยายน,ตุลาคม,พฤศจิกายน,ธันวาคม||ม.ค.,"
    "ก.พ.,มี.ค.,เม.ย.,พ.ค.,มิ.ย.,ก.ค.,ส.ค.,ก.ย.,ต.ค.,พ.ย.,ธ.ค.|วันอาทิตย์,วันจันทร์,วันอังคาร,วันพุธ,"
    "วันพฤหัสบดี,วันศุกร์,วันเสาร์|อา.,จ.,อ.,พ.,พฤ.,ศ.,ส.",
    "tl": "Enero,Pebrero,Marso,Abril,Mayo,Hunyo,Hulyo,Agosto,Setyembre,Oktubre,Nobyembre,Disyembre||3|Linggo,Lunes,"
    "Martes,Miyerkules,Huwebes,Biyernes,Sabado|Lin,Lun,Mar,Miy,Huw,Biy,Sab",
    "tr": "Ocak,Şubat,Mart,Nisan,Mayıs,Haziran,Temmuz,Ağustos,Eylül,Ekim,Kasım,Aralık||3|Pazar,Pazartesi,Salı,"
    "Çarşamba,Perşembe,Cuma,Cumartesi|Paz,Pzt,Sal,Çrş,Prş,Cum,Cts",
    "uk": "січень,лютий,березень,квітень,травень,червень,липень,серпень,вересень,жовтень,листопад,грудень|січня,"
    "лютого,березня,квітня,травня,червня,липня,серпня,вересня,жовтня,листопада,грудня|січ,лют,бер,кві,трав,"
    "чер,лип,сер,вер,жов,лис,груд|неділя,понеділок,вівторок,середа,четвер,п'ятниця,субота|Нд,Пн,Вт,Ср,Чт,Пт,"
    "Сб",
    "ur": "جنوری,فروری,مارچ,اپريل,مئی,جون,جولائی,اگست,ستمبر,اکتوبر,نومبر,دسمبر||جنوری,فروری,مارچ,اپریل,مئی,جون,"
    "جولائی,اگست,ستمبر,اکتوبر,نومبر,دسمبر|اتوار,پير,منگل,بدھ,جمعرات,جمعہ,ہفتہ|اتوار,پیر,منگل,بدھ,جمعرات,جمعہ,"
    "ہفتہ",
    "uz": "yanvar,fevral,mart,aprel,may,iyun,iyul,avgust,sentyabr,oktyabr,noyabr,dekabr||yan,fev,mar,apr,may,iyn,"
    "iyl,avg,sen,okt,noy,dek|Yakshanba,Dushanba,Seshanba,Chorshanba,Payshanba,Juma,Shanba|Yak,Dsh,Ssh,Chr,"
    "Pay,Jum,Shn",
    "vi": "tháng 1,tháng 2,tháng 3,tháng 4,tháng 5,tháng 6,tháng 7,tháng 8,tháng 9,tháng 10,tháng 11,tháng 12|"
    "tháng Một,tháng Hai,tháng Ba,tháng Tư,tháng Năm,tháng Sáu,tháng Bảy,tháng Tám,tháng Chín,tháng Mười,"
    "tháng Mười một,tháng Mười hai||Chủ nhật,Thứ hai,Thứ ba,Thứ tư,Thứ năm,Thứ sáu,Thứ bảy|Chủ nhật,Thứ 2,"
    "Thứ 3,Thứ 4,Thứ 5,Thứ 6,Thứ 7",
    "zh": "1月,2月,3月,4月,5月,6月,7月,8月,9月,10月,11月,12月|||星期日,星期一,星期二,星期三,星期四,星期五,星期六|日,"
    "一,二,三,四,五,六",
    "zh-hant": "1月,2月,3月,4月,5月,6月,7月,8月,9月,10月,11月,12月|一月,二月,三月,四月,五月,六月,七月,八月,九月,十月,"
    "十一月,十二月||星期日,星期一,星期二,星期三,星期四,星期五,"
    "星期六|日,一,二,三,四,五,六",
}
"""Months, months in the genitive, short months, days, short days; nothing where they are as the column before,
`3` where three letters of the first do."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a language calls months and days."""

    months: tuple[str, ...]
    genitive: tuple[str, ...]
    short_months: tuple[str, ...]
    days: tuple[str, ...]
    """Sunday first."""
    short_days: tuple[str, ...]


@lru_cache(maxsize=32)
def names(language: str) -> Names:
    """The names in a language."""
    codes = [language, *FALLBACKS.get(language, "").split(), "en"]
    text = next(_TEXT[code] for code in codes if code in _TEXT)
    months, genitive, short, days, short_days = (
        tuple(column.split(",")) if column else () for column in text.split("|")
    )
    if short == ("3",):
        short = tuple(month[:3] for month in months)
    return Names(months, genitive or months, short or months, days, short_days or days)
