"""Documents and folders."""

from __future__ import annotations

import json
import zlib

import pytest
from sqlalchemy import text

from liveable.core.spans import Span
from liveable.core.transcript import Entry, Mark, Transcript
from liveable.errors import NotFound, Refused
from liveable.ops import coders, documents
from liveable.store import queries, reading
from liveable.store.project import Project
from tests.conftest import ANN, BEN, Add, original, transcript


def rows(project: Project, sql: str) -> list[tuple[object, ...]]:
    with project.reading() as session:
        return [tuple(row) for row in session.execute(text(sql))]


def test_everything_a_reader_found_is_kept(project: Project) -> None:
    """Text, original bytes, speakers, turns, entries, formatting and warnings."""
    found = transcript("Int: Why?\n\nAnn: Because.", ("Int", "interviewer"), ("Ann", None))
    found = Transcript(
        text=found.text,
        format="docx",
        kind="diary",
        encoding=None,
        language="en",
        date="2025-03-03",
        speakers=found.speakers,
        turns=found.turns,
        entries=(Entry(0, 9, "3 March", "2025-03-03", "day"),),
        marks=(Mark(0, 4, "bold"), Mark(0, 4, "bold"), Mark(0, 9, "heading", 2)),
        warnings=("2 comments were left out.",),
    )
    documents.add(project, found, original("M01 diary.docx", b"PK..."), ANN.uid)
    assert rows(project, "SELECT body, words, paragraphs FROM text") == [(found.text, 4, 2)]
    assert rows(project, "SELECT name, kind, file, language, date, warnings FROM document") == [
        ("M01 diary", "diary", "M01 diary.docx", "en", "2025-03-03", json.dumps(found.warnings))
    ]
    ((packed,),) = rows(project, "SELECT packed FROM blob")
    assert isinstance(packed, bytes)
    assert zlib.decompress(packed) == b"PK..."
    assert rows(
        project,
        "SELECT label, role, start, speech, stop FROM turn JOIN speaker s ON s.uid = speaker "
        "ORDER BY start",
    ) == [("Int", "interviewer", 0, 5, 9), ("Ann", None, 11, 16, 24)]
    assert rows(project, "SELECT label, date, precision FROM entry") == [
        ("3 March", "2025-03-03", "day")
    ]
    assert rows(project, "SELECT start, stop, style, level FROM display ORDER BY style") == [
        (0, 4, "bold", 0),
        (0, 9, "heading", 2),
    ]


def test_names_are_numbered_where_taken(project: Project, add: Add) -> None:
    """Another file of the same name gets a number; in another folder it need not."""
    add("M01", "Ann: one")
    add("M01", "Ann: two")
    folder = documents.add_folder(project, "Diaries", ANN.uid)
    documents.add(
        project, transcript("Ann: three"), original("M01.txt", b"3"), ANN.uid, folder=folder
    )
    with project.reading() as session:
        assert [d.name for d in queries.documents(session)] == ["M01", "M01", "M01 (2)"]


def test_the_same_text_is_kept_once(project: Project, add: Add) -> None:
    """Two documents that say the same share their text, and either may go."""
    first = add("M01", "Ann: words")
    add("M02", "Ann: words")
    assert rows(project, "SELECT count(*) FROM text") == [(1,)]
    documents.delete(project, [first], ANN.uid)
    with project.reading() as session:
        assert [d.words for d in queries.documents(session)] == [2]


def test_the_same_bytes_are_recognised(project: Project, add: Add) -> None:
    """A file's hash leads to the document it became, until that is deleted."""
    uid = add("M01", "Ann: words")
    sha = original("x", b"Ann: words").sha256
    with project.reading() as session:
        assert documents.with_bytes(session, sha) == documents.Known(uid, "M01")
    documents.delete(project, [uid], ANN.uid)
    with project.reading() as session:
        assert documents.with_bytes(session, sha) is None


def test_empty_and_strange_names(project: Project, add: Add) -> None:
    """A document needs a name; line breaks and NULs in it become spaces."""
    uid = add("M01", "Ann: words")
    documents.rename(project, uid, " Moira\n\0 Tennant ", ANN.uid)
    with project.reading() as session:
        assert documents.name_of(session, uid) == "Moira Tennant"
    with pytest.raises(Refused, match="A document needs a name"):
        documents.rename(project, uid, " ", ANN.uid)
    with pytest.raises(NotFound):
        documents.delete(project, ["x"], ANN.uid)
    with pytest.raises(Refused, match="is not a kind of document"):
        documents.change_kind(project, uid, "poem", ANN.uid)  # type: ignore[arg-type]


def test_folders_hold_documents_and_never_themselves(project: Project, add: Add) -> None:
    """Folders are moved and deleted with what is in them; undo brings everything back."""
    outer = documents.add_folder(project, "Millbrae", ANN.uid)
    inner = documents.add_folder(project, "Diaries", ANN.uid, outer)
    with pytest.raises(Refused, match="cannot be put into itself"):
        documents.move_folder(project, outer, inner, ANN.uid)
    with pytest.raises(Refused, match="a folder ‘Diaries’ here already"):
        documents.add_folder(project, "Diaries", ANN.uid, outer)
    uid = add("M01", "Ann: words")
    documents.move(project, [uid], inner, ANN.uid)
    documents.delete_folder(project, outer, ANN.uid)
    with project.reading() as session:
        assert (queries.documents(session), queries.folder_paths(session)) == ([], {})
    project.undo(ANN.uid)
    with project.reading() as session:
        assert [d.folder for d in queries.documents(session)] == [inner]


def test_reading_goes_on_from_where_it_was(project: Project, add: Add) -> None:
    """A mark moves along the text and is done at its end."""
    uid = add("M01", "Ann: words")
    documents.mark_read(project, uid, ANN.uid, 4)
    assert rows(project, "SELECT up_to, done FROM reading") == [(4, 0)]
    documents.mark_read(project, uid, ANN.uid, 999)
    assert rows(project, "SELECT up_to, done FROM reading") == [(10, 1)]


def test_a_passage_can_be_read_by_itself(project: Project, add: Add) -> None:
    """It is known once, of whoever read it; undo takes it back."""
    uid = add("M01", "Ann: words\n\nmore")
    for coder, span in [(ANN, (12, 16)), (ANN, (5, 10)), (ANN, (12, 16)), (BEN, (0, 3))]:
        if coder is BEN:
            coders.present(project, BEN)
        documents.read_passage(project, uid, Span(*span), coder.uid)
    with project.reading() as session:
        assert reading.passages_read(session, [ANN.uid]) == {uid: [(5, 10), (12, 16)]}
        assert reading.passages_read(session, [ANN.uid, BEN.uid])[uid][0] == (0, 3)
        assert reading.passages_read(session, []) == {}
    for nothing in (Span(10, 12), Span(5, 5), Span(12, 17), Span(-1, 4)):
        with pytest.raises(Refused, match="no words"):
            documents.read_passage(project, uid, nothing, ANN.uid)
    assert project.undo(ANN.uid).label == "Read a passage"
    with project.reading() as session:
        assert reading.passages_read(session, [ANN.uid]) == {uid: [(12, 16)]}


def test_folders_are_made_with_their_first_document(project: Project) -> None:
    """One act makes both, and undo takes both back; later documents find the folders there."""
    body = transcript("Ann: words")
    for name in ("a.txt", "b.txt"):
        source = original(name, name.encode())
        documents.add(project, body, source, ANN.uid, within=("wave 2", " deep "))
    assert rows(project, "SELECT count(DISTINCT folder) FROM document") == [(1,)]
    with project.reading() as session:
        assert set(queries.folder_paths(session).values()) == {("wave 2",), ("wave 2", "deep")}
    project.undo(ANN.uid)
    project.undo(ANN.uid)
    assert rows(project, "SELECT name FROM folder UNION SELECT name FROM document") == []


def test_a_reading_mark_can_be_taken_off(project: Project, add: Add) -> None:
    """Recorded, like the mark itself; where there is none, nothing happens."""
    document = add("M01", "Ann: words")
    documents.mark_read(project, document, ANN.uid)
    documents.mark_read(project, document, ANN.uid, 0)
    documents.mark_read(project, document, ANN.uid, 0)
    assert rows(project, "SELECT * FROM reading") == []
    with project.reading() as session:
        marks = [row.label for row in queries.history(session) if row.kind == "mark"]
    assert marks == ["Mark as not read", "Mark as read"]
    assert project.undo(ANN.uid).label == "Import ‘M01’"


def test_date_and_language_are_put_right(project: Project, add: Add) -> None:
    """As people write them; what is none is refused."""
    uid = add("M01", "Words.")
    asked = "SELECT date, language FROM document"
    for said, kept in (("18 March 2025", "2025-03-18"), ("2025-03", "2025-03"), (None, None)):
        documents.change_date(project, uid, said, ANN.uid)
        assert rows(project, asked) == [(kept, None)]
    for none in ("18 March", "soon", "--03-18"):
        with pytest.raises(Refused, match="no date with its year"):
            documents.change_date(project, uid, none, ANN.uid)
    documents.change_language(project, uid, "pt-BR", ANN.uid)
    assert rows(project, asked) == [(None, "pt-BR")]
    with pytest.raises(Refused, match="‘Klingon’ is not the code of a language"):
        documents.change_language(project, uid, "Klingon", ANN.uid)
    documents.change_language(project, uid, None, ANN.uid)
    assert rows(project, asked) == [(None, None)]
