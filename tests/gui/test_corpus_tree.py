"""The left panel: documents and folders."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from liveable.core.spans import Span
from liveable.gui.corpus_model import ROOT, CorpusModel
from liveable.gui.corpus_tree import CorpusTree
from liveable.gui.work import Notice, Work
from liveable.ops import codings, documents
from liveable.store import corpus
from liveable.store.corpus import CorpusRow, FolderRow, arranged

KEYS = Qt.Key
SAID = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def tree(qtbot: QtBot, work: Work) -> CorpusTree:
    """The panel, shown."""
    made = CorpusTree(work)
    qtbot.addWidget(made)
    made.resize(260, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def names(tree: CorpusTree, parent: str | None = None) -> list[str]:
    """What is seen below a folder."""
    above = tree.model.index_of(parent)
    return [str(tree.model.index(n, 0, above).data()) for n in range(tree.model.rowCount(above))]


def uid(tree: CorpusTree, name: str) -> str:
    """The document or folder of a name."""
    whole = tree.model.whole
    found: dict[str, str] = {row.name: row.uid for row in whole.documents.values()}
    found |= {row.name: row.uid for row in whole.folders.values()}
    return found[name]


def go(tree: CorpusTree, name: str) -> None:
    tree.rows.setCurrentIndex(tree.model.index_of(uid(tree, name)))


def middle(tree: CorpusTree, name: str) -> QRect:
    index = tree.model.index_of(uid(tree, name))
    tree.rows.scrollTo(index)
    return tree.rows.visualRect(index)


def heard(work: Work) -> list[Notice]:
    said: list[Notice] = []
    work.said.connect(said.append)
    return said


def code_of(work: Work) -> str:
    """A code to code with."""
    return next(row.uid for row in work.codes.values() if row.codable)


def test_the_tree_shows_folders_documents_and_reading(work: Work, tree: CorpusTree) -> None:
    """Folders with what is read in them; the whole meaning in words for each row."""
    assert names(tree) == ["Harbour Rise", "Kirkton Park", "Millbrae"]
    inside = uid(tree, "Harbour Rise")
    assert names(tree, inside)[0] == "H01 Tomasz Wilk"
    assert tree.count.text() == "0 of 11 read"
    documents.mark_read(work.project, uid(tree, "H01 Tomasz Wilk"), work.coder)
    documents.mark_read(work.project, uid(tree, "H02 Grace diary"), work.coder, 900)
    assert tree.count.text() == "1 of 11 read"
    assert tree.model.index_of(inside).data(SAID) == "Harbour Rise, Folder, 1 of 4 read"
    said = tree.model.index_of(uid(tree, "H01 Tomasz Wilk")).data(SAID)
    assert said.startswith("H01 Tomasz Wilk, Interview, read, ")
    assert said.endswith("35 codings, in Harbour Rise")
    assert "read to " in tree.model.index_of(uid(tree, "H02 Grace diary")).data(SAID)


def test_enter_and_click_show_a_document(qtbot: QtBot, work: Work, tree: CorpusTree) -> None:
    """Arrows alone only move; Enter or a click brings the document into the middle."""
    tree.doers()["view.corpus"]()
    go(tree, "H01 Tomasz Wilk")
    qtbot.keyClick(tree.rows, KEYS.Key_Down)
    assert work.document == ""
    qtbot.keyClick(tree.rows, KEYS.Key_Return)
    assert work.document == uid(tree, "H02 Grace diary")
    qtbot.mouseClick(
        tree.rows.viewport(),
        Qt.MouseButton.LeftButton,
        pos=middle(tree, "K03 Ian diary").center(),
    )
    assert work.document == uid(tree, "K03 Ian diary")
    qtbot.mouseClick(
        tree.rows.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.ControlModifier,
        middle(tree, "H03 Alec Ross").center(),
    )
    assert work.document == uid(tree, "K03 Ian diary")
    assert len(tree.rows.selectionModel().selectedRows()) == 2


def test_the_current_row_follows_the_document_shown(work: Work, tree: CorpusTree) -> None:
    """Even into a folder that was folded up."""
    folder = tree.model.index_of(uid(tree, "Millbrae"))
    tree.rows.collapse(folder)
    work.show_document(uid(tree, "M02 Danny Kerr"))
    assert tree.rows.isExpanded(folder)
    assert tree.rows.currentIndex().data() == "M02 Danny Kerr"
    assert tree.offers() == {"listed"}


def test_next_and_previous_go_through_the_tree(work: Work, tree: CorpusTree) -> None:
    """Over folders, and not past the ends."""
    doers, said = tree.doers(), heard(work)
    seen = []
    for _ in range(12):
        doers["document.next"]()
        seen.append(tree.model.whole.documents[work.document].name)
    assert seen[0] == "H01 Tomasz Wilk"
    assert len(set(seen)) == 11
    assert said[-1].text == "This is the last document."
    doers["document.previous"]()
    assert tree.model.whole.documents[work.document].name == seen[-3]


def test_letters_typed_into_the_tree_filter_it(qtbot: QtBot, work: Work, tree: CorpusTree) -> None:
    """Enter shows the first found; Escape brings all back, folded as it was."""
    for name in ("Harbour Rise", "Millbrae"):
        tree.rows.collapse(tree.model.index_of(uid(tree, name)))
    tree.rows.setFocus()
    qtbot.keyClicks(tree.rows, "d")
    qtbot.waitUntil(tree.field.hasFocus)
    qtbot.keyClicks(tree.field, "iary m")
    assert names(tree) == ["Millbrae"]
    assert tree.count.text() == "1 found"
    assert tree.rows.isExpanded(tree.model.index(0))
    qtbot.keyClick(tree.field, KEYS.Key_Return)
    assert tree.model.whole.documents[work.document].name == "M01 Moira diary"
    tree.doers()["find.document"]()
    qtbot.keyClick(tree.field, KEYS.Key_Escape)
    assert names(tree) == ["Harbour Rise", "Kirkton Park", "Millbrae"]
    assert not tree.rows.isExpanded(tree.model.index_of(uid(tree, "Harbour Rise")))
    assert tree.rows.isExpanded(
        tree.model.index_of(uid(tree, "Millbrae"))
    )  # it holds the one shown
    tree.doers()["find.document"]()
    qtbot.keyClicks(tree.field, "nobody")
    assert tree.pages.currentIndex() == 2


def test_a_name_is_edited_in_its_place(qtbot: QtBot, work: Work, tree: CorpusTree) -> None:
    """Enter keeps it, whatever it holds; Escape does not; folders too."""

    def typed(name: str, text: str, key: Qt.Key) -> None:
        go(tree, name)
        tree.doers()["document.rename"]()
        editor = tree.rows.viewport().findChild(QLineEdit)
        assert isinstance(editor, QLineEdit)
        assert editor.selectedText() == name
        editor.setText(text)
        qtbot.keyClick(editor, key)

    typed("H01 Tomasz Wilk", "lost", KEYS.Key_Escape)
    qtbot.waitUntil(lambda: tree.rows.viewport().findChild(QLineEdit) is None)
    typed("H01 Tomasz Wilk", "Z <b>שלום</b>\u2028😀", KEYS.Key_Return)
    inside = uid(tree, "Harbour Rise")
    qtbot.waitUntil(lambda: "Z <b>שלום</b> 😀" in names(tree, inside))
    assert names(tree, inside)[-1].startswith("Z")  # and it is put in order again
    assert tree.rows.currentIndex().data().startswith("Z")
    assert work.document == ""  # Enter kept the name, and did no more
    typed("Millbrae", "Aberdeen", KEYS.Key_Return)
    qtbot.waitUntil(lambda: names(tree)[0] == "Aberdeen")


def test_deleting_says_what_went_and_undo_brings_it_back(work: Work, tree: CorpusTree) -> None:
    """The document shown gives way to its neighbour, and is shown again when it is back."""
    said = heard(work)
    work.show_document(uid(tree, "H02 Grace diary"))
    tree.doers()["document.delete"]()
    told = "Deleted ‘H02 Grace diary’, with 35 codings"
    assert said[-1] == Notice(told, undo=True, lasting=True)
    assert tree.model.whole.documents[work.document].name == "H03 Alec Ross"
    assert tree.rows.currentIndex().data() == "H03 Alec Ross"
    work.project.undo(work.coder)
    assert len(tree.model.whole.documents) == 11
    assert work.document == uid(tree, "H02 Grace diary")
    assert tree.rows.currentIndex().data() == "H02 Grace diary"
    work.show_document(uid(tree, "H03 Alec Ross"))
    documents.rename(work.project, work.document, "H03", work.coder)
    work.project.undo(work.coder)
    assert work.document == uid(tree, "H03 Alec Ross")


def test_a_large_deletion_is_done_beside_the_window(
    qtbot: QtBot, work: Work, tree: CorpusTree
) -> None:
    """A folder with hundreds of codings and turns goes to the writer's thread."""
    said = heard(work)
    go(tree, "Harbour Rise")
    weight = work.look(corpus.weight, [], [uid(tree, "Harbour Rise")])
    document = uid(tree, "Harbour Rise group")
    code = code_of(work)
    wanted = [codings.Passage(document, Span(n, n + 1), code) for n in range(500)]
    codings.code_passages(work.project, wanted, work.coder)
    tree.doers()["document.delete"]()
    qtbot.waitUntil(lambda: bool(said))
    went = f"4 documents and {weight.codings + 500} codings"
    assert said == [Notice(f"Deleted ‘Harbour Rise’, with {went}", undo=True, lasting=True)]
    assert names(tree) == ["Kirkton Park", "Millbrae"]


def test_several_are_deleted_as_one_act(work: Work, tree: CorpusTree) -> None:
    """Documents and a folder together; what lies in the folder is not said twice."""
    said = heard(work)
    for name in ("Millbrae", "M02 Danny Kerr", "K03 Ian diary"):
        index = tree.model.index_of(uid(tree, name))
        tree.rows.selectionModel().select(index, tree.rows.selectionModel().SelectionFlag.Select)
    tree.doers()["document.delete"]()
    assert said[-1].text.startswith("Deleted 1 document and 1 folder, with 4 documents and ")
    work.project.undo(work.coder)
    assert len(tree.model.whole.documents) == 11


def answer(qtbot: QtBot, *keys: str | Qt.Key) -> None:
    """Type into the question that is open."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QDialog))
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    field = dialog.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    for key in keys:
        if isinstance(key, str):
            qtbot.keyClicks(field, key)
        else:
            qtbot.keyClick(field, key)


def test_folders_are_made_and_filled_by_keyboard(
    qtbot: QtBot, work: Work, tree: CorpusTree
) -> None:
    """A new folder comes where one is, and documents are moved into it by its name."""
    go(tree, "Millbrae")
    tree.doers()["document.folder"]()
    answer(qtbot, "Second round", KEYS.Key_Return)
    qtbot.waitUntil(lambda: "Second round" in names(tree, uid(tree, "Millbrae")))
    assert tree.rows.currentIndex().data() == "Second round"
    go(tree, "K03 Ian diary")
    tree.doers()["document.move"]()
    answer(qtbot, "second", KEYS.Key_Return)
    qtbot.waitUntil(lambda: names(tree, uid(tree, "Second round")) == ["K03 Ian diary"])
    assert tree.rows.currentIndex().data() == "K03 Ian diary"


def test_dragging_moves_documents_and_folders(qtbot: QtBot, tree: CorpusTree) -> None:
    """Into folders, beside everything, but never a folder into itself."""
    model, action = tree.model, Qt.DropAction.MoveAction
    outer, inner = (model.index_of(uid(tree, name)) for name in ("Millbrae", "Kirkton Park"))
    data = model.mimeData([inner, model.index_of(uid(tree, "H03 Alec Ross"))])
    assert not model.canDropMimeData(data, action, -1, -1, inner)
    assert model.canDropMimeData(data, action, -1, -1, outer)
    assert model.dropMimeData(data, action, -1, -1, outer)
    qtbot.waitUntil(lambda: names(tree) == ["Harbour Rise", "Millbrae"])
    assert names(tree, uid(tree, "Millbrae"))[0] == "Kirkton Park"
    assert "H03 Alec Ross" in names(tree, uid(tree, "Millbrae"))
    inner = model.index_of(uid(tree, "Kirkton Park"))
    below = model.mimeData([model.index_of(uid(tree, "Millbrae"))])
    assert not model.canDropMimeData(below, action, -1, -1, inner)
    model.dropMimeData(model.mimeData([inner]), action, -1, -1, ROOT)
    qtbot.waitUntil(lambda: names(tree) == ["Harbour Rise", "Kirkton Park", "Millbrae"])


def test_files_dropped_from_outside_are_told(
    qtbot: QtBot, tree: CorpusTree, tmp_path: Path
) -> None:
    """Onto the tree or onto the panel around it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "é.docx")), QUrl("https://example.org/x")])
    for take in (tree.rows.dropEvent, tree.dropEvent):
        dropped = QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        with qtbot.waitSignal(tree.files_dropped) as told:
            take(dropped)
        assert told.args == [[tmp_path / "é.docx"]]


def test_what_is_folded_and_in_sight_stays_over_changes(work: Work, tree: CorpusTree) -> None:
    """A change of names, and a new document read, move nothing."""
    tree.resize(260, 260)
    tree.rows.collapse(tree.model.index_of(uid(tree, "Harbour Rise")))
    go(tree, "M01 Moira diary")
    tree.rows.verticalScrollBar().setValue(30)
    before = tree.rows.verticalScrollBar().value()
    assert before > 0
    documents.rename(work.project, uid(tree, "M03 Saima Iqbal"), "A first one", work.coder)
    documents.mark_read(work.project, uid(tree, "A first one"), work.coder)
    assert tree.rows.currentIndex().data() == "M01 Moira diary"
    assert not tree.rows.isExpanded(tree.model.index_of(uid(tree, "Harbour Rise")))
    assert tree.rows.verticalScrollBar().value() == before


def test_counts_of_codings_follow_after_a_moment(
    qtbot: QtBot, work: Work, tree: CorpusTree
) -> None:
    """They are counted when asked for, and not within an act of coding."""
    document = uid(tree, "H01 Tomasz Wilk")
    assert tree.model.codings(document) == 35
    codings.code_passage(work.project, document, Span(0, 9), code_of(work), work.coder)
    qtbot.waitUntil(lambda: tree.model.codings(document) == 36)


def test_a_thousand_documents_are_asked_for_only_in_sight(qtbot: QtBot, work: Work) -> None:
    """Painting asks for the names of the rows seen, not of all."""
    asked: list[str] = []

    class Counted(CorpusModel):
        def depth(self, index: object) -> int:
            asked.append("")
            return super().depth(index)  # type: ignore[arg-type]

    tree = CorpusTree(work)
    qtbot.addWidget(tree)
    folders = [FolderRow(f"f{n}", None, f"Folder {n}") for n in range(20)]
    rows = [
        CorpusRow(f"d{n}", f"M{n} interview", "interview", f"f{n % 20}", 9, 9, n % 10, False)
        for n in range(1000)
    ]
    tree.model.__class__ = Counted
    tree._show(arranged(folders, rows))
    tree.resize(260, 500)
    tree.show()
    qtbot.waitExposed(tree)
    tree.grab()
    assert 0 < len(asked) < 400


def test_an_empty_project_says_what_fills_it(qtbot: QtBot, work: Work, tree: CorpusTree) -> None:
    """One sentence and the key."""
    for folder in list(tree.model.whole.folders):
        documents.delete_folder(work.project, folder, work.coder)
    assert tree.pages.currentIndex() == 1
    assert tree.count.text() == ""
    assert work.document == ""
    assert tree.offers() == frozenset()
    for do in tree.doers().values():
        if do != tree.add_folder:
            do()
