"""What the corpus tree shows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from liveable.core.spans import Span
from liveable.ops import cases, codebook, codings, documents
from liveable.store import corpus
from liveable.store.corpus import Corpus, CorpusRow, FolderRow
from liveable.store.project import Project
from tests.conftest import ANN, BEN, Add


def names(found: Corpus) -> list[str]:
    return [found.documents[uid].name for uid in found.order]


def looked(project: Project, coder: str = ANN.uid) -> Corpus:
    with project.reading() as session:
        return corpus.corpus(session, coder)


def test_folders_come_first_and_names_in_the_order_people_count(project: Project, add: Add) -> None:
    """M2 before M10; what lies in folders before what lies beside them; folders in folders."""
    outer = documents.add_folder(project, "Place 10", ANN.uid)
    documents.add_folder(project, "Place 9", ANN.uid)
    inner = documents.add_folder(project, "Inner", ANN.uid, outer)
    for name in ("M10", "M2", "loose"):
        add(name, f"Words of {name}")
    found = looked(project)
    by_name = {row.name: row.uid for row in found.documents.values()}
    documents.move(project, [by_name["M10"]], outer, ANN.uid)
    documents.move(project, [by_name["M2"]], inner, ANN.uid)
    found = looked(project)
    assert names(found) == ["M2", "M10", "loose"]
    assert [found.folders[uid].name for uid in found.children[None][:2]] == ["Place 9", "Place 10"]
    assert found.children[outer] == (inner, by_name["M10"])
    assert found.read(outer) == (0, 2)


def test_what_lies_in_another_is_not_counted_apart(project: Project, add: Add) -> None:
    """Of a folder and what is in it only the folder remains; strangers are passed over."""
    outer = documents.add_folder(project, "Outer", ANN.uid)
    inner = documents.add_folder(project, "Inner", ANN.uid, outer)
    deep, loose = add("deep", "a"), add("loose", "b")
    documents.move(project, [deep], inner, ANN.uid)
    found = looked(project)
    assert found.apart([deep, loose, outer, inner, "gone"]) == ([loose], [outer])
    assert found.apart([deep, inner]) == ([], [inner])
    assert found.apart([deep]) == ([deep], [])


def test_reading_is_each_coders_own(project: Project, add: Add) -> None:
    """What Ben has read says nothing of Ann."""
    one, two = add("one", "Some words"), add("two", "0123456789")
    documents.mark_read(project, one, ANN.uid)
    documents.mark_read(project, two, ANN.uid, 4)
    ann, ben = looked(project), looked(project, BEN.uid)
    assert (ann.documents[one].done, ann.documents[one].share) == (True, 1.0)
    assert (ann.documents[two].done, ann.documents[two].share) == (False, 0.4)
    assert ben.documents[one].share == 0.0
    assert ann.read(None) == (1, 2)
    assert ben.read(None) == (0, 2)


def test_narrowing_keeps_what_all_words_fit(project: Project, add: Add) -> None:
    """Words may be parts of words, in any order, without accents, and may name the folder."""
    folder = documents.add_folder(project, "Maryhill", ANN.uid)
    documents.add_folder(project, "Empty", ANN.uid)
    zoe, tom = add("M03 Zoë interview", "a"), add("M04 Tom", "b")
    documents.move(project, [zoe], folder, ANN.uid)
    whole = looked(project)
    assert names(corpus.narrowed(whole, "zoe")) == ["M03 Zoë interview"]
    assert names(corpus.narrowed(whole, "INT mary")) == ["M03 Zoë interview"]
    assert names(corpus.narrowed(whole, "m0")) == ["M03 Zoë interview", "M04 Tom"]
    assert names(corpus.narrowed(whole, "nobody")) == []
    assert corpus.narrowed(whole, "tom").children == {None: (tom,)}
    assert corpus.narrowed(whole, " ") is whole


uids = st.sampled_from("abcdef")


@given(
    st.dictionaries(uids, st.none() | uids | st.just("gone")),
    st.dictionaries(st.integers(0, 9).map(str), st.none() | uids | st.just("gone")),
)
def test_nothing_falls_out_of_sight(
    folders: dict[str, str | None], documents: dict[str, str | None]
) -> None:
    """Whatever folders say of their parents, every document is reached once from the top."""
    found = corpus.arranged(
        [FolderRow(uid, parent, uid) for uid, parent in folders.items()],
        [CorpusRow(uid, uid, "diary", f, 1, 1, 0, False) for uid, f in documents.items()],
    )
    assert sorted(found.order) == sorted(documents)
    reached = [uid for inside in found.children.values() for uid in inside]
    assert sorted(reached) == sorted([*folders, *documents])


def test_the_facts_of_a_document(project: Project, add: Add) -> None:
    """Speakers with their turns, participants first; attributes with and without a value."""
    uid = add(
        "M03", "Int: Why?\nAnn: So.\nAnn: Yes.", ("Int", "interviewer"), ("Ann", "participant")
    )
    case = cases.create(project, "M03", ANN.uid)
    cases.assign_documents(project, [uid], case, ANN.uid)
    quality = cases.define(project, "Quality", "number", ANN.uid)
    room = cases.define(project, "Room", "text", ANN.uid)
    cases.set_value(project, room, "kitchen", ANN.uid, case=case)
    cases.set_value(project, quality, "4", ANN.uid, document=uid)
    code = codebook.create(project, "Help", ANN.uid)
    codings.code_passage(project, uid, Span(0, 4), code, ANN.uid)
    with project.reading() as session:
        facts = corpus.facts(session, uid)
        assert corpus.facts(session, "nobody") is None
        assert corpus.coding_counts(session) == {uid: 1}
    assert facts is not None
    assert (facts.name, facts.kind, facts.case, facts.codings) == ("M03", "interview", case, 1)
    assert [(s.label, s.role, s.turns) for s in facts.speakers] == [
        ("Ann", "participant", 2),
        ("Int", "interviewer", 1),
    ]
    assert facts.case_name == "M03"
    assert [(a.name, a.of_document, a.of_case) for a in facts.attributes] == [
        ("Quality", "4", ""),
        ("Room", "", "kitchen"),
    ]


def test_what_a_deletion_takes_along(project: Project, add: Add) -> None:
    """Documents named and documents inside folders are counted once."""
    outer = documents.add_folder(project, "Outer", ANN.uid)
    inner = documents.add_folder(project, "Inner", ANN.uid, outer)
    one, two = add("one", "Some words"), add("two", "Other words")
    documents.move(project, [one], inner, ANN.uid)
    code = codebook.create(project, "Help", ANN.uid)
    spans = iter((Span(0, 4), Span(5, 9), Span(0, 4)))
    for document in (one, one, two):
        codings.code_passage(project, document, next(spans), code, ANN.uid)
    with project.reading() as session:
        alone = corpus.weight(session, [two])
        both = corpus.weight(session, [one, two], [outer])
    assert alone == (1, 1, 2)
    assert both == (2, 3, 5)
