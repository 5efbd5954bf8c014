"""The codebook's acts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from liveable.core.codebook import Codebook, CodeEntry, Cues, Respelling
from liveable.core.spans import Span
from liveable.errors import NotFound, Refused
from liveable.ops import codebook, coders, codings, memos, whole_codebook
from liveable.store import queries
from liveable.store.project import Project
from tests.conftest import ANN, BEN, Add


def paths(project: Project) -> list[str]:
    with project.reading() as session:
        return ["/".join(code.path) for code in queries.codes(session)]


def test_codes_keep_their_order_and_take_their_branchs_colour(project: Project) -> None:
    """New codes come last; each branch has its hue, codes within it shades of it."""
    first = codebook.create(project, "Help", ANN.uid)
    codebook.create(project, "Spaces", ANN.uid)
    codebook.create(project, "Acts", ANN.uid, first)
    assert paths(project) == ["Help", "Help/Acts", "Spaces"]
    with project.reading() as session:
        colours = [code.colour for code in queries.codes(session)]
    assert colours == ["#1b6491", "#2d6b9c", "#a76f18"]


def test_names_are_clean_and_free(project: Project) -> None:
    """A sibling's name, an empty one or an unknown parent is refused."""
    top = codebook.create(project, "  Help \n at  home ", ANN.uid)
    assert paths(project) == ["Help at home"]
    for name, words in (("HELP AT HOME", "‘Help at home’ here already"), (" \0", "needs a name")):
        with pytest.raises(Refused, match=words):
            codebook.create(project, name, ANN.uid)
    codebook.create(project, "Help at home", ANN.uid, top)
    with pytest.raises(NotFound):
        codebook.create(project, "x", ANN.uid, "no such parent")
    with pytest.raises(Refused, match="is not a status"):
        codebook.edit(project, top, ANN.uid, status="done")
    with pytest.raises(Refused, match="is not a colour"):
        codebook.edit(project, top, ANN.uid, colour="red")


def test_moving_orders_siblings_and_makes_no_circle(project: Project) -> None:
    """A code goes where it is put, with all below it, but never under itself."""
    a, b, c = (codebook.create(project, name, ANN.uid) for name in "ABC")
    codebook.move(project, c, None, ANN.uid, 0)
    assert paths(project) == ["C", "A", "B"]
    codebook.move(project, b, a, ANN.uid)
    codebook.move(project, a, c, ANN.uid)
    assert paths(project) == ["C", "C/A", "C/A/B"]
    with pytest.raises(Refused, match="cannot be put under itself"):
        codebook.move(project, c, b, ANN.uid)


def test_merging_loses_nothing(project: Project, add: Add) -> None:
    """Codings, children, memos, cues and the wording of the merged code are all still there."""
    document = add("M01", "Ann: some words to be coded")
    ben = coders.present(project, BEN)
    kept = codebook.create(project, "Limits", ANN.uid, cues=Cues(("draw the line",)))
    gone = codebook.create(
        project, "Edges", ANN.uid, brief="Where it stops", cues=Cues(("not my place",), ("step",))
    )
    codebook.create(project, "Doors", ANN.uid, kept)
    codebook.create(project, "Doors", ANN.uid, gone)
    memos.write(project, "on edges", ANN.uid, code=gone)
    twin = codings.code_passage(project, document, Span(0, 9), kept, ANN.uid)
    codings.code_passage(project, document, Span(0, 9), gone, ANN.uid, memo="double")
    codings.code_passage(project, document, Span(0, 9), gone, ben)
    codebook.merge(project, gone, kept, ANN.uid)
    assert paths(project) == ["Limits", "Limits/Doors", "Limits/Doors (2)"]
    with project.reading() as session:
        found = queries.codings(session)
        assert sorted((c.code, c.coder) for c in found) == [(kept, ANN.uid), (kept, ben)]
        assert queries.coding_memos(session) == {twin: "double"}
        on_code = session.execute(
            text("SELECT text FROM memo WHERE code = :c ORDER BY text"), {"c": kept}
        ).scalars()
        assert list(on_code) == ["Name: Edges\nBrief: Where it stops", "on edges"]
        row = session.execute(
            text("SELECT cues FROM code WHERE uid = :c"), {"c": kept}
        ).scalar_one()
    assert codebook.cues_of(row) == Cues(("draw the line", "not my place"), ("step",))
    with pytest.raises(Refused, match="cannot go up in itself"):
        codebook.merge(project, kept, kept, ANN.uid)


BOOK = Codebook(
    "Study",
    (
        CodeEntry("HELP", "Help", codable=False, definition="All of it."),
        CodeEntry(
            "HELP.LIFT",
            "Lifts",
            "HELP",
            brief="Taken along",
            colour="#123456",
            cues=Cues(("gave me a lift",), ("lift",)),
            note="From the pilot.",
        ),
        CodeEntry("PLACE", "Places", status="agreed"),
    ),
    dialect=(Respelling("messages", "shopping", after=("the",)),),
)


def test_a_codebook_comes_in_as_one_act_and_goes_out_the_same(project: Project) -> None:
    """What was brought in is what is written out; one undo takes all of it back."""
    done = whole_codebook.apply(project, BOOK, ANN.uid)
    assert (len(done.added), done.changed, done.unchanged) == (3, [], 0)
    with project.reading() as session:
        out = whole_codebook.to_codebook(session)
    expected = [
        entry if entry.colour else replace(entry, colour=colour)
        for entry, colour in zip(BOOK.codes, ("#1b6491", None, "#a76f18"), strict=True)
    ]
    assert list(out.codes) == expected
    assert out.dialect == BOOK.dialect
    project.undo(ANN.uid)
    assert paths(project) == []


def test_bringing_it_in_again_changes_only_what_differs(project: Project) -> None:
    """Known codes are found by short name or by place; the project's own codes stay."""
    own = codebook.create(project, "Places", ANN.uid, brief="ours")
    whole_codebook.apply(project, BOOK, ANN.uid)
    assert paths(project) == ["Places", "Help", "Help/Lifts"]
    again = whole_codebook.apply(project, BOOK, ANN.uid)
    assert (again.added, again.changed, again.unchanged) == ([], [], 3)
    with project.reading() as session:
        brief = session.execute(text("SELECT brief FROM code WHERE uid = :c"), {"c": own}).scalar()
    assert brief == "ours"
    renamed = Codebook("Study", (CodeEntry("HELP", "Helping"),))
    assert len(whole_codebook.apply(project, renamed, ANN.uid).changed) == 1
    assert "Helping/Lifts" in paths(project)


def test_codes_without_short_names_get_one_on_the_way_out(project: Project) -> None:
    """A codebook file needs them; doubles and blanks are numbered."""
    top = codebook.create(project, "Help", ANN.uid, short="H")
    codebook.create(project, "Lifts", ANN.uid, top)
    codebook.create(project, "Trust", ANN.uid, short="h")
    with project.reading() as session:
        codes = whole_codebook.to_codebook(session).codes
    assert [(c.short, c.parent) for c in codes] == [("H", None), ("C002", "H"), ("C003", None)]


NAMES = (
    st.text(st.sampled_from("abc éß"), min_size=1, max_size=4)
    .map(lambda name: " ".join(name.split()))
    .filter(bool)
)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(NAMES, st.integers(-1, 8)), min_size=1, max_size=9))
def test_any_codebook_comes_out_as_it_went_in(
    project: Project, rows: list[tuple[str, int]]
) -> None:
    """Names, order and hierarchy survive the way through a project."""
    entries: list[CodeEntry] = []
    seen = set()
    for number, (name, above) in enumerate(rows):
        parent = f"S{above}" if 0 <= above < number else None
        if (parent, name.casefold()) not in seen:
            seen.add((parent, name.casefold()))
            known = parent is None or any(e.short == parent for e in entries)
            entries.append(CodeEntry(f"S{number}", name, parent if known else None))
    names = [(e.parent, e.name.casefold()) for e in entries]
    if len(set(names)) < len(names):
        return
    whole_codebook.apply(project, Codebook("Book", tuple(entries)), ANN.uid)
    with project.reading() as session:
        out = whole_codebook.to_codebook(session)
    project.undo(ANN.uid)
    assert {(e.short, e.name, e.parent) for e in out.codes} == {
        (e.short, e.name, e.parent) for e in entries
    }
    for parent in {e.parent for e in entries}:
        siblings = [e.short for e in entries if e.parent == parent]
        assert [e.short for e in out.codes if e.parent == parent] == siblings
