"""What a project says about suggestions."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from liveable.core.learning import THRESHOLD
from liveable.errors import Refused
from liveable.exchange.team.rows import SETTLED
from liveable.ops import coders, suggesting
from liveable.store.project import Project
from liveable.store.schema import Project as ProjectRow
from liveable.store.suggesting import Choices, choices
from tests.conftest import ANN, BEN


def said(project: Project) -> Choices:
    with project.reading() as session:
        return choices(session)


@pytest.mark.parametrize(
    ("chosen", "label"),
    [
        (Choices(off=True), "Switch suggestions off"),
        (Choices(threshold=0.7), "Show suggestions from a precision of 70 %"),
        (Choices(shared=True), "Let suggestions learn from everybody's codings"),
        (Choices(threshold=0.95, shared=True), "Choose what is suggested"),
    ],
)
def test_each_choice_is_one_act_and_undo_takes_it_back(
    project: Project, chosen: Choices, label: str
) -> None:
    """Until something is chosen it is as usual; to choose the same again is no act."""
    usual = Choices()
    assert said(project) == usual == Choices(False, THRESHOLD, False)
    suggesting.choose(project, usual, ANN.uid)
    assert project.next_undo(ANN.uid) is None
    suggesting.choose(project, chosen, ANN.uid)
    suggesting.choose(project, chosen, ANN.uid)
    assert said(project) == chosen
    undone = project.undo(ANN.uid)
    assert undone is not None
    assert undone.label == label
    assert said(project) == usual
    assert project.next_undo(ANN.uid) is None


def test_whose_codings_teach_is_for_the_lead_to_say(project: Project) -> None:
    """Everything else is for anybody; nothing of what is refused is kept."""
    ben = coders.present(project, BEN)
    with pytest.raises(Refused, match="Only the lead, Ann, may say whose codings"):
        suggesting.choose(project, Choices(off=True, shared=True), ben)
    assert said(project) == Choices()
    suggesting.choose(project, Choices(shared=True), ANN.uid)
    suggesting.choose(project, Choices(off=True, shared=True), ben)
    assert said(project) == Choices(off=True, shared=True)
    suggesting.choose(project, Choices(shared=True), ben)
    assert project.next_undo(ben) is not None
    for threshold in (0.0, 0.29, 0.96, 1.0):
        with pytest.raises(Refused, match="between 30 % and 95 %"):
            suggesting.choose(project, replace(Choices(), threshold=threshold), ANN.uid)


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        ({"suggestions_off": 1, "suggestions_shared": "yes"}, Choices()),
        ({"suggestions_threshold": "high"}, Choices()),
        ({"suggestions_threshold": True}, Choices()),
        ({"suggestions_threshold": float("nan")}, Choices()),
        ({"suggestions_threshold": 7}, Choices(threshold=0.95)),
        ({"suggestions_threshold": -1, "hidden": True}, Choices(threshold=0.3)),
    ],
)
def test_what_makes_no_sense_is_as_usual(
    project: Project, kept: dict[str, Any], found: Choices
) -> None:
    """Whatever another program wrote there."""
    with project.operation("Write", ANN.uid) as session:
        session.get_one(ProjectRow, session.query(ProjectRow.uid).scalar()).settings = json.dumps(
            kept
        )
    assert said(project) == found


def test_choices_of_both_sides_of_a_merge_are_kept(project: Project) -> None:
    """One setting each: what the copy chose comes in beside what was chosen here."""
    suggesting.choose(project, Choices(threshold=0.6), ANN.uid)
    with project.reading() as session:
        ours = session.query(ProjectRow.settings).scalar()
    theirs = json.dumps({"suggestions_off": True, "suggestions_threshold": 0.9})
    both = SETTLED["project"]["settings"]("{}", ours, theirs)
    assert json.loads(both) == {"suggestions_threshold": 0.6, "suggestions_off": True}
