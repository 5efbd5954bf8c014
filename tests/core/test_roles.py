"""Who asks and who answers."""

from __future__ import annotations

import pytest

from liveable.core.roles import Share, roles_of
from liveable.core.transcript import Role

ASKS = ("Where was that, then?", "And who came along with you?", "I see.")
TELLS = ("It was down by the water, in the old house.", "My sister did, and the boy next door.")


def shares(**said: tuple[str, ...]) -> dict[str, Share]:
    """What each of these speakers says, a dozen times over."""
    found = {}
    for label, speeches in said.items():
        found[label] = Share()
        for n in range(12):
            found[label].add(speeches[n % len(speeches)])
    return found


@pytest.mark.parametrize(
    ("asks", "tells"),
    [("I", "P"), ("I", "R"), ("R", "P"), ("Q", "A"), ("P", "R"), ("A", "B"), ("Ann", "Ben")],
)
def test_roles_are_told_by_letters_and_questions(asks: str, tells: str) -> None:
    """Letters have roles beside their partners; questions go before them (``P`` for *pregunta*)."""
    found = roles_of(shares(**{asks: ASKS, tells: TELLS}))
    assert found == {asks: "interviewer", tells: "participant"}


def test_words_go_before_questions() -> None:
    """An interviewer who only states, a participant who asks back."""
    found = roles_of(shares(Interviewer=TELLS, Moira=ASKS))
    assert found == {"Interviewer": "interviewer", "Moira": "participant"}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("どこに住んでいましたか。", "海のそばの古い家でした。"),
        ("你住在哪里呢。", "我住在海边的老房子里。"),
        ("어디에 살았습니까.", "바닷가 오래된 집에서 살았어요."),
        ("أين كان ذلك؟", "كان في البيت القديم."),
    ],
)
def test_questions_are_told_in_other_scripts(asked: str, told: str) -> None:
    """By their last signs."""
    found = roles_of(shares(Ann=(asked,), Ben=(told,)))
    assert found == {"Ann": "interviewer", "Ben": "participant"}


def test_nothing_is_said_where_nothing_tells() -> None:
    """Two who ask as much, and letters without partners."""
    nobody: dict[str, Role | None] = {"Ann": None, "Ben": None}
    assert roles_of(shares(Ann=ASKS, Ben=ASKS)) == nobody
    assert roles_of(shares(A=TELLS, C=TELLS)) == {"A": None, "C": None}
