"""A code wears the hue of its branch, wherever it goes; a retired one can come back."""

from __future__ import annotations

import pytest

from liveable.core import colours
from liveable.core.spans import Span
from liveable.errors import Refused
from liveable.ops import codebook, codings
from liveable.store import queries
from liveable.store.project import Project
from tests.conftest import ANN, Add


def worn(project: Project) -> dict[str, str]:
    with project.reading() as session:
        return {code.name: code.colour for code in queries.codes(session)}


def test_codes_below_take_the_hue_their_branch_really_has(project: Project) -> None:
    """A top code with another colour than its turn gives that hue to those below it."""
    green, own = colours.BRANCHES[3], "#b5483a"
    top = codebook.create(project, "Spaces", ANN.uid, colour=green[0])
    lives = codebook.create(project, "Lives", ANN.uid, colour=own)
    codebook.create(project, "Stairs", ANN.uid, top)
    codebook.create(project, "Stage", ANN.uid, lives)
    assert worn(project)["Stairs"] == green[1]
    assert worn(project)["Stage"] == own


def test_a_code_takes_the_hue_of_the_branch_it_goes_to(project: Project) -> None:
    """With all below it that wore its branch's, but not what was given a colour of its own."""
    help_ = codebook.create(project, "Help", ANN.uid)
    spaces = codebook.create(project, "Spaces", ANN.uid)
    acts = codebook.create(project, "Acts", ANN.uid, help_)
    codebook.create(project, "Small", ANN.uid, acts)
    codebook.create(project, "Odd", ANN.uid, acts, colour="#123456")
    before = worn(project)
    codebook.move(project, acts, spaces, ANN.uid)
    after = worn(project)
    assert after["Acts"] in colours.BRANCHES[1]
    assert after["Small"] in colours.BRANCHES[1]
    assert after["Odd"] == "#123456"
    assert after["Help"] == before["Help"]
    project.undo(ANN.uid)
    assert worn(project) == before
    codebook.move(project, acts, None, ANN.uid)
    assert worn(project)["Small"] in colours.BRANCHES[2]


def test_moving_within_a_branch_changes_no_colour(project: Project) -> None:
    """Order and depth are no matter of colour."""
    top = codebook.create(project, "Help", ANN.uid)
    a, b = (codebook.create(project, name, ANN.uid, top) for name in "AB")
    before = worn(project)
    codebook.move(project, b, a, ANN.uid)
    codebook.move(project, b, top, ANN.uid, 0)
    assert worn(project) == before


def test_merging_lets_children_take_the_new_hue(project: Project) -> None:
    """What lay under a code that went up in another wears the other's branch."""
    help_, spaces = (codebook.create(project, name, ANN.uid) for name in ("Help", "Spaces"))
    codebook.create(project, "Small", ANN.uid, help_)
    codebook.merge(project, help_, spaces, ANN.uid)
    assert worn(project)["Small"] in colours.BRANCHES[1]


def test_a_retired_code_can_be_used_again(project: Project, add: Add) -> None:
    """It comes back as a draft; a code in use is left as it is."""
    code = codebook.create(project, "Help", ANN.uid, status="agreed")
    document = add("M01", "She helped.")
    codebook.use_again(project, code, ANN.uid)
    codebook.retire(project, code, ANN.uid)
    with pytest.raises(Refused, match="retired"):
        codings.code_passage(project, document, Span(0, 3), code, ANN.uid)
    codebook.use_again(project, code, ANN.uid)
    codings.code_passage(project, document, Span(0, 3), code, ANN.uid)
    with project.reading() as session:
        assert [row.status for row in queries.codes(session)] == ["draft"]
