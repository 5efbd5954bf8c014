"""What a code means in short, what a passage has, and what a coding is."""

from __future__ import annotations

from liveable.core.spans import Span
from liveable.ops import codebook, coders, codings
from liveable.store import code_use, queries
from liveable.store.project import Project
from tests.conftest import ANN, BEN, Add


def test_a_gist_is_short_words_or_the_definition(project: Project) -> None:
    """A code without either has none."""
    fields = [{"brief": " In short ", "definition": "At length"}, {"definition": "At length"}, {}]
    codes = [codebook.create(project, f"C{i}", ANN.uid, **f) for i, f in enumerate(fields)]
    with project.reading() as session:
        assert [code_use.gist(session, c) for c in codes] == ["In short", "At length", ""]
        assert code_use.gist(session, "gone") == ""


def test_the_codes_on_exactly_one_span(project: Project, add: Add) -> None:
    """Not what is beside it, nor what another coder has there."""
    document, other = add("M01", "word " * 40), add("M02", "words " * 40)
    ben = coders.present(project, BEN)
    a, b, c = (codebook.create(project, name, ANN.uid) for name in "abc")
    for where, span, code, coder in (
        (document, Span(0, 4), a, ANN.uid),
        (document, Span(0, 5), b, ANN.uid),
        (document, Span(0, 4), c, ben),
        (other, Span(0, 4), b, ANN.uid),
    ):
        codings.code_passage(project, where, span, code, coder)
    with project.reading() as session:
        assert code_use.codes_on(session, document, Span(0, 4), ANN.uid) == {a}


def test_one_coding(project: Project, add: Add) -> None:
    """As it is now, with its coder's name; None once it is gone."""
    document = add("M01", "word " * 40)
    code = codebook.create(project, "Help", ANN.uid)
    uid = codings.code_passage(project, document, Span(0, 4), code, ANN.uid)
    codings.star(project, [uid], True, ANN.uid)
    with project.reading() as session:
        assert code_use.one_coding(session, uid) == code_use.OneCoding(
            uid, document, Span(0, 4), code, ANN.uid, "Ann", True
        )
    codings.uncode(project, [uid], ANN.uid)
    with project.reading() as session:
        assert code_use.one_coding(session, uid) is None


def test_codes_given_up_with_an_operation(project: Project, add: Add) -> None:
    """Those it took off codings, unless the coder has them elsewhere."""
    document = add("M01", "word " * 40)
    a, b = (codebook.create(project, name, ANN.uid) for name in "ab")
    codings.code_passage(project, document, Span(0, 4), a, ANN.uid)
    for code in (a, b):
        codings.code_passage(project, document, Span(5, 9), code, ANN.uid)
    for gone in ({b}, set()):
        project.undo(ANN.uid)
        with project.reading() as session:
            (undoing,) = queries.history(session, 1)
            assert code_use.given_up(session, undoing.seq, ANN.uid) == gone
