"""Files read in processes of their own."""

from __future__ import annotations

import hashlib
import logging
import os
import signal
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

from liveable.core.progress import Cancelled, Progress
from liveable.errors import FileRefused
from liveable.readers import one_file, workers
from liveable.readers.workers import ReadFile, ReadSheet, read_files, read_sheets
from tests.readers.builders import docx, paragraph

TALK = (
    b"Interviewer: Why did you go there?\nMoira: Because.\nInterviewer: And?\nMoira: That was all."
)


def write(folder: Path, count: int) -> list[Path]:
    """So many small transcripts."""
    paths = [folder / f"talk {n}.txt" for n in range(count)]
    for n, path in enumerate(paths):
        path.write_bytes(b"Talk %d\n" % n + TALK)
    return paths


def test_files_come_back_read_and_in_order(tmp_path: Path) -> None:
    """With their bytes as they were, packed and named by their digest."""
    paths = write(tmp_path, 9)
    found = list(read_files(paths, kind=None, encoding=None, progress=Progress()))
    assert [one.path for one in found if isinstance(one, ReadFile)] == paths
    for n, one in enumerate(found):
        assert isinstance(one, ReadFile)
        data = paths[n].read_bytes()
        assert one.transcript.text == data.decode()
        assert zlib.decompress(one.original.packed) == data
        assert one.original.sha256 == hashlib.sha256(data).hexdigest()
        assert (one.original.name, one.original.size) == (f"talk {n}.txt", len(data))


def test_kind_and_encoding_reach_the_reader(tmp_path: Path) -> None:
    """As someone said them."""
    path = tmp_path / "x.txt"
    path.write_bytes("Größe".encode())
    (one,) = read_files([path], kind="field-notes", encoding="cp1252")
    assert isinstance(one, ReadFile)
    assert (one.transcript.text, one.transcript.kind) == ("GrÃ¶ÃŸe", "field-notes")


def test_tables_are_read_in_workers_too(tmp_path: Path) -> None:
    """Or refused in one sentence."""
    table, text = tmp_path / "people.csv", tmp_path / "x.docx"
    table.write_bytes("Case;Größe\nM01;1\n".encode("cp1252"))
    text.write_bytes(docx(paragraph("words")))
    one, other = read_sheets([table, text], encoding="cp1252")
    assert isinstance(one, ReadSheet)
    assert (one.path, one.sheet.header) == (table, ("Case", "Größe"))
    assert isinstance(other, FileRefused)


def test_nothing_to_read_starts_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not one."""
    monkeypatch.setattr(subprocess, "Popen", None)
    assert list(read_files([])) == []


def test_what_cannot_be_read_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    """Missing, a folder, no permission, a pipe, too odd a name, no transcript."""
    good, locked, pipe = tmp_path / "good.txt", tmp_path / "locked.txt", tmp_path / "pipe"
    good.write_bytes(TALK)
    locked.write_bytes(TALK)
    locked.chmod(0)
    (tmp_path / "empty.docx").touch()
    asked = [tmp_path / "missing.txt", tmp_path, tmp_path / "a\0b", tmp_path / "empty.docx"]
    causes = ["is not there", "is a folder", "cannot be opened", "is empty"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)
        asked, causes = [*asked, pipe], [*causes, "is not an ordinary file"]
    if hasattr(os, "geteuid") and os.geteuid() != 0:
        asked, causes = [*asked, locked], [*causes, "may not be read by you"]
    found = list(read_files([*asked, good]))
    for path, cause, one in zip(asked, causes, found, strict=False):
        assert isinstance(one, FileRefused)
        assert one.file == str(path)
        assert cause in one.cause
    assert isinstance(found[-1], ReadFile)


def test_files_beyond_measure_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before they are read to the end."""
    monkeypatch.setattr(one_file, "MAX_FILE", 10)
    path = tmp_path / "x.txt"
    path.write_bytes(TALK)
    refused = one_file.read_file(path)
    assert isinstance(refused, FileRefused)
    assert "larger than" in refused.cause


WORKER = """
import os
from liveable.readers import one_file
whole = one_file.read_file
def read_file(path, **how):
    {act}
    return whole(path, **how)
one_file.read_file = read_file
one_file.serve()
"""


def misbehaving(monkeypatch: pytest.MonkeyPatch, act: str) -> None:
    """Let workers do something first, when the file's name asks for it."""
    monkeypatch.setattr(workers, "_START", WORKER.replace("{act}", act))


@pytest.mark.parametrize(
    "act",
    [
        "os._exit(3)",
        "os.kill(os.getpid(), 9)",
        "bytearray(5_000_000_000)",
        "os.write(1, b'x' * 99)",
    ],
)
def test_a_worker_that_dies_costs_only_its_file(
    act: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused, and another takes over; what is printed does no harm."""
    misbehaving(monkeypatch, f"if 'talk 2' in path.name: {act}")
    found = list(read_files(write(tmp_path, 6)))
    refused = [one for one in found if isinstance(one, FileRefused)]
    if "write" in act:
        assert refused == []
    else:
        assert [one.file for one in refused] == [str(tmp_path / "talk 2.txt")]
        assert "could not be read" in refused[0].cause
    assert len(found) == 6


def test_a_file_that_takes_too_long_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its worker is ended, and the rest goes on."""
    monkeypatch.setattr(workers, "MAX_SECONDS", 3.0)
    misbehaving(monkeypatch, "while 'talk 1' in path.name: pass")
    found = list(read_files(write(tmp_path, 3)))
    assert [isinstance(one, ReadFile) for one in found] == [True, False, True]
    assert "takes too long" in str(found[1])


def test_no_worker_at_all_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the system will start no process."""

    def none(*_: object, **__: object) -> None:
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(subprocess, "Popen", none)
    (one,) = read_files(write(tmp_path, 1))
    assert isinstance(one, FileRefused)
    assert "no process could be started" in one.cause


def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """A list to which every process is added that is started from now on."""
    processes: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def spy(*args: object, **kwargs: object) -> subprocess.Popen[bytes]:
        processes.append(start(*args, **kwargs))  # type: ignore[call-overload]
        return processes[-1]

    monkeypatch.setattr(subprocess, "Popen", spy)
    return processes


def test_cancelling_ends_the_workers_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even in the middle of a file, and none is left behind."""
    processes = started(monkeypatch)
    misbehaving(monkeypatch, "while 'talk 2' in path.name: pass")
    progress = Progress()
    begun = time.monotonic()
    reading = read_files(write(tmp_path, 40), progress=progress)
    assert [isinstance(next(reading), ReadFile) for _ in range(2)] == [True, True]
    progress.cancel()
    with pytest.raises(Cancelled):
        next(reading)
    assert time.monotonic() - begun < 10
    assert processes
    assert all(process.poll() is not None for process in processes)


def test_closing_and_finishing_leave_no_worker_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever stops listening has stopped the reading."""
    processes = started(monkeypatch)
    reading = read_files(write(tmp_path, 40))
    next(reading)
    reading.close()
    assert all(process.poll() is not None for process in processes)
    list(read_files(write(tmp_path, 3)))
    assert all(process.poll() is not None for process in processes)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_workers_of_a_caller_that_was_killed_end_by_themselves(tmp_path: Path) -> None:
    """Their input ends with it."""
    write(tmp_path, 2)
    script = (
        "import sys\nfrom pathlib import Path\nfrom liveable.readers import workers\n"
        "crew = workers._Crew()\n"
        f"crew.read(Path({str(tmp_path / 'talk 0.txt')!r}), None, None)\n"
        "print(*[w.pid for w in crew._all], flush=True)\nsys.stdin.read()\n"
    )
    caller = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert caller.stdout is not None
    pids = [int(pid) for pid in caller.stdout.readline().split()]
    caller.kill()
    caller.communicate()
    assert pids
    deadline = time.monotonic() + 10
    while any(_alive(pid) for pid in pids):
        assert time.monotonic() < deadline


def _alive(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(") ")[2][0] != "Z"


def test_progress_is_told(tmp_path: Path) -> None:
    """Every file by its name, and the end."""
    steps: list[tuple[int, int, str]] = []
    progress = Progress(lambda done, total, note: steps.append((done, total, note)))
    list(read_files(write(tmp_path, 3), progress=progress))
    assert sorted(set(steps)) == [
        (0, 3, "talk 0.txt"),
        (1, 3, "talk 1.txt"),
        (2, 3, "talk 2.txt"),
        (3, 3, ""),
    ]


def test_what_a_worker_logs_is_logged_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """At the level of debugging, with the file's name."""
    misbehaving(monkeypatch, "one_file.log.warning('odd')")
    with caplog.at_level(logging.DEBUG, "liveable.readers"):
        list(read_files(write(tmp_path, 1)))
    assert f"{tmp_path / 'talk 0.txt'}: odd" in caplog.text
    assert {record.levelno for record in caplog.records} == {logging.DEBUG}


def test_a_worker_loads_no_more_than_it_needs() -> None:
    """Not the store, the window, the command line, nor formats nobody gave it."""
    check = (
        "import sys, liveable.readers.one_file\n"
        "print([m for m in 'sqlalchemy typer spacy PySide6 pdfminer openpyxl lxml docx "
        "charset_normalizer'.split() if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_a_file_of_any_name_is_read(tmp_path: Path) -> None:
    """Spaces, quotes, other scripts, and bytes that are no text."""
    names = ["a b.txt", 'it\'s "so".txt', "מרים.docx", "日記.txt"]
    if sys.platform == "linux":
        names.append(os.fsdecode(b"caf\xe9.txt"))
    paths = [tmp_path / name for name in names]
    for path in paths:
        path.write_bytes(docx(paragraph("words")) if path.suffix == ".docx" else b"words")
    assert all(isinstance(one, ReadFile) for one in read_files(paths))
