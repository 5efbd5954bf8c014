"""What a merge did, kept as JSON."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from liveable.core.merging import Decided, MergeReport, Moved, from_json, to_json

WORDS = st.text(max_size=30)
MAYBE = st.none() | WORDS
COUNTS = st.dictionaries(WORDS, st.integers(0, 10**9), max_size=4)
MOVED = st.builds(Moved, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS)
DECIDED = st.builds(
    Decided, WORDS, WORDS, WORDS, MAYBE, MAYBE, MAYBE, WORDS, MAYBE, WORDS, st.booleans()
)
CODINGS = st.fixed_dictionaries({"coder": WORDS, "added": st.integers(0, 10**6)})
REPORTS = st.builds(
    MergeReport,
    project=WORDS, copy=WORDS, file=WORDS, by=WORDS, at=WORDS, since=WORDS, acts=st.integers(0),
    coders=COUNTS, added=COUNTS, changed=COUNTS, deleted=COUNTS,
    codings=st.lists(CODINGS, max_size=3), decisions=st.lists(DECIDED, max_size=3),
    reanchored=st.lists(MOVED, max_size=3), doubtful=st.lists(MOVED, max_size=3),
    notes=st.lists(WORDS, max_size=3), our_head=WORDS, their_head=WORDS,
)  # fmt: skip
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)
FIELDS = MergeReport.__dataclass_fields__
EMPTY = MergeReport("", "", "", "", "", "", 0)


@given(REPORTS)
def test_a_report_reads_back_as_it_was(report: MergeReport) -> None:
    """Whatever the texts hold."""
    assert from_json(to_json(report)) == report


@given(st.dictionaries(st.sampled_from([*FIELDS, "new"]), ANY_JSON))
def test_what_another_version_wrote_is_read_as_far_as_it_is_known(found: dict[str, Any]) -> None:
    """Fields that are missing, unknown or of another type are no obstacle, and what was read is
    sound: it can be written and read again."""
    read = from_json(json.dumps(found))
    assert from_json(to_json(read)) == read


@given(st.text())
def test_what_is_no_report_gives_an_empty_one(text: str) -> None:
    """Also where it is no JSON at all."""
    assert from_json(f"x{text}") == EMPTY


def test_known_fields_are_kept_beside_unknown_ones() -> None:
    """And a decision that lacks some of its fields has the others."""
    read = from_json(
        '{"copy": "Ana", "acts": "many", "later": [1], "added": {"code": 2, "coding": "x"},'
        ' "decisions": [{"what": "Trust", "kept": null, "proposed": 1}, 7], "notes": ["a", 2]}'
    )
    assert (read.copy, read.acts, read.added, read.notes) == ("Ana", 0, {"code": 2}, ["a"])
    assert read.decisions == [Decided("", "Trust", "", None, None, None, "", None)]
    assert from_json("{}") == from_json("[1]") == from_json("1e9999") == EMPTY


def test_a_file_name_that_is_no_unicode_can_be_kept() -> None:
    """A name read from a disk may hold bytes that are no UTF-8."""
    report = MergeReport("P", "Ana", "Ana \udce4.liveable", "Tom", "", "", 1)
    assert from_json(to_json(report)).file == "Ana ?.liveable"


def test_a_copy_is_spoken_of_by_whose_it_is() -> None:
    """Where that is known."""
    assert MergeReport("P", "Ana", "", "", "", "", 0).whose == "Ana's copy"
    assert EMPTY.whose == "a copy"
