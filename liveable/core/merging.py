"""What a merge did, as it is kept in the history with it and told in a report.

Plain values; ``to_json`` and ``from_json`` are the form in which a project file keeps them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, TypeVar

Counts = dict[str, int]  # by table, or by a coder's name


@dataclass(frozen=True, slots=True)
class Moved:
    """A coding whose text was edited: what it covered, and what it covers now.

    ``coding`` is its uid, ``document`` and ``code`` are names, ``coder`` whose it is.
    """

    coding: str
    document: str
    code: str
    coder: str
    before: str
    after: str


@dataclass(slots=True)
class Decided:
    """A conflict as a report tells it: what was chosen (``kept`` is what stands now), and why."""

    kind: str
    what: str
    field: str
    base: str | None
    ours: str | None
    theirs: str | None
    decision: str
    kept: str | None
    why: str = ""
    proposed: bool = False  # nobody chose: the default was taken


@dataclass(slots=True)
class MergeReport:
    """What a merge did, as it is kept in the history with it.

    ``by`` is who merged, ``at`` when (ISO 8601), ``copy`` whose copy it was and ``file`` its name;
    ``acts`` counts the copy's operations that were taken in, ``coders`` the same by name, and
    ``codings`` has a row ``{coder, added, changed, deleted}`` for each. ``our_head`` and
    ``their_head`` are the SHA-256 (hexadecimal) that sealed the latest operation of each side: the
    chain behind them is what was merged.
    """

    project: str
    copy: str
    file: str
    by: str
    at: str
    since: str
    acts: int
    coders: Counts = field(default_factory=dict)
    added: Counts = field(default_factory=dict)
    changed: Counts = field(default_factory=dict)
    deleted: Counts = field(default_factory=dict)
    codings: list[dict[str, Any]] = field(default_factory=list)
    decisions: list[Decided] = field(default_factory=list)
    reanchored: list[Moved] = field(default_factory=list)
    doubtful: list[Moved] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    our_head: str = ""
    their_head: str = ""

    @property
    def whose(self) -> str:
        """The copy as one speaks of it."""
        return f"{self.copy}'s copy" if self.copy else "a copy"


def to_json(report: MergeReport) -> str:
    """A report as one JSON object, its fields by name."""
    written = json.dumps(asdict(report), ensure_ascii=False, separators=(",", ":"))
    return written.encode("utf-8", "replace").decode()  # a file's name may be no Unicode


def from_json(text: str) -> MergeReport:
    """The report that ``to_json`` wrote, perhaps in another version of the program.

    A field that is missing, or is not what it should be, is empty, and unknown ones are passed
    over. What is no JSON object at all gives an empty report: the rest of a history can still be
    told.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    return _made(MergeReport, found if isinstance(found, dict) else {})


Made = TypeVar("Made", Moved, Decided, MergeReport)


def _made(kind: type[Made], found: Mapping[str, Any]) -> Made:
    return kind(**{f.name: _READ[str(f.type)](found.get(f.name)) for f in fields(kind)})


def _text(found: Any) -> str:
    return found if isinstance(found, str) else ""


def _text_or_nothing(found: Any) -> str | None:
    return found if isinstance(found, str) else None


def _count(found: Any) -> int:
    return found if type(found) is int else 0


def _counts(found: Any) -> Counts:
    return {key: n for key, n in _object(found).items() if type(n) is int}


def _object(found: Any) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}


def _all(read: Callable[[Any], Any], kind: type) -> Callable[[Any], list[Any]]:
    """Reads what is of a kind in a list, and passes the rest over."""

    def reads(found: Any) -> list[Any]:
        return [read(f) for f in found if isinstance(f, kind)] if isinstance(found, list) else []

    return reads


_READ: Mapping[str, Callable[[Any], Any]] = {  # by a field's type, as it is written above
    "str": _text,
    "str | None": _text_or_nothing,
    "int": _count,
    "bool": lambda found: found is True,
    "Counts": _counts,
    "list[str]": _all(_text, str),
    "list[dict[str, Any]]": _all(_object, dict),
    "list[Decided]": _all(lambda found: _made(Decided, found), dict),
    "list[Moved]": _all(lambda found: _made(Moved, found), dict),
}
