"""The texts a document had."""

from __future__ import annotations

from liveable.ops import coders, documents, texts
from liveable.store import former
from liveable.store.project import Project
from tests.conftest import ANN, BEN, Add


def told(project: Project, document: str) -> list[tuple[str, str]]:
    with project.reading() as session:
        return [(each.label, each.coder_name) for each in former.texts(session, document)]


def test_each_text_is_there_once_with_who_gave_it_last(project: Project, add: Add) -> None:
    """The present one first; what else was done to a document makes no text."""
    ben = coders.present(project, BEN)
    uid, other = add("M01", "One."), add("M02", "Two.")
    texts.new_version(project, uid, "One and a half.", ben)
    documents.rename(project, uid, "Moira", ANN.uid)
    texts.new_version(project, other, "Three.", ANN.uid)
    assert told(project, uid) == [("Edit the text of ‘M01’", "Ben"), ("Import ‘M01’", "Ann")]
    texts.new_version(project, uid, "One.", ANN.uid)
    assert told(project, uid) == [
        ("Edit the text of ‘Moira’", "Ann"),
        ("Edit the text of ‘M01’", "Ben"),
    ]
    project.undo(ANN.uid)
    assert [who for _, who in told(project, uid)] == ["Ann", "Ann"]
    assert told(project, uid)[0][0] == "Undo: Edit the text of ‘Moira’"
    assert told(project, "nobody") == []
