"""The one way in which lists, searches, reports and scopes choose codings."""

from __future__ import annotations

import json
import operator
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, get_args

from liveable.core.values import written

Test = Literal["is", "is not", "contains", "less", "at most", "more", "at least", "set", "not set"]
TESTS: tuple[Test, ...] = get_args(Test)


@dataclass(frozen=True, slots=True)
class AttributeTest:
    """A condition on an attribute (by uid) of a coding's case or document.

    Text compares without case; numbers and dates by value. A missing value fails every test but "is
    not" and "not set".
    """

    attribute: str
    test: Test
    value: str = ""

    def __post_init__(self) -> None:
        if self.test not in TESTS:
            raise ValueError(f"{self.test!r} is not a test")


@dataclass(frozen=True, slots=True)
class Query:
    """A choice of codings: each field narrows it, None does not, an empty set leaves nothing.

    Codes, documents, cases and coders are uids. With ``subtree`` a code stands for all below it. A
    coding's case is that of the speaker at its start, else that of its document. ``text`` is words
    the passage must contain, as a phrase, case and accents folded.
    """

    codes: frozenset[str] | None = None
    subtree: bool = True
    documents: frozenset[str] | None = None
    cases: frozenset[str] | None = None
    attributes: tuple[AttributeTest, ...] = ()
    coders: frozenset[str] | None = None
    origins: frozenset[str] | None = None
    text: str = ""

    def of_one(self, coder: str | None) -> Query:
        """The same choice among one coder's codings alone; None narrows it no further."""
        if coder is None:
            return self
        ours = frozenset({coder})
        return replace(self, coders=ours if self.coders is None else self.coders & ours)

    def to_json(self) -> str:
        """The query as it is saved in a project."""
        rows: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self)}
        for name, value in rows.items():
            if isinstance(value, frozenset):
                rows[name] = sorted(value)
        rows["attributes"] = [[t.attribute, t.test, t.value] for t in self.attributes]
        return json.dumps(rows, ensure_ascii=False)

    @classmethod
    def from_json(cls, saved: str) -> Query:
        """A saved query again; raises ValueError where it is not one."""
        try:
            rows = json.loads(saved)
            rows["attributes"] = tuple(AttributeTest(*test) for test in rows["attributes"])
            for name in ("codes", "documents", "cases", "coders", "origins"):
                rows[name] = None if rows[name] is None else frozenset(rows[name])
            return cls(**rows)
        except (TypeError, KeyError) as error:
            raise ValueError(f"not a query: {error}") from error


EVERYTHING = Query()


def meets(test: AttributeTest, type_: str, value: str | None) -> bool:
    """Whether a value (None: missing) of an attribute of a type passes a test."""
    if value is None or value == "":
        return test.test in ("is not", "not set")
    if test.test in ("set", "not set"):
        return test.test == "set"
    if test.test == "contains":
        return test.value.casefold() in value.casefold()
    ours, theirs = comparable(type_, value), comparable(type_, test.value)
    if test.test in ("is", "is not"):
        return (ours is not None and bool(ours == theirs)) == (test.test == "is")
    if ours is None or theirs is None:
        return False
    return bool(_ORDER[test.test](ours, theirs))


_ORDER: dict[str, Callable[[Any, Any], Any]] = {
    "less": operator.lt,
    "at most": operator.le,
    "more": operator.gt,
    "at least": operator.ge,
}


def comparable(type_: str, value: str) -> Any:
    """A value as those of a type are compared; None where it is none of it."""
    if type_ == "number":
        try:
            return float(value.replace(",", "."))
        except ValueError:
            return None
    if type_ == "date":
        return written(value, "date")
    return written(value, "boolean") if type_ == "boolean" else value.casefold().strip()
