"""What is gathered to be learned from, out of a real project."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from liveable.core.codebook import Cues
from liveable.core.learning import Described, Example, Judged, Material
from liveable.core.spans import Span
from liveable.core.suggestion import Suggestion
from liveable.ops import (
    cases,
    codebook,
    coders,
    codings,
    documents,
    learning,
    suggesting,
    suggestions,
)
from liveable.store.project import Project
from liveable.store.suggesting import Choices
from tests.conftest import ANN, BEN, Add

BODY = "INT: Not my place?\nM01: It's not my place.\nINT: Go on.\nM01: I never said a word."


@pytest.fixture
def document(add: Add) -> str:
    return add("M01", BODY, ("INT", "interviewer"), ("M01", "participant"))


@pytest.fixture
def code(project: Project) -> str:
    return codebook.create(project, "Limits", ANN.uid, cues=Cues(("not my place",)))


@pytest.fixture
def ben(project: Project) -> str:
    return coders.named(project, BEN.name, BEN)


def gathered(project: Project, coder: str = ANN.uid) -> Material:
    with project.reading() as session:
        return learning.gather(session, coder)


def place(words: str) -> Span:
    return Span(BODY.index(words), BODY.index(words) + len(words))


def test_turns_are_heard_with_who_says_them(project: Project, document: str) -> None:
    """Questions are heard but not offered; a person is a case, a speaker's before the
    document's, else the document.
    """

    def said() -> list[tuple[str, str | None, str, bool]]:
        (heard,) = gathered(project).heard
        return [(s.span.of(heard.text), s.speaker, s.person, s.offered) for s in heard.stretches]

    assert said()[:2] == [
        ("Not my place?", "INT", document, False),
        ("It's not my place.", "M01", document, True),
    ]
    moira, asked = (cases.create(project, name, ANN.uid) for name in ("Moira", "Isla"))
    cases.assign_documents(project, [document], moira, ANN.uid)
    assert {person for _, _, person, _ in said()} == {moira}
    with project.reading() as session:
        speaker = session.scalars(text("SELECT uid FROM speaker WHERE label = 'INT'")).one()
    cases.assign_speaker(project, speaker, asked, ANN.uid)
    assert [person for _, _, person, _ in said()] == [asked, moira, asked, moira]


def test_what_is_heard_is_what_is_listened_to(project: Project, document: str, add: Add) -> None:
    """One reading of turns for the cues and for the learner; a text without turns is heard whole,
    and documents come in an order that no renaming changes.
    """
    diary = add("A diary", "Monday\n\nNothing much.")
    material = gathered(project)
    with project.reading() as session:
        listened = suggestions.listened(session)
    assert [h.document for h in material.heard] == sorted([document, diary])
    assert sorted((h.listened for h in material.heard), key=lambda h: h.document) == sorted(
        listened, key=lambda h: h.document
    )
    documents.rename(project, diary, "Z diary", ANN.uid)
    assert gathered(project) == material


def test_what_was_read(project: Project, document: str, code: str, ben: str) -> None:
    """Up to the mark, passages read by themselves, and what was coded; of the coder alone."""

    def read(coder: str = ANN.uid) -> list[str]:
        (heard,) = gathered(project, coder).heard
        return [span.of(BODY) for span in heard.read]

    assert read() == []
    codings.code_passage(project, document, place("not my place."), code, ANN.uid)
    assert read() == ["not my place."]
    documents.read_passage(project, document, place("I never"), ANN.uid)
    assert read() == ["not my place.", "I never"]
    documents.mark_read(project, document, ben, 20)
    assert read(ben) == [BODY[:20]]
    suggesting.choose(project, Choices(shared=True), ANN.uid)
    assert read(ben) == read() == [BODY[:20], "not my place.", "I never"]
    suggesting.choose(project, Choices(), ANN.uid)
    documents.mark_read(project, document, ANN.uid)
    assert read() == [BODY]


def test_who_codes_a_text_by_hand_has_read_it_so_far(project: Project, add: Add, code: str) -> None:
    """From five places on, up to the last of them; fewer, or found by searching, say nothing of
    the text around them.
    """
    body = "One two three four five six seven eight."
    document = add("M02", body)

    def read() -> str:
        (heard,) = gathered(project).heard
        return "|".join(span.of(body) for span in heard.read)

    def code_words(*words: str, origin: str = "hand") -> None:
        for word in words:
            start = body.index(word)
            passage = codings.Passage(document, Span(start, start + len(word)), code)
            codings.code_passages(project, [passage], ANN.uid, origin=origin)

    code_words("three", "four", "five", "six")
    code_words("eight", origin="search")
    assert read() == "three|four|five|six|eight"
    code_words("seven")
    assert read() == "One two three four five six seven|eight"


def test_codes_that_may_be_suggested(project: Project, code: str) -> None:
    """With their definitions, but not with when they are not to be used; heads and retired codes
    are left out.
    """
    codebook.create(project, "Head", ANN.uid, codable=False)
    codebook.retire(project, codebook.create(project, "Old", ANN.uid), ANN.uid)
    fields = {"brief": "Limits.", "definition": "Minding them.", "not_when": "Laws."}
    codebook.edit(project, code, ANN.uid, **fields, use_when="Lines kept.")
    said = "Limits.\nMinding them.\nLines kept."
    bare = codebook.create(project, "No cues", ANN.uid)
    described = {one.code: one for one in gathered(project).codes}
    assert [one.code for one in gathered(project).cued] == [code]
    assert described.pop(bare) == Described(bare, "No cues")
    assert tuple(described.values()) == (Described(code, "Limits", said, Cues(("not my place",))),)


def test_examples_and_verdicts(project: Project, document: str, code: str, ben: str) -> None:
    """What came from a suggestion is told from what was coded by hand; what was put off says
    nothing, what is coded with a code that is no longer used teaches nothing.
    """
    span = place("It's not my place.")
    old = codebook.create(project, "Old", ANN.uid)
    codings.code_passage(project, document, place("a word"), old, ANN.uid)
    codebook.retire(project, old, ANN.uid)
    codings.code_passage(project, document, place("I never"), code, ben)
    other = Suggestion(document, place("Go on."), code, 0.1, "cue", (), "cues/1")
    offered = Suggestion(document, span, code, 0.7, "learned", (), "ridge/1")
    suggestions.judge(project, offered, "accepted", ANN.uid)
    suggestions.judge(project, other, "rejected", ANN.uid)
    suggestions.judge(project, offered, "later", ben)
    material = gathered(project)
    timeless = [example._replace(created="") for example in material.examples]
    assert all(example.created for example in material.examples)
    assert timeless == [
        Example(document, span, code, ANN.uid, "", suggested=True),
        Example(document, place("I never"), code, ben),
    ]
    assert material.judged == (
        Judged(document, span, code, ANN.uid, accepted=True),
        Judged(document, place("Go on."), code, ANN.uid, accepted=False),
    )


def test_who_is_learned_from(project: Project, document: str, code: str, ben: str) -> None:
    """The coder alone, everybody where that is wanted; of what is hidden from somebody nothing
    comes in, for the lead all does.
    """
    for coder in (ANN.uid, ben):
        codings.code_passage(project, document, place("I never"), code, coder)

    def who(coder: str) -> tuple[set[str], set[str]]:
        material = gathered(project, coder)
        return set(material.coders), {example.coder for example in material.examples}

    everybody = {ANN.uid, ben}
    assert who(ben) == ({ben}, everybody)
    suggesting.choose(project, Choices(shared=True, threshold=0.7), ANN.uid)
    assert who(ben) == (everybody, everybody)
    assert gathered(project, ben).threshold == 0.7
    coders.hide_others(project, True, ANN.uid)
    assert who(ben) == ({ben}, {ben})
    assert who(ANN.uid) == (everybody, everybody)


def test_attributes_are_told_by_person(project: Project, document: str) -> None:
    """By their names, as the cards show them."""
    moira = cases.create(project, "Moira", ANN.uid)
    gender = cases.define(project, "Gender", "text", ANN.uid)
    cases.set_value(project, gender, "woman", ANN.uid, case=moira)
    assert gathered(project).attributes == {moira: {"Gender": "woman"}}


def test_nothing_is_gathered_from_an_empty_project(project: Project) -> None:
    """It is no error: there is nothing to say."""
    material = gathered(project)
    assert (material.heard, material.codes, material.examples) == ((), (), ())
    assert material.coders == (ANN.uid,)
