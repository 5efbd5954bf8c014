"""Codings, memos, verdicts and marks, and whose they are."""

from __future__ import annotations

from tests.conftest import BEN
from tests.exchange.scenario import Asks, Scenario
from tests.exchange.team import (
    ADMIN,
    ANOTHER_ADMIN,
    BEN_AT_HOME,
    as_coder,
    codes,
    joins,
    judges,
    notes,
    notes_on_coding,
    reads,
    removes_memo,
    resizes,
    rewrites,
    stars,
    uncodes,
    weighs,
)

WORK = (
    Scenario(
        name="memos on anything arrive",
        pitfall="MAXQDA's Teamwork Import leaves free memos behind (A 2.2, 5)",
        theirs=[
            notes("A thought."),
            notes("She again.", case="Moira"),
            notes("Trust whom?", code="Trust"),
            notes("A short one.", document="M02"),
            notes_on_coding("Mine too.", "a spare key", "Keys"),
        ],
        ours=[notes("Another thought.")],
        added={"memo": 5},
        outcome="""
            + memo by Ben on M02: A short one.
            + memo by Ben on Moira: She again.
            + memo by Ben on Trust: Trust whom?
            + memo by Ben on the project: A thought.
            + memo by Ben on “a spare key”: Mine too.
        """,
    ),
    Scenario(
        name="the memo on a coding is changed on both sides",
        pitfall="QualCoder drops a changed memo on the same coding (B 3, 4)",
        theirs=[rewrites("Whose key?", "Her key?")],
        ours=[rewrites("Whose key?", "The neighbour's key?")],
        added={"memo": 1},
        conflicts=(Asks("edited-twice", "Memo on “a spare key” (Help / Keys)", "text", "ours"),),
        outcome="""
            + kept by Ann on “a spare key”: Text in Ben's copy: Her key?
        """,
        if_theirs="""
            - memo by Ben on “a spare key”: The neighbour's key?
            + kept by Ann on “a spare key”: Text before the merge: The neighbour's key?
            + memo by Ben on “a spare key”: Her key?
        """,
    ),
    Scenario(
        name="the memo on a coding is changed in the copy",
        pitfall="QualCoder drops a changed memo on the same coding (B 3, 4)",
        theirs=[rewrites("Whose key?", "Her key?")],
        changed={"memo": 1},
        outcome="""
            - memo by Ben on “a spare key”: Whose key?
            + memo by Ben on “a spare key”: Her key?
        """,
    ),
    Scenario(
        name="the memo on a coding is changed in the copy and deleted here",
        pitfall="dropped, or back (A 2.2, 7; B 3, 4)",
        theirs=[rewrites("Whose key?", "Her key?")],
        ours=[removes_memo("Whose key?")],
        added={"memo": 1},
        conflicts=(
            Asks("deleted-but-edited", "Memo on “a spare key” (Help / Keys)", "", "theirs"),
        ),
        outcome="""
            + memo by Ben on “a spare key”: Her key?
        """,
        if_ours="",
    ),
    Scenario(
        name="verdicts, stars, weights and marks of reading arrive",
        pitfall="what is no coding stays behind, QualCoder's flag too (A 2.2, 5; B 3, 5)",
        theirs=[
            judges("her bins down", "Help", "accepted"),
            judges("the landing", "Keys", "rejected"),
            judges("I never ask", "Trust", "later"),
            stars("a spare key", "Keys"),
            weighs("a spare key", "Keys", 70),
            reads("M01"),
            reads("M02", 10),
        ],
        added={"coding": 1, "verdict": 3, "reading": 2},
        changed={"coding": 1},
        outcome="""
            - “a spare key” is Help/Keys (Ben)
            + Ben accepted as a coding: “her bins down” as Help, for “her bins down”
            + Ben later: “I never ask” as Trust, for “I never ask”
            + Ben read 10 letters of M02
            + Ben read all of M01
            + Ben rejected: “the landing” as Help/Keys, for “the landing”
            + “a spare key” is Help/Keys (Ben), star, weight 70
            + “her bins down” is Help (Ben), cue
        """,
    ),
    Scenario(
        name="two coders code the same words with the same code",
        pitfall="NVivo fuses them where both are called the same (A 2.2, 8)",
        theirs=[codes("her bins down", "Help")],
        ours=[codes("her bins down", "Help")],
        added={"coding": 1},
        outcome="""
            + “her bins down” is Help (Ben)
        """,
    ),
    Scenario(
        name="one coder codes the same words here and in the copy",
        pitfall="importing doubles codings (A 2.2, 9)",
        theirs=[
            codes("her bins down", "Help", memo="hers"),
            stars("her bins down", "Help"),
            weighs("her bins down", "Help", 40),
        ],
        ours=[as_coder(BEN, codes("her bins down", "Help", memo="why?"))],
        added={"memo": 1},
        changed={"coding": 1},
        conflicts=(Asks("same-coding", "Help on “her bins down”", "", "join"),),
        outcome="""
            - “her bins down” is Help (Ben)
            + memo by Ben on “her bins down”: hers
            + “her bins down” is Help (Ben), star, weight 40
        """,
    ),
    Scenario(
        name="a coding is moved to other words, and weighed, on both sides",
        pitfall="last import wins (A 2.2, 14)",
        theirs=[resizes("a spare key", "Keys", "spare key"), weighs("spare key", "Keys", 70)],
        ours=[
            resizes("a spare key", "Keys", "has a spare key"),
            weighs("has a spare key", "Keys", 30),
        ],
        conflicts=(
            Asks("edited-twice", "Help / Keys on “has a spare key”", "document", "ours"),
            Asks("edited-twice", "Help / Keys on “has a spare key”", "weight", "ours"),
        ),
        if_theirs="""
            - memo by Ben on “has a spare key”: Whose key?
            - “has a spare key” is Help/Keys (Ben), weight 30
            + memo by Ben on “spare key”: Whose key?
            + “spare key” is Help/Keys (Ben), weight 70
        """,
    ),
    Scenario(
        name="two people of one name",
        pitfall="NVivo: all that an ‘Admin’ did is one person's (A 2.2, 8)",
        before=[joins(ADMIN), as_coder(ADMIN, codes("the landing", "Keys"))],
        who=ANOTHER_ADMIN,
        theirs=[codes("the landing", "Keys")],
        added={"coder": 1, "coding": 1},
        conflicts=(Asks("two-people", "admin", "", "both"),),
        outcome="""
            + coder admin
            + “the landing” is Help/Keys (admin)
        """,
    ),
    Scenario(
        name="the same person, known to her own copy by another identity",
        pitfall="she is two, and agrees with herself (A 2.2, 8)",
        who=BEN_AT_HOME,
        theirs=[codes("her bins down", "Help"), codes("a spare key", "Keys"), reads("M01")],
        ours=[as_coder(BEN, reads("M01", 20))],
        added={"coding": 1},
        changed={"reading": 1},
        conflicts=(
            Asks("same-person", "Ben", "", "join"),
            Asks("same-coding", "Help / Keys on “a spare key”", "", "join"),
        ),
        outcome="""
            - Ben read 20 letters of M01
            + Ben read all of M01
            + “her bins down” is Help (Ben)
        """,
    ),
    Scenario(
        name="the same person once more, in a second round",
        pitfall="she is asked about, or two, each time (A 2.2, 8 and 9)",
        who=BEN_AT_HOME,
        earlier=([codes("her bins down", "Help")], []),
        theirs=[codes("the landing", "Keys"), uncodes("her bins down", "Help")],
        added={"coding": 1},
        deleted={"coding": 1},
        outcome="""
            - “her bins down” is Help (Ben)
            + “the landing” is Help/Keys (Ben)
        """,
    ),
)
