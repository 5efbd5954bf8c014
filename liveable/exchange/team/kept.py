"""What was decided of a merge's conflicts, kept in the project until the merge is written.

A decision is brought back where the same is asked again: the same conflict, with the same said on
both sides and the same way to settle it. Who decided for words should not find that they decided
for others, because the copy went on since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy.orm import Session

from liveable.exchange.team.values import Conflict, Decision, MergePlan
from liveable.store import decided
from liveable.store.decided import Kept
from liveable.store.project import Project


class Before(NamedTuple):
    """Decisions from before that hold for a plan, by key, and how many are to be made again."""

    decisions: dict[str, Decision]
    again: int


def keep(project: Project, plan: MergePlan, decisions: Mapping[str, Decision | None]) -> None:
    """Keep some decisions of a plan, by key; those that are None were taken back."""
    asked = {conflict.key: conflict for conflict in plan.conflicts if conflict.key in decisions}
    made = {
        key: Kept(decision.option, decision.text, decision.why, _asked(asked[key], decision.option))
        for key, decision in decisions.items()
        if decision is not None
    }
    decided.keep(project, plan.copy.uid, made)
    decided.forget(project, plan.copy.uid, decisions.keys() - made.keys())


def before(session: Session, plan: MergePlan) -> Before:
    """What was decided when the same copy was compared before."""
    kept = decided.kept(session, plan.copy.uid)
    asked = {conflict.key: conflict for conflict in plan.conflicts if conflict.key in kept}
    found = {
        key: Decision(kept[key].option, kept[key].text, kept[key].why)
        for key, conflict in asked.items()
        if kept[key].asked == _asked(conflict, kept[key].option)
    }
    return Before(found, len(asked) - len(found))


def _asked(conflict: Conflict, option: str) -> str:
    """A digest of what a person saw who settled a conflict so;
    "-" where it cannot be.
    """
    text = next((each.text for each in conflict.options if each.name == option), None)
    if text is None:
        return "-"
    sides = repr((conflict.base, conflict.ours, conflict.theirs, text))
    return hashlib.blake2b(sides.encode(), digest_size=8).hexdigest()
