"""Conditions on attributes as people write them: ``Age>=65``, ``Gender=female``, ``!Pseudonym``."""

from __future__ import annotations

import re
from typing import NamedTuple

from liveable.core.query import AttributeTest, Test, comparable

# As they are written, longer ones before those they begin with.
SIGNS: dict[str, Test] = {
    ">=": "at least",
    "<=": "at most",
    "!=": "is not",
    "≥": "at least",
    "≤": "at most",
    "≠": "is not",
    "=": "is",
    ">": "more",
    "<": "less",
    "~": "contains",
}
_SIGN = re.compile("|".join(map(re.escape, SIGNS)))


class Condition(NamedTuple):
    """A condition on an attribute that is named, not yet known."""

    attribute: str
    test: Test
    value: str = ""


def understand(written: str) -> Condition | None:
    """A condition as it was written: a name alone asks whether it is known, ``!`` before it whether
    it is not. None: there is no name, or nothing to compare with.
    """
    sign = _SIGN.search(written)
    if sign is None:
        name = written.strip().removeprefix("!").strip()
        test: Test = "not set" if written.strip().startswith("!") else "set"
        return Condition(name, test) if name else None
    name, value = written[: sign.start()].strip(), written[sign.end() :].strip()
    return Condition(name, SIGNS[sign.group()], value) if name and value else None


def answerable(test: AttributeTest, type_: str) -> bool:
    """Whether a test's value can be compared with those of an attribute of a type."""
    if type_ == "text" or test.test in ("contains", "set", "not set"):
        return True
    return comparable(type_, test.value) is not None
