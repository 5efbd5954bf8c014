"""Corrections of speakers, kept for the next import."""

from __future__ import annotations

from liveable.core.intake import Rules
from liveable.ops import import_rules
from liveable.store.project import Project
from tests.conftest import ANN


def known(project: Project) -> Rules:
    with project.reading() as session:
        return import_rules.known(session)


def test_rules_come_back_and_later_ones_win(project: Project) -> None:
    """One for each label; what is not spoken of stays."""
    assert known(project) == Rules()
    import_rules.keep(project, Rules({"int": "interviewer", "a": None}, {"ho9": "H09"}), ANN.uid)
    import_rules.keep(project, Rules({"a": "participant"}), ANN.uid)
    assert known(project) == Rules({"int": "interviewer", "a": "participant"}, {"ho9": "H09"})
    project.undo(ANN.uid)
    assert known(project).roles["a"] is None


def test_a_join_can_be_forgotten(project: Project) -> None:
    """Unless it is said anew in the same breath."""
    import_rules.keep(project, Rules({"ho9": "participant"}, {"ho9": "H09"}), ANN.uid)
    import_rules.keep(project, Rules({}, {"ho9": "H9"}), ANN.uid, Rules(joined={"ho9": ""}))
    assert known(project).joined == {"ho9": "H9"}
    import_rules.keep(project, Rules(), ANN.uid, Rules(joined={"ho9": "", "x": ""}))
    assert known(project) == Rules({"ho9": "participant"})


def test_who_is_nobody_is_nothing_else(project: Project) -> None:
    """What is said of a person and what is said of none drive each other out."""
    import_rules.keep(project, Rules({"note": None}, {}, frozenset(), {"note": "Note"}), ANN.uid)
    import_rules.keep(project, Rules(nobody=frozenset({"note"})), ANN.uid)
    assert known(project) == Rules(nobody=frozenset({"note"}))
    import_rules.keep(project, Rules(people={"note": "NOTE"}), ANN.uid)
    assert known(project) == Rules(people={"note": "NOTE"})


def test_rules_are_listed_and_forgotten_one_by_one(project: Project) -> None:
    """By label; undo brings one back."""
    every = Rules({"int": "interviewer"}, {"ho9": "H09"}, frozenset({"b"}), {"note": "Note"})
    import_rules.keep(project, every, ANN.uid)
    with project.reading() as session:
        rules = import_rules.listed(session)
    assert [rule[1:] for rule in rules] == [
        ("not_person", "b", ""), ("join", "ho9", "H09"), ("role", "int", "interviewer"),
        ("person", "note", "Note"),
    ]  # fmt: skip
    import_rules.forget(project, [rules[0].uid, rules[1].uid], ANN.uid)
    assert known(project) == Rules({"int": "interviewer"}, people={"note": "Note"})
    project.undo(ANN.uid)
    assert known(project) == every


def test_saying_nothing_new_leaves_no_trace(project: Project) -> None:
    """Neither nothing at all nor the same again."""
    import_rules.keep(project, Rules(), ANN.uid)
    assert project.next_undo() is None
    import_rules.keep(project, Rules({"é": "participant"}), ANN.uid)
    first = project.next_undo()
    import_rules.keep(project, Rules({"é": "participant"}), ANN.uid)
    assert project.next_undo() == first
