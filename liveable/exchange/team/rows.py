"""What a merge knows about each table: its columns, what refers to what, which fields are one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from sys import intern
from typing import Any

from sqlalchemy import REAL, Column, String

from liveable.core.codebook import CUES, Cues
from liveable.core.cues import settled
from liveable.core.diff3 import Settle, Together, merged_list
from liveable.errors import Damaged
from liveable.exchange.team.values import Row
from liveable.store.schema import HISTORICAL

# Which column of a table refers to a row of which other one.
REFS: Mapping[str, Mapping[str, str]] = {
    name: {
        column.name: key.column.table.name
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name in HISTORICAL
    }
    for name, table in HISTORICAL.items()
}
# The same the other way round: who refers to a table's rows, and by which column.
USERS: Mapping[str, Sequence[tuple[str, str]]] = {
    name: [(tbl, col) for tbl, refs in REFS.items() for col, to in refs.items() if to == name]
    for name in HISTORICAL
}
CASCADES = {
    (name, column.name)
    for name, table in HISTORICAL.items()
    for column in table.columns
    for key in column.foreign_keys
    if key.ondelete == "CASCADE"
}
TOGETHER: Mapping[str, tuple[Together, ...]] = {
    "coding": (("document", "text_sha", "start", "stop"), ("code", "code_version")),
    "verdict": (("verdict", "coding"), ("document", "text_sha", "start", "stop")),
    "passage_read": (("document", "text_sha", "start", "stop"),),
    "turn": (("start", "speech", "stop"), ("timestamp", "milliseconds")),
    "entry": (("start", "stop"), ("label", "date", "precision")),
    "memo": (("document", "code", "coding", "case"),),
    "document": (("text_sha", "original_sha", "file", "format", "encoding", "warnings"),),
}


def _least(_base: Any, ours: Any, theirs: Any) -> Any:
    return min(ours, theirs)  # either would do; this one does not depend on who comes first


def _most(_base: Any, ours: Any, theirs: Any) -> Any:
    return max(ours, theirs)


def _cues(base: Any, ours: Any, theirs: Any) -> Any:
    b, o, t = (json.loads(written or "{}") for written in (base, ours, theirs))
    both = {
        name: merged_list(b.get(name, []), o.get(name, []), t.get(name, []))
        for name in sorted(b.keys() | o.keys() | t.keys())
    }
    known = settled(Cues(**{name: tuple(both.get(name, ())) for name in CUES}))  # a ban wins
    return json.dumps(
        {name: found for name, found in (both | asdict(known)).items() if found},
        ensure_ascii=False,
    )


def _settings(base: Any, ours: Any, theirs: Any) -> Any:
    b, o, t = (json.loads(written or "{}") for written in (base, ours, theirs))
    taken = {k: t[k] for k in t if t[k] != b.get(k) and o.get(k) == b.get(k)}
    return json.dumps(o | taken, ensure_ascii=False)


SETTLED: Mapping[str, Mapping[str, Settle]] = {
    "code": {"position": _least, "cues": _cues},
    "attribute": {"position": _least},
    "coder": {"colour": _least},
    "reading": {"up_to": _most, "done": _most},
    "project": {"settings": _settings},
}

# Fields whose losing words are worth a memo.
WORDS: Mapping[str, frozenset[str]] = {
    "code": frozenset({"name", "short", "brief", "definition", "use_when", "not_when", "example"}),
    "memo": frozenset({"text"}),
    "value": frozenset({"value"}),
    **{t: frozenset({"name"}) for t in ("case", "document", "folder", "attribute", "project")},
    "query": frozenset({"name", "query"}),
    "entry": frozenset({"label"}),
    "speaker": frozenset({"label"}),
}


@dataclass(slots=True)
class Effect:
    """What a decision means in rows. ``drops`` are rows of theirs that are not taken, with all
    that hangs on them; ``joins`` say (table, theirs, ours): two rows that are one; ``lost`` are
    words that lost; ``given`` is a join without which the effect does not apply; ``text`` chooses
    a document's text (document, sha).
    """

    inserts: list[tuple[str, Row]] = field(default_factory=list)
    updates: list[tuple[str, str, Row]] = field(default_factory=list)
    deletes: list[tuple[str, str]] = field(default_factory=list)
    drops: list[tuple[str, str]] = field(default_factory=list)
    joins: list[tuple[str, str, str]] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    given: tuple[str, str, str] | None = None
    text: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """Words that a decision left out, to be kept as a memo on the row they were written for."""

    tbl: str
    uid: str
    title: str
    text: str


_FIXED = ("document", "text_sha", "code", "coder", "code_version")  # the same in many codings


class Shape:
    """The columns of a table, and how rows are read out of a history's images."""

    def __init__(self, tbl: str) -> None:
        self.tbl = tbl
        self.columns = list(HISTORICAL[tbl].columns)
        self.names = [column.name for column in self.columns]
        self._sound: set[tuple[Any, ...]] = set()

    def nullable(self, column: str) -> bool:
        """Whether a column may be empty."""
        return bool(HISTORICAL[self.tbl].columns[column].nullable)

    def rows(self, images: Iterable[str]) -> Iterator[Row]:
        """The rows of some images; raises Damaged where one is none of this table."""
        todo = iter(images)
        while batch := list(islice(todo, 500)):
            # One reading of many shares the names of the columns between their rows.
            for row in _read(self.tbl, batch):
                yield self._sound_row(row)

    def _sound_row(self, row: Row) -> Row:
        shape = (tuple(row), tuple(map(type, row.values())))
        if shape not in self._sound:
            fixed = {column.name: self._value(row, column) for column in self.columns}
            if fixed != row or list(fixed) != list(row):
                return fixed
            self._sound.add(shape)
        if self.tbl == "coding":
            for name in _FIXED:
                row[name] = intern(row[name])
        return row

    def _value(self, row: Row, column: Column[Any]) -> Any:
        if column.name not in row:  # written before the table had it
            default = column.default
            value = getattr(default, "arg", None)
            return int(value) if isinstance(value, bool) else value
        value = row[column.name]
        if value is None and column.nullable:
            return None
        if isinstance(column.type, REAL):
            try:
                return float(value)
            except (TypeError, ValueError):
                raise self._damaged(column.name) from None
        wanted = str if isinstance(column.type, String) else int
        if not isinstance(value, wanted):
            raise self._damaged(column.name)
        return value

    def _damaged(self, name: str) -> Damaged:
        return Damaged(f"its history has a {self.tbl} whose {name} makes no sense.")


def _read(tbl: str, batch: list[str]) -> list[Row]:
    found: list[Row]
    try:
        found = json.loads("[" + ",".join(batch) + "]")
    except ValueError:
        found = []
    if len(found) != len(batch) or not all(isinstance(row, dict) for row in found):
        raise Damaged(f"its history has an image of a {tbl} that cannot be read.")
    return found


SHAPES: Mapping[str, Shape] = {tbl: Shape(tbl) for tbl in HISTORICAL}
