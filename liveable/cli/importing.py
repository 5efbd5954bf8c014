"""What ``liveable import`` does with files: documents, surveys and sheets of attributes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from liveable.cli import editing
from liveable.cli.common import note, one_of, terminal_progress
from liveable.core import sheet_choice, survey
from liveable.core.sheet_choice import OF_A_SHEET, OF_A_SURVEY, Becomes
from liveable.core.text import paragraphs, word_count
from liveable.core.transcript import Columns, Kind, Sheet, Transcript
from liveable.errors import FileRefused, Refused
from liveable.ops import case_sheet, import_rules, versions
from liveable.ops import documents as kept
from liveable.ops import survey as answers
from liveable.ops.documents import Known
from liveable.ops.edition import NewVersion
from liveable.readers import read_sheet
from liveable.readers.gathering import MAX_FILES, gather
from liveable.readers.one_file import pack, read_bytes
from liveable.readers.turn_table import NO_TALK
from liveable.readers.workers import ReadFile, read_files
from liveable.reports.wording import number
from liveable.store.project import Project


class Told(NamedTuple):
    """What came of one file: its elements for --json, and the same in words."""

    elements: list[dict[str, Any]]
    said: str = ""


class How(NamedTuple):
    """What was said of the files: their kind, encoding, a survey's columns of open answers, what
    columns of tables become, and whether a changed file is a new version of its document.
    """

    kind: Kind | None
    encoding: str | None
    questions: Sequence[str] = ()
    columns: Sequence[str] = ()
    new_version: bool = False


def gathered(files: list[Path]) -> dict[Path, tuple[str, ...]]:
    """The files themselves and what lies in folders, each once and with the folders it goes to."""
    gathering = gather(files)
    if gathering.cut:
        note(f"Only the first {MAX_FILES:,} files are taken; import the rest afterwards.")
    found: dict[Path, tuple[str, ...]] = {}
    seen = set()
    for path, folders in gathering.files:
        if path.resolve() not in seen:
            seen.add(path.resolve())
            found[path] = folders
    return found


def documents(
    project: Project, files: Mapping[Path, tuple[str, ...]], how: How, coder: str
) -> Iterator[Told]:
    """Read the files in worker processes and keep each in a transaction of its own, as it comes."""
    with project.reading() as session:
        rules = import_rules.known(session)
    progress = terminal_progress()
    outcomes = read_files(list(files), kind=how.kind, encoding=how.encoding, progress=progress)
    for (path, folders), read in zip(files.items(), outcomes, strict=True):
        try:
            table = isinstance(read, ReadFile) and read.transcript.format in ("csv", "xlsx")
            if isinstance(read, ReadFile) and not (table and how.kind == "survey"):
                right = dataclasses.replace(read, transcript=rules.applied(read.transcript))
                done = _keep(project, right, folders, how, coder)
                yield Told([done], _said(done))
            elif isinstance(read, FileRefused) and read.cause != NO_TALK:
                yield Told([{"file": read.file, "error": str(read)}])
            else:
                yield _survey(project, path, folders, how, coder)
        except Refused as refused:
            yield Told([{"file": str(path), "error": _naming(path, refused)}])


def _keep(
    project: Project, read: ReadFile, folders: tuple[str, ...], how: How, coder: str
) -> dict[str, Any]:
    found, original = read.transcript, read.original
    with project.reading() as session:
        twin = kept.with_bytes(session, original.sha256)
        former = None if twin else versions.former(session, found.text, original.name, folders)
        if twin and how.encoding and versions.read_otherwise(session, twin.uid, found):
            former = twin
    warnings = list(found.warnings)
    if former is not None and how.new_version:
        done = versions.bring_in(project, former.uid, found, original, coder)
        return _new_version(project, read, former, done)
    if twin is not None:
        uid = twin.uid
        other = "; import it with --new-version to read that in this encoding" if former else ""
        warnings.insert(0, f"The same file is in the project already, as ‘{twin.name}’{other}.")
    else:
        uid = kept.add(project, found, original, coder, within=folders)
        if former is not None:
            warnings.insert(
                0,
                f"Most of it is in the project already, as ‘{former.name}’ from a file of the same "
                "name; undo, and import it with --new-version to give that its new text.",
            )
    with project.reading() as session:
        name = kept.name_of(session, uid)
    known = {"file": str(read.path), "document": uid, "document_name": name, "new": twin is None}
    return known | _found(found, warnings)


def _new_version(
    project: Project, read: ReadFile, former: Known, done: NewVersion
) -> dict[str, Any]:
    codings = editing.doubtful(project, done)
    known = {"file": str(read.path), "document": former.uid, "document_name": former.name}
    version = {"version_of": former.uid, "reanchored": done.same, "doubtful": codings}
    sentences = editing.told(done, codings)
    found = _found(read.transcript, list(read.transcript.warnings))
    return known | {"new": False} | version | found | {"changed": sentences}


def _found(transcript: Transcript, warnings: list[str]) -> dict[str, Any]:
    """What was found in a document, in the command line's own fields."""
    times = [turn.timestamp for turn in transcript.turns if turn.timestamp]
    return {
        "kind": transcript.kind,
        "format": transcript.format,
        "encoding": transcript.encoding,
        "words": word_count(transcript.text),
        "paragraphs": len(paragraphs(transcript.text)),
        "turns": len(transcript.turns),
        "speakers": [dataclasses.asdict(speaker) for speaker in transcript.speakers],
        "first_timestamp": times[0] if times else None,
        "last_timestamp": times[-1] if times else None,
        "entries": [
            {"label": e.label, "date": e.date, "precision": e.precision} for e in transcript.entries
        ],
        "rows": transcript.rows,
        "warnings": warnings,
    }


def sheet(
    project: Project, file: Path, encoding: str | None, columns: Sequence[str], coder: str
) -> Told:
    try:
        table = read_sheet(read_bytes(file), file.name, encoding=encoding)
        table = _corrected(project, table, columns)
        done = case_sheet.bring_in(project, table, file.name, coder)
    except Refused as refused:
        return Told([{"file": str(file), "error": _naming(file, refused)}])
    told = {
        "file": str(file),
        "cases": len(done.cases),
        "case_column": done.column,
        "attributes": len(done.attributes),
        "unmatched": done.unmatched,
        "warnings": [*table.warnings, *done.notes()],
    }
    return Told([told], _said(told))


def _survey(project: Project, file: Path, folders: tuple[str, ...], how: How, coder: str) -> Told:
    """Bring open answers in: where it was said that a table holds some, or where it plainly does
    and names nobody of the project.
    """
    data = read_bytes(file)
    original = pack(file, data)
    table = read_sheet(data, file.name, encoding=how.encoding)
    asked = [_question(table, written) for written in how.questions]
    said = how.kind == "survey"
    questions = survey.choose(table, asked, sure=said)
    with project.reading() as session:
        twin = kept.with_bytes(session, original.sha256)
        named = case_sheet.knows(session, table)
    if twin is not None:
        warning = f"The same file is in the project already, as ‘{twin.name}’ and others."
        known = {"file": str(file), "document": twin.uid, "document_name": twin.name, "new": False}
        return Told([known | {"warnings": [warning]}], f"{file}: {warning}")
    if questions is None and said:
        raise Refused("No column holds open answers; name them with --question.")
    plain = questions is not None and how.kind is None and survey.is_plain(table, questions)
    if questions is None or not (said or (plain and not named)):
        other = ", or survey for its answers" if questions else ""
        raise FileRefused(str(file), f"{NO_TALK} (--kind attributes{other})")
    table = _corrected(project, replace(table, questions=questions), how.columns)
    questions = table.questions or questions
    done = answers.bring_in(project, table, questions, original, coder, within=folders)
    warnings = [*table.warnings, *done.notes]
    elements = []
    for one in done.documents:
        known = {"file": str(file), "document": one.uid, "document_name": one.name, "new": True}
        elements.append(known | _found(one.transcript, warnings))
    many = number(len(done.questions), "question")
    lines = [
        f"{file}: answers of {number(len(done.documents), 'respondent')} to {many}, and "
        f"{number(len(done.attributes), 'attribute')} of {number(len(done.cases), 'case')}",
        *(f"  {sentence}" for sentence in warnings),
        f"  Questions: {'; '.join(f'‘{_short(question)}’' for question in done.questions)}",
    ]
    if not said:
        lines.append("  As a table of attributes alone it would come with --kind attributes.")
    return Told(elements, "\n".join(lines))


def _corrected(project: Project, table: Sheet, said: Sequence[str]) -> Sheet:
    """The table with what was said of its columns, each as ``Heading=use``, in place of what its
    headings and values tell.
    """
    if not said:
        return table
    offered = OF_A_SURVEY if table.questions is not None else OF_A_SHEET
    changes: list[tuple[int, Becomes]] = []
    for one in said:
        head, _, use = one.rpartition("=")
        changes.append((_question(table, head), one_of("use of a column", use, offered)))
    with project.reading() as session:
        known = case_sheet.attribute_types(session)
        if table.questions is None:
            table = replace(table, columns=case_sheet.propose(table, case_sheet.corpus(session)))
    case = next((column for column, use in changes if use == "case"), None)
    if table.columns is None and table.questions is None and case is not None:
        others = (n for n, head in enumerate(table.header) if head and n != case)
        table = replace(table, columns=Columns(case, (), None, tuple(others)))
    uses = sheet_choice.becomes(table, known)
    for column, use in changes:
        uses = sheet_choice.put(uses, column, use, table)
    if lacking := sheet_choice.lacking(table, uses):
        names = "names the cases" if lacking == "case" else "was answered"
        raise Refused(f"No column is left that {names}.")
    return sheet_choice.chosen(table, uses)


def _question(table: Sheet, written: str) -> int:
    found = survey.find_question(table, written)
    if found is None:
        raise Refused(f"It has no column ‘{written}’, or several that begin so.")
    return found


def _short(question: str) -> str:
    words = " ".join(question.split())
    return words if len(words) <= 60 else f"{words[:59].rstrip()}…"


def _naming(file: Path, refused: Refused) -> str:
    return str(refused) if isinstance(refused, FileRefused) else f"{file.name}: {refused}"


def _said(result: dict[str, Any]) -> str:
    """One import in a line or a few."""
    if "cases" in result:
        head = (
            f"{result['file']}: {number(result['cases'], 'case')}, by the column "
            f"‘{result['case_column']}’, with {number(result['attributes'], 'attribute')}"
        )
    elif "version_of" in result:
        head = f"{result['file']} as a new version of ‘{result['document_name']}’: {_facts(result)}"
        return "\n".join([head, *(f"  {s}" for s in [*result["warnings"], *result["changed"]])])
    elif result["new"]:
        head = f"{result['file']} as ‘{result['document_name']}’: {_facts(result)}"
    else:
        return f"{result['file']}: {result['warnings'][0]}"
    return "\n".join([head, *(f"  {sentence}" for sentence in result["warnings"])])


def _facts(result: dict[str, Any]) -> str:
    """What was found in a document, as a list."""
    speakers = [f"{s['label']} {s['turns']}" for s in result["speakers"]]
    named = f"{', '.join(speakers[:6])}{' …' if len(speakers) > 6 else ''}"
    facts = [
        result["kind"],
        number(result["words"], "word"),
        f"{number(result['turns'], 'turn')} ({named})" if speakers else "",
        number(len(result["entries"]), "entry", "entries") if result["entries"] else "",
    ]
    return ", ".join(filter(None, facts))
