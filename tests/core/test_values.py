"""The values of attributes."""

from __future__ import annotations

import pytest

from liveable.core.values import Type, guess, written


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["38", "0.5", "1,071", "", "-3"], "number"),
        (["yes", "No", ""], "boolean"),
        (["ja", "Nein"], "boolean"),
        (["はい", "いいえ"], "boolean"),
        (["1", "0", "1"], "number"),
        (["0,125", "0,5"], "text"),
        (["2025-03-18", "20/03/2025", "1.4.2025"], "date"),
        (["38", "old"], "text"),
        (["31/02/2025"], "text"),
        (["", " "], "text"),
        ([], "text"),
    ],
)
def test_a_columns_type_is_the_narrowest_all_values_have(values: list[str], expected: Type) -> None:
    """Blank cells say nothing; one value of another kind makes it text."""
    assert guess(values) == expected


@pytest.mark.parametrize(
    ("value", "type_", "expected"),
    [
        (" Moira ", "text", "Moira"),
        ("+1,071.50", "number", "1071.50"),
        ("1,07", "number", None),
        ("0,125", "number", None),
        ("Sí", "boolean", "yes"),
        ("TRUE", "boolean", "yes"),
        ("maybe", "boolean", None),
        ("3/4/2025", "date", "2025-04-03"),
        ("2025-4-3", "date", "2025-04-03"),
        ("3/4.2025", "date", None),
    ],
)
def test_values_have_one_written_form(value: str, type_: Type, expected: str | None) -> None:
    """Each type has its own form; what does not fit has none."""
    assert written(value, type_) == expected
