"""What was made of suggestions so far."""

from __future__ import annotations

from liveable.core.spans import Span
from liveable.core.suggestion import Suggestion
from liveable.ops import codebook, coders, codings, suggestions
from liveable.store import judged
from liveable.store.project import Project
from tests.conftest import ANN, BEN, Add


def at(document: str, code: str, start: int) -> Suggestion:
    return Suggestion(document, Span(start, start + 3), code, 0.5, "cue", (), "cues/1")


def test_a_record_counts_the_last_verdicts_of_everybody(project: Project, add: Add) -> None:
    """Only what was accepted or rejected counts, only of this code, and only the latest."""
    document, code = (
        add("M01", "It is not my place to say."),
        codebook.create(project, "A", ANN.uid),
    )
    other = codebook.create(project, "B", ANN.uid)
    coders.present(project, BEN)
    verdicts = ("rejected", "accepted", "later", "accepted", "rejected")
    for n, verdict in enumerate(verdicts):
        who = (ANN, BEN)[n % 2].uid
        suggestions.judge(project, at(document, code, n), verdict, who)  # type: ignore[arg-type]
    with project.reading() as session:
        assert judged.record(session, code) == (2, 4, 2, 1)
        assert judged.record(session, code, last=2) == (1, 2, 2, 1)
        assert judged.record(session, other) == (0, 0, 0, 0)


def test_who_else_coded_a_suggestion_is_named(project: Project, add: Add) -> None:
    """Only codings of others, with this very code, that touch the passage."""
    document = add("M01", "It is not my place to say.")
    code, other = (codebook.create(project, name, ANN.uid) for name in "AB")
    coders.present(project, BEN)
    codings.code_passage(project, document, Span(0, 5), code, BEN.uid)
    codings.code_passage(project, document, Span(10, 18), other, BEN.uid)
    codings.code_passage(project, document, Span(10, 18), code, ANN.uid)
    found = [at(document, code, start) for start in (0, 4, 10)]
    with project.reading() as session:
        assert judged.coded_by_others(session, found, ANN.uid) == [("Ben",), ("Ben",), ()]
        assert judged.coded_by_others(session, found, BEN.uid) == [(), (), ("Ann",)]
        mine = suggestions.unjudged(session, found, ANN.uid)
        assert mine == found[:2]
