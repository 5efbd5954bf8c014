"""The texts a document had, from the history: a former text stays in the project."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session


class FormerText(NamedTuple):
    """A text by its hash, with the act that last gave it to the document, by whom and when."""

    sha: str
    label: str
    coder_name: str
    at: str


def texts(session: Session, document: str) -> list[FormerText]:
    """All texts a document had, the one it has now first; each once. What a copy's history does not
    hold is not among them.
    """
    found: dict[str, FormerText] = {}
    for row in session.execute(_TEXTS, {"document": document}):
        found.setdefault(row.sha, FormerText(row.sha, row.label, row.name or "", row.at))
    return list(found.values())


_TEXTS = text(
    "SELECT json_extract(c.after, '$.text_sha') AS sha, o.label, k.name, o.at FROM change c "
    "JOIN operation o ON o.seq = c.operation LEFT JOIN coder k ON k.uid = o.coder "
    "WHERE c.tbl = 'document' AND c.\"row\" = :document AND c.after IS NOT NULL "
    "AND coalesce(json_extract(c.before, '$.text_sha'), '') <> json_extract(c.after, '$.text_sha') "
    "AND EXISTS (SELECT 1 FROM text t WHERE t.sha = json_extract(c.after, '$.text_sha')) "
    "ORDER BY c.seq DESC"
)
