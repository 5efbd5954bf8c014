"""What all tables are made of: the metadata they share, and the columns most of them have."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from liveable.core.uid import mint


class Row(DeclarativeBase):
    """What all tables share: the metadata they are created from."""


def uid_column() -> Mapped[str]:
    """The name of a row, minted once."""
    return mapped_column(primary_key=True, default=mint)


def refers(target: str, ondelete: str | None = None) -> ForeignKey:
    """A reference, checked at commit: an undo may restore rows in any order."""
    return ForeignKey(f"{target}", ondelete=ondelete, deferrable=True, initially="DEFERRED")


def span_check() -> CheckConstraint:
    """That ``start`` and ``stop`` are a span with something in it."""
    return CheckConstraint("0 <= start AND start < stop")
