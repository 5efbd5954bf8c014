"""What all tests share: settings of their own, projects, and the folder of other people's files."""

from __future__ import annotations

import hashlib
import os
import shutil
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import liveable.suggest  # noqa: F401 before anything that loads NumPy: it says with how many threads
from liveable import paths
from liveable.core.transcript import Original, Speaker, Transcript, Turn
from liveable.ops import documents
from liveable.store.project import Person, Project, create, open_project
from tests.offline import sitecustomize

ANN = Person("00000000-0000-7000-8000-00000000000a", "Ann")
BEN = Person("00000000-0000-7000-8000-00000000000b", "Ben")

# This process has no network since it imported that module; those that it starts import it too.
os.environ["PYTHONPATH"] = os.pathsep.join(
    [os.path.dirname(sitecustomize.__file__), *filter(None, [os.environ.get("PYTHONPATH")])]
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: begun last, it would keep one process busy and the other
    waiting.
    """
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(autouse=True)
def _own_settings(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(paths.CONFIG_VARIABLE, str(tmp_path_factory.mktemp("config")))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of other people's files; tests that want it are skipped without it."""
    folder = os.environ.get("LIVEABLE_SHARED")
    if not folder:
        pytest.skip("LIVEABLE_SHARED is not set")
    return Path(folder).resolve()


@pytest.fixture(scope="session")
def _empty_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "empty.liveable"
    create(path, "Kindness", ANN).close()
    return path


@pytest.fixture
def project_file(tmp_path: Path, _empty_project: Path) -> Path:
    """A closed, empty project of Ann's."""
    path = tmp_path / "kindness.liveable"
    shutil.copyfile(_empty_project, path)
    return path


@pytest.fixture
def project(project_file: Path) -> Iterator[Project]:
    """An open, empty project of Ann's."""
    with open_project(project_file, ANN) as opened:
        yield opened


def transcript(text: str, *speakers: tuple[str, str | None]) -> Transcript:
    """A transcript whose lines ``Name: words`` are turns of the speakers given with their roles."""
    turns, start = [], 0
    for line in text.split("\n"):
        for label, _ in speakers:
            if line.startswith(f"{label}: "):
                turns.append(Turn(start, start + len(label) + 2, start + len(line), label))
        start += len(line) + 1
    counts = {label: sum(t.speaker == label for t in turns) for label, _ in speakers}
    roles = {"interviewer": "interviewer", "participant": "participant"}
    return Transcript(
        text=text,
        format="txt",
        kind="interview",
        encoding="utf-8",
        speakers=tuple(
            Speaker(label, counts[label], roles.get(role or ""))  # type: ignore[arg-type]
            for label, role in speakers
        ),
        turns=tuple(turns),
    )


def original(name: str, data: bytes) -> Original:
    """A file's bytes as a reader hands them on."""
    return Original(name, hashlib.sha256(data).hexdigest(), len(data), zlib.compress(data))


Add = Callable[..., str]


@pytest.fixture
def add(project: Project) -> Add:
    """Bring a text into the project as a document: ``add("M01", "Ann: words", ("Ann", None))``."""

    def added(name: str, text: str, *speakers: tuple[str, str | None]) -> str:
        return documents.add(
            project, transcript(text, *speakers), original(f"{name}.txt", text.encode()), ANN.uid
        )

    return added
