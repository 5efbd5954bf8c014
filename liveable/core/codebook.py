"""A codebook as plain values: what the exchange formats read and write, and what a project is
filled from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

Status = Literal["draft", "agreed", "retired"]
STATUSES: tuple[Status, ...] = get_args(Status)
CUES = ("phrases", "lemmas", "banned", "misleading")  # the lists of a code's cues


@dataclass(frozen=True, slots=True)
class Cues:
    """What a machine may look for: ``phrases`` point at a passage alone, single ``lemmas`` only
    lend weight.

    ``banned`` are phrases that were cues, or were proposed, and are not to be so again;
    ``misleading`` single words that are to weigh nothing for this code.
    """

    phrases: tuple[str, ...] = ()
    lemmas: tuple[str, ...] = ()
    banned: tuple[str, ...] = ()
    misleading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One code of a codebook, after MacQueen et al. (1998): brief, full definition, when, when not,
    example.

    ``short`` is the codebook's own short name (``HELP.ACT.PRAC``), unique within it; ``parent`` is
    the short name of the code above, or None. ``codable`` is False for heads that only hold other
    codes. ``note`` says where the code comes from.
    """

    short: str
    name: str
    parent: str | None = None
    codable: bool = True
    brief: str = ""
    definition: str = ""
    use_when: str = ""
    not_when: str = ""
    example: str = ""
    colour: str | None = None
    status: Status = "draft"
    cues: Cues = Cues()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Respelling:
    """A dialect form and its standard one, for the shadow text in which cues are looked for.

    With ``after`` or ``before`` it holds only next to one of those words ("messages" after "the").
    """

    written: str
    standard: str
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """Codes in tree order (a parent before its children), with what belongs to all of them."""

    name: str
    codes: tuple[CodeEntry, ...]
    description: str = ""
    language: str | None = None
    dialect: tuple[Respelling, ...] = ()
    warnings: tuple[str, ...] = field(default=(), compare=False)
