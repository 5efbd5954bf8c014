"""What can be done with codes: making, moving, merging, retiring, deleting. Each takes effect at
once; where the tree does not show what became of things, a notice says it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from liveable.gui.commands import Doers
from liveable.gui.drags import Passage
from liveable.gui.pick import ask_line, pick_code
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.ops import codebook, codings
from liveable.store.project import Project
from liveable.store.queries import CodeRow

_LARGE = 500  # codings above which an act goes to the writer's thread
_LONG = 48  # characters of a name in a notice


class CodebookActs:
    """The commands on codes, for the panel they are given in."""

    def __init__(self, work: Work, panel: QWidget) -> None:
        self.work = work
        self._panel = panel

    def doers(self) -> Doers:
        """The commands by name."""
        return {
            "code.new": self.new,
            "code.new_below": self.new_below,
            "code.move": self.move,
            "code.up": lambda: self._step(-1),
            "code.down": lambda: self._step(1),
            "code.merge": self.merge,
            "code.retire": self.retire,
            "code.delete": self.delete,
        }

    def _chosen(self) -> CodeRow | None:
        return self.work.codes.get(self.work.code)

    # --- making and naming

    def new(self) -> None:
        """Ask for a name and make a code beside the chosen one."""
        chosen = self._chosen()
        self._ask_new(chosen.parent if chosen else None)

    def new_below(self) -> None:
        """Ask for a name and make a code under the chosen one."""
        if (chosen := self._chosen()) is not None:
            self._ask_new(chosen.uid)

    def _ask_new(self, parent: str | None) -> None:
        above = self.work.codes.get(parent or "")
        asked = tr("Name, under ‘{code}’", code=called(above)) if above else tr("Name")
        ask_line(self._panel.window(), tr("New code"), asked, partial(self._make, parent))

    def _make(self, parent: str | None, name: str) -> None:
        work = self.work
        uid = work.act(lambda project: codebook.create(project, name, work.coder, parent))
        if uid is not None:
            work.choose_code(uid)

    def rename(self, uid: str, name: str) -> None:
        """Give a code another name."""
        self.work.act(codebook.rename, uid, name, self.work.coder)

    # --- placing

    def move(self) -> None:
        """Ask for the code to put the chosen one under."""
        chosen = self._chosen()
        if chosen is None:
            return
        pick_code(
            self.work,
            self._panel.window(),
            tr("Move ‘{code}’ under", code=called(chosen)),
            lambda parent: self.move_before(chosen.uid, parent, ""),
            without=frozenset(below(self.work, chosen.uid)),
            top=tr("At the top of the codebook") if chosen.parent else "",
        )

    def move_before(self, uid: str, parent: str, before: str) -> None:
        """Put a code under another ("" for the top), before a sibling ("" for last), and say so."""
        work, row = self.work, self.work.codes.get(uid)
        if row is None or before == uid:
            return
        now = [c.uid for c in work.codes.values() if (c.parent or "") == parent]
        there = [sibling for sibling in now if sibling != uid]
        place = there.index(before) if before in there else len(there)
        if now == [*there[:place], uid, *there[place:]]:
            return
        following = "" if place == len(there) else there[place]

        def done() -> None:
            work.choose_code(uid)
            work.say(self._moved(row, parent, following), undo=True)

        self._do(
            0,
            "",
            lambda project: codebook.move(project, uid, parent or None, work.coder, place),
            done,
        )

    def _moved(self, row: CodeRow, parent: str, following: str) -> str:
        """Where a code went: under another one, or to another place beside the same ones."""
        code = called(row)
        if (row.parent or "") != parent:
            if not parent:
                return tr("Moved “{code}” to the top of the codebook", code=code)
            return tr("Moved “{code}” under “{above}”", code=code,
                      above=called(self.work.codes[parent]))  # fmt: skip
        if following:
            after = called(self.work.codes[following])
            return tr("Moved “{code}” before “{after}”", code=code, after=after)
        return tr("Moved “{code}” to the end", code=code)

    def _step(self, by: int) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        beside = [c.uid for c in self.work.codes.values() if c.parent == chosen.parent]
        place = beside.index(chosen.uid) + by
        if 0 <= place < len(beside):
            self.work.act(codebook.move, chosen.uid, chosen.parent, self.work.coder, place)

    # --- merging, retiring, deleting

    def merge(self) -> None:
        """Ask for the code that the chosen one is to be merged into."""
        chosen = self._chosen()
        if chosen is None:
            return
        pick_code(
            self.work,
            self._panel.window(),
            tr("Merge ‘{code}’ into", code=called(chosen)),
            lambda into: self.merge_into(chosen.uid, into),
            without=frozenset(below(self.work, chosen.uid)),
        )

    def merge_into(self, uid: str, into: str) -> None:
        """Merge a code into another, and say what went where."""
        work = self.work
        gone, kept = work.codes[uid], work.codes[into]

        def done() -> None:
            after = work.codes.get(into)
            if after is not None:
                work.choose_code(into)
                work.say(_merged(gone, kept, after), undo=True)

        self._do(
            gone.codings,
            tr("Merging codes"),
            lambda project: codebook.merge(project, uid, into, work.coder),
            done,
        )

    def retire(self) -> None:
        """Retire the chosen code, or take it into use again."""
        chosen, work = self._chosen(), self.work
        if chosen is None:
            return
        code = called(chosen)
        if chosen.status == "retired":
            said = tr("‘{code}’ is in use again, as a draft.", code=code)
            act = codebook.use_again
        else:
            said = tr("‘{code}’ is retired: no new codings are made with it.", code=code)
            act = codebook.retire
        self._do(
            0,
            "",
            lambda project: act(project, chosen.uid, work.coder),
            lambda: work.say(said, undo=True),
        )

    def delete(self) -> None:
        """Delete the chosen code with what is under it, and say what was taken away."""
        chosen, work = self._chosen(), self.work
        if chosen is None:
            return
        after = self._neighbour(chosen)

        def done() -> None:
            work.choose_code(after if after in work.codes else "")
            work.say(_deleted(chosen, len(under), work.only is not None), undo=True)

        under = below(work, chosen.uid)[1:]
        self._do(
            chosen.subtree_codings,
            tr("Deleting a code"),
            lambda project: codebook.delete(project, chosen.uid, work.coder),
            done,
        )

    def _neighbour(self, row: CodeRow) -> str:
        """Where to stand when a code is gone: the next beside it, the one before, the one above."""
        beside = [c.uid for c in self.work.codes.values() if c.parent == row.parent]
        place = beside.index(row.uid)
        rest = beside[place + 1 : place + 2] or beside[max(place - 1, 0) : place]
        return rest[0] if rest else row.parent or ""

    def _do(
        self, size: int, title: str, act: Callable[[Project], object], done: Callable[[], object]
    ) -> None:
        """Do an act where its size belongs; ``done`` is called only if it was done."""
        work = self.work
        if size > _LARGE:
            work.act_large(title, lambda _progress: act(work.project), lambda _none: done())
        elif work.act(lambda project: (act(project), True)):
            done()

    # --- coding

    def code_passage(self, code: str, passage: Passage) -> None:
        """Code a passage that was dropped on a code."""
        work = self.work
        made = work.act(
            codings.code_passage, passage.document, passage.span, code, work.coder, origin="hand"
        )
        if made is not None:
            work.used(code)
            work.say(tr("Coded ‘{code}’", code=called(work.codes[code])), undo=True)


def called(row: CodeRow) -> str:
    """A code's name, short enough for a sentence."""
    name = row.name
    return name if len(name) <= _LONG else f"{name[: _LONG - 1].rstrip()}…"


def below(work: Work, uid: str) -> list[str]:
    """A code and all codes under it, in tree order."""
    path = work.codes[uid].path
    found = {uid}
    for row in work.codes.values():  # a parent comes before its children
        if row.parent in found and row.path[: len(path)] == path:
            found.add(row.uid)
    return [row for row in work.codes if row in found]


def _merged(gone: CodeRow, kept: CodeRow, after: CodeRow) -> str:
    went = [counted(gone.codings, "coding", "codings")]
    twins = gone.codings + kept.codings - after.codings
    if twins:
        went[0] += tr(" ({twins} there already)", twins=f"{twins:,}")
    if gone.children:
        went.append(counted(gone.children, "code under it", "codes under it"))
    return tr(
        "Merged “{gone}” into “{kept}”: {went} moved. Its wording is kept as a memo.",
        gone=called(gone),
        kept=called(kept),
        went=tr(" and ").join(went),
    )


def _deleted(row: CodeRow, under: int, hidden: bool) -> str:
    gone = []
    if under:
        gone.append(counted(under, "code under it", "codes under it"))
    if row.subtree_codings:
        gone.append(counted(row.subtree_codings, "coding", "codings"))
    if hidden:  # they are not counted here, but they go
        gone.append(tr("whatever others coded with it"))
    if not gone:
        return tr("Deleted ‘{code}’.", code=called(row))
    return tr("Deleted ‘{code}’, with {gone}.", code=called(row), gone=tr(" and ").join(gone))
