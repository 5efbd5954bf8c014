"""What is done with cues: laws over every way of banning, promoting and joining them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveable.core import cues
from liveable.core.codebook import Cues

PHRASES = ("lovely", "Lovely", " lovely ", "it’s mine", "It's  mine", "gave me a lift", "lift", "é")
lists = st.lists(st.sampled_from(PHRASES), max_size=4).map(tuple)
some = st.builds(Cues, lists, lists, lists, lists).map(cues.settled)
phrase = st.sampled_from(PHRASES)
law = settings(deadline=None, max_examples=40)
Act = Callable[[Cues, str], Cues]
ACTS: tuple[Act, ...] = (cues.ban, cues.unban, cues.promote, cues.mislead, cues.unmislead)


def clashing(found: Cues) -> set[str]:
    """What is looked for and not to be, both."""
    out = {cues.same(one) for one in (*found.banned, *found.misleading)}
    return out & {cues.same(one) for one in (*found.phrases, *found.lemmas)}


@law
@given(some, some, phrase, phrase)
def test_nothing_is_ever_looked_for_and_banned(one: Cues, other: Cues, a: str, b: str) -> None:
    """Whatever is done; and an act done twice does no more than once."""
    for act in ACTS:
        after = act(one, a)
        assert not clashing(after)
        assert act(after, a) == after
    assert not clashing(cues.change(one, a, b))
    assert not clashing(cues.joined(one, other))
    assert not clashing(cues.edited(one, other))


@law
@given(some, phrase)
def test_each_act_does_what_it_says(found: Cues, one: str) -> None:
    """However the phrase is written; and what was banned comes back by promoting it."""
    banned = cues.ban(found, one)
    assert cues.among(one, banned.banned)
    assert not cues.among(one, (*banned.phrases, *banned.lemmas))
    assert not cues.among(one, cues.unban(banned, one).banned)
    back = cues.promote(cues.mislead(banned, one), one)
    assert cues.among(one, back.phrases)
    assert not cues.among(one, (*back.lemmas, *back.banned, *back.misleading))


@law
@given(some, some)
def test_joining_loses_no_cue_of_the_one_that_is_kept(kept: Cues, gone: Cues) -> None:
    """Nor a ban of it; and joining something to itself changes nothing."""
    both = cues.joined(kept, gone)
    for name in ("phrases", "lemmas", "banned", "misleading"):
        assert set(getattr(kept, name)) <= set(getattr(both, name))
    assert astuple(cues.joined(kept, kept)) == tuple(
        tuple(dict.fromkeys(one)) for one in astuple(kept)
    )


def test_a_cue_is_changed_where_it_stands() -> None:
    """Among phrases or single words; two that become the same are one, what is no cue stays."""
    found = Cues(("a b", "gave me a lift", "c d"), ("step", "door"), ("took us",))
    assert cues.change(found, "Gave me a  lift", "took us").phrases == ("a b", "took us", "c d")
    assert cues.change(found, "gave me a lift", "took us").banned == ()
    assert cues.change(found, "gave me a lift", "C D").phrases == ("a b", "C D")
    assert cues.change(found, "gave me a lift", "Gave me a lift").phrases[1] == "Gave me a lift"
    assert cues.change(found, "door", "doorstep").lemmas == ("step", "doorstep")
    assert cues.change(found, "window", "pane") == found


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (Cues(banned=("lovely",)), Cues(("Lovely",), banned=("lovely",)), Cues(("Lovely",))),
        (Cues(("lovely",)), Cues(("lovely",), banned=("lovely",)), Cues(banned=("lovely",))),
        (Cues(), Cues(("lovely",), banned=("lovely",)), Cues(("lovely",), banned=("lovely",))),
        (Cues(misleading=("tea",)), Cues((), ("tea",), (), ("tea",)), Cues((), ("tea",))),
    ],
)
def test_what_is_newly_written_counts(before: Cues, after: Cues, found: Cues) -> None:
    """Over what was written before; where both are new, the ban."""
    assert cues.edited(before, after) == cues.settled(found)


def test_accents_tell_phrases_apart() -> None:
    """Case, spaces and the form of apostrophes do not."""
    assert cues.same("It’s  MINE ") == cues.same("it's mine")
    assert cues.same("avó") != cues.same("avô")
    assert cues.tidied(" a\0\u2028 b ") == "a b"
