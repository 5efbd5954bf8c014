"""What a merge speaks of: conflicts, decisions, and the plan as people see it.

Plain values without a database, so that a plan can be shown, kept and tested anywhere. What a merge
did is in core/merging.py, where the reports find it too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from liveable.core.merging import Counts as Counts
from liveable.core.merging import Decided as Decided
from liveable.core.merging import MergeReport as MergeReport
from liveable.core.merging import Moved as Moved

Row = dict[str, Any]  # a row by column name

Kind = Literal[
    "edited-twice",
    "renamed-twice",
    "moved-twice",
    "moved-into-itself",
    "deleted-but-edited",
    "deleted-but-used",
    "re-created",
    "same-name",
    "text-edited-twice",
    "text-against-coding",
    "value",
    "same-document",
    "same-case",
    "same-person",
    "two-people",
    "same-coding",
    "matched",
]


@dataclass(frozen=True, slots=True)
class Side:
    """Who last touched a thing on one side, when (ISO 8601, UTC), and the act's label."""

    who: str = ""
    at: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to settle a conflict: a stable name, what the button says, and what follows."""

    name: str
    text: str
    then: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that both sides did and that only a person can settle.

    ``key`` names it in ``Decisions`` and is the same each time the same copy is compared. ``what``
    is the thing (``Trust / Keys``), ``field`` the column where it is about one, ``sentence`` what
    happened in words. ``base``, ``ours`` and ``theirs`` are what it was and what each side made of
    it, as people read it; None where there is nothing (or no longer anything). ``proposed`` is the
    option taken by default; with ``writable`` a person may write a text of their own (the option
    ``written``). ``code`` is the code it is about, where it is about one.
    """

    key: str
    kind: Kind
    tbl: str
    what: str
    sentence: str
    options: tuple[Option, ...]
    proposed: str
    field: str = ""
    base: str | None = None
    ours: str | None = None
    theirs: str | None = None
    our_side: Side = Side()
    their_side: Side = Side()
    writable: bool = False
    code: str | None = None
    colour: str = ""

    @property
    def likeness(self) -> tuple[str, str, str]:
        """What "the same for all like this" goes by."""
        return (self.kind, self.tbl, self.field)


@dataclass(frozen=True, slots=True)
class Decision:
    """How a conflict was settled: an option's name, one's own text for ``written``, and why."""

    option: str
    text: str | None = None
    why: str = ""


Decisions = Mapping[str, Decision]


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """A copy that is to be merged.

    ``name`` is whose it is, for people ("Ana's copy"), ``uid`` the copy's uid, ``head`` its latest
    operation's uid. ``since`` says when the two last agreed (ISO 8601; "" where they never did) and
    ``shared`` whether they have a history in common. ``acts`` counts its operations since then.
    """

    path: Path
    name: str
    uid: str
    head: str
    since: str
    shared: bool
    acts: int
    coders: tuple[str, ...] = ()
    again: bool = False


@dataclass(slots=True)
class MergePlan:
    """What a merge would do. Computed, not yet applied; nothing has been written.

    ``added``, ``changed`` and ``deleted`` count the rows that go in if every conflict is settled as
    proposed.
    ``reanchored`` are codings that moved with an edited text and cover the same words,
    ``doubtful`` those whose words changed. ``notes`` are sentences on what was joined by itself or
    cannot be carried. ``draft`` is what applying needs (team/merging.py), and nobody else's.
    """

    copy: CopyFacts
    added: Counts = field(default_factory=dict)
    changed: Counts = field(default_factory=dict)
    deleted: Counts = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    reanchored: list[Moved] = field(default_factory=list)
    doubtful: list[Moved] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    draft: Any = field(default=None, repr=False, compare=False)

    @property
    def empty(self) -> bool:
        """Whether the copy brings nothing that is not here already."""
        return not (self.added or self.changed or self.deleted or self.conflicts)
