"""The codebook at the right: what it shows, how it is gone about, what is done in it."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from liveable.core.codebook import Codebook, CodeEntry
from liveable.core.spans import Span
from liveable.gui import codebook_files, drags
from liveable.gui.codebook_files import BringIn
from liveable.gui.codebook_model import CodebookModel
from liveable.gui.codebook_tree import CodebookTree
from liveable.gui.pick import Asker, Picker
from liveable.gui.work import Notice, Work
from liveable.ops import codebook, codings, whole_codebook
from liveable.store import queries
from liveable.store.queries import CodeRow
from tests.gui.desk import Desk

KEY = Qt.Key


def shown(qtbot: QtBot, tree: CodebookTree) -> CodebookTree:
    qtbot.addWidget(tree)
    tree.resize(320, 900)
    with qtbot.waitExposed(tree):
        tree.show()
    tree.activateWindow()
    return tree


@pytest.fixture
def tree(qtbot: QtBot, work: Work) -> CodebookTree:
    return shown(qtbot, CodebookTree(work))


@pytest.fixture
def said(work: Work) -> list[Notice]:
    found: list[Notice] = []
    work.said.connect(found.append)
    return found


def uid(work: Work, name: str) -> str:
    return next(row.uid for row in work.codes.values() if row.name == name)


def names(model: CodebookModel, below: QModelIndex | None = None, depth: int = 0) -> list[str]:
    """All rows the model shows, indented."""
    found = []
    above = below or QModelIndex()
    for n in range(model.rowCount(above)):
        index = model.index(n, 0, above)
        found += ["  " * depth + index.data(), *names(model, index, depth + 1)]
    return found


def beside(work: Work, name: str) -> list[str]:
    parent = work.codes[uid(work, name)].parent
    return [row.name for row in work.codes.values() if row.parent == parent]


# --- what is shown


def test_all_codes_are_there_with_their_counts(tree: CodebookTree, work: Work) -> None:
    """In the order and under the codes of the project; each says in words all that is drawn."""
    wanted = ["  " * (len(row.path) - 1) + row.name for row in work.codes.values()]
    assert names(tree.model) == wanted
    assert "78 codes" in tree._count.text()
    role = Qt.ItemDataRole.AccessibleTextRole
    index = tree.model.index_of(uid(work, "Choice and obligation"))
    whole = work.codes[uid(work, "Choice and obligation")]
    assert 0 < whole.codings < whole.subtree_codings
    text = index.data(role)
    assert text.startswith("Choice and obligation, ")
    assert f"{whole.codings} codings of its own" in text
    assert f"{whole.subtree_codings} codings with the codes under it" in text
    assert "under Unobligated help" in text
    assert index.data(Qt.ItemDataRole.ToolTipRole).startswith("Unobligated help / Choice and")


def test_the_model_keeps_the_rules_of_models(qtbot: QtBot, work: Work) -> None:
    """Through filtering, moving, making, undoing and deleting, Qt's own tester finds no fault."""
    model = CodebookModel()
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    assert tester.model() is model
    model.show_codes(work.codes.values())
    model.narrow(("help",))
    code = uid(work, "Small civilities")
    codebook.move(work.project, code, None, work.coder, 0)
    model.show_codes(work.codes.values())
    model.narrow(())
    codebook.delete(work.project, uid(work, "Acts of help"), work.coder)
    model.show_codes(work.codes.values())
    work.project.undo(work.coder)
    model.show_codes(work.codes.values())
    assert names(model) == ["  " * (len(r.path) - 1) + r.name for r in work.codes.values()]


def test_a_coding_changes_counts_and_nothing_else(
    qtbot: QtBot, tree: CodebookTree, work: Work
) -> None:
    """Only the rows whose counts differ are told, and the layout stays."""
    told: list[str] = []
    tree.model.dataChanged.connect(lambda a, _b: told.append(a.data()))
    layouts: list[object] = []
    tree.model.layoutChanged.connect(lambda *_: layouts.append(1))
    document = work.look(queries.documents)[0].uid
    code = uid(work, "Who counts")
    codings.code_passage(work.project, document, Span(0, 7), code, work.coder)
    assert set(told) == {"Who counts", "Boundaries and risk", "Unobligated help"}
    assert not layouts


def test_what_is_open_chosen_and_in_sight_stays(
    qtbot: QtBot, tree: CodebookTree, work: Work
) -> None:
    """A code made elsewhere in the tree moves nothing under one's hands."""
    tree.resize(320, 300)
    work.choose_code(uid(work, "Later life"))
    shut = tree.model.index_of(uid(work, "Middle layer"))
    tree.rows.collapse(shut)
    bar = tree.rows.verticalScrollBar()
    place = bar.value()
    assert place > 0
    codebook.create(work.project, "New", work.coder)
    assert tree.model.uid(tree.rows.currentIndex()) == uid(work, "Later life")
    assert not tree.rows.isExpanded(tree.model.index_of(uid(work, "Middle layer")))
    assert tree.rows.isExpanded(tree.model.index_of(uid(work, "Narratives")))
    assert bar.value() == place


def test_recent_codes_carry_their_digit(tree: CodebookTree, work: Work) -> None:
    """The latest is 1; a screen reader hears it too."""
    first, second = uid(work, "Practical help"), uid(work, "Who counts")
    work.used(first)
    work.used(second)
    assert (tree.model.key(second), tree.model.key(first)) == ("1", "2")
    said = tree.model.index_of(first).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith("key 2")


def test_a_large_codebook_opens_with_its_tops(qtbot: QtBot, work: Work) -> None:
    """Up to some 200 codes all is open; of more, the tops are, and the rest is a key away."""
    entries = [CodeEntry("T", "Top")]
    for n in range(20):
        entries.append(CodeEntry(f"B{n}", f"Branch {n}", "T"))
        entries += [CodeEntry(f"B{n}.{m}", f"Leaf {n}.{m}", f"B{n}") for m in range(10)]
    whole_codebook.apply(work.project, Codebook("Large", tuple(entries)), work.coder)
    tree = shown(qtbot, CodebookTree(work))
    assert tree.rows.isExpanded(tree.model.index_of(uid(work, "Top")))
    assert not tree.rows.isExpanded(tree.model.index_of(uid(work, "Branch 3")))
    work.choose_code(uid(work, "Leaf 3.4"))
    assert tree.rows.isExpanded(tree.model.index_of(uid(work, "Branch 3")))


# --- going about


def test_slash_filters_down_and_enter_choose(qtbot: QtBot, tree: CodebookTree, work: Work) -> None:
    """From the tree to the filter, into what it found, and back to the whole with Escape."""
    tree.focus()
    qtbot.keyClick(tree.rows, KEY.Key_Slash)
    assert tree.field.hasFocus()
    tree.rows.collapse(tree.model.index_of(uid(work, "Narratives")))
    qtbot.keyClicks(tree.field, "overst")
    assert names(tree.model) == [
        "Unobligated help",
        "  Boundaries and risk",
        "    Not overstepping",
    ]
    assert tree._count.text() == "1 of 78 codes"
    qtbot.keyClick(tree.field, KEY.Key_Return)
    assert tree.rows.hasFocus()
    assert work.code == uid(work, "Not overstepping")
    qtbot.keyClick(tree.rows, KEY.Key_Slash)
    qtbot.keyClick(tree.field, KEY.Key_Escape)
    assert len(names(tree.model)) == 78
    assert not tree.rows.isExpanded(tree.model.index_of(uid(work, "Narratives")))
    assert tree.rows.isExpanded(tree.model.index_of(uid(work, "Spaces and places")))
    qtbot.keyClick(tree.field, KEY.Key_Down)
    assert tree.rows.hasFocus()
    assert tree.model.uid(tree.rows.currentIndex()) == uid(work, "Not overstepping")


def test_a_filter_that_finds_nothing_says_so(qtbot: QtBot, tree: CodebookTree) -> None:
    """And how to see everything again."""
    qtbot.keyClicks(tree.field, "zzz")
    assert not tree.rows.isVisible()
    assert "Esc" in tree._nothing.text()
    tree.field.clear()
    assert tree.rows.isVisible()


def test_arrows_choose_after_a_pause_and_enter_at_once(
    qtbot: QtBot, tree: CodebookTree, work: Work
) -> None:
    """Going down a long list does not make every panel follow each step."""
    tree.focus()
    chosen: list[str] = []
    work.code_chosen.connect(chosen.append)
    qtbot.keyClick(tree.rows, KEY.Key_Down)
    qtbot.keyClick(tree.rows, KEY.Key_Down)
    assert not chosen
    qtbot.waitUntil(lambda: chosen == [uid(work, "Practical help")])
    qtbot.keyClick(tree.rows, KEY.Key_Down)
    qtbot.keyClick(tree.rows, KEY.Key_Return)
    assert chosen[-1] == uid(work, "Listening and emotional support")


def test_typing_ahead_finds_a_code(qtbot: QtBot, tree: CodebookTree, work: Work) -> None:
    """Letters go to the code that begins with them."""
    tree.focus()
    qtbot.keyClicks(tree.rows, "thresh")
    qtbot.keyClick(tree.rows, KEY.Key_Return)
    assert work.code == uid(work, "Thresholds and shared stairs")


def test_up_from_the_first_row_is_the_filter(qtbot: QtBot, tree: CodebookTree) -> None:
    """The way in is the way out."""
    tree.focus()
    qtbot.keyClick(tree.rows, KEY.Key_Up)
    assert tree.field.hasFocus()


def test_a_click_chooses_and_the_chevron_only_opens(
    qtbot: QtBot, tree: CodebookTree, work: Work
) -> None:
    """What is drawn is what is hit."""
    rect = tree.rows.row_rect(tree.model.index_of(uid(work, "Practical help")))
    port = tree.rows.viewport()
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=rect.center())
    assert work.code == uid(work, "Practical help")
    index = tree.model.index_of(uid(work, "Unobligated help"))
    top = tree.rows.row_rect(index)
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=QPoint(10, top.center().y()))
    assert not tree.rows.isExpanded(index)


def test_a_code_chosen_elsewhere_is_brought_into_sight(
    qtbot: QtBot, tree: CodebookTree, work: Work
) -> None:
    """Even from under a branch that was shut."""
    tree.rows.collapseAll()
    work.choose_code(uid(work, "Later life"))
    index = tree.model.index_of(work.code)
    assert tree.rows.currentIndex() == index
    assert tree.rows.viewport().rect().contains(tree.rows.row_rect(index))


def test_the_menu_is_wanted_with_key_and_mouse(
    qtbot: QtBot, tree: CodebookTree, work: Work
) -> None:
    """It opens where the code is, and the code is chosen first."""
    index = tree.model.index_of(uid(work, "Who counts"))
    tree.rows.setCurrentIndex(index)
    rect = tree.rows.row_rect(index)
    for reason in (QContextMenuEvent.Reason.Keyboard, QContextMenuEvent.Reason.Mouse):
        at = rect.center()
        with qtbot.waitSignal(tree.menu_wanted) as wanted:
            event = QContextMenuEvent(reason, at, tree.rows.viewport().mapToGlobal(at))
            tree.rows.contextMenuEvent(event)
        place = tree.rows.viewport().mapFromGlobal(wanted.args[0])
        assert rect.top() <= place.y() <= rect.bottom() + 1
        assert work.code == uid(work, "Who counts")


# --- acts


def test_a_name_is_changed_in_place(
    qtbot: QtBot, tree: CodebookTree, work: Work, said: list[Notice]
) -> None:
    """Enter keeps it, Escape does not, and a taken name is refused with its reason."""
    code = uid(work, "Who counts")
    work.choose_code(code)

    def typed(name: str, key: Qt.Key) -> None:
        tree.doers()["code.rename"]()
        field = tree.rows.findChild(QLineEdit)
        assert field is not None
        assert field.text() == work.codes[code].name
        field.insert(name)  # over the name, which is selected
        qtbot.keyClick(field, key)
        qtbot.waitUntil(lambda: tree.rows.findChild(QLineEdit) is None)

    typed("Who 😀 counts", KEY.Key_Return)
    assert work.codes[code].name == "Who 😀 counts"
    typed("Nobody", KEY.Key_Escape)
    assert work.codes[code].name == "Who 😀 counts"
    typed("Not overstepping", KEY.Key_Return)
    assert work.codes[code].name == "Who 😀 counts"
    assert said[-1].bad
    assert "Not overstepping" in said[-1].text


def test_new_codes_are_made_beside_and_under(qtbot: QtBot, tree: CodebookTree, work: Work) -> None:
    """The new one is chosen and in sight."""
    work.choose_code(uid(work, "Who counts"))
    for doer, name in (("code.new", "Beside"), ("code.new_below", "Under")):
        tree.doers()[doer]()
        asker = tree.window().findChild(Asker)
        assert asker is not None
        qtbot.keyClicks(asker.field, name)
        qtbot.keyClick(asker.field, KEY.Key_Return)
        qtbot.waitUntil(lambda: tree.window().findChild(Asker) is None)
        assert work.codes[work.code].name == name
    assert work.codes[uid(work, "Beside")].path[:-1] == ("Unobligated help", "Boundaries and risk")
    assert work.codes[uid(work, "Under")].path[-2] == "Beside"
    assert tree.rows.currentIndex().data() == "Under"


def test_up_and_down_change_the_order(qtbot: QtBot, tree: CodebookTree, work: Work) -> None:
    """Among siblings, as far as they go."""
    work.choose_code(uid(work, "Risk and burden"))
    tree.doers()["code.down"]()
    assert beside(work, "Risk and burden")[2] == "Risk and burden"
    for _ in range(5):
        tree.doers()["code.up"]()
    assert beside(work, "Risk and burden")[0] == "Risk and burden"
    assert tree.rows.currentIndex().data() == "Risk and burden"


def pick(qtbot: QtBot, tree: CodebookTree, typed: str) -> None:
    picker = tree.window().findChild(Picker)
    assert picker is not None
    qtbot.keyClicks(picker.chooser.field, typed)
    qtbot.keyClick(picker.chooser.field, KEY.Key_Return)
    qtbot.waitUntil(lambda: tree.window().findChild(Picker) is None)


def test_a_code_is_moved_under_another(qtbot: QtBot, tree: CodebookTree, work: Work) -> None:
    """Named by a few letters; never under itself."""
    work.choose_code(uid(work, "Acts of help"))
    tree.doers()["code.move"]()
    pick(qtbot, tree, "narratives")
    assert work.codes[work.code].path == ("Narratives", "Acts of help")


def test_merging_says_what_went_where(
    qtbot: QtBot, tree: CodebookTree, work: Work, said: list[Notice]
) -> None:
    """Codings, those that were there already, and codes below; the other is then chosen."""
    gone, kept = uid(work, "Choice and obligation"), uid(work, "Who counts")
    before = work.codes[gone].codings + work.codes[kept].codings
    below = work.codes[gone].children
    work.choose_code(gone)
    tree.doers()["code.merge"]()
    pick(qtbot, tree, "who counts")
    assert gone not in work.codes
    assert work.code == kept
    assert work.codes[kept].codings == before
    assert work.codes[kept].children == below
    assert said[-1].undo
    told = "Merged “Choice and obligation” into “Who counts”: 2 codings and 3 codes under it moved."
    assert said[-1].text == f"{told} Its wording is kept as a memo."
    work.project.undo(work.coder)
    assert work.codes[gone].codings == 2


def test_a_code_is_retired_and_used_again(
    qtbot: QtBot, tree: CodebookTree, work: Work, said: list[Notice]
) -> None:
    """One command both ways; the row says so in a word."""
    code = uid(work, "Who counts")
    work.choose_code(code)
    tree.doers()["code.retire"]()
    assert work.codes[code].status == "retired"
    assert "retired" in tree.model.index_of(code).data(Qt.ItemDataRole.AccessibleTextRole)
    tree.doers()["code.retire"]()
    assert work.codes[code].status == "draft"
    assert [notice.undo for notice in said] == [True, True]


def test_deleting_says_how_much_was_taken_away(
    qtbot: QtBot, tree: CodebookTree, work: Work, said: list[Notice]
) -> None:
    """With what is under it; one stands on the next code, and undo brings all back."""
    code = uid(work, "Acts of help")
    codings_under = work.codes[code].subtree_codings
    work.choose_code(code)
    tree.doers()["code.delete"]()
    assert code not in work.codes
    assert said[-1] == Notice(
        f"Deleted ‘Acts of help’, with 5 codes under it and {codings_under} codings.", undo=True
    )
    assert work.code == uid(work, "Choice and obligation")
    work.project.undo(work.coder)
    assert work.codes[code].subtree_codings == codings_under
    assert tree.rows.isExpanded(tree.model.index_of(code))


def test_the_chosen_code_may_go_by_an_undo(qtbot: QtBot, tree: CodebookTree, work: Work) -> None:
    """Nothing is chosen then, and nothing breaks."""
    work.choose_code(codebook.create(work.project, "Short-lived", work.coder))
    work.project.undo(work.coder)
    assert work.code == ""
    tree.doers()["code.delete"]()
    tree.doers()["code.merge"]()
    assert len(work.codes) == 78


# --- drag and drop


def drop(tree: CodebookTree, data: QMimeData, at: QPoint) -> bool:
    """Drag something to a point of the tree and let go; says whether it was taken."""
    keys, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    action = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    enter = QDragEnterEvent(at, action, data, left, keys)
    tree.rows.dragEnterEvent(enter)
    move = QDragMoveEvent(at, action, data, left, keys)
    tree.rows.dragMoveEvent(move)
    tree.rows.viewport().grab()  # the mark of the place is painted
    event = QDropEvent(QPointF(at), action, data, left, keys)
    tree.rows.dropEvent(event)
    return all(bool(e.isAccepted()) for e in (enter, move, event))


def at(tree: CodebookTree, work: Work, name: str, share: float) -> QPoint:
    """A point ``share`` of the way down a code's row."""
    rect = tree.rows.row_rect(tree.model.index_of(uid(work, name)))
    return QPoint(100, rect.top() + round(rect.height() * share))


def test_codes_are_dragged_under_and_between(
    qtbot: QtBot, tree: CodebookTree, work: Work, said: list[Notice]
) -> None:
    """On a code: under it. Between two: there. Above the first of an open branch: first in it.

    Each time it is said where it went, with a way back.
    """
    moved = uid(work, "Who counts")
    data = drags.of_code(moved)
    assert drop(tree, data, at(tree, work, "Practical help", 0.5))
    assert work.codes[moved].path[-2] == "Practical help"
    assert said[-1] == Notice("Moved “Who counts” under “Practical help”", undo=True)
    assert drop(tree, data, at(tree, work, "Risk and burden", 0.05))
    assert beside(work, "Who counts")[:3] == ["Not overstepping", "Who counts", "Risk and burden"]
    assert drop(tree, data, at(tree, work, "Boundaries and risk", 0.95))
    assert beside(work, "Who counts")[0] == "Who counts"
    assert said[-1] == Notice("Moved “Who counts” before “Not overstepping”", undo=True)
    assert work.code == moved
    assert drop(tree, data, QPoint(100, tree.rows._bottom() + 10))
    assert said[-1] == Notice("Moved “Who counts” to the top of the codebook", undo=True)
    assert drop(tree, data, at(tree, work, "Unobligated help", 0.05))
    assert drop(tree, data, QPoint(100, tree.rows._bottom() + 10))
    assert said[-1] == Notice("Moved “Who counts” to the end", undo=True)


def test_a_code_is_not_dropped_into_itself(qtbot: QtBot, tree: CodebookTree, work: Work) -> None:
    """Neither on itself nor below it; nothing is done."""
    before = list(work.codes)
    data = drags.of_code(uid(work, "Acts of help"))
    assert not drop(tree, data, at(tree, work, "Acts of help", 0.5))
    assert not drop(tree, data, at(tree, work, "Practical help", 0.5))
    assert not drop(tree, data, at(tree, work, "Practical help", 0.05))
    assert not drop(tree, drags.of_code("no such code"), at(tree, work, "Who counts", 0.5))
    assert list(work.codes) == before


def test_a_passage_dropped_on_a_code_is_coded(
    qtbot: QtBot, tree: CodebookTree, work: Work, said: list[Notice]
) -> None:
    """On codes that can be coded with, and nowhere else."""
    document = work.look(queries.documents)[0].uid
    data = drags.of_passage(document, Span(3, 11))
    code = uid(work, "Who counts")
    before = work.codes[code].codings
    assert not drop(tree, data, at(tree, work, "Unobligated help", 0.5))
    assert drop(tree, data, at(tree, work, "Who counts", 0.02))
    assert work.codes[code].codings == before + 1
    assert work.recent[0] == code
    assert said[-1] == Notice("Coded ‘Who counts’", undo=True)
    assert not drop(tree, drags.of_passage(document, Span(0, 10**9)), QPoint(50, 5))


def test_what_is_dragged_reads_back() -> None:
    """A code and a passage come out as they went in; anything else is nothing."""
    assert drags.code(drags.of_code("é-1")) == "é-1"
    passage = drags.Passage("d", Span(2, 9))
    assert drags.passage(drags.of_passage(*passage)) == passage
    broken = drags.of_code("x")
    assert drags.passage(broken) is None
    for words in (b"\xff", b"[]", b'{"document": "d"}', json.dumps({"document": 1}).encode()):
        broken.setData(drags.PASSAGE, words)
        assert drags.passage(broken) is None


# --- whole codebooks


def test_an_empty_project_says_how_to_get_codes(qtbot: QtBot, work: Work) -> None:
    """No tree, but the two ways to begin."""
    tops = [row.uid for row in work.codes.values() if row.parent is None]
    for top in tops:
        codebook.delete(work.project, top, work.coder)
    tree = shown(qtbot, CodebookTree(work))
    assert not tree.rows.isVisible()
    tree.focus()
    codebook.create(work.project, "First", work.coder)
    assert tree.rows.isVisible()
    assert names(tree.model) == ["First"]


def test_a_ready_made_codebook_is_brought_in(
    qtbot: QtBot, tree: CodebookTree, work: Work, said: list[Notice]
) -> None:
    """Chosen, described, taken as one act."""
    tree.doers()["project.codebook_in"]()
    dialog = tree.window().findChild(BringIn)
    assert dialog is not None
    assert not dialog.main.isEnabled()
    dialog.choices["practice_of_kindness"].click()
    dialog.main.click()
    qtbot.waitUntil(lambda: len(work.codes) > 78)
    assert "codes added" in said[-1].text
    work.project.undo(work.coder)
    assert len(work.codes) == 78


def test_a_broken_file_is_refused_with_its_line(
    qtbot: QtBot, tree: CodebookTree, work: Work, tmp_path: Path
) -> None:
    """The dialog says what is wrong and stays; a sound file then replaces the complaint."""
    dialog = codebook_files.bring_in(work, tree)
    path = tmp_path / "book.csv"
    path.write_text("name,parent\nA,\nB,Nobody\n", "utf-8")
    dialog.read(path)
    assert "line 3" in dialog.problem.text()
    assert not dialog.main.isEnabled()
    dialog.read(tmp_path / "missing.yaml")
    assert "missing.yaml" in dialog.problem.text()
    path.write_text("name,parent\nA,\nB,A\n", "utf-8")
    dialog.read(path)
    assert dialog.problem.text() == ""
    dialog.main.click()
    qtbot.waitUntil(lambda: len(work.codes) == 80)


def test_the_codebook_is_written_as_yaml_or_csv(
    qtbot: QtBot, work: Work, said: list[Notice], tmp_path: Path
) -> None:
    """By the ending; what a table has no place for is said, and what cannot be written."""
    codebook_files.write(work, tmp_path / "book.yaml")
    assert said[-1] == Notice("Saved 78 codes in book.yaml.")
    codebook_files.write(work, tmp_path / "book.csv")
    assert "dialect" in said[-1].text
    codebook_files.write(work, tmp_path / "book.docx")
    assert said[-1].bad
    assert (tmp_path / "book.csv").stat().st_size > 10_000


# --- size


def rows_of(parents: list[int]) -> list[CodeRow]:
    """Codes by the number of their parent (-1: none), in tree order, as the store gives them."""
    children: dict[int, list[int]] = {}
    for n, above in enumerate(parents):
        children.setdefault(above if above < n else -1, []).append(n)
    found: list[CodeRow] = []

    def put(n: int, path: tuple[str, ...], parent: str | None) -> None:
        name = f"Code {n} " + "éx " * (n % 4)
        below = children.get(n, [])
        row = CodeRow(str(n), parent, name, f"S{n}", (*path, name), len(below), n, n, True,
                      "draft", "#1b6491")  # fmt: skip
        found.append(row)
        for child in below:
            put(child, row.path, row.uid)

    for n in children.get(-1, []):
        put(n, (), None)
    return found


PARENTS = st.lists(st.integers(-1, 12), max_size=25)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(PARENTS, st.sampled_from(["", "e", "code 1", "x 2", "q"])), max_size=4))
def test_any_codebook_after_any_other_is_shown_right(
    qtbot: QtBot, steps: list[tuple[list[int], str]]
) -> None:
    """Whatever was shown before, what is shown now is what there is, filtered."""
    from liveable.core import codefilter

    model = CodebookModel()
    for parents, typed in steps:
        rows = rows_of(parents)
        pieces = codefilter.wanted(typed)
        model.narrow(pieces)
        model.show_codes(rows)
        filed = [codefilter.filed(r.uid, r.parent, r.name, r.short) for r in rows]
        left = codefilter.left(filed, pieces).shown
        wanted = ["  " * (len(r.path) - 1) + r.name for r in rows if r.uid in left]
        assert names(model) == wanted


def test_a_letter_in_a_thousand_codes_is_quick(qtbot: QtBot, work: Work) -> None:
    """Filtering looks at each name once: no letter takes a blink, however many codes there are."""
    work._codes = {r.uid: r for r in rows_of([(n - n % 10) // 10 - 1 for n in range(1000)])}
    tree = shown(qtbot, CodebookTree(work))
    spent = []
    for typed in ("c", "co", "cod", "code 9", "code 99", "code", ""):
        before = time.perf_counter()
        tree.field.setText(typed)
        tree.rows.viewport().grab()
        spent.append(time.perf_counter() - before)
    assert tree.model.rowCount() > 0
    assert sorted(spent)[3] < 0.1, spent  # six times what it should take; other tests run beside


# --- where the keys go


def test_the_last_code_found_goes_and_the_keys_stay_in_the_codebook(sample: Desk) -> None:
    """In the filter, where Escape shows all codes again; Ctrl+3 leads there too."""
    tree = sample.page.codebook
    sample.read(sample.documents()[0].name)
    sample.press("/")
    sample.letters("small civil")
    sample.press("Down", "Del")
    assert tree._nothing.isVisible()
    assert tree.field.hasFocus()
    sample.page.view.keys_at().setFocus()
    sample.press("Ctrl+3")
    assert tree.field.hasFocus()
    sample.press("Escape")
    assert tree.field.text() == ""
    assert tree.rows.isVisible()


def test_a_renamed_code_stays_until_the_filter_changes(tree: CodebookTree, work: Work) -> None:
    """With what is above it, in whatever other ways the codebook changes meanwhile."""
    tree.field.setText("overstep")
    code = uid(work, "Not overstepping")
    codebook.rename(work.project, code, "Holding back", work.coder)
    codebook.create(work.project, "Something else", work.coder)
    rows = [row.strip() for row in names(tree.model)]
    assert rows == ["Unobligated help", "Boundaries and risk", "Holding back"]
    assert tree._count.text().startswith("1 of ")
    tree.field.setText("overste")
    assert names(tree.model) == []


@pytest.mark.parametrize(("key", "ours"), [("E", False), ("K", False), ("C", True), ("V", True)])
def test_the_filter_leaves_commands_their_keys(tree: CodebookTree, key: str, ours: bool) -> None:
    """Under X11 a field would take Ctrl+E and Ctrl+K for its own, as Emacs has them."""
    control = Qt.KeyboardModifier.ControlModifier
    event = QKeyEvent(QEvent.Type.ShortcutOverride, getattr(KEY, f"Key_{key}"), control)
    event.accept()
    tree.field.event(event)
    assert event.isAccepted() == ours


def test_the_card_is_opened_from_the_filter(sample: Desk) -> None:
    """Ctrl+E edits the chosen code."""
    sample.work.choose_code(sample.code("Who counts"))
    sample.page.codebook.to_filter()
    sample.press("Ctrl+E")
    assert sample.page.card.editing
