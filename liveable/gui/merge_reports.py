"""The reports of merges as files: of the one just made, or of any that was kept in the history."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from liveable.core.merging import MergeReport
from liveable.core.progress import Progress
from liveable.gui import merge_words as words
from liveable.gui.pick import Option, Picker
from liveable.gui.words import counted, tr
from liveable.gui.work import Work
from liveable.store.merges import Merge, merges

_FORMATS = {".docx": "Word documents", ".md": "Markdown", ".csv": "CSV"}


def ask_which(work: Work, parent: QWidget) -> Picker | None:
    """Let one of the merges be chosen, and its report be saved."""
    found = work.look(merges)
    if not found:
        work.say(tr("No copy was merged into this project yet."))
        return None
    by_uid = {merge.uid: merge for merge in found}
    options = [_option(merge) for merge in found]
    picker = Picker(
        work.theme,
        parent,
        tr("Save the report of a merge"),
        options,
        lambda uid: save(work, parent, by_uid[uid].report),
    )
    picker.open()
    return picker


def _option(merge: Merge) -> Option:
    name = merge.report.whose
    added = merge.report.added.get("coding", 0)
    facts = (words.moment(merge.at), counted(added, "coding", "codings") if added else "")
    return Option(merge.uid, name, " · ".join(filter(None, facts)), merge.report.file, "memo")


def save(work: Work, parent: QWidget, report: MergeReport) -> None:
    """Ask for a file's name and write a report there, in the form that its ending says."""
    dialog = QFileDialog(parent, tr("Save the report"), str(work.looked_in))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([f"{tr(name)} (*{ending})" for ending, name in _FORMATS.items()])
    dialog.setDefaultSuffix(".docx")
    dialog.selectFile(_file_name(report))
    if not dialog.exec():
        return
    path = Path(dialog.selectedFiles()[0])
    work.looked_in = path.parent

    def write(_progress: Progress) -> None:
        from liveable.reports import merge_report  # Word is not wanted before it is asked for

        merge_report.write(report, path)

    work.compute(
        tr("Writing {name}", name=path.name),
        write,
        lambda _done: work.say(tr("Wrote {name}", name=path.name), file=path),
    )


def _file_name(report: MergeReport) -> str:
    kept = "".join(c if c.isalnum() or c in " -_.'’" else " " for c in report.whose)
    name = tr("Merge of {copy} {day}", copy=" ".join(kept.split()), day=report.at[:10])
    return f"{' '.join(name.split())}.docx"
