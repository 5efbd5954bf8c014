"""Texts that are edited, and documents that both sides brought in."""

from __future__ import annotations

from liveable.core.transcript import Entry, Mark
from tests.exchange.scenario import Asks, Scenario
from tests.exchange.team import (
    M03,
    brings,
    codes,
    deletes,
    files,
    gives,
    is_speaker,
    judges,
    makes_case,
    reads,
    reads_passage,
    retypes,
)

TEXTS = (
    Scenario(
        name="a typo is fixed in the copy, beside what is coded here",
        pitfall="MAXQDA and NVivo want equal texts: nothing matches, or all is shifted (A 2.2, 3)",
        theirs=[retypes("M01", "I take her", "I have taken her")],
        ours=[codes("across the landing", "Keys")],
        changed={"document": 1, "turn": 3, "coding": 3},
        reanchored=3,
        outcome="""
            - M01, MOIRA: I take her bins down. A lift to town now and then.
            + M01, MOIRA: I have taken her bins down. A lift to town now and then.
        """,
    ),
    Scenario(
        name="a typo is fixed here, beside what is coded in the copy",
        pitfall="MAXQDA and NVivo want equal texts: nothing matches, or all is shifted (A 2.2, 3)",
        theirs=[codes("across the landing", "Keys")],
        ours=[retypes("M01", "I take her", "I have taken her")],
        added={"coding": 1},
        reanchored=1,
        outcome="""
            + “across the landing” is Help/Keys (Ben)
        """,
    ),
    Scenario(
        name="words that are coded here are edited in the copy",
        pitfall="a coding comes to say other words, and nobody is told (A 2.2, 3)",
        theirs=[retypes("M01", "A lift to town", "A run to town")],
        ours=[codes("across the landing", "Keys")],
        changed={"coding": 3, "document": 1, "turn": 3},
        conflicts=(Asks("text-against-coding", "M01", "text_sha", "theirs"),),
        reanchored=2,
        doubtful=1,
        outcome="""
            - M01, MOIRA: I take her bins down. A lift to town now and then.
            - “A lift to town” is Help/Lifts (Ann)
            + M01, MOIRA: I take her bins down. A run to town now and then.
            + “A run to town” is Help/Lifts (Ann)
        """,
        if_ours="",
    ),
    Scenario(
        name="words that are coded in the copy are edited here",
        pitfall="a coding comes to say other words, and nobody is told (A 2.2, 3)",
        theirs=[codes("her bins down", "Help", memo="why?")],
        ours=[retypes("M01", "her bins down", "the bins down")],
        added={"coding": 1, "memo": 1},
        conflicts=(Asks("text-against-coding", "M01", "text_sha", "ours"),),
        doubtful=1,
        outcome="""
            + memo by Ben on “the bins down”: why?
            + “the bins down” is Help (Ben)
        """,
    ),
    Scenario(
        name="a text is edited on both sides, at different places",
        pitfall="two documents, with codings apart (A 2.2, 3 and 4)",
        theirs=[retypes("M02", "I never ask", "I never asked"), codes("I never asked", "Help")],
        ours=[retypes("M02", "And you?", "And what about you?")],
        added={"coding": 1},
        changed={"document": 1, "turn": 1, "coding": 1},
        conflicts=(Asks("text-edited-twice", "M02", "text_sha", "both"),),
        reanchored=2,
        outcome="""
            - M02, NEIL: I never ask. It is not my place.
            + M02, NEIL: I never asked. It is not my place.
            + “I never asked” is Help (Ben)
        """,
        if_ours="""
            + “I never ask” is Help (Ben)
        """,
        if_theirs="""
            - M02, INT: And what about you?
            - M02, NEIL: I never ask. It is not my place.
            + M02, INT: And you?
            + M02, NEIL: I never asked. It is not my place.
            + “I never asked” is Help (Ben)
        """,
    ),
    Scenario(
        name="the same words of a text are edited on both sides",
        pitfall="two documents, with codings apart (A 2.2, 3 and 4)",
        theirs=[retypes("M02", "I never ask", "I never asked"), codes("I never asked", "Help")],
        ours=[retypes("M02", "I never ask", "I do not ask")],
        added={"coding": 1},
        conflicts=(Asks("text-edited-twice", "M02", "text_sha", "ours"),),
        doubtful=1,
        outcome="""
            + “I do not ask” is Help (Ben)
        """,
        if_theirs="""
            - M02, NEIL: I do not ask. It is not my place.
            + M02, NEIL: I never asked. It is not my place.
            + “I never asked” is Help (Ben)
        """,
    ),
    Scenario(
        name="a text is corrected in the same way on both sides",
        pitfall="two documents, with codings apart (A 2.2, 3 and 4)",
        theirs=[retypes("M02", "I never ask", "I never asked"), codes("I never asked", "Help")],
        ours=[retypes("M02", "I never ask", "I never asked"), codes("And you?", "Help")],
        added={"coding": 1},
        outcome="""
            + “I never asked” is Help (Ben)
        """,
    ),
    Scenario(
        name="a text is edited here that was read and judged in the copy",
        pitfall="marks and suggestions point at other words (A 2.2, 3)",
        theirs=[
            judges("I never ask", "Trust", "rejected"),
            reads("M02", 30),
            reads_passage("not my place"),
        ],
        ours=[retypes("M02", "And you?", "And what about you?"), reads("M02")],
        added={"verdict": 1, "reading": 1, "passage_read": 1},
        outcome="""
            + Ben read 41 letters of M02
            + Ben read “not my place” by itself
            + Ben rejected: “I never ask” as Trust, for “I never ask”
        """,
    ),
    Scenario(
        name="a text is edited in the copy that was read and judged here",
        pitfall="marks and suggestions point at other words (A 2.2, 3)",
        theirs=[retypes("M02", "And you?", "And what about you?")],
        ours=[
            judges("I never ask", "Trust", "rejected"),
            reads("M02", 30),
            reads_passage("not my place"),
        ],
        changed={
            "document": 1,
            "turn": 2,
            "coding": 1,
            "verdict": 1,
            "reading": 1,
            "passage_read": 1,
        },
        reanchored=1,
        outcome="""
            - Ann read 30 letters of M02
            - M02, INT: And you?
            + Ann read 41 letters of M02
            + M02, INT: And what about you?
        """,
    ),
    Scenario(
        name="a document that was edited here is deleted here, and coded in the copy",
        pitfall="codings on the words of another text (B 3, 4)",
        theirs=[codes("I never ask", "Help")],
        ours=[retypes("M02", "And you?", "And what about you?"), deletes("document", "M02")],
        added={"coding": 2, "document": 1, "speaker": 2, "turn": 2},
        conflicts=(Asks("deleted-but-used", "M02", "", "theirs"),),
        reanchored=1,
        outcome="""
            + M02, INT: And what about you?
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
        name="a new document comes with all that is in it",
        pitfall="QualCoder does not copy the document of a new file (B 3, 4)",
        theirs=[
            brings(
                "M03",
                M03,
                marks=(Mark(0, 3, "bold"),),
                entries=(Entry(0, len(M03), "3 March", "--03-03", "day"),),
            ),
            files("M03", "Round 2"),
            makes_case("Ola"),
            gives("M03", "Ola"),
            is_speaker("M03", "OLA", "Ola"),
            codes("wash it", "Help", memo="shared"),
            reads("M03"),
        ],
        added={
            "document": 1,
            "speaker": 2,
            "turn": 2,
            "entry": 1,
            "folder": 1,
            "case": 1,
            "coding": 1,
            "memo": 1,
            "reading": 1,
        },
        outcome="""
            + Ben read all of M03
            + M03, INT: And the close?
            + M03, OLA: We take turns to wash it.
            + case Ola
            + case of M03: Ola
            + document M03
            + entry 3 March (--03-03) of M03
            + folder Round 2
            + folder of M03: Round 2
            + interviewer INT of M03
            + memo by Ben on “wash it”: shared
            + participant OLA of M03 is Ola
            + “INT” is bold
            + “wash it” is Help (Ben)
        """,
    ),
    Scenario(
        name="both brought in the same text, under different names",
        pitfall="MAXQDA: two copies of a document with codings apart (A 2.2, 4)",
        theirs=[
            brings("Ola, interview", M03),
            codes("wash it", "Help"),
            is_speaker("Ola, interview", "OLA", "Moira"),
        ],
        ours=[brings("M03", M03), codes("We take turns", "Help")],
        added={"coding": 1, "memo": 1},
        changed={"speaker": 1},
        conflicts=(Asks("same-document", "M03", "", "join"),),
        outcome="""
            - participant OLA of M03
            + kept by Ann on M03: Name in Ben's copy: Ola, interview
            + participant OLA of M03 is Moira
            + “wash it” is Help (Ben)
        """,
        if_theirs="""
            - M03, INT: And the close?
            - M03, OLA: We take turns to wash it.
            - document M03
            - interviewer INT of M03
            - participant OLA of M03
            + Ola, interview, INT: And the close?
            + Ola, interview, OLA: We take turns to wash it.
            + document Ola, interview
            + interviewer INT of Ola, interview
            + kept by Ann on Ola, interview: Name before the merge: M03
            + participant OLA of Ola, interview is Moira
            + “wash it” is Help (Ben)
        """,
    ),
    Scenario(
        name="two different texts of one length are called the same",
        pitfall="QualCoder: what was coded ‘KEY’ landed on ‘abc’ (B 3, 4)",
        theirs=[brings("M03", "OLA: The KEY is under the mat.\n"), codes("KEY", "Keys")],
        ours=[brings("M03", "OLA: The abc is under the mat.\n"), codes("under the mat", "Keys")],
        added={"document": 1, "speaker": 1, "turn": 1, "coding": 1},
        notes=(
            "There will be two documents called ‘M03’: the one in Ben's copy has another text than "
            "the one here.",
        ),
        outcome="""
            + M03, OLA: The KEY is under the mat.
            + document M03
            + participant OLA of M03
            + “KEY” is Help/Keys (Ben)
        """,
    ),
    Scenario(
        name="both put documents into a folder of the same name",
        pitfall="two folders of one name (A 2.2, 4)",
        theirs=[files("M01", "Round 1")],
        ours=[files("M02", "round 1")],
        changed={"document": 1},
        outcome="""
            + folder of M01: round 1
        """,
    ),
    Scenario(
        name="both put a document into a new folder of the same name",
        pitfall="two folders of one name (A 2.2, 4)",
        theirs=[files("M01", "Round 1")],
        ours=[files("M01", "Round 1")],
    ),
)
