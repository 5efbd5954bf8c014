"""A merge being thought through: both sides, what the copy brings, and what was found so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from liveable.core.progress import SILENT, Progress
from liveable.core.reanchor import Anchors
from liveable.exchange.team.names import Names
from liveable.exchange.team.rows import REFS, Effect
from liveable.exchange.team.sides import Side, Since, Touched
from liveable.exchange.team.values import Conflict, CopyFacts, Kind, Moved, Option, Row
from liveable.exchange.team.values import Side as Who

if TYPE_CHECKING:
    from liveable.exchange.team.texts import Divergence

Place = tuple[str, str]  # a table and a uid


@dataclass(slots=True)
class Merging:
    """``new``, ``updates`` and ``gone`` are what the copy brings that nothing speaks against so
    far: rows added, fields changed and rows deleted. ``lost`` are rows it changed that are no
    longer here. ``joins`` are rows of theirs that are, or would by default be, rows of ours.
    """

    ours: Side
    theirs: Side
    copy: CopyFacts
    since: Since
    names: Names
    progress: Progress = SILENT
    alias: dict[Place, str] = field(default_factory=dict)  # joined by earlier merges
    touched: dict[str, dict[str, Touched]] = field(default_factory=dict)
    here: dict[str, dict[str, Row]] = field(default_factory=dict)  # our rows of those touched
    new: dict[str, dict[str, Row]] = field(default_factory=dict)
    updates: dict[Place, Row] = field(default_factory=dict)
    gone: dict[Place, Touched] = field(default_factory=dict)
    lost: dict[Place, Touched] = field(default_factory=dict)
    joins: dict[Place, str] = field(default_factory=dict)
    clean: Effect = field(default_factory=Effect)
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    effects: dict[str, dict[str, Effect]] = field(default_factory=dict)
    about: dict[str, tuple[Place | None, Place | None]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    texts: dict[str, Divergence] = field(default_factory=dict)  # by document
    places: dict[Place, tuple[str, int, int]] = field(default_factory=dict)  # before carrying over
    before: dict[Place, tuple[str, int, int]] = field(default_factory=dict)  # where ours were
    anchors: dict[tuple[str, str], Anchors] = field(default_factory=dict)  # by old and new text
    moved: list[tuple[str, Moved]] = field(default_factory=list)  # with the document's uid
    lead: str = ""  # who leads here
    head: str = ""  # our latest operation when we looked

    def kept(self, tbl: str, uid: str) -> str:
        """The row of ours that a uid of theirs means, after the joins there are."""
        return self.joins.get((tbl, uid)) or self.alias.get((tbl, uid), uid)

    def translated(self, tbl: str, row: Row) -> Row:
        """A row of theirs, referring to what ours calls the rows it refers to."""
        changed = {
            column: self.kept(target, row[column])
            for column, target in REFS[tbl].items()
            if row[column] is not None and self.kept(target, row[column]) != row[column]
        }
        return row | changed if changed else row

    def who(self, seq: int) -> Who:
        """Who did an operation of theirs, and when."""
        act = self.since.acts.get(seq)
        if act is None:
            return Who()
        return Who(self.names.name("coder", act.coder), act.at, act.label)

    def conflict(
        self,
        kind: Kind,
        tbl: str,
        uid: str,
        effects: dict[str, tuple[Option, Effect]],
        proposed: str,
        sentence: str,
        *,
        what: str,
        field: str = "",
        base: str | None = None,
        ours: str | None = None,
        theirs: str | None = None,
        seq: int = 0,
        our_row: Place | None = None,
        writable: bool = False,
        code: str | None = None,
    ) -> str:
        """Note something for a person to settle; ``effects`` are its options by name. Its key."""
        key = ":".join((kind, tbl, uid, field)).rstrip(":")
        row = self.names.row("code", code) if code else None
        self.conflicts[key] = Conflict(
            key=key,
            kind=kind,
            tbl=tbl,
            what=what,
            sentence=sentence,
            options=tuple(option for option, _ in effects.values()),
            proposed=proposed,
            field=field,
            base=base,
            ours=ours,
            theirs=theirs,
            their_side=self.who(seq),
            writable=writable,
            code=code,
            colour=str(row["colour"]) if row else "",
        )
        self.effects[key] = {name: effect for name, (_, effect) in effects.items()}
        self.about[key] = (our_row or (tbl, uid), (tbl, uid))
        return key


def options(**texts: tuple[str, str, Effect]) -> dict[str, tuple[Option, Effect]]:
    """Options by name, each with what its button says, what follows, and what it does."""
    return {
        name.rstrip("_"): (Option(name.rstrip("_"), text, then), effect)
        for name, (text, then, effect) in texts.items()
    }
