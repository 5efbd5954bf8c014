"""Names as they are compared."""

from __future__ import annotations

import pytest

from liveable.core.folding import alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë", "ZOE\u0308"),
        ("It’s  mine", "it's mine"),
        (" “so” ", '"SO"'),
        ("1–2", "1-2"),
        ("straße", "STRASSE"),
    ],
)
def test_forms_of_one_name(one: str, other: str) -> None:
    """Case, accents, spaces, apostrophes, quotation marks and dashes make no other name."""
    assert alike(one) == alike(other)


@pytest.mark.parametrize(
    ("one", "other"), [("C++", "C"), ("が", "か"), ("😀", "🎉"), ("M1", "M01"), ("a/b", "a b")]
)
def test_different_names(one: str, other: str) -> None:
    """Signs, letters of their own and digits do."""
    assert alike(one) != alike(other)
