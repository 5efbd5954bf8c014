"""Labels that may be one person's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core.likeness import look_alikes


@pytest.mark.parametrize(
    ("common", "rare"),
    [
        ("H09", "HO9"),
        ("P1", "PI"),
        ("P07", "P 7"),
        ("INT", "int."),
        ("Moira", "Moria"),
        ("Moira", "Mora"),
        ("Moira", "Moiira"),
        ("Moira", "Moyra"),
        ("Interviewer", "Interviewr"),
    ],
)
def test_a_slip_leads_to_the_commoner_label(common: str, rare: str) -> None:
    """Signs that look alike, spaces, case, and one wrong letter."""
    assert look_alikes({rare: 2, common: 52}) == {rare: common}


@pytest.mark.parametrize(
    "labels",
    [
        ("Interviewer", "Interviewee"),
        ("Speaker 1", "Speaker 2"),
        ("H09", "H08"),
        ("Tom", "Tim"),
        ("M01", "H01"),
        ("Olga", "Iga"),
    ],
)
def test_two_people_are_no_slip(labels: tuple[str, str]) -> None:
    """Other numbers, other tasks, and short names that differ."""
    assert look_alikes({labels[0]: 50, labels[1]: 2}) == {}


def test_a_name_as_common_as_the_other_is_another_person() -> None:
    """Maria and Mario both talk much; but H09 and HO9 are never two."""
    assert look_alikes({"Maria": 30, "Mario": 29}) == {}
    assert look_alikes({"H09": 30, "HO9": 29}) == {"HO9": "H09"}


@pytest.mark.parametrize(
    ("common", "other"),
    [
        ("Präsident Dr. Norbert Lammert", "Dr. Norbert Lammert (CDU/CSU)"),
        ("Dr.\u00a0Heinz Riesenhuber", "Alterspräsident Dr. Heinz Riesenhuber"),
        ("Mr. Kenneth", "The Assistant Minister for Finance (Mr. Kenneth)"),
        ("LUIS RODRÍGUEZ", "LUIS RODRÍGUEZ, COMANDANTE DE LA GUARDIA"),
        ("Anna Lee", "Lee, Anna"),
        ("María López", "Presidente Maria Lopez"),
        ("משה גפני", 'היו"ר משה גפני'),
        ("Jo Blair", "Jo Blair (interviewer)"),
        ("Andrés López", "PRESIDENTE ANDRÉS LÓPEZ"),
    ],
)
def test_a_name_with_and_without_its_office_is_one(common: str, other: str) -> None:
    """However often each is used."""
    assert look_alikes({common: 30, other: 29}) == {other: common}


@pytest.mark.parametrize(
    "labels",
    [
        ("Mr. Kenneth", "Mrs. Kenneth"),
        ("Mr. Speaker", "Mr. Deputy Speaker"),
        ("Заря 1 (Королев)", "Заря 1 (Каманин)"),
        ("Student (male)", "Student (female)"),
        ("Anna Lee (Ayr)", "Anna Lee (Bute)"),
        ("Anna Maria Lee", "Maria Lee"),
        ("The President (Mr. Ho)", "The President (Mr. Li)"),
        ("Moira", "Dr. Moira"),
        ("Speaker 1", "Speaker"),
    ],
)
def test_two_people_with_names_alike_stay_two(labels: tuple[str, str]) -> None:
    """Other titles, other brackets, other first names, no whole name."""
    assert look_alikes({labels[0]: 30, labels[1]: 29}) == {}


def test_slips_of_slips_lead_to_the_commonest() -> None:
    """So that joining makes one person of them."""
    found = look_alikes({"Moira": 90, "Moirra": 20, "Moirrra": 2})
    assert found == {"Moirra": "Moira", "Moirrra": "Moira"}


@given(st.dictionaries(st.text("HO09 oIl1.xyab", max_size=6), st.integers(1, 50), max_size=12))
def test_every_slip_leads_to_a_label_that_stays(turns: dict[str, int]) -> None:
    """No chains and no rings, whatever the labels."""
    found = look_alikes(turns)
    for rare, common in found.items():
        assert common in turns
        assert common not in found
        assert turns[rare] <= turns[common]
