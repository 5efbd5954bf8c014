"""The first opening of a copy: nobody acts in it before it is known who they are."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from liveable.exchange.handouts import Receiver, hand_out_all
from liveable.gui.theme import Theme
from liveable.gui.who_dialog import WhoDialog
from liveable.gui.words import MONTHS
from liveable.gui.work import Notice
from liveable.ops import coders
from liveable.store import check, queries
from liveable.store.copies import ThisCopy, this_copy
from liveable.store.project import open_project
from tests.conftest import ANN
from tests.gui.desk import Desk
from tests.gui.test_accessible import ABOUT, NAME, of

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
HER = "00000000-0000-7000-8000-0000000000aa"


@pytest.fixture
def copy(sample_file: Path) -> Path:
    """A copy that Ann made for Ana, of everything."""
    with open_project(sample_file, ANN) as project:
        (made,) = hand_out_all(project, sample_file.parent, [Receiver("Ana")], ANN).made
    return made.path


@pytest.fixture
def hers(desk: Desk) -> Desk:
    """A window on another machine, whose settings call its person A. García."""
    desk.window.kept.change(person_uid=HER, person_name="A. García")
    return desk


def known(path: Path) -> tuple[ThisCopy, list[str], int]:
    """What a closed copy knows of itself, its coders' names, and how many acts are in it."""
    with open_project(path, ANN, write=False) as project, project.reading() as session:
        found = this_copy(session)
        assert found is not None
        names = [row.name for row in queries.coders(session)]
        return found, names, len(queries.history(session))


def opened(desk: Desk, *keys: str) -> None:
    """Press keys, the last of which opens the copy."""
    with desk.qtbot.waitSignal(desk.window.opened, check_params_cb=lambda path: bool(path)):
        desk.press(*keys)


def test_who_it_is_for_says_so_and_acts_as_that_coder(hers: Desk, copy: Path) -> None:
    """Whatever the settings call them; they are asked but once."""
    dialog = hers.open_copy(copy)
    assert of(hers.focus).text(NAME) == "Yes, I am Ana"
    assert of(hers.focus).text(ABOUT) == (
        "What you do here is done by Ana, as the project knows them. 1"
    )
    assert dialog.title.text() == "This copy was made for Ana. Are you Ana?"
    now = datetime.now()
    assert dialog.about.text() == (
        f"Handed out on {now.day} {MONTHS[now.month - 1]}, with all documents."
    )
    assert hers.window.work is None
    opened(hers, "Space", "Return")
    place = hers.page.status.place.text()
    assert "Coding as Ana · Copy for Ana, from " in place
    hers.read("M03 Saima Iqbal")
    hers.select("You grew up")
    hers.quick_code("small civ")
    row = max(hers.codings(), key=lambda row: row.created)
    assert (row.coder_name, row.coder) == ("Ana", hers.work.coder)
    assert row.coder != HER
    assert hers.window.kept.now.name == "A. García"
    hers.window.close_project()
    assert known(copy)[0].person == HER
    assert "A. García" not in known(copy)[1]
    hers.open(copy)
    assert "Coding as Ana" in hers.page.status.place.text()


def test_somebody_else_joins_under_their_own_name(hers: Desk, copy: Path) -> None:
    """Which they may put right first; the lead will see a second person, and they are told so."""
    dialog = hers.open_copy(copy)
    assert not dialog.named.isVisible()
    hers.press("2")
    assert dialog.no.isChecked()
    assert "second person beside Ana" in dialog.no.accessibleDescription()
    assert hers.focus is dialog.name
    assert dialog.name.text() == "A. García"
    hers.press("Ctrl+A", "Backspace", "Return")
    assert dialog.problem.text() == "Say who you are; initials will do."
    hers.letters("ANA")
    hers.press("Return")
    assert dialog.problem.text().startswith("If you are the ANA this copy was made for, say yes;")
    hers.press("Ctrl+A")
    hers.letters("Bea 2")
    assert dialog.main.text() == "Open as Bea 2"
    opened(hers, "Return")
    assert hers.work.coder == HER
    assert "Coding as Bea 2 · Copy for Ana" in hers.page.status.place.text()
    assert hers.window.kept.now.name == "Bea 2"
    hers.window.close_project()
    assert known(copy)[0].person is None
    assert {"Ana", "Bea 2"} <= set(known(copy)[1])
    hers.open(copy)
    assert hers.work.coder == HER


def test_who_only_looks_changes_nothing(hers: Desk, copy: Path) -> None:
    """Every act is refused, nothing says that they were there, and next time they are asked."""
    before = known(copy)
    dialog = hers.open_copy(copy)
    hers.press("Down", "Down")
    assert hers.focus is dialog.look
    opened(hers, "Space", "Return")
    assert "Only looking: nothing can be changed · Copy for Ana" in hers.page.status.place.text()
    assert "open it again and say who you are" in hers.page.notices.card.words.text()
    said: list[Notice] = []
    hers.work.said.connect(said.append)
    hers.read("M03 Saima Iqbal")
    hers.select("You grew up")
    hers.quick_code("small civ")
    assert [notice.text for notice in said] == [f"{copy.name} is open for reading only."]
    hers.press("Ctrl+R")
    for command in ("team.hand_out", "document.import"):
        hers.window.actions_.by_name[command].trigger()
    assert all(notice.bad for notice in said)
    assert len(said) == 4
    assert not list(copy.parent.glob("*snapshots*"))
    hers.window.close_project()
    assert known(copy) == before
    hers.open_copy(copy).reject()


def test_it_cannot_be_passed_over_by_accident(hers: Desk, copy: Path, sample_file: Path) -> None:
    """Enter does nothing while nothing is chosen; Escape opens nothing and leaves no trace."""
    before = known(copy)
    dialog = hers.open_copy(copy)
    assert not dialog.main.isEnabled()
    assert not any(c.isChecked() for c in (dialog.yes, dialog.no, dialog.look))
    hers.press("Return", "Ctrl+Return")
    assert dialog.isVisible()
    gone = hers.closed(dialog)
    hers.press("Escape")
    assert gone()
    QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
    assert hers.window.work is None
    assert hers.window.welcome.isVisible()
    assert known(copy) == before
    with open_project(copy, ANN):
        pass  # nobody holds it
    hers.open(sample_file)


def test_a_person_of_the_name_need_only_press_enter(hers: Desk, copy: Path) -> None:
    """Case and accents do not matter; it is asked all the same."""
    hers.window.kept.change(person_name="aná")
    dialog = hers.open_copy(copy)
    assert dialog.yes.isChecked()
    assert dialog.main.text() == "Open as Ana"
    assert dialog.name.text() == ""
    opened(hers, "Return")
    assert known(copy)[0].person == HER


def test_the_lead_is_not_asked(desk: Desk, copy: Path, sample_file: Path) -> None:
    """The copy knows them; and a project that is no copy asks nobody, and says nothing of one."""
    desk.open(copy)
    assert desk.work.coder == ANN.uid
    assert "Coding as Ann · Copy for Ana" in desk.page.status.place.text()
    desk.window.kept.change(person_uid=HER, person_name="A. García")
    desk.open(sample_file)
    assert "Copy for" not in desk.page.status.place.text()


def test_the_status_line_keeps_up_with_a_coders_name(sample: Desk) -> None:
    """It names the coder, not the settings."""
    assert "Coding as Ann" in sample.page.status.place.text()
    coders.rename(sample.work.project, ANN.uid, "Ann\nSmith", ANN.uid)
    assert "Coding as Ann Smith · " in sample.page.status.place.text()


def test_a_window_that_closes_lets_the_copy_go(
    qtbot: QtBot, theme: Theme, hers: Desk, copy: Path, sample_file: Path
) -> None:
    """So does opening another project meanwhile."""
    hers.open_copy(copy)
    hers.open(sample_file)
    with open_project(copy, ANN) as project:
        assert check.check(project).sound
    hers.open_copy(copy)
    hers.window.close()
    with open_project(copy, ANN):
        pass


def test_a_copy_tells_what_is_in_it(qtbot: QtBot, theme: Theme) -> None:
    """How many documents, and whether it is blind; long names are cut where they have no room."""
    long = "Aleksandra Nowakowska-Featherstonehaugh"
    made = ThisCopy("c", "u", long, True, ("d", "e"), "2024-02-02T10:00:00.000Z", None)
    dialog = WhoDialog(theme, made, "Ben")
    qtbot.addWidget(dialog)
    assert dialog.about.text() == (
        "Handed out on 2 February 2024, with 2 documents, without the other coders' work."
    )
    dialog.yes.setChecked(True)
    assert dialog.main.text() == "Open as Aleksandra Nowakowska-F…"
    dialog.look.setChecked(True)
    assert dialog.main.text() == "Open to look"


def test_from_hand_to_hand(sample: Desk) -> None:
    """A blind copy of one document, handed out and coded in the window: it has just that."""
    (file, _) = sample.hand_out("Ana", "Bo", documents=["M03 Saima Iqbal"], blind=True)
    sample.window.close_project()
    sample.window.kept.change(person_uid=HER, person_name="A. García")
    dialog = sample.open_copy(file)
    assert "1 document, without the other coders' work." in dialog.about.text()
    opened(sample, "1", "Return")
    assert [row.name for row in sample.documents()] == ["M03 Saima Iqbal"]
    assert sample.codings() == []
    sample.read("M03 Saima Iqbal")
    sample.select("You grew up")
    sample.quick_code("small civ")
    assert [row.coder_name for row in sample.codings()] == ["Ana"]
