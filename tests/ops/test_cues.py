"""Acts on one cue of a code."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from liveable.core.codebook import Codebook, CodeEntry, Cues
from liveable.errors import NotFound, Refused
from liveable.ops import codebook, cues, whole_codebook
from liveable.store.project import Project
from liveable.store.schema import Code
from tests.conftest import ANN

Asked = Callable[[Project, str], object]
BEFORE = Cues(("gave me a lift", "so lovely"), ("lift",), ("of course",), ("tea",))


@pytest.fixture
def code(project: Project) -> str:
    """A code with cues of every kind."""
    return codebook.create(project, "Small civilities", ANN.uid, cues=BEFORE)


def kept(project: Project, code: str) -> Cues:
    """The code's cues as they are kept."""
    with project.reading() as session:
        return codebook.cues_of(session.get_one(Code, code).cues)


DONE: dict[str, tuple[Asked, Cues]] = {
    "Ban ‘so LOVELY’ as a cue of ‘Small civilities’": (
        lambda p, c: cues.ban_cue(p, c, " so LOVELY ", ANN.uid),
        Cues(("gave me a lift",), ("lift",), ("of course", "so LOVELY"), ("tea",)),
    ),
    "Allow ‘of course’ as a cue of ‘Small civilities’": (
        lambda p, c: cues.unban(p, c, "of course", ANN.uid),
        Cues(("gave me a lift", "so lovely"), ("lift",), (), ("tea",)),
    ),
    "Make ‘of course’ a cue of ‘Small civilities’": (
        lambda p, c: cues.promote(p, c, "of course", ANN.uid),
        Cues(("gave me a lift", "so lovely", "of course"), ("lift",), (), ("tea",)),
    ),
    "Make ‘tea’ a cue of ‘Small civilities’": (
        lambda p, c: cues.promote(p, c, "tea", ANN.uid),
        Cues(("gave me a lift", "so lovely", "tea"), ("lift",), ("of course",), ()),
    ),
    "Change ‘so lovely’ to ‘lovely of her’ as a cue of ‘Small civilities’": (
        lambda p, c: cues.change_cue(p, c, "so lovely", "lovely of her", ANN.uid),
        Cues(("gave me a lift", "lovely of her"), ("lift",), ("of course",), ("tea",)),
    ),
    "Let ‘lift’ weigh nothing for ‘Small civilities’": (
        lambda p, c: cues.mislead(p, c, "lift", ANN.uid),
        Cues(("gave me a lift", "so lovely"), (), ("of course",), ("tea", "lift")),
    ),
    "Let ‘tea’ weigh again for ‘Small civilities’": (
        lambda p, c: cues.unmislead(p, c, "tea", ANN.uid),
        Cues(("gave me a lift", "so lovely"), ("lift",), ("of course",), ()),
    ),
}


@pytest.mark.parametrize("label", DONE)
def test_each_is_one_act_that_says_what_it_was(project: Project, code: str, label: str) -> None:
    """And undo brings the cues back."""
    act, expected = DONE[label]
    act(project, code)
    assert kept(project, code) == expected
    undone = project.undo(ANN.uid)
    assert undone is not None
    assert undone.label == label
    assert kept(project, code) == BEFORE


REFUSED: dict[str, Asked] = {
    "banned as a cue of ‘Small civilities’ already": lambda p, c: cues.ban_cue(
        p, c, "of course", ANN.uid
    ),
    "‘lift’ is not banned as a cue": lambda p, c: cues.unban(p, c, "lift", ANN.uid),
    "‘so lovely’ is a cue of": lambda p, c: cues.promote(p, c, "so lovely", ANN.uid),
    "‘tea’ is no cue of ‘Small civilities’ any more": lambda p, c: cues.change_cue(
        p, c, "tea", "cup of tea", ANN.uid
    ),
    "‘tea’ weighs nothing": lambda p, c: cues.mislead(p, c, "tea", ANN.uid),
    "‘cup of tea’ is several words": lambda p, c: cues.mislead(p, c, "cup of tea", ANN.uid),
    "‘lift’ is not marked": lambda p, c: cues.unmislead(p, c, "lift", ANN.uid),
    "A cue needs a word": lambda p, c: cues.promote(p, c, " \0 ", ANN.uid),
    "There is no code": lambda p, _c: cues.promote(p, "nothing", "tea", ANN.uid),
}


@pytest.mark.parametrize("words", REFUSED)
def test_what_would_change_nothing_is_refused(project: Project, code: str, words: str) -> None:
    """In one sentence."""
    with pytest.raises((Refused, NotFound), match=words):
        REFUSED[words](project, code)
    assert kept(project, code) == BEFORE


def test_a_long_phrase_is_shortened_in_what_is_said(project: Project, code: str) -> None:
    """The phrase itself is not."""
    long = "and " * 30 + "so on {cue}"
    cues.promote(project, code, "{cue} {old}", ANN.uid)
    cues.change_cue(project, code, "{cue} {old}", long, ANN.uid)
    assert kept(project, code).phrases[-1] == long
    undone = project.undo(ANN.uid)
    assert undone is not None
    assert undone.label.startswith("Change ‘{cue} {old}’ to ‘and and")
    assert len(undone.label) < 120


def test_cues_kept_before_there_were_bans_are_read(project: Project) -> None:
    """Lists that are not there are empty, and are not written."""
    assert codebook.cues_of('{"phrases": ["a"], "lemmas": ["b"]}') == Cues(("a",), ("b",))
    assert codebook.written_cues(Cues(("a",), (), ("b",))) == '{"phrases": ["a"], "banned": ["b"]}'


def test_a_ban_lasts_when_a_codebook_is_brought_in_again(project: Project, code: str) -> None:
    """Lists that the file leaves empty stay; a phrase of the file that is banned here stays out."""
    entry = CodeEntry("S", "Small civilities", cues=Cues(("of course", "bless her")))
    whole_codebook.apply(project, Codebook("Book", (entry,)), ANN.uid)
    assert kept(project, code) == Cues(("bless her",), ("lift",), ("of course",), ("tea",))
    codebook.edit(project, code, ANN.uid, cues=Cues(("a",), (), ("A",)))
    assert kept(project, code) == Cues((), (), ("A",))
