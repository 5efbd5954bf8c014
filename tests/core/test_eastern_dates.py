"""Dates with the signs of East Asia."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core import eastern_dates


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("大正十二年八月二十四日　曇", (1923, 8, 24, None, None)),
        ("昭和元年十二月三十日", (1926, 12, 30, None, None)),
        ("令和6年3月5日（火）", (2024, 3, 5, 1, None)),
        ("2024年3月5日 星期二", (2024, 3, 5, 1, None)),
        ("二〇二四年三月五日", (2024, 3, 5, None, None)),
        ("民國三十八年十月一日", (1949, 10, 1, None, None)),
        ("２０２４年３月５日火曜日", (2024, 3, 5, 1, None)),
        ("2024년 3월 5일 화요일", (2024, 3, 5, 1, None)),
        ("三月卅一日", (None, 3, 31, None, None)),
        ("廿三日", (None, None, 23, None, None)),
        ("大正三年八月", (1914, 8, None, None, None)),
        ("十一月二十八日――十二月二日", (None, 11, 28, None, (12, 2))),
        ("十二月十二日　十三日", (None, 12, 12, None, (None, 13))),
    ],
)
def test_dates_are_read(
    written: str,
    wanted: tuple[int | None, int | None, int | None, int | None, tuple[int | None, int] | None],
) -> None:
    """With eras, Chinese figures, weekdays, ranges."""
    found = eastern_dates.at(written)
    assert found is not None
    assert found[1:] == wanted


@pytest.mark.parametrize("written", ["五十日", "十三月一日", "大変な一日", "99年9月9日", "日", ""])
def test_other_signs_are_no_dates(written: str) -> None:
    """Months after the twelfth, days after the last, years of no era."""
    assert eastern_dates.at(written) is None


def test_years_are_found_in_titles() -> None:
    """Alone on a line, or among other words."""
    assert eastern_dates.year_alone("昭和十四年") == 1939
    assert eastern_dates.year_alone("昭和十四年の夏") is None
    assert eastern_dates.first_year("日記　昭和十四年の夏") == 1939
    assert eastern_dates.first_full("平成9年6月5日発行") == (1997, 6, 5)
    assert eastern_dates.first_full("6月5日") is None


@given(st.text("大正昭和元年月日一二三十廿〇０1２　～（火）", max_size=30))
def test_any_signs_are_a_date_or_none(text: str) -> None:
    """Nothing upsets it, and it never reads past the end."""
    found = eastern_dates.at(text)
    assert found is None or 0 < found.length <= len(text)
    eastern_dates.first_full(text)
    eastern_dates.first_year(text)
