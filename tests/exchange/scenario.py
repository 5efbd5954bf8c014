"""A merge that is told beforehand: what the two sides do, and what must come of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from liveable.exchange.team.apply import apply
from liveable.exchange.team.plan import plan
from liveable.ops import coders
from liveable.store.project import Person, open_project
from tests.conftest import ANN, BEN
from tests.exchange.team import Act, Copying, Desk, handed


@dataclass(frozen=True)
class Asks:
    """A conflict that a plan must have, and what it must propose."""

    kind: str
    what: str
    field: str
    proposed: str


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """``theirs`` is what ``who`` does in the copy, ``ours`` what Ann does in the project meanwhile,
    ``before`` what she did before the copy was made; ``earlier`` (theirs, ours) went in with an
    earlier merge of the same copy. ``pitfall`` says what other programs do, with the chapter of the
    field study (field.md) that tells of it.

    ``added``, ``changed``, ``deleted`` and ``conflicts`` are what the plan says. ``outcome`` are
    the lines (told.py) that go (-) and come (+) when all is done as proposed, ``if_ours`` and
    ``if_theirs`` with all conflicts settled for one side, where that is something else.
    """

    name: str
    pitfall: str
    theirs: Sequence[Act]
    ours: Sequence[Act] = ()
    before: Sequence[Act] = ()
    earlier: tuple[Sequence[Act], Sequence[Act]] | None = None
    copy: Copying = field(default_factory=handed)
    who: Person = BEN
    file: str = "ben.liveable"
    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    deleted: dict[str, int] = field(default_factory=dict)
    conflicts: tuple[Asks, ...] = ()
    reanchored: int = 0
    doubtful: int = 0
    notes: tuple[str, ...] = ()
    outcome: str = ""
    if_ours: str | None = None
    if_theirs: str | None = None

    def play(self, project: Path) -> Path:
        """Let it happen, up to the merge. Returns the copy."""
        copy = project.with_name(self.file)
        with open_project(project, ANN) as opened:
            _do(self.before, Desk(opened, ANN.uid))
            self.copy(opened, copy)
        if self.earlier is not None:
            self._work(project, copy, *self.earlier)
            with open_project(project, ANN) as opened:
                apply(opened, plan(opened, copy), {}, ANN.uid)
        self._work(project, copy, self.theirs, self.ours)
        return copy

    def _work(self, project: Path, copy: Path, theirs: Sequence[Act], ours: Sequence[Act]) -> None:
        with open_project(copy, self.who) as opened:
            me = coders.present(opened, self.who) if theirs else self.who.uid
            _do(theirs, Desk(opened, me))
        with open_project(project, ANN) as opened:
            _do(ours, Desk(opened, ANN.uid))


def _do(acts: Sequence[Act], desk: Desk) -> None:
    for act in acts:
        act(desk)
