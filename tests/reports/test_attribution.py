"""Attributions: gaps in the data leave no gaps in the words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.errors import Refused
from liveable.reports import attribution

FIELDS = ("case", "speaker", "document", "paragraph")
ATTRIBUTES = ("Gender", "Years in area", "place")


def said(template: str, **facts: str) -> str:
    known = {attribution.normal(name): value for name, value in facts.items()}
    return attribution.parse(template, FIELDS, ATTRIBUTES).fill(lambda name: known.get(name, ""))


def test_everything_known_is_said() -> None:
    """With all facts there, the template stands as it was written."""
    words = said("{case}, {gender}, {place}, para {paragraph}", case="Moira", gender="woman",
                 place="Millbrae", paragraph="12")  # fmt: skip
    assert words == "Moira, woman, Millbrae, para 12"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, ""),
        ({"case": "Moira"}, "Moira"),
        ({"place": "Millbrae", "paragraph": "3"}, "Millbrae, para 3"),
        ({"case": "Moira", "paragraph": "3"}, "Moira, para 3"),
        ({"case": " \n", "place": "Millbrae"}, "Millbrae"),
    ],
)
def test_empty_segment_goes_with_its_comma(facts: dict[str, str], words: str) -> None:
    """A segment with no known fact disappears, its literal words and its comma with it."""
    assert said("{case}, {gender}, {place}, para {paragraph}", **facts) == words


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"case": "Moira", "gender": "woman", "place": "Millbrae"}, "Moira (woman, Millbrae)"),
        ({"case": "Moira", "place": "Millbrae"}, "Moira (Millbrae)"),
        ({"case": "Moira"}, "Moira"),
        ({"gender": "woman"}, "(woman)"),
        ({}, ""),
    ],
)
def test_brackets_hold_segments_of_their_own(facts: dict[str, str], words: str) -> None:
    """Brackets close up around what is known, and go when nothing is."""
    assert said("{case} ({gender}, {place})", **facts) == words


def test_whole_attribution_in_brackets() -> None:
    """A template in brackets keeps both of them, whichever of its segments go."""
    assert said("({case}, {gender}, para {paragraph})", gender="woman") == "(woman)"


def test_lone_bracket_is_a_character() -> None:
    """A bracket without its other half is left as it is."""
    assert said("1) {case}, {gender}", case="Moira", gender="woman") == "1) Moira, woman"


def test_first_known_of_several() -> None:
    """``{case|speaker}`` says the speaker only where there is no case."""
    assert said("{case|speaker}, {place}", speaker="P2") == "P2"
    assert said("{case|speaker}, {place}", speaker="P2", case="Moira") == "Moira"


@pytest.mark.parametrize("field", ["Years in area", "years_in_area", " YEARS  in_area "])
def test_attributes_by_any_spelling(field: str) -> None:
    """Case, underscores and spaces make no difference to an attribute's name."""
    assert said(f"{{{field}}} years", **{"Years in area": "40"}) == "40 years"


def test_doubled_braces_are_braces() -> None:
    """Doubled braces are the character, also around a field."""
    assert said("{{case}} {{{case}}}", case="Moira") == "{case} {Moira}"


def test_template_without_fields() -> None:
    """Segments that ask for nothing always stand."""
    assert said("an interview, {case}, 2025") == "an interview, 2025"


def test_unknown_field_is_refused_with_those_there_are() -> None:
    """A misspelt field is named, and so are the fields and attributes there are."""
    with pytest.raises(Refused) as refused:
        said("{case}, {gendre}")
    sentence = str(refused.value)
    assert "‘gendre’" in sentence
    assert all(name in sentence for name in (*FIELDS, *ATTRIBUTES))


@pytest.mark.parametrize("template", ["{}", "{case|}", "{case|gendre}"])
def test_field_without_a_known_name_is_refused(template: str) -> None:
    """Each alternative of a field must be known."""
    with pytest.raises(Refused, match="There is no field"):
        said(template)


@pytest.mark.parametrize("template", ["{case", "case}", "{{case}", "{ca{se}"])
def test_stray_brace_is_refused(template: str) -> None:
    """A brace without its other half is said to be one."""
    with pytest.raises(Refused, match=re.escape(template)):
        said(template)


def test_usual_attributes_need_not_exist() -> None:
    """The standing template works in a project that asked nobody's age."""
    template = attribution.parse(attribution.DEFAULT_TEMPLATE, FIELDS, ())
    facts = {"speaker": "P2", "document": "Group", "paragraph": "4"}
    assert template.fill(lambda name: facts.get(name, "")) == "P2, Group, para 4"


_words = st.text(st.characters(categories=["L", "N"]), max_size=5)
_pieces = st.recursive(
    st.one_of(_words, st.sampled_from(["{case}", "{gender}", "{place|speaker}", " ", ","])),
    lambda inner: st.lists(inner, max_size=5).map(lambda parts: f"({''.join(parts)})"),
    max_leaves=12,
)


@given(
    template=st.lists(_pieces, max_size=12).map("".join),
    facts=st.dictionaries(st.sampled_from(["case", "gender", "place", "speaker"]), _words),
)
def test_no_stray_commas(template: str, facts: dict[str, str]) -> None:
    """Whatever is missing, no comma is left without words on both of its sides."""
    words = said(template, **facts)
    assert not re.search(r",\s*,|^\s*,|,\s*$|\(\s*,|,\s*\)|\(\s*\)|\s\s", words)


@given(st.dictionaries(st.sampled_from(["case", "gender", "place"]), _words))
def test_every_known_fact_is_said_in_order(facts: dict[str, str]) -> None:
    """What is known is said, all of it, in the template's order."""
    known = [facts[name] for name in ("case", "gender", "place") if facts.get(name)]
    assert said("{case}, {gender}, {place}", **facts) == ", ".join(known)
