"""Speakers' labels as transcription services, parliaments, courts and languages set them."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from liveable.core import entries, turns
from liveable.core.spans import Span

SAID = (
    "Could you tell me a wee bit about the close?",
    "Well, there's eight of us on the stair and I know most of them to say hello to.",
    "I went home: it was raining and the buses were off.",
    "Somebody from the library, I think. She was very kind to me that day.",
    "And was that usual – for round here, I mean?",
)
Form = Callable[[str, str, int], str]
PAIR = ("Interviewer", "Moira")
COURT = ("Q", "A")
HOUSE = ("Mr. SPEAKER", "Mr. HARRIS", "Mrs. O'BRIEN")


def talk(form: Form, names: tuple[str, ...], times: int = 8) -> str:
    """A conversation in which everyone speaks so many times, each turn written by ``form``."""
    count = times * len(names)
    return "\n".join(form(names[n % len(names)], SAID[n * 3 % 5], n) for n in range(count))


def labels_of(text: str, bold: tuple[Span, ...] = ()) -> dict[str, int]:
    """Every speaker's number of turns."""
    return {speaker.label: speaker.turns for speaker in turns.find(text, bold).speakers}


FORMS: dict[str, tuple[Form, tuple[str, ...]]] = {
    # Parliaments and courts.
    "stop and hyphen": (
        lambda who, said, n: f"{who}.- {said}\n",
        ("MR. SPEAKER", "HON. R.T. VAKA", "HON. A. SINGH"),
    ),
    "stop and long dash": (lambda who, said, n: f"{who}.—{said}\n", HOUSE),
    "stop, space, dash": (
        lambda who, said, n: f"{who}. – {said}",
        ("M. Dupont", "Mme la présidente"),
    ),
    "dash": (lambda who, said, n: f"{who} - {said}", ("The CHAIRMAN", "Senator WONG")),
    "stop": (lambda who, said, n: f"  {who}. {said}\n", ("Mr. HALL", "The CHAIRMAN", "Ms. LEE")),
    "stop, titles spelt out": (
        lambda who, said, n: f"{who}. {said}",
        ("Senator Grassley", "Chairman Durbin"),
    ),
    "stop, with a party": (
        lambda who, said, n: f"{who}. {said}",
        ("PRESIDENTE", "MARIO ROSSI (PD)"),
    ),
    "stop, a play": (lambda who, said, n: f"{who}. {said}", ("HAMLET", "OPHELIA")),
    "stop, initials": (lambda who, said, n: f"{who}. {said}", ("JB", "MK")),
    "deposition": (lambda who, said, n: f"{who}. {said}", COURT),
    "deposition, lines numbered": (
        lambda who, said, n: f"   {n + 1:2}      {who}.   {said}",
        COURT,
    ),
    "deposition with brackets": (lambda who, said, n: f"[{who}] {said}", COURT),
    "Diet": (
        lambda who, said, n: f"○{who}　{said}",
        ("議長（佐藤一郎君）", "山田花子君"),
    ),
    "stop, chair and titles": (
        lambda who, said, n: f"    {who}. {said}\n    [Laughter.]",
        ("The Chairman", "Senator Lee", "Mr. Zuckerberg"),
    ),
    "stop, ministers": (
        lambda who, said, n: f"{who}. {said}",
        ("M. le président", "M. Jean Dupont, ministre de l’économie", "Mme Claire Petit"),
    ),
    "stop, Russian": (
        lambda who, said, n: f"{who}. {said}",
        ("Председательствующий", "Жириновский В. В", "Иванов С.А"),
    ),
    "stop and dash, groups": (
        lambda who, said, n: f"{who}. – {said}",
        ("President", "Iratxe García, on behalf of the S&D Group", "Manfred Weber (PPE)"),
    ),
    "dash, brackets with dashes": (
        lambda who, said, n: f"{who} - {said}",
        ("O SR. PRESIDENTE (Arthur Lira. PP - AL)", "A SRA. TALÍRIA (PSOL - RJ)"),
    ),
    "names alone": (
        lambda who, said, n: f"{who}\n{said}\n",
        ("Mr Speaker", "Chris Stephens (Glasgow) (SNP)", "The Minister for Wales (Jo Day)"),
    ),
    "members together": (
        lambda who, said, n: f"{who}: {said}",
        ("The Convener", "Hon. Ann Roe (Minister of Health, Lib.)", "Some hon. members"),
    ),
    "stop, office behind a comma": (
        lambda who, said, n: f"{who}. {said}",
        ("PRESIDENTE", "MARIO ROSSI, Sottosegretario di Stato per la Salute"),
    ),
    "names in turn, on their own lines": (
        lambda who, said, n: f"{who}:\n{said}\n",
        ('היו"ר דוד כהן', "שרה לוי (הליכוד)", "יוסי ברק"),
    ),
    "marks around names": (
        lambda who, said, n: f"<< דובר >> {who}: << דובר >>\n\n{said}\n",
        ('היו"ר דוד כהן', "שרה לוי (הליכוד)", "יוסי ברק"),
    ),
    "names and colons in angles": (
        lambda who, said, n: f"<{who}:>\n\n{said}\n",
        ('היו"ר דוד כהן', "שרה לוי (הליכוד)", "יוסי ברק"),
    ),
    "Chinese, on their own lines": (
        lambda who, said, n: f"{who}\n我是一九九二年搬过来的，那时候很好。\n",
        ("访谈者", "受访者"),
    ),
    "an initial for a name, on its own line": (
        lambda who, said, n: f"{who}\n{said}\n",
        ("Interviewerin", "Frau M."),
    ),
    "articles": (
        lambda who, said, n: f"{who}:\n{said}\n",
        ("De voorzitter", "De heer Wilders (PVV)", "El señor GÓMEZ DE LA SERNA"),
    ),
    # Brackets, bullets, numbers.
    "square brackets": (lambda who, said, n: f"[{who}] {said}\n", PAIR),
    "square brackets and colon": (lambda who, said, n: f"[{who}]: {said}", PAIR),
    "round brackets": (lambda who, said, n: f"({who}) {said}", ("JB", "MK")),
    "angles, channel operators": (
        lambda who, said, n: f"[14:{n:02}] <{'@' if who == 'anna' else ' '}{who}> {said}",
        ("anna", "bert_r"),
    ),
    "angles": (lambda who, said, n: f"<{who}> {said}", ("anna", "bert_r")),
    "angles after a time": (lambda who, said, n: f"[14:{n:02}] <{who}> {said}", ("anna", "bert_r")),
    "lenticular brackets": (lambda who, said, n: f"【{who}】{said}", ("田中", "山田花子")),
    "corner brackets around the words": (
        lambda who, said, n: f"{who}「{said}」",
        ("田中", "山田花子"),
    ),
    "bullets": (lambda who, said, n: f"- {who}: {said}", PAIR),
    "captions": (lambda who, said, n: f">> {who}: {said}", PAIR),
    "quoted": (lambda who, said, n: f"> **{who}:** {said}", PAIR),
    "numbers in brackets": (lambda who, said, n: f"[{n + 1}] {who}: {said}", PAIR),
    "numbers and spaces": (lambda who, said, n: f"{n + 1:02}  {who}:  {said}", ("JEN", "BOB")),
    "numbers and one space": (lambda who, said, n: f"{n + 1} {who}: {said}", ("I", "P")),
    "strokes": (lambda who, said, n: f"{n + 1} | {who}: {said}", PAIR),
    "cells": (lambda who, said, n: f"| {who} | {said} |", PAIR),
    "cells with times": (lambda who, said, n: f"00:{n:02}:03 | {who} | {said}", PAIR),
    "CHAT": (lambda who, said, n: f"*{who}:\t{said} .", ("CHI", "MOT")),
    # Services and messengers.
    "Zoom": (lambda who, said, n: f"[{who}] 10:{n:02}:07\n{said}\n", ("Anna Lee", "Bert Roe")),
    "Zoom messages": (
        lambda who, said, n: f"10:{n:02}:07 From {who} to Everyone:\n\t{said}",
        ("Anna Lee", "Bert Roe"),
    ),
    "old Zoom messages": (
        lambda who, said, n: f"10:{n:02}:07\t From  {who} : {said}",
        ("Anna Lee", "Bert Roe"),
    ),
    "dash before the name": (
        lambda who, said, n: f"[00:{n:02}:07.220] - {who}\n{said}\n",
        ("Speaker 1", "Speaker 2"),
    ),
    "time and colon": (
        lambda who, said, n: f"{who} (00:{n:02}):\n{said}",
        ("Speaker 1", "Speaker 2"),
    ),
    "machine's names": (
        lambda who, said, n: f"[{n:02}:00.000 --> {n:02}:09.900] {who}: {said}",
        ("SPEAKER_00", "SPEAKER_01"),
    ),
    "machine's names in brackets": (
        lambda who, said, n: f"[{who}]: {said}",
        ("SPEAKER_00", "SPEAKER_01"),
    ),
    "time behind a dash": (lambda who, said, n: f"{who} - 0:{n:02}\n{said}", ("Anna", "Bert Roe")),
    "time behind a dot": (lambda who, said, n: f"{who} · 0:{n:02}\n{said}", ("Anna", "Bert Roe")),
    "time and an address": (
        lambda who, said, n: f"0:{n:02} - {who}\n{said}\n",
        ("Anna", "Bert Roe (acme.com)"),
    ),
    "cells of begin, end, length": (
        lambda who, said, n: f"{who}\t\t00:{n:02}:01.2\t00:{n:02}:02.9\t00:00:01.7\t{said}",
        ("Anna", "Bert"),
    ),
    "range of time": (lambda who, said, n: f"[0:{n:02} – 0:{n + 1:02}] {who}: {said}", PAIR),
    "minutes and seconds": (lambda who, said, n: f"{who} [{n}m05s] {said}", PAIR),
    "wide brackets around times": (
        lambda who, said, n: f"{who}（{n:02}:05）{said}",
        ("田中", "山田"),
    ),
    "hours of the day": (
        lambda who, said, n: f"{who}  2:{n:02} PM\n{said}\n",
        ("Anna", "Bert Roe"),
    ),
    "day and hour": (
        lambda who, said, n: f"{who} — 05/12/2024 2:{n:02} PM\n{said}\n",
        ("Anna", "Bert Roe"),
    ),
    "day before the name": (
        lambda who, said, n: f"2024-05-12 14:{n:02}:11 {who}: {said}",
        ("Anna", "Bert Roe"),
    ),
    "member and hour": (
        lambda who, said, n: f"{who} ({9 + n // 60}:{n % 60:02}): {said}",
        ("Mr ALBANESE (Grayndler)", "Ms LEY (Farrer)"),
    ),
    "time behind the colon": (lambda who, said, n: f"{who}: 00:{n:02}:01.000 {said}", PAIR),
    "time between tabs": (lambda who, said, n: f"{who}:\t00:{n:02}\t{said}", PAIR),
    "Telegram, by time": (
        lambda who, said, n: f"{who}, [12.05.24 14:{n:02}]\n{said}\n",
        ("Anna", "Bert Roe"),
    ),
    "WhatsApp, before the name": (
        lambda who, said, n: f"\u200e[12/05/2024, 14:{n:02}:11] ~\u202f{who}: {said}",
        ("Anna", "Bert Roe 🌻", "+44 7700 900123"),
    ),
    "time alone behind the colon": (lambda who, said, n: f"{who}: 00:{n:02}:01\n\n{said}\n", PAIR),
    "time and one space": (lambda who, said, n: f"{who} 00:{n:02}:01.0 {said}", PAIR),
    "time, Chinese": (lambda who, said, n: f"{who} {n}:33\n{said}", ("提问者2", "受访者B")),
    # Names and languages.
    "small letters": (lambda who, said, n: f"{who}: {said}", ("interviewer", "moira")),
    "nicknames": (lambda who, said, n: f"{who}: {said}", ("anna_k", "bert99")),
    "initials with stops": (lambda who, said, n: f"{who}: {said}", ("J.B", "M.K")),
    "French": (lambda who, said, n: f"{who} : {said}", ("Enquêteur", "Mme Dupont")),
    "Spanish": (lambda who, said, n: f"{who}.- {said}", ("EL PRESIDENTE", "LA DIPUTADA GÓMEZ")),
    "Russian": (lambda who, said, n: f"{who}: {said}", ("Интервьюер", "Респондент")),
    "Hebrew letters": (lambda who, said, n: f"{who}: {said}", ("ש", "ת")),
    "Arabic": (lambda who, said, n: f"{who}: {said}", ("المحاور", "فاطمة")),
    "Japanese, wide space": (lambda who, said, n: f"{who}　{said}", ("田中", "山田")),
    "Japanese, wide letters": (lambda who, said, n: f"{who}：{said}", ("Ａ", "Ｂ")),
    "Chinese": (lambda who, said, n: f"{who}：{said}", ("问", "答")),
    "Korean": (lambda who, said, n: f"{who}: {said}", ("면담자", "김철수")),
}


@pytest.mark.parametrize("name", FORMS)
def test_every_setting_of_labels_is_found(name: str) -> None:
    """Everyone with every turn, and nobody else."""
    form, names = FORMS[name]
    assert labels_of(talk(form, names)) == dict.fromkeys(names, 8)


TIMED = [n for n in FORMS if any(part in n for part in ("time", "minutes", "begin", "before the"))]


@pytest.mark.parametrize("name", TIMED)
def test_times_are_no_words(name: str) -> None:
    """They are kept with every turn, and rise."""
    form, names = FORMS[name]
    text = talk(form, names)
    found = turns.find(text).turns
    assert all(text[turn.speech : turn.stop].strip("| ") in SAID for turn in found)
    values = [turn.milliseconds for turn in found]
    assert None not in values or "14:00" in text
    assert values == sorted(values, key=lambda value: value or 0)


def colon(who: str, said: str, n: int) -> str:
    """The plainest form."""
    return f"{who}: {said}"


def test_offices_join_questions_and_answers() -> None:
    """A deposition's ``THE COURT:`` between ``Q.`` and ``A.``; but no heading, no shouted word."""
    deposition = talk(lambda who, said, n: f"{who}. {said}", COURT)
    said = "MR. HALL:  I object.\nTHE COURT:  Overruled.\n"
    found = labels_of(f"{deposition}\n{said}{deposition}\n{said}MONEY: five pounds.\n")
    assert found == {"Q": 16, "A": 16, "MR. HALL": 2, "THE COURT": 2}
    text = f"DIRECT EXAMINATION\nBY MR. HALL:\n{deposition}\nBY MR. HALL:\n{deposition}"
    assert labels_of(text) == {"Q": 16, "A": 16}
    hanging = "CT: This is it, sent\n     on HF UHF. Do you read?\n"
    assert set(labels_of(hanging * 4 + "P: Roger.\nCT: Again.\n" * 4)) == {"CT", "P"}


def test_what_is_said_of_one_turn_is_not_the_name() -> None:
    """A sound, a language; but brackets that tell two people apart do."""
    text = talk(lambda who, said, n: f"{who}{' (laughing)' if n % 5 == 1 else ''}: {said}", PAIR)
    assert labels_of(text) == {"Interviewer": 8, "Moira": 8}
    text = talk(lambda who, said, n: f"{who}{' [cont’d]' if n % 5 == 1 else ''}: {said}", PAIR)
    assert labels_of(text) == {"Interviewer": 8, "Moira": 8}
    names = ("Mr. Li (China)", "Mr. Li (China) (interpretation from Chinese)")
    assert labels_of(talk(colon, ("The President", *names))) == {
        "The President": 8,
        "Mr. Li (China)": 16,
    }
    for pair in (("Student (male)", "Student (female)"), ("Jo (interviewer)", "Jo (mother)")):
        assert labels_of(talk(colon, pair)) == dict.fromkeys(pair, 8)


def test_a_slip_of_the_sign_is_forgiven() -> None:
    """A semicolon, or nothing after a code; but no sentence that begins with a name."""
    text = talk(
        lambda who, said, n: f"{who}{';' if n in (5, 10) else ':'} {said}", ("INT", "Moira")
    )
    assert labels_of(text) == {"INT": 8, "Moira": 8}
    text = talk(lambda who, said, n: f"{who}{'' if n == 5 else ':'} {said}", ("INT", "P07"))
    assert labels_of(text) == {"INT": 8, "P07": 8}
    text = talk(colon, ("INT", "Moira")) + "\nMoira Was there.\nINT was not.\n"
    assert labels_of(text) == {"INT": 8, "Moira": 8}


def test_three_lines_can_be_a_talk() -> None:
    """When there is nothing else and one of the labels asks."""
    text = "Interviewer: Why was that?\nMoira: Because it was cold.\nInterviewer: Thank you."
    assert labels_of(text) == {"Interviewer": 2, "Moira": 1}
    assert labels_of(text.replace("Interviewer", "Ann")) == {}
    assert labels_of("Host: the council\nClient: the church\nSize: four rooms") == {}


@pytest.mark.parametrize(
    "head",
    [
        "INTERVIEW WITH MOIRA KAY\nGlasgow: 12 May 2023\nTranscribed by: Ann Roe\n",
        "Jo Blair: interviewer\nPlace: Glasgow\n",
        "Interviewer: Jo Blair\n",
        "JB: Jo Blair\nMK: Moira Kay\n",
        "日時：5月12日\n場所：東京\n",
        "Дата: 12 мая\nМесто: Тверь\n",
    ],
)
def test_who_is_who_is_told_before_the_talk(head: str) -> None:
    """Fields, roles, initials with the names they stand for."""
    assert labels_of(f"{head}\n{talk(colon, ('JB', 'MK'))}") == {"JB": 8, "MK": 8}


def test_answers_may_have_no_label() -> None:
    """Where only who asks is named, what follows a question is nobody's by name."""
    text = "".join(
        f"Interviewer: Why was that, number {n}?\n\n{SAID[1]}\n{SAID[2]}\n\n" for n in range(8)
    )
    found = turns.find(text)
    assert [(s.label, s.turns, s.role) for s in found.speakers] == [
        ("Interviewer", 8, "interviewer")
    ]
    assert [turn.speaker for turn in found.turns] == ["Interviewer", None] * 8
    assert text[found.turns[0].speech : found.turns[0].stop] == "Why was that, number 0?"
    assert text[found.turns[1].start : found.turns[1].stop] == f"{SAID[1]}\n{SAID[2]}"
    memo = "".join(f"P1: It was {n} of them.\n\n{SAID[1]}\n\n" for n in range(8))
    assert [turn.speaker for turn in turns.find(memo).turns] == ["P1"] * 8


def test_a_line_in_the_middle_of_a_paragraph_opens_nothing() -> None:
    """Where thirty labels and more all stand behind blank lines."""
    text = talk(lambda who, said, n: f"{who}: {said}\n", PAIR, 16)
    broken = text.replace(SAID[1], f"We drove on\nTobermory: by the sea. {SAID[1]}", 1)
    assert labels_of(broken) == {"Interviewer": 16, "Moira": 16}
    joined = text.replace("Moira:", "Husband:", 1)
    assert labels_of(joined)["Husband"] == 1


def test_names_need_someone_who_asks_or_says_i() -> None:
    """A talk without a question mark is one all the same, a list of the same form none."""
    said = (
        "so we went down to the river that day",
        "yeah i was there about ten",
        "my brother came",
    )
    talk_heard = "\n".join(f"{('Anna', 'Bert')[n % 2]}: {said[n % 3]}" for n in range(24))
    assert labels_of(talk_heard) == {"Anna": 12, "Bert": 12}
    listed = ("went down again, by a third", "closed for the winter", "opened on the tenth of June")
    report = "\n".join(f"{('Ayr', 'Bute')[n % 2]}: {listed[n % 3]}" for n in range(24))
    assert labels_of(report) == {}


def test_a_heading_over_columns_is_nobody() -> None:
    """``Speaker | Text`` says what stands below."""
    text = "| Speaker | Text |\n|---|---|\n" + talk(
        lambda who, said, n: f"| {who} | {said} |", PAIR
    )
    assert labels_of(text) == {"Interviewer": 8, "Moira": 8}


def test_people_with_numbers_may_speak_in_their_order() -> None:
    """``P1`` to ``P4`` one after the other, again and again; questions with numbers only head."""
    group = ("M", "P1", "P2", "P3", "P4", "All")
    assert labels_of(talk(colon, group)) == dict.fromkeys(group, 8)
    asked = talk(colon, tuple(f"Question {number}" for number in range(1, 6)), 1)
    assert labels_of(asked * 3) == {}


def test_signs_before_labels_are_no_names() -> None:
    """As some programs want them for finding speakers; a list of such words is no talk."""
    assert labels_of(talk(lambda who, said, n: f"#{who}: {said}", PAIR)) == dict.fromkeys(PAIR, 8)
    assert labels_of(talk(lambda who, said, n: f"@{who}: {said}", PAIR)) == dict.fromkeys(PAIR, 8)
    assert labels_of("#kindness: a bench\n#bins: a street\n#soup: a stair\n" * 4) == {}


def test_applause_is_nobody() -> None:
    """What is done meanwhile stands in round brackets on lines of its own, oftener than names."""
    speech = "{}\n(Applause)\n  I thank you all.\n(Laughter and applause)\n"
    people = ("The President", "Ann Roe (Labour)", "Mr. Day (Green)")
    session = talk(lambda who, said, n: f"  {who}:\n  {speech.format(said)}", people, 2)
    assert labels_of(session) == dict.fromkeys(people, 2)


def test_a_sentence_with_a_colon_is_no_form_at_the_head() -> None:
    """It takes no label away that stands on the line above."""
    said = "Because if you make a fuss then it is about you: not about them."
    text = talk(lambda who, words, n: f"{who}:\n{said if n == 3 else words}\n", PAIR)
    assert labels_of(text) == {"Interviewer": 8, "Moira": 8}


def test_times_may_stand_behind_what_is_said() -> None:
    """Behind nearly every turn they are its times; here and there they only mark a place."""
    text = talk(lambda who, said, n: f"{who}: {said} [00:{n:02}:05]", PAIR)
    found = turns.find(text).turns
    assert [turn.timestamp for turn in found] == [f"00:{n:02}:05" for n in range(16)]
    assert found[1].milliseconds == 65_000
    text = talk(lambda who, said, n: f"{who}: {said}{' [00:01:05]' if n % 4 else ''}", PAIR)
    assert {turn.timestamp for turn in turns.find(text).turns} == {None}


def test_the_last_cells_of_rows_may_name_the_speakers() -> None:
    """As NVivo prints: time, words, speaker; but towns are nobody, and no words are no talk."""
    rows = "Timespan\tContent\tSpeaker\n" + talk(
        lambda who, said, n: f"0:{n:02}:01.0 - 0:{n:02}:09.0\t{said}\nAnd so on.\t{who}", PAIR
    )
    found = turns.find(rows)
    assert labels_of(rows) == {"Interviewer": 8, "Moira": 8}
    assert [turn.timestamp for turn in found.turns] == [f"0:{n:02}:01.0" for n in range(16)]
    words = [rows[turn.speech : turn.stop] for turn in found.turns]
    assert words == [f"{SAID[n * 3 % 5]}\nAnd so on." for n in range(16)]
    towns = "".join(
        f"Walk {n}\tdown to the sea again\t{('Ayr', 'Bute')[n % 2]}\n" for n in range(9)
    )
    assert labels_of(towns) == {}
    assert labels_of("".join(f"{n}\tyes?\t{PAIR[n % 2]}\n" for n in range(9))) == {}


PROSE = "A further paragraph that goes on for quite a while about nothing in particular.\n"
NOBODY = {
    "recipes": "Flour: 200 g\nSugar: 100 g\nEggs: 2\n\nMix it all.\n\n" * 3,
    "dates in a list": "".join(
        f"{n} May 2024: Could you put the bins out?\n" for n in range(1, 20)
    ),
    "the same points of every meeting": "".join(
        f"Meeting {n}\n\n1. Bins: I asked. {PROSE}2. Garden: I asked. {PROSE}\n" for n in range(4)
    ),
    "heads of messages": "".join(
        f"Received: today, I think\nType: a question?\n\n{PROSE}\n" for n in range(8)
    ),
    "ends of sentences": f"question. {PROSE}answer. {PROSE}" * 6,
    "answers with numbers": "".join(
        f"Respuesta {n}: Yo digo que sí, ¿no?\n{PROSE}" for n in range(1, 6)
    )
    * 4,
    "headings of which few come back": "".join(
        f"{head}: I asked. {PROSE}"
        for n, town in enumerate(("Ayr", "Bute", "Crail", "Doune", "Eigg", "Fife", "Govan", "Iona"))
        for head in (f"Aim {town}", *(("Main Point",) if n % 2 else ()))
    ),
    "questions written out": "".join(
        f"Question {n % 3} How people come to know one another: why is that?\n{PROSE}"
        for n in range(12)
    ),
    "small words": f"pros: It is cheap.\n{PROSE}cons: It breaks.\n{PROSE}" * 3,
    "choices": "How often?\nA. Daily\nB. Weekly\nC. Never\n" * 10,
    "roman chapters": f"II. {PROSE}IV. {PROSE}" * 10,
    "run-in heads": f"Aims. {PROSE}Methods. {PROSE}Glasgow. {PROSE}" * 4,
    "sentences with initials": f"J. B. Smith went. {PROSE}Dr. Who came. {PROSE}" * 6,
    "sounds": f"[laughs] {PROSE}(pause) {PROSE}[sighs] {PROSE}" * 6,
    "stage directions": f"(Applause)\n{PROSE}(Music)\n{PROSE}" * 8,
    "sources": f"[Smith] {PROSE}" * 3 + f"[Jones] {PROSE}",
    "outline": "- Milk: two pints\n- Bread: one loaf\n- Eggs: a dozen\n",
    "files": "* Makefile.in: Regenerate.\n* configure: Regenerate.\n* NEWS: Say so.\n" * 6,
    "news": "- Tests: Run more.\n- Windows: Build.\n- Tests: Do I run all?\n" * 6,
    "shouting": f"ARE DISCLAIMED. IN NO EVENT SHALL THE\n{PROSE.upper()}FITNESS. AND SO ON\n" * 8,
    "manual": f"NAME\n{PROSE}SYNOPSIS\n{PROSE}NAME\n{PROSE}USAGE\n{PROSE}" * 6,
    "wide lines": "The  words  stand   apart.\nIf  they  do   so.\nIt  is  so.\n" * 6,
    "letters in brackets": f"(a) {PROSE}(b) {PROSE}" * 8,
    "results": "Passed: one of them\nPassed: another\n" * 8,
    "poems": "雨の日　風の日\n春の山　秋の川\n月の夜　花の朝\n" * 5,
    "asides with dashes": f"Glasgow - where it rains. {PROSE}Ayr - by the sea. {PROSE}" * 3,
    "tags": "<b> bold\n<i> italic\n<b> bold\n" * 5,
    "log": "2024-05-12T14:05:11Z\n2024-05-12T14:06:11Z\n2024-05-12T14:07:11Z\n" * 4,
}


@pytest.mark.parametrize("name", NOBODY)
def test_nobody_speaks_by_chance(name: str) -> None:
    """What only looks like labels."""
    assert labels_of(NOBODY[name]) == {}


def test_hostile_lines_are_read_in_time() -> None:
    """Long stretches of the signs that labels are made of."""
    signs = (
        "a |Ann: |X.- |Ann 0:30 |[a|A. |Mr. |Dr. A. |**|> |1. |a\t|a　|a「|a (b) |M. |12'|P1: a\n"
    )
    for sign in signs.split("|"):
        for text in (
            sign * (150_000 // len(sign)),
            f"{sign * (200 // len(sign))}\n" * 750,
            f"Ann: x\n{sign * 20}\n" * 1200,
        ):
            begun = time.process_time()
            turns.find(text)
            entries.find(text)
            assert time.process_time() - begun < 2.4, sign
