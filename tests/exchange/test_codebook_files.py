"""Codebook files as people have them: by hand, from spreadsheets, from other programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from liveable.core.codebook import CodeEntry, Cues, Respelling
from liveable.errors import FileRefused
from liveable.exchange.codebook import read, to_csv, to_yaml, write

BY_HAND = """\
# Codes for the stair study
schema: liveable-codebook/1
name: Stairs
language: en-GB
dialect:
  - {written: cannae, standard: can't}
  - written: messages
    standard: shopping
    after: [the, got]
codes:
  - name: Help
    codable: no
    colour: "#2f6b9a"
    codes:
      - name: Practical help
        short: PRAC
        brief: A favour
          done.
        status: agreed
        cues:
          phrases:
            - gave me a lift
          lemmas: [lift, no]
      - name: Other
  - name: Other
  - name: Help
"""


def test_a_file_written_by_hand_is_read() -> None:
    """Comments, folded lines, both forms of lists and words YAML knows as flags are all read."""
    book = read(BY_HAND.encode(), "stairs.yaml")
    assert (book.name, book.language) == ("Stairs", "en-GB")
    assert book.dialect == (
        Respelling("cannae", "can't"),
        Respelling("messages", "shopping", ("the", "got")),
    )
    assert book.codes[:2] == (
        CodeEntry("help", "Help", codable=False, colour="#2f6b9a"),
        CodeEntry(
            "PRAC",
            "Practical help",
            parent="help",
            brief="A favour done.",
            status="agreed",
            cues=Cues(("gave me a lift",), ("lift", "no")),
        ),
    )


def test_missing_short_names_are_made_and_unique() -> None:
    """A code without a short name gets one from its name, longer or numbered where it is taken."""
    book = read(BY_HAND.encode(), "stairs.yaml")
    assert [code.short for code in book.codes] == ["help", "PRAC", "other", "other-2", "help-2"]
    late = "schema: liveable-codebook/1\ncodes: [{name: A B}, {name: X, short: a-b}]"
    assert [code.short for code in read(late.encode(), "x.yaml").codes] == ["a-b-2", "a-b"]
    nested = "schema: liveable-codebook/1\ncodes: [{name: X}, {name: A, codes: [{name: X}]}]"
    assert [code.short for code in read(nested.encode(), "x.yaml").codes] == ["x", "a", "a.x"]


def test_codes_with_one_name_beside_one_another_are_pointed_out() -> None:
    """Two codes of one name under one parent are allowed and warned of."""
    assert read(BY_HAND.encode(), "stairs.yaml").warnings == (
        "2 codes beside one another are called ‘Help’.",
    )


def test_written_yaml_is_pleasant() -> None:
    """What is written has the fields in order, long texts folded, and nothing that is empty."""
    entry = CodeEntry(
        "A",
        "Practical help",
        codable=False,
        definition="Hands-on favours: lifts, parcels, “messages”, " * 3 + "all.\nAnd the rest.",
        colour="#2f6b9a",
        cues=Cues(("gave me a lift", "half: half"), ("lift", "half-day"), ("a lot",), ("so",)),
    )
    book = read(BY_HAND.encode(), "stairs.yaml")
    assert to_yaml(type(book)("Stairs", (entry, CodeEntry("B", "No", parent="A")))) == (
        "schema: liveable-codebook/1\n"
        "name: Stairs\n"
        "\n"
        "codes:\n"
        "  - name: Practical help\n"
        "    short: A\n"
        "    codable: false\n"
        "    definition: >-\n"
        "      Hands-on favours: lifts, parcels, “messages”, Hands-on favours: lifts, parcels,\n"
        "      “messages”, Hands-on favours: lifts, parcels, “messages”, all.\n"
        "\n"
        "      And the rest.\n"
        '    colour: "#2f6b9a"\n'
        "    cues:\n"
        "      phrases:\n"
        "        - gave me a lift\n"
        '        - "half: half"\n'
        "      lemmas: [lift, half-day]\n"
        "      banned:\n"
        "        - a lot\n"
        "      misleading: [so]\n"
        "    codes:\n"
        '      - name: "No"\n'
        "        short: B\n"
    )


def test_codes_out_of_tree_order_are_not_written() -> None:
    """A child without its parent before it is our own mistake and is not written as something
    else.
    """
    book = read(BY_HAND.encode(), "stairs.yaml")
    with pytest.raises(ValueError, match="does not follow its parent"):
        to_yaml(type(book)("Stairs", (CodeEntry("B", "B", parent="A"), CodeEntry("A", "A"))))


LISTS = {
    "names only": "name\nHelp\nLifts\n",
    "names and parents": "name,parent\nLifts,Help\nHelp,\n",
    "names and descriptions": "name,description\nHelp,Any favour\nLifts,By car\n",
    "tags of Taguette": "tag,description,number of highlights\r\nHelp,,4\r\nLifts,By car,0\r\n",
    "semicolons": "Name;Definition\nHelp;Favours, all kinds\nLifts;\n",
    "tabs and capitals": "CODE\tWhen to use\nHelp\tOften\nLifts\t\n",
    "codes and labels": "Code,Name,Colour\nH,Help,#2f6b9a\nL,Lifts,\n",
    "blank rows": "name,brief\n,\nHelp,x\n\n,\nLifts,\n",
    "short rows": "name,brief,definition\nHelp\nLifts,x\n",
    "byte order mark": "\ufeffname\r\nHelp\r\nLifts\r\n",
}


@pytest.mark.parametrize("written", LISTS.values(), ids=LISTS)
def test_a_plain_list_of_codes_is_a_codebook(written: str) -> None:
    """Lists of names as people have them, with whatever headers and separators, are read."""
    book = read(written.encode(), "my codes.csv")
    assert book.name == "my codes"
    assert [code.name for code in book.codes] == ["Help", "Lifts"]


def test_columns_are_known_by_what_people_call_them() -> None:
    """Other usual names of the columns lead to the same fields; a parent may stand below."""
    book = read(LISTS["names and parents"].encode(), "x.csv")
    assert [(code.name, code.parent) for code in book.codes] == [("Help", None), ("Lifts", "help")]
    book = read(LISTS["names and descriptions"].encode(), "x.csv")
    assert [code.definition for code in book.codes] == ["Any favour", "By car"]
    book = read(LISTS["codes and labels"].encode(), "x.csv")
    assert [(code.short, code.colour) for code in book.codes] == [("H", "#2f6b9a"), ("L", None)]
    book = read(LISTS["tabs and capitals"].encode(), "x.csv")
    assert [code.use_when for code in book.codes] == ["Often", ""]


def test_a_table_says_what_was_left_out_of_it() -> None:
    """Not what no table could hold: nobody who brings one in misses that."""
    assert read(LISTS["tags of Taguette"].encode(), "x.csv").warnings == (
        "The column ‘number of highlights’ was left out.",
    )


def test_cue_phrases_share_a_cell() -> None:
    """Phrases are divided by bars, however spaced; a backslash takes a bar as it is."""
    book = read(b"name,phrases\nHelp,gave me a lift|took us in |a \\| b| |\n", "x.csv")
    assert book.codes[0].cues.phrases == ("gave me a lift", "took us in", "a | b")
    book = read(b"name,misleading,banned\nHelp,tea|so,a lot\n", "x.csv")
    assert book.codes[0].cues == Cues(banned=("a lot",), misleading=("tea", "so"))


def test_formulas_are_written_as_text() -> None:
    """A text a spreadsheet would calculate is written behind an apostrophe."""
    book = read(b"name,brief,note\nHelp,'=1+1,'tis\n", "x.csv")
    assert (book.codes[0].brief, book.codes[0].note) == ("=1+1", "'tis")
    assert ",'=1+1," in to_csv(book)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("file", ["x.yaml", "x.csv", "x.txt", "x"])
def test_what_is_in_a_file_decides_not_its_ending(encoding: str, file: str) -> None:
    """YAML and tables are told apart by their first line, in any Unicode encoding."""
    assert read(BY_HAND.encode(encoding), file).name == "Stairs"
    assert read("name,brief\nCafé,x\n".encode(encoding), file).codes[0].name == "Café"


def test_a_table_saved_on_windows_is_read_with_a_warning() -> None:
    """Text in the old Windows encoding is read, and the guess is said."""
    book = read("name;brief\nCafé;–\n".encode("cp1252"), "x.csv")
    assert (book.codes[0].name, book.codes[0].brief) == ("Café", "–")
    assert book.warnings[0].startswith("The file is not in UTF-8")


def test_a_codebook_is_written_by_the_ending_of_its_file(tmp_path: Path) -> None:
    """YAML keeps everything; of a table it is said what was there and is not kept."""
    book = read(BY_HAND.encode(), "stairs.yaml")
    assert write(book, tmp_path / "out.YAML") == []
    assert read((tmp_path / "out.YAML").read_bytes(), "out.YAML") == book
    assert write(book, tmp_path / "out.csv") == [
        "A table has no place for the codebook's language, dialect; .yaml keeps everything."
    ]
    assert read((tmp_path / "out.csv").read_bytes(), "out.csv").codes == book.codes
    assert write(type(book)("Plain", book.codes), tmp_path / "plain.csv") == []


def test_a_codebook_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    """Other endings, and folders that are not there, are refused; no half file is left."""
    book = read(BY_HAND.encode(), "stairs.yaml")
    with pytest.raises(FileRefused, match=r"out\.docx: a codebook is written as"):
        write(book, tmp_path / "out.docx")
    with pytest.raises(FileRefused, match=r"out\.yaml: cannot be written"):
        write(book, tmp_path / "nowhere" / "out.yaml")
    assert list(tmp_path.iterdir()) == []
