"""Whether words could be the name of someone speaking."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core import labels


@pytest.mark.parametrize(
    ("label", "shape"),
    [
        ("Interviewer", "role"),
        ("INT", "role"),
        ("Researcher 1", "role"),
        ("P07", "role"),
        ("Q", "role"),
        ("R", "role"),
        ("Speaker 2", "role"),
        ("Mr. J. Nyagah", "role"),
        ("Dr. Petra Sitte (DIE LINKE)", "role"),
        ("His Excellency the President (Mr. Daniel arap Moi)", "role"),
        ("MSM", "code"),
        ("BSR01", "code"),
        ("M.", "code"),
        ("Moira", "name"),
        ("Ansgar van der Wijden", "name"),
        ("Felix (Geth)", "name"),
        ("MARÍA LÓPEZ, DIRECTORA", "name"),
        ('היו"ר משה גפני', "name"),
        ("質問者", "role"),
        ("田中", "name"),
        ("lightclient", "weak"),
        ("The thing is", "weak"),
        ("Date", None),
        ("Agenda item 3", None),
        ("Note", None),
        ("Monday", None),
        ("Yes", None),
        ("He said, “well”", None),
        ("See http://example.org", None),
        ("We went there. Then Mary", None),
        ("x" * 101, None),
        ("", None),
        ("[inaudible", None),
    ],
)
def test_labels_have_a_shape(label: str, shape: str | None) -> None:
    """Roles and titles tell much, names some, sentences nothing."""
    assert labels.shape(label) == shape


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Interviewer", "interviewer"),
        ("Interviewer 2 (Jo)", "interviewer"),
        ("Jo (interviewer)", "interviewer"),
        ("Moderator Anna", "interviewer"),
        ("Befragte", "participant"),
        ("Participant P07", "participant"),
        ("Moira (participant)", "participant"),
        ("Moira", None),
        ("R", None),
    ],
)
def test_some_labels_say_who_asks(label: str, role: str | None) -> None:
    """In several languages, with a number or in brackets; R alone says nothing."""
    assert labels.role(label) == role


@pytest.mark.parametrize(
    "written",
    ["Dr. Heinz", "Dr.\u00a0Heinz", "DR. HEINZ", " Dr.  Heinz ", "**Dr. Heinz**", "Dr. Heinz:"],
)
def test_one_speaker_has_one_key(written: str) -> None:
    """However the spaces, the case and the emphasis are written."""
    assert labels.key(written) == "dr. heinz"


def test_a_numbered_label_comes_apart() -> None:
    """Into its words and its number."""
    assert labels.numbered("Speaker 2") == ("speaker", 2)
    assert labels.numbered("Question #3") == ("question", 3)
    assert labels.numbered("Moira") is None


@given(st.text(max_size=120))
def test_any_text_has_a_shape_or_none(label: str) -> None:
    """No words upset it, and what is tidy stays so."""
    assert labels.shape(label) in ("role", "code", "name", "weak", None)
    assert labels.tidy(labels.tidy(label)) == labels.tidy(label)
