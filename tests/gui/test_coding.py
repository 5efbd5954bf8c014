"""Coding passages and changing codings by command."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from liveable.core.spans import Span
from liveable.gui.coding import Coding
from liveable.gui.pick import Picker
from liveable.gui.work import Notice, Work
from liveable.ops import codebook, coders, codings, documents
from liveable.store import code_use, queries
from liveable.store.project import Person
from liveable.store.queries import CodingRow
from tests.conftest import original, transcript
from tests.gui.passages import PlainView

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
Key = Qt.Key
BODY = "Ann: 👵👴 It's just not my place. You chap the door, you hand it over. " + "More. " * 60


class Desk:
    """A document of ours before us, and what was said to us."""

    def __init__(self, qtbot: QtBot, work: Work) -> None:
        self.work, self.qtbot = work, qtbot
        self.said: list[Notice] = []
        work.said.connect(self.said.append)
        source = original("e.txt", BODY.encode())
        self.document = documents.add(work.project, transcript(BODY), source, work.coder)
        self.view = PlainView(work)
        qtbot.addWidget(self.view)
        self.view.resize(900, 640)
        self.coding = Coding(work, self.view)
        self.view.show()
        work.show_document(self.document)
        self.view.setFocus()

    def select(self, words: str) -> None:
        start = BODY.index(words)
        self.view.select(Span(start, start + len(words)))

    def caret_in(self, words: str) -> None:
        self.view.select(Span(BODY.index(words), BODY.index(words)))

    def do(self, name: str) -> None:
        self.coding.doers()[f"code.{name}"]()

    def coded(self) -> list[tuple[str, str]]:
        """Words and code of what is coded here."""
        return [(BODY[r.start : r.stop], self.work.codes[r.code].name) for r in self.rows()]

    def rows(self) -> list[CodingRow]:
        return [row for row in self.work.look(queries.codings) if row.document == self.document]

    def code(self, name: str) -> str:
        return next(uid for uid, row in self.work.codes.items() if row.name == name)

    def last_said(self) -> str:
        return self.said[-1].text

    def field(self) -> QWidget:
        return self.coding.quick_code.chooser.field

    def type(self, letters: str, *keys: Key) -> None:
        self.qtbot.keyClicks(self.field(), letters)
        for key in keys:
            self.qtbot.keyClick(self.field(), key)


@pytest.fixture
def desk(qtbot: QtBot, work: Work) -> Desk:
    return Desk(qtbot, work)


def test_a_selection_is_coded_by_a_few_letters(desk: Desk) -> None:
    """The words stored are exactly those selected, emoji before them or not; it is said."""
    desk.select("not my place")
    desk.do("quick")
    desk.type("overst", Key.Key_Return)
    assert desk.coded() == [("not my place", "Not overstepping")]
    assert desk.said[-1] == Notice("Coded “Not overstepping”", undo=True)
    assert desk.work.recent[0] == desk.code("Not overstepping")
    assert desk.view.hasFocus()
    assert not desk.coding.quick_code.isVisible()


def test_without_a_selection_the_sentence_is_coded(desk: Desk) -> None:
    """Quick-code takes the sentence at the caret."""
    desk.caret_in("hand it over")
    desk.do("quick")
    desk.type("overst", Key.Key_Return)
    assert desk.coded() == [("You chap the door, you hand it over.", "Not overstepping")]


def test_several_codes_at_once(desk: Desk) -> None:
    """Tab applies and waits with an empty field; a code that is there already is marked so."""
    desk.select("not my place")
    desk.do("quick")
    desk.type("overst", Key.Key_Tab)
    popup = desk.coding.quick_code
    assert popup.isVisible()
    assert popup.chooser.field.text() == ""
    assert popup.chooser.line(0).done
    assert "this passage has it" in popup.chooser.line(0).said
    desk.qtbot.keyClicks(desk.field(), "reserved")
    desk.qtbot.keyClick(desk.field(), Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    desk.type("", Key.Key_Escape)
    assert desk.coded() == [
        ("not my place", code)
        for code in sorted(("Not overstepping", "Reserved and private"), key=desk.code)
    ]
    assert desk.view.hasFocus()


def test_the_same_code_twice_is_refused_in_words(desk: Desk) -> None:
    """The popup closes, and the sentence says why nothing happened."""
    for _ in range(2):
        desk.select("not my place")
        desk.do("quick")
        desk.type("overst", Key.Key_Return)
    assert len(desk.coded()) == 1
    assert desk.said[-1] == Notice("This passage has that code from you already.", bad=True)


def test_a_new_code_is_made_in_place(desk: Desk) -> None:
    """Shift+Enter makes a code of what was typed and codes with it; one undo takes both back."""
    desk.select("not my place")
    desk.do("quick")
    desk.qtbot.keyClicks(desk.field(), "re")
    desk.qtbot.keyClick(desk.field(), Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert desk.coded() == [("not my place", "re")]
    assert desk.work.codes[desk.code("re")].path == ("re",)
    assert desk.last_said() == "Coded “re”, a new code"
    desk.work.project.undo(desk.work.coder)
    assert desk.coded() == []
    assert "re" not in [row.name for row in desk.work.codes.values()]


def test_a_new_code_under_the_chosen_branch(desk: Desk) -> None:
    """Where a branch is chosen in the codebook, the new code may go under it."""
    desk.work.choose_code(desk.code("Narratives"))
    desk.select("not my place")
    desk.do("quick")
    desk.qtbot.keyClicks(desk.field(), "Zinc")
    both = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
    desk.qtbot.keyClick(desk.field(), Key.Key_Return, both)
    assert desk.work.codes[desk.code("Zinc")].path == ("Narratives", "Zinc")
    desk.select("chap the door")
    desk.do("quick")
    desk.type("Zink", Key.Key_Tab)  # nothing of the name: the new code is what is highlighted
    assert desk.work.codes[desk.code("Zink")].path == ("Zink",)
    assert desk.coding.quick_code.isVisible()


def test_digits_code_with_recent_codes_and_stay_put(desk: Desk) -> None:
    """Recent codes have numbers, and using one by its number does not move the others."""
    work = desk.work
    first, second = desk.code("Not overstepping"), desk.code("Reserved and private")
    work.recent = [first, second]
    desk.select("not my place")
    desk.do("recent2")
    desk.do("recent1")
    assert work.recent == [first, second]
    assert sorted(code for _, code in desk.coded()) == ["Not overstepping", "Reserved and private"]
    desk.do("recent3")
    assert desk.last_said() == "There is no recent code 3 yet."
    desk.select("chap the door")
    desk.do("recent2")
    desk.select("hand it over")
    desk.do("again")
    assert desk.coded()[-1] == ("hand it over", "Reserved and private")


def test_a_digit_in_the_empty_popup_goes_to_the_recent_code(desk: Desk) -> None:
    """It is applied by Enter; a name may begin with a digit, and none of it acts on the text."""
    desk.work.recent = [desk.code("Not overstepping"), desk.code("Reserved and private")]
    desk.select("not my place")
    desk.do("quick")
    desk.type("2")
    assert desk.coded() == []
    assert desk.coding.quick_code.chooser.line(1).text == "Reserved and private"
    assert desk.coding.quick_code.chooser.row() == 1
    desk.type("", Key.Key_Return)
    assert desk.coded() == [("not my place", "Reserved and private")]
    assert not desk.coding.quick_code.isVisible()
    desk.do("quick")
    desk.type("1st kindness", Key.Key_Return)
    assert ("not my place", "1st kindness") in desk.coded()
    desk.do("quick")
    desk.type("1s", Key.Key_Return)
    assert desk.said[-1].text == "This passage has that code from you already."


def test_what_cannot_be_used_has_no_digit(desk: Desk) -> None:
    """A retired code's goes to the next; so does that of a code whose only use is undone."""
    work = desk.work
    first, second = desk.code("Not overstepping"), desk.code("Reserved and private")
    desk.select("not my place")
    for code in (second, first):
        desk.do("quick")
        desk.type(work.codes[code].name, Key.Key_Return)
    assert work.digits == {first: "1", second: "2"}
    codebook.retire(work.project, first, work.coder)
    assert work.digits == {second: "1"}
    work.project.undo(work.coder)
    assert work.digits == {first: "1", second: "2"}
    with desk.qtbot.waitSignal(work.recent_changed):
        work.project.undo(work.coder)
    assert work.digits == {second: "1"}


def test_recent_codes_are_known_from_earlier_work(qtbot: QtBot, work: Work) -> None:
    """A session begins with the codes this person used last."""
    document = work.look(queries.documents)[0].uid
    usable = [uid for uid, row in work.codes.items() if row.codable][:3]
    for place, uid in enumerate(usable):
        codings.code_passage(work.project, document, Span(place, place + 3), uid, work.coder)
    Desk(qtbot, work)
    qtbot.waitUntil(lambda: work.recent == usable[::-1])


def test_in_vivo_names_a_code_by_the_words(desk: Desk) -> None:
    """One act; where there is a code of this name already, that is used."""
    desk.select("just not my place.")
    desk.do("in_vivo")
    assert desk.coded() == [("just not my place.", "just not my place")]
    label = desk.work.look(queries.history, 1)[0].label
    assert label == "Code ‘just not my place’, a new code"
    codebook.rename(
        desk.work.project, desk.code("just not my place"), "CHAP the door", desk.work.coder
    )
    desk.select("chap the door,")
    desk.do("in_vivo")
    assert desk.coded()[1] == ("chap the door,", "CHAP the door")


def test_remove_takes_the_active_coding_whosever_it_is(desk: Desk) -> None:
    """Several lie at the caret; of another's it is said whose it was."""
    work = desk.work
    tom = coders.present(work.project, Person("tom", "Tom"))
    uids = {}
    for words, code, coder in (
        ("just not my place", "Not overstepping", work.coder),
        ("not my place", "Reserved and private", work.coder),
        ("my place", "Practical help", tom),
    ):
        start = BODY.index(words)
        span = Span(start, start + len(words))
        uids[code] = codings.code_passage(work.project, desk.document, span, desk.code(code), coder)
    desk.caret_in("place. You")
    work.choose_coding(uids["Reserved and private"])
    desk.do("remove")
    assert desk.said[-1] == Notice("Removed “Reserved and private”", undo=True)
    desk.do("remove")
    assert desk.last_said() == "Removed Tom’s “Practical help”"
    desk.do("remove")
    desk.do("remove")
    assert desk.last_said() == "There is no coding at the caret."
    assert desk.coded() == []


def test_who_does_not_lead_is_told_whose_coding_it_is(desk: Desk) -> None:
    """Nothing is done, and the sentence says who may do it."""
    work = desk.work
    tom = coders.present(work.project, Person("tom", "Tom"))
    coders.make_lead(work.project, tom, work.coder)
    start = BODY.index("my place")
    span, code = Span(start, start + 8), desk.code("Practical help")
    codings.code_passage(work.project, desk.document, span, code, tom)
    desk.caret_in("place. You")
    for name in ("remove", "star", "stop_right"):
        desk.do(name)
        sentence = "This coding is Tom's; only the lead, Tom, may change it."
        assert desk.said[-1] == Notice(sentence, bad=True)
    assert desk.coded() == [("my place", "Practical help")]


def test_recode_asks_for_the_other_code(desk: Desk) -> None:
    """Its own code and those that cannot be coded with are not offered."""
    desk.work.recent = [desk.code("Not overstepping")]
    desk.select("not my place")
    desk.do("recent1")
    desk.do("recode")
    dialog = desk.view.findChild(Picker)
    assert isinstance(dialog, Picker)
    names = [o.name for o in dialog._options]
    assert "Not overstepping" not in names
    assert "Narratives" not in names
    with desk.qtbot.waitSignal(dialog.destroyed):
        desk.qtbot.keyClicks(dialog.chooser.field, "reserved")
        desk.qtbot.keyClick(dialog.chooser.field, Key.Key_Return)
    assert desk.coded() == [("not my place", "Reserved and private")]
    assert desk.last_said() == "Changed “Not overstepping” to “Reserved and private”"


def test_a_star_is_given_and_taken(desk: Desk) -> None:
    """The coding just made is the one meant, though the caret stands at its end."""
    desk.work.recent = [desk.code("Not overstepping")]
    desk.select("not my place")
    desk.do("recent1")
    desk.do("star")
    assert [row.star for row in desk.rows()] == [True]
    assert desk.last_said() == "Starred “Not overstepping”"
    desk.do("star")
    assert [row.star for row in desk.rows()] == [False]
    assert desk.last_said() == "Took the star off “Not overstepping”"


def test_edges_step_over_words(desk: Desk) -> None:
    """Again and again on the same coding, also when the caret is no longer in it."""
    desk.work.recent = [desk.code("Not overstepping")]
    desk.select("not my place")
    desk.do("recent1")
    desk.caret_in("not my")
    for name, wanted in (
        ("start_right", "my place"),
        ("start_right", "place"),
        ("stop_right", "place."),
        ("start_left", "my place."),
        ("stop_left", "my"),
    ):
        desk.do(name)
        assert [words for words, _ in desk.coded()] == [wanted]
    assert desk.last_said() == "“Not overstepping” ends at “my”"
    desk.do("stop_left")
    assert desk.last_said() == "There is no word to step over."
    desk.view.select(Span(0, 0))
    desk.do("stop_right")
    assert desk.last_said() == "There is no coding at the caret."


def test_edges_stay_within_what_is_said(desk: Desk) -> None:
    """A speaker's name is never taken for a word."""
    work, text = desk.work, "Tom: a nod\nAnn: enough"
    spoken = transcript(text, ("Tom", None), ("Ann", None))
    source = original("turns.txt", text.encode())
    document = documents.add(work.project, spoken, source, work.coder)
    code = desk.code("Not overstepping")
    coding = codings.code_passage(work.project, document, Span(5, 10), code, work.coder)
    work.show_document(document)
    desk.view.select(Span(6, 6))
    for name in ("start_left", "stop_right"):
        desk.do(name)
        assert desk.last_said() == "There is no word to step over."
    row = work.look(code_use.one_coding, coding)
    assert row is not None
    assert row.span == Span(5, 10)


def test_nothing_selected_is_said(desk: Desk) -> None:
    """A key pressed too early does nothing, in words."""
    desk.caret_in("chap")
    desk.do("in_vivo")
    desk.work.recent = [desk.code("Not overstepping")]
    desk.do("again")
    assert [n.text for n in desk.said] == ["Select a passage first."] * 2
    assert desk.coded() == []
