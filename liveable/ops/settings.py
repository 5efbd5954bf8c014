"""The project's own settings: a JSON object in its one row."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from liveable.store.schema import Project as ProjectRow


def put(session: Session, settings: Mapping[str, object]) -> None:
    """Change some settings of the project within an open operation; the others stay."""
    row = session.scalars(select(ProjectRow)).one()
    row.settings = json.dumps({**json.loads(row.settings), **settings}, ensure_ascii=False)
