"""Imports run one way, and each library stays where it belongs (docs/architecture.md)."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import liveable

PACKAGE = Path(liveable.__file__).parent
BELOW = {
    "core": set[str](),
    "store": {"core"},
    "readers": {"core"},
    "suggest": {"core"},
    "ops": {"store", "core"},
    "reports": {"store", "core"},
    "exchange": {"store", "core", "ops", "paths"},
    "gui": {
        "core",
        "store",
        "ops",
        "readers",
        "suggest",
        "exchange",
        "reports",
        "paths",
        "settings",
        "logs",
        "demo",
    },
    "errors": set[str](),
    "paths": set[str](),
    "settings": {"core", "paths"},
    "logs": {"paths"},
}
TOP = {"cli", "demo", "__main__", "__init__"}
ONLY_IN = {
    "PySide6": {"gui"},
    "sqlalchemy": {"store", "ops", "exchange", "reports"},
    "spacy": {"suggest"},
    "numpy": {"suggest"},
    "scipy": {"suggest"},
    "sklearn": {"suggest"},
    "onnxruntime": {"suggest"},
    "tokenizers": {"suggest"},
    "pdfminer": {"readers"},
    "lxml": {"readers", "reports"},
    "docx": {"readers", "reports"},
    "openpyxl": {"readers"},
    "charset_normalizer": {"readers"},
    "typer": {"cli"},
    "click": {"cli"},
    "platformdirs": {"paths"},
}
FILES = sorted(PACKAGE.rglob("*.py"))


def part(path: Path) -> str:
    """The package or module a file belongs to, directly below ``liveable``."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Every module a file imports, by its full name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: say imports in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    """A package imports only what lies below it; anyone may raise our errors."""
    here = part(path)
    if here in TOP:
        return
    allowed = BELOW[here] | {here, "errors"}
    for name in imports(path):
        if name.startswith("liveable."):
            assert name.split(".")[1] in allowed, f"{here} must not import {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_libraries_stay_where_they_belong(path: Path) -> None:
    """The core needs the standard library alone, and each library has its place."""
    for name in imports(path):
        root = name.split(".")[0]
        if root in ONLY_IN:
            assert part(path) in ONLY_IN[root], f"{part(path)} must not import {root}"
        if part(path) == "core" and root != "liveable":
            assert root in sys.stdlib_module_names, f"core must not import {root}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_files_stay_small(path: Path) -> None:
    """A file has one subject and fewer than 500 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) < 500


@pytest.mark.parametrize(
    ("command", "unwanted"),
    [
        ("import liveable.cli", "spacy thinc PySide6 pdfminer openpyxl docx"),
        ("import liveable.readers.workers", "sqlalchemy typer spacy PySide6"),
        ("import liveable.suggest.engine, liveable.suggest.suggester", "spacy thinc numpy scipy"),
        ("import liveable.gui.window", "spacy thinc numpy scipy onnxruntime pdfminer openpyxl"),
    ],
)
def test_heavy_libraries_are_not_imported_before_they_are_needed(
    command: str, unwanted: str
) -> None:
    """Starting the program, or a worker, does not wait for what it may never use."""
    check = f"{command}; import sys; print([m for m in {unwanted.split()} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
