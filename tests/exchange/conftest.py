"""What the tests of merging share: a study of Ann's, and a shell beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from liveable import settings
from tests.cli.conftest import Shell
from tests.conftest import ANN
from tests.exchange import team


@pytest.fixture(scope="session")
def _study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("study") / "kindness.liveable"
    team.study(path)
    return path


@pytest.fixture
def here(_study: Path, tmp_path: Path) -> Path:
    """Ann's study (team.py), which nobody has open; Ann sits at this machine."""
    path = tmp_path / _study.name
    shutil.copyfile(_study, path)
    settings.save(settings.Settings(person_uid=ANN.uid, person_name=ANN.name, snapshots=False))
    return path


@pytest.fixture
def sh(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A shell."""
    return Shell(tmp_path, capsys)
