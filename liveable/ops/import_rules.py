"""What was put right of speakers, kept for the next files with the same labels."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from liveable.core.intake import Rules
from liveable.core.transcript import Role
from liveable.core.uid import mint
from liveable.store.project import Project
from liveable.store.schema import ImportRule

RuleKind = Literal["role", "join", "not_person", "person"]
KINDS: tuple[RuleKind, ...] = get_args(RuleKind)
NO_RULES = Rules()


class Kept(NamedTuple):
    """One rule: of which label (by ``labels.key``), and what is said of it: a role, the label it is
    one with, the label as it was told; "" for nothing.
    """

    uid: str
    kind: RuleKind
    label: str
    said: str


def known(session: Session) -> Rules:
    """The corrections kept so far."""
    roles: dict[str, Role | None] = {}
    joined: dict[str, str] = {}
    people: dict[str, str] = {}
    nobody = set()
    for row in session.scalars(select(ImportRule)):
        rule = json.loads(row.rule)
        if row.kind == "role":
            roles[rule["label"]] = rule["role"]
        elif row.kind == "join":
            joined[rule["label"]] = rule["into"]
        elif row.kind == "not_person":
            nobody.add(rule["label"])
        elif row.kind == "person":
            people[rule["label"]] = rule["name"]
    return Rules(roles, joined, frozenset(nobody), people)


def listed(session: Session) -> list[Kept]:
    """The corrections kept so far, one by one, by label."""
    found = []
    for row in session.scalars(select(ImportRule)):
        kind = next((kind for kind in KINDS if kind == row.kind), None)
        if kind is not None:
            rule = json.loads(row.rule)
            said = rule.get("role") or rule.get("into") or rule.get("name") or ""
            found.append(Kept(row.uid, kind, rule["label"], said))
    return sorted(found, key=lambda kept: (kept.label, KINDS.index(kept.kind)))


def keep(project: Project, rules: Rules, coder: str, forgotten: Rules = NO_RULES) -> None:
    """Keep corrections, in place of those of the same labels; those ``forgotten`` hold no more."""
    if rules or forgotten:
        with project.operation("Remember speakers for the next import", coder) as session:
            keep_within(session, rules, forgotten)


def keep_within(session: Session, rules: Rules, forgotten: Rules = NO_RULES) -> None:
    """The same within an open operation."""
    wanted = _rules(rules)
    gone = _rules(forgotten).keys() | {("person", label) for label in rules.nobody}
    gone |= {("not_person", label) for label in (*rules.people, *rules.roles, *rules.joined)}
    gone |= {(kind, label) for label in rules.nobody for kind in ("role", "join")}
    gone -= wanted.keys()
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


def _rules(rules: Rules) -> dict[tuple[str, str], dict[str, str | None]]:
    """Rules as they are kept, by kind and label."""
    found: dict[tuple[str, str], dict[str, str | None]] = {}
    for label, role in rules.roles.items():
        found["role", label] = {"label": label, "role": role}
    for label, into in rules.joined.items():
        found["join", label] = {"label": label, "into": into}
    for label in sorted(rules.nobody):
        found["not_person", label] = {"label": label}
    for label, name in rules.people.items():
        found["person", label] = {"label": label, "name": name}
    return found


def forget(project: Project, rules: Sequence[str], coder: str) -> None:
    """Let rules (by uid) hold no more; what was put right by them stays."""
    with project.operation("Forget what was said of speakers", coder) as session:
        for row in session.scalars(select(ImportRule).where(ImportRule.uid.in_(rules))):
            session.delete(row)
