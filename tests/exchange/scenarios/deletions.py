"""What one side deleted and the other still has, uses, edits or makes again."""

from __future__ import annotations

from tests.exchange.scenario import Asks, Scenario
from tests.exchange.team import (
    M03,
    brings,
    codes,
    deletes,
    files,
    gives,
    makes,
    uncodes,
    words,
)

DELETIONS = (
    Scenario(
        name="a coding is deleted here that the copy still has",
        pitfall="all bring it back: a union has no memory (A 2.2, 7; B 3, 4)",
        theirs=[codes("her bins down", "Help")],
        ours=[uncodes("A lift to town", "Lifts")],
        added={"coding": 1},
        outcome="""
            + “her bins down” is Help (Ben)
        """,
    ),
    Scenario(
        name="a coding is deleted in the copy",
        pitfall="all keep it: a union has no memory (A 2.2, 7)",
        theirs=[uncodes("a spare key", "Keys")],
        deleted={"memo": 1, "coding": 1},
        outcome="""
            - memo by Ben on “a spare key”: Whose key?
            - “a spare key” is Help/Keys (Ben)
        """,
    ),
    Scenario(
        name="a branch of codes is deleted here that the copy still has",
        pitfall="all bring it back (A 2.2, 7)",
        theirs=[codes("her bins down", "Trust")],
        ours=[deletes("code", "Help")],
        added={"coding": 1},
        outcome="""
            + “her bins down” is Trust (Ben)
        """,
    ),
    Scenario(
        name="a branch of codes is deleted in the copy",
        pitfall="all keep it (A 2.2, 7)",
        theirs=[deletes("code", "Help")],
        conflicts=(Asks("deleted-but-used", "Help", "", "ours"),),  # Ann's coding would go with it
        if_theirs="""
            - Help, definition: Anything done for another.
            - code Help
            - code Help/Keys
            - code Help/Lifts
            - memo by Ben on “a spare key”: Whose key?
            - “A lift to town” is Help/Lifts (Ann)
            - “a spare key” is Help/Keys (Ben)
        """,
    ),
    Scenario(
        name="a document is deleted here that the copy still has",
        pitfall="all bring it back (A 2.2, 7)",
        theirs=[codes("her bins down", "Help")],
        ours=[deletes("document", "M02")],
        added={"coding": 1},
        outcome="""
            + “her bins down” is Help (Ben)
        """,
    ),
    Scenario(
        name="a case is deleted here that the copy still has",
        pitfall="all bring it back (A 2.2, 7)",
        theirs=[codes("her bins down", "Help")],
        ours=[deletes("case", "Moira")],
        added={"coding": 1},
        outcome="""
            + “her bins down” is Help (Ben)
        """,
    ),
    Scenario(
        name="the copy comes back a second time, after a consensus deletion",
        pitfall="what the meeting deleted is back with the next round (A 2.2, 7 and 9)",
        earlier=([codes("her bins down", "Help"), brings("M03", M03)], []),
        theirs=[codes("across the landing", "Keys")],
        ours=[
            uncodes("her bins down", "Help"),
            deletes("document", "M03"),
            deletes("code", "Lifts"),
        ],
        added={"coding": 1},
        outcome="""
            + “across the landing” is Help/Keys (Ben)
        """,
    ),
    Scenario(
        name="the copy comes back a second time, with nothing new",
        pitfall="importing again doubles codings (A 2.2, 9)",
        earlier=([codes("her bins down", "Help", memo="why?")], []),
        theirs=[],
    ),
    Scenario(
        name="a code is deleted here and used in the copy",
        pitfall="the codings go, or the whole branch is back (A 2.2, 7)",
        theirs=[codes("her bins down", "Lifts", memo="hers")],
        ours=[deletes("code", "Help")],
        added={"coding": 3, "memo": 2, "code": 3},
        conflicts=(Asks("deleted-but-used", "Help", "", "theirs"),),
        outcome="""
            + Help, definition: Anything done for another.
            + code Help
            + code Help/Keys
            + code Help/Lifts
            + memo by Ben on “a spare key”: Whose key?
            + memo by Ben on “her bins down”: hers
            + “A lift to town” is Help/Lifts (Ann)
            + “a spare key” is Help/Keys (Ben)
            + “her bins down” is Help/Lifts (Ben)
        """,
        if_ours="",
    ),
    Scenario(
        name="a code is deleted in the copy and used here",
        pitfall="the codings go without a word (A 2.2, 7)",
        theirs=[deletes("code", "Help")],
        ours=[codes("her bins down", "Lifts")],
        conflicts=(Asks("deleted-but-used", "Help", "", "ours"),),
        if_theirs="""
            - Help, definition: Anything done for another.
            - code Help
            - code Help/Keys
            - code Help/Lifts
            - memo by Ben on “a spare key”: Whose key?
            - “A lift to town” is Help/Lifts (Ann)
            - “a spare key” is Help/Keys (Ben)
            - “her bins down” is Help/Lifts (Ann)
        """,
    ),
    Scenario(
        name="a code is deleted here and edited in the copy",
        pitfall="the edit goes, or the code is back (A 2.2, 7)",
        theirs=[words("Lifts", definition="By car.")],
        ours=[deletes("code", "Help")],
        added={"code": 3, "coding": 2, "memo": 1},
        conflicts=(Asks("deleted-but-edited", "Help", "", "theirs"),),
        outcome="""
            + Help, definition: Anything done for another.
            + Help/Lifts, definition: By car.
            + code Help
            + code Help/Keys
            + code Help/Lifts
            + memo by Ben on “a spare key”: Whose key?
            + “A lift to town” is Help/Lifts (Ann)
            + “a spare key” is Help/Keys (Ben)
        """,
        if_ours="",
    ),
    Scenario(
        name="a code is deleted in the copy and edited here",
        pitfall="the edit goes (A 2.2, 7)",
        theirs=[deletes("code", "Help")],
        ours=[words("Help", brief="Doing for others."), words("Lifts", definition="By car.")],
        conflicts=(Asks("deleted-but-edited", "Help", "", "ours"),),
        if_theirs="""
            - Help, brief: Doing for others.
            - Help, definition: Anything done for another.
            - Help/Lifts, definition: By car.
            - code Help
            - code Help/Keys
            - code Help/Lifts
            - memo by Ben on “a spare key”: Whose key?
            - “A lift to town” is Help/Lifts (Ann)
            - “a spare key” is Help/Keys (Ben)
        """,
    ),
    Scenario(
        name="a document is deleted here and coded in the copy",
        pitfall="the codings go, or everything is back (A 2.2, 7)",
        theirs=[codes("I never ask", "Help")],
        ours=[deletes("document", "M02")],
        added={"coding": 2, "document": 1, "speaker": 2, "turn": 2},
        conflicts=(Asks("deleted-but-used", "M02", "", "theirs"),),
        outcome="""
            + M02, INT: And you?
            + M02, NEIL: I never ask. It is not my place.
            + document M02
            + interviewer INT of M02
            + participant NEIL of M02
            + “I never ask” is Help (Ben)
            + “It is not my place” is Trust (Ann)
        """,
        if_ours="",
    ),
    Scenario(
        name="a case is deleted here and given another document in the copy",
        pitfall="the case's second link is lost (A 2.2, 7; B 3, 4)",
        theirs=[gives("M02", "Moira")],
        ours=[deletes("case", "Moira")],
        added={"case": 1, "value": 1},
        changed={"document": 2},
        conflicts=(Asks("deleted-but-used", "Moira", "", "theirs"),),
        outcome="""
            + Age of Moira: 71
            + case Moira
            + case of M01: Moira
            + case of M02: Moira
        """,
        if_ours="",
    ),
    Scenario(
        name="a folder is deleted in the copy and used here",
        pitfall="the document goes with it (A 2.2, 7)",
        before=[files("M01", "Round 1")],
        theirs=[deletes("folder", "Round 1")],
        ours=[files("M02", "Round 1")],
        conflicts=(Asks("deleted-but-used", "Round 1", "", "ours"),),
        if_theirs="""
            - M01, INT: Tell me about the stair.
            - M01, INT: Who has your keys?
            - M01, MOIRA: I take her bins down. A lift to town now and then.
            - M01, MOIRA: The wee one across the landing has a spare key.
            - case of M01: Moira
            - document M01
            - folder Round 1
            - folder of M01: Round 1
            - folder of M02: Round 1
            - interviewer INT of M01
            - memo by Ben on “a spare key”: Whose key?
            - participant MOIRA of M01
            - “A lift to town” is Help/Lifts (Ann)
            - “a spare key” is Help/Keys (Ben)
        """,
    ),
    Scenario(
        name="a code is deleted and made again in the copy, and used here",
        pitfall="two codes of one name (A 2.2, 1)",
        theirs=[deletes("code", "Lifts"), makes("Lifts", "Help"), codes("now and then", "Lifts")],
        ours=[codes("her bins down", "Lifts")],
        added={"coding": 1},
        conflicts=(Asks("re-created", "Help / Lifts", "name", "join"),),
        outcome="""
            + “now and then” is Help/Lifts (Ben)
        """,
    ),
    Scenario(
        name="a code is deleted and made again here, and used on in the copy",
        pitfall="two codes of one name (A 2.2, 1)",
        theirs=[codes("her bins down", "Lifts"), words("Lifts", definition="By car.")],
        ours=[deletes("code", "Lifts"), makes("Lifts", "Help")],
        added={"coding": 1, "memo": 1},
        conflicts=(Asks("re-created", "Help / Lifts", "", "join"),),
        outcome="""
            + kept by Ann on Help/Lifts: Wording of ‘Lifts’ in Ben's copy: Definition: By car.
            + “her bins down” is Help/Lifts (Ben)
        """,
    ),
)
