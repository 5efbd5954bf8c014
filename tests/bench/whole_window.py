"""The whole window at work on a big project, with a list of thousands of excerpts open."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from liveable.core.spans import Span
from liveable.ops import codings
from liveable.store import queries
from tests.bench import corpora
from tests.bench.corpora import ANN
from tests.bench.timing import Row, median, timed
from tests.bench.window import application


def whole_window(folder: Path) -> Iterator[Row]:
    """1,000 documents with 100,000 codings: opening, reading, coding."""
    os.environ["LIVEABLE_CONFIG"] = str(folder / "config")
    from liveable.gui.kept import Kept
    from liveable.gui.project_page import ProjectPage
    from liveable.gui.theme import Theme
    from liveable.gui.window import Window

    path = folder / "big.liveable"
    corpora.project(path, 1_000, 8_000, 100_000).close()
    app = application()
    app.setStyle("Fusion")
    kept = Kept()
    kept.change(person_uid=ANN.uid, person_name=ANN.name)
    window = Window(kept, Theme("light"))
    window.show()
    app.processEvents()

    def opened() -> None:
        window.open(path)
        app.processEvents()

    yield Row("open a big project, painted", timed(opened), 0.3)
    yield Row("  again", timed(opened), 0.3)
    work, page = window.work, window.page
    assert work is not None
    assert isinstance(page, ProjectPage)
    documents = iter([row.uid for row in work.look(queries.documents)])

    def shown() -> None:
        work.show_document(next(documents))
        app.processEvents()

    yield Row("open a document, painted, whole window", median(shown, 15), 0.08)
    code = max(work.codes.values(), key=lambda row: row.codings)
    work.choose_code(code.uid)
    page.doers()["find.excerpts"]()
    while work.tasks.running:
        app.processEvents()
    made: list[str] = []
    starts = iter(range(100, 100_000, 40))

    def coded() -> None:
        span = Span((at := next(starts)), at + 30)
        uid = work.act(codings.code_passage, work.document, span, code.uid, work.coder)
        assert uid is not None
        made.append(uid)
        app.processEvents()

    def removed() -> None:
        work.act(codings.uncode, [made.pop()], work.coder)
        app.processEvents()

    listed = f"{code.codings:,} excerpts listed"
    yield Row(f"apply a code, painted, {listed}", median(coded, 25), 0.016)
    yield Row("  remove it", median(removed, 25), 0.016)

    def scrolled() -> None:
        page.view.page.verticalScrollBar().triggerAction(
            page.view.page.verticalScrollBar().SliderAction.SliderPageStepAdd
        )
        app.processEvents()

    yield Row("scroll a page, whole window", median(scrolled, 10), 0.016)
    window.close()
