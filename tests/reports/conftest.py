from __future__ import annotations

from collections.abc import Iterator

import pytest

from liveable.ops import documents
from liveable.store.project import create
from tests.reports import study
from tests.reports.study import ANA, Study


@pytest.fixture(scope="session")
def stair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """The small study; nobody changes it."""
    built = study.build(tmp_path_factory.mktemp("stair"))
    yield built
    built.project.close()


@pytest.fixture(scope="session")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """The same, with the diary in a folder and an attribute of its own."""
    built = study.build(tmp_path_factory.mktemp("filed"))
    stairs = documents.add_folder(built.project, "Stairs", ANA.uid)
    north = documents.add_folder(built.project, "North", ANA.uid, stairs)
    diary = built.documents["Moira diary"]
    documents.move(built.project, [diary], north, ANA.uid)
    built.value("Season", "spring", document=diary)
    yield built
    built.project.close()


@pytest.fixture
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """A project with nothing in it but Ana, to fill."""
    project = create(tmp_path_factory.mktemp("empty") / "p.liveable", "Empty", ANA)
    yield Study(project)
    project.close()
