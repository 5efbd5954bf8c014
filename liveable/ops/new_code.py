"""A code made for a passage, and the passage coded with it: one act, undone as one."""

from __future__ import annotations

from typing import NamedTuple

from liveable.core.spans import Span
from liveable.core.uid import mint
from liveable.ops import codebook
from liveable.ops.codings import Passage, code_within
from liveable.store.project import Project

_LABEL = 40  # characters of the code's name in the label of the act


class Made(NamedTuple):
    """The uids of a new code and of its first coding."""

    code: str
    coding: str


def code_as_new(
    project: Project, document: str, span: Span, name: str, coder: str, parent: str | None = None
) -> Made:
    """Make a code (under ``parent``, None: at the top) and put it on a span of a document.

    Raises Refused where there is such a code already, or the span leaves the text.
    """
    uid = mint()
    shown = " ".join(name.split())
    shown = shown if len(shown) <= _LABEL else f"{shown[: _LABEL - 1]}…"
    with project.operation(f"Code ‘{shown}’, a new code", coder) as session:
        codebook.add(session, uid, name, parent, {})
        done = code_within(session, [Passage(document, span, uid)], coder, "hand")
    return Made(uid, done.codings[0])
