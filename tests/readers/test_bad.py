"""Hostile and broken files: read with warnings, or refused in a sentence; quickly, in little
memory, and without looking anywhere else.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.readers.builders import docx, odt, paragraph, pdf

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
SECONDS, MEGABYTES = 10, 400
# Reads the files named on its command line, and says what came of each and what was opened or
# called meanwhile.
SCRIPT = """
import json, os, sys, time
from liveable.errors import FileRefused
from liveable.readers import read, read_sheet
import liveable.readers.docx, liveable.readers.odt, liveable.readers.pdf, liveable.readers.rtf
import liveable.readers.html, liveable.readers.table
import openpyxl, lxml.etree
called = []
def hook(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system"):
        called.append([event, repr(args)])
    elif event == "open" and watched and not str(args[0]).startswith(allowed):
        called.append([event, str(args[0])])
watched, allowed = False, (sys.prefix, sys.base_prefix, os.path.dirname(liveable.__file__))
sys.addaudithook(hook)
found = {}
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        data = file.read()
    for act in (read, read_sheet):
        watched, begun = True, time.perf_counter()
        try:
            made = act(data, os.path.basename(path))
            outcome = list(made.warnings), getattr(made, "text", "")[:5000]
        except FileRefused as refused:
            outcome = str(refused)
        watched = False
        found[os.path.basename(path), act.__name__] = outcome, time.perf_counter() - begun
# Not getrusage: after a fork, Linux counts the memory of the process that started this one.
with open("/proc/self/status") as status:
    most = next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM"))
print(json.dumps([most, called, [[*key, *value] for key, value in found.items()]]))
"""


def outcomes(paths: list[Path], most_seconds: float = SECONDS) -> dict[tuple[str, str], Any]:
    """What comes of reading each file both ways; checks time, memory and calls."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT, *map(str, paths)],
        capture_output=True,
        text=True,
        timeout=SECONDS * len(paths),
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    most, called, found = json.loads(done.stdout)
    assert most < MEGABYTES
    assert called == []
    for name, _, outcome, seconds in found:
        assert seconds < most_seconds, name
        if isinstance(outcome, str):
            assert outcome.startswith(f"{name}: ")
            assert "\n" not in outcome
            assert "could not be read" not in outcome, outcome
    return {(name, act): outcome for name, act, outcome, _ in found}


@pytest.mark.skipif(not os.environ.get("LIVEABLE_SHARED"), reason="LIVEABLE_SHARED is not set")
def test_every_file_of_the_bad_set_is_read_or_refused(tmp_path: Path) -> None:
    """With the fifty megabytes on one line."""
    folder = Path(os.environ["LIVEABLE_SHARED"]) / "corpus" / "bad"
    large = tmp_path / "large.txt"
    large.write_text("Respondent: " + "words without any line break " * 1_780_000, encoding="utf-8")
    found = outcomes([*sorted(path for path in folder.iterdir() if path.is_file()), large])
    hostname = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "-"
    for (name, act), outcome in found.items():
        if act == "read" and isinstance(outcome, list):
            assert len(hostname) < 4 or hostname not in outcome[1], name
    hidden = found["hidden_text_places.docx", "read"][1]
    for word in (
        "BLOCK_SDT",
        "RUN_SDT",
        "HYPERLINK",
        "SMARTTAG",
        "FLDSIMPLE",
        "INS",
        "MERGED_CELL",
    ):
        assert f"IN_{word}" in hidden
    assert (
        hidden.count("IN_TEXTBOX")
        == hidden.count("IN_NESTED_TABLE")
        == hidden.count("MOVED_TO")
        == 1
    )
    assert "DELETED" not in hidden
    assert "MOVED_FROM" not in hidden
    assert len(found["tracked_changes_10000.docx", "read"][0]) == 2


def test_our_own_bad_files_are_read_or_refused(tmp_path: Path) -> None:
    """One of each kind of malice."""
    declared = '<!DOCTYPE w [<!ENTITY x SYSTEM "{}">]>'
    lol = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    files = {
        "entity.docx": docx(paragraph("&x;"), head=declared.format("file:///etc/hostname")),
        "fetched.docx": docx(paragraph("&x;"), head=declared.format("http://127.0.0.1:9/x")),
        "laughs.docx": docx(paragraph("&a9;"), head=f'<!DOCTYPE w [<!ENTITY a0 "lol">{lol}]>'),
        "bomb.docx": docx(f"<w:p><w:r><w:t>{'A' * 60_000_000}</w:t></w:r></w:p>"),
        "empties.docx": docx("<w:p/>" * 1_000_000),
        "entity.odt": odt("<text:p>&x;</text:p>", head=declared.format("file:///etc/hostname")),
        "laughs.odt": odt("<text:p>&a9;</text:p>", head=f'<!DOCTYPE x [<!ENTITY a0 "lol">{lol}]>'),
        "bomb.odt": odt(f"<text:p>{'A' * 60_000_000}</text:p>"),
        "deep.odt": odt("<text:list><text:list-item>" * 9_000),
        "spaces.odt": odt('<text:p>x<text:s text:c="99999999"/></text:p>' * 100_000),
        "tiny.odt": odt("".join(f"<a>{n}</a>" for n in range(499_000)) + "<text:p>x</text:p>"),
        "deep.rtf": b"{\\rtf1" + b"{" * 500_000,
        "closed.rtf": b"{\\rtf1" + b"}" * 500_000 + b"\\par x",
        "bold.rtf": b"{\\rtf1" + b"\\b1 x\\b0 y" * 80_000,
        "cells.rtf": b"{\\rtf1" + b"\\itap4 x\\itap1 y" * 80_000,
        "codes.rtf": b"{\\rtf1" + b"\\u1234?\\'e9 " * 400_000,
        "bytes.rtf": b"{\\rtf1" + b"\xe9 " * 20_000_000,
        "deep.html": b"<html>" + b"<div>" * 160_000,
        "bold.html": b"<html>" + b"<font><b>x</i>" * 50_000,
        "rows.html": b"<html><table>" + b"<tr><td>x<td>y" * 50_000,
        "sheet.html": b"<html><style>" + b"/*@a{" * 100_000,
        "quotes.html": b"<html>" + b"<a x='y>" * 160_000,
        "emoji.html": b"<html>" + "words é😀 ".encode() * 800_000,
        "declared.html": b'<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd"><html><p>&amp;<img '
        b'src="http://127.0.0.1:9/x"><iframe src="file:///etc/hostname"></iframe>',
        "comments.html": b"<!---->" * 100_000 + b"<p>x",
        "deep.docx": docx("<w:sdt><w:sdtContent>" * 9_000),
        "spaces.txt": b" " * 5_000_000 + b"x",
        "stars.md": b"**a " * 100_000,
        "hashes.md": b"# " + b" " * 1_500_000 + b"x",
        "commas.csv": b"a," * 1_000_000,
        "quotes.csv": b'"' * 1_000_001,
        "digits.pdf": b"%PDF-1.4\n1 0 obj\n" + b"1" * 2_000_000,
        "loop.pdf": pdf("BT ET", extra={2: "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"}),
        "itself.pdf": pdf("BT ET", extra={10: "10 0 R"}),
        "times.txt": b"[00:00] " * 200_000,
        "colons.txt": b"A: b\n" * 40_000,
        "dates.txt": b"3 March 2024\n" * 30_000,
        "labels.txt": b"".join(b"Name%d: x\n" % n for n in range(20_000)),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    outcomes([tmp_path / name for name in files], SECONDS / 3)  # a third of what may come
