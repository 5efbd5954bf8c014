"""Things are found by the names people use, and ambiguity is refused with the choices."""

from __future__ import annotations

import pytest

from liveable.errors import Ambiguous, NotFound
from liveable.ops import cases, codebook, documents
from liveable.store import find
from liveable.store.project import Project
from tests.conftest import ANN, Add, original, transcript


def test_codes_by_name_path_short_name_and_uid(project: Project) -> None:
    """A code answers to its name, the end of its path, its short name and its uid, case aside."""
    help_ = codebook.create(project, "Help", ANN.uid, short="HELP")
    ways = codebook.create(project, "Ways", ANN.uid, help_)
    lifts = codebook.create(project, "Lifts", ANN.uid, ways, short="HELP.WAYS.LIFT")
    with project.reading() as session:
        for name in ("Lifts", "lifts", "Ways/Lifts", "Help/Ways/Lifts", "help.ways.lift", lifts):
            assert find.code(session, name) == lifts


def test_an_ambiguous_code_is_refused_with_the_choices(project: Project) -> None:
    """Two codes of one name are told apart by their paths."""
    tops = [codebook.create(project, name, ANN.uid) for name in ("Giving", "Taking")]
    low = [codebook.create(project, "Limits", ANN.uid, top) for top in tops]
    with project.reading() as session:
        with pytest.raises(
            Ambiguous,
            match=f"2 codes called ‘Limits’: Giving/Limits \\({low[0]}\\).* by its path, like",
        ):
            find.code(session, "Limits")
        assert find.code(session, "Taking/Limits") == low[1]


def test_the_same_letters_go_before_the_same_letters_but_for_case(project: Project) -> None:
    """Trust is not taken for trust where both are there."""
    top = codebook.create(project, "Top", ANN.uid)
    upper = codebook.create(project, "Trust", ANN.uid)
    lower = codebook.create(project, "trust", ANN.uid, top)
    with project.reading() as session:
        assert find.code(session, "Trust") == upper
        assert find.code(session, "trust") == lower
        with pytest.raises(Ambiguous):
            find.code(session, "TRUST")


def test_documents_by_name_path_and_file(project: Project, add: Add) -> None:
    """A document answers to its name, its path with folders, and its file's name."""
    folder = documents.add_folder(project, "Millbrae", ANN.uid)
    first = add("M01", "Ann: words")
    second = documents.add(
        project, transcript("Ann: more"), original("M01.docx", b"x"), ANN.uid, folder=folder
    )
    with project.reading() as session:
        with pytest.raises(Ambiguous, match="2 documents called ‘M01’"):
            find.document(session, "M01")
        assert find.document(session, "Millbrae/M01") == second
        assert find.document(session, "M01.docx") == second
        assert find.document(session, "m01.txt") == first


def test_what_is_not_there_is_said_with_the_nearest(project: Project, add: Add) -> None:
    """A slip of the pen gets a hint."""
    add("Moira diary", "Ann: words")
    with project.reading() as session:
        with pytest.raises(
            NotFound, match="no document called ‘Moria diary’; perhaps ‘Moira diary’"
        ):
            find.document(session, "Moria diary")
        with pytest.raises(NotFound, match=r"There is no code called ‘x’\."):
            find.code(session, "x")


def test_names_that_differ_in_form_only_are_the_same(project: Project, add: Add) -> None:
    """Case, spaces, accents and curly apostrophes; but a sign more is another name."""
    top = codebook.create(project, "Café talk", ANN.uid)
    code = codebook.create(project, "It’s not  my place", ANN.uid, top)
    document = add("Zoë’s diary", "Ann: words")
    with project.reading() as session:
        assert find.code(session, "it's not my place") == code
        assert find.code(session, "cafe talk / it's not my place") == code
        assert find.document(session, "zoe's  Diary") == document
        with pytest.raises(NotFound, match="perhaps ‘Café talk’"):
            find.code(session, "Cafe talk?")
        with pytest.raises(NotFound, match="Say which code: its name is empty"):
            find.code(session, " ")


def test_beginnings_and_slips_get_hints_by_name(project: Project, add: Add) -> None:
    """What begins so is listed; a misspelt name is recognised wherever it hangs in the tree."""
    top = codebook.create(project, "Help given and taken", ANN.uid)
    codebook.create(project, "Not overstepping", ANN.uid, top)
    add("M01 Moira diary", "Ann: words")
    add("M01 Moira Tennant", "Ann: more words")
    with project.reading() as session:
        with pytest.raises(NotFound, match="perhaps ‘Help given and taken/Not overstepping’"):
            find.code(session, "not oversteping")
        with pytest.raises(NotFound, match="perhaps ‘M01 Moira diary’ or ‘M01 Moira Tennant’"):
            find.document(session, "M01")


def test_documents_by_the_end_of_their_path(project: Project) -> None:
    """With folders, with the file's ending, from whichever folder on."""
    body, source = transcript("Ann: more"), original("a.txt", b"x")
    deep = documents.add(project, body, source, ANN.uid, within=("wave 2", "deep"))
    top = documents.add(project, body, source, ANN.uid)
    with project.reading() as session:
        for name in ("wave 2/deep/a", "deep/a", "Deep/A.txt"):
            assert find.document(session, name) == deep
        with pytest.raises(Ambiguous, match="by its path, like ‘wave 2/deep/a’, or by its uid"):
            find.document(session, "a")
        assert find.document(session, top) == top


def test_cases_coders_folders_and_attributes(project: Project) -> None:
    """The same rules serve everything that has a name."""
    case = cases.create(project, "M01", ANN.uid)
    attribute = cases.define(project, "Age", "number", ANN.uid)
    folder = documents.add_folder(project, "Millbrae", ANN.uid)
    with project.reading() as session:
        assert find.case(session, "m01") == case
        assert find.attribute(session, "age") == attribute
        assert find.folder(session, "Millbrae") == folder
        assert find.coder(session, "Ann") == ANN.uid
