"""Finding cue phrases for a code by keyboard: proposed, taken, banned, changed, written, undone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from liveable.core.codebook import Cues
from liveable.core.cues import same
from liveable.core.query import Query
from liveable.core.spans import Span
from liveable.core.suggestion import Reason, Suggestion
from liveable.gui import mining
from liveable.gui.cue_page import CuePage
from liveable.gui.mining import CueRow, Look, Mined, rows
from liveable.gui.work import Work
from liveable.ops import codebook, codings, suggestions
from liveable.store import judged, queries
from liveable.store.one_code import one_code
from liveable.suggest.suggester import Suggester
from tests.gui.desk import Desk
from tests.gui.hands import asking

PHRASE = "the door"


def coded(work: Work, code: str, phrase: str, most: int = 4) -> None:
    """Code the sentences in which a phrase stands, for the person at the desk."""
    made = 0
    for document in work.look(queries.documents):
        body = work.look(queries.document_text, document.uid)
        at = body.find(phrase)
        if at >= 0 and made < most:
            start = body.rfind(".", 0, at) + 2
            span = Span(start, body.find(".", at) + 1)
            passage = codings.Passage(document.uid, span, code)
            codings.code_passages(work.project, [passage], work.coder)
            made += 1
    assert made == most


def laid_open(desk: Desk, code: str) -> CuePage:
    """The cue phrases of a code, once they are there."""
    desk.work.choose_code(code)
    desk.press("Ctrl+Shift+C")
    page = desk.page.asides.page
    assert isinstance(page, CuePage)
    desk.until(lambda: not desk.work.tasks.running)
    return page


def listed(page: CuePage, kind: str) -> list[str]:
    items: list[CueRow] = page.list.rows.grouped.items()
    return [cue.phrase for cue in items if cue.kind == kind]


def in_hand(page: CuePage) -> CueRow:
    cue: CueRow | None = page.list.current()
    assert cue is not None
    return cue


def test_phrases_are_found_taken_banned_written_and_taken_back(
    sample: Desk, suggester: Suggester
) -> None:
    """With four codings, by keys alone; each is an act of its own, several marked ones are one."""
    with asking(sample, suggester):
        work = sample.work
        code = codebook.create(work.project, "Doors", work.coder, cues=Cues(("a cup",)))
        coded(work, code, PHRASE)
        page = laid_open(sample, code)
        sample.until(page.list.hasFocus)
        proposed = listed(page, "proposed")
        assert page.mined.codings == 4
        assert len(proposed) > 3
        assert listed(page, "phrase") == ["a cup"]
        first = in_hand(page)
        assert first.phrase == proposed[0]
        assert first.look is not None
        assert first.look.inside > 0
        # The examples show it where it stands.
        place = first.look.places[0]
        body = work.look(queries.document_text, place.document)
        words = {mark.of(body).casefold() for mark in place.marks}
        assert any(first.phrase.casefold() in word for word in words)
        assert page.card.cards[0].words.toPlainText().count(place.span.of(body)) == 1

        sample.press("Return")
        assert work.look(mining.cues, code).phrases == ("a cup", proposed[0])
        assert in_hand(page).phrase == proposed[1]
        sample.press("X")
        assert work.look(mining.cues, code).banned == (proposed[1],)
        sample.press("Space", "Down", "Space")
        assert page.card.take.text() == "Take 2 marked as cues"
        sample.press("Return")
        assert work.look(mining.cues, code).phrases[2:] == (proposed[2], proposed[3])
        sample.press("Ctrl+Z")
        assert work.look(mining.cues, code).phrases == ("a cup", proposed[0])
        assert listed(page, "proposed")[:2] == [proposed[2], proposed[3]]

        sample.press("N")
        sample.letters("a spare key\n")
        assert in_hand(page).phrase == "a spare key"
        sample.until(page.list.hasFocus)
        sample.press("E")
        sample.press("Backspace", "Backspace", "Backspace")
        sample.letters("bed\n")
        assert work.look(mining.cues, code).phrases == ("a cup", proposed[0], "a spare bed")

        page.list.go_to(f"banned {same(proposed[1])}")
        sample.press("Return")
        assert work.look(mining.cues, code).banned == ()
        assert proposed[1] in listed(page, "proposed")

        # To a place in its text, and back to the page as it was; then to the project.
        page.list.go_to(f"proposed {same(proposed[2])}")
        look = in_hand(page).look
        assert look is not None
        sample.press("O")
        assert not sample.window.reviewing
        assert sample.work.document == look.places[0].document
        sample.page.asides.come_back()
        assert sample.page.asides.page is page
        sample.until(page.list.hasFocus)
        sample.press("Escape")
        assert not sample.window.reviewing


def test_a_code_without_codings_says_what_to_do(sample: Desk, suggester: Suggester) -> None:
    """The field has the keys, and the code's own phrases can be looked at; a head has none."""
    with asking(sample, suggester):
        work = sample.work
        code = codebook.create(work.project, "Untried", work.coder)
        page = laid_open(sample, code)
        assert page.list.rows.grouped.count == 0
        assert "Code some passages" in page.list.accessibleDescription()
        sample.until(page.field.line.hasFocus)
        sample.letters("the stair\n")
        sample.until(page.list.hasFocus)
        assert work.look(mining.cues, code).phrases == ("the stair",)
        sample.until(lambda: in_hand(page).look)
        look = in_hand(page).look
        assert look is not None
        assert look.unread + look.outside > 0
        assert look.inside == 0
        sample.press(".")
        assert page.card.at == min(1, len(look.places) - 1)
        codebook.delete(work.project, code, work.coder)
        sample.until(lambda: sample.page.asides.page is None)

        head = codebook.create(work.project, "Head", work.coder, codable=False)
        work.choose_code(head)
        sample.press("Ctrl+Shift+C")
        assert sample.page.asides.page is None


def test_the_card_offers_it_once_there_is_enough_to_find(
    sample: Desk, suggester: Suggester
) -> None:
    """With three codings and no cues it says so; its button leads there, keeping what was typed."""
    with asking(sample, suggester):
        work = sample.work
        code = codebook.create(work.project, "Doors", work.coder)
        work.choose_code(code)
        face = sample.page.card.face
        assert not face.find_cues.isVisible()
        coded(work, code, PHRASE, 3)
        assert face.find_cues.isVisible()
        assert "3 codings" in face._hint.text()
        sample.page.card.edit("definition")
        sample.letters("About doors")
        sample.page.card.form.find_cues.click()
        page = sample.page.asides.page
        assert isinstance(page, CuePage)
        assert "Doors" in page.title.text()
        row = work.look(one_code, code)
        assert row is not None
        assert row.definition == "About doors"


def test_how_often_a_cue_was_right_counts_its_other_forms(work: Work) -> None:
    """A verdict knows the words of the passage; which cue they are is asked of the suggester."""
    code = codebook.create(work.project, "Stairs", work.coder, cues=Cues(("shared stair",)))
    found = []
    for document in work.look(queries.documents)[:2]:
        body = work.look(queries.document_text, document.uid)
        word = Reason("phrase", body[10:20], 10, 20, 1.0)
        found.append(Suggestion(document.uid, Span(5, 40), code, 0.5, "cue", (word,), "cues/1"))
    suggestions.judge(work.project, found[0], "accepted", work.coder)
    suggestions.judge(work.project, found[1], "rejected", work.coder)
    told = work.look(judged.by_phrase, code)
    assert [verdict.accepted for verdict in told] == [True, False]
    assert told[0].words == (found[0].reasons[0].text,)
    assert work.look(judged.by_phrase, code, "somebody else") == []
    assert work.look(queries.codings, Query(codes=frozenset({code})))


def test_what_is_taken_or_banned_is_proposed_no_more() -> None:
    """Whatever its case and spaces; what is known of a phrase stays with it."""
    look = Look(3, 1, 4, 0, 0, ())
    mined = Mined(5, ("Off  my hands", "in passing", "no bother"), {"in passing": look})
    cues = Cues(("off my hands",), banned=("No Bother",), misleading=("cup",))
    found = [(cue.kind, cue.phrase, cue.look) for cue in rows(cues, mined)]
    assert found == [
        ("proposed", "in passing", look),
        ("phrase", "off my hands", None),
        ("banned", "No Bother", None),
        ("misleading", "cup", None),
    ]


def test_phrases_that_stand_mostly_elsewhere_come_last(qtbot: QtBot, work: Work) -> None:
    """Below the code's own cues, under a head that says so; whose codings they tell is said."""
    code = codebook.create(work.project, "Stairs", work.coder, cues=Cues(("shared stair",)))
    page = CuePage(work, code)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page._state == "answered", timeout=15_000)
    looks = {
        phrase: Look(4, outside, 0, 0, 0, ())
        for phrase, outside in (("went", 37), ("the stair", 12), ("shared stair", 90))
    }
    page._came(Mined(5, ("went", "the stair"), looks))
    items: list[CueRow] = page.list.rows.grouped.items()
    assert [cue.phrase for cue in items] == ["the stair", "shared stair", "went"]
    assert page.about.text().startswith("Phrases that tell your 5 codings from")
    page._came(Mined(5, ("went",), looks, mine=False))
    assert page.about.text().startswith("Phrases that tell everybody's 5 codings from")


def test_nothing_is_cut_off_at_any_width(qtbot: QtBot, work: Work) -> None:
    """Long names and phrases wrap, and everything that takes the keys has a name."""
    name = "A code with a very long name that goes on and on, as names do now and then"
    code = codebook.create(work.project, name, work.coder, cues=Cues(("so very long " * 12,)))
    page = CuePage(work, code)
    qtbot.addWidget(page)
    page.resize(560, 520)
    page.show()
    qtbot.waitUntil(lambda: bool(page.mined.looks), timeout=15_000)
    for width, height in ((560, 520), (1400, 900)):
        page.resize(width, height)
        page.grab()
        for each in (page.title, page.card.phrase, page.card.change, page.field, page.back):
            assert each.mapTo(page, each.rect().topRight()).x() <= page.width()
    for widget in page.findChildren(QWidget):
        ours = not widget.objectName().startswith("qt_") and widget.isVisible()
        if ours and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            text = widget.text() if isinstance(widget, QPushButton) else ""
            assert widget.accessibleName() or text, widget
