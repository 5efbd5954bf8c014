"""Gathering: what is quoted under which heading, by whom, and how it is counted."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from liveable.core.query import AttributeTest, Query
from liveable.errors import Refused
from liveable.ops import cases, codebook, coders, codings
from liveable.reports.excerpts import Quote, Report, gather, quote_count
from liveable.reports.grouping import Counts, GroupBy
from liveable.store import queries
from liveable.store.project import Person
from liveable.store.schema import Speaker
from tests.reports.study import ANA, BEN, GROUP, INTERVIEW, Study


def report(study: Study, query: Query | None = None, **options: Any) -> Report:
    with study.project.reading() as session:
        return gather(session, query or Query(), **options)


def headings(found: Report) -> list[tuple[str, ...]]:
    return [group.path for group in found.groups]


def quotes(found: Report) -> list[Quote]:
    return [quote for group in found.groups for quote in group.quotes]


def test_codes_in_the_codebooks_order(stair: Study) -> None:
    """Groups follow the codebook; a head is there for what is below it, an unused code is not."""
    found = report(stair)
    assert headings(found) == [
        ("Help",),
        ("Help", "Practical help"),
        ("Home",),
        ("Home", "Belonging"),
    ]
    assert not found.groups[0].quotes
    assert found.groups[0].about == "Help nobody could demand."
    assert found.groups[3].about == "Feeling part of a place."


def test_quotes_in_order_of_document_and_place(stair: Study) -> None:
    """Under a code, quotes come by document as people count, then by place."""
    group = report(stair).groups[1]
    assert [q.text for q in group.quotes] == [
        "Danny, across the landing. He has my spare key.",
        "He has my spare key.",
        "I made soup for the stair.\nThey ate it standing up.",
    ]


def test_same_words_by_two_coders_are_one_quote(stair: Study) -> None:
    """One code on the very same words by two coders is one quote naming both."""
    first, overlapping, _ = report(stair).groups[1].quotes
    assert first.coders == ("Ana", "Ben")
    assert overlapping.coders == ("Ben",)
    assert [memo.text for memo in first.memos] == ["A key is trust.\n\nAsk about it."]
    assert [memo.coder for memo in first.memos] == ["Ana"]


def test_of_several_coders_each_quote_says_whose_it_is(stair: Study) -> None:
    """By the usual template, and only where more than one coded what is chosen."""
    quotes = [q for group in report(stair).groups for q in group.quotes]
    assert all(f", coded by {' and '.join(q.coders)}" in q.attribution for q in quotes)
    ana = report(stair, Query(coders=frozenset([ANA.uid])))
    assert not any("coded by" in q.attribution for group in ana.groups for q in group.quotes)
    with stair.project.reading() as session:
        own = gather(session, template="{case}")
    assert own.groups[1].quotes[0].attribution == "P10"


def test_quote_says_where_it_is_from(stair: Study) -> None:
    """A quote carries its document, case, speaker, paragraph, span and attributes."""
    quote = report(stair).groups[1].quotes[0]
    assert (quote.document, quote.case, quote.speaker) == ("Interview 10", "P10", "P")
    assert quote.paragraph == 2
    assert quote.span.of(INTERVIEW) == quote.text
    assert quote.code == ("Help", "Practical help")
    assert dict(zip(report(stair).attributes, quote.facts, strict=True)) == {
        "gender": "man",
        "Years in area": "40",
        "place": "",
    }
    assert quote.origins == ("hand",)


def test_words_between_turns_are_kept(stair: Study) -> None:
    """A passage over several turns keeps its labels, times and paragraph breaks."""
    turns = report(stair).groups[3].quotes[1].text
    assert turns == ("I: [1:02] And he asks you?\nP: [1:10] He does not need to. I hear the pram.")


def test_counts_of_a_code_take_in_those_below(stair: Study) -> None:
    """A head counts what is under it, and each document, case and coder once."""
    found = report(stair)
    assert dict(found.counts) == {
        ("Help",): Counts(quotes=3, codings=4, documents=2, cases=2, coders=2),
        ("Help", "Practical help"): Counts(quotes=3, codings=4, documents=2, cases=2, coders=2),
        ("Home",): Counts(quotes=3, codings=3, documents=3, cases=2, coders=2),
        ("Home", "Belonging"): Counts(quotes=2, codings=2, documents=2, cases=1, coders=2),
    }
    assert found.total == Counts(quotes=6, codings=7, documents=4, cases=3, coders=2)
    assert quote_count(found) == 6
    assert found.groups[0].counts.quotes == 0
    assert found.groups[2].counts.quotes == 1


def test_cases_as_people_count(stair: Study) -> None:
    """By case, P9 comes before P10, and what belongs to no case is last."""
    found = report(stair, group_by="case")
    assert headings(found) == [("Moira",), ("P9",), ("P10",), ("No case",)]
    assert found.groups[2].about == "gender: man · Years in area: 40"
    assert [q.text for q in found.groups[3].quotes] == ["We all know each other's bins."]


def test_documents_as_people_count(stair: Study) -> None:
    """By document, Interview 2 comes before Interview 10, each with what is known of it."""
    found = report(stair, group_by="document")
    assert headings(found) == [("Group",), ("Interview 2",), ("Interview 10",), ("Moira diary",)]
    assert found.groups[0].about == f"focus group · {len(GROUP.split())} words"
    assert found.groups[2].about == f"P10 · interview · 2025-02-01 · {len(INTERVIEW.split())} words"
    starts = [quote.span.start for quote in found.groups[2].quotes]
    assert starts == sorted(starts)


@pytest.mark.parametrize("group_by", ["code", "case", "document"])
def test_every_quote_is_in_one_group(stair: Study, group_by: GroupBy) -> None:
    """However it is grouped, a report holds the same quotes, each once."""
    found = report(stair, group_by=group_by)
    keys = [(q.document, q.span, q.code) for q in quotes(found)]
    assert sorted(keys) == sorted((q.document, q.span, q.code) for q in quotes(report(stair)))
    assert len(set(keys)) == len(keys) == found.total.quotes
    assert sum(group.counts.quotes for group in found.groups) == found.total.quotes


def test_same_words_under_two_codes_in_the_codebooks_order(empty: Study) -> None:
    """By document, two codes on the same words come in the codebook's order."""
    empty.document("One", "Some words here.")
    empty.code("Zebra")
    empty.code("Apple")
    for name in ("Apple", "Zebra"):
        empty.coded("One", "Some words", name)
    found = report(empty, group_by="document")
    assert [q.code for q in found.groups[0].quotes] == [("Zebra",), ("Apple",)]


def test_speakers_case_attributes_a_group(empty: Study) -> None:
    """In a focus group a quote belongs to the case of who speaks."""
    document = empty.document("Group", GROUP, kind="focus-group")
    empty.code("Bins")
    sal = empty.case("Sal the elder", gender="woman")
    with empty.project.reading() as session:
        speaker = _speaker(session, document, "Sal")
    cases.assign_speaker(empty.project, speaker, sal, ANA.uid)
    empty.coded("Group", "You know mine, Rab.", "Bins")
    empty.coded("Group", "We do not.", "Bins")
    first, second = report(empty).groups[0].quotes
    assert first.attribution == "Rab, Group, para 2"
    assert second.attribution == "Sal the elder, woman, Group, para 3"


def _speaker(session: Session, document: str, label: str) -> str:
    found = select(Speaker.uid).where(Speaker.document == document, Speaker.label == label)
    return session.scalars(found).one()


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{case}, {gender}, {place}", "Moira, woman, Millbrae"),
        ("{case}, {entry}, para {paragraph}", "Moira, Friday 7 March, para 6"),
        ("{date}, {kind}", "2025-03-07, diary"),
        ("{speaker}, {timestamp}, {coder}", "Ana"),
        ("{code}", "Help › Practical help"),
        ("{folder}: {document}", "Stairs/North: Moira diary"),
        ("{years in area}, {Season}", "spring"),
    ],
)
def test_templates_are_filled(filed: Study, template: str, words: str) -> None:
    """Every field of a template is filled from the project."""
    found = report(filed, template=template)
    assert found.groups[1].quotes[2].attribution == words


def test_turns_time_and_documents_date(stair: Study) -> None:
    """The time is that of the turn; a document without entries gives its own date."""
    found = report(stair, template="{speaker} at {timestamp}, {date}, {coder}")
    assert found.groups[1].quotes[0].attribution == "P at 0:25, 2025-02-01, Ana and Ben"


def test_text_before_the_first_entry_has_no_entry(empty: Study) -> None:
    """A diary's title stands in no entry."""
    empty.document("Diary", "My diary\nMonday 3 March\nSoup.", kind="diary")
    empty.code("Soup")
    empty.coded("Diary", "My diary", "Soup")
    assert report(empty, template="{entry}, {document}").groups[0].quotes[0].attribution == "Diary"


def test_unknown_field_is_refused(stair: Study) -> None:
    """A template's unknown field is named with the fields and attributes there are."""
    with pytest.raises(Refused, match=r"‘wealth’.*case, document.*gender, Years in area, place"):
        report(stair, template="{wealth}")


def test_unknown_grouping_is_refused(stair: Study) -> None:
    """Quotes are grouped in one of three ways."""
    with pytest.raises(Refused, match="code, case or document, not by ‘mood’"):
        report(stair, group_by="mood")


def test_codebook_of_everything(stair: Study) -> None:
    """A report on all codes has all definitions, unused codes included, in order."""
    found = report(stair)
    assert [d.path[-1] for d in found.codebook] == [
        "Help", "Practical help", "Listening", "Home", "Belonging", "Unused",
    ]  # fmt: skip
    assert found.codebook[1].short == "HELP.PRAC"
    assert dict(found.codebook[1].parts) == {
        "In brief": "A task done for someone.",
        "Definition": "Hands on.\nTime given.",
        "Use when": "Lifts, keys, soup.",
        "Not when": "Advice alone.",
        "Example": "She took my parcel in.",
    }


def test_codebook_of_a_choice(stair: Study) -> None:
    """A report on one code defines it, those below it and those above it."""
    chosen = Query(codes=frozenset([stair.codes["Listening"]]))
    assert [d.path[-1] for d in report(stair, chosen).codebook] == ["Help", "Listening"]
    head = frozenset([stair.codes["Help"]])
    below = report(stair, Query(codes=head)).codebook
    assert [d.path[-1] for d in below] == ["Help", "Practical help", "Listening"]
    alone = report(stair, Query(codes=head, subtree=False)).codebook
    assert [d.path[-1] for d in alone] == ["Help"]
    assert report(stair, codebook=False).codebook == ()


def test_retired_code_is_said_to_be(empty: Study) -> None:
    """The appendix says that a code is retired."""
    codebook.retire(empty.project, empty.code("Old"), ANA.uid)
    assert [label for label, _ in report(empty).codebook[0].parts] == ["Retired"]


def test_what_was_chosen_is_said(stair: Study) -> None:
    """A report names codes, documents and coders, and whatever else narrows it."""
    assert report(stair).chosen == (("Codes", "all"), ("Documents", "all"), ("Coders", "all"))
    query = Query(
        codes=frozenset([stair.codes["Help"], stair.codes["Belonging"]]),
        documents=frozenset(stair.documents.values()),
        coders=frozenset([BEN.uid]),
        cases=frozenset([stair.cases["P10"]]),
        attributes=(
            AttributeTest(stair.attributes["Years_in_area"], "more", "10"),
            AttributeTest(stair.attributes["gender"], "set"),
        ),
        origins=frozenset(["hand", "cue"]),
        text="spare key",
    )
    assert dict(report(stair, query).chosen) == {
        "Codes": "Help and Home › Belonging with the codes under them",
        "Documents": "Group, Interview 2, Interview 10 and Moira diary",
        "Coders": "Ben",
        "Cases": "P10",
        "Where": "Years in area is more than 10; gender is known",
        "Coded": "by hand and suggested by cues",
        "With the words": "‘spare key’",
    }


def test_many_names_are_cut_short(empty: Study) -> None:
    """A choice of very many documents says how many more there are."""
    for number in range(12):
        empty.document(f"Doc {number}", f"Words {number}")
    query = Query(documents=frozenset(empty.documents.values()))
    said = dict(report(empty, query).chosen)["Documents"]
    assert said == "Doc 0, Doc 1, Doc 2, Doc 3, Doc 4, Doc 5, Doc 6 and 5 more"


def test_report_holds_what_the_query_chooses(stair: Study) -> None:
    """Only chosen codings are quoted, and only their coders named."""
    found = report(stair, Query(coders=frozenset([BEN.uid])))
    assert [(q.text, q.coders) for q in quotes(found)] == [
        ("Danny, across the landing. He has my spare key.", ("Ben",)),
        ("He has my spare key.", ("Ben",)),
        ("We all know each other's bins.", ("Ben",)),
    ]


def test_namesakes_are_told_apart(empty: Study) -> None:
    """Two coders of one name stay two."""
    coders.present(empty.project, Person("zoe-1", "Zoe"))
    coders.present(empty.project, Person("zoe-2", "Zoe"))
    empty.document("One", "Some words here.")
    empty.code("Code")
    for uid in ("zoe-1", "zoe-2"):
        empty.coded("One", "Some words", "Code", Person(uid, "Zoe"))
    assert quotes(report(empty))[0].coders == ("Zoe", "Zoe (2)")


def test_star_of_any_coding_counts(stair: Study) -> None:
    """A quote is starred where one of its codings is."""
    assert [q.text[:11] for q in quotes(report(stair)) if q.star] == ["I made soup"]


def test_nothing_chosen(stair: Study) -> None:
    """A choice that leaves nothing is an empty report."""
    found = report(stair, Query(codes=frozenset()))
    assert found.groups == ()
    assert quote_count(found) == 0
    assert dict(found.chosen)["Codes"] == "none"


def test_as_of_the_last_act(empty: Study) -> None:
    """A report's day is that of the project's last operation, not of its making."""
    before = report(empty)
    assert report(empty) == before
    empty.document("One", "Some words here.")
    empty.code("Code")
    uid = empty.coded("One", "Some words", "Code")
    codings.star(empty.project, [uid], True, ANA.uid)
    with empty.project.reading() as session:
        last = queries.history(session, 1)[0].at
    assert report(empty).as_of == last
