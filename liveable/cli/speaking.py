"""Commands for who speaks in the documents, put right after they were brought in: speakers,
speaker.
"""

from __future__ import annotations

from typing import Annotated, Any, get_args

import typer

from liveable.cli.common import (
    AsJson,
    CoderName,
    ProjectPath,
    acting,
    app,
    one_of,
    print_json,
    reading,
    say,
    writing,
)
from liveable.core import labels, told
from liveable.core.intake import Rules
from liveable.core.transcript import Role
from liveable.errors import NotFound, Refused
from liveable.ops import reread
from liveable.reports.wording import number
from liveable.store import corpus, find, queries
from liveable.store.project import Project, Session

_ROLES = (*get_args(Role), "none")


@app.command("speakers")
def speakers_(
    path: ProjectPath,
    document: Annotated[str | None, typer.Argument(help="Only in this document.")] = None,
    anew: Annotated[
        bool, typer.Option("--anew", help="Look for the document's speakers and dates again first.")
    ] = False,
    coder: CoderName = None,
    as_json: AsJson = False,
) -> None:
    """List who speaks in the documents, in what role, and which cases they are."""
    if anew:
        if document is None:
            raise typer.BadParameter("--anew asks for a document")
        with writing(path) as project:
            with project.reading() as session:
                uid = find.document(session, document)
            reread.find_anew(project, uid, acting(project, coder))
    with reading(path) as project, project.reading() as session:
        rows = _rows(session, document)
    if as_json:
        print_json(rows)
        return
    if not rows:
        say("Nobody was found to speak here.")
    last = ""
    for row in rows:
        if row["document"] != last:
            last = row["document"]
            say(row["document_name"])
        facts = (row["role"] or "role not told", number(row["turns"], "turn"), row["case"] or "")
        say(f"  {row['label']}: {', '.join(filter(None, facts))}")


def _rows(session: Session, document: str | None) -> list[dict[str, Any]]:
    found = []
    only = find.document(session, document) if document is not None else None
    for row in queries.documents(session):
        facts = corpus.facts(session, row.uid) if only in (None, row.uid) else None
        for speaker in facts.speakers if facts is not None else ():
            told_of = speaker._asdict()
            told_of["case"] = told_of.pop("case_name")
            found.append({"document": row.uid, "document_name": row.name} | told_of)
    return found


@app.command("speaker")
def speaker_(
    path: ProjectPath,
    label: Annotated[str, typer.Argument(help="The label, as it stands at the head of lines.")],
    document: Annotated[
        list[str] | None,
        typer.Option(help="Only in this document, else in all and in later imports; repeatable."),
    ] = None,
    role: Annotated[str | None, typer.Option(help=f"What they do: {', '.join(_ROLES)}.")] = None,
    same_as: Annotated[str | None, typer.Option(help="They are who has this label.")] = None,
    not_a_person: Annotated[
        bool, typer.Option("--not-a-person", help="Their turns are words of the turn before.")
    ] = False,
    a_person: Annotated[
        bool, typer.Option("--a-person", help="A turn begins at each line that opens with it.")
    ] = False,
    case: Annotated[
        str | None, typer.Option(help='The case they are, made where there is none; "" for none.')
    ] = None,
    coder: CoderName = None,
) -> None:
    """Put right what a speaker does, with whom they are one, or that the label is (no) person's."""
    if not (role or same_as or not_a_person or a_person or case is not None):
        raise typer.BadParameter("say what is right: --role, --same-as, --not-a-person …")
    if not_a_person and (role or same_as or a_person or case):
        raise typer.BadParameter("--not-a-person goes with nothing else")
    with writing(path) as project:
        uids = _documents(project, document)
        rules = _rules(label, role, same_as, not_a_person, a_person)
        _expect_speaking(project, uids, label, a_person)
        done = reread.put_speaker_right(
            project, label, rules, acting(project, coder), documents=uids, case=case
        )
    say(f"‘{label}’: put right in {number(done, 'document')}.")


def _documents(project: Project, names: list[str] | None) -> list[str] | None:
    with project.reading() as session:
        return [find.document(session, name) for name in names] if names else None


def _rules(
    label: str,
    role: str | None,
    same_as: str | None,
    not_a_person: bool,
    a_person: bool,
) -> Rules:
    key = labels.key(label)
    whose = labels.key(same_as) if same_as else key  # a role goes with the label that stays
    roles: dict[str, Role | None] = {}
    if role is not None:
        asked = one_of("role", role, _ROLES)
        roles[whose] = next((one for one in get_args(Role) if one == asked), None)
    return Rules(
        roles,
        {key: labels.tidy(same_as)} if same_as else {},
        frozenset({key}) if not_a_person else frozenset(),
        {key: labels.tidy(label)} if a_person else {},
    )


def _expect_speaking(
    project: Project, documents: list[str] | None, label: str, a_person: bool
) -> None:
    """Refuse a label that nobody has and, where it is told to be a person's, that opens no line."""
    with project.reading() as session:
        for uid in documents or [row.uid for row in queries.documents(session)]:
            found = reread.as_transcript(session, uid)
            if any(labels.key(who.label) == labels.key(label) for who in found.speakers):
                return
            if a_person and any(told.heard(found.text, label)):
                return
    where = "those documents" if documents else "the project"
    if a_person:
        raise Refused(f"No line of {where} begins with ‘{label}’ and a colon, a time or the like.")
    raise NotFound(f"Nobody speaks as ‘{label}’ in {where}; liveable speakers lists who does.")
