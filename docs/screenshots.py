"""Makes what the manual is made of: its pictures, and its table of keys.

    python docs/screenshots.py            all pictures, in docs/pictures, and the table in manual.md
    python docs/screenshots.py --keys     the table alone

The sample project is opened in a window off screen and driven as a person would.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from liveable.gui.commands import COMMANDS, MENUS, Command

if TYPE_CHECKING:
    from liveable.gui.project_page import ProjectPage
    from liveable.gui.work import Work

DOCS = Path(__file__).parent
PICTURES = DOCS / "pictures"
MANUAL = DOCS / "manual.md"
_WHERE = {
    "window": "",
    "text": "in the text",
    "codes": "in the codebook",
    "corpus": "in the documents",
    "queue": "in the suggestions",
    "review": "in a merge",
    "editor": "while editing a text",
    "cues": "in the cue phrases of a code",
}
_BEGIN, _END = "<!-- keys -->", "<!-- end of keys -->"
_SIZE = (1280, 800)
_CARRIED = "Things that carry help"  # a code of the sample project
_DIARY = "M01 Moira diary"
_PATIENCE = 20_000  # ms


def key_table() -> str:
    """The commands that have keys, by menu, as a Markdown table."""
    lines = ["| Menu | Command | Key | Where |", "|---|---|---|---|"]
    for menu in (*MENUS, None):
        for command in COMMANDS:
            if command.menu == menu and command.keys:
                lines.append(_row(command))
    return "\n".join(lines)


def _row(command: Command) -> str:
    keys = " ".join(f"`{key}`".replace("|", "\\|") for key in command.keys)
    return f"| {command.menu or ''} | {command.text} | {keys} | {_WHERE[command.where]} |"


def with_keys(manual: str) -> str:
    """The manual with its table of keys as the commands have them now."""
    between = re.compile(f"{re.escape(_BEGIN)}.*{re.escape(_END)}", re.S)
    return between.sub(lambda _: f"{_BEGIN}\n{key_table()}\n{_END}", manual)


class Studio:
    """A window on the sample project, and a camera."""

    def __init__(self, folder: Path) -> None:
        os.environ["LIVEABLE_CONFIG"] = str(folder / "config")
        from liveable import demo
        from liveable.gui.kept import Kept
        from liveable.gui.theme import Theme
        from liveable.gui.window import Window

        app = QApplication.instance() or QApplication([])
        assert isinstance(app, QApplication)
        app.setStyle("Fusion")
        self.project = demo.make(folder / "study").project
        kept = Kept()
        kept.change(person_name="Isla Reid")
        self.window = Window(kept, Theme("light"))
        self.window.resize(*_SIZE)
        self.window.show()

    def wait(self, holds: Callable[[], object]) -> None:
        """Let the window live until something holds."""
        loop, clock = QEventLoop(), QTimer()
        clock.setInterval(20)
        clock.timeout.connect(lambda: loop.quit() if holds() else None)
        QTimer.singleShot(_PATIENCE, loop.quit)
        clock.start()
        loop.exec()
        if not holds():
            raise SystemExit("The window did not come to what was waited for.")

    def settle(self) -> None:
        """Let everything that is under way come to its end, and be painted."""
        work = self.window.work
        self.wait(lambda: work is None or not work.tasks.running)
        for _ in range(10):
            QApplication.processEvents()

    def take(self, name: str, *over: QWidget) -> None:
        """Take the window, with what lies over it, as a picture."""
        self.settle()
        picture = self.window.grab()
        painter = QPainter(picture)
        for widget in over:
            at = self.window.mapFromGlobal(widget.mapToGlobal(QPoint(0, 0)))
            painter.drawPixmap(at, widget.grab())
        painter.end()
        self._keep(name, picture)

    def take_alone(self, name: str, dialog: QWidget) -> None:
        """Take a dialog without the window it lies over."""
        dialog.resize(*_SIZE)
        self.settle()
        self._keep(name, dialog.grab())

    def _keep(self, name: str, picture: QPixmap) -> None:
        PICTURES.mkdir(exist_ok=True)
        plain = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
        plain.save(str(PICTURES / f"{name}.png"), "PNG", 0)
        print(PICTURES / f"{name}.png")


def take_all(folder: Path) -> None:
    """All pictures of the manual."""
    from liveable import paths
    from liveable.core.spans import Span
    from liveable.exchange.new_project import make_project
    from liveable.gui.import_dialog import ImportDialog
    from liveable.gui.project_page import ProjectPage
    from liveable.gui.report_dialog import ReportDialog
    from liveable.store import queries

    studio = Studio(folder)
    window = studio.window
    studio.take("welcome")
    sources = sorted((paths.resources() / "sample").glob("[MHKp]*.*"))
    empty = folder / "Everyday help.liveable"
    make_project(empty, "Everyday help", window.kept.person, "liveable_lives")
    window.open(empty)
    assert window.work is not None
    bringing = ImportDialog(window.work, sources, window)
    bringing.open()
    studio.take_alone("import", bringing)
    sheets = [n for n, file in enumerate(bringing.intake.files) if file.path.suffix == ".csv"]
    bringing.files.go_to(sheets[0])
    studio.wait(lambda: bringing.preview.sheet.rows.cells.rowCount())
    studio.take_alone("import-sheet", bringing)
    bringing.reject()
    window.open(studio.project)
    work, page = window.work, window.page
    assert work is not None
    assert isinstance(page, ProjectPage)
    documents = {d.name: d.uid for d in work.look(queries.documents)}
    codes = {row.name: uid for uid, row in work.codes.items()}
    work.show_document(documents["M03 Saima Iqbal"])
    work.choose_code(codes["Not overstepping"])
    page.doers()["find.excerpts"]()
    start = page.view.body.index("She didn’t have to do that")
    page.view.select(Span(start, page.view.body.index("anything.", start) + 9))
    studio.take("main")
    page.view.keys_at().setFocus()
    page.coding.quick("he")
    studio.take("quick-code", page.coding.quick_code)
    page.coding.quick_code.close()
    window.activateWindow()  # off screen, no system hands the keys back
    take_timeline(studio, page)
    take_attributes(studio, page)
    work.show_document(documents["M03 Saima Iqbal"])
    take_edit(studio, page)
    report = ReportDialog(work, window)
    report.open()
    studio.take_alone("report", report)
    report.reject()
    studio.settle()
    take_learned(studio)
    take_judging(studio)
    take_team(studio)
    studio.settle()
    window.close()


def take_timeline(studio: Studio, page: ProjectPage) -> None:
    """Everybody's diaries and interviews, with an entry gone to; then the drawer as it was."""
    middle = page.drawer.parentWidget()
    assert isinstance(middle, QSplitter)
    before = middle.sizes()
    middle.setSizes([sum(before) - 470, 470])
    page.doers()["document.timeline"]()
    view = page.timeline.view
    studio.wait(lambda: view.spot())
    number = next(n for n, row in enumerate(view.rows.rows) if row.line.name == "H02")
    view.go_to(number, 6)
    view.verticalScrollBar().setValue(0)
    spot = view.spot()
    assert spot is not None
    page.timeline.read(spot)
    studio.take("timeline")
    middle.setSizes(before)


def take_attributes(studio: Studio, page: ProjectPage) -> None:
    """The table of cases with conditions that hold in every list; then everything again."""
    from liveable.core.query import AttributeTest

    middle = page.drawer.parentWidget()
    assert isinstance(middle, QSplitter)
    before = middle.sizes()
    middle.setSizes([sum(before) - 340, 340])
    work, uids = page.work, {row.name: row.uid for row in page.cases.whole.attributes}
    work.only_where(
        (AttributeTest(uids["Age"], "at least", "40"), AttributeTest(uids["Gender"], "is", "woman"))
    )
    page.doers()["document.cases"]()
    studio.take("attributes")
    work.only_where(())
    middle.setSizes(before)


def take_edit(studio: Studio, page: ProjectPage) -> None:
    """A text being edited, and what changes by it; then left as it was."""
    from liveable.core.spans import Span

    page.editing.begin()
    edited = page.editing.page
    assert edited is not None
    editor = edited.editor
    for old, new in (("have to", "need to"), ("I said", "I told her")):
        at = editor.body.index(old)
        editor.replace([Span(at, at + len(old))], new)
    start = editor.body.index("I told her")
    editor.put(Span(start, start))
    edited.open_find()
    edited.replacing.bar.line.setText("Jessie")
    edited.replacing.line.setText("[neighbour]")
    studio.wait(lambda: "other words" in edited.state.text())
    studio.take("edit-text")
    edited.replacing.leave()
    edited.go_on()
    studio.wait(lambda: not edited.writing)
    studio.take("edit-review")
    edited.edit_on()
    editor.set_body(edited.opened.body)
    page.editing.leave()


def take_learned(studio: Studio) -> None:
    """What is learned for the lead, where everybody's codings teach: phrases for a code, and how
    good suggestions are; then the project as it was.
    """
    from liveable.gui.cue_page import CuePage
    from liveable.ops.suggesting import choose
    from liveable.store.lead import lead_of
    from liveable.store.suggesting import Choices

    window = studio.window
    assert window.work is not None
    before, lead = window.kept.person.uid, window.work.look(lead_of)
    window.kept.change(person_uid=lead)
    window.open(studio.project)
    work, page = window.work, window.page
    assert page is not None
    choose(work.project, Choices(shared=True), work.coder)
    page.asides.show_cues(next(u for u, r in work.codes.items() if r.name == _CARRIED))
    found = page.asides.page
    assert isinstance(found, CuePage)
    studio.wait(lambda: found.mined.proposals)
    studio.settle()
    for phrase in ("keys", "soup"):
        found.list.go_to(f"proposed {phrase}")
        found.take()
    found.list.go_to("proposed biscuit tin")
    studio.settle()
    found.notices.hide()
    studio.take("cues")
    page.asides.leave()
    page.asides.show_measures()
    studio.wait(lambda: work.learning.measures)
    studio.take("measures")
    page.asides.leave()
    for _ in range(3):
        work.project.undo(work.coder)
    window.kept.change(person_uid=before)


def take_judging(studio: Studio) -> None:
    """Help as one code, so that eight documents of eleven are enough to learn it from: what waits
    to be judged in the other three, and a second reader of what was read. In a study of its own.
    """
    from liveable.ops import codebook, codings
    from liveable.ops.documents import mark_read
    from liveable.ops.suggesting import choose
    from liveable.store import queries
    from liveable.store.lead import lead_of
    from liveable.store.suggesting import Choices

    window, before = studio.window, studio.window.kept.person.uid
    assert window.work is not None
    window.kept.change(person_uid=window.work.look(lead_of))
    window.close_project()
    study = studio.project.with_name("Everyday help, one code.liveable")
    shutil.copyfile(studio.project, study)
    window.open(study)
    work, page = window.work, window.page
    assert work is not None
    assert page is not None
    help_, *below = (row for row in work.codes.values() if row.path[0] == "Unobligated help")
    codebook.edit(work.project, help_.uid, work.coder, codable=True)
    for row in sorted(below, key=lambda row: -len(row.path)):
        codebook.merge(work.project, row.uid, help_.uid, work.coder)
    choose(work.project, Choices(shared=True, threshold=0.3), work.coder)
    unread = [row.uid for row in work.look(queries.documents)[-3:]]
    theirs = [row.uid for row in work.look(queries.codings) if row.document in unread]
    codings.uncode(work.project, theirs, work.coder)
    for document in unread:
        for coder in work.look(queries.coders):
            mark_read(work.project, document, coder.uid, 0)
    studio.settle()
    middle = page.drawer.parentWidget()
    assert isinstance(middle, QSplitter)
    middle.setSizes([380, 340])
    work.choose_code(help_.uid)
    queue, card = page.suggestions, page.suggestions.card
    page.doers()["suggest.code"]()
    studio.wait(lambda: queue.list.rows.grouped.count)
    short = min(queue.list.rows.grouped.items()[:12], key=lambda item: len(item.words))
    queue.list.go_to(short.uid)
    studio.wait(lambda: card.told and any(line.kind == "Nearest" for line in card.told.lines))
    studio.take("suggestions")
    work.show_document(next(d.uid for d in work.look(queries.documents) if d.name == _DIARY))
    page.doers()["suggest.second"]()
    studio.wait(lambda: queue.list.rows.grouped.count)
    studio.wait(lambda: card.told and any(line.kind == "Nearest" for line in card.told.lines))
    studio.take("second-reader")
    window.kept.change(person_uid=before)
    window.open(studio.project)


def take_team(studio: Studio) -> None:
    """Copies: being handed out, and out, one of them back."""
    from liveable.gui.handout_dialog import HandOutDialog
    from liveable.ops import coders

    window = studio.window
    window.close_project()
    window.open(studio.project.rename(studio.project.with_name("Everyday help.liveable")))
    work, page = window.work, window.page
    assert work is not None
    assert page is not None
    coders.rename(work.project, work.coder, "Ruth Hale", work.coder)
    asking = HandOutDialog(work, window)
    asking.open()
    studio.settle()
    asking.place.setText(str(Path(tempfile.gettempdir()) / "Round 1"))
    asking.whom.names.setPlainText("Ana Costa\nBen Okafor")
    asking.some.setChecked(True)
    asking.documents.filter.setText("harbour")
    asking.documents.documents.tick_shown()
    asking.documents.filter.clear()
    asking.blind.setChecked(True)
    studio.take_alone("hand-out", asking)
    chosen = asking.chosen()
    asking.reject()
    _hand_out_and_merge_one(work, chosen)
    page.doers()["team.copies"]()
    studio.take("copies")
    take_merge(studio, work)


def take_merge(studio: Studio, work: Work) -> None:
    """A copy that came back, laid open: two definitions of one code, a code deleted but used."""
    from liveable.core.spans import Span
    from liveable.exchange.handouts import Receiver, hand_out_all
    from liveable.ops import codebook, coders, codings
    from liveable.store import queries
    from liveable.store.project import Person, open_project

    page = studio.window.page
    assert page is not None
    project, me = work.project, Person(work.coder, "Ruth Hale")
    cara = Person("00000000-0000-7000-8000-0000000000ac", "Cara Lind")
    made = hand_out_all(project, project.path.parent, [Receiver("Cara Lind")], me).made
    with project.reading() as session:
        used = [row for row in queries.codes(session) if row.codable and row.codings > 8]
        places = queries.codings(session)
    one, two, three = used[:3]
    with open_project(made[0].path, cara) as copy:
        her = coders.claim(copy, cara)
        theirs = "Help that nobody asked for, or only by a look; a wave does not count."
        codebook.edit(copy, one.uid, her, definition=theirs)
        codebook.delete(copy, two.uid, her)
        codebook.rename(copy, three.uid, "Looking in on somebody", her)
        for place in places[:5]:
            codings.code_passages(
                copy, [codings.Passage(place.document, Span(place.start, place.stop), one.uid)], her
            )
    ours = "Help that nobody asked for; a wave across the road does not count."
    codebook.edit(project, one.uid, work.coder, definition=ours)
    codebook.rename(project, three.uid, "Keeping an eye on somebody", work.coder)
    page.merges.begin([made[0].path])
    studio.settle()
    studio.take("merge")


def _hand_out_and_merge_one(work: Work, documents: Sequence[str] | None) -> None:
    from liveable.exchange.handouts import Receiver, hand_out_all
    from liveable.exchange.team import apply, plan
    from liveable.ops import coders
    from liveable.ops.documents import mark_read
    from liveable.store.project import Person, open_project

    project, me = work.project, Person(work.coder, "Ruth Hale")
    ana = Person("00000000-0000-7000-8000-0000000000aa", "Ana Costa")
    some, all_ = [Receiver("Ana Costa"), Receiver("Ben Okafor")], [Receiver("Tom Baird")]
    folder = project.path.parent
    made = hand_out_all(project, folder, some, me, documents=documents, blind=True).made
    hand_out_all(project, folder, all_, me)
    with open_project(made[0].path, ana) as copy:
        her = coders.claim(copy, ana)
        for document in (documents or ())[:3]:
            mark_read(copy, document, her)
    apply.apply(project, plan.plan(project, made[0].path), {}, work.coder)


def main() -> None:
    """Write what was asked for."""
    screen = f"offscreen:configfile={DOCS / 'screen.json'}"
    os.environ.setdefault("QT_QPA_PLATFORM", screen)
    MANUAL.write_text(with_keys(MANUAL.read_text("utf-8")), "utf-8")
    if "--keys" not in sys.argv:
        with tempfile.TemporaryDirectory() as folder:
            take_all(Path(folder))


if __name__ == "__main__":
    main()
