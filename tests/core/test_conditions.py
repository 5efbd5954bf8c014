"""Conditions as they are written on the command line."""

from __future__ import annotations

import pytest

from liveable.core.conditions import Condition, answerable, understand
from liveable.core.query import AttributeTest, Test


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Age>=65", Condition("Age", "at least", "65")),
        ("Age <= 65", Condition("Age", "at most", "65")),
        ("Age≥65", Condition("Age", "at least", "65")),
        ("Age<65", Condition("Age", "less", "65")),
        ("Gender = woman", Condition("Gender", "is", "woman")),
        ("Gender!=man", Condition("Gender", "is not", "man")),
        ("Place~park", Condition("Place", "contains", "park")),
        ("Formula=a=b", Condition("Formula", "is", "a=b")),
        ("Lives alone", Condition("Lives alone", "set")),
        ("!Lives alone", Condition("Lives alone", "not set")),
        ("Age>=", None),
        ("=65", None),
        ("", None),
        ("!", None),
    ],
)
def test_conditions_are_understood(written: str, expected: Condition | None) -> None:
    """A name, a sign and a value; a name alone asks whether it is known."""
    assert understand(written) == expected


@pytest.mark.parametrize(
    ("type_", "test", "value", "expected"),
    [
        ("number", "at least", "65", True),
        ("number", "at least", "old", False),
        ("number", "contains", "old", True),
        ("date", "more", "2.3.2025", True),
        ("date", "more", "spring", False),
        ("boolean", "is", "Y", True),
        ("boolean", "is", "perhaps", False),
        ("text", "less", "old", True),
        ("number", "set", "", True),
    ],
)
def test_a_value_must_be_one_of_the_attribute(
    type_: str, test: Test, value: str, expected: bool
) -> None:
    """Else the condition could only ever fail, and a list would be empty for no reason."""
    assert answerable(AttributeTest("a", test, value), type_) is expected
