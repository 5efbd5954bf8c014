"""What a person is told about a codebook file that cannot be read: always the line, always the
fault.
"""

from __future__ import annotations

import pytest

from liveable.errors import FileRefused, NotFound
from liveable.exchange import codebook
from liveable.exchange.codebook import read

HEAD = "schema: liveable-codebook/1\nname: Kindness\ncodes:\n"
DEEP = "".join(f"{'    ' * n}  - name: n{n}\n{'    ' * n}    codes:\n" for n in range(42))

# What is wrong, the file, the sentence about it.
YAML = {
    "misspelt field": (
        HEAD + "  - name: A\n    use_wen: later\n",
        "line 5: ‘use_wen’ is not a field of a code; did you mean ‘use_when’?",
    ),
    "misspelt top": (
        "schema: liveable-codebook/1\nnmae: X\n",
        "line 2: ‘nmae’ is not a field of a codebook; did you mean ‘name’?",
    ),
    "strange field": (
        HEAD + "  - name: A\n    zzz: 1\n",
        "line 5: ‘zzz’ is not a field of a code",
    ),
    "field twice": (
        HEAD + "  - name: A\n    brief: one\n    brief: two\n",
        "line 6: ‘brief’ stands twice, first on line 5",
    ),
    "no schema": (
        "name: X\ncodes: []\n",
        "line 1: the line ‘schema: liveable-codebook/1’ is missing",
    ),
    "newer schema": (
        "schema: liveable-codebook/2\n",
        "line 1: ‘liveable-codebook/2’ is of a newer Liveable; this one reads liveable-codebook/1",
    ),
    "other schema": (
        "schema: qc/1\n",
        "line 1: the schema is liveable-codebook/1, not ‘qc/1’",
    ),
    "no name": (HEAD + "  - brief: nameless\n", "line 4: a code has no name"),
    "blank name": (HEAD + "  - short: A\n    name: ' '\n", "line 5: a code has no name"),
    "short taken": (
        HEAD + "  - name: A\n    short: HELP\n  - name: B\n    short: HELP\n",
        "line 7: the short name ‘HELP’ is taken by the code on line 4",
    ),
    "bad colour": (
        HEAD + "  - name: A\n    colour: blue\n",
        "line 5: ‘blue’ is not a colour; write six hexadecimal digits after #, in quotation marks, "
        'such as "#2f6b9a"',
    ),
    "bare colour": (
        HEAD + "  - name: A\n    colour: #2f6b9a\n    brief: x\n",
        'line 5: a colour needs quotation marks ("#2f6b9a"); without, # is a comment',
    ),
    "bad status": (
        HEAD + "  - name: A\n    status: finished\n",
        "line 5: a status is draft, agreed or retired, not ‘finished’",
    ),
    "bad codable": (
        HEAD + "  - name: A\n    codable: perhaps\n",
        "line 5: codable is true or false, not ‘perhaps’",
    ),
    "codes no list": (
        "schema: liveable-codebook/1\ncodes:\n  name: A\n",
        "line 3: ‘codes’ is a list of codes, each beginning with ‘- name:’",
    ),
    "code only text": (
        HEAD + "  - Help\n",
        "line 4: a code is written as ‘key: value’ lines, beginning with name",
    ),
    "list for text": (
        HEAD + "  - name: A\n    brief:\n      - one\n",
        "line 6: a single text is wanted here, not a list or further fields",
    ),
    "cues without kind": (
        HEAD + "  - name: A\n    cues: [a lift]\n",
        "line 5: cues is written as ‘key: value’ lines, beginning with phrases",
    ),
    "cues one text": (
        HEAD + "  - name: A\n    cues:\n      phrases: a lift, a hand\n",
        "line 6: ‘phrases’ is a list of words or phrases, each beginning with a dash",
    ),
    "empty phrase": (
        HEAD + "  - name: A\n    cues:\n      phrases:\n        - a lift\n        -\n",
        "line 8: an empty line in ‘phrases’",
    ),
    "half a respelling": (
        "schema: liveable-codebook/1\ndialect:\n  - {written: cannae}\n",
        "line 3: a respelling needs both ‘written’ and ‘standard’",
    ),
    "tab": (
        HEAD + "  - name: A\n\tbrief: x\n",
        "line 5: a tab stands where YAML wants spaces",
    ),
    "colon in text": (
        HEAD + "  - name: A\n    brief: note: this\n",
        "line 5: a colon inside the text, or wrong indenting; put the text in quotation marks",
    ),
    "open quotation": (
        HEAD + '  - name: "A\n    brief: x\n',
        "line 4: a quotation mark is opened and never closed",
    ),
    "control character": (HEAD + "  - name: A\x07\n", "line 4: holds the control character U+0007"),
    "anchor": (
        HEAD + "  - &x {name: A}\n",
        "line 4: a codebook has no anchors (&) or aliases (*); put such text in quotation marks",
    ),
    "alias": (
        HEAD + "  - *x\n",
        "line 4: a codebook has no anchors (&) or aliases (*); put such text in quotation marks",
    ),
    "tag": (
        HEAD + "  - name: !!python/object/apply:os.system [ls]\n",
        "line 4: a codebook has no tags (!); put such text in quotation marks",
    ),
    "two documents": (
        HEAD + "  - name: A\n---\nname: B\n",
        "line 5: a second document begins here; a file holds one codebook",
    ),
    "list on top": (
        "- name: A\n",
        "line 1: a codebook is written as ‘key: value’ lines, beginning with schema",
    ),
    "nothing": ("# only a comment\n", "line 1: the file holds no codebook"),
    "codes too deep": (
        "schema: liveable-codebook/1\ncodes:\n" + DEEP,
        "line 83: codes go down at most 40 levels",
    ),
    "nested without end": (
        "schema: liveable-codebook/1\nname: " + "[" * 5000,
        "line 2: nested too deep; codes go down at most 40 levels",
    ),
}
CSV = {
    "no name column": (
        "theme,colour\nA,\n",
        "line 1: there is no column ‘name’; the first line has ‘theme’, ‘colour’",
    ),
    "misspelt column": (
        "name,use_wen\nA,x\n",
        "line 1: ‘use_wen’ is not a column of a codebook; did you mean ‘use_when’?",
    ),
    "row without name": ("name,brief\nA,x\n,y\n", "line 3: a code has no name"),
    "unknown parent": (
        "name,parent\nHelp,\nLifts,Hlep\n",
        "line 3: there is no code ‘Hlep’ to be the parent; did you mean ‘Help’?",
    ),
    "doubtful parent": (
        "name,parent\nOther,\nOther,\nLifts,Other\n",
        "line 4: 2 codes are called ‘Other’; name the parent by its short name",
    ),
    "circle": (
        "name,parent\nA,B\nB,A\n",
        "line 2: the parents go round in a circle and never reach the top",
    ),
    "open quotation": (
        'name,brief\nA,x\nB,"never\nclosed\n',
        "line 3: a quotation mark is opened and never closed",
    ),
    "bare quotation": (
        'name,brief\nA,"he said "no" to it"\n',
        "line 2: text follows a closing quotation mark; a quotation mark inside a cell is doubled",
    ),
    "too many cells": (
        "name,brief\nA,one, two\n",
        "line 2: 3 cells stand under a header of 2",
    ),
    "line after a long cell": (
        'name,status\n"A\nB",draft\nC,finished\n',
        "line 4: a status is draft, agreed or retired, not ‘finished’",
    ),
    "chain too deep": (
        "name,parent\nn0,\n" + "".join(f"n{n},n{n - 1}\n" for n in range(1, 60)),
        "line 42: codes go down at most 40 levels",
    ),
}


def stopped(sentence: str) -> str:
    """The sentence with its full stop, if it is not a question."""
    return sentence if sentence.endswith("?") else f"{sentence}."


@pytest.mark.parametrize(("written", "sentence"), YAML.values(), ids=YAML)
def test_a_broken_yaml_file_is_refused_with_line_and_fault(written: str, sentence: str) -> None:
    """Each way in which a YAML codebook goes wrong is told with its line and in plain words."""
    with pytest.raises(FileRefused) as refused:
        read(written.encode(), "broken.yaml")
    assert str(refused.value) == f"broken.yaml: {stopped(sentence)}"


@pytest.mark.parametrize(("written", "sentence"), CSV.values(), ids=CSV)
def test_a_broken_table_is_refused_with_line_and_fault(written: str, sentence: str) -> None:
    """Each way in which a table goes wrong is told with its line and in plain words."""
    with pytest.raises(FileRefused) as refused:
        read(written.encode(), "broken.csv")
    assert str(refused.value) == f"broken.csv: {stopped(sentence)}"


BYTES = {
    "word document": (b"PK\x03\x04rest", "is a spreadsheet or document (save it as CSV)"),
    "pdf": (b"%PDF-1.7", "is a PDF"),
    "old office": (b"\xd0\xcf\x11\xe0", "is an old Office file"),
    "neither": (b"Dear all,\nplease find", "is no codebook: neither YAML"),
    "broken letters": (b"schema: x\nname: \xff\x81", "line 2: is not text in UTF-8"),
    "huge": (b"a" * 2_000_001, "is 2,000,001 bytes; a codebook is at most 2,000,000"),
    "many codes": (b"name\n" + b"x\n" * 5_001, "holds 5,001 codes; a codebook holds at most 5,000"),
    "empty": (b"", "is no codebook"),
}


@pytest.mark.parametrize(("data", "cause"), BYTES.values(), ids=BYTES)
def test_other_files_are_refused_by_what_they_are(data: bytes, cause: str) -> None:
    """What is no codebook at all is refused with what it is instead."""
    with pytest.raises(FileRefused) as refused:
        read(data, "file")
    assert refused.value.cause.startswith(cause)


def test_several_faults_are_told_in_one_sentence() -> None:
    """Of many faults the first three are told in the order of their lines, the rest counted."""
    codes = "".join(f"  - name: A{n}\n    colour: red\n" for n in range(5))
    with pytest.raises(FileRefused) as refused:
        read(f"{HEAD}{codes}    zzz: 1\n".encode(), "broken.yaml")
    found = refused.value.cause
    assert [found.count(f"line {line}: ‘red’") for line in (5, 7, 9, 11)] == [1, 1, 1, 0]
    assert found.endswith("; and 3 more faults.")
    assert "\n" not in found


def test_a_swarm_of_faults_is_told_at_once() -> None:
    """A file of a hundred thousand unknown fields is refused without pondering each of them."""
    fields = "".join(f"    breef{n}: x\n" for n in range(90_000))
    with pytest.raises(FileRefused, match="and 89997 more faults"):
        read(f"{HEAD}  - name: A\n{fields}".encode(), "broken.yaml")


def test_an_unknown_ready_made_codebook_is_refused_with_those_there_are() -> None:
    """Asking for a codebook that is not shipped names the ones that are."""
    with pytest.raises(NotFound, match=", ".join(codebook.shipped())):
        codebook.load_shipped("../../etc/passwd")
