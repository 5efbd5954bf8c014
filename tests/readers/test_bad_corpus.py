"""Other people's worst files: each is read, with warnings, or refused in one sentence; quickly, in
little memory, without a look at anything else; and a project stays whole whatever it is given.

``-s`` shows the table. The largest file, made by ``make_bad.py big``, is in ``tests/bench``.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from liveable.store import queries
from liveable.store.check import check
from liveable.store.project import open_project
from tests.conftest import ANN
from tests.readers.measured import Asked, Reader, Seen, row

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
# What comes of each: the format it is read as and words of its warnings, or words of the refusal.
WANTED: dict[str, tuple[str, str]] = {
    "bidi_zero_width.txt": ("txt", ""),
    "billion_laughs.docx": ("", "is unsafe"),
    "bom_crlf.vtt": ("vtt", ""),
    "broken.srt": ("srt", ""),
    "broken_cues.vtt": ("vtt", "no readable time.* ends before it begins"),
    "comments_footnotes_2000.docx": ("docx", "2,000 comments were left out"),
    "corrupt_crc.docx": ("docx", ""),
    "deep_nesting_tables.docx": ("", "nested too deeply"),
    "empty.docx": ("", "is empty"),
    "empty.txt": ("", "is empty"),
    "exe_named.pdf": ("", "is a program"),
    "formula_injection.csv": ("", "is a table"),
    "hidden_text_places.docx": ("docx", "hidden text"),
    "html_named.docx": ("html", ""),
    "huge_field.csv": ("", "is a table"),
    "invalid_utf8.txt": ("txt", "4 bytes not valid"),
    "leading_junk.pdf": ("pdf", ""),
    "lone_surrogate_utf16le.txt": ("txt", "1 character not valid"),
    "lone_surrogates_cesu.txt": ("txt", "1 byte not valid"),
    "loop_pages.pdf": ("pdf", ""),
    "many_empty_paras_1M.docx": ("", "more than 200,000 paragraphs"),
    "mixed_encodings.txt": ("txt", "5 bytes not valid"),
    "no_document_xml.docx": ("", "without a document inside"),
    "no_header.vtt": ("srt", ""),
    "no_xref.pdf": ("pdf", "is damaged"),
    "nul_bytes.txt": ("txt", "5 zero bytes"),
    "odd_length_utf16.txt": ("txt", "1 character not valid"),
    "odt_not_odt.odt": ("docx", ""),
    "only_whitespace.txt": ("", "holds no words"),
    "password_owner_noextract_rc4.pdf": ("pdf", "asks that its text not be copied"),
    "password_user_aes256.pdf": ("", "protected by a password"),
    "plain_zip.docx": ("", "is an archive"),
    "ragged.csv": ("", "is a table"),
    "rtf_bad_groups.rtf": ("rtf", ""),
    "scanned_image_only.pdf": ("", "only pictures of pages"),
    "script.html": ("html", "1 picture.* 1 embedded document"),
    "semicolon_cp1252.csv": ("", "is a table"),
    "text_named.docx": ("txt", ""),
    "tracked_changes_10000.docx": ("docx", "5,000 deleted passages.* 5,000 tracked insertions"),
    "traversal.qdpx": ("", "a project of another program"),
    "traversal.zip": ("", "a project of another program"),
    "truncated.docx": ("", "is damaged"),
    "truncated.pdf": ("", "is damaged"),
    "wrong_charset.html": ("html", ""),
    "xxe.qdpx": ("", "a project of another program"),
    "xxe_external.docx": ("", "is unsafe"),
    "xxe_http.docx": ("", "is unsafe"),
    "zipbomb_50MB.docx": ("", "200 times its size"),
}
TABLES = {
    "formula_injection.csv": 4,
    "huge_field.csv": 1,
    "ragged.csv": 3,
    "semicolon_cp1252.csv": 1,
}
JARGON = re.compile(
    r"[A-Z]\w+(Error|Exception|File)\b|Traceback|codec|zlib|lxml|errno|None|0x", re.I
)


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    """The worst files."""
    return shared / "corpus" / "bad"


def test_every_file_is_read_or_refused(folder: Path) -> None:
    """In 10 seconds and 400 MB, touching nothing else; the table says what came of each."""
    reader = Reader()
    seen: dict[str, Seen] = {}
    for name in WANTED:
        seen[name] = reader.look(Asked(name, (folder / name).read_bytes()))
    sheets = {
        name: reader.look(Asked(name, (folder / name).read_bytes(), table=True)) for name in TABLES
    }
    reader.end()
    print()
    for name, each in seen.items():
        print(row(name, each))
    for name, each in sheets.items():
        print(row(f"{name} as a table", each))
    for name, each in [*seen.items(), *sheets.items()]:
        assert not each.fault, (name, each)
        said = " ".join(each.said)
        assert not JARGON.search(said), said
        if not each.format:
            assert len(said) < 200, said
            assert re.match(r"(is|has|holds|unpacks|lacks) ", said), (
                "ends a sentence that names the file"
            )
    for name, (format, words) in WANTED.items():
        assert seen[name].format == format, name
        assert re.search(words, " ".join(seen[name].said)), (name, seen[name].said)
    assert all(each.format == "csv" for each in sheets.values())


def test_no_file_of_the_set_is_forgotten(folder: Path) -> None:
    """A new one has to be looked at."""
    assert {path.name for path in folder.iterdir() if path.suffix != ".py"} == {*WANTED}


def test_hidden_words_are_found_and_those_left_out_are_not(folder: Path) -> None:
    """Wherever Word can put them; nothing from outside the file."""
    reader = Reader()
    read = {
        name: reader.look(Asked(name, (folder / name).read_bytes())).text
        for name in ("hidden_text_places.docx", "script.html", "xxe_external.docx")
    }
    reader.end()
    hidden = read["hidden_text_places.docx"]
    for word in (
        "IN_BLOCK_SDT",
        "IN_RUN_SDT",
        "IN_HYPERLINK",
        "IN_SMARTTAG",
        "IN_FLDSIMPLE",
        "IN_INS",
        "IN_MERGED_CELL",
        "IN_TEXTBOX",
        "IN_NESTED_TABLE",
        "MOVED_TO",
    ):
        assert hidden.count(word) == 1
    assert not re.search("DELETED|MOVED_FROM|HIDDEN", hidden)
    assert not re.search("SCRIPT_TEXT|COMMENT|TPL", read["script.html"])
    assert read["xxe_external.docx"] == ""


def test_a_project_stays_whole_whatever_it_is_given(folder: Path, project_file: Path) -> None:
    """From the command line: each file is a document or an error, none is half imported, the exit
    code says that something was refused.
    """

    command = [sys.executable, "-m", "liveable", "import", str(project_file), "--json"]
    files = [str(folder / name) for name in WANTED]
    done = subprocess.run([*command, *files], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    told = {Path(each["file"]).name: each for each in json.loads(done.stdout)}
    assert {*told} == {*WANTED}
    for name, (format, words) in WANTED.items():
        if format:
            assert told[name]["format"] == format
        else:
            assert re.search(f"{re.escape(name)}: .*{words}", told[name]["error"])
    with open_project(project_file, ANN) as project:
        with project.reading() as session:
            kept = queries.documents(session)
        assert len(kept) == sum(format != "" for format, _ in WANTED.values())
        assert check(project).sound
