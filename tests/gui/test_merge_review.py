"""A merge is decided by keys alone, however many conflicts it has, and nothing is lost by it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from liveable.exchange.team.values import Conflict, Decision, MergePlan
from liveable.gui.merge_page import head_counts
from liveable.gui.theme import Theme
from liveable.gui.version import Words
from liveable.gui.work import Work
from liveable.store.project import open_project
from tests.conftest import ANN
from tests.gui.merge_plans import BEFORE, DEFINITION, EVERY_KIND, OURS, SIDES, many, plan
from tests.gui.merging import Review

Open = Callable[[MergePlan], Review]


@pytest.fixture
def lay_open(qtbot: QtBot, work: Work) -> Open:
    """Lays a plan open."""
    return lambda plan: Review(qtbot, work, plan)


def shown(widget: QWidget) -> str:
    """Every word that is in sight."""
    said = []
    for part in widget.findChildren(QWidget):
        if not part.isVisible():
            continue
        if isinstance(part, (QLabel, QAbstractButton)):
            said.append(part.text())
        elif isinstance(part, Words):
            said.append(part.toPlainText())
    return "\n".join(said)


def test_the_head_says_what_would_happen(lay_open: Open) -> None:
    """Whose copy, since when, and how much of each."""
    review = lay_open(plan(*EVERY_KIND, doubtful=3, reanchored=4))
    words = shown(review.page)
    for said in ("Merge Ben's copy", "Everyday help", "2 February", "412", "codings added",
                 "moved with edited text", "need a decision"):  # fmt: skip
        assert said in words
    assert head_counts(review.page.plan) == [
        (412, "codings added"), (18, "changed"), (3, "removed"), (7, "moved with edited text"),
        (17, "other changes"), (17, "need a decision"),
    ]  # fmt: skip


@pytest.mark.parametrize("each", EVERY_KIND, ids=lambda c: c.kind)
def test_every_kind_is_shown_and_every_option_can_be_taken(lay_open: Open, each: Conflict) -> None:
    """What it is about, both sides and who, and each way by its number."""
    for number, option in enumerate(each.options, 1):
        review = lay_open(plan(each))
        words = shown(review.page)
        assert each.what.rpartition(" / ")[2] in words
        assert each.sentence in words
        assert "you, 9 March" in words
        assert "Ben, 11 March" in words
        for other in each.options:
            assert other.text in words
            assert other.then in words
        review.press(str(number))
        if option.name == "written":
            review.letters("X")
            review.press("Ctrl+Return")
        else:
            review.press("Return")
        found = review.page.decisions()
        assert found == {
            each.key: Decision(option.name, "X" if review_wrote(option.name) else None)
        }
        assert review.page.merge.isEnabled()
        review.window.close()


def review_wrote(option: str) -> bool:
    return option == "written"


def test_differences_are_marked_and_told(lay_open: Open) -> None:
    """Words that are new are underlined, and said to who cannot see it."""
    review = lay_open(plan(DEFINITION))
    card = review.page.card
    assert card.before.words.toPlainText() == BEFORE
    assert card.ours.words.toPlainText() == OURS
    assert "or getting too involved" in card.ours.words.accessibleDescription()
    assert "a line either side would not cross" in card.theirs.words.accessibleDescription()
    assert "underlined" in card.legend.text()
    marked = ""
    document = card.theirs.words.document()
    for at in range(1, document.characterCount()):
        cursor = card.theirs.words.textCursor()
        cursor.setPosition(at)
        if cursor.charFormat().fontUnderline():
            assert cursor.charFormat().background().color() == review.page.theme["select"]
            marked += document.characterAt(at - 1)
    assert "line either side would not cross" in marked
    assert "fear" not in marked


def test_what_only_lost_words_shows_them_struck(lay_open: Open) -> None:
    """Else the two would look alike."""
    from dataclasses import replace

    review = lay_open(plan(replace(DEFINITION, ours="Keeping help light; privacy.")))
    card = review.page.card
    assert "fear of interfering" in card.ours.words.toPlainText()
    assert "Gone: " in card.ours.words.accessibleDescription()
    assert "struck through" in card.legend.text()


def test_keys_go_through_all_of_it(lay_open: Open) -> None:
    """Choose, decide and go on, look back, take back; the mapping says just that."""
    first, second, third = many(40)[0], *EVERY_KIND[10:12]
    review = lay_open(plan(first, second, third))
    page = review.page
    assert review.at is first
    assert page.conflicts.done.text() == "0 of 3 done"
    review.press("2", "Return")
    assert review.at is second
    review.press("N")
    assert review.at is third
    review.press("N")
    assert review.at is second  # round the end
    review.press("P")
    assert review.at is first
    assert page.decision.option == "theirs"  # as it was decided
    review.press("N", "Return")
    assert page.merge.text() == "Merge: 1 left to decide"
    assert not page.merge.isEnabled()
    review.press("Ctrl+M")
    assert review.asked == []
    review.press("Return")
    assert page.merge.text() == "Merge"
    assert page.merge.hasFocus()
    review.press("Return")
    expected = {
        first.key: Decision("theirs"),
        second.key: Decision("ours"),
        third.key: Decision("join"),
    }
    assert review.asked == [expected]
    review.press("Ctrl+Z")
    assert review.at is third
    assert page.decisions() == {k: d for k, d in expected.items() if k != third.key}


def test_a_text_of_ones_own_begins_with_what_both_wrote(lay_open: Open) -> None:
    """It is typed over or altered; digits and letters are letters there, and why is kept."""
    review = lay_open(plan(DEFINITION))
    page = review.page
    review.press("3")
    assert review.focus is page.decision.own
    draft = page.decision.own.words()
    assert "or getting too involved" in draft
    assert "a line either side would not cross" in draft
    review.press("Ctrl+End", "Return")
    review.letters("an N, an A and a 2")
    assert page.decisions() == {}
    page.decision.why.setFocus()
    review.letters("1 of 2 says more")
    review.press("Return")
    assert page.decisions() == {
        DEFINITION.key: Decision("written", f"{draft}\nan N, an A and a 2", "1 of 2 says more")
    }


def test_a_name_of_ones_own_is_one_line_and_never_empty(lay_open: Open) -> None:
    """Enter is enough; theirs is to be called otherwise than ours."""
    renamed, twin = EVERY_KIND[1], EVERY_KIND[7]
    review = lay_open(plan(renamed, twin))
    own = review.page.decision.own
    review.press("3")
    assert own.words() == "Steps"
    review.press("Delete", "Return")
    assert review.page.decisions() == {}
    review.letters("Stairs and doors")
    review.press("Return")
    assert review.at is twin
    review.press("4")
    assert own.words() == "Middle layer (Ben)"
    review.press("Return")
    assert review.page.decisions() == {
        renamed.key: Decision("written", "Stairs and doors"),
        twin.key: Decision("written", "Middle layer (Ben)"),
    }


def test_what_was_begun_is_there_when_one_comes_back(lay_open: Open) -> None:
    """Looking at the next one first loses nothing that was written."""
    review = lay_open(plan(*EVERY_KIND[:2]))
    review.press("3")
    review.letters("Half a th")
    review.press("Escape", "N", "P")
    assert review.at is EVERY_KIND[0]
    assert review.page.decision.option == "written"
    assert review.page.decision.own.words() == "Half a th"
    assert review.page.decisions() == {}


def test_the_same_for_all_alike(lay_open: Open) -> None:
    """All undecided definitions at once, and nothing else; one step takes them back."""
    conflicts = many(300)
    alike = [c for c in conflicts if c.likeness == DEFINITION.likeness]
    review = lay_open(plan(*conflicts))
    page = review.page
    assert f"{len(alike) - 1:,} others" in page.decision.all.text()
    review.press("2", "Return")
    review.press("P", "P")
    review.page.conflicts.go_to(alike[5])
    page.decision.why.setText("agreed in the meeting")
    review.press("1", "A")
    found = page.decisions()
    assert found[alike[0].key] == Decision("theirs")
    assert {found[c.key] for c in alike[1:]} == {Decision("ours", None, "agreed in the meeting")}
    assert found.keys() == {c.key for c in alike}
    assert f"{len(alike) - 1:,} alike" in review.said()
    assert review.at.likeness != DEFINITION.likeness
    review.press("Ctrl+Z")
    assert page.decisions() == {alike[0].key: Decision("theirs")}
    assert review.at is alike[1]


def test_options_of_one_name_that_say_another_thing_are_not_alike(lay_open: Open) -> None:
    """To keep what they deleted is not to leave deleted what they kept."""
    from dataclasses import replace

    kept = replace(EVERY_KIND[4], key="kept", options=EVERY_KIND[5].options)
    deleted = [replace(EVERY_KIND[4], key=f"deleted {n}") for n in range(2)]
    review = lay_open(plan(kept, *deleted))
    assert not review.page.decision.all.isVisible()
    review.press("A")
    assert review.page.decisions() == {}
    review.press("N")
    assert "the other one" in review.page.decision.all.text()
    review.press("A")
    assert review.page.decisions().keys() == {"deleted 0", "deleted 1"}


def test_a_text_of_ones_own_is_for_one_alone(lay_open: Open) -> None:
    """The same words would be wrong elsewhere."""
    review = lay_open(plan(*many(30)))
    assert review.page.decision.all.isVisible()
    review.press("3", "Escape", "A")
    assert not review.page.decision.all.isVisible()
    assert review.page.decisions() == {}


def test_the_rest_can_be_taken_as_proposed(lay_open: Open) -> None:
    """What nobody decided is left out of the mapping, and the button says how many."""
    review = lay_open(plan(*EVERY_KIND))
    page = review.page
    review.press("2", "Return")
    page.rest.setFocus()
    review.press("Space")
    assert page.merge.text() == "Merge, 16 as proposed"
    second = page.conflicts.list.rows.index(1)
    assert "as proposed: yours" in second.data(Qt.ItemDataRole.AccessibleTextRole)
    page.merge.setFocus()
    review.press("Return")
    assert review.asked == [{EVERY_KIND[0].key: Decision("theirs")}]
    page.rest.setFocus()
    review.press("Space")
    assert not page.merge.isEnabled()


def test_escape_leaves_a_field_first_then_the_merge(lay_open: Open) -> None:
    """Once each."""
    review = lay_open(plan(DEFINITION))
    review.press("3", "Escape")
    assert review.left == []
    assert review.focus is review.page.conflicts.list
    review.press("Escape")
    assert review.left == [True]


def test_a_merge_without_conflicts_shows_what_it_does(lay_open: Open) -> None:
    """Counts in plain words, notes, and the button ready."""
    review = lay_open(plan())
    page = review.page
    assert page.merge.isEnabled()
    assert not page.decision.isVisible()
    words = shown(page)
    for said in ("Codings", "Codes", "Memos", "A cue that both added stands once.",
                 "Ben, Tom", "431 acts", "Everyday help Ben.liveable"):  # fmt: skip
        assert said in words
    assert "Codings: 412 added, 18 changed, 3 removed" in page.summary.accessibleDescription()
    review.press("1", "Return", "N", "A")
    assert page.decisions() == {}
    review.press("Ctrl+M")
    assert review.asked == [{}]


def test_codings_that_moved_are_shown_before_and_after(lay_open: Open) -> None:
    """Those whose words are others first, and said to be."""
    review = lay_open(plan(doubtful=1, reanchored=2))
    page = review.page
    page.tabs.setFocus()
    review.press("Left")
    assert page.tabs.tabText(page.tabs.currentIndex()) == "Moved text"
    page.take_focus()
    assert "other words" in page.moved.list.rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert page.moved_card.then.words.toPlainText() == "She said come in."
    assert page.moved_card.now.words.toPlainText() == "She said to come in."
    assert page.moved_card.now.words.accessibleDescription() == "New: to"
    review.press("Down")
    assert "still covers" in page.moved_card.sentence.text()
    assert not page.decision.isVisible()


def test_the_list_can_be_narrowed(lay_open: Open) -> None:
    """To one kind, or to what is left; going on leaves it when nothing in it is left."""
    conflicts = many(60)
    review = lay_open(plan(*conflicts))
    page = review.page
    combo = page.conflicts.filter
    values = next(n for n in range(combo.count()) if combo.itemText(n).startswith("Two values"))
    combo.setCurrentIndex(values)
    assert {c.kind for c in page.conflicts.list.rows.items} == {"value"}
    page.take_focus()
    review.press("2", "A")
    assert {d.option for d in page.decisions().values()} == {"theirs"}
    assert review.at.kind != "value"
    assert combo.currentIndex() == 0
    combo.setCurrentIndex(1)
    left = len(page.conflicts.list.rows.items)
    assert left == len(conflicts) - len(page.decisions())


def test_few_conflicts_need_no_filter(lay_open: Open) -> None:
    """They are looked over at once."""
    assert not lay_open(plan(*EVERY_KIND[:5])).page.conflicts.filter.isVisible()


def test_a_plan_made_anew_keeps_what_was_decided(lay_open: Open) -> None:
    """Where it is still asked; what is new in it is undecided."""
    from dataclasses import replace

    review = lay_open(plan(*EVERY_KIND[:3]))
    review.press("2", "Return", "2", "Return")
    changed = replace(EVERY_KIND[1], options=SIDES[:1])  # can no longer be decided so
    review.page.show_plan(plan(DEFINITION, changed, EVERY_KIND[10]))
    assert review.page.decisions() == {DEFINITION.key: Decision("theirs")}
    assert review.page.merge.text() == "Merge: 2 left to decide"


def test_every_decision_is_kept_at_once_and_comes_back(lay_open: Open) -> None:
    """Each, all alike, and what was taken back; told in a quiet line, from which one may start
    anew, and take that back too.
    """
    conflicts = many(60)
    review = lay_open(plan(*conflicts))
    review.press("2", "Return", "A")
    made = review.page.decisions()
    review.press("2", "Return", "Ctrl+Z")
    assert len(made) > 10
    again = lay_open(plan(*conflicts))
    page = again.page
    assert page.decisions() == made
    assert page.conflicts.before.text() == f"{len(made)} decisions from before are kept."
    assert again.at.key not in made
    page.conflicts.start_anew.setFocus()
    again.press("Space")
    assert page.decisions() == {}
    assert not page.conflicts.before.isVisible()
    assert again.at is conflicts[0]
    assert page.decision.option == conflicts[0].proposed
    assert f"Let go: {len(made)} decisions" in again.said()
    assert lay_open(plan(*conflicts)).page.decisions() == {}
    page.notices.card.undo.click()
    assert page.decisions() == made
    assert f"{len(made)} decisions as before" in again.said()
    assert lay_open(plan(*conflicts)).page.decisions() == made


def test_what_changed_since_it_was_decided_is_asked_again(lay_open: Open) -> None:
    """And said to be."""
    from dataclasses import replace

    review = lay_open(plan(*EVERY_KIND[:3]))
    review.press("2", "Return", "2", "Return")
    changed = replace(DEFINITION, theirs="A second thought of Ben's.")
    page = lay_open(plan(changed, *EVERY_KIND[1:3])).page
    assert page.decisions() == {EVERY_KIND[1].key: Decision("theirs")}
    assert page.conflicts.before.text() == (
        "1 decision from before is kept. 1 is asked again, for something changed since."
    )


def test_who_may_only_read_keeps_nothing(qtbot: QtBot, sample_file: Path, theme: Theme) -> None:
    """Deciding goes on as ever."""
    work = Work(open_project(sample_file, ANN, write=False), ANN.uid, theme)
    for _ in range(2):
        review = Review(qtbot, work, plan(*EVERY_KIND[:2]))
        assert review.page.decisions() == {}
        review.press("2", "Return", "Ctrl+Z", "2", "Return")
        assert review.page.decisions() == {DEFINITION.key: Decision("theirs")}
        assert not review.page.notices.card.isVisible() or "open again" in review.said()
    work.close()


def test_while_it_is_written_nothing_can_be_decided(lay_open: Open) -> None:
    """Nor the merge be asked for again; after a stop all is as it was."""
    review = lay_open(plan(*EVERY_KIND))
    page = review.page
    page.rest.setChecked(True)
    page.set_busy(True)
    assert page.offers() == frozenset()
    review.press("Ctrl+M", "2", "Return", "Escape")
    assert review.asked == []
    assert review.left == []
    page.set_busy(False)
    assert page.decisions() == {}
    assert page.merge.isEnabled()
    assert review.focus is page.conflicts.list


def test_five_thousand_conflicts(lay_open: Open) -> None:
    """They open, and the next one comes, without a wait; all can be decided in a few keys."""
    conflicts = many(5000)
    began = time.perf_counter()
    review = lay_open(plan(*conflicts, doubtful=3000, reanchored=3000))
    opened = time.perf_counter() - began
    page = review.page
    steps = []
    for _ in range(60):
        began = time.perf_counter()
        review.press("Return")
        steps.append(time.perf_counter() - began)
    assert len(page.decisions()) == 60
    review.press("End", "Home")
    assert review.at is conflicts[0]
    while page.choices.left:
        if page.decision.all.isVisible():
            review.press("A")
        else:
            review.press("Return")
    assert page.decisions().keys() == {c.key for c in conflicts}
    assert page.merge.isEnabled()
    assert opened < 5
    assert max(steps) < 1


def test_long_names_keep_to_their_place(lay_open: Open) -> None:
    """Nothing is pushed out of the window by a name, at 100 % or 200 %."""
    from dataclasses import replace

    long = replace(DEFINITION, what="A name that goes on and on " * 12, sentence="Both. " * 80)
    review = lay_open(plan(*(replace(long, key=str(n)) for n in range(20)), name="Ben " * 30))
    for zoom in (100, 200):
        review.work.theme.set_zoom(zoom)
        QApplication.processEvents()
        for part in (review.page.merge, review.page.decision.go, review.page.cancel):
            assert part.isVisible()
            corner = part.mapTo(review.window, part.rect().bottomRight())
            assert review.window.rect().contains(corner)
    review.work.theme.set_zoom(100)


def test_tab_leads_through_all_of_it_in_the_order_of_reading(lay_open: Open) -> None:
    """And whatever has the keys is told by name."""
    review = lay_open(plan(*many(20)))
    told: list[str] = []
    while review.focus is not review.page.conflicts.list or not told:
        found = QAccessible.queryAccessibleInterface(review.focus)
        assert found is not None
        assert found.text(QAccessible.Text.Name)
        told.append(found.text(QAccessible.Text.Name))
        review.press("Tab")
    assert told == [
        "To decide", "Before either change", "Yours", "Theirs", "Keep yours",
        "Why (goes into the report)", "Decide and go on", review.page.decision.all.text(),
        "Take the proposals for the rest", "Cancel", "To decide", "All",
    ]  # fmt: skip
    rows = QAccessible.queryAccessibleInterface(review.page.conflicts.list)
    assert rows is not None
    first = rows.child(0)
    assert first is not None
    said = first.text(QAccessible.Text.Name)
    assert said == "Not overstepping 0, Definition edited twice, not decided"
    assert first.role() == QAccessible.Role.ListItem


def test_a_long_version_is_read_by_keyboard(lay_open: Open) -> None:
    """The card follows the caret."""
    review = lay_open(plan(EVERY_KIND[8]))
    card = review.page.card
    card.ours.words.setFocus()
    review.press("Ctrl+End")
    at = card.ours.words.viewport().mapTo(card, card.ours.words.cursorRect().center())
    assert card.rect().contains(at)


def test_names_of_codes_come_before_those_they_are_under(lay_open: Open) -> None:
    """In the list there is room for one; a name that is very long is set smaller."""
    review = lay_open(plan(EVERY_KIND[7], EVERY_KIND[1]))
    card = review.page.card
    assert card.title.text() == "Middle layer"
    assert card.under.text() == "under Ties"
    first = review.page.conflicts.list.rows.index(0)
    assert first.data() == "Middle layer"
    review.press("N")
    assert not card.under.isVisible()


def test_what_became_of_a_thing_is_no_quotation(lay_open: Open) -> None:
    """A side that deleted it says so, in no words of anybody's."""
    review = lay_open(plan(EVERY_KIND[5]))
    card = review.page.card
    assert not card.theirs.words.isVisible()
    assert card.theirs.nothing.text() == "Deleted"
    assert card.ours.nothing.text() == "6 codings"
    assert not card.legend.isVisible()
