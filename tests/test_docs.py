"""The manual speaks of everything there is."""

from __future__ import annotations

import dataclasses
import glob
import importlib.util
import json
import re
import shlex
import shutil
from pathlib import Path

import openpyxl
import pytest
import typer

from liveable import paths, settings
from liveable.cli import app, run
from liveable.store.schema import Row

DOCS = Path(__file__).parents[1] / "docs"
COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_described(command: str) -> None:
    """Each command is shown as it is typed, and no others are."""
    manual = (DOCS / "command-line.md").read_text(encoding="utf-8")
    assert re.search(rf"^liveable {command}\b", manual, re.MULTILINE)
    assert set(re.findall(r"^liveable ([\w-]+)", manual, re.MULTILINE)) <= set(COMMANDS)


@pytest.mark.long
def test_every_line_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As it stands, one after the other, in the sample project and with files of these names."""
    sample = paths.resources() / "sample"
    (tmp_path / "interviews").mkdir()
    (tmp_path / "wave 2").mkdir()
    for source, target in MATERIAL.items():
        shutil.copyfile(sample / source, tmp_path / target)
    notes = (tmp_path / "notes.txt").read_text(encoding="utf-8")
    (tmp_path / "corrected.txt").write_text(f"Corrected. {notes}", encoding="utf-8")
    (tmp_path / "wave 3").mkdir()
    (tmp_path / "wave 3" / "notes.txt").write_text(f"{notes}\nAnd more.", encoding="utf-8")
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Name", *(f"Item {n}" for n in range(2, 13)), "What helped you most?", "And?"])
    for name in ("Ann", "Ben"):
        sheet.append([name, *range(2, 13), f"{name} had a neighbour who asked.", "No, thank you."])
    book.save(tmp_path / "answers.xlsx")
    monkeypatch.chdir(tmp_path)
    manual = (DOCS / "command-line.md").read_text(encoding="utf-8")
    for line in re.findall(r"^(?:liveable|cd) .+$", manual, re.MULTILINE):
        command, *words = shlex.split(line)
        if command == "cd":
            monkeypatch.chdir(words[0])
            continue
        if words[-1] == "UID":
            run(["codings", "demo", "--json"])
            words[-1] = json.loads(capsys.readouterr().out)[0]["uid"]
        if words[0] == "restore":
            words[-1] = str(next(Path("demo snapshots").iterdir()))
        words = [file for word in words for file in sorted(glob.glob(word)) or [word]]
        assert run(words) == 0, (line, capsys.readouterr().err)
        said = capsys.readouterr().out
        assert "Not found" not in said, line
        assert "Nothing to suggest" not in said, line


MATERIAL = {
    "M01 Moira Tennant.docx": "interviews/Moira.docx",
    "M03 Saima Iqbal.docx": "interviews/Saima.docx",
    "K02 Priya Nair.pdf": "diary M01.pdf",
    "H02 Grace diary.txt": "notes.txt",
    "H03 Alec Ross.txt": "wave 2/Alec.txt",
    "participants.csv": "participants.csv",
}


def test_every_setting_is_in_the_manual() -> None:
    """A setting nobody can find is none."""
    manual = (DOCS / "manual.md").read_text(encoding="utf-8")
    for field in dataclasses.fields(settings.Settings):
        assert f"`{field.name}`" in manual


def test_the_manuals_keys_are_those_of_the_commands() -> None:
    """Its table is made from the list: ``python docs/screenshots.py --keys`` makes it anew."""
    spec = importlib.util.spec_from_file_location("screenshots", DOCS / "screenshots.py")
    assert spec is not None
    assert spec.loader is not None
    screenshots = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(screenshots)
    manual = (DOCS / "manual.md").read_text(encoding="utf-8")
    assert screenshots.with_keys(manual) == manual
    assert "| Code | Star | `S` | in the text |" in manual


def test_every_picture_of_the_manual_is_there() -> None:
    """And every file it sends its readers to."""
    manual = (DOCS / "manual.md").read_text(encoding="utf-8")
    named = re.findall(r"\]\(([^)#]+)\)", manual)
    assert [name for name in named if not (DOCS / name).is_file()] == []
    assert sum(name.startswith("pictures/") for name in named) >= 6


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
