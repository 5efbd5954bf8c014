"""What is counted and listed for one coder is what there would be without the others' work."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from liveable.core.query import EVERYTHING
from liveable.ops import coders, codings
from liveable.reports import excerpts
from liveable.reports.scope import scope
from liveable.store import backup, corpus, judged, memos, queries, reading, search, timeline
from liveable.store.history import Changed
from liveable.store.memos import Subject
from liveable.store.one_code import one_code
from liveable.store.project import Project, open_project
from liveable.store.recount import counted, recounted
from tests import acts
from tests.conftest import ANN, BEN

Ask = Callable[[Session, str | None], Any]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, _empty_project: Path) -> Iterator[Project]:
    """A project in which two people coded, judged and wrote memos; none on the other's codings."""
    path = tmp_path_factory.mktemp("both") / "both.liveable"
    shutil.copyfile(_empty_project, path)
    chance = random.Random(11)
    often = ["documents.add", "codebook.create", "codings.code_passages", "codings.code_passage"]
    rare = ["memos.write", "codebook.move", "suggestions.judge", "cases.create"]
    with open_project(path, ANN) as project:
        ben = coders.present(project, BEN)
        for _ in range(300):
            name = chance.choice(often * 2 + rare)
            acts.act(project, name, chance.getrandbits(32), chance.choice([ANN.uid, ben]))
        with project.operation("Tidy", ANN.uid) as session:
            session.execute(
                text(
                    "DELETE FROM memo WHERE coder <> "
                    "(SELECT c.coder FROM coding c WHERE c.uid = memo.coding)"
                )
            )
        yield project


@pytest.fixture(scope="module")
def bens(both: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The same without anything of Ann's."""
    folder = tmp_path_factory.mktemp("bens")
    path = shutil.copyfile(backup.take(both.path, chosen=str(folder)).path, folder / "b.liveable")
    with open_project(path, BEN) as project:
        with project.operation("Withhold", BEN.uid) as session:
            for table in ("memo", "verdict", "coding"):
                session.execute(text(f"DELETE FROM {table} WHERE coder <> :b"), {"b": BEN.uid})
        yield project


def _of_documents(session: Session, only: str | None) -> list[object]:
    found: list[object] = []
    for row in queries.documents(session):
        opened = reading.opened(session, row.uid)
        assert opened is not None
        found.append(sorted(reading.codings(session, opened, only=only).values()))
        every = reading.codings(session, opened)
        found.append(sorted(reading.codings(session, opened, every, only).values()))
        found.append(sorted(reading.noted(session, row.uid, only)))
        found.append(corpus.facts(session, row.uid, only))
        found.append(memos.memos(session, Subject("document", row.uid), only=only))
    return found


def _of_codes(session: Session, only: str | None) -> list[object]:
    found: list[object] = []
    for row in queries.codes(session, only):
        found.append(row)
        found.append(one_code(session, row.uid, only))
        found.append(judged.record(session, row.uid, only=only))
        found.append(memos.count(session, Subject("code", row.uid), only))
    return found


def _memos_of_codings(session: Session, only: str | None) -> list[object]:
    mine = queries.codings(session, EVERYTHING.of_one(only))
    return [reading.memos(session, row.uid, only) for row in mine]


def _scope(session: Session, only: str | None) -> object:
    found = scope(session, only)
    return found.codes, found.documents, found.cases, [c for c in found.coders if c.codings]


def _report(session: Session, only: str | None) -> object:
    made = excerpts.gather(session, only=only)
    return made.groups, made.total, made.counts


ASKED: dict[str, Ask] = {
    "documents": _of_documents,
    "codes": _of_codes,
    "documents' counts": corpus.coding_counts,
    "memos": lambda session, only: memos.memos(session, only=only),
    "memos found": lambda session, only: memos.memos(session, None, "kind", True, only),
    "memos of codings": _memos_of_codings,
    "notes": lambda session, only: search.search_notes(session, "kind", typing=True, only=only),
    "what a report is made of": _scope,
    "reports": _report,
    "the timeline": timeline.lines,
}


@pytest.mark.parametrize("what", ASKED)
def test_of_one_coder_there_is_what_there_is_without_the_others(
    both: Project, bens: Project, what: str
) -> None:
    """And it is less than there is of both."""
    with both.reading() as session, bens.reading() as alone:
        found = ASKED[what](session, BEN.uid)
        assert found == ASKED[what](alone, None)
        assert found != ASKED[what](session, None)


def test_counts_of_one_coder_are_kept_up_to_date(both: Project) -> None:
    """What another does with a code changes nothing in them."""
    with both.reading() as session:
        kept, _ = counted(session, BEN.uid)

    def follow(changed: Changed) -> None:
        nonlocal kept
        with both.reading() as session:
            found = recounted(session, kept, changed, BEN.uid)
        assert found is not None
        kept = found

    both.changed.append(follow)
    chance = random.Random(3)
    for _ in range(30):
        with both.reading() as session:
            rows = queries.codings(session)
        coding, code = chance.choice(rows), chance.choice(rows).code
        if chance.random() < 0.5:
            codings.recode(both, [coding.uid], code, ANN.uid)
        else:
            codings.uncode(both, [coding.uid], ANN.uid)
    both.changed.remove(follow)
    with both.reading() as session:
        assert list(kept.values()) == queries.codes(session, BEN.uid)
