"""The tables of teams: copies given out and taken in, and whose acts came with them."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from liveable.store.columns import Row, refers, uid_column


class Handout(Row):
    """A copy given out: its uid, for whom, what is in it, from which operation on.

    ``scope`` is JSON: ``{}`` for everything, else ``{"documents": [uids]}``. ``head`` is the uid of
    the operation before the handout; the copy goes on after the handout's own operation. ``file``
    is the copy's file name, ``at`` when it was made.
    """

    __tablename__ = "handout"
    uid: Mapped[str] = uid_column()
    copy: Mapped[str]
    coder: Mapped[str] = mapped_column(refers("coder.uid"))
    scope: Mapped[str] = mapped_column(default="{}")
    blind: Mapped[bool] = mapped_column(default=False)
    head: Mapped[str]
    file: Mapped[str] = mapped_column(default="", server_default="")
    at: Mapped[str] = mapped_column(default="", server_default="")


class Merged(Row):
    """A copy that came back: how far its history was taken in, and by which operation.

    ``copy`` is the copy's uid (for a project with a history of its own, that project's), ``head``
    the uid of its latest operation then. ``report`` is what was taken in and decided, as JSON
    (core/merging.py).
    """

    __tablename__ = "merged"
    uid: Mapped[str] = uid_column()
    copy: Mapped[str]
    head: Mapped[str]
    operation: Mapped[str]
    report: Mapped[str] = mapped_column(default="{}", server_default="{}")


class Alias(Row):
    """Two rows of a table that a merge made one: who still speaks of ``gone`` means ``kept``."""

    __tablename__ = "alias"
    __table_args__ = (Index("alias_gone", "tbl", "gone"),)
    uid: Mapped[str] = uid_column()
    tbl: Mapped[str]
    gone: Mapped[str]
    kept: Mapped[str]


class Copy(Row):
    """At most one row: that this file is a copy, by which handout, and for whom.

    ``person`` is who said, on this machine, that they are that coder: what they do here is done by
    ``coder``, whatever their settings call them.
    """

    __tablename__ = "copy"
    uid: Mapped[str] = mapped_column(primary_key=True)
    handout: Mapped[str]
    coder: Mapped[str]
    person: Mapped[str | None]


class TheirOperation(Row):
    """An operation of a copy that was merged, as it was written there: who did what, and when.

    ``copy`` and ``merge`` say by which copy and which operation of ours it came, ``before`` is the
    digest of the operation before it there.
    """

    __tablename__ = "their_operation"
    __table_args__ = (Index("their_operation_merge", "merge"),)
    uid: Mapped[str] = mapped_column(primary_key=True)
    copy: Mapped[str]
    merge: Mapped[str]
    seq: Mapped[int]
    kind: Mapped[str]
    label: Mapped[str]
    coder: Mapped[str]
    at: Mapped[str]
    undoes: Mapped[str | None]
    before: Mapped[bytes]
    digest: Mapped[bytes]


class TheirChange(Row):
    """A line of an operation of a merged copy: which row, and the digests of its images."""

    __tablename__ = "their_change"
    __table_args__ = ({"sqlite_with_rowid": False},)
    operation: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    tbl: Mapped[str]
    row: Mapped[str]
    before_digest: Mapped[bytes | None]
    after_digest: Mapped[bytes | None]


class Decided(Row):
    """A decision of a merge that was not written yet: how a conflict of a copy is to be settled.

    ``copy`` is the copy's uid, ``key`` the conflict's, ``option``, ``text`` and ``why`` are the
    decision (exchange/team/values.py). ``asked`` tells whether the same is asked again.
    """

    __tablename__ = "decided"
    __table_args__ = ({"sqlite_with_rowid": False},)
    copy: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    option: Mapped[str]
    text: Mapped[str | None]
    why: Mapped[str]
    asked: Mapped[str]
