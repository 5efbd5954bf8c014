"""What is suggested in a project: chosen in a dialog, and out of sight where it is off."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from liveable import settings
from liveable.gui.commands import COMMANDS
from liveable.gui.kept import Kept
from liveable.gui.palette import Palette
from liveable.gui.suggestion_settings import SuggestionSettings
from liveable.gui.theme import Theme
from liveable.gui.work import Work
from liveable.ops import coders, suggesting
from liveable.store import queries
from liveable.store.suggesting import Choices, choices
from liveable.suggest.pipelines import Pipeline
from tests.gui.desk import Desk

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
SUGGEST = {c.name for c in COMMANDS if c.name.startswith("suggest.")} - {"suggest.settings"}


@pytest.fixture
def page(qtbot: QtBot, work: Work, parent: QWidget) -> SuggestionSettings:
    """The dialog of the sample project, as Ann, who leads it, has it."""
    made = SuggestionSettings(work, Kept(), parent)
    made.show()
    return made


def acts(work: Work) -> list[str]:
    return [act.label for act in work.look(queries.history, 3)]


def seen(desk: Desk) -> set[str]:
    """The commands of suggestions that are to be seen in menus and palette."""
    actions = desk.window.actions_.by_name
    in_menus = {name for name in SUGGEST if actions[name].isVisible()}
    palette = Palette(desk.work, actions, desk.window)
    in_palette = {c.name for c in palette._commands} & SUGGEST
    palette.reject()
    palette.deleteLater()
    assert in_menus == in_palette
    return in_menus


def in_front(desk: Desk) -> str:
    bar = desk.page.drawer.bar
    return bar.tabText(bar.currentIndex())


def origins(desk: Desk) -> list[str]:
    menu: QMenu = desk.page.excerpts.choice._origins.menu
    return [action.text() for action in menu.actions() if isinstance(action, QAction)]


def test_switched_off_nothing_of_suggestions_is_seen_until_undo(sample: Desk) -> None:
    """By keys alone: no command, no tab, no origin that speaks of them; codings stay."""
    page, codings = sample.page, len(sample.codings())
    tab = page.drawer.bar
    assert in_front(sample) == "Suggestions"
    assert seen(sample) == SUGGEST
    card = page.card
    sample.work.choose_code(sample.code("Small civilities"))
    assert card.face.find_cues.isVisible()
    sample.window.actions_.by_name["suggest.settings"].trigger()
    dialog = sample.dialog(SuggestionSettings)
    assert sample.focus is dialog.on
    gone = sample.closed(dialog)
    sample.press("Space", "Ctrl+Return")
    sample.until(gone)
    assert seen(sample) == set()
    assert not any(sample.may(name) for name in SUGGEST)
    assert sample.may("suggest.settings")
    assert in_front(sample).startswith("Excerpts")
    assert not tab.isTabVisible(0)
    assert not any("uggest" in said for said in origins(sample))
    assert len(sample.codings()) == codings
    assert not card.face.find_cues.isVisible()
    card.edit("phrases")
    assert card.form.cues.isVisible()
    assert not card.form.find_cues.isVisible()
    sample.press("Escape")
    sample.press("Ctrl+Z")
    assert seen(sample) == SUGGEST
    assert tab.isTabVisible(0)
    assert in_front(sample).startswith("Suggestions")
    assert any("uggest" in said for said in origins(sample))


def test_a_project_with_suggestions_off_opens_so_and_leaves_others_alone(
    sample: Desk, sample_file: Path
) -> None:
    """Its tab is not in front, be it that it was the last one; without a project all is back."""
    suggesting.choose(sample.work.project, Choices(off=True), sample.work.coder)
    sample.window.close_project()
    assert sample.window.actions_.by_name["suggest.all"].isVisible()
    sample.open(sample_file)
    assert seen(sample) == set()
    assert in_front(sample).startswith("Excerpts")


def test_all_choices_of_a_project_are_one_act(page: SuggestionSettings, work: Work) -> None:
    """Nothing is written before they are kept; what was not changed is not written."""
    before = acts(work)
    page.threshold.setValue(65)
    page.all.setChecked(True)
    assert acts(work) == before
    page.keep()
    assert work.choices == work.look(choices) == Choices(threshold=0.65, shared=True)
    assert acts(work)[:2] == ["Choose what is suggested", before[0]]


def test_nothing_changed_is_no_act(qtbot: QtBot, work: Work, parent: QWidget) -> None:
    """Not even where the precision was written by another program, in between."""
    suggesting.choose(work.project, Choices(threshold=0.333), work.coder)
    before = acts(work)
    page = SuggestionSettings(work, Kept(), parent)
    assert page.threshold.value() == 33
    page.keep()
    assert acts(work) == before
    assert work.choices.threshold == 0.333


def test_only_the_lead_says_whose_codings_teach(
    qtbot: QtBot, work: Work, parent: QWidget, page: SuggestionSettings
) -> None:
    """Others are told who does; everybody is warned of what it does to coding."""
    assert page.all.isEnabled()
    assert "less diverse codes" in page.all.accessibleDescription()
    page.on.setChecked(False)
    assert not any(field.isEnabled() for field in (page.all, page.threshold))
    isla = next(c for c in work.look(queries.coders) if c.name == "Isla Reid")
    coders.make_lead(work.project, isla.uid, work.coder)
    other = SuggestionSettings(work, Kept(), parent)
    assert not any(field.isEnabled() for field in (other.own, other.all))
    assert "Only the lead, Isla Reid, may change this." in other.all.accessibleDescription()


def test_an_encoder_that_cannot_be_used_is_told_and_nothing_kept(
    qtbot: QtBot, work: Work, page: SuggestionSettings, tmp_path: Path
) -> None:
    """Beside its field, in one sentence; empty is none."""
    page.encoder.setText(str(tmp_path / "nothing"))
    page.on.setChecked(False)
    page.keep()
    qtbot.waitUntil(lambda: bool(page.problem.text()), timeout=20_000)
    assert str(tmp_path / "nothing") in page.problem.text()
    assert page.main.isEnabled()
    assert not work.look(choices).off
    assert settings.load().sentence_encoder == ""
    page.encoder.clear()
    assert page.problem.text() == ""
    with qtbot.waitSignal(page.finished):
        page.keep()
    assert work.choices.off


def test_pipelines_that_are_installed_are_offered(
    qtbot: QtBot, work: Work, page: SuggestionSettings
) -> None:
    """With what they can do; the one that is kept stays, also where it is gone."""
    page._list(
        [Pipeline("en_md", "en", "3.8", True, True, True), Pipeline("x", "x", "1", *[False] * 3)]
    )
    names = [page.pipeline.itemText(n) for n in range(page.pipeline.count())]
    assert names == ["None", "en_md: sentences, dictionary forms, word vectors", "x"]
    page.pipeline.setCurrentIndex(1)
    with qtbot.waitSignal(work.choices_changed):
        page.keep()
    assert settings.load().spacy_pipeline == work.pipeline == "en_md"
    page = SuggestionSettings(work, Kept(), page.parentWidget())
    page._list([])
    assert page.pipeline.currentText() == "en_md (not installed)"
    page.keep()
    assert settings.load().spacy_pipeline == "en_md"


def test_it_is_named_throughout_and_fits(
    qtbot: QtBot, theme: Theme, page: SuggestionSettings
) -> None:
    """Every field for a screen reader; nothing is cut off at twice the size."""
    for widget in page.findChildren(QWidget):
        ours = not widget.objectName().startswith("qt_") and widget.parent() is not None
        if ours and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert widget.accessibleName() or getattr(widget, "text", str)(), widget
    assert page.content.minimumSizeHint().width() <= page.area.viewport().width()
