"""Conditions on attributes, as they are given to several commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from liveable.core import conditions
from liveable.core.query import AttributeTest
from liveable.core.values import NAMED
from liveable.errors import Refused
from liveable.reports.scope import known_attributes
from liveable.store import find
from liveable.store.project import Session

Where = Annotated[
    list[str] | None,
    typer.Option("--where", help='Only where an attribute is so: "Age>=65"; repeatable.'),
]


def tests(session: Session, written: Sequence[str] | None) -> tuple[AttributeTest, ...]:
    """The conditions that were written; raises Refused where one is none, its attribute is not
    there, or its value cannot be compared.
    """
    types = {row.uid: row.type for row in known_attributes(session)}
    found = []
    for one in written or ():
        condition = conditions.understand(one)
        if condition is None:
            raise Refused(
                f"‘{one}’ is no condition; write an attribute, a sign (= != < <= > >= ~) and a "
                "value."
            )
        uid = find.attribute(session, condition.attribute)
        test = AttributeTest(uid, condition.test, condition.value)
        if not conditions.answerable(test, types[uid]):
            what = NAMED[types[uid]]
            raise Refused(f"‘{test.value}’ is not {what}, as ‘{condition.attribute}’ asks for.")
        found.append(test)
    return tuple(found)
