"""The heads of diaries in the ways and languages people date them."""

from __future__ import annotations

import time

import pytest

from liveable.core import entries
from tests.core.diaries import WORDS, diary

# A Sunday, a Monday and a Wednesday.
AUGUST = ["1914-08-09", "1914-08-10", "1914-08-12"]
YEAR_OPEN = ["--08-09", "--08-10", "--08-12"]
WHOLE = {
    "dots": ("9.8.1914", "10.8.1914", "12.8.1914"),
    "dots and spaces": ("9. 8. 1914", "10. 8. 1914", "12. 8. 1914"),
    "roman months": ("9.VIII.1914", "10.VIII.", "12.VIII."),
    "roman months apart": ("9. VIII. 1914", "10. VIII.", "12. VIII."),
    "figures, year first": ("1914/08/09", "1914/08/10", "1914/08/12"),
    "figures and dots, year first": ("1914.8.9", "1914.8.10", "1914.8.12"),
    "in brackets": ("[1914-08-09]", "[1914-08-10]", "[1914-08-12]"),
    "outline": ("* 1914-08-09 Sunday", "* 1914-08-10 Monday", "* 1914-08-12 Wednesday"),
    "clock": ("1914-08-09 21:15", "1914-08-10T08:00:00Z", "1914-08-12 9:15:00 PM GMT"),
    "compact": ("09Aug1914", "10Aug1914", "12Aug1914"),
    "hyphens": ("9-Aug-1914", "10-Aug-1914", "12-Aug-1914"),
    "old ordinals": ("Aug. 9th, 1914", "Aug. 10th", "Aug. 12th"),
    "ordinals in words": ("August the ninth, 1914", "August the tenth", "Twelfth of August"),
    "italics": ("_Sunday, August 9_, 1914.--", "_Monday, August 10_.--", "_August 12._--"),
    "long dashes": ("Sunday, 9th August 1914.—", "Monday, 10th.—", "Wednesday, 12th.—"),
    "weekday and number": ("Sunday 9 August 1914", "Mon 10", "Wed. 12"),
    "numbers below a month": ("AUGUST, 1914\n\n9th.", "10th.", "12th."),
    "weekdays below a month": ("August 1914\n\nSunday 9", "Monday 10", "Wednesday 12"),
    "below a year": ("1914\n\n9 August", "10 August", "12 August"),
    "weekdays in a week": ("Week commencing 9 August 1914\nSunday", "Monday", "Wednesday"),
    "months on their own lines": ("1914\n\nAUGUST\n\n9.", "10.", "12."),
    "listed": ("1. 9 August 1914", "2. 10 August 1914", "3. 12 August 1914"),
    "posted": ("Posted on August 9, 1914 by Ann", "Posted on August 10, 1914", "August 12, 1914"),
    "places before": ("Glasgow, 9th August 1914.", "Glasgow, 10th August.", "Ayr—Aug. 12, 1914"),
    "remarks after": ("9 Aug. 1914. Fine, wind N.E.", "10 Aug. Calm", "12 Aug. Rain from the S."),
    "bold fields": ("**Date:** 9 August 1914", "**Date:** 10 August", "**Date:** 12 August"),
    "old short forms": ("Augt. 9th, 1914", "Augt 10th", "Augt. 12th"),
    "words on the line": (f"9th August, 1914. {WORDS}", f"10th. {WORDS}", f"12th. {WORDS}"),
    "italics and words": (f"_9th August, 1914._ {WORDS}", f"_10th August._ {WORDS}", "_12th._"),
    "italics and brackets": ("_Sunday_ (_9th August 1914_).", "_Monday_ (_10th_).", "_Wed._ 12."),
    "weekdays behind": ("Aug. 9, 1914, Sun.", "Aug 10 (Mon.)", "12th August. Wednesday"),
    "weekdays above": ("Sunday\n9 August 1914", "Monday\n10 August", "Wednesday\n12 August"),
    "numbers above": ("DAY 1\nSunday 9 August 1914", "DAY 2\n10 August", "DAY 4\n12 August"),
    "writers above": (
        "[Ann, August 9, 1914]\nSunday August 9th",
        "[Ben, August 10, 1914]",
        "Aug 12",
    ),
    "places in capitals": (
        f"GENEVA, August 9, 1914.--{WORDS}",
        f"GENEVA, August 10, 1914.--{WORDS}",
        f"LAUSANNE, August 12, 1914.--{WORDS}",
    ),
    "hours before": ("21:15, 9 August 1914", "08:05 – 10 August 1914", "9.30pm 12 August 1914"),
    "pictures": ("📅 9 August 1914", "📅 10 August 1914", "📅 12 August 1914"),
    "cells": ("Date\t9 August 1914", "Date\t10 August 1914", "Date\t12 August 1914"),
    "printed fields": (
        "Date of entry: 9/8/1914",
        "Today’s date: 10/8/1914",
        "Day: Wed  Date: 12/8/14",
    ),
    "German, old": ("Sonntag, den 9ten August 1914", "d. 10. August", "d. 12. Aug."),
    "French, articles": ("Le dimanche 9 août 1914", "Le lundi 10 août", "Le mercredi 12 août"),
    "Aozora": (
        "［＃５字下げ］大正三年八月九日［＃「大正三年八月九日」は中見出し］",
        "［＃５字下げ］八月十日［＃「八月十日」は中見出し］",
        "［＃５字下げ］八月十二日［＃「八月十二日」は中見出し］",
    ),
    "Japanese, circles and stops": (
        "○大正三年八月九日",
        "○八月十日。晴。",
        "八月十二日、水曜日、雨",
    ),
    "Japanese, below headings": ("大正三年\n\n八月\n\n九日　晴", "十日", "十二日　雨"),
    "German": ("Sonntag, den 9. August 1914", "Am 10. August", "Mi., 12.8.1914"),
    "German, days alone": ("9. August 1914", "10.", "12."),
    "German fields": ("Datum: 9.8.1914", "Datum: 10.8.1914", "Datum: 12.8.1914"),
    "German places": ("Berlin, den 9. August 1914", "Berlin, den 10. August", "Ulm, 12. August"),
    "French": ("Dimanche 9 août 1914", "Lundi 10", "Mercredi 12"),
    "French, decomposed": ("9 aou\u0302t 1914", "10 aou\u0302t", "12 aou\u0302t"),
    "Spanish": ("Domingo 9 de agosto de 1914", "Lunes 10 de agosto", "Miércoles 12"),
    "Spanish, days": ("9 de agosto de 1914.", "Día 10.", "Día 12."),
    "Portuguese": ("9 de agosto de 1914", "10 de agosto", "quarta-feira, 12 de agosto"),
    "Italian": ("9 agosto 1914", "lunedì 10 agosto", "12 agosto"),
    "Dutch": ("Zondag 9 augustus 1914", "Maandag 10 augustus", "12 augustus"),
    "Swedish": ("Söndag den 9 augusti 1914", "10 augusti", "onsdag 12 augusti"),
    "Polish": ("9 sierpnia 1914", "poniedziałek, 10 sierpnia", "12 sierpnia"),
    "Russian": ("9 августа 1914 г.", "Понедельник, 10 августа", "Среда, 12"),
    "Hebrew": ("9 באוגוסט 1914", "יום שני, 10 באוגוסט", "12.8.1914"),
    "Chinese": ("1914年8月9日 星期日 晴", "8月10日 雨", "8月12日"),
    "Chinese figures": ("一九一四年八月九日", "八月十日", "八月十二日"),
    "Japanese era": ("大正三年八月九日（日）　晴", "八月十日　曇", "十二日　雨"),
    "Japanese, full width": (
        "１９１４年８月９日（日）晴れ",
        "８月１０日（月）",
        "８月１２日（水）",
    ),
    "Japanese, era in the title": ("日記　大正三年\n\n八月九日", "八月十日", "八月十二日"),
    "hours of the day before": (
        "9.15pm, Sunday 9 August 1914",
        "10pm, Monday 10 August",
        "8 am, 12 August",
    ),
    "the Friends' months": ("8th mo. 9th, 1914", "8th mo. 10th", "8 mo. 12th"),
    "roman months, no stops": ("9 VIII 1914", "10 VIII", "12 VIII"),
    "stroke and year": ("9/8 1914", "10/8", "12/8"),
    "German, old ordinals": ("Den 9ten August 1914.", "Den 10ten.", "12ter."),
    "Italian, first of the month": ("9 agosto 1914", "10° agosto", "12º agosto"),
    "Dutch, short": ("zo 9 aug 1914", "ma 10 aug", "wo 12 aug"),
    "Portuguese, numbered weekdays": ("9 de agosto de 1914", "2ª feira, 10 de agosto", "12/8"),
    "Danish": ("Søndag d. 9. august 1914", "Mandag d. 10. august", "12. august"),
    "Czech": ("Neděle 9. srpna 1914", "Pondělí 10. srpna", "12. srpna"),
    "Turkish": ("9 Ağustos 1914 Pazar", "10 Ağustos Pazartesi", "12 Ağustos"),
    "Finnish": ("Sunnuntai 9. elokuuta 1914", "maanantai 10. elokuuta", "12. elokuuta"),
    "Hungarian": ("1914. augusztus 9.", "1914. augusztus 10.", "1914. augusztus 12."),
    "Romanian": ("Duminică, 9 august 1914", "luni, 10 august", "12 august"),
    "Greek": ("Κυριακή 9 Αυγούστου 1914", "Δευτέρα 10 Αυγούστου", "12 Αυγούστου"),
    "Arabic": ("الأحد 9 أغسطس 1914", "الاثنين 10 أغسطس", "12 أغسطس"),
    "years that began in March": ("August 9th, 1914–15", "10th", "12th"),
    "codes before": ("P04 Day 1 9/8/1914", "P04 Day 2 10/8/1914", "P04 – 12/8/1914"),
    "parts of the day": (
        "Sunday morning, 9 August 1914",
        "Monday evening, 10 August",
        "Wednesday night, 12 August",
    ),
    "a feast before the first": ("Glasgow Fair, 9 August 1914", "10 August", "12 August"),
    "timestamps": ("Timestamp: 1914-08-09T21:15:00Z", "Timestamp: 1914-08-10", "1914_08_12"),
    "response dates": ("Response date: 9 Aug 1914", "Response date: 10 Aug", "12 Aug"),
    "Korean, stops": ("1914. 8. 9. (일)", "1914. 8. 10. (월)", "1914. 8. 12. (수)"),
    "Korean": ("1914년 8월 9일 일요일", "8월 10일", "8월 12일 수요일"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_whole_dates_are_read_in_every_form(name: str) -> None:
    """Three entries with the year where it was written or inherited."""
    text = diary(*WHOLE[name])
    found = entries.find(text)
    assert [entry.date for entry in found] == AUGUST
    assert {entry.precision for entry in found} == {"day"}
    assert all(entry.label in text[entry.start : entry.stop] for entry in found)


@pytest.mark.parametrize(
    ("heads", "sep"),
    [
        (("9.8.", "10.8.", "12.8."), " "),
        (("August 9.", "August 10.", "August 12."), "--"),
        (("9th Aug. 4.5 am", "10th Aug. noon", "12th Aug. 6 p.m."), "\n"),
        (("9 August. At sea.", "10 August. At sea.", "12 August. Port Said."), "\n"),
        (("Sun 9 Aug", "Mon 10", "Wed 12"), "\n"),
        (("八月九日", "十日", "十二日"), "\n"),
        (("八月九日　晴、行程七里", "八月十日　雨", "八月十二日　晴れたり曇ったり"), "\n"),
    ],
)
def test_a_year_nobody_wrote_stays_open(heads: tuple[str, ...], sep: str) -> None:
    """The day is known all the same."""
    assert [entry.date for entry in entries.find(diary(*heads, sep=sep))] == YEAR_OPEN


@pytest.mark.parametrize(
    ("heads", "days", "precision"),
    [
        (("9–10 August 1914", "11–12 August", "14 August"), (9, 11, 14), ("day", "day", "day")),
        (
            ("9th to 12th August 1914", "13 August", "14 August"),
            (9, 13, 14),
            ("week", "day", "day"),
        ),
        (("August 9-10, 1914", "August 11 and 12", "August 14"), (9, 11, 14), ("day",) * 3),
        (
            ("9./10. August 1914", "11. bis 14. August", "15.8."),
            (9, 11, 15),
            ("day", "week", "day"),
        ),
        (("9.-12.8.1914", "13.8.", "14.8."), (9, 13, 14), ("week", "day", "day")),
        (
            ("9 August – 12 August 1914", "13 August", "14 August"),
            (9, 13, 14),
            ("week", "day", "day"),
        ),
        (
            ("大正三年八月九日――十二日", "八月十三日～十四日", "八月十五日　十六日"),
            (9, 13, 15),
            ("week", "day", "day"),
        ),
    ],
)
def test_a_range_is_dated_by_its_first_day(
    heads: tuple[str, ...], days: tuple[int, ...], precision: tuple[str, ...]
) -> None:
    """More than two days are known as exactly as a week is."""
    found = entries.find(diary(*heads))
    assert [entry.date for entry in found] == [f"1914-08-{day:02}" for day in days]
    assert tuple(entry.precision for entry in found) == precision


def test_a_range_may_run_into_the_next_month_or_year() -> None:
    """The year behind it is the later one's."""
    heads = ("30 December – 2 January 1915", "3 January", "5 January")
    found = [(entry.date, entry.precision) for entry in entries.find(diary(*heads))]
    assert found == [("1914-12-30", "week"), ("1915-01-03", "day"), ("1915-01-05", "day")]


@pytest.mark.parametrize(
    ("title", "heads", "first"),
    [
        ("", ("9.8.14.", "10.8.14.", "12.8.14."), "2014-08-09"),
        ("Kriegstagebuch 1914–1918\n\n", ("9.8.14.", "10.8.14.", "12.8.14."), "1914-08-09"),
        ("", ("So 9.8.14", "Mo 10.8.14", "Mi 12.8.14"), "1914-08-09"),
        ("", ("Sat 9 Aug '14", "Sun 10 Aug '14", "Tue 12 Aug '14"), "2014-08-09"),
        ("", ("9/8/98", "10/8/98", "12/8/98"), "1998-08-09"),
        ("My war\n\nBegun in 1798.\n\n", ("9/8/98", "10/8/98", "12/8/98"), "1798-08-09"),
    ],
)
def test_two_figures_belong_to_the_century_that_fits(
    title: str, heads: tuple[str, ...], first: str
) -> None:
    """By the weekdays beside them, by the years written out; else to ours."""
    assert entries.find(diary(*heads, title=title))[0].date == first


@pytest.mark.parametrize(
    "heads",
    [
        ("1日目", "2日目", "3日目"),
        ("第一天", "第二天", "第三天"),
        ("1일차", "2일차", "3일차"),
        ("Päivä 1", "Päivä 2", "Päivä 3"),
        ("第1週", "第2週", "第3週"),
        ("Vecka 1", "Vecka 2", "Vecka 3"),
    ],
)
def test_days_and_weeks_are_counted_in_many_languages(heads: tuple[str, ...]) -> None:
    """What day it was nobody says."""
    found = entries.find(diary(*heads))
    assert [(entry.label, entry.date) for entry in found] == [(head, None) for head in heads]


@pytest.mark.parametrize(
    "heads", [("20240309", "20240310", "20240312"), ("9.iii.24", "10.iii.24", "12.iii.24")]
)
def test_figures_may_stand_close(heads: tuple[str, ...]) -> None:
    """Without signs between them; or months in small Roman numbers."""
    found = entries.find(diary(*heads))
    assert [entry.date for entry in found] == ["2024-03-09", "2024-03-10", "2024-03-12"]
    assert entries.find(diary("20240309 chairs", "20249910", "202403")) == ()


def test_the_title_may_name_the_first_weekday() -> None:
    """It is that day, not the same weekday a week on."""
    title = "Diary of P04, week beginning 10 August 1914\n\n"
    found = entries.find(diary("Monday", "Tuesday", "Thursday", title=title))
    assert [entry.date for entry in found] == ["1914-08-10", "1914-08-11", "1914-08-13"]


def test_months_head_entries_where_nothing_else_does() -> None:
    """Below a year; without one they may be any chapters."""
    found = entries.find(diary("March", "April", "May", title="My diary 2024\n\n"))
    assert [(e.date, e.precision) for e in found] == [
        (f"2024-0{number}", "month") for number in (3, 4, 5)
    ]
    assert entries.find(diary("March", "April", "May")) == ()


def test_headings_of_months_and_years_are_no_entries() -> None:
    """They say when those below them were written."""
    heads = ("1913\n\nDECEMBER\n\n30.", "31.", "1914\n\nJANUARY\n\n2.", "3.")
    found = entries.find(diary(*heads))
    days = ["1913-12-30", "1913-12-31", "1914-01-02", "1914-01-03"]
    assert [entry.date for entry in found] == days


def test_the_first_day_of_the_year_has_names() -> None:
    """``正月元日``."""
    found = entries.find(diary("大正四年正月元日　晴", "正月二日", "正月四日　雨"))
    assert [entry.date for entry in found] == ["1915-01-01", "1915-01-02", "1915-01-04"]


def test_days_without_words_are_entries() -> None:
    """Nothing was written, and that is known."""
    found = entries.find(diary("9 August 1914", "10 August\n\n11 August", "12 August"))
    assert len(found) == 4


def test_numbers_on_their_own_lines_may_be_pages() -> None:
    """They pass 31, or have no stop and no month above them, or count to the last."""
    text = diary("9 August 1914", "10 August", "12 August")
    for pages in (("9", "10", "11"), ("29.", "30.", "33."), ("1/5", "2/5", "4/5")):
        paged = text
        for number in pages:
            paged = paged.replace("She asked", f"She\n{number}\nasked", 1)
        assert [entry.date for entry in entries.find(paged)] == AUGUST


def test_the_weekday_written_leads_to_the_next() -> None:
    """Even where the calendar knows better; and across a month when the year is known."""
    found = entries.find(diary("Monday 9 August 1914", "Tues", "Thurs"))
    assert [entry.date for entry in found] == ["1914-08-09", "1914-08-10", "1914-08-12"]
    found = entries.find(diary("Sunday 30 August 1914", "Mon 31", "Fri 11", "Mon 12 Oct"))
    assert [entry.date for entry in found][2:] == ["1914-09-11", "1914-10-12"]


def test_the_newest_may_stand_first() -> None:
    """As a blog has them, where every date has its year."""
    found = entries.find(diary("12 August 2014", "10 August 2014", "9 August 2014"))
    assert [entry.date for entry in found] == ["2014-08-12", "2014-08-10", "2014-08-09"]
    assert entries.find(diary("12 August 2014", "10 August", "9 August")) == ()


@pytest.mark.parametrize(
    ("heads", "entries_found"),
    [
        (("9. August 1914", "August 9, 1914", "10. August 1914", "August 10, 1914"), 2),
        (
            (
                "Original\n9 August 1914",
                "Copy\n9 August 1914",
                "Original\n10 August 1914",
                "Copy\n10 August 1914",
            ),
            2,
        ),
        (("9 August 1914", "9 August 1914", "10 August 1914", "10 August 1914"), 4),
        (("9. August 1914", "August 9, 1914", "August 10, 1914", "10. August 1914"), 4),
        (("9. August 1914", "August 9, 1914", "10. August 1914"), 3),
    ],
)
def test_an_edition_may_give_every_entry_twice(heads: tuple[str, ...], entries_found: int) -> None:
    """In two languages or readings, told by captions or ways of dating; else two are two."""
    assert len(entries.find(diary(*heads))) == entries_found


NONE = {
    "the date of a session on every page": diary(*["3 May 2006"] * 6),
    "sentences that begin with a date": f"八月九日は雨だった。{WORDS}\n" * 3
    + "九月一日、二時ごろから雨が降り出して、夜まで止まなかった。\n" * 3,
    "sections": "".join(f"{number}. Aims\n{WORDS}\n" for number in ("1.1", "1.2", "1.3", "2.1")),
    "addresses": f" -- Ann <ann@x.org>  Sun, 15 Jan 2023\n{WORDS}\n" * 2
    + f" -- Ann <ann@x.org>  Mon, 16 Jan 2023\n{WORDS}\n" * 2,
    "versions": f"Bug came with TOOLS-4.2.19\n{WORDS}\nTools 4.3.0 to 4.3.6\n{WORDS}\n" * 2,
    "abbreviations in brackets": f"(sun) clean up\n{WORDS}\n(mon) tidy up\n{WORDS}\n" * 3,
    "fractions": "1/4 cup of milk\n2/4 cup of flour\n",
    "initials": f"5. V. was there. {WORDS}\n6. I went home. {WORDS}\n" * 3,
    "hours": f"9.30 {WORDS}\n10.15 {WORDS}\n11.45 {WORDS}\n",
    "names": f"April said no. {WORDS}\nMay said yes. {WORDS}\nJune 3 times. {WORDS}\n",
    "a list of days": "Monday: bread\nTuesday: soup\nWednesday: eggs\nThursday: fish\n",
    "a date to come": f"Minutes\nHeld in May 2024\n{WORDS}\n{WORDS}\nNext meeting: 7 June 2024\n"
    f"Closing date: 9 June 2024\n{WORDS}\n",
    "a word that shortens a weekday": f"9 August 1914\n{WORDS}\n\nSun.\n\n{WORDS}\n",
    "numbers with a unit": f"3 mo old. {WORDS}\n4 mo old. {WORDS}\n5 mo old. {WORDS}\n",
    "letters to the editor": f"{WORDS}\nGlasgow, in May\n" * 4,
}


@pytest.mark.parametrize("name", NONE)
def test_nothing_is_dated_by_chance(name: str) -> None:
    """What only looks like a date heads no entry."""
    assert entries.find(NONE[name]) == ()


def test_a_long_text_is_read_in_time() -> None:
    """Lines of one sign, of one long word, of nothing but dates; a megabyte each."""
    for line in ("3 ", "9.", "Monday ", "august", "年", "(", "[", "_", "a, ", "-", "\t"):
        for text in (line * (1_000_000 // len(line)), f"{line * 20}\n" * 10_000):
            begun = time.process_time()
            entries.find(text)
            assert time.process_time() - begun < 3, line
