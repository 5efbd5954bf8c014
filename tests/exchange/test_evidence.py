"""What both sides coded with the code that a conflict is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from liveable.core.progress import Cancelled, Progress
from liveable.core.spans import Span
from liveable.errors import FileRefused
from liveable.exchange.handout import hand_out
from liveable.exchange.team.apply import apply
from liveable.exchange.team.evidence import Coded, Evidence, evidence, helps
from liveable.exchange.team.plan import plan
from liveable.exchange.team.values import Conflict, MergePlan
from liveable.ops import codebook, coders, codings, documents, texts
from liveable.store.project import Person, Project, create, open_project
from tests.conftest import ANN, BEN, Add, original, transcript

FIRST = "We share the key. I never ask. She said come in. It is her stair. Fine."
SECOND = "A lift to town. The bins go down. He sweeps the close."
NOTHING = Evidence()


@dataclass
class Team:
    """Ann's project with a code and two interviews, and Ben's copy, in which both define it."""

    project: Project
    path: Path
    code: str
    first: str
    second: str

    def ann(self, *words: str, code: str = "") -> list[str]:
        """Ann codes these."""
        return self._code(self.project, words, ANN, code)

    def ben(self, *words: str, code: str = "") -> list[str]:
        """Ben codes these in his copy."""
        with open_project(self.path, BEN) as copy:
            return self._code(copy, words, BEN, code)

    def _code(self, project: Project, words: Sequence[str], who: Person, code: str) -> list[str]:
        made = []
        for each in words:
            body, document = (FIRST, self.first) if each in FIRST else (SECOND, self.second)
            span = Span(body.index(each), body.index(each) + len(each))
            made.append(codings.code_passage(project, document, span, code or self.code, who.uid))
        return made

    def hand_out(self, **how: object) -> None:
        """Give Ben his copy; then both define the code anew."""
        hand_out(self.project, self.path, BEN.uid, ANN.uid, **how)  # type: ignore[arg-type]
        codebook.edit(self.project, self.code, ANN.uid, definition="Ann's")
        with open_project(self.path, BEN) as copy:
            codebook.edit(copy, self.code, BEN.uid, definition="Ben's")

    def compared(self) -> tuple[MergePlan, Conflict]:
        """The plan, and its one conflict that evidence helps with."""
        found = plan(self.project, self.path)
        (conflict,) = [c for c in found.conflicts if helps(c)]
        return found, conflict

    def found(self, only: str | None = None) -> Evidence:
        """The evidence there is."""
        return evidence(self.project, *self.compared(), only=only)


@pytest.fixture
def team(project: Project, add: Add, tmp_path: Path) -> Team:
    coders.present(project, BEN)
    code = codebook.create(project, "Help", ANN.uid, definition="Old")
    return Team(project, tmp_path / "ben.liveable", code, add("M01", FIRST), add("M02", SECOND))


def test_what_both_coded_and_what_one_alone(team: Team) -> None:
    """Passages from before are the same on both sides; one that a side took off is not."""
    gone, *_ = team.ann("We share the key.", "I never ask.", "A lift to town.")
    team.hand_out()
    team.ann("The bins go down.", "Fine.")
    team.ben("She said come in.", "The bins go down.")
    codings.uncode(team.project, [gone], ANN.uid)
    assert team.found() == Evidence(
        same=3,
        ours=Coded(1, ("Ann",), ("Fine.",)),
        theirs=Coded(2, ("Ann", "Ben"), ("We share the key.", "She said come in.")),
    )


def test_overlapping_words_are_the_same_passage(team: Team) -> None:
    """Where a passage ends is another question than what the code is for."""
    team.hand_out()
    team.ann("I never ask. She said come in.", "The bins")
    team.ben("never ask.", "said come in. It is", "go down.")
    assert team.found() == Evidence(
        same=1, ours=Coded(1, ("Ann",), ("The bins",)), theirs=Coded(1, ("Ben",), ("go down.",))
    )


def test_what_several_coded_is_one_passage(team: Team) -> None:
    """However many coders have it; all are named."""
    team.hand_out()
    team.ann("Fine.")
    coders.present(team.project, BEN)
    codings.code_passage(
        team.project, team.first, Span(FIRST.index("Fine."), len(FIRST)), team.code, BEN.uid
    )
    assert team.found() == Evidence(ours=Coded(1, ("Ann", "Ben"), ("Fine.",)))


def test_nobody_coded_yet(team: Team) -> None:
    """Then there is nothing."""
    team.hand_out()
    assert team.found() == NOTHING
    assert team.found().empty


def test_documents_that_one_side_alone_has_tell_nothing(team: Team) -> None:
    """What was left out of a copy nobody there could have coded."""
    team.ann("A lift to town.", "Fine.")
    team.hand_out(documents=[team.first])
    team.ann("He sweeps the close.")
    team.ben("I never ask.")
    assert team.found() == Evidence(
        same=1, theirs=Coded(1, ("Ben",), ("I never ask.",)), elsewhere=2
    )


def test_a_blind_copy_is_set_against_what_it_could_not_see(team: Team) -> None:
    """That is what it was blind for; where others' codings are hidden, one's own alone count."""
    team.ann("A lift to town.", "Fine.")
    team.hand_out(blind=True)
    team.ben("Fine.", "I never ask.")
    assert team.found() == Evidence(
        same=1,
        ours=Coded(1, ("Ann",), ("A lift to town.",)),
        theirs=Coded(1, ("Ben",), ("I never ask.",)),
    )
    assert team.found(only=BEN.uid) == Evidence(
        theirs=Coded(2, ("Ben",), ("I never ask.", "Fine."))
    )


def test_passages_of_an_edited_text_are_looked_for_where_they_are_now(team: Team) -> None:
    """On either side; each is quoted as its side has it."""
    team.ann("It is her stair.")
    team.hand_out()
    texts.new_version(team.project, team.first, "Well, now. " + FIRST, ANN.uid)
    team.ben("I never ask.", "It is her stair.")
    codings.code_passage(team.project, team.first, Span(11, 28), team.code, ANN.uid)
    assert team.found() == Evidence(
        same=1,
        ours=Coded(1, ("Ann",), ("We share the key.",)),
        theirs=Coded(1, ("Ben",), ("I never ask.",)),
    )


def test_two_codes_of_one_name(team: Team) -> None:
    """Each side's own code is looked at."""
    team.hand_out()
    codebook.edit(team.project, team.code, ANN.uid, definition="Ben's")
    mine = codebook.create(team.project, "Trust", ANN.uid, definition="Faith")
    with open_project(team.path, BEN) as copy:
        theirs = codebook.create(copy, "Trust", BEN.uid, definition="Keys")
    team.ann("We share the key.", "Fine.", code=mine)
    team.ben("We share the key.", "I never ask.", code=theirs)
    team.ben("It is her stair.")
    _, conflict = team.compared()
    assert conflict.kind == "same-name"
    assert team.found() == Evidence(
        same=1, ours=Coded(1, ("Ann",), ("Fine.",)), theirs=Coded(1, ("Ben",), ("I never ask.",))
    )


def test_a_project_of_its_own_is_matched_by_its_texts(team: Team) -> None:
    """Documents that say the same are one, whatever they are called."""
    with create(team.path, "Another", BEN) as other:
        file = original("Called otherwise.txt", FIRST.encode())
        made = documents.add(other, transcript(FIRST), file, BEN.uid)
        code = codebook.create(other, "Help", BEN.uid, definition="Another")
        for start in (0, 18):
            codings.code_passage(other, made, Span(start, start + 12), code, BEN.uid)
    team.ann("We share the key.", "A lift to town.")
    assert team.found() == Evidence(
        same=1, theirs=Coded(1, ("Ben",), ("I never ask.",)), elsewhere=1
    )


def test_a_code_joined_by_an_earlier_merge_is_found_again(team: Team) -> None:
    """What the copy calls by a uid of its own is ours all the same."""
    team.hand_out()
    mine = codebook.create(team.project, "Trust", ANN.uid, definition="Same")
    with open_project(team.path, BEN) as copy:
        theirs = codebook.create(copy, "Trust", BEN.uid, definition="Same")
    apply(team.project, plan(team.project, team.path), {}, ANN.uid)
    codebook.edit(team.project, mine, ANN.uid, use_when="Ann's")
    with open_project(team.path, BEN) as copy:
        codebook.edit(copy, theirs, BEN.uid, use_when="Ben's")
    team.ben("Fine.", code=theirs)
    assert team.found() == Evidence(theirs=Coded(1, ("Ben",), ("Fine.",)))


def test_a_few_are_quoted_from_all_over_and_none_at_length(team: Team, add: Add) -> None:
    """The first, the last, one between; on one line."""
    body = "\n".join(f"line {n} " + "word " * 50 for n in range(20))
    long = add("M03", body)
    team.hand_out()
    start = 0
    for line in body.split("\n"):
        span = Span(start, start + len(line))
        codings.code_passage(team.project, long, span, team.code, ANN.uid)
        start = span.stop + 1
    ours = team.found().ours
    assert ours.passages == 20
    assert [quote.split()[1] for quote in ours.quotes] == ["0", "9", "19"]
    assert all(quote.endswith("word …") and len(quote) < 170 for quote in ours.quotes)


def test_it_helps_where_a_code_is_in_question(team: Team) -> None:
    """Its words, its name, its place; not its colour, nor a single coding."""
    coding = codings.code_passage(team.project, team.first, Span(0, 9), team.code, BEN.uid)
    team.hand_out()
    for project, who, mine in _both(team):
        codings.weigh(project, coding, 10 + mine, who.uid)
        codebook.edit(
            project, team.code, who.uid, colour=f"#00000{mine}", status=("agreed", "retired")[mine],
            use_when=str(mine),
        )  # fmt: skip
        codebook.rename(project, team.code, f"Name {mine}", who.uid)
        project.close()
    with open_project(team.project.path, ANN) as project:
        found = plan(project, team.path)
    assert {c.field: helps(c) for c in found.conflicts} == {
        "name": True, "definition": True, "use_when": True, "status": True,
        "colour": False, "weight": False,
    }  # fmt: skip


def _both(team: Team) -> list[tuple[Project, Person, int]]:
    return [(team.project, ANN, 0), (open_project(team.path, BEN), BEN, 1)]


def test_it_can_be_stopped_and_refused(team: Team) -> None:
    """Who went on wants no answer; a copy that is gone has none."""
    team.hand_out()
    found, conflict = team.compared()
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        evidence(team.project, found, conflict, stopped)
    team.path.unlink()
    with pytest.raises(FileRefused):
        evidence(team.project, found, conflict)
