"""The manual speaks of everything there is."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
import typer

from liveable import settings
from liveable.cli import app
from liveable.store.schema import Row

DOCS = Path(__file__).parents[1] / "docs"
COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_manual(command: str) -> None:
    """Each command is shown as it is typed, and the manual shows no others."""
    manual = (DOCS / "manual.md").read_text(encoding="utf-8")
    assert re.search(rf"^liveable {command}\b", manual, re.MULTILINE)
    assert set(re.findall(r"^liveable (\w+)", manual, re.MULTILINE)) <= set(COMMANDS)


def test_every_setting_is_in_the_manual() -> None:
    """A setting nobody can find is none."""
    manual = (DOCS / "manual.md").read_text(encoding="utf-8")
    for field in dataclasses.fields(settings.Settings):
        assert f"`{field.name}`" in manual or field.name.startswith("person_")


@pytest.mark.parametrize("table", Row.metadata.tables.values(), ids=lambda t: str(t.name))
def test_every_table_and_column_is_in_the_file_format(table: object) -> None:
    """Whoever opens a project file in ten years finds each column described."""
    lines = (DOCS / "file-format.md").read_text(encoding="utf-8").splitlines()
    name, columns = table.name, [c.name for c in table.columns]  # type: ignore[attr-defined]
    (line,) = [x for x in lines if re.match(rf"\| (\S+, )*{name}\b[^|]*\|", x.replace(" °", ""))]
    if name != "noted":
        assert [c for c in columns if not re.search(rf"\b{c}\b", line.split("|", 2)[2])] == []


def test_the_readme_is_short() -> None:
    """Under a hundred lines."""
    assert len((DOCS.parent / "README.md").read_text(encoding="utf-8").splitlines()) < 100
