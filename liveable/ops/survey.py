"""A survey's open answers: a document for each respondent, whose other answers are attributes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from liveable.core import survey
from liveable.core.survey import Answers
from liveable.core.transcript import Columns, Original, Questions, Sheet, Transcript
from liveable.errors import Refused
from liveable.ops import case_sheet, documents
from liveable.store.project import Project

MAX_RESPONDENTS = 10_000


@dataclass(frozen=True, slots=True)
class Brought:
    """One respondent's document: its uid, its name, what is in it."""

    uid: str
    name: str
    transcript: Transcript


@dataclass(slots=True)
class Imported:
    """What a survey brought: documents in the order of its rows, headings of its questions, names
    of its cases and attributes, and sentences on what did not fit.
    """

    documents: list[Brought] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)
    attributes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def bring_in(
    project: Project,
    sheet: Sheet,
    questions: Questions,
    original: Original,
    coder: str,
    *,
    folder: str | None = None,
    within: Sequence[str] = (),
) -> Imported:
    """Take a survey in as one act: cases made or updated, a document for each row with an answer.

    The documents go into a folder called like the file, below ``within``, and are called after
    respondent and file; rows of one respondent are documents of one case. Raises Refused where the
    rows are too many.
    """
    if len(sheet.rows) > MAX_RESPONDENTS:
        raise Refused(f"The table has more than {MAX_RESPONDENTS:,} respondents.")
    title = original.name.rpartition(".")[0] or original.name
    found = list(survey.answers(sheet, questions, title))
    done = Imported(questions=[sheet.header[number] for number in questions.open])
    with project.operation(f"Import survey ‘{title}’", coder) as session:
        named = _with_names(sheet, questions, found)
        attributes = tuple(n + 1 for n in questions.attributes)
        columns = Columns(0, (), None, attributes, questions.types)
        made = case_sheet.Imported(column=named.header[0])
        cases = case_sheet.put_cases(session, named, columns, made)
        done.cases, done.attributes = made.cases, made.attributes
        done.notes += made.notes()
        place = documents.folder_at(session, folder, (*within, title))
        for index, answers in enumerate(found):
            if answers.transcript is None:
                continue
            name = answers.name if answers.name.startswith(title) else f"{answers.name} {title}"
            uid = documents.put(
                session, answers.transcript, original, name, place, case=cases.get(index)
            )
            name = documents.name_of(session, uid)
            done.documents.append(Brought(uid, name, answers.transcript))
    silent = sum(answers.transcript is None for answers in found)
    if silent:
        said = "respondent answered" if silent == 1 else "respondents answered"
        kept = "is a case" if silent == 1 else "are cases"
        done.notes.append(
            f"{silent} {said} none of the questions and {kept} without a document here."
        )
    return done


def _with_names(sheet: Sheet, questions: Questions, found: Sequence[Answers]) -> Sheet:
    """The table with everybody's name as its first column."""
    head = "Respondent" if questions.respondent is None else sheet.header[questions.respondent]
    rows = ((answers.name, *row) for answers, row in zip(found, sheet.rows, strict=True))
    return replace(sheet, header=(head, *sheet.header), rows=tuple(rows))
