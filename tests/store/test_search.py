"""Search finds words however they are written, and says exactly where."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core import folding
from liveable.ops import codebook, documents, memos
from liveable.store import search
from liveable.store.project import Project
from tests.conftest import ANN, Add

BODY = (
    "Ann: Für Größe 😀 na\u0308her, café — didn’t ask.\n"
    "Int: שלום\u2028 東京都に住んでいます。 iPhone電話\n"
    "\n"
    "Ann: the wee shop\u00a0at NUMBER 9½; e\u0301clair, Straße."
)


def found(project: Project, query: str, typing: bool = False) -> list[str]:
    with project.reading() as session:
        hits = search.search(session, query, typing=typing)
    for hit in hits:
        assert BODY[hit.start : hit.stop] == hit.text
        assert hit.text.replace("\n", " ") in hit.context
    return [hit.text for hit in hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("fur", ["Für"]),
        ("FÜR", ["Für"]),
        ("fu\u0308r", ["Für"]),
        ("grosse", ["Größe"]),
        ("näher", ["na\u0308her"]),
        ("cafe", ["café"]),
        ("éclair", ["e\u0301clair"]),
        ("strasse", ["Straße"]),
        ("didn't", ["didn’t"]),
        ("שלום", ["שלום"]),
        ("東京", ["東京"]),
        ("京都に住", ["京都に住"]),
        ("京", ["京"]),
        ("電話", ["電話"]),
        ("iphone電話", ["iPhone電話"]),
        ("shop at", ["shop", "at"]),
        ('"shop at number"', ["shop\u00a0at NUMBER"]),
        ("num*", ["NUMBER"]),
        ("9½", ["9½"]),
        ("fur -wee", ["Für"]),
        ("ann -wee", ["Ann"]),
        ("fur OR wee", ["Für", "wee"]),
        ("fur wee", []),
        ("hop", []),
        ("大阪", []),
        ("都東", []),
    ],
)
def test_words_are_found_where_they_are(
    project: Project, add: Add, query: str, expected: list[str]
) -> None:
    """Case, accents, forms of one letter and unspaced scripts are all found, as whole words."""
    add("M01", BODY)
    assert found(project, query) == expected


@pytest.mark.parametrize(
    "query",
    ["how are you?", '"', "(", ")", 'a "b', "fur)", "*", "-", "OR", "AND NOT (", "😀", "", "^:{}"],
)
def test_no_query_is_an_error(project: Project, add: Add, query: str) -> None:
    """A stray quote or bracket is text; what holds no word finds nothing."""
    add("M01", BODY)
    found(project, query)


def test_a_word_being_typed_may_go_on(project: Project, add: Add) -> None:
    """While typing, the last word is a beginning; the ones before it are whole."""
    add("M01", BODY)
    assert found(project, "wee sh") == []
    assert found(project, "wee sh", typing=True) == ["wee", "shop"]
    assert found(project, "we shop", typing=True) == []


def test_limits_and_order(project: Project, add: Add) -> None:
    """Hits come in the order of import and reading, no more than asked for."""
    add("B", "kind words\nkind acts")
    add("A", "kind folk")
    with project.reading() as session:
        hits = search.search(session, "kind", limit=2)
    assert [(h.document_name, h.start) for h in hits] == [("B", 0), ("B", 11)]


def test_deleted_documents_are_not_found_and_come_back(project: Project, add: Add) -> None:
    """The index follows deletion and undo without rows of its own in the history."""
    document = add("M01", BODY)
    documents.delete(project, [document], ANN.uid)
    assert found(project, "fur") == []
    project.undo(ANN.uid)
    assert found(project, "fur") == ["Für"]


def test_memos_and_definitions_are_found_as_they_stand_now(project: Project) -> None:
    """Their index is brought up to date by every act, also by undo."""

    def notes(query: str) -> list[tuple[str, str]]:
        with project.reading() as session:
            return [(n.tbl, n.row) for n in search.search_notes(session, query)]

    code = codebook.create(project, "Help", ANN.uid, use_when="a neighbour’s café")
    memo = memos.write(project, "ask about the café", ANN.uid, code=code)
    assert notes("cafe") == [("code", code), ("memo", memo)]
    memos.edit(project, memo, "ask about the library", ANN.uid)
    assert notes("cafe") == [("code", code)]
    project.undo(ANN.uid)
    assert sorted(notes("cafe")) == sorted([("code", code), ("memo", memo)])
    codebook.delete(project, code, ANN.uid)
    assert notes("cafe") == []
    project.undo(ANN.uid)
    assert len(notes("cafe")) == 2


TEXTS = st.text(
    st.sampled_from("abßéÄñ İıﬁ東京都にガか゛กขשׁلاु́ \n\t-'’.,😀👩🏽9½Ⅳ\u0308\u2028\u00ad\x00"),
    max_size=40,
)


@given(body=TEXTS, start=st.integers(0, 40), length=st.integers(1, 6))
def test_what_stands_in_a_text_is_found_there(body: str, start: int, length: int) -> None:
    """Any word of a text is found at its own place, and every place found folds to the query."""
    atoms = folding.fold(body[start : start + length]).split()
    whole = folding.fold(body).split()
    for atom in atoms:
        phrase = folding.phrase(atom, prefix=True)
        assert phrase is not None
        places = folding.places(body, [phrase.pattern()])
        if any(word.startswith(atom) for word in whole):
            assert places
        for place in places:
            assert 0 <= place.start < place.stop <= len(body)
            assert atom in folding.fold(place.of(body)).replace(" ", "")


@given(TEXTS)
def test_folding_is_the_same_for_all_forms_of_a_text(text: str) -> None:
    """Composed or decomposed, upper or lower: the folded words are one; folding twice changes
    nothing.
    """
    folded = folding.fold(text)
    assert folding.fold(unicodedata.normalize("NFD", text)).split() == folded.split()
    assert folding.fold(folded) == folded
