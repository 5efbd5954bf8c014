"""What a code's card is filled from."""

from __future__ import annotations

from liveable.core.codebook import Cues
from liveable.ops import codebook, memos
from liveable.store.one_code import one_code
from liveable.store.project import Project
from tests.conftest import ANN


def test_every_field_of_a_code_is_there(project: Project) -> None:
    """With the number of memos on it; nothing for a code that is gone."""
    fields = {
        "short": "H", "brief": "b", "definition": "d", "use_when": "u", "not_when": "n",
        "example": "e", "key": "3", "colour": "#123456", "status": "agreed", "codable": False,
    }  # fmt: skip
    uid = codebook.create(project, "Help", ANN.uid, None, **fields, cues=Cues(("a b",), ("c",)))
    memos.write(project, "On it.", ANN.uid, code=uid)
    with project.reading() as session:
        found = one_code(session, uid)
        assert one_code(session, "gone") is None
    assert found is not None
    assert {name: getattr(found, name) for name in fields} == fields
    assert (found.name, found.memos) == ("Help", 1)
    assert codebook.cues_of(found.cues) == Cues(("a b",), ("c",))
    assert found.codable is False
