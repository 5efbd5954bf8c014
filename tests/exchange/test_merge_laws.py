"""Laws of merging, over random histories on both sides."""

from __future__ import annotations

import itertools
import json
import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from liveable.exchange.handout import hand_out
from liveable.exchange.team.apply import apply
from liveable.exchange.team.plan import plan
from liveable.exchange.team.several import all_for
from liveable.exchange.team.values import Decision, MergePlan
from liveable.ops import codebook, coders, codings, documents
from liveable.store import check, queries
from liveable.store.project import Person, Project, open_project
from liveable.store.schema import HISTORICAL
from tests import acts
from tests.conftest import ANN, BEN

CARA = Person("00000000-0000-7000-8000-00000000000c", "Cara")
DAN = Person("00000000-0000-7000-8000-00000000000d", "Dan")
COMMON = ("documents.add", "codebook.create", "codings.code_passage") * 4
BREAKING = (
    "codebook.delete", "codebook.move", "codebook.merge", "codebook.edit", "codebook.rename",
    "documents.delete", "texts.new_version", "codings.uncode", "cases.delete", "memos.delete",
)  # fmt: skip
NAMES = [*acts.ACTS, *COMMON, *(name for name in BREAKING * 2 if name in acts.ACTS)]
SEEDS = st.integers(0, 2**32)
QUICK = settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
OWN = ("merged", "alias", "handout")  # what a merge or a handout says about itself
Rows = dict[str, list[tuple[Any, ...]]]


class Team:
    """A lead's project and copies of it, in a folder of their own."""

    def __init__(self, folder: Path, empty: Path, chance: random.Random, count: int = 22) -> None:
        self.folder, self.chance = folder, chance
        self.lead = folder / "lead.liveable"
        shutil.copyfile(empty, self.lead)
        with open_project(self.lead, ANN) as project:
            for person in (BEN, CARA, DAN):
                coders.present(project, person)
            self.work(project, ANN, count)

    def work(
        self, project: Project, person: Person, count: int, names: Sequence[str] = NAMES
    ) -> None:
        """Some random acts of a person."""
        for _ in range(count):
            acts.act(project, self.chance.choice(names), self.chance.randrange(2**32), person.uid)

    def copy(self, person: Person, **how: Any) -> Path:
        """A copy handed out to somebody."""
        path = self.folder / f"{person.name}{len(list(self.folder.iterdir()))}.liveable"
        with open_project(self.lead, ANN) as project:
            hand_out(project, path, person.uid, ANN.uid, **how)
        return path

    def work_in(self, path: Path, person: Person, count: int = 12, **how: Any) -> None:
        """Some random acts of a person in a copy."""
        with open_project(path, person) as project:
            self.work(project, person, count, **how)


@contextmanager
def team(empty: Path, seed: int, count: int = 22) -> Iterator[Team]:
    """A team whose acts follow from a seed."""
    with tempfile.TemporaryDirectory() as folder:
        yield Team(Path(folder), empty, random.Random(seed), count)


def chosen(found: MergePlan, chance: random.Random) -> dict[str, Decision]:
    """Any decisions at all, some left to what is proposed."""
    decisions = {}
    for conflict in found.conflicts:
        option = chance.choice(conflict.options).name
        words = "in words of our own" if option == "written" else None
        if chance.random() < 0.6:
            decisions[conflict.key] = Decision(option, words, "because")
    return decisions


def merge(project: Project, path: Path, chance: random.Random | None = None) -> MergePlan:
    """Merge a copy, by any decisions or (without chance) as proposed."""
    found = plan(project, path)
    apply(project, found, chosen(found, chance) if chance else {}, ANN.uid)
    assert check.check(project).faults == []
    return found


def content(project: Project) -> Rows:
    """All rows but those in which a merge speaks of itself."""
    rows = acts.rows_of(project)
    with project.reading() as session:
        names = session.execute(text("SELECT uid FROM memo WHERE kind = 'merge'")).all()
    notes = {uid for (uid,) in names}
    rows["memo"] = [row for row in rows["memo"] if row[0] not in notes]
    return {tbl: found for tbl, found in rows.items() if tbl not in OWN}


def uids(project: Project, tbl: str) -> set[str]:
    """The rows of a table, by uid."""
    return {row[0] for row in acts.rows_of(project)[tbl]}


@pytest.fixture(scope="module")
def empty(_empty_project: Path) -> Path:
    """A closed, empty project of Ann's."""
    return _empty_project


@pytest.fixture(autouse=True)
def _no_snapshots(monkeypatch: pytest.MonkeyPatch) -> None:
    """A snapshot before each of many merges says nothing here (tests/exchange/test_merging.py)."""
    monkeypatch.setattr("liveable.store.backup.take", lambda *_args, **_how: None)


@QUICK
@given(seed=SEEDS)
def test_a_merge_is_sound_comes_once_and_is_taken_back_whole(empty: Path, seed: int) -> None:
    """Whatever happened and whatever is decided, also in a second round with the same copy: the
    result is proved by check, merging again brings nothing, undo restores the exact rows, and the
    merge can be made again.
    """
    with team(empty, seed) as t:
        copy = t.copy(BEN)
        for _ in range(2):
            t.work_in(copy, BEN)
            with open_project(t.lead, ANN) as project:
                t.work(project, ANN, 12)
                before = acts.rows_of(project)
                decisions = random.Random(seed)
                found = merge(project, copy, decisions)
                after = content(project)
                again = plan(project, copy)
                assert again.empty
                assert again.copy.acts == 0
                assert content(project) == after
                project.undo(ANN.uid)
                assert acts.rows_of(project) == before
                once_more = merge(project, copy, random.Random(seed))
                assert [c.key for c in once_more.conflicts] == [c.key for c in found.conflicts]
                assert without_minted(content(project)) == without_minted(after)


def without_minted(rows: Rows) -> Rows:
    """Rows without the uid and the place a merge gives what it names itself."""
    return {tbl: sorted((row[1:] for row in found), key=repr) for tbl, found in rows.items()}


@QUICK
@given(seed=SEEDS)
def test_a_project_merged_with_itself_stays_as_it_is(empty: Path, seed: int) -> None:
    """Neither the file nor an untouched copy of it, whole, in part or blind, brings anything."""
    with team(empty, seed) as t:
        with open_project(t.lead, ANN) as project:
            some = sorted(uids(project, "document"))
        copies = [t.copy(BEN), t.copy(CARA, blind=True)]
        if some:
            copies.append(t.copy(DAN, documents=some[:1], blind=True))
        with open_project(t.lead, ANN) as project:
            before = content(project)
            for path in (t.lead, *copies):
                assert plan(project, path).empty
                assert content(project) == before


@QUICK
@given(seed=SEEDS, blind=st.booleans())
def test_what_was_left_out_of_a_copy_is_not_deleted_by_it(
    empty: Path, seed: int, blind: bool
) -> None:
    """Work in a blind copy of some documents: all that the copy never had is here as it was."""
    with team(empty, seed) as t:
        with open_project(t.lead, ANN) as project:
            some = sorted(uids(project, "document"))[:2]
        copy = t.copy(BEN, documents=some or None, blind=blind)
        with open_project(copy, BEN) as project:
            known = {tbl: uids(project, tbl) for tbl in HISTORICAL}
        t.work_in(copy, BEN)
        with open_project(t.lead, ANN) as project:
            before = content(project)
            merge(project, copy)
            after = content(project)
            for tbl in ("document", "coding", "memo", "verdict", "turn", "speaker", "case"):
                unseen = {row[0] for row in before[tbl]} - known[tbl]
                assert unseen <= {row[0] for row in after[tbl]}


@QUICK
@given(seed=SEEDS)
def test_nothing_added_is_lost_and_nothing_deleted_comes_back(empty: Path, seed: int) -> None:
    """As proposed, every row either side added is there (or one with it); what one side deleted is
    gone unless the other used or edited it, which was then a question.
    """
    tables = ("document", "code", "coding", "memo", "case", "value", "folder", "attribute")
    with team(empty, seed) as t:
        copy = t.copy(BEN)
        with open_project(copy, BEN) as project:
            base = {tbl: uids(project, tbl) for tbl in tables}
        t.work_in(copy, BEN)
        with open_project(copy, BEN) as project:
            theirs = {tbl: uids(project, tbl) for tbl in tables}
        with open_project(t.lead, ANN) as project:
            t.work(project, ANN, 12)
            ours = {tbl: uids(project, tbl) for tbl in tables}
            coders_of = coder_by_coding(project)
            found = merge(project, copy)
            asked = any(c.kind.startswith(("deleted", "re-created")) for c in found.conflicts)
            with project.reading() as session:
                joined = {gone for (gone,) in session.execute(text("SELECT gone FROM alias"))}
            for tbl in tables:
                after = uids(project, tbl)
                added = (ours[tbl] | theirs[tbl]) - base[tbl]
                assert added <= after | joined, tbl
                deleted = base[tbl] - (ours[tbl] & theirs[tbl])
                assert asked or not deleted & after, tbl
            for uid, who in coder_by_coding(project).items():
                assert coders_of.get(uid, who) == who


def coder_by_coding(project: Project) -> dict[str, tuple[str, str]]:
    """Whose each coding is, and when it was made."""
    with project.reading() as session:
        rows = session.execute(text("SELECT uid, coder, created FROM coding")).all()
    return {uid: (coder, created) for uid, coder, created in rows}


ADDING = ("codings.code_passage", "codings.code_passages", "memos.write", "documents.mark_read",
          "codebook.create", "documents.add", "suggestions.judge")  # fmt: skip


@settings(QUICK, max_examples=2)
@given(seed=SEEDS)
def test_the_order_of_copies_does_not_matter(empty: Path, seed: int) -> None:
    """Three copies in all six orders: the same project where nothing collides, and otherwise the
    same things to decide.
    """
    with team(empty, seed) as t:
        people = (BEN, CARA, DAN)
        copies = [t.copy(person) for person in people]
        for number, (path, person) in enumerate(zip(copies, people, strict=True)):
            # Names of their own, or codes made by two would be a question.
            with open_project(path, person) as project:
                codebook.create(project, f"Own {number}", person.uid)
            t.work_in(path, person, 8, names=ADDING)
        results, questions = [], []
        for order in itertools.permutations(copies):
            here = t.folder / "order.liveable"
            shutil.copyfile(t.lead, here)
            with open_project(here, ANN) as project:
                plans = [merge(project, path) for path in order]
                results.append(content(project))
                questions.append({(c.tbl, c.what) for p in plans for c in p.conflicts})
        assert all(asked == questions[0] for asked in questions)
        if not questions[0]:
            assert all(result == results[0] for result in results)


def test_a_consensus_deletion_stays_when_the_copy_comes_back(empty: Path) -> None:
    """Round one brings codings, the team deletes one; round two brings more, and it stays away."""
    with team(empty, 7, 0) as t:
        with open_project(t.lead, ANN) as project:
            document = acts.ACTS["documents.add"](project, acts.Chance(project, 1), ANN.uid)
            code = codebook.create(project, "Asking first", ANN.uid)
        copy = t.copy(BEN)
        with open_project(copy, BEN) as project:
            span = acts.Chance(project, 3).span(str(document))
            first = codings.code_passage(project, str(document), span, code, BEN.uid)
        with open_project(t.lead, ANN) as project:
            merge(project, copy)
            codings.uncode(project, [first], ANN.uid)
        with open_project(copy, BEN) as project:
            documents.mark_read(project, str(document), BEN.uid)
            codebook.create(project, "Another", BEN.uid)
        with open_project(t.lead, ANN) as project:
            found = merge(project, copy)
            assert not found.conflicts
            with project.reading() as session:
                assert first not in {row.uid for row in queries.codings(session)}


def test_the_report_is_kept_with_the_merge(empty: Path) -> None:
    """What was taken in and decided can be read from the project, and goes with the undo."""
    with team(empty, 11) as t:
        copy = t.copy(BEN)
        t.work_in(copy, BEN)
        with open_project(t.lead, ANN) as project:
            merge(project, copy)
            with project.reading() as session:
                written = session.execute(text("SELECT report FROM merged")).scalar_one()
            kept = json.loads(written)
            assert kept["copy"] == "Ben"
            assert kept["by"] == "Ann"
            assert kept["acts"] > 0
            assert len(kept["our_head"]) == len(kept["their_head"]) == 64
            project.undo(ANN.uid)
            with project.reading() as session:
                assert session.execute(text("SELECT count(*) FROM merged")).scalar_one() == 0


@QUICK
@given(seed=SEEDS)
def test_codings_on_an_edited_text_cover_the_same_words_or_are_listed(
    empty: Path, seed: int
) -> None:
    """Texts edited on one side or both, codings everywhere: whoever's text stands, every coding
    that was there on either side covers what it covered there, or the plan has it on its list.
    """
    editing = ("texts.new_version", "codings.code_passage", "codings.code_passages")
    with team(empty, seed, 0) as t:
        with open_project(t.lead, ANN) as project:
            t.work(project, ANN, 3, ("documents.add",))
            t.work(project, ANN, 3, ("codebook.create",))
            t.work(project, ANN, 6, editing[1:])
        copy = t.copy(BEN)
        t.work_in(copy, BEN, 6, names=editing)
        with open_project(copy, BEN) as project:
            words = words_by_coding(project)
        with open_project(t.lead, ANN) as project:
            t.work(project, ANN, 6, editing)
            words = words_by_coding(project) | {
                uid: said for uid, said in words.items() if uid not in words_by_coding(project)
            }
            side = t.chance.choice(("ours", "theirs"))
            found = plan(project, copy)
            chosen_side = all_for(found.conflicts, side)
            report = apply(project, found, chosen_side, ANN.uid)
            assert check.check(project).faults == []
            listed = {moved.coding: moved for moved in report.doubtful}
            after = words_by_coding(project)
            assert words.keys() <= after.keys()
            for uid, said in words.items():
                assert after[uid] == said or listed[uid].after == after[uid]


def words_by_coding(project: Project) -> dict[str, str]:
    """What each coding covers."""
    with project.reading() as session:
        return {
            row.uid: said for row, said in queries.with_words(session, queries.codings(session))
        }
