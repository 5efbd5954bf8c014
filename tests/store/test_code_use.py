"""What a code means in short, and which were used last."""

from __future__ import annotations

from liveable.core.spans import Span
from liveable.ops import codebook, coders, codings
from liveable.store import code_use
from liveable.store.project import Project
from tests.conftest import ANN, BEN, Add


def test_a_gist_is_short_words_or_the_definition(project: Project) -> None:
    """A code without either has none."""
    fields = [{"brief": " In short ", "definition": "At length"}, {"definition": "At length"}, {}]
    codes = [codebook.create(project, f"C{i}", ANN.uid, **f) for i, f in enumerate(fields)]
    with project.reading() as session:
        assert [code_use.gist(session, c) for c in codes] == ["In short", "At length", ""]
        assert code_use.gist(session, "gone") == ""


def test_last_used_are_ones_own_latest_first(project: Project, add: Add) -> None:
    """Each once, by its latest use; another's do not count."""
    document = add("M01", "word " * 40)
    ben = coders.present(project, BEN)
    codes = [codebook.create(project, f"C{i}", ANN.uid) for i in range(12)]
    for place, code in enumerate([*codes, codes[3]]):
        codings.code_passage(project, document, Span(place, place + 5), code, ANN.uid)
    codings.code_passage(project, document, Span(0, 9), codes[0], ben)
    with project.reading() as session:
        assert code_use.last_used(session, ANN.uid) == [codes[3], *codes[:3:-1]][:9]
        assert code_use.last_used(session, ben) == [codes[0]]
