"""What merging costs: 20,000 codings into a project of as many, and five copies of 100,000."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from liveable.exchange.handout import hand_out
from liveable.exchange.team import kept
from liveable.exchange.team.apply import apply
from liveable.exchange.team.plan import plan
from liveable.exchange.team.several import plan_all
from liveable.exchange.team.values import Decision, MergePlan
from liveable.ops import coders, codings
from liveable.store import queries
from liveable.store.project import Person, Project, open_project
from tests.bench import corpora
from tests.bench.corpora import ANN
from tests.bench.timing import Row, timed

_COPIES = 5
_CONFLICTS = 5_000


def _person(number: int) -> Person:
    return Person(f"00000000-0000-7000-8000-0000000000b{number}", f"Coder {number}")


def _copy(lead: Project, folder: Path, number: int, coded: int) -> Path:
    """A copy in which somebody coded so many passages."""
    person = _person(number)
    coders.present(lead, person)
    path = folder / f"copy{number}.liveable"
    hand_out(lead, path, person.uid, ANN.uid)
    writer = corpora.Writer(number + 20)
    with open_project(path, person) as project:
        with project.reading() as session:
            documents = queries.documents(session)
            codes = [row.uid for row in queries.codes(session)]
        share = coded // len(documents)
        for row in documents:
            length = row.words * 5
            made = [corpora.passage(writer, row.uid, length, codes) for _ in range(share)]
            codings.code_passages(project, made, person.uid)
    return path


def _planned(lead: Project, copy: Path) -> tuple[float, MergePlan]:
    start = time.perf_counter()
    found = plan(lead, copy)
    return time.perf_counter() - start, found


def merge(folder: Path) -> Iterator[Row]:
    """20,000 codings into a project of 20,000."""
    lead = corpora.project(folder / "lead.liveable", 100, 8_000, 20_000)
    copy = _copy(lead, folder, 1, 20_000)
    seconds, found = _planned(lead, copy)
    yield Row("merge 20,000 codings: plan", seconds, 2)
    seconds = timed(lambda: apply(lead, found, {}, ANN.uid))
    yield Row("merge 20,000 codings: apply, with its snapshot", seconds, 2)
    yield Row("take that merge back", timed(lambda: lead.undo(ANN.uid)), 2)
    lead.close()


def conflicts(folder: Path) -> Iterator[Row]:
    """5,000 conflicts: both coders changed the same 5,000 codings."""
    lead = corpora.project(folder / "lead.liveable", 20, 8_000, _CONFLICTS)
    coders.present(lead, _person(1))
    copy = folder / "copy.liveable"
    hand_out(lead, copy, _person(1).uid, ANN.uid)
    with lead.reading() as session:
        uids = [row.uid for row in queries.codings(session)]
    with open_project(copy, ANN) as project:
        codings.star(project, uids, True, ANN.uid)
        for uid in uids[:_CONFLICTS]:
            codings.weigh(project, uid, 10, ANN.uid)
    for uid in uids[:_CONFLICTS]:
        codings.weigh(lead, uid, 90, ANN.uid)
    seconds, found = _planned(lead, copy)
    yield Row(f"merge with {len(found.conflicts):,} conflicts: plan", seconds, 2)
    chosen = {c.key: Decision("theirs", why="agreed") for c in found.conflicts}
    keep = timed(lambda: kept.keep(lead, found, chosen))
    yield Row("the same: keep all decisions at once", keep, 0.05)
    yield Row("the same: apply", timed(lambda: apply(lead, found, chosen, ANN.uid)), 2)
    lead.close()


def five(folder: Path) -> Iterator[Row]:
    """Five copies, each with 100,000 codings more."""
    lead = corpora.project(folder / "lead.liveable", 200, 8_000, 100_000)
    copies = [_copy(lead, folder, number, 100_000) for number in range(_COPIES)]
    start = time.perf_counter()
    found = plan_all(lead, copies, lambda _conflicts: {})
    yield Row("five copies of 100,000 codings: plan", time.perf_counter() - start, 20)
    assert len(found) == _COPIES
    lead.close()
