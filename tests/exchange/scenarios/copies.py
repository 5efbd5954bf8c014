"""Copies in part, blind, left by a sync program, or without a history in common."""

from __future__ import annotations

from tests.conftest import ANN
from tests.exchange.scenario import Asks, Scenario
from tests.exchange.team import (
    CEM,
    codes,
    deletes,
    handed,
    left_by_sync,
    merges,
    merges_copy_of,
    notes,
    of_its_own,
    uncodes,
    words,
)

COPIES = (
    Scenario(
        name="a copy of some documents deletes nothing by what it lacks",
        pitfall="what is not in the file is taken for deleted (A 2.2, 7)",
        copy=handed(only=("M01",)),
        theirs=[codes("her bins down", "Help")],
        ours=[codes("I never ask", "Trust")],
        added={"coding": 1},
        outcome="""
            + “her bins down” is Help (Ben)
        """,
    ),
    Scenario(
        name="a code is deleted in a copy that lacks the documents coded with it",
        pitfall="what is not in the file is taken for deleted (A 2.2, 7)",
        copy=handed(only=("M01",)),
        theirs=[deletes("code", "Trust")],
        conflicts=(Asks("deleted-but-used", "Trust", "", "ours"),),
        if_theirs="""
            - Trust, definition: Relying on others.
            - code Trust
            - “It is not my place” is Trust (Ann)
        """,
    ),
    Scenario(
        name="a blind copy brings its own work and deletes nobody else's",
        pitfall="what is not in the file is taken for deleted (A 2.2, 7 and 13)",
        copy=handed(blind=True),
        theirs=[codes("her bins down", "Help"), uncodes("a spare key", "Keys")],
        ours=[codes("I never ask", "Trust")],
        added={"coding": 1},
        deleted={"memo": 1, "coding": 1},
        outcome="""
            - memo by Ben on “a spare key”: Whose key?
            - “a spare key” is Help/Keys (Ben)
            + “her bins down” is Help (Ben)
        """,
    ),
    Scenario(
        name="a code is merged away in a blind copy, with others' codings out of sight",
        pitfall="codings nobody saw go without a word (A 2.2, 7)",
        copy=handed(blind=True),
        theirs=[merges("Trust", "Help")],
        added={"memo": 1},
        changed={"coding": 1},
        deleted={"code": 1},
        conflicts=(Asks("deleted-but-used", "Trust", "", "theirs"),),
        outcome="""
            - Trust, definition: Relying on others.
            - code Trust
            - “It is not my place” is Trust (Ann)
            + merged code by Ben on Help: Name: Trust | Definition: Relying on others.
            + “It is not my place” is Help (Ann)
        """,
        if_ours="""
            + merged code by Ben on Help: Name: Trust | Definition: Relying on others.
        """,
    ),
    Scenario(
        name="a conflict copy that a sync program left",
        pitfall="sync folders leave two files, and one is thrown away (A 2.2, 12)",
        copy=left_by_sync,
        who=ANN,
        file="kindness (Ann's conflicted copy).liveable",
        theirs=[codes("her bins down", "Help"), words("Trust", definition="Counting on people.")],
        ours=[codes("I never ask", "Trust"), words("Trust", definition="Being relied on.")],
        added={"coding": 1, "memo": 1},
        conflicts=(Asks("edited-twice", "Trust", "definition", "ours"),),
        outcome="""
            + kept by Ann on Trust: Definition in Ann's copy: Counting on people.
            + “her bins down” is Help (Ann)
        """,
        if_theirs="""
            - Trust, definition: Being relied on.
            + Trust, definition: Counting on people.
            + kept by Ann on Trust: Definition before the merge: Being relied on.
            + “her bins down” is Help (Ann)
        """,
    ),
    Scenario(
        name="a project of its own, with the same texts and codebook",
        pitfall="MAXQDA: the wrong command leaves everything twice (A 2.2, 4)",
        copy=of_its_own,
        theirs=[
            codes("her bins down", "Help"),
            codes("I never ask", "Trust"),
            notes("My own project."),
            words("Trust", definition="Counting on people."),
        ],
        added={"coding": 2, "memo": 3},
        changed={"coder": 1},
        conflicts=(
            Asks("matched", "M01", "", "join"),
            Asks("matched", "M02", "", "join"),
            Asks("matched", "Help", "name", "join"),
            Asks("matched", "Trust", "name", "join"),
        ),
        notes=(
            "The two have no history in common: what is alike was found by its text, place or "
            "name.",
        ),
        outcome="""
            + kept by Ann on M02: Name in ben's copy: Neil
            + kept by Ann on Trust: Wording in ben's copy: Definition: Counting on people.
            + memo by Ben on the project: My own project.
            + “I never ask” is Trust (Ben)
            + “her bins down” is Help (Ben)
        """,
        if_theirs="""
            - M02, INT: And you?
            - M02, NEIL: I never ask. It is not my place.
            - Trust, definition: Relying on others.
            - document M02
            - interviewer INT of M02
            - participant NEIL of M02
            + Neil, INT: And you?
            + Neil, NEIL: I never ask. It is not my place.
            + Trust, definition: Counting on people.
            + document Neil
            + interviewer INT of Neil
            + kept by Ann on Neil: Name before the merge: M02
            + kept by Ann on Trust: Wording before the merge: Definition: Relying on others.
            + memo by Ben on the project: My own project.
            + participant NEIL of Neil
            + “I never ask” is Trust (Ben)
            + “her bins down” is Help (Ben)
        """,
    ),
    Scenario(
        name="a project of its own, in a second round",
        pitfall="importing again doubles everything (A 2.2, 9)",
        copy=of_its_own,
        earlier=([codes("her bins down", "Help")], []),
        theirs=[codes("across the landing", "Keys"), codes("I never ask", "Trust")],
        added={"coding": 2},
        outcome="""
            + “I never ask” is Trust (Ben)
            + “across the landing” is Help/Keys (Ben)
        """,
    ),
    Scenario(
        name="a copy that another copy was merged into",
        pitfall="whose acts they are is forgotten (A 2.2, 8)",
        theirs=[codes("her bins down", "Help"), merges_copy_of(CEM, codes("the landing", "Keys"))],
        added={"coding": 2, "handout": 1},
        outcome="""
            + “her bins down” is Help (Ben)
            + “the landing” is Help/Keys (Cem)
        """,
    ),
)
