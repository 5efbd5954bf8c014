"""What a project is to say about suggestions."""

from __future__ import annotations

from liveable.errors import Refused
from liveable.ops.coders import expect_lead
from liveable.ops.settings import put
from liveable.store.project import Project
from liveable.store.suggesting import HIGHEST, KEYS, LOWEST, Choices, choices


def choose(project: Project, chosen: Choices, coder: str) -> None:
    """Switch suggestions off or on for everybody in the project, say from which precision on they
    are shown, and whether everybody's codings teach them.

    Raises Refused for another precision than LOWEST to HIGHEST, and for anyone but the lead who
    changes whose codings teach.
    """
    if not LOWEST <= chosen.threshold <= HIGHEST:
        least, most = round(LOWEST * 100), round(HIGHEST * 100)
        raise Refused(f"Suggestions are shown from a precision between {least} % and {most} %.")
    with project.reading() as session:
        before = choices(session)
    changed = {
        name: new for name in KEYS if (new := getattr(chosen, name)) != getattr(before, name)
    }
    if not changed:
        return
    with project.operation(_label(chosen, changed), coder) as session:
        if "shared" in changed:
            expect_lead(session, coder, "say whose codings suggestions learn from")
        put(session, {KEYS[name]: new for name, new in changed.items()})


def _label(chosen: Choices, changed: dict[str, object]) -> str:
    if "off" in changed:
        return "Switch suggestions off" if chosen.off else "Switch suggestions on"
    if len(changed) > 1:
        return "Choose what is suggested"
    if "shared" in changed:
        whose = "everybody's codings" if chosen.shared else "each person's own codings"
        return f"Let suggestions learn from {whose}"
    return f"Show suggestions from a precision of {chosen.threshold * 100:.0f} %"
