"""The command line: its words, its JSON, its exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from liveable import settings
from liveable.ops import suggesting
from liveable.store.lead import lead_of
from liveable.store.project import open_project
from liveable.store.suggesting import Choices
from tests.cli.conftest import INTERVIEW, Shell
from tests.conftest import BEN


def test_import_tells_what_was_found(study: Shell) -> None:
    """All fields of the JSON; the same bytes again are a warning, not a second document."""
    (again,) = study.json("import", "p.liveable", "M01.txt")
    assert again["warnings"][0] == "The same file is in the project already, as ‘M01’."
    assert again["speakers"] == [
        {"label": "INT", "turns": 3, "role": "interviewer"},
        {"label": "M01", "turns": 3, "role": "participant"},
    ]
    assert (again["kind"], again["format"], again["encoding"]) == ("interview", "txt", "utf-8")
    assert (again["turns"], again["paragraphs"], again["words"]) == (6, 7, len(INTERVIEW.split()))
    assert again["first_timestamp"] is again["rows"] is None
    assert again["entries"] == []
    (document,) = study.json("documents", "p.liveable")
    assert document["uid"] == again["document"]
    assert (document["name"], document["folder"], document["read"]) == ("M01", "", False)


def test_a_quote_comes_back_exactly_and_positions_are_code_points(study: Shell) -> None:
    """After emoji, combining marks, U+2028 and right-to-left text, spans fit `liveable text`."""
    text = study("text", "p.liveable", "M01")
    assert text == INTERVIEW
    for quote in ("she said.", "Cafe\u0301 שלום", "never asked"):
        study("code", "p.liveable", "M01", "Not overstepping", "--quote", quote)
    found = study.json("codings", "p.liveable")
    assert {c["text"] for c in found} == {"she said.", "Cafe\u0301 שלום", "never asked"}
    for coding in found:
        assert text[coding["start"] : coding["end"]] == coding["text"]
        assert coding["path"] == ["Help", "Not overstepping"]
        assert (coding["coder"], coding["origin"], coding["memo"]) == ("Ann", "hand", "")


def test_coding_by_span_with_memo_and_by_another_coder(study: Shell) -> None:
    """A new coder joins by name; the memo is told with the coding."""
    start = INTERVIEW.index("never asked")
    span = f"{start}:{start + 11}"
    words = ["code", "p.liveable", "M01", "Not overstepping", "--span", span]
    uid = study(*words, "--coder", "Ben", "--memo", "why?").split()[0]
    (coding,) = study.json("codings", "p.liveable", "--code", "Help", "--coder", "Ben")
    assert (coding["uid"], coding["coder"], coding["memo"]) == (uid, "Ben", "why?")
    study("uncode", "p.liveable", uid, "--coder", "Zoë", code=1)
    assert "This coding is Ben's; only the lead, Ann, may change it." in study.err
    study("uncode", "p.liveable", uid, "--coder", "Ben")
    assert study.json("codings", "p.liveable") == []


def test_what_is_ambiguous_is_refused_with_the_choices(study: Shell) -> None:
    """Names and quotes that fit twice are not guessed at."""
    study("code", "p.liveable", "M01", "Lifts", "--quote", "No.", code=1)
    assert "There are 2 codes called ‘Lifts’: Help/Lifts (" in study.err
    study("code", "p.liveable", "M01", "Help/Lifts", "--quote", "ot my place", code=1)
    assert "‘M01’ says “ot my place” 2 times" in study.err
    study("code", "p.liveable", "M02", "Help/Lifts", "--quote", "No.", code=1)
    assert "There is no document called ‘M02’; perhaps ‘M01’" in study.err
    study("code", "p.liveable", "M01", "Help/Lifts", "--quote", "nowhere", code=1)
    assert "‘M01’ does not say “nowhere”" in study.err
    assert study.json("codings", "p.liveable") == []


def test_wrong_usage_is_2(study: Shell) -> None:
    """Usage is explained by the command line itself, not as a refusal."""
    study("code", "p.liveable", "M01", "Lifts", code=2)
    study("code", "p.liveable", "M01", "Lifts", "--span", "9:3", code=2)
    study("import", "p.liveable", "M01.txt", "--kind", "poem", code=2)
    study("codebook", "p.liveable", code=2)
    study("nonsense", code=2)
    study("p.liveable", code=2)
    assert "alone opens the window" in study.err


def test_codes_in_tree_order(study: Shell) -> None:
    """Flat JSON, parents before children, with counts."""
    study("code", "p.liveable", "M01", "Not overstepping", "--quote", "never asked")
    rows = study.json("codes", "p.liveable")
    assert [(r["path"], r["children"], r["codings"]) for r in rows] == [
        (["Help"], 2, 0),
        (["Help", "Not overstepping"], 0, 1),
        (["Help", "Lifts"], 0, 0),
        (["Lifts"], 0, 0),
    ]


def test_undo_and_redo_and_history(study: Shell) -> None:
    """Acts come back and go again; the history tells all of it in order."""
    study("code", "p.liveable", "M01", "Not overstepping", "--quote", "never asked")
    assert study("undo", "p.liveable") == "Undone: Code ‘Not overstepping’.\n"
    assert study.json("codings", "p.liveable") == []
    assert study("redo", "p.liveable") == "Done again: Code ‘Not overstepping’.\n"
    assert len(study.json("codings", "p.liveable")) == 1
    study("redo", "p.liveable", code=1)
    assert study.err == "There is nothing to redo.\n"
    rows = study.json("history", "p.liveable")
    assert [r["label"] for r in rows] == [
        "Create project",
        "Bring in the codebook ‘Small’",
        "Import ‘M01’",
        "Code ‘Not overstepping’",
        "Undo: Code ‘Not overstepping’",
        "Redo: Code ‘Not overstepping’",
    ]
    assert rows[4]["undoes"] == rows[3]["uid"]
    assert rows[3]["tables"] == {"coding": 1}
    assert {r["coder"] for r in rows} == {"Ann"}


def test_anothers_act_is_not_undone_unasked(study: Shell) -> None:
    """With nothing of one's own to undo, somebody else's act is named, and undone only on --yes."""
    study("code", "p.liveable", "M01", "Not overstepping", "--quote", "No.", "--coder", "Ben")
    study("undo", "p.liveable", code=1)
    assert "has built on it since" in study.err
    assert "Ben" in study.err
    settings.save(settings.Settings(person_name="Cy"))
    study("undo", "p.liveable", code=1)
    assert "‘Code ‘Not overstepping’’, is Ben's. To undo it all the same, add --yes." in study.err
    study("undo", "p.liveable", "--yes")
    assert study.json("codings", "p.liveable") == []


def test_reading_is_marked(study: Shell) -> None:
    """A document read by somebody is told as read."""
    study("read", "p.liveable", "M01", "--coder", "Ben")
    assert study.json("documents", "p.liveable")[0]["read"] is True


def test_search_finds_places_and_notes(study: Shell) -> None:
    """Hits lie where they say; memos and definitions are searched apart."""
    text = study("text", "p.liveable", "M01")
    hits = study.json("search", "p.liveable", "cafe")
    assert [text[h["start"] : h["end"]] for h in hits] == ["Cafe\u0301"]
    assert set(hits[0]) == {"document", "document_name", "start", "end", "text", "context"}
    assert study.json("search", "p.liveable", '"(stray') == []
    notes = study.json("search", "p.liveable", "overstepping", "--in", "notes")
    assert [n["kind"] for n in notes] == ["code"]


def test_a_timeline_tells_what_was_written_when(study: Shell) -> None:
    """Of all, or of one case: dates as far as they are known, gaps, words and codes."""
    entries = "3 March 2024\nMet Jean on the stair and we spoke of nothing much at all for once.\n"
    entries += "6 March 2024\nNobody about today, and I did not go out either, for the rain.\n"
    (study.folder / "M02.txt").write_text(entries, encoding="utf-8")
    (study.folder / "people.csv").write_text("Case,Age\nM02,80\n", encoding="utf-8")
    study("import", "p.liveable", "M02.txt", "--kind", "diary")
    study("import", "p.liveable", "people.csv", "--kind", "attributes")
    study("code", "p.liveable", "M02", "Not overstepping", "--quote", "did not go out")
    first, second = study.json("timeline", "p.liveable", "--case", "M02")
    assert (first["date"], first["precision"], first["gap_days"]) == ("2024-03-03", "day", None)
    assert (second["date"], second["gap_days"], second["words"]) == ("2024-03-06", 2, 16)
    assert entries[second["start"] : second["end"]].startswith("6 March 2024\nNobody")
    assert [(c["name"], c["codings"]) for c in second["codes"]] == [("Not overstepping", 1)]
    everything = study("timeline", "p.liveable")
    assert everything.index("M02") < everything.index("M01")  # a case before what is no case's
    assert "2 days between" in everything
    assert "no date" in everything
    assert "Not overstepping (1)" in everything


def test_suggestions_carry_reasons_and_can_be_judged(study: Shell) -> None:
    """Participants' sentences only; accepted ones become codings, rejected ones are gone."""
    found = study.json("suggest", "p.liveable", "--code", "Help/Not overstepping")
    assert [s["text"] for s in found] == [
        "It's just not my place.",
        "“Not my place,” he says, “but here.”",
    ]
    for suggestion in found:
        assert suggestion["source"] == "cue"
        assert 0 < suggestion["score"] <= 1
        assert suggestion["reasons"][0]["kind"] == "phrase"
        assert suggestion["reasons"][0]["text"].casefold() == "not my place"
    assert len(study.json("suggest", "p.liveable", "--top", 1)) == 1
    for suggestion, verdict in zip(found, ("accepted", "rejected"), strict=True):
        span = f"{suggestion['start']}:{suggestion['end']}"
        study("judge", "p.liveable", "M01", span, "Not overstepping", verdict)
    assert study.json("suggest", "p.liveable") == []
    assert study("suggest", "p.liveable", "--code", "Not overstepping") == (
        "Nothing to suggest: no cue phrase of this code stands in a passage not yet judged, and "
        "codings are too few to learn from or to measure by (see suggest --measure).\n"
    )
    said = study("suggest", "p.liveable", "--code", "Help")
    assert said.startswith("Nothing to suggest: this code has no cue phrases, and codings are too")
    (coding,) = study.json("codings", "p.liveable")
    assert (coding["text"], coding["origin"]) == ("It's just not my place.", "cue")
    study("judge", "p.liveable", "M01", "0:5", "Not overstepping", "rejected", code=1)
    assert "no suggestion of this code at 0:5" in study.err


def test_how_good_suggestions_are(study: Shell) -> None:
    """Of each code, with what there is too little of; switched off, one sentence."""
    (found,) = study.json("suggest", "p.liveable", "--measure", "--code", "Not overstepping")
    assert found["path"] == ["Help", "Not overstepping"]
    assert (found["examples"], found["state"], found["folds"]) == (0, "too few", 0)
    assert found["precision"] is found["recall"] is found["f1"] is None
    assert found["groups"] == []
    said = study("suggest", "p.liveable", "--measure", "--code", "Not overstepping")
    assert "too few   Help/Not overstepping" in said
    assert "without codings" in study("suggest", "p.liveable", "--measure")
    study("suggest", "p.liveable", "--measure", "--top", 3, code=2)
    with open_project(study.folder / "p.liveable", BEN) as project:
        with project.reading() as session:
            lead = lead_of(session)
        suggesting.choose(project, Choices(off=True), lead)
    for more in ((), ("--measure",)):
        assert study("suggest", "p.liveable", *more, code=1) == ""
        assert study.err.startswith("Suggestions are off in this project;")


def test_codebooks_go_out_and_come_in(study: Shell) -> None:
    """What is written can be read again, as YAML and as CSV; faults name their line."""
    for name in ("out.yaml", "out.csv"):
        study("codebook", "p.liveable", "--to", name)
        study("new", f"{name}.liveable", "--codebook", name)
        ours, theirs = (study.json("codes", p) for p in ("p.liveable", f"{name}.liveable"))
        assert [c["path"] for c in ours] == [c["path"] for c in theirs]
    assert "0 codes added" in study("codebook", "p.liveable", "--from", "out.yaml")
    (study.folder / "bad.yaml").write_text(
        "schema: liveable-codebook/1\nname: X\ncodes:\n- nam: A\n"
    )
    study("codebook", "p.liveable", "--from", "bad.yaml", code=1)
    assert study.err.startswith("bad.yaml: line 4")
    study("new", "q.liveable", "--codebook", "no such book", code=1)
    assert "liveable_lives, practice_of_kindness" in study.err
    assert not (study.folder / "q.liveable").exists()


def test_refused_files_do_not_stop_the_batch(study: Shell) -> None:
    """Each refusal is a sentence naming the file; the rest is done; the exit code says so."""
    (study.folder / "scan.pdf").write_bytes(b"MZ\x90\x00" + bytes(range(256)) * 4)
    (study.folder / "M02.txt").write_text("INT: Well?\nM02: Aye.\nINT: And?\nM02: Naw.\n")
    told = study.json("import", "p.liveable", "scan.pdf", "gone.txt", "M02.txt", code=1)
    assert [set(each) == {"file", "error"} for each in told] == [True, True, False]
    assert told[0]["error"].startswith("scan.pdf: ")
    assert "gone.txt" in told[1]["error"]
    assert study.err.splitlines()[:2] == [told[0]["error"], told[1]["error"]]
    assert [d["name"] for d in study.json("documents", "p.liveable")] == ["M01", "M02"]


def test_folders_are_imported_file_by_file(study: Shell) -> None:
    """A folder stands for what is in it, hidden files and Word's lock files left out."""
    folder = study.folder / "wave 2"
    (folder / "deep").mkdir(parents=True)
    (folder / "b.txt").write_text("A plain field note about the stair.")
    (folder / "deep" / "a.md").write_text("# Another\n\nnote about the door.")
    (folder / ".hidden.txt").write_text("no")
    (folder / "~$b.docx").write_bytes(b"no")
    told = study.json("import", "p.liveable", folder)
    assert [Path(each["file"]).name for each in told] == ["b.txt", "a.md"]


def test_a_sheet_of_attributes(study: Shell) -> None:
    """Cases and attributes are counted, and what found no match is listed."""
    (study.folder / "people.csv").write_text("Case,Age,Place\nM01,71,Millbrae\nM09,38,Kirkton\n")
    (told,) = study.json("import", "p.liveable", "people.csv", "--kind", "attributes")
    assert (told["cases"], told["attributes"]) == (2, 2)
    assert told["unmatched"] == ["M09: no document or speaker has this name."]
    study("code", "p.liveable", "M01", "Not overstepping", "--quote", "never asked")
    study("report", "p.liveable", "out.md")
    assert "M01, 71, Millbrae, M01, para 5" in (study.folder / "out.md").read_text(encoding="utf-8")


def test_what_columns_become_can_be_said(study: Shell) -> None:
    """Which names the cases, types, and what is left out; what does not fit is told."""
    rows = "Site,Who,Age,Note\nx,M01,71,a\nx,M01,about 70,b\n"
    (study.folder / "people.csv").write_text(rows)
    order = ("import", "p.liveable", "people.csv", "--kind", "attributes")
    said = ("--column", "Who=case", "--column", "age=number", "--column", "Note=out")
    (told,) = study.json(*order, *said)
    assert (told["case_column"], told["cases"], told["attributes"]) == ("Who", 1, 2)
    assert told["warnings"] == [
        "Row 3 (M01): Age is ‘about 70’, which is not a number and was left out."
    ]
    study(*order, "--column", "Height=number", code=1)
    assert "no column ‘Height’" in study.err
    study(*order, "--column", "Age=old", code=2)
    study(*order, "--column", "Age=number", code=1)
    assert study.err == "people.csv: No column is left that names the cases.\n"
    (study.folder / "help.csv").write_text(ANSWERS)
    survey = ("import", "p.liveable", "help.csv", "--kind", "survey", "--column", "Age=out")
    assert "0 attributes of 2 cases" in study(*survey)


def test_conditions_narrow_every_list(study: Shell) -> None:
    """By case, as the window does; what cannot be compared is refused."""
    (study.folder / "people.csv").write_text("Case,Age,Place\nM01,71,Millbrae\n")
    study("import", "p.liveable", "people.csv", "--kind", "attributes")
    study("code", "p.liveable", "M01", "Not overstepping", "--quote", "never asked")

    def found(condition: str) -> tuple[int, int, int]:
        where = ("p.liveable", "--where", condition)
        documents = len(study.json("documents", *where))
        codings = len(study.json("codings", *where))
        return documents, codings, len(study.json("search", *where, "never"))

    assert found("Age>=65") == (1, 1, 1)
    assert found("Age<65") == (0, 0, 0)
    assert found("!Age")[1:] == (0, 0)
    both = ("--where", "age=71", "--where", "Place~mill")
    assert study("report", "p.liveable", "out.md", *both) == "out.md: 1 quote.\n"
    study("codings", "p.liveable", "--where", "Age>=old", code=1)
    assert study.err == "‘old’ is not a number, as ‘Age’ asks for.\n"
    study("codings", "p.liveable", "--where", "Shoe=1", code=1)
    assert "no attribute called ‘Shoe’" in study.err
    study("codings", "p.liveable", "--where", "Age>", code=1)
    assert "is no condition" in study.err


ANSWERS = (
    "Respondent,Age,What helped you most?\n"
    "R1,71,My neighbour came by every day with some soup.\n"
    "R2,38,Nothing at all helped me that whole long winter.\n"
)


def test_a_survey_gives_a_document_for_each_respondent(study: Shell) -> None:
    """Found or said; the same again is told, and the columns can be named."""
    (study.folder / "help.csv").write_text(ANSWERS)
    out = study("import", "p.liveable", "help.csv")
    assert out.splitlines() == [
        "help.csv: answers of 2 respondents to 1 question, and 1 attribute of 2 cases",
        "  Questions: ‘What helped you most?’",
        "  As a table of attributes alone it would come with --kind attributes.",
    ]
    text = study("text", "p.liveable", "R1 help")
    assert text == "What helped you most?\nMy neighbour came by every day with some soup.\n"
    (again,) = study.json("import", "p.liveable", "help.csv")
    assert (again["new"], again["document_name"]) == (False, "R1 help")
    study("undo", "p.liveable")
    told = study.json("import", "p.liveable", "help.csv", "--question", "age", "--question", "3")
    assert [each["document_name"] for each in told] == ["R1 help", "R2 help"]
    assert (told[0]["kind"], told[0]["turns"], told[0]["rows"]) == ("survey", 2, 2)


def test_a_survey_needs_questions(study: Shell) -> None:
    """And whoever is in the project already makes the table one of attributes."""
    (study.folder / "ages.csv").write_text("Case,Age\nA,71\nB,38\n")
    study("import", "p.liveable", "ages.csv", "--kind", "survey", code=1)
    assert study.err == "ages.csv: No column holds open answers; name them with --question.\n"
    study("import", "p.liveable", "ages.csv", "--question", "Height", code=1)
    assert study.err == "ages.csv: It has no column ‘Height’, or several that begin so.\n"
    study("import", "p.liveable", "ages.csv", "--kind", "diary", "--question", "Age", code=2)
    (study.folder / "known.csv").write_text(ANSWERS.replace("R1", "M01"))
    study("import", "p.liveable", "known.csv", code=1)
    assert "sheet of attributes (--kind attributes, or survey for its answers)" in study.err
    (study.folder / "talk.csv").write_text("Speaker,Text\nAnn,Aye.\nBen,No.\nAnn,So.\n")
    (told,) = study.json("import", "p.liveable", "talk.csv")
    assert (told["kind"], told["turns"], told["rows"]) == ("interview", 3, 3)


def test_reports_in_all_formats(study: Shell) -> None:
    """The same quotes go to Word, Markdown and CSV."""
    study("code", "p.liveable", "M01", "Not overstepping", "--quote", "never asked")
    for name in ("out.docx", "out.md", "out.csv"):
        assert study("report", "p.liveable", name) == f"{name}: 1 quote.\n"
        assert (study.folder / name).stat().st_size > 100
    study("report", "p.liveable", "out.xyz", code=1)
    assert ".docx" in study.err
    study("report", "p.liveable", "out.md", "--template", "{nobody}", code=1)
    assert "nobody" in study.err


def test_check_proves_or_names(study: Shell) -> None:
    """A sound project is said to be sound; damage is named and costs exit code 1."""
    assert study("check", "p.liveable").strip().endswith("sound.")
    import sqlite3

    with sqlite3.connect("p.liveable") as db:
        db.execute("UPDATE operation SET label = 'forged' WHERE seq = 3")
    db.close()
    study("check", "p.liveable", code=1)
    assert "Operation 3 (‘forged’" in study.err


def test_snapshots_are_kept_and_restored(study: Shell) -> None:
    """The first act leaves a snapshot; restoring one puts the present file aside."""
    (snapshot,) = study.json("snapshots", "p.liveable")
    study("code", "p.liveable", "M01", "Not overstepping", "--quote", "never asked")
    study("restore", "p.liveable", snapshot["file"])
    assert study.json("codings", "p.liveable") == []
    notes = [s["note"] for s in study.json("snapshots", "p.liveable")]
    assert notes == ["before restoring", ""]


def test_nothing_is_done_to_an_open_project(study: Shell) -> None:
    """While the window has the project, writing is refused and reading works."""
    with open_project(study.folder / "p.liveable", BEN):
        study("undo", "p.liveable", code=1)
        assert "p.liveable is open in another Liveable (Ben on " in study.err
        assert len(study.json("documents", "p.liveable")) == 1


def test_new_learns_a_new_machines_name(sh: Shell) -> None:
    """On a machine that knows nobody, `new --coder` says who works here."""
    sh("new", "a", "--coder", "Moira")
    assert (sh.folder / "a.liveable").exists()
    assert settings.load().person_name == "Moira"
    sh("new", "b.liveable", "--coder", "Somebody else")
    assert settings.load().person_name == "Moira"
    assert sh.json("history", "b.liveable")[0]["coder"] == "Somebody else"
    sh("new", "a.liveable", code=1)
    assert sh.err == "a.liveable: there is a file of that name already.\n"


def test_our_own_faults_are_a_sentence_and_a_log(
    study: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug never shows a traceback; it is written to the log."""
    from liveable.store import queries

    monkeypatch.setattr(queries, "documents", lambda session: 1 / 0)
    study("documents", "p.liveable", code=1)
    assert "Something went wrong inside Liveable" in study.err


def test_version_and_help(sh: Shell) -> None:
    """The program says what it is."""
    assert sh("--version").startswith("liveable 0.")
    assert "import" in sh("--help")
