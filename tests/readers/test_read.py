"""A whole file in, a transcript out: or one refusal, whatever the file."""

from __future__ import annotations

import io
import logging
import pickle
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liveable import readers
from liveable.core.transcript import Sheet, Transcript
from liveable.errors import FileRefused
from liveable.readers import read, read_sheet
from liveable.readers.body import Body
from tests.core.diaries import diary
from tests.core.test_turns import FORMS, talk
from tests.readers.builders import docx, lines, packed, paragraph, pdf, run, table
from tests.readers.facts import whole

TALK = talk(FORMS["colon"])
DIARY = diary("Monday 3 March 2025", "Tuesday", "Friday")


def test_a_transcript_holds_what_was_found() -> None:
    """Text, format, kind, encoding, language, date, speakers, turns, marks."""
    text = f"**Interview**, 12 March 2024\n\n{TALK}"
    found = read(text.encode("utf-16"), "M07.md")
    assert found.text == text.replace("**", "")
    assert (found.format, found.encoding, found.kind) == ("md", "utf-16-le", "interview")
    assert (found.language, found.date) == ("en", "2024-03-12")
    assert [(s.label, s.turns, s.role) for s in found.speakers] == [
        ("Interviewer", 4, "interviewer"),
        ("Moira", 4, "participant"),
    ]
    assert len(found.turns) == 8
    assert found.entries == ()
    assert [found.text[m.start : m.stop] for m in found.marks] == ["Interview"]
    assert pickle.loads(pickle.dumps(found)) == found


def test_a_diary_is_told_and_dated() -> None:
    """Times of day in it are no one's turns."""
    text = DIARY + "\n[08:30] Up early.\n[09:30] Out.\n[10:30] Home.\n"
    found = read(text.encode(), "diary.txt")
    assert (found.kind, found.date, found.turns) == ("diary", "2025-03-03", ())
    assert [entry.date for entry in found.entries] == ["2025-03-03", "2025-03-04", "2025-03-07"]


def test_what_someone_says_it_is_goes_before_what_is_found() -> None:
    """And less evidence is then enough; a talk has no entries."""
    assert read(TALK.encode(), "x.txt", kind="focus-group").kind == "focus-group"
    assert read(DIARY.encode(), "x.txt", kind="interview").entries == ()
    one = diary("3 March 2025").encode()
    assert read(one, "x.txt").entries == ()
    assert len(read(one, "x.txt", kind="diary").entries) == 1
    both = read((DIARY + TALK).encode(), "x.txt", kind="diary")
    assert (len(both.entries), both.kind) == (3, "diary")
    short = b"Ana: We went home early.\nBen: So we did, and it rained."
    assert read(short, "x.txt").turns == ()
    assert len(read(short, "x.txt", kind="interview").turns) == 2


def test_content_decides_and_not_the_name() -> None:
    """Whatever the ending says."""
    assert read(docx(paragraph("words")), "talk.pdf").format == "docx"
    assert read(pdf(lines("words")), "talk.docx").format == "pdf"
    assert read(b"words", "talk.docx").format == "txt"
    assert read("Größe".encode("cp1252"), "x.txt", encoding="cp1252").encoding == "cp1252"


def test_a_transcript_set_as_a_table_is_found() -> None:
    """Number, speaker, words."""
    rows = [
        [
            paragraph(str(n)),
            paragraph("INT" if n % 2 else "Moira"),
            paragraph("Why?" if n % 2 else "So."),
        ]
        for n in range(1, 13)
    ]
    heading = [paragraph(word) for word in ("No.", "Speaker", "Text")]
    found = read(docx(table(heading, *rows)), "x.docx")
    assert {s.label: s.turns for s in found.speakers} == {"INT": 6, "Moira": 6}


def test_bold_labels_of_word_are_evidence() -> None:
    """Without a colon, and against a paragraph that begins like a label."""
    body = "".join(
        f"<w:p>{run('INT' if n % 2 else 'Moira', '<w:b/>')}{run(' said so.')}</w:p>"
        for n in range(8)
    )
    assert len(read(docx(body), "x.docx").turns) == 8
    body = "".join(
        f"<w:p>{run('INT:' if n % 2 else 'Moira:', '<w:b/>')}{run(' said so.')}</w:p>"
        for n in range(12)
    ) + paragraph("Glasgow: that is where we were.")
    assert len(read(docx(body), "x.docx").turns) == 12


def test_notes_are_not_the_last_speakers() -> None:
    """What stands behind the body is in no turn."""
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    body = "".join(paragraph(line) for line in TALK.split("\n")).replace(
        "</w:p>", note + "</w:p>", 1
    )
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    note = f'<w:footnote w:id="1">{paragraph("a note")}</w:footnote>'
    notes = f"<w:footnotes {space}>{note}</w:footnotes>"
    found = read(docx(body, {"footnotes": notes}), "x.docx")
    assert found.text.endswith("\n[1] a note")
    assert found.turns[-1].stop == len(found.text) - len("\n[1] a note")


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n" * 9, "holds no words"),
        (docx("<w:p/>"), "holds no words"),
        (b"<html><body><img>", "holds no words"),
        (b"WEBVTT\n", "captions"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "picture"),
        (b"\0\x01\x02\x03" * 99, "is not text"),
        (packed({"x.txt": "y"}), "archive"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(data: bytes, cause: str) -> None:
    """That names the file and the cause, and survives the way back from a worker."""
    with pytest.raises(FileRefused, match=cause) as refused:
        read(data, "folder/x.docx")
    assert str(refused.value).startswith("folder/x.docx: ")
    assert str(pickle.loads(pickle.dumps(refused.value))) == str(refused.value)


def test_who_can_save_an_old_word_document_anew_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the program is there."""
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FileRefused, match=r"old Word format.*save it as docx") as refused:
        read(old, "x.doc")
    assert "LibreOffice" not in str(refused.value)
    for name in ("soffice", "soffice.exe"):
        (tmp_path / name).touch(mode=0o755)
    with pytest.raises(FileRefused, match="LibreOffice, which is on this computer"):
        read(old, "x.doc")


@pytest.mark.parametrize("fault", [KeyError("x"), MemoryError(), RecursionError()])
def test_a_fault_of_a_reader_is_a_refusal_too(
    fault: BaseException, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Its traceback goes to the log and not to the user."""

    def broken(data: bytes, encoding: str | None) -> Body:
        raise fault

    monkeypatch.setitem(readers.READERS, "txt", broken)
    with caplog.at_level(logging.DEBUG, "liveable.readers"), pytest.raises(FileRefused) as refused:
        read(b"words", "x.txt")
    assert "Traceback" not in str(refused.value)
    assert refused.value.__cause__ is None
    assert ("Traceback" in caplog.text) == isinstance(fault, KeyError)


def survive(data: bytes, name: str) -> None:
    """Read it as anything; only FileRefused may be raised, and what is read is whole."""
    for act in (read, read_sheet):
        try:
            found: Transcript | Sheet | FileRefused = act(data, name)
        except FileRefused as refused:
            found = refused
        assert "\n" not in str(found if isinstance(found, FileRefused) else "")
        if isinstance(found, Transcript):
            whole(found)


BEGINNINGS = [
    b"",
    b"%PDF-1.4\n1 0 obj\n",
    b"PK\x03\x04",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xd0\xcf\x11\xe0",
]


@given(
    st.sampled_from(BEGINNINGS), st.binary(max_size=300), st.sampled_from(["x.md", "x.csv", "x"])
)
def test_random_bytes_are_read_or_refused(head: bytes, data: bytes, name: str) -> None:
    """Whatever they pretend to be."""
    survive(head + data, name)


VALID = {
    "x.docx": docx(
        table([paragraph("1"), paragraph("INT"), paragraph("Why?")])
        + "".join(paragraph(line) for line in TALK.split("\n"))
    ),
    "x.pdf": pdf(lines(*TALK.split("\n")), lines("1", "", "2"), pack=True),
    "plain.pdf": pdf(lines(*TALK.split("\n"))),
    "x.txt": ("Größe\n" + TALK + DIARY).encode("utf-16"),
    "x.md": ("# Größe\n" + TALK.replace("Moira", "**Moira**")).encode(),
}
CHANGES = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.sampled_from("=+-x"), st.binary(max_size=8)),
    min_size=1,
    max_size=6,
)


def changed(data: bytes, changes: list[tuple[float, str, bytes]]) -> bytes:
    """The bytes overwritten, added to, cut and doubled at these places (parts of the whole)."""
    for place, how, piece in changes:
        at = int(place * len(data))
        if how == "=":
            data = data[:at] + piece + data[at + len(piece) :]
        elif how == "+":
            data = data[:at] + piece + data[at:]
        elif how == "-":
            data = data[:at] + data[at + len(piece) * 9 :]
        else:
            data = data[:at] + data[max(0, at - 99) : at] + data[at:]
    return data


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(sorted(VALID)), CHANGES)
def test_damaged_files_are_read_or_refused(
    name: str, changes: list[tuple[float, str, bytes]]
) -> None:
    """Bytes changed, lost, doubled anywhere in a good file."""
    survive(changed(VALID[name], changes), name)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    CHANGES, st.sampled_from(["word/document.xml", "_rels/.rels", "word/_rels/document.xml.rels"])
)
def test_damaged_parts_of_a_package_are_read_or_refused(
    changes: list[tuple[float, str, bytes]], part: str
) -> None:
    """Inside a zip that is itself whole."""
    with zipfile.ZipFile(io.BytesIO(VALID["x.docx"])) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files[part] = changed(files[part], changes)
    survive(packed(files), "x.docx")


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1),
    st.sampled_from(["utf-8", "utf-16"]),
)
def test_text_comes_back_the_same(text: str, encoding: str) -> None:
    """Every character of it, from a plain file."""
    body = f"Words: {text}\nand more of them."
    assert read(body.encode(encoding), "x.txt", encoding=encoding).text == body
