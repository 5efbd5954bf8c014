"""The codings of the open document: all of them, those that are shown, and what is said of each."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from liveable.core.faces import Face
from liveable.core.index import Index, Lines
from liveable.core.moments import on_our_clock
from liveable.gui.margin import Said
from liveable.gui.words import said_date, tr
from liveable.gui.work import Work
from liveable.store import reading
from liveable.store.queries import CodingRow
from liveable.store.reading import Opened

NOTHING = Lines("")
_MANY = 500  # codings changed in one act, from which on all are read again
_MEMO = 600  # code points of a memo that hovering shows


class Coded:
    """Kept in step with the project by being told what changed; ``index`` holds what is shown."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._opened: Opened | None = None
        self._all: dict[str, CodingRow] = {}
        self._noted: frozenset[str] = frozenset()
        self.codes: frozenset[str] | None = None  # shown; None for all
        self.coders: frozenset[str] | None = None
        self.by_coder = False  # whether colours and lanes tell coders apart rather than codes
        self.index: Index[CodingRow] = Index(NOTHING)

    def read(self, opened: Opened | None) -> None:
        """Take the codings of a document from the project; of none, nothing."""
        self._opened, work = opened, self._work
        self._all = work.look(reading.codings, opened, only=work.only) if opened else {}
        self.read_notes()
        self.build()

    def read_notes(self) -> None:
        """Find out again which codings have a memo."""
        opened, work = self._opened, self._work
        self._noted = work.look(reading.noted, opened.uid, work.only) if opened else frozenset()

    def build(self) -> None:
        """Index what is to be shown."""
        lines = self._opened.lines if self._opened else NOTHING
        shown = filter(self._is_shown, self._all.values())
        self.index = Index(lines, shown, group=self._by_place() if self.by_coder else _one_group)

    def _by_place(self) -> Callable[[CodingRow], int]:
        """The lanes of coders: one's own come first."""
        places = {face.uid: face.place for face in self._work.faces.values()}
        return lambda coding: places[coding.coder]

    def _is_shown(self, coding: CodingRow) -> bool:
        return (self.codes is None or coding.code in self.codes) and (
            self.coders is None or coding.coder in self.coders
        )

    def renew(self, uids: frozenset[str]) -> bool:
        """Take in what became of some codings, wherever they are; whether all were read again."""
        if self._opened is None:
            return False
        if len(uids) > _MANY:
            self.read(self._opened)
            return True
        now = self._work.look(reading.codings, self._opened, uids, self._work.only)
        for uid in uids:
            coding = now.get(uid)
            if coding is None:
                self._all.pop(uid, None)
                self.index.remove(uid)
                continue
            self._all[uid] = coding
            if self._is_shown(coding):
                self.index.add(coding)
            else:
                self.index.remove(uid)
        return False

    # --- what is said of them

    def name(self, coding: CodingRow) -> str:
        """The name of a coding's code, in one line."""
        return " ".join(self._work.codes[coding.code].name.split())

    def told(self, coding: CodingRow) -> str:
        """The name of a coding's code, with its coder where coders are told apart."""
        name = self.name(coding)
        if not self.by_coder:
            return name
        return tr("{code} by {coder}", code=name, coder=self._work.faces[coding.coder].name)

    def heads(self) -> tuple[Face, ...]:
        """Whose lanes there are, in order; none where codes are told apart."""
        if not self.by_coder:
            return ()
        present = self.index.lanes
        return tuple(face for face in self._work.faces.values() if face.place in present)

    def shade(self, coding: CodingRow) -> str:
        """The colour a coding is painted in, as it is stored: of its code or its coder."""
        if self.by_coder:
            return self._work.faces[coding.coder].colour
        return self._work.codes[coding.code].colour

    def colour(self, uid: str) -> str:
        """The same, for a coding by its uid."""
        return self.shade(self._all[uid])

    def said(self, uid: str) -> Said:
        """What the margin writes of a coding."""
        coding = self._all[uid]
        said = Said(self.name(coding), self.shade(coding), bool(coding.star), uid in self._noted)
        if not self.by_coder:
            return said
        face = self._work.faces[coding.coder]
        who = tr("you") if coding.coder == self._work.coder else face.name
        return said._replace(coder=who, initials=face.initials)

    def tip(self, uid: str) -> str:
        """What hovering over a coding says; every word of the user's is escaped."""
        coding = self._all[uid]
        lines = [f"<b>{escape(' › '.join(self._work.codes[coding.code].path))}</b>"]
        lines.append(escape(f"{coding.coder_name}, {said_date(on_our_clock(coding.created)[:10])}"))
        if coding.star:
            lines.append(escape(tr("Starred")))
        work = self._work
        memos = work.look(reading.memos, uid, work.only) if uid in self._noted else []
        lines += [escape(memo[:_MEMO]).replace("\n", "<br>") for memo in memos]
        return "<br>".join(lines)

    def tips(self, point: int) -> str:
        """What hovering over a place says: its codings, the innermost first."""
        here = sorted(self.index.at(point), key=lambda c: c.stop - c.start)
        return "<hr>".join(self.tip(coding.uid) for coding in here[:6])


def _one_group(_coding: CodingRow) -> int:
    return 0


def innermost(here: list[CodingRow]) -> CodingRow:
    """The shortest, of two alike the latest."""
    return max(here, key=lambda c: (c.start - c.stop, c.created))
