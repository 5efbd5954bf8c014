"""What the suggester reads, and judging what it says."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from liveable.core import corrections, told
from liveable.core.codebook import Cues
from liveable.core.spans import Span
from liveable.core.suggestion import Reason, Suggestion
from liveable.core.transcript import Transcript
from liveable.errors import Refused
from liveable.ops import codebook, coders, codings, reread, suggestions
from liveable.store import queries
from liveable.store.project import Project
from tests.conftest import ANN, BEN, Add

BODY = "INT: Not my place?\nM01: It's not my place.\nINT: Go on."


def heard(project: Project, document: str) -> list[str]:
    """The words of a document that suggestions may come from."""
    with project.reading() as session:
        (found,) = suggestions.listened(session, [document])
    return [part.of(found.text) for part in found.parts]


def made(document: str, code: str) -> Suggestion:
    span = Span(BODY.index("It's"), BODY.index("\nINT: Go"))
    reason = Reason("phrase", "not my place", span.start + 5, span.stop - 1, 0.7)
    return Suggestion(document, span, code, 0.7, "cue", (reason,), "cues/1")


@pytest.fixture
def document(add: Add) -> str:
    return add("M01", BODY, ("INT", "interviewer"), ("M01", "participant"))


@pytest.fixture
def code(project: Project) -> str:
    return codebook.create(project, "Limits", ANN.uid, cues=Cues(("not my place",)))


def test_who_is_said_to_ask_is_listened_to_no_more(project: Project, document: str) -> None:
    """The next suggestions follow what is put right of speakers after the import."""

    def put(right: Transcript) -> None:
        reread.put_right(project, document, right, ANN.uid)

    with project.reading() as session:
        before = reread.as_transcript(session, document)
    put(corrections.cast(before, {"INT": "participant", "M01": "interviewer"}))
    assert heard(project, document) == ["Not my place?", "Go on."]
    put(corrections.cast(before, {"INT": None, "M01": "interviewer"}))
    assert heard(project, document) == ["Not my place?", "Go on."]
    put(corrections.cast(before, {"M01": "interviewer"}))
    assert heard(project, document) == []
    put(told.nobody(before, {"int"}))
    assert heard(project, document) == ["It's not my place.\nINT: Go on."]


def test_interviewers_are_not_listened_to(project: Project, document: str, add: Add) -> None:
    """Only participants' words are read, without labels; a text without speakers is read whole."""
    diary = add("M01 diary", "Monday\n\nNothing much.")
    with project.reading() as session:
        heard = {each.document: each for each in suggestions.listened(session)}
        assert [p.of(BODY) for p in heard[document].parts] == ["It's not my place."]
        assert [p.of(heard[diary].text) for p in heard[diary].parts] == ["Monday\n\nNothing much."]
        assert [h.document for h in suggestions.listened(session, [diary])] == [diary]


def test_accepting_codes_the_passage_and_says_where_it_came_from(
    project: Project, document: str, code: str
) -> None:
    """One act: the coding, marked as from a cue, and the verdict with its reasons."""
    suggestion = made(document, code)
    suggestions.judge(project, suggestion, "accepted", ANN.uid)
    with project.reading() as session:
        ((coding, words),) = queries.excerpts(session)
        verdict = session.execute(text("SELECT * FROM verdict")).mappings().one()
    assert (words, coding.origin) == ("It's not my place.", "cue")
    assert (verdict["verdict"], verdict["coding"], verdict["model"]) == (
        "accepted",
        coding.uid,
        "cues/1",
    )
    assert json.loads(verdict["reasons"])[0]["text"] == "not my place"
    project.undo(ANN.uid)
    with project.reading() as session:
        assert queries.codings(session) == []


def test_a_trimmed_accept_codes_less(project: Project, document: str, code: str) -> None:
    """The passage may be narrowed; the verdict still remembers what was offered."""
    suggestion = made(document, code)
    span = Span(suggestion.span.start + 5, suggestion.span.stop - 1)
    suggestions.judge(project, suggestion, "accepted", ANN.uid, span)
    with project.reading() as session:
        ((_, words),) = queries.excerpts(session)
        offered = session.execute(text("SELECT start, stop FROM verdict")).one()
    assert words == "not my place"
    assert tuple(offered) == tuple(suggestion.span)


def test_what_is_settled_is_not_offered_again(project: Project, document: str, code: str) -> None:
    """Coded, accepted and rejected passages are done for this coder, not another's; what was
    put off comes back when asked for.
    """
    suggestion = made(document, code)
    ben = coders.present(project, BEN)

    def offered(coder: str, later: bool = False) -> int:
        with project.reading() as session:
            return len(suggestions.unjudged(session, [suggestion], coder, later=later))

    suggestions.judge(project, suggestion, "later", ANN.uid)
    assert (offered(ANN.uid), offered(ANN.uid, later=True)) == (0, 1)
    suggestions.judge(project, suggestion, "rejected", ANN.uid)
    assert (offered(ANN.uid, later=True), offered(ben)) == (0, 1)
    with project.reading() as session:
        assert suggestions.judged(session, [suggestion], ANN.uid) == ["rejected"]
        assert suggestions.judged(session, [suggestion], ben) == [None]
    span = Span(suggestion.span.start, suggestion.span.start + 3)
    codings.code_passage(project, document, span, code, ben)
    assert offered(ben) == 0
    with pytest.raises(Refused, match="is not a verdict"):
        suggestions.judge(project, suggestion, "perhaps", ANN.uid)  # type: ignore[arg-type]
