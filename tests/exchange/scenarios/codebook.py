"""Codes that are renamed, moved, worded, merged and made on both sides of a merge."""

from __future__ import annotations

from tests.exchange.scenario import Asks, Scenario
from tests.exchange.team import (
    bans,
    codes,
    cues,
    makes,
    merges,
    moves,
    renames,
    retires,
    words,
)

CODEBOOK = (
    Scenario(
        name="a code is renamed in the copy, and used on here under its old name",
        pitfall="NVivo and MAXQDA know codes by name: the renamed one becomes a second (A 2.2, 1)",
        theirs=[renames("Lifts", "Rides"), codes("her bins down", "Rides")],
        ours=[codes("across the landing", "Lifts")],
        added={"coding": 1},
        changed={"code": 1},
        outcome="""
            - code Help/Lifts
            - “A lift to town” is Help/Lifts (Ann)
            - “across the landing” is Help/Lifts (Ann)
            + code Help/Rides
            + “A lift to town” is Help/Rides (Ann)
            + “across the landing” is Help/Rides (Ann)
            + “her bins down” is Help/Rides (Ben)
        """,
    ),
    Scenario(
        name="a code is moved in the copy",
        pitfall="NVivo knows codes by name and place: the moved one becomes a second (A 2.2, 1)",
        theirs=[moves("Lifts", "Trust")],
        ours=[codes("across the landing", "Lifts")],
        changed={"code": 1},
        outcome="""
            - code Help/Lifts
            - “A lift to town” is Help/Lifts (Ann)
            - “across the landing” is Help/Lifts (Ann)
            + code Trust/Lifts
            + “A lift to town” is Trust/Lifts (Ann)
            + “across the landing” is Trust/Lifts (Ann)
        """,
    ),
    Scenario(
        name="a code is moved here and used on in the copy",
        pitfall="the same the other way round (A 2.2, 1)",
        theirs=[codes("across the landing", "Lifts")],
        ours=[moves("Lifts", "Trust")],
        added={"coding": 1},
        outcome="""
            + “across the landing” is Trust/Lifts (Ben)
        """,
    ),
    Scenario(
        name="a code is renamed on both sides",
        pitfall="two second codes (A 2.2, 1); one of the two names is lost (A 2.2, 6)",
        theirs=[renames("Lifts", "Rides")],
        ours=[renames("Lifts", "Driving")],
        added={"memo": 1},
        conflicts=(Asks("renamed-twice", "Help / Driving", "name", "ours"),),
        outcome="""
            + kept by Ann on Help/Driving: Name in Ben's copy: Rides
        """,
        if_theirs="""
            - code Help/Driving
            - “A lift to town” is Help/Driving (Ann)
            + code Help/Rides
            + kept by Ann on Help/Rides: Name before the merge: Driving
            + “A lift to town” is Help/Rides (Ann)
        """,
    ),
    Scenario(
        name="a code is given the same new name on both sides",
        pitfall="two second codes (A 2.2, 1)",
        theirs=[renames("Lifts", "Rides")],
        ours=[renames("Lifts", "Rides")],
    ),
    Scenario(
        name="a code is moved to different places",
        pitfall="QualCoder drops another parent without a word (B 3, 4)",
        theirs=[moves("Lifts", "Trust")],
        ours=[moves("Lifts", None)],
        conflicts=(Asks("moved-twice", "Lifts", "parent", "ours"),),
        if_theirs="""
            - code Lifts
            - “A lift to town” is Lifts (Ann)
            + code Trust/Lifts
            + “A lift to town” is Trust/Lifts (Ann)
        """,
    ),
    Scenario(
        name="each side puts one code under the other",
        pitfall="a circle in the codebook (A 2.3, 4)",
        theirs=[moves("Keys", "Lifts")],
        ours=[moves("Lifts", "Keys")],
        conflicts=(Asks("moved-into-itself", "Help / Keys", "parent", "ours"),),
        if_theirs="""
            - code Help/Keys
            - code Help/Keys/Lifts
            - “A lift to town” is Help/Keys/Lifts (Ann)
            - “a spare key” is Help/Keys (Ben)
            + code Help/Lifts
            + code Help/Lifts/Keys
            + “A lift to town” is Help/Lifts (Ann)
            + “a spare key” is Help/Lifts/Keys (Ben)
        """,
    ),
    Scenario(
        name="codes of one name that mean different things",
        pitfall="NVivo and MAXQDA fuse them without a word (A 2.2, 2)",
        theirs=[makes("Debt", definition="Money owed."), codes("her bins down", "Debt")],
        ours=[makes("Debt", definition="A feeling of owing."), codes("now and then", "Debt")],
        added={"code": 1, "coding": 1},
        conflicts=(Asks("same-name", "Debt", "name", "both"),),
        outcome="""
            + Debt (Ben), definition: Money owed.
            + code Debt (Ben)
            + “her bins down” is Debt (Ben) (Ben)
        """,
    ),
    Scenario(
        name="codes of one name that mean the same",
        pitfall="ATLAS.ti keeps both, the second as ‘Debt (2)’ (A 2.2, 2)",
        theirs=[makes("Debt", definition="Money owed."), codes("her bins down", "Debt")],
        ours=[makes("Debt", definition="Money owed."), codes("now and then", "Debt")],
        added={"coding": 1},
        conflicts=(Asks("same-name", "Debt", "name", "join"),),
        outcome="""
            + “her bins down” is Debt (Ben)
        """,
    ),
    Scenario(
        name="codes of one name of which only one is worded",
        pitfall="the wording is lost, or there are two (A 2.2, 2)",
        theirs=[makes("Debt", definition="Money owed."), codes("her bins down", "Debt")],
        ours=[makes("Debt"), codes("now and then", "Debt")],
        added={"coding": 1},
        changed={"code": 1},
        conflicts=(Asks("same-name", "Debt", "name", "join"),),
        outcome="""
            + Debt, definition: Money owed.
            + “her bins down” is Debt (Ben)
        """,
    ),
    Scenario(
        name="branches of codes made on both sides",
        pitfall="codes under a code of the same name end up beside each other (A 2.2, 2)",
        theirs=[makes("Home"), makes("Stair", "Home"), makes("Close", "Home")],
        ours=[makes("Home"), makes("Stair", "Home"), codes("her bins down", "Stair")],
        added={"code": 1},
        conflicts=(Asks("same-name", "Home", "name", "join"),),
        outcome="""
            + code Home/Close
        """,
    ),
    Scenario(
        name="the same code, spelt otherwise",
        pitfall="QualCoder: ‘Trust’ and ‘trust’ become two codes (B 3, 4)",
        theirs=[makes("café talk"), codes("her bins down", "café talk")],
        ours=[makes("Cafe\u0301 talk")],
        added={"coding": 1},
        conflicts=(Asks("same-name", "Café talk", "name", "join"),),
        outcome="""
            + “her bins down” is Café talk (Ben)
        """,
    ),
    Scenario(
        name="a code is renamed to what a new code here is called",
        pitfall="NVivo fuses the two (A 2.2, 2)",
        theirs=[renames("Lifts", "Rides")],
        ours=[makes("Rides", "Help", definition="For fun."), codes("now and then", "Rides")],
        changed={"code": 1},
        conflicts=(Asks("same-name", "Help / Lifts", "name", "both"),),
        outcome="""
            - code Help/Lifts
            - “A lift to town” is Help/Lifts (Ann)
            + code Help/Rides (Ben)
            + “A lift to town” is Help/Rides (Ben) (Ann)
        """,
    ),
    Scenario(
        name="a new code is called what a code here was renamed to",
        pitfall="two codes that the copy tells apart are fused (A 2.2, 2)",
        theirs=[makes("Rides", "Help"), codes("her bins down", "Rides")],
        ours=[renames("Lifts", "Rides")],
        added={"code": 1, "coding": 1},
        conflicts=(Asks("same-name", "Help / Rides", "name", "both"),),
        outcome="""
            + code Help/Rides (Ben)
            + “her bins down” is Help/Rides (Ben) (Ben)
        """,
    ),
    Scenario(
        name="a definition is edited on both sides",
        pitfall="ATLAS.ti: one of them is master, the other's text is lost (A 2.2, 6; B 3, 4)",
        theirs=[words("Trust", definition="Counting on people.")],
        ours=[words("Trust", definition="Being relied on.")],
        added={"memo": 1},
        conflicts=(Asks("edited-twice", "Trust", "definition", "ours"),),
        outcome="""
            + kept by Ann on Trust: Definition in Ben's copy: Counting on people.
        """,
        if_theirs="""
            - Trust, definition: Being relied on.
            + Trust, definition: Counting on people.
            + kept by Ann on Trust: Definition before the merge: Being relied on.
        """,
    ),
    Scenario(
        name="different fields of a code are edited",
        pitfall="ATLAS.ti: one of the two codes is taken whole (A 2.2, 6)",
        theirs=[words("Trust", brief="Leaning on people.", definition="Counting on people.")],
        ours=[words("Trust", example="The bins.")],
        changed={"code": 1},
        outcome="""
            - Trust, definition: Relying on others.
            + Trust, brief: Leaning on people.
            + Trust, definition: Counting on people.
        """,
    ),
    Scenario(
        name="cue phrases are added on both sides",
        pitfall="one list is taken whole (A 2.2, 6)",
        before=[cues("Trust", "lean on", "rely")],
        theirs=[cues("Trust", "lean on", "rely", "spare key")],
        ours=[cues("Trust", "rely", "borrow")],
        changed={"code": 1},
        outcome="""
            + Trust, cue: spare key
        """,
    ),
    Scenario(
        name="a cue is banned on one side and the cues are added to on the other",
        pitfall="the banned phrase is looked for again (A 2.2, 6)",
        before=[cues("Trust", "lean on", "rely")],
        theirs=[bans("Trust", "rely")],
        ours=[cues("Trust", "lean on", "rely", "borrow")],
        changed={"code": 1},
        outcome="""
            - Trust, cue: rely
            + Trust, banned: rely
        """,
    ),
    Scenario(
        name="a phrase is made a cue on one side and banned on the other",
        pitfall="it is looked for and banned at once (A 2.2, 6)",
        before=[cues("Trust", "lean on")],
        theirs=[bans("Trust", "rely"), bans("Trust", "key")],
        ours=[cues("Trust", "lean on", "Rely")],
        changed={"code": 1},
        outcome="""
            - Trust, cue: Rely
            + Trust, banned: key
            + Trust, banned: rely
        """,
    ),
    Scenario(
        name="a code is retired here and used on in the copy",
        pitfall="the code is in use again, or the codings are gone (A 2.2, 7)",
        theirs=[codes("her bins down", "Lifts")],
        ours=[retires("Lifts")],
        added={"coding": 1},
        outcome="""
            + “her bins down” is Help/Lifts (Ben)
        """,
    ),
    Scenario(
        name="a code is merged into another here and used on in the copy",
        pitfall="the code is back, with some of its codings (A 2.2, 7; A 2.2, 1)",
        theirs=[codes("her bins down", "Lifts"), words("Lifts", definition="By car.")],
        ours=[merges("Lifts", "Trust")],
        added={"coding": 1, "memo": 1},
        conflicts=(Asks("deleted-but-used", "Help / Lifts", "", "ours"),),
        outcome="""
            + kept by Ann on Trust: Wording of ‘Lifts’ in Ben's copy: Definition: By car.
            + “her bins down” is Trust (Ben)
        """,
        if_theirs="""
            + Help/Lifts, definition: By car.
            + code Help/Lifts
            + “her bins down” is Help/Lifts (Ben)
        """,
    ),
    Scenario(
        name="a code is merged into another in the copy and used on here",
        pitfall="the code stays, with some of its codings (A 2.2, 1)",
        theirs=[merges("Lifts", "Trust")],
        ours=[codes("her bins down", "Lifts")],
        changed={"coding": 2},
        deleted={"code": 1},
        conflicts=(Asks("deleted-but-used", "Help / Lifts", "", "theirs"),),
        outcome="""
            - code Help/Lifts
            - “A lift to town” is Help/Lifts (Ann)
            - “her bins down” is Help/Lifts (Ann)
            + “A lift to town” is Trust (Ann)
            + “her bins down” is Trust (Ann)
        """,
        if_ours="",
    ),
)
