"""The report of a merge: what it says, and the same in Word, Markdown and a table."""

from __future__ import annotations

import codecs
import csv
import io
import re
import time
import zipfile
from pathlib import Path
from typing import get_args

import docx
import pytest
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from liveable.core.cells import unguarded
from liveable.core.merging import MergeReport, Moved
from liveable.errors import Refused
from liveable.exchange.team.values import Kind
from liveable.reports import merge_parts, merge_report, merge_to_csv, merge_to_docx
from liveable.reports import merge_to_markdown as to_markdown
from liveable.reports.merge_parts import Part
from tests.reports import merge_values as values
from tests.reports.merge_values import LONG, decided, empty_report


def parts(report: MergeReport) -> dict[str, Part]:
    return {part.heading: part for part in merge_parts.parts(report)}


def opened(report: MergeReport) -> Document:
    return docx.Document(io.BytesIO(merge_to_docx.write(report)))


def tables(report: MergeReport) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in t.rows] for t in opened(report).tables]


def lines(report: MergeReport) -> list[dict[str, str]]:
    text = merge_to_csv.write(report).removeprefix(codecs.BOM_UTF8).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


# --- what it says


def test_summary_can_be_appended_to_a_methods_section() -> None:
    """Who merged what, when, since when, what came of it and who decided."""
    first, second = parts(values.merge_report())["Summary"].paragraphs
    assert first == (
        "Ana's copy (the file Kindness for Ana.liveable) was merged into the project Kindness by "
        "Moira on 3 March 2026 at 14:05 UTC. It brought 36 acts (34 by Ana and 2 by Ben) done in "
        "it since 3 February 2026 at 09:12 UTC, when both were last the same."
    )
    assert second == (
        "1,112 codings were added, 3 changed and 1 deleted. 3 conflicts were decided, 2 by Moira "
        "and 1 by default. 3 codings moved with edited text; the words of 1 changed."
    )


def test_acts_of_one_coder_are_counted_once() -> None:
    """There is nobody to tell them from."""
    first, _ = parts(values.merge_report(coders={"Ana": 36}))["Summary"].paragraphs
    assert "It brought 36 acts by Ana done in it since" in first


def test_tables_say_what_came_from_whom_and_what_changed() -> None:
    """Who did most comes first, with a sum of several; a table nobody knows has a name too."""
    found = parts(values.merge_report())
    whose, rows = found["What came from whom"].table, found["What changed in the project"].table
    assert whose is not None
    assert whose.total
    assert whose.rows == (
        ("Ana", "34", "1,110", "3", "1"),
        ("Ben", "2", "2", "0", "0"),
        ("All", "36", "1,112", "3", "1"),
    )
    assert rows is not None
    assert rows.rows == (
        ("Codings", "1,112", "3", "1"),
        ("Memos", "2", "0", "0"),
        ("New table", "1", "0", "0"),
    )


def test_decisions_stand_under_what_happened_with_their_number() -> None:
    """What each side had, what stands now, who chose, and why."""
    report = values.merge_report()
    found = [part for part in merge_parts.parts(report) if part.level == 2]
    assert [part.heading for part in found] == [
        "Edited on both sides (1)",
        "Deleted on one side, used on the other (1)",
        "The same passage coded alike on both sides (1)",
    ]
    edited, deleted, alike = (part.table.rows[0] for part in found if part.table)
    assert edited == (
        "Trust / Keys\ndefinition\nBefore: A key given.",
        "A key or a code given.",
        "A key to one's home.",
        "A key or a code given.",
        "Keep ours, chosen by Moira\nWhy: It is shorter.",
    )
    assert (deleted[1], deleted[3]) == ("–", "–")
    both = values.merge_report(decisions=[decided(kept="", decision="keep both")])
    table = parts(both)["Edited on both sides (1)"].table
    assert table is not None
    assert table.rows[0][3] == "–"
    assert alike[4] == "Keep one, taken by default"


def test_every_kind_of_conflict_has_a_heading() -> None:
    """In plain words; a kind of a later version is put into words as far as it goes."""
    assert set(merge_parts.KINDS) == set(get_args(Kind))
    assert merge_parts.heading("quite-new") == "Quite new"
    report = values.merge_report(decisions=[decided("quite-new"), decided("renamed-twice")])
    headings = [part.heading for part in merge_parts.parts(report) if part.level == 2]
    assert headings == ["Renamed on both sides (1)", "Quite new (1)"]


def test_long_texts_are_shown_where_they_part_and_in_full_at_the_end() -> None:
    """The same text is there once; what stands now refers to the side it is from."""
    conflict = decided(
        ours=f"{LONG}Ours.", theirs=f"{LONG}Theirs.", kept=f"{LONG}Ours.", base=f"{LONG}Ours."
    )
    found = parts(values.merge_report(decisions=[conflict]))
    table = found["Edited on both sides (1)"].table
    assert table is not None
    what, ours, theirs, now, _ = table.rows[0]
    assert ours.startswith("… ")
    assert ours.endswith("Ours.\n(in full: text 1)")
    assert theirs.endswith("Theirs.\n(in full: text 2)")
    assert what.endswith("(in full: text 1)")
    assert now == "As in the project."
    assert all(len(cell) < 400 for cell in table.rows[0])
    texts = [(name, part.paragraphs) for name, part in found.items() if name.startswith("Text ")]
    assert texts == [
        ("Text 1: Trust / Keys, definition: before", (f"{LONG}Ours.",)),
        ("Text 2: Trust / Keys, definition: in the copy", (f"{LONG}Theirs.",)),
    ]


def test_codings_on_edited_text_are_counted_and_those_with_other_words_listed() -> None:
    """With what they covered before and cover now."""
    part = parts(values.merge_report())["Codings on edited text"]
    assert part.paragraphs[0] == "2 codings moved with edited text and cover the same words."
    assert part.table is not None
    assert part.table.rows == (("M01\nTrust / Keys\nby Ana", "me spare key", "my spare key"),)
    same = parts(values.merge_report(doubtful=[]))["Codings on edited text"]
    assert same.table is None
    moved = values.merge_report(doubtful=[], reanchored=[])
    assert "Codings on edited text" not in parts(moved)


def test_fingerprints_of_both_histories_are_named() -> None:
    """With what they are and how they can be checked."""
    _, ours, theirs = parts(values.merge_report())["How this can be checked"].paragraphs
    assert ours.endswith("a3" * 32)
    assert theirs.endswith("0f" * 32)


def test_a_report_that_says_nothing_can_be_read() -> None:
    """A merge that brought nothing, or a report of which nothing could be read."""
    report = empty_report()
    assert merge_parts.title(report) == "Merge of a copy into a project"
    assert merge_parts.subtitle(report) == "Merged by somebody on an unknown day"
    said = " ".join(p for part in merge_parts.parts(report) for p in part.paragraphs)
    assert "and had no history in common with the project." in said
    assert "Nothing had to be decided" in said
    assert tables(report) == []
    assert merge_parts.when("soon") == "soon"


# --- the files


def test_word_has_headings_and_tables() -> None:
    """Read back by python-docx; only figures stand at the right, and only a sum is a last row."""
    report = values.merge_report()
    document = opened(report)
    styled = [(p.style.name, p.text) for p in document.paragraphs if p.style is not None]
    assert styled[:3] == [
        ("Title", "Merge of Ana's copy into Kindness"),
        ("Subtitle", "Merged by Moira on 3 March 2026 at 14:05 UTC"),
        ("Heading 1", "Summary"),
    ]
    assert ("Heading 2", "Edited on both sides (1)") in styled
    whose, _, edited, *_ = document.tables
    styles = [[c.paragraphs[0].style.name for c in t.rows[1].cells] for t in (whose, edited)]
    assert styles == [["Table Text", *["Table Figure"] * 4], ["Table Text"] * 5]
    looks = [t._tbl.tblPr.xpath("w:tblLook/@w:lastRow") for t in (whose, edited)]
    assert looks == [["1"], ["0"]]
    assert document.core_properties.title == "Merge of Ana's copy into Kindness"
    assert merge_to_docx.write(report) == merge_to_docx.write(report)


def test_markdown_has_the_same_parts() -> None:
    """Headings, and tables whose figures stand at the right."""
    written = to_markdown.write(values.merge_report())
    assert written.startswith("# Merge of Ana's copy into Kindness\n\n*Merged by Moira on 3 March")
    assert "\n\n### Edited on both sides (1)\n\n| What | In the project |" in written
    assert "| --- | ---: | ---: | ---: | ---: |\n| Ana | 34 | 1,110 | 3 | 1 |" in written
    assert "Keep ours, chosen by Moira<br>Why: It is shorter. |" in written


def test_a_table_has_a_line_for_each_thing() -> None:
    """By section, with whole texts."""
    report = values.merge_report(decisions=[decided(ours=LONG, why="Shorter.")])
    found = lines(report)
    counts = {name: sum(line["section"] == name for line in found) for name in
              ("merge", "coder", "rows", "decision", "moved", "doubtful", "note")}  # fmt: skip
    assert list(counts.values()) == [9, 2, 3, 1, 2, 1, 1]
    assert len(found) == sum(counts.values())
    of = {line["section"]: line for line in found}
    facts = {line["what"]: line["now"] for line in found if line["section"] == "merge"}
    assert facts["merged at"] == "2026-03-03T14:05:09.123Z"
    assert facts["SHA-256 of the copy's history"] == "0f" * 32
    decision = of["decision"]
    assert (decision["kind"], decision["field"]) == ("Edited on both sides", "definition")
    assert (decision["ours"], decision["why"]) == (LONG, "Shorter.")
    assert decision["chosen"] == "chosen by Moira"
    assert (of["doubtful"]["before"], of["doubtful"]["now"]) == ("me spare key", "my spare key")
    assert (of["coder"]["coder"], of["coder"]["acts"], of["coder"]["added"]) == ("Ben", "2", "2")
    assert of["note"]["what"] == "P10 and Interview 10 were taken as one."


BAR = re.compile(r"(?<!\\)\|")
ANYTHING = st.text(
    st.characters() | st.sampled_from("<>&|=+-@\t\n\r\x00\x0b\x85\u2028\ud800\udce4`*_#\\\"'"),
    max_size=40,
)


def spoilt(words: str) -> MergeReport:
    return values.merge_report(
        project=words,
        copy=words,
        file=words,
        by=words,
        at=words,
        coders={words: 1},
        codings=[{"coder": words, "added": 1}],
        added={words: 1},
        decisions=[
            decided(words, what=words, field=words, base=words, ours=words, theirs=words, why=words)
        ],
        doubtful=[Moved(words, words, words, words, words, words)],
        notes=[words],
    )


@settings(max_examples=40, deadline=None)
@given(ANYTHING)
def test_any_words_can_be_written_in_every_form(words: str) -> None:
    """Nothing becomes a sign of Word, Markdown or a spreadsheet, and no row or column is lost."""
    report = spoilt(words)
    document = opened(report)
    assert [len(table.columns) for table in document.tables] == [5, 4, 5, 3]
    blocks = to_markdown.write(report).split("\n\n")
    found = [block.split("\n") for block in blocks if block.startswith("| ")]
    columns = [{len(BAR.findall(row)) - 1 for row in table} for table in found]
    assert (list(map(len, found)), columns) == ([3, 4, 3, 3], [{5}, {4}, {5}, {3}])
    held = words.encode("utf-8", "replace").decode()
    (decision,) = (line for line in lines(report) if line["section"] == "decision")
    assert unguarded(decision["ours"]) == held
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in decision.values())


def test_signs_of_markup_stay_words() -> None:
    """In Word as text, in Markdown escaped."""
    report = values.merge_report(notes=["<b>&amp;</b> | *x*"], decisions=[])
    assert any(p.text == "<b>&amp;</b> | *x*" for p in opened(report).paragraphs)
    assert "\\<b\\>\\&amp;\\</b\\> \\| \\*x\\*" in to_markdown.write(report)


def test_characters_word_cannot_hold_are_counted() -> None:
    """They are shown as a sign, and the last line says so."""
    said = [p.text for p in opened(values.merge_report(notes=["a\x00b"])).paragraphs]
    assert "a\ufffdb" in said
    assert said[-1] == "1 character that Word cannot hold: shown as \ufffd."


@pytest.mark.parametrize("ending", [".docx", ".md", ".csv", ".DOCX"])
def test_the_ending_says_the_form(tmp_path: Path, ending: str) -> None:
    """Each file is written whole, in place of one that was there."""
    path = tmp_path / f"merge{ending}"
    path.write_text("old")
    merge_report.write(values.merge_report(), path)
    data = path.read_bytes()
    assert data != b"old"
    assert zipfile.is_zipfile(path) == (ending.lower() == ".docx")
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_another_ending_is_refused(tmp_path: Path) -> None:
    """In one sentence, and nothing is written."""
    path = tmp_path / "merge.pdf"
    with pytest.raises(Refused, match=r"merge\.pdf: the name of a merge's report ends in \.docx"):
        merge_report.write(values.merge_report(), path)
    assert not path.exists()


def test_a_large_merge_is_written_in_seconds(tmp_path: Path) -> None:
    """5,000 decisions, some between texts of 20,000 characters, in every form."""
    report = values.merge_report(
        decisions=[decided(what=f"Code {n}", why=f"Reason {n}") for n in range(5_000)]
        + [decided(ours=f"{n}{LONG}", theirs=f"{LONG}{n}") for n in range(20)]
    )
    begun = time.perf_counter()
    for ending in merge_report.WRITERS:
        merge_report.write(report, tmp_path / f"merge{ending}")
    assert time.perf_counter() - begun < 20  # about 2 s on an idle machine
