"""What the window's tests share: an application off screen, and the sample project, open."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from pytestqt.qtbot import QtBot

from liveable import demo
from liveable.gui.theme import Theme
from liveable.gui.work import Work
from liveable.ops import coders
from liveable.store.project import open_project
from tests.conftest import ANN


@pytest.fixture(scope="session")
def _sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo.make(tmp_path_factory.mktemp("sample") / "demo").project


@pytest.fixture
def sample_file(tmp_path: Path, _sample: Path) -> Path:
    """A copy of the sample project: 11 documents, 78 codes, 360 codings by Isla and Tom."""
    return Path(shutil.copyfile(_sample, tmp_path / "sample.liveable"))


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    """The light theme at 100 %."""
    return Theme("light")


@pytest.fixture
def work(qtbot: QtBot, sample_file: Path, theme: Theme) -> Iterator[Work]:
    """The sample project, open for Ann, with nothing chosen."""
    project = open_project(sample_file, ANN)
    coders.present(project, ANN)
    opened = Work(project, ANN.uid, theme)
    yield opened
    opened.close()
