"""The table of quotes: read back by the csv module, it says what the project says."""

from __future__ import annotations

import codecs
import csv
import dataclasses
import io

from hypothesis import given
from hypothesis import strategies as st

from liveable.core.cells import unguarded
from liveable.core.query import Query
from liveable.reports import to_csv
from liveable.reports.excerpts import Report, gather
from tests.reports.study import INTERVIEW, Study
from tests.reports.values import one_quote


def rows(report: Report) -> list[dict[str, str]]:
    data = to_csv.write(report)
    assert data.startswith(codecs.BOM_UTF8)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def test_a_row_for_each_quote(stair: Study) -> None:
    """Each quote has its row, with its place, people and the attributes of its case."""
    with stair.project.reading() as session:
        report = gather(session)
    found = rows(report)
    assert len(found) == report.total.quotes
    first = found[0]
    start = INTERVIEW.index("Danny")
    words = "Danny, across the landing. He has my spare key."
    assert {name: first[name] for name in first if name != "created"} == {
        "group": "Help/Practical help",
        "code": "Help/Practical help",
        "text": words,
        "attribution": "P10, man, Interview 10, para 2, coded by Ana and Ben",
        "case": "P10",
        "document": "Interview 10",
        "paragraph": "2",
        "start": str(start),
        "stop": str(start + len(words)),
        "speaker": "P",
        "coders": "Ana; Ben",
        "origin": "hand",
        "memo": "A key is trust.\n\nAsk about it.",
        "gender": "man",
        "Years in area": "40",
        "place": "",
    }
    assert first["created"] == report.groups[1].quotes[0].created
    assert found[2]["text"] == "I made soup for the stair.\nThey ate it standing up."


def test_group_is_the_heading(stair: Study) -> None:
    """Grouped by case, the first column is the case and the second still the code."""
    with stair.project.reading() as session:
        found = rows(gather(session, group_by="case"))
    assert {row["group"] for row in found} == {"Moira", "P9", "P10", "No case"}
    assert found[0]["code"] == "Help/Practical help"


def test_attribute_of_a_columns_name(empty: Study) -> None:
    """An attribute called like a column of ours gets a column that says what it is."""
    empty.document("One", "Some words here.")
    empty.code("Code")
    empty.case("P1", "One", Text="an essay")
    empty.coded("One", "Some words", "Code")
    with empty.project.reading() as session:
        found = rows(gather(session))
    assert found[0]["text"] == "Some words"
    assert found[0]["Text (attribute)"] == "an essay"


def test_formulas_are_words() -> None:
    """Cells a spreadsheet would work out begin with an apostrophe, headings of columns too."""
    report = one_quote('=HYPERLINK("http://x")', memo="@SUM(A1)", code=("-1", "+x"))
    report = dataclasses.replace(report, attributes=("=cmd",))
    lines = to_csv.write(report).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(lines, newline="")) for cell in row]
    assert '\'=HYPERLINK("http://x")' in cells
    assert {"'@SUM(A1)", "'-1/+x", "'=cmd"} <= set(cells)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(alphabet="=\"',;\n-x"))
def test_words_come_back(text: str, memo: str) -> None:
    """Any text of a passage or memo comes back as it was, but for the guard's apostrophe."""
    found = rows(one_quote(text, memo=memo))
    assert [unguarded(found[0][name]) for name in ("text", "memo")] == [text, memo]


def test_empty_report_is_a_header(stair: Study) -> None:
    """A report of nothing has its columns and no row."""
    with stair.project.reading() as session:
        report = gather(session, Query(codes=frozenset()))
    assert rows(report) == []
    assert to_csv.write(report).decode("utf-8-sig").startswith("group,code,text,")
