"""The manual: its headings, its search, its links; and the page about the program."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QTextDocument
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from liveable import __version__, logs, paths, settings
from liveable.gui.about import About, libraries
from liveable.gui.manual_view import ManualView
from liveable.gui.theme import Theme

_PAGE = """# Manual

Soup for **all**, see [below](#more-soup), [formats](formats.md) or [the web](https://example.org).

## Begin

```
soup --now
```

| Key | What |
|---|---|
| S | soup |

## More soup

""" + "\n\n".join(f"Line {n} of bread." for n in range(200))
_IMAGE = QTextDocument.ResourceType.ImageResource.value


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, tmp_path: Path) -> ManualView:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "manual.md").write_text(_PAGE, encoding="utf-8")
    (folder / "formats.md").write_text("# Formats\n\nAll of them.", encoding="utf-8")
    made = ManualView(theme, manual=folder / "manual.md")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_the_manual_of_the_program_is_there_and_shown(qtbot: QtBot, theme: Theme) -> None:
    assert paths.manual().is_file()
    made = ManualView(theme)
    qtbot.addWidget(made)
    assert made.headings.stringList()[0] == "Manual"
    assert len(made.headings.stringList()) > 5


def test_a_manual_that_is_missing_says_so(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    made = ManualView(theme, manual=tmp_path / "gone.md")
    qtbot.addWidget(made)
    assert "not part" in made.text.toPlainText()


def test_headings_lead_to_their_place(qtbot: QtBot, view: ManualView) -> None:
    assert view.headings.stringList() == ["Manual", "Begin", "More soup"]
    view.contents.setFocus()
    view.contents.setCurrentIndex(view.headings.index(2))
    qtbot.keyClick(view.contents, Qt.Key.Key_Return)
    assert view.text.textCursor().block().text() == "More soup"
    assert view.text.verticalScrollBar().value() > 0


def test_search_goes_through_all_places_and_round(qtbot: QtBot, view: ManualView) -> None:
    qtbot.keyClick(view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert view.search.hasFocus()
    qtbot.keyClicks(view.search, "SOUP")
    assert view.found.text() == "1 of 4"
    assert len(view.text.extraSelections()) == 4
    seen = []
    for _ in range(4):
        seen.append(view.text.textCursor().selectionStart())
        qtbot.keyClick(view.search, Qt.Key.Key_Return)
    assert seen == sorted(set(seen))
    assert view.found.text() == "1 of 4"
    qtbot.keyClick(view.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert view.found.text() == "4 of 4"
    qtbot.keyClick(view, Qt.Key.Key_F3)
    assert view.found.text() == "1 of 4"
    qtbot.keyClicks(view.search, " of nowhere")
    assert view.found.text() == "Not found"
    assert not view.next.isEnabled()
    qtbot.keyClick(view.search, Qt.Key.Key_Escape)
    assert view.search.text() == ""
    assert view.isVisible()


def test_links_stay_within_the_manual(
    view: ManualView, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    view._follow(QUrl("#more-soup"))
    assert view.text.textCursor().block().text() == "More soup"
    view._follow(QUrl("https://example.org"))
    assert "https://example.org" in view.found.text()
    assert opened == []
    view._follow(QUrl("../../secret.md"))
    assert view.headings.stringList()[0] == "Manual"
    view._follow(QUrl("formats.md"))
    assert view.headings.stringList() == ["Formats"]


def test_pictures_come_from_beside_the_manual_alone(view: ManualView, tmp_path: Path) -> None:
    for place in (tmp_path / "out.png", tmp_path / "docs" / "in.png"):
        picture = QImage(8, 8, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.red)
        assert picture.save(str(place))
    assert view.text.loadResource(_IMAGE, QUrl("in.png")) is not None
    for elsewhere in ("../out.png", "https://example.org/in.png", "gone.png"):
        assert view.text.loadResource(_IMAGE, QUrl(elsewhere)) is None


def test_larger_text_and_another_theme_are_taken(view: ManualView) -> None:
    before = view.text.document().size().height()
    view.theme.set_zoom(200)
    view.theme.choose("dark")
    assert view.text.document().size().height() > before * 1.3


def test_about_says_what_this_is_and_where_things_lie(qtbot: QtBot, theme: Theme) -> None:
    page = About(theme)
    qtbot.addWidget(page)
    said = {part.text() for part in page.findChildren(QLabel)}
    assert f"Liveable {__version__}" in said
    assert {str(settings.file()), str(logs.file())} <= said
    assert {"SQLAlchemy", "spacy", "lxml"} <= {library.name for library in libraries()} & said
    assert all(library.licence for library in libraries())


def test_about_opens_the_folder_of_the_log(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    parent = QWidget()
    qtbot.addWidget(parent)
    page = About(theme, parent)
    page.open()
    button = page.log.findChild(QPushButton)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [Path(each) for each in opened] == [logs.file().parent]
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not page.isVisible()
