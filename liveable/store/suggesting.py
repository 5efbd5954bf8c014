"""What a project says about suggestions: whether there are any, from how good on, and from whose
codings they learn.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from liveable.core.learning import THRESHOLD

LOWEST, HIGHEST = 0.3, 0.95  # precisions a project may ask for


@dataclass(frozen=True, slots=True)
class Choices:
    """``off``: nothing is suggested, and nothing of it shown. ``threshold`` is the precision from
    which what was learned is shown, LOWEST to HIGHEST. ``shared``: everybody's codings teach,
    else each person's only their own.
    """

    off: bool = False
    threshold: float = THRESHOLD
    shared: bool = False


KEYS = {
    "off": "suggestions_off",
    "threshold": "suggestions_threshold",
    "shared": "suggestions_shared",
}  # by what they are called in the project's settings


def choices(session: Session) -> Choices:
    """What the project says; what it does not say, or not in sense, is as usual."""
    kept: dict[str, Any] = json.loads(session.execute(_SETTINGS).scalar() or "{}")
    said = {name: kept.get(key) for name, key in KEYS.items()}
    return Choices(said["off"] is True, _precision(said["threshold"]), said["shared"] is True)


_SETTINGS = text("SELECT settings FROM project")


def _precision(said: Any) -> float:
    if isinstance(said, bool) or not isinstance(said, int | float):
        return THRESHOLD
    return min(max(float(said), LOWEST), HIGHEST) if said == said else THRESHOLD
