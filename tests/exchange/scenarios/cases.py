"""Cases and attributes that both sides set."""

from __future__ import annotations

from tests.exchange.scenario import Asks, Scenario
from tests.exchange.team import (
    brings,
    calls_attribute,
    calls_case,
    calls_document,
    defines,
    deletes,
    gives,
    is_speaker,
    makes_case,
    sets,
)

CASES = (
    Scenario(
        name="a case is given a second document",
        pitfall="QualCoder: the second link of a case is lost (B 3, 4)",
        theirs=[gives("M02", "Moira")],
        ours=[is_speaker("M01", "MOIRA", "Moira")],
        changed={"document": 1},
        outcome="""
            + case of M02: Moira
        """,
    ),
    Scenario(
        name="both made a case of the same name and gave it a document",
        pitfall="two cases of one name, or one of the links is lost (B 3, 4)",
        theirs=[makes_case("neil"), gives("M02", "neil")],
        ours=[makes_case("Neil"), gives("M02", "Neil")],
        added={"memo": 1},
        conflicts=(Asks("same-case", "Neil", "", "join"),),
        outcome="""
            + kept by Ann on Neil: Name in Ben's copy: neil
        """,
        if_theirs="""
            - case Neil
            - case of M02: Neil
            + case neil
            + case of M02: neil
            + kept by Ann on neil: Name before the merge: Neil
        """,
    ),
    Scenario(
        name="a document is given to different cases",
        pitfall="last import wins (A 2.2, 14)",
        theirs=[makes_case("Neil"), gives("M02", "Neil")],
        ours=[gives("M02", "Moira")],
        added={"case": 1},
        conflicts=(Asks("edited-twice", "M02", "case", "ours"),),
        outcome="""
            + case Neil
        """,
        if_theirs="""
            - case of M02: Moira
            + case Neil
            + case of M02: Neil
        """,
    ),
    Scenario(
        name="an attribute of a case is set to the same on both sides",
        pitfall="last import wins (A 2.2, 14)",
        theirs=[sets("Age", "Moira", "72")],
        ours=[sets("Age", "Moira", "72")],
    ),
    Scenario(
        name="an attribute of a case is set to different values",
        pitfall="last import wins (A 2.2, 14)",
        theirs=[sets("Age", "Moira", "72")],
        ours=[sets("Age", "Moira", "73")],
        added={"memo": 1},
        conflicts=(Asks("value", "Age of Moira", "value", "ours"),),
        outcome="""
            + kept by Ann on Moira: Value in Ben's copy: 72
        """,
        if_theirs="""
            - Age of Moira: 73
            + Age of Moira: 72
            + kept by Ann on Moira: Value before the merge: 73
        """,
    ),
    Scenario(
        name="an attribute of a case is emptied in the copy and changed here",
        pitfall="last import wins (A 2.2, 14)",
        theirs=[sets("Age", "Moira", "")],
        ours=[sets("Age", "Moira", "73")],
        conflicts=(Asks("deleted-but-edited", "Age of Moira", "", "ours"),),
        if_theirs="""
            - Age of Moira: 73
        """,
    ),
    Scenario(
        name="an attribute is made on both sides with the same type",
        pitfall="two columns of one name (A 2.2, 14)",
        before=[makes_case("Neil")],
        theirs=[
            defines("Floor", "number"),
            sets("Floor", "Moira", "2"),
            sets("Floor", "Neil", "0"),
        ],
        ours=[defines("floor", "number"), sets("floor", "Moira", "3")],
        added={"value": 1, "memo": 1},
        conflicts=(Asks("value", "floor of Moira", "value", "ours"),),
        outcome="""
            + floor of Neil: 0
            + kept by Ann on Moira: Value in Ben's copy: 2
        """,
        if_theirs="""
            - floor of Moira: 3
            + floor of Moira: 2
            + floor of Neil: 0
            + kept by Ann on Moira: Value before the merge: 3
        """,
    ),
    Scenario(
        name="an attribute is made on both sides with different types",
        pitfall="values of one type in a column of the other (A 2.2, 14)",
        theirs=[defines("Floor", "text"), sets("Floor", "Moira", "second")],
        ours=[defines("Floor", "number"), sets("Floor", "Moira", "2")],
        added={"attribute": 1, "value": 1},
        notes=(
            "The attribute ‘Floor’ is a number here and a text in Ben's copy; theirs is called "
            "‘Floor (Ben)’.",
        ),
        outcome="""
            + Floor (Ben) of Moira: second
            + attribute Floor (Ben) (text)
        """,
    ),
    Scenario(
        name="an attribute is deleted in the copy and made again",
        pitfall="its new values go with the old (A 2.2, 7 and 14)",
        theirs=[deletes("attribute", "Age"), defines("Age", "number"), sets("Age", "Moira", "72")],
        added={"value": 1, "attribute": 1},
        deleted={"value": 1, "attribute": 1},
        outcome="""
            - Age of Moira: 71
            + Age of Moira: 72
        """,
    ),
    Scenario(
        name="a case, a document and an attribute are renamed to what new ones here are called",
        pitfall="QualCoder takes what is called the same for the same (B 3, 4)",
        theirs=[
            calls_case("Moira", "Neil"),
            calls_attribute("Age", "Years"),
            calls_document("M02", "M03"),
        ],
        ours=[makes_case("Neil"), defines("Years", "text"), brings("M03", "OLA: Aye.\n")],
        changed={"case": 1, "attribute": 1, "document": 1},
        notes=tuple(
            f"There will be two {what}: Ben renamed one to what another is called here."
            for what in (
                "cases called ‘Neil’",
                "attributes called ‘Years’",
                "documents called ‘M03’",
            )
        ),
        outcome="""
            - Age of Moira: 71
            - M02, INT: And you?
            - M02, NEIL: I never ask. It is not my place.
            - attribute Age (number)
            - case Moira
            - case of M01: Moira
            - document M02
            - interviewer INT of M02
            - participant NEIL of M02
            + M03, INT: And you?
            + M03, NEIL: I never ask. It is not my place.
            + Years of Neil: 71
            + attribute Years (number)
            + case Neil
            + case of M01: Neil
            + document M03
            + interviewer INT of M03
            + participant NEIL of M03
        """,
    ),
)
