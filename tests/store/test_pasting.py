"""Blocks of a spreadsheet, laid into the table of cases."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from liveable.store.cases import AttributeRow, CaseRow
from liveable.store.pasting import Cell, Pasting, understand

CASES = [CaseRow(uid, f"Case {uid}", "participant", 0, 0, {}) for uid in "ab"]
ATTRIBUTES = [AttributeRow("age", "Age", "number"), AttributeRow("place", "Place", "text")]


def laid(block: list[list[str]], row: int = 0, column: int = 0) -> Pasting:
    return understand(block, CASES, ATTRIBUTES, row, column)


def test_values_go_down_from_the_cell() -> None:
    """What is wider or longer than the table is left out, and said."""
    assert laid([["1", "Leith", "more"], [" 2 ", ""], ["3", ""]], column=1) == Pasting(
        [
            Cell("a", "age", "1"),
            Cell("a", "place", "Leith"),
            Cell("b", "age", "2"),
            Cell("b", "place", ""),
        ],
        1,
    )
    assert laid([["x"], ["y"]], 1, 2) == Pasting([Cell("b", "place", "x")], 1)


def test_names_lead_to_their_cases_and_make_new_ones() -> None:
    """In whatever order they come; a row without a name is left out if it says anything."""
    block = [["case B", "2"], ["Case  c", "3"], ["case c", "4"], ["", "5"], ["", ""]]
    assert laid(block) == Pasting(
        [
            Cell("b", "age", "2"),
            Cell(1, None, "Case c"),
            Cell(1, "age", "3"),
            Cell(1, "age", "4"),
        ],
        1,
    )


def test_heads_that_come_along_are_passed_over() -> None:
    """Where they are those of the table."""
    assert laid([["Participant", "age", "PLACE"], ["Case a", "1", "x"]]).cells == [
        Cell("a", "age", "1"),
        Cell("a", "place", "x"),
    ]
    assert laid([["Place"], ["x"]], column=2).cells == [Cell("a", "place", "x")]
    assert laid([["Case a"]]).cells == []


@given(
    st.lists(st.lists(st.text(max_size=4), min_size=1, max_size=5), min_size=1, max_size=5),
    st.integers(0, 1),
    st.integers(0, 2),
)
def test_any_block_fits_the_table(block: list[list[str]], row: int, column: int) -> None:
    """Whatever is pasted, every cell is one of the table's or a new case's with a name."""
    cells, left_out = laid(block, row, column)
    named = {cell.case for cell in cells if cell.attribute is None}
    for cell in cells:
        assert cell.case in ("a", "b") or cell.case in named
        assert cell.attribute in (None, "age", "place")
    assert 0 <= left_out <= len(block)
