"""What the window's tests share: an application off screen, and the sample project, open."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from liveable import demo
from liveable.gui import garbage
from liveable.gui.kept import Kept
from liveable.gui.theme import Theme
from liveable.gui.window import Window
from liveable.gui.work import Work
from liveable.ops import coders
from liveable.store.project import open_project
from liveable.suggest.suggester import Suggester
from tests.conftest import ANN
from tests.gui.desk import Desk


@pytest.fixture(scope="module", autouse=True)
def _no_garbage_in_threads() -> Iterator[None]:
    """As in the program, where a ``Sweeper`` sees to it; nothing of a window is left to others."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _swept() -> Iterator[None]:
    yield
    garbage.sweep()


@pytest.fixture(scope="session")
def _sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo.make(tmp_path_factory.mktemp("sample") / "demo", maker=ANN).project


@pytest.fixture
def sample_file(tmp_path: Path, _sample: Path) -> Path:
    """A copy of the sample project: 11 documents, 78 codes, 360 codings by Isla and Tom. Ann made
    it and so leads it.
    """
    return Path(shutil.copyfile(_sample, tmp_path / "sample.liveable"))


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    """The light theme at 100 %."""
    return Theme("light")


@pytest.fixture(scope="session")
def suggester() -> Iterator[Suggester]:
    with Suggester() as made:
        yield made


@pytest.fixture
def work(
    qtbot: QtBot, sample_file: Path, theme: Theme, suggester: Suggester
) -> Iterator[Work]:  # fmt: skip
    """The sample project, open for Ann, with nothing chosen."""
    project = open_project(sample_file, ANN)
    coders.present(project, ANN)
    opened = Work(project, ANN.uid, theme)
    opened.suggester = suggester  # its process takes a second to start
    yield opened
    opened.suggester = Suggester()  # so that closing leaves the other one to the next test
    opened.close()
    # What still waits to be deleted goes before the work it stands in: outside a window, nobody
    # else holds that.
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """What a dialog opens over."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> Iterator[Window]:
    """The window on the welcome page; Ann's machine."""
    kept = Kept()
    kept.change(person_uid=ANN.uid, person_name=ANN.name)
    made = Window(kept, theme)
    qtbot.addWidget(made)
    yield made
    made.close()


@pytest.fixture
def desk(qtbot: QtBot, window: Window) -> Desk:
    """The window, driven by keys."""
    return Desk(qtbot, window)


@pytest.fixture
def sample(desk: Desk, sample_file: Path) -> Desk:
    """The same with the sample project open."""
    desk.open(sample_file)
    return desk
