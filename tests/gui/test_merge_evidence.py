"""Below a conflict about a code stands what both sides coded with it, as soon as it is found."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from liveable.core.spans import Span
from liveable.exchange.handout import hand_out
from liveable.gui.merge_card import ConflictCard
from liveable.gui.merge_evidence import EvidencePart
from liveable.gui.version import Version
from liveable.ops import codebook, coders, codings
from liveable.store import queries
from liveable.store.project import Person, Project, open_project
from tests.conftest import ANN, BEN
from tests.gui.desk import Desk

CODED, RENAMED, PAINTED, UNUSED = "Tipping into duty", "Practical help", "Risk and burden", "Fresh"


@pytest.fixture
def copy(sample_file: Path, tmp_path: Path) -> Path:
    """Ben's copy. He and Ann reworded a code, renamed one, painted one, and reworded a new one;
    both made one of the same name.
    """
    path = tmp_path / "Ben.liveable"
    with open_project(sample_file, ANN) as project:
        coders.present(project, ANN)
        coders.present(project, BEN)
        codebook.create(project, UNUSED, ANN.uid, definition="Nothing yet")
        hand_out(project, path, BEN.uid, ANN.uid)
        _work(project, ANN, 0)
    with open_project(path, BEN) as project:
        _work(project, BEN, 200)
    return path


def _work(project: Project, who: Person, at: int) -> None:
    with project.reading() as session:
        codes = {row.path[-1]: row.uid for row in queries.codes(session)}
        document = queries.documents(session)[0].uid
    codebook.edit(project, codes[CODED], who.uid, definition=f"{who.name}'s definition")
    codebook.rename(project, codes[RENAMED], f"{who.name}'s name", who.uid)
    codebook.edit(project, codes[PAINTED], who.uid, colour=f"#{at:06d}")
    codebook.edit(project, codes[UNUSED], who.uid, use_when=f"{who.name}'s")
    made = codebook.create(project, "Made twice", who.uid, definition=who.name)
    spans = [Span(at + n * 20, at + n * 20 + 15) for n in range(4 if who is ANN else 2)]
    for code in (codes[CODED], made):
        passages = [codings.Passage(document, span, code) for span in spans]
        codings.code_passages(project, passages, who.uid)


@pytest.fixture
def shown(desk: Desk, sample_file: Path, copy: Path) -> EvidencePart:
    """The part of the page, with the copy laid open."""
    desk.open(sample_file)
    desk.merge(copy)
    return desk.review.evidence


def go_to(desk: Desk, kind: str, field: str) -> None:
    """Go to the conflict of a kind about a field."""
    conflicts = desk.review.conflicts
    for each in desk.review.plan.conflicts:
        if (each.kind, each.field) == (kind, field):
            conflicts.go_to(each)


def told(card: Version) -> tuple[str, str, int]:
    """A card's title, what stands beside it, and how many quotes are on it."""
    quotes = card.words.toPlainText().split("\n")
    assert all(quote[0] == "“" and quote[-1] == "”" for quote in quotes)
    return card.title.text(), card.who.text(), len(quotes)


def test_two_definitions_and_what_they_made_of_the_text(desk: Desk, shown: EvidencePart) -> None:
    """How much is the same, and some of what each alone coded."""
    go_to(desk, "edited-twice", "definition")
    desk.until(shown.isVisible)
    assert shown.head.text() == "What the two definitions made of the text"
    assert shown.same.text() == "23 passages the same"
    assert told(shown.ours) == ("Only you coded", "4 passages", 3)
    assert told(shown.theirs) == ("Only Ben coded", "2 passages", 2)
    assert shown.foot.text() == "No coding is lost whichever definition you keep."


def test_each_kind_has_its_heading_and_its_empty_state(desk: Desk, shown: EvidencePart) -> None:
    """A code that nobody used, one that both used alike, two codes; nothing for a colour."""
    go_to(desk, "edited-twice", "use_when")
    desk.until(lambda: "wordings" in shown.head.text() and shown.isVisible())
    assert shown.foot.text() == "Nobody coded with it yet."
    assert not shown.ours.isVisible()
    assert shown.same.text() == ""
    go_to(desk, "edited-twice", "colour")
    assert not shown.isVisible()
    go_to(desk, "renamed-twice", "name")
    desk.until(shown.isVisible)
    assert shown.head.text() == "What was coded with it"
    assert not shown.theirs.isVisible()
    assert "Both sides coded the same passages." in shown.foot.text()
    go_to(desk, "same-name", "name")
    desk.until(shown.ours.isVisible)
    assert shown.head.text() == "What was coded with each"
    assert shown.same.text() == "no passage the same"
    assert told(shown.ours) == ("Coded only with yours", "4 passages", 3)
    assert told(shown.theirs) == ("Coded only with theirs", "2 passages", 2)


def test_it_comes_below_and_nothing_moves(desk: Desk, shown: EvidencePart) -> None:
    """What is being read stays where it is, also where there is more now than fits; what was found
    once is there at once.
    """
    desk.window.resize(1300, 620)
    go_to(desk, "edited-twice", "colour")
    answered = Event()
    desk.work.glance(lambda _progress: answered.wait(15), lambda _found: None)
    go_to(desk, "same-name", "name")
    card = desk.review.card
    read = (card.tag, card.ours.words, card.theirs.words, card.legend)

    def places() -> list[QRect]:
        return [QRect(part.mapTo(desk.window, QPoint()), part.size()) for part in read]

    desk.until(lambda: _laid_out(card))
    before = places()
    assert not shown.isVisible()
    assert card.verticalScrollBar().maximum() == 0
    answered.set()
    desk.until(shown.isVisible)
    desk.until(lambda: card.verticalScrollBar().maximum() > 0)
    assert places() == before
    assert shown.mapTo(desk.window, QPoint()).y() > before[-1].y()
    go_to(desk, "edited-twice", "colour")
    go_to(desk, "same-name", "name")
    assert shown.isVisible()


def test_an_answer_that_comes_late_is_dropped(desk: Desk, shown: EvidencePart) -> None:
    """Who went through the list sees only what belongs to where they are; or nothing, if left."""
    for field in ("definition", "name", "use_when"):
        kind = "renamed-twice" if field == "name" else "edited-twice"
        go_to(desk, kind, field)
    tasks = desk.work.tasks
    desk.until(lambda: not tasks.running)
    assert "wordings" in shown.head.text()
    go_to(desk, "edited-twice", "definition")
    desk.press("Escape")
    desk.until(lambda: desk.page.merges.page is None and not tasks.running)


def test_a_copy_that_is_gone_has_nothing_to_show(
    desk: Desk, shown: EvidencePart, copy: Path
) -> None:
    """That is said when it is to be merged, not at every step."""
    desk.until(lambda: not desk.work.tasks.running)
    copy.unlink()
    go_to(desk, "same-name", "name")
    desk.until(lambda: not desk.work.tasks.running)
    assert not shown.isVisible()
    assert not desk.review.notices.card.isVisible()


def test_it_is_read_by_keyboard_and_ear(desk: Desk, shown: EvidencePart) -> None:
    """Tab leads from the two versions to the quotes, which come into sight."""
    desk.window.resize(1000, 620)
    go_to(desk, "edited-twice", "definition")
    desk.until(lambda: shown.isVisible() and _laid_out(desk.review.card))
    desk.review.card.theirs.words.setFocus()
    names = []
    for card in (shown.ours, shown.theirs):
        desk.press("Tab")
        assert desk.focus is card.words
        found = QAccessible.queryAccessibleInterface(card.words)
        assert found is not None
        names.append(found.text(QAccessible.Text.Name))
        view = desk.review.card.viewport()
        print(
            card.words.mapTo(view, QPoint(4, 4)),
            card.words.size(),
            desk.review.card.verticalScrollBar().value(),
            desk.review.card.verticalScrollBar().maximum(),
        )
        assert view.rect().contains(card.words.mapTo(view, QPoint(4, 4)))
    assert names == ["Only you coded", "Only Ben coded"]
    assert shown.ours.accessibleName() == "Only you coded, 4 passages"
    assert shown.accessibleDescription().startswith("23 passages the same")


def _laid_out(card: ConflictCard) -> bool:
    """Whether what is on a card has all the room it needs."""
    needed = card.body.totalHeightForWidth(card.content.width())
    return card.content.height() == max(needed, card.viewport().height())


def _has_its_height(part: QWidget) -> bool:
    return part.height() >= part.minimumSizeHint().height()


@pytest.mark.parametrize("zoom", [100, 200])
def test_it_keeps_to_its_room(desk: Desk, shown: EvidencePart, zoom: int) -> None:
    """Side by side where there is room, else below one another, and never wider than the page."""
    go_to(desk, "edited-twice", "definition")
    desk.until(shown.isVisible)
    theme = desk.work.theme
    theme.set_zoom(zoom)
    for size in ((1440, 900), (900, 600)):
        desk.window.resize(*size)
        QApplication.processEvents()
        QApplication.processEvents()
        card = desk.review.card
        for part in (shown.head, shown.same, shown.ours, shown.theirs, shown.foot):
            right = part.mapTo(card.viewport(), part.rect().bottomRight()).x()
            assert right <= card.viewport().width()
            desk.until(partial(_has_its_height, part))
    theme.set_zoom(100)
