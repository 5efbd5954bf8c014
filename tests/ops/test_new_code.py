"""Making a code for a passage."""

from __future__ import annotations

import pytest

from liveable.core.spans import Span
from liveable.errors import Refused
from liveable.ops import codebook
from liveable.ops.new_code import code_as_new
from liveable.store import queries
from liveable.store.project import Project
from tests.acts import rows_of
from tests.conftest import ANN, Add

BODY = "Ann: It's just not my place."


def test_code_and_coding_are_one_act(project: Project, add: Add) -> None:
    """Both are there after it, and one undo takes both away."""
    document = add("M01", BODY)
    parent = codebook.create(project, "Giving", ANN.uid, codable=False)
    before = rows_of(project)
    span = Span(BODY.index("not"), BODY.index("."))
    made = code_as_new(project, document, span, "not my\n place", ANN.uid, parent)
    with project.reading() as session:
        (excerpt,) = queries.excerpts(session)
        new = next(row for row in queries.codes(session) if row.uid == made.code)
    assert (excerpt.text, excerpt.coding.uid) == ("not my place", made.coding)
    assert new.path == ("Giving", "not my place")
    project.undo(ANN.uid)
    assert rows_of(project) == before


@pytest.mark.parametrize(
    ("name", "span"), [("Giving", Span(0, 3)), (" ", Span(0, 3)), ("New", Span(0, 999))]
)
def test_what_is_refused_leaves_nothing(project: Project, add: Add, name: str, span: Span) -> None:
    """No code without its coding."""
    document = add("M01", BODY)
    codebook.create(project, "Giving", ANN.uid)
    before = rows_of(project)
    with pytest.raises(Refused):
        code_as_new(project, document, span, name, ANN.uid)
    assert rows_of(project) == before
