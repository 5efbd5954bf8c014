"""Codebooks in and out of files, and the ready-made ones shipped with the program.

The formats are described in docs/codebook-format.md. Nothing here knows of a project: a codebook is
a value.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from pathlib import Path, PurePath

from liveable import paths
from liveable.core.codebook import Codebook
from liveable.core.files import write_whole
from liveable.errors import NotFound
from liveable.exchange.codebook_check import refused
from liveable.exchange.codebook_csv import is_table, read_csv, to_csv
from liveable.exchange.codebook_yaml import read_yaml, to_yaml

__all__ = ["load_shipped", "read", "shipped", "to_csv", "to_yaml", "write"]

LARGEST = 2_000_000  # bytes; five hundred fully described codes are a quarter of that
_BINARY = {b"PK\x03\x04": "a spreadsheet or document (save it as CSV)", b"%PDF": "a PDF",
           b"SQLite format 3": "a database", b"\xd0\xcf\x11\xe0": "an old Office file"}  # fmt: skip
_SPEAKING = re.compile(r"^(?!#|---|%)[^\r\n]*\S[^\r\n]*", re.M)  # no comment, no blank line
_YAML = re.compile(r"(schema|name|description|language|dialect|codes)[ \t]*:")
_GUESSED = "The file is not in UTF-8 and was read as Windows text; check letters with accents."


def read(data: bytes, name: str) -> Codebook:
    """The codebook in a file's bytes, YAML or CSV by its content; ``name`` is the file's.

    Raises FileRefused, whose cause names each faulty line and what is wrong there.
    """
    file = PurePath(name).name
    text, guessed = _decoded(data, file)
    codebook = read_yaml(text, file) if _is_yaml(text, file) else read_csv(text, file)
    return replace(codebook, warnings=(_GUESSED, *codebook.warnings)) if guessed else codebook


def write(codebook: Codebook, path: Path) -> list[str]:
    """Write a codebook to a file, YAML or CSV by its ending; what cannot be kept there is returned
    as sentences.

    Raises FileRefused for other endings and where the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in (".yaml", ".yml", ".csv"):
        raise refused(path.name, "a codebook is written as .yaml or .csv")
    text = to_csv(codebook) if ending == ".csv" else to_yaml(codebook)
    write_whole(path, text.encode())
    lost = [key for key in ("description", "language", "dialect") if getattr(codebook, key)]
    if ending != ".csv" or not lost:
        return []
    return [f"A table has no place for the codebook's {', '.join(lost)}; .yaml keeps everything."]


def shipped() -> list[str]:
    """The names of the ready-made codebooks."""
    return sorted(path.stem for path in paths.codebooks().glob("*.yaml"))


def load_shipped(name: str) -> Codebook:
    """The ready-made codebook of that name; raises NotFound with the names there are."""
    names = shipped()
    if name not in names:
        raise NotFound(f"There is no ready-made codebook ‘{name}’; there are {', '.join(names)}.")
    path = paths.codebooks() / f"{name}.yaml"
    return read(path.read_bytes(), path.name)


def _decoded(data: bytes, file: str) -> tuple[str, bool]:
    """The text, and whether its encoding is only a guess."""
    if len(data) > LARGEST:
        raise refused(file, f"is {len(data):,} bytes; a codebook is at most {LARGEST:,}")
    for magic, what in _BINARY.items():
        if data.startswith(magic):
            raise refused(file, f"is {what}, not a codebook in YAML or CSV")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
    try:
        return data.decode(encoding), False
    except UnicodeDecodeError as error:
        return _windows(data, file, error.start), True


def _windows(data: bytes, file: str, first: int) -> str:
    """Text as a spreadsheet on Windows saves it; bytes that cannot be that are refused."""
    try:
        if b"\0" not in data:
            return data.decode("cp1252")
    except UnicodeDecodeError:
        pass
    line = data.count(b"\n", 0, first) + 1
    raise refused(file, f"line {line}: is not text in UTF-8; save the file as UTF-8")


def _is_yaml(text: str, file: str) -> bool:
    """What the file begins with decides; where that leaves a doubt, its ending."""
    first = _SPEAKING.search(text)
    if first and _YAML.match(first[0]):
        return True
    if is_table(text):
        return False
    if file.lower().endswith((".yaml", ".yml")):
        return True
    if file.lower().endswith((".csv", ".tsv", ".txt")):
        return False
    raise refused(
        file,
        "is no codebook: neither YAML with ‘schema: liveable-codebook/1’ "
        "nor a table with a column ‘name’",
    )
