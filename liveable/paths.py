"""Where things lie: what is shipped with the program, and what belongs to the user."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

CONFIG_VARIABLE = "LIVEABLE_CONFIG"


def resources() -> Path:
    """The folder of shipped resources (the sample project's sources)."""
    return _shipped("resources")


def codebooks() -> Path:
    """The folder of ready-made codebooks."""
    return _shipped("codebooks")


def manual() -> Path:
    """The manual; pictures lie in folders beside it."""
    shipped = resources() / "manual.md"
    return shipped if shipped.is_file() else Path(__file__).parent.parent / "docs" / "manual.md"


def _shipped(name: str) -> Path:
    """Inside the package when installed from a wheel, at the top of the tree in a checkout."""
    package = Path(__file__).parent
    return package / name if (package / name).is_dir() else package.parent / name


def config() -> Path:
    """The user's settings folder; the environment variable LIVEABLE_CONFIG moves it."""
    moved = os.environ.get(CONFIG_VARIABLE)
    return Path(moved) if moved else platformdirs.user_config_path("liveable", appauthor=False)


def logs() -> Path:
    """The folder of the log file, beside the settings where those were moved."""
    moved = os.environ.get(CONFIG_VARIABLE)
    return Path(moved) if moved else platformdirs.user_log_path("liveable", appauthor=False)


def documents() -> Path:
    """Where the user keeps documents; beside the settings where those were moved."""
    moved = os.environ.get(CONFIG_VARIABLE)
    return Path(moved) / "documents" if moved else platformdirs.user_documents_path()
