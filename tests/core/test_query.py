"""Conditions on attributes."""

from __future__ import annotations

import pytest

from liveable.core.query import AttributeTest, Test, meets


@pytest.mark.parametrize(
    ("type_", "value", "test", "wanted", "expected"),
    [
        ("text", "Millbrae", "is", "millbrae ", True),
        ("text", "Millbrae", "is not", "Kirkton", True),
        ("text", "Kirkton Park", "contains", "PARK", True),
        ("number", "9", "less", "10", True),
        ("number", "9", "at least", "9.0", True),
        ("number", "9", "is", "9,0", True),
        ("number", "9", "more", "old", False),
        ("date", "2025-03-18", "more", "2025-03-02", True),
        ("date", "2025-03-18", "at most", "2025-03-18", True),
        ("boolean", "yes", "is", "Yes", True),
        ("text", None, "is", "x", False),
        ("text", None, "is not", "x", True),
        ("text", "", "not set", "", True),
        ("text", "x", "set", "", True),
        ("number", None, "less", "10", False),
    ],
)
def test_values_meet_tests(
    type_: str, value: str | None, test: Test, wanted: str, expected: bool
) -> None:
    """Text compares without case, numbers and dates by value; what is missing only negatively."""
    assert meets(AttributeTest("a", test, wanted), type_, value) is expected


def test_an_unknown_test_is_an_error() -> None:
    """A misspelt condition must not choose anything by accident."""
    with pytest.raises(ValueError, match="is not a test"):
        AttributeTest("a", "roughly")  # type: ignore[arg-type]
