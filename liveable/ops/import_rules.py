"""What was put right of speakers at one import, kept for the next files with the same labels."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from liveable.core.intake import Rules
from liveable.core.transcript import Role
from liveable.core.uid import mint
from liveable.store.project import Project
from liveable.store.schema import ImportRule

_ROLE, _JOIN = "role", "join"


def known(session: Session) -> Rules:
    """The corrections kept so far."""
    roles: dict[str, Role | None] = {}
    joined: dict[str, str] = {}
    for row in session.scalars(select(ImportRule)):
        rule = json.loads(row.rule)
        if row.kind == _ROLE:
            roles[rule["label"]] = rule["role"]
        elif row.kind == _JOIN:
            joined[rule["label"]] = rule["into"]
    return Rules(roles, joined)


def keep(project: Project, rules: Rules, coder: str, forgotten: Iterable[str] = ()) -> None:
    """Keep corrections, in place of those of the same labels; ``forgotten`` labels are joined with
    nobody any more.
    """
    wanted = {(_ROLE, label): {"label": label, "role": role} for label, role in rules.roles.items()}
    wanted |= {(_JOIN, label): {"label": label, "into": to} for label, to in rules.joined.items()}
    gone = {(_JOIN, label) for label in forgotten} - wanted.keys()
    if not wanted and not gone:
        return
    with project.operation("Remember speakers for the next import", coder) as session:
        for row in session.scalars(select(ImportRule)):
            key = (row.kind, json.loads(row.rule)["label"])
            if key in wanted:
                row.rule = json.dumps(wanted.pop(key), ensure_ascii=False)
            elif key in gone:
                session.delete(row)
        session.add_all(
            ImportRule(uid=mint(), kind=kind, rule=json.dumps(rule, ensure_ascii=False))
            for (kind, _), rule in wanted.items()
        )
