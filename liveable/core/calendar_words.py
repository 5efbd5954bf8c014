"""The names of months and weekdays, in the languages whose diaries are read.

Each line has one month's or weekday's names and the short forms that are no common words
themselves. Names are known with their accents in one piece and in two (NFC and NFD).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

# English, German, French, Spanish, Portuguese, Italian, Dutch, Scandinavian, Polish, Russian,
# Ukrainian, Hebrew, Czech, Turkish, Finnish, Hungarian, Romanian, Greek, Arabic; Slavonic, Finnish
# and Greek names as they stand after a number.
_MONTHS = (
    "jan jany january januar jänner janvier enero ene janeiro gennaio januari stycznia "
    "styczeń января январь янв січня ינואר ledna ocak tammikuuta ianuarie ιανουαρίου يناير",
    "feb febry february februar feber février fevrier févr febrero fevereiro fev febbraio "
    "februari lutego luty февраля февраль фев лютого פברואר února şubat helmikuuta február "
    "februarie φεβρουαρίου فبراير",
    "mar march märz maerz mrz mars marzo março marco maart marca marzec марта март мар "
    "березня מרץ מרס marts mrt března mart maaliskuuta március martie μαρτίου مارس",
    "apr april avril avr abril abr aprile kwietnia kwiecień апреля апрель апр квітня אפריל "
    "dubna nisan huhtikuuta április aprilie απριλίου أبريل",
    "may mai mayo maio maggio mei maj maja мая май травня מאי května mayıs toukokuuta május "
    "μαΐου μαίου مايو",
    "jun june juni juin junio junho giugno czerwca czerwiec июня июнь червня יוני června "
    "haziran kesäkuuta június iunie ιουνίου يونيو",
    "jul july juli juillet juil julio julho luglio lipca lipiec июля июль липня יולי července "
    "temmuz heinäkuuta július iulie ιουλίου يوليو",
    "aug augt august août aout agosto ago augustus augusti sierpnia sierpień августа август "
    "авг серпня אוגוסט srpna ağustos elokuuta augusztus αυγούστου أغسطس",
    "sep sept septr september septembre septiembre setiembre setembro settembre września "
    "wrzesień сентября сентябрь сен сент вересня ספטמבר září eylül syyskuuta szeptember "
    "septembrie σεπτεμβρίου سبتمبر",
    "oct octr october oktober okt octobre octubre outubro ottobre października październik "
    "октября октябрь окт жовтня אוקטובר října ekim lokakuuta október octombrie οκτωβρίου "
    "أكتوبر",
    "nov novr november novembre noviembre novembro listopada listopad ноября ноябрь ноя "
    "листопада נובמבר listopadu kasım marraskuuta noiembrie νοεμβρίου نوفمبر",
    "dec decr december dezember dez décembre decembre diciembre dic dezembro dicembre "
    "desember grudnia grudzień декабря декабрь дек грудня דצמבר prosince aralık joulukuuta "
    "decembrie δεκεμβρίου ديسمبر",
)
_WEEKDAYS = (
    "mon monday montag lundi lunes segunda-feira lunedì lunedi maandag måndag mandag "
    "poniedziałek понедельник понеділок pondělí pazartesi maanantai hétfő luni δευτέρα "
    "الاثنين الإثنين",
    "tue tues tuesday dienstag mardi martes terça-feira martedì martedi dinsdag tisdag "
    "tirsdag wtorek вторник вівторок úterý salı tiistai kedd marți τρίτη الثلاثاء",
    "wed weds wednesday mittwoch mercredi miércoles miercoles quarta-feira mercoledì "
    "mercoledi woensdag onsdag środa среда середа çarşamba keskiviikko szerda miercuri "
    "τετάρτη الأربعاء",
    "thu thur thurs thursday donnerstag jeudi jueves quinta-feira giovedì giovedi donderdag "
    "torsdag czwartek четверг четвер čtvrtek perşembe torstai csütörtök joi πέμπτη الخميس",
    "fri friday freitag vendredi viernes sexta-feira venerdì venerdi vrijdag fredag piątek "
    "пятница п'ятниця pátek cuma perjantai péntek vineri παρασκευή الجمعة",
    "sat saturday samstag sonnabend samedi sábado sabado sabato zaterdag lördag lørdag sobota "
    "суббота субота cumartesi lauantai szombat sâmbătă σάββατο السبت",
    "sun sunday sonntag dimanche domingo domenica zondag söndag søndag niedziela воскресенье "
    "неділя neděle pazar sunnuntai vasárnap duminică κυριακή الأحد",
)
_HEBREW_DAYS = "שני שלישי רביעי חמישי שישי שבת ראשון"
# So short that they are weekdays only beside a date.
_SHORT_WEEKDAYS = (
    "mo ma lun пн",
    "di mar вт",
    "mi wo mié mer ср",
    "do jue jeu gio чт",
    "fr vr vie ven пт",
    "sa za sáb sam sab сб",
    "so zo dom dim вс",
)
_ENGLISH_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
)
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii"


def _numbered(lines: Iterable[str], first: int) -> dict[str, int]:
    """Every name and its number, the lines being numbered from ``first``."""
    found = {}
    for number, names in enumerate(lines, first):
        for name in names.split():
            found[name] = found[unicodedata.normalize("NFD", name)] = number
    return found


MONTHS = _numbered(_MONTHS, 1)
WEEKDAYS = _numbered(_WEEKDAYS, 0) | {
    f"יום {name}": number for number, name in enumerate(_HEBREW_DAYS.split())
}
WEEKDAYS |= {f"{number}ª{gap}feira": number - 2 for number in range(2, 7) for gap in " -"}
SHORT_WEEKDAYS = _numbered(_SHORT_WEEKDAYS, 0)
ORDINALS = _numbered(_ENGLISH_ORDINALS.split(), 1) | {"primero": 1, "premier": 1, "erster": 1}
ROMAN = _numbered(_ROMAN.split(), 1)


def either(names: Iterable[str]) -> str:
    """A pattern for any of the names, the longer first."""
    return "|".join(sorted(names, key=len, reverse=True))
