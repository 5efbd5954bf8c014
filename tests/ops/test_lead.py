"""Who leads, and what only the lead may do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, text

from liveable.core.spans import Span
from liveable.errors import NotFound, Refused
from liveable.exchange.handout import hand_out
from liveable.ops import codebook, coders, codings, memos, whole_codebook
from liveable.ops.codings import Passage
from liveable.store import queries
from liveable.store.lead import hidden_from
from liveable.store.project import Person, Project, open_project
from liveable.store.schema import Project as ProjectRow
from liveable.store.team_tables import Alias
from tests.conftest import ANN, BEN, Add

ZOE = Person("00000000-0000-7000-8000-00000000000c", "Zoë")


@pytest.fixture
def document(add: Add) -> str:
    return add("M01", "Ann: I never asked him, he just appeared.")


@pytest.fixture
def code(project: Project) -> str:
    return codebook.create(project, "Trust", ANN.uid)


@pytest.fixture
def bens(project: Project, document: str, code: str) -> str:
    """A coding of Ben's."""
    ben = coders.present(project, BEN)
    return codings.code_passage(project, document, Span(5, 12), code, ben, memo="hm")


def lead(project: Project) -> str:
    with project.reading() as session:
        return coders.lead_of(session)


def latest(project: Project) -> str:
    with project.reading() as session:
        return queries.history(session, 1)[0].label


def test_who_made_the_project_leads_it_until_they_hand_that_on(project: Project) -> None:
    """Only the lead makes another one; undo takes it back."""
    ben = coders.present(project, BEN)
    assert lead(project) == ANN.uid
    with pytest.raises(Refused, match="Only the lead, Ann, may make somebody else the lead"):
        coders.make_lead(project, ben, ben)
    with pytest.raises(NotFound, match="There is no coder x"):
        coders.make_lead(project, "x", ANN.uid)
    coders.make_lead(project, ben, ANN.uid)
    assert (lead(project), latest(project)) == (ben, "Make Ben the lead")
    with pytest.raises(Refused, match="Only the lead, Ben,"):
        coders.make_lead(project, ANN.uid, ANN.uid)
    project.undo(ANN.uid)
    assert lead(project) == ANN.uid


def test_a_lead_known_under_another_uid_still_leads(project: Project) -> None:
    """A merge may have found that two were one person."""
    zoe = coders.present(project, ZOE)
    coders.make_lead(project, zoe, ANN.uid)
    ben = coders.present(project, BEN)
    with project.operation("Merge", ANN.uid) as session:
        session.add(Alias(uid="a", tbl="coder", gone=zoe, kept="other"))
        session.add(Alias(uid="b", tbl="coder", gone="other", kept=ben))
    assert lead(project) == ben


def test_only_the_lead_hides_codings_and_opens_them(project: Project) -> None:
    """The setting stands beside the others of the project; the lead sees everybody's."""
    ben = coders.present(project, BEN)
    for hidden in (True, False):
        with pytest.raises(Refused, match="Only the lead, Ann, may hide codings or open them"):
            coders.hide_others(project, hidden, ben)
    coders.hide_others(project, True, ANN.uid)
    assert latest(project) == "Hide others' codings"
    with project.reading() as session:
        assert (hidden_from(session, ben), hidden_from(session, ANN.uid)) == (True, False)
        assert whole_codebook.dialect_of(session) == ()
    coders.make_lead(project, ben, ANN.uid)
    with project.reading() as session:
        assert (hidden_from(session, ben), hidden_from(session, ANN.uid)) == (False, True)
        settings = json.loads(session.scalars(select(ProjectRow.settings)).one())
    assert settings == {"hidden": True, "lead": ben}
    coders.hide_others(project, False, ben)
    assert latest(project) == "Open everybody's codings"
    with project.reading() as session:
        assert not hidden_from(session, ANN.uid)


ACTS: dict[str, Callable[[Project, str, str, str], object]] = {
    "Remove ‘Trust’": lambda p, uid, _other, who: codings.uncode(p, [uid], who),
    "Recode ‘Trust’ as ‘Other’": lambda p, uid, other, who: codings.recode(p, [uid], other, who),
    "Move the edges of ‘Trust’": lambda p, uid, _, who: codings.resize(p, uid, Span(5, 9), who),
    "Star ‘Trust’": lambda p, uid, _other, who: codings.star(p, [uid], True, who),
    "Weigh ‘Trust’": lambda p, uid, _other, who: codings.weigh(p, uid, 70, who),
}


@pytest.mark.parametrize("label", ACTS)
def test_another_s_coding_is_changed_by_the_lead_alone_and_the_act_says_so(
    project: Project, bens: str, label: str
) -> None:
    """Who does not lead is told whose it is and who may; nothing is done."""
    zoe = coders.present(project, ZOE)
    other = codebook.create(project, "Other", ANN.uid)
    before = latest(project)
    with pytest.raises(Refused) as refused:
        ACTS[label](project, bens, other, zoe)
    assert str(refused.value) == "This coding is Ben's; only the lead, Ann, may change it."
    assert latest(project) == before
    ACTS[label](project, bens, other, ANN.uid)
    assert latest(project) == f"{label} (Ben's coding)"
    project.undo(ANN.uid)
    ACTS[label](project, bens, other, BEN.uid)
    assert latest(project) == label


def test_of_several_codings_it_is_said_how_many_are_others(
    project: Project, document: str, code: str, bens: str
) -> None:
    """In the refusal, which does none of it, and in the lead's act."""
    zoe = coders.present(project, ZOE)
    passages = [Passage(document, Span(n, n + 4), code) for n in (5, 6)]
    mine = codings.code_passages(project, passages, ANN.uid).codings
    hers = codings.code_passage(project, document, Span(7, 9), code, zoe)
    with pytest.raises(Refused, match="2 of these codings are Ann's; only the lead, Ann, may"):
        codings.star(project, [*mine, hers], True, zoe)
    with pytest.raises(Refused, match="2 of these codings are others'; only the lead, Ann, may"):
        codings.uncode(project, [bens, mine[0], hers], zoe)
    with project.reading() as session:
        assert not any(row.star for row in queries.codings(session))
        assert len(queries.codings(session)) == 4
    for uids, whose in (
        (mine, ""),
        ([bens, hers], " (codings of 2 others)"),
        ([bens, hers, *mine], " (2 of them codings of 2 others)"),
        ([bens, mine[0]], " (1 of them Ben's coding)"),
    ):
        codings.star(project, uids, True, ANN.uid)
        assert latest(project) == f"Star {len(uids)} passages{whose}"
        project.undo(ANN.uid)


def test_another_s_memo_is_changed_by_the_lead_alone(project: Project, bens: str) -> None:
    """To write one's own on the same thing anybody may."""
    zoe = coders.present(project, ZOE)
    memo = memos.write(project, "a thought", BEN.uid, coding=bens)
    memos.write(project, "another", zoe, coding=bens)
    sentence = "This memo is Ben's; only the lead, Ann, may change it."
    with pytest.raises(Refused, match=sentence):
        memos.edit(project, memo, "no thought", zoe)
    with pytest.raises(Refused, match=sentence):
        memos.delete(project, memo, zoe)
    memos.edit(project, memo, "a better thought", ANN.uid)
    assert latest(project) == "Edit memo (Ben's memo)"
    memos.edit(project, memo, "my own thought", BEN.uid)
    assert latest(project) == "Edit memo"
    memos.delete(project, memo, ANN.uid)
    assert latest(project) == "Delete memo (Ben's memo)"
    with project.reading() as session:
        left = session.execute(text("SELECT text FROM memo ORDER BY created, uid")).scalars()
        assert list(left) == ["hm", "another"]


def test_codes_are_everybody_s(project: Project, code: str, bens: str) -> None:
    """What anybody does in the codebook may touch everybody's codings."""
    zoe = coders.present(project, ZOE)
    other = codebook.create(project, "Other", zoe)
    codebook.merge(project, code, other, zoe)
    codebook.delete(project, other, zoe)
    with project.reading() as session:
        assert queries.codings(session) == []


def test_a_blind_copy_hides_who_did_what(project: Project, tmp_path: Path) -> None:
    """Others' codings are not in it; their acts, whose labels name codes, are kept out of sight."""
    ben = coders.present(project, BEN)
    hand_out(project, tmp_path / "blind.liveable", ben, ANN.uid, blind=True)
    hand_out(project, tmp_path / "open.liveable", ben, ANN.uid)
    for name, hidden in (("blind", True), ("open", False)):
        with (
            open_project(tmp_path / f"{name}.liveable", BEN) as copy,
            copy.reading() as session,
        ):
            assert hidden_from(session, ben) == hidden
            assert not hidden_from(session, ANN.uid)
