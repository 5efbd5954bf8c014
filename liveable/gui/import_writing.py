"""Keeping the files of an import: each an act of its own, in the writer's thread."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt

from liveable.core.intake import Intake, Rules
from liveable.core.progress import Cancelled, Progress
from liveable.core.transcript import Original, Sheet, Transcript
from liveable.errors import FileRefused, ProjectRefused, Refused
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.ops import case_sheet, documents, import_rules, survey, versions
from liveable.readers.one_file import read_bytes
from liveable.store.project import Project

_SHOWN = 2  # sentences in the notice, besides the one on what was brought in
_ALL = 10_000  # names in a sentence that is to have all
_LISTED, _LONGEST = 200, 160  # codings whose words are others, and characters of each


@dataclass(frozen=True, slots=True)
class Piece:
    """One file as it will be kept."""

    path: Path
    folders: tuple[str, ...]
    found: Transcript | Sheet
    original: Original | None = None
    version_of: str = ""  # the document (uid) it gives a new text


@dataclass(frozen=True, slots=True)
class Order:
    """Everything to be kept: into which folder (uid), below which new folders, and the rules."""

    pieces: tuple[Piece, ...]
    into: str | None = None
    within: tuple[str, ...] = ()
    rules: Rules = field(default_factory=Rules)
    forgotten: Rules = field(default_factory=Rules)


@dataclass(slots=True)
class Brought:
    """What was kept: documents by uid, how many of them only have a new text, how many sheets, in
    how many acts; sentences on what was refused, and on what did not fit in a sheet or has other
    words now, in short and whole.
    """

    documents: list[str] = field(default_factory=list)
    newer: int = 0
    sheets: int = 0
    acts: int = 0
    refused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)
    stopped: bool = False


def order(intake: Intake, into: str | None = None, within: Sequence[str] = ()) -> Order:
    """What an intake comes to."""
    numbers = {id(file): number for number, file in enumerate(intake.files)}
    pieces = []
    for file in intake.going():
        found = intake.corrected(numbers[id(file)]) or file.found
        if found is not None:
            former = (file.version_of or ("", ""))[0]
            pieces.append(Piece(file.path, file.folders, found, file.original, former))
    return Order(tuple(pieces), into, tuple(within), intake.learnt(), intake.forgotten())


def bring_in(project: Project, order: Order, coder: str, brought: Brought, step: Progress) -> None:
    """Keep every piece in a transaction of its own, adding to ``brought``; what is refused does not
    stop the rest, unless the project itself cannot be written to. Stopped, it keeps what is done.
    """
    try:
        import_rules.keep(project, order.rules, coder, order.forgotten)
        for piece in step.each(order.pieces, len(order.pieces)):
            try:
                _keep(project, order, piece, coder, brought)
            except ProjectRefused:
                raise
            except Refused as refused:
                brought.refused.append(_naming(piece.path, refused))
    except ProjectRefused as refused:
        brought.refused.append(str(refused))
        brought.stopped = True
    except Cancelled:
        brought.stopped = True


def _keep(project: Project, order: Order, piece: Piece, coder: str, brought: Brought) -> None:
    brought.acts += 1
    if isinstance(piece.found, Sheet) and piece.found.questions is not None:
        within = (*order.within, *piece.folders)
        answers = survey.bring_in(
            project,
            piece.found,
            piece.found.questions,
            _whole(piece),
            coder,
            folder=order.into,
            within=within,
        )
        brought.documents += [one.uid for one in answers.documents]
        brought.notes += answers.notes
        brought.whole += answers.notes
        return
    if isinstance(piece.found, Sheet):
        done = case_sheet.bring_in(project, piece.found, piece.path.name, coder)
        brought.sheets += 1
        brought.notes += done.notes()
        brought.whole += done.notes(_ALL)
        return
    if piece.version_of:
        _keep_version(project, piece, piece.found, coder, brought)
        return
    uid = documents.add(
        project,
        piece.found,
        _whole(piece),
        coder,
        folder=order.into,
        within=(*order.within, *piece.folders),
    )
    brought.documents.append(uid)


def _keep_version(
    project: Project, piece: Piece, found: Transcript, coder: str, brought: Brought
) -> None:
    done = versions.bring_in(project, piece.version_of, found, _whole(piece), coder)
    brought.documents.append(piece.version_of)
    brought.newer += 1
    if done.reworded:
        codings = counted(len(done.reworded), "coding covers", "codings cover")
        said = tr("{name}: {codings} other words now", name=piece.path.name, codings=codings)
        brought.notes.append(said)
        words = [
            f"“{_short(told.before)}” → “{_short(told.after)}”" for told in done.reworded[:_LISTED]
        ]
        brought.whole.append("\n".join([said, *words]))


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"


def _whole(piece: Piece) -> Original:
    """The original with its bytes, read once more where they were not held."""
    original = piece.original
    assert original is not None
    if original.packed:
        return original
    data = read_bytes(piece.path)
    if hashlib.sha256(data).hexdigest() != original.sha256:
        raise FileRefused(str(piece.path), "was changed since it was looked at; import it again")
    return replace(original, packed=zlib.compress(data))


def _naming(path: Path, refused: Refused) -> str:
    if isinstance(refused, FileRefused):
        return f"{path.name} {refused.cause}."
    return f"{path.name}: {refused}"


def said(brought: Brought) -> str:
    """What came of an import: one sentence, and at most two on what did not fit or was refused."""
    new = len(brought.documents) - brought.newer
    kept = [counted(new, "document", "documents")] if new else []
    if brought.newer:
        kept.append(counted(brought.newer, "new version", "new versions"))
    kept += (
        [counted(brought.sheets, "sheet of attributes", "sheets of attributes")]
        if (brought.sheets)
        else []
    )
    head = tr("Imported {what}", what=tr(" and ").join(kept)) if kept else tr("Nothing imported")
    if brought.stopped:
        head = tr("{done}; stopped there", done=head)
    if brought.acts > 1 and len(brought.documents) + brought.sheets > 1:
        head = tr("{done}. Undo takes back the last one", done=head)
    notes = [*brought.refused, *brought.notes]
    more = len(notes) - _SHOWN
    lines = [head, *notes[:_SHOWN], *([tr("and {n} more", n=more)] if more > 0 else [])]
    return "\n".join(lines)


def details(brought: Brought) -> str:
    """Everything that did not fit or was refused, where ``said`` leaves some of it out; else ""."""
    cut = len(brought.refused) + len(brought.notes) > _SHOWN or brought.whole != brought.notes
    return "\n\n".join([*brought.refused, *brought.whole]) if cut else ""


class Bringing(QObject):
    """One import under way: shows the first document as soon as it is there, and says at the end
    what came of it.
    """

    def __init__(self, work: Work, order: Order) -> None:
        super().__init__(work)
        self._work = work
        self._brought = Brought()
        self._shown = False
        keep = partial(bring_in, work.project, order, work.coder, self._brought)
        title = tr("Importing {what}", what=counted(len(order.pieces), "file", "files"))
        task = work.act_large(title, keep, self._done)
        task.progressed.connect(self._look, Qt.ConnectionType.QueuedConnection)
        task.ended.connect(self.deleteLater)

    def _look(self) -> None:
        if not self._shown and self._brought.documents:
            self._shown = True
            self._work.show_document(self._brought.documents[0])

    def _done(self, _nothing: None) -> None:
        self._look()
        brought = self._brought
        kept = bool(brought.documents or brought.sheets)
        self._work.say(
            said(brought),
            undo=kept,
            bad=bool(brought.refused) or not kept,
            details=details(brought),
        )
