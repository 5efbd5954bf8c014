"""Tables: csv of any kind and workbooks, as plain text."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.errors import FileRefused
from liveable.readers import read, read_sheet
from tests.readers.builders import packed

ROWS = (("M01", "woman", "1,5"), ("M02", "", "Größe; “gut”\nund mehr"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_delimiter_is_found(delimiter: str, encoding: str) -> None:
    """In any encoding; quoted cells keep delimiters, quotes and line breaks."""
    lines = [("Case", "Gender", "Note"), *ROWS]
    quoted = (delimiter.join(f'"{cell}"' for cell in row) for row in lines)
    sheet = read_sheet("\r\n".join(quoted).encode(encoding), "people.csv")
    assert (sheet.header, sheet.rows) == (("Case", "Gender", "Note"), ROWS)
    assert sheet.format == "csv"
    assert sheet.warnings == ()


def test_uneven_rows_are_padded_and_said() -> None:
    """Columns without a name get one, rows without a word are left out."""
    sheet = read_sheet(b'id,,text\n1,x\n\n,,\n2,a,b,c\n"unclosed\n5,x\n', "x.csv")
    assert sheet.header == ("id", "column 2", "text", "column 4")
    assert sheet.rows == (
        ("1", "x", "", ""),
        ("2", "a", "b", "c"),
        ("unclosed\n5,x", "", "", ""),
    )
    assert sheet.warnings == ("1 row has more cells than the header.",)
    assert [sheet.number(row) for row in range(3)] == [2, 5, 6]


def test_one_column_is_a_table_too() -> None:
    """And a very long cell."""
    assert read_sheet(b"Case\nM01\nM02\n", "x.csv").rows == (("M01",), ("M02",))
    assert len(read_sheet(b"a,b\n1," + b"x" * 200_000, "x.csv").rows[0][1]) == 200_000


def workbook(*sheets: list[list[object]], hidden: int | None = None) -> bytes:
    """A workbook of these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for n, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {n}")
        for row in rows:
            sheet.append(row)
        if n == hidden:
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_cells_are_shown_as_people_write_them() -> None:
    """Dates, times, numbers, yes and no."""
    cells: list[object] = [
        datetime.datetime(2023, 5, 12),
        datetime.datetime(2023, 5, 12, 14, 5),
        datetime.date(2023, 5, 12),
        datetime.time(14, 5),
        datetime.time(14, 5, 9),
        True,
        False,
        3,
        3.0,
        2.5,
        " words ",
        None,
    ]
    sheet = read_sheet(workbook([[f"c{n}" for n in range(12)], cells]), "people.xlsx")
    assert sheet.rows[0] == (
        "2023-05-12",
        "2023-05-12 14:05",
        "2023-05-12",
        "14:05",
        "14:05:09",
        "yes",
        "no",
        "3",
        "3",
        "2.5",
        "words",
        "",
    )
    assert (sheet.format, sheet.encoding) == ("xlsx", None)


def test_the_first_filled_sheet_is_read() -> None:
    """Hidden and empty ones are passed over, others named."""
    sheet = read_sheet(
        workbook([["secret"], ["x"]], [], [["Case"], ["M01"]], [["More"], ["y"]], hidden=0),
        "x.xlsx",
    )
    assert sheet.rows == (("M01",),)
    assert sheet.warnings == ("Only the sheet 'Sheet 2' was read, not 'Sheet 3'.",)


ENTITY = '<!DOCTYPE x [<!ENTITY a "b">]><workbook>&a;</workbook>'


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "is empty"),
        (b"\n \n", "holds no table"),
        (b"%PDF-1.4 1 0 obj", "is no table"),
        (workbook([]), "holds no table"),
        (workbook([["a"]])[:-40], "damaged"),
        (packed({"[Content_Types].xml": "", "xl/workbook.xml": "<x"}), "damaged workbook"),
        (packed({"[Content_Types].xml": "", "xl/workbook.xml": ENTITY}), "entities"),
        (b"a" + b",b" * 2000, "more than"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, cause: str) -> None:
    """In a sentence with the file's name."""
    with pytest.raises(FileRefused, match=cause) as refused:
        read_sheet(data, "people.csv")
    assert refused.value.file == "people.csv"


def test_a_table_is_no_document() -> None:
    """But a text that is only called one is."""
    for data in (b"id,text\n1,x\n2,y\n", workbook([["a"], ["b"]])):
        with pytest.raises(FileRefused, match="import it as a sheet"):
            read(data, "people.csv")
    assert read(b"Ann: I said so.\nBen: So you did.\n", "talk.csv").format == "txt"


CELLS = st.text(
    st.characters(exclude_characters="\r\0", exclude_categories=["Cs", "Cc"]), max_size=8
)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6))
def test_written_tables_come_back(rows: list[tuple[str, str, str]]) -> None:
    """Every cell, without the space around it."""
    lines = [("one", "two", "three"), *rows]
    data = "\n".join(
        ",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in lines
    ).encode()
    wanted = [tuple(cell.strip() for cell in row) for row in rows]
    assert list(read_sheet(data, "x.csv", encoding="utf-8").rows) == [r for r in wanted if any(r)]
