"""The manual in a window of its own, with its headings and a search; it asks no network."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, QStringListModel, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QKeyEvent,
    QKeySequence,
    QPixmap,
    QResizeEvent,
    QShortcut,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from liveable import paths
from liveable.gui.parts import L, announce, button, label, row, rule
from liveable.gui.theme import Size, Theme
from liveable.gui.words import tr

_NOT_IN_LINKS = re.compile(r"[^\w\- ]")
_CODE = QTextFormat.Property.BlockCodeFence


class ManualView(QDialog):
    """Not modal: it may stay open beside the window. Enter goes to the next place found."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, manual: Path | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.file = manual or paths.manual()
        self._places: list[QTextCursor] = []
        self._at = -1
        self.setWindowTitle(tr("Manual"))
        self._make_parts()
        self._lay_out()
        theme.changed.connect(self._write)
        self.show_file(self.file)
        self.resize(QSize(theme.px(1000), theme.px(760)).boundedTo(self.screen().size() * 0.95))
        for keys, step in (("F3", 1), ("Shift+F3", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda s=step: self.go(s))
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.search.setFocus)
        self.text.setFocus()

    def _make_parts(self) -> None:
        self.search = _Search(self)
        self.found = label("", "small")
        self.next = button(tr("Next"), link=True)
        self.next.clicked.connect(lambda: self.go(1))
        self.previous = button(tr("Previous"), link=True)
        self.previous.clicked.connect(lambda: self.go(-1))
        self.headings = QStringListModel(self)
        self.contents = QListView()
        self.contents.setModel(self.headings)
        self.contents.setAccessibleName(tr("Contents"))
        self.contents.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.contents.setFrameShape(QFrame.Shape.NoFrame)
        self.contents.setWordWrap(True)
        self.contents.setSpacing(3)
        self.contents.clicked.connect(self._go_to_heading)
        self.contents.activated.connect(self._go_to_heading)
        self.text = _Page()
        self.text.setAccessibleName(tr("Manual"))
        self.text.anchorClicked.connect(self._follow)

    def _lay_out(self) -> None:
        top = row(
            label(tr("Manual"), "title"),
            16,
            self.search,
            self.found,
            self.previous,
            self.next,
            label("F3", "key"),
            edges=(24, 10, 24, 10),
        )
        top.setProperty("ground", "window")
        side = QWidget()
        side.setProperty("ground", "panel")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        box = QVBoxLayout(side)
        box.setContentsMargins(12, L, 8, L)
        box.addWidget(self.contents)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(side, 1)
        across.addWidget(rule(upright=True))
        across.addWidget(self.text, 3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(top)
        whole.addWidget(rule())
        whole.addLayout(across, 1)

    # --- the text

    def show_file(self, file: Path) -> None:
        """Show a page of the manual."""
        self.file = file
        self._write()

    def _write(self) -> None:
        try:
            words = self.file.read_text(encoding="utf-8")
        except OSError:
            words = tr("The manual is not part of this installation.")
        document = self.text.document()
        self.text.root = self.file.parent
        self.text.widest = self.theme.px(800)
        document.setDefaultFont(self.theme.font("excerpt", reading=True))
        document.setDocumentMargin(self.theme.px(24))
        self.text.setMarkdown(words)
        self._dress(document)
        self._blocks = [block for block in _blocks(document) if block.blockFormat().headingLevel()]
        self.headings.setStringList(
            [
                "    " * (block.blockFormat().headingLevel() > 2) + block.text()
                for block in self._blocks
            ]
        )
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.look_for(self.search.text())

    def _dress(self, document: QTextDocument) -> None:
        """Give headings, code and tables our sizes and colours; Markdown brings its own."""
        theme, px = self.theme, self.theme.px
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPixelSize(theme.size("body"))
        sizes: dict[int, Size] = {1: "title", 2: "reading", 3: "excerpt"}
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        for block in list(_blocks(document)):
            shape = QTextBlockFormat()
            level = block.blockFormat().headingLevel()
            if level:
                font = theme.font(sizes.get(level, "excerpt"), reading=True, bold=level > 1)
                shape.setTopMargin(px(0 if level == 1 else 28 if level == 2 else 20))
                shape.setBottomMargin(px(8))
                _letter(cursor, block, font, theme["ink"])
            elif block.blockFormat().hasProperty(_CODE):
                shape.setBackground(theme["panel"])
                shape.setNonBreakableLines(False)
                last = not block.next().blockFormat().hasProperty(_CODE)
                shape.setBottomMargin(px(12 if last else 0))
                _letter(cursor, block, fixed, theme["ink"])
            else:
                if block.textList() is None and not _in_table(block):
                    shape.setBottomMargin(px(10))
                shape.setLineHeight(px(24), QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
                _letter(cursor, block, theme.font("excerpt", reading=True), theme["ink"])
                _spans(cursor, block, fixed, theme)
            cursor.setPosition(block.position())
            cursor.mergeBlockFormat(shape)
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                table = frame.format().toTableFormat()
                table.setBorder(1)
                table.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                table.setBorderBrush(theme["line"])
                table.setBorderCollapse(True)
                table.setCellPadding(px(6))
                frame.setFormat(table)
        cursor.endEditBlock()

    def _go_to_heading(self, index: QModelIndex) -> None:
        self._show(self._blocks[index.row()])

    def _show(self, block: QTextBlock) -> None:
        top = self.text.document().documentLayout().blockBoundingRect(block).top()
        self.text.verticalScrollBar().setValue(int(top) - self.theme.px(12))
        cursor = QTextCursor(block)
        self.text.setTextCursor(cursor)

    def _follow(self, link: QUrl) -> None:
        """Go where a link leads within the manual; the web is not ours to open."""
        name = link.path()
        if name and link.scheme() in ("", "file"):
            target = self.file.parent / Path(name).name
            if target.suffix == ".md" and target.is_file() and target != self.file:
                self.show_file(target)
        if link.hasFragment():
            for block in self._blocks:
                if _slug(block.text()) == link.fragment().casefold():
                    self._show(block)
                    return
        if link.scheme() in ("http", "https"):
            self.found.setText(tr("On the web: {address}", address=link.toString()))

    # --- searching

    def look_for(self, words: str) -> None:
        """Mark every place of these words and go to the first from here on."""
        self._places, self._at = [], -1
        document = self.text.document()
        if words.strip():
            cursor = document.find(words.strip())
            while not cursor.isNull():
                self._places.append(cursor)
                cursor = document.find(words.strip(), cursor)
        self._mark()
        if self._places:
            here = self.text.textCursor().position()
            first = (n for n, c in enumerate(self._places) if c.selectionEnd() >= here)
            self._at = next(first, 0) - 1
            self.go(1)
        else:
            self.found.setText(tr("Not found") if words.strip() else "")
        for link in (self.next, self.previous):
            link.setEnabled(bool(self._places))

    def go(self, step: int) -> None:
        """Go to the next place found, or the one before; after the last comes the first."""
        if not self._places:
            return
        self._at = (self._at + step) % len(self._places)
        here = QTextCursor(self._places[self._at])
        self.text.setTextCursor(here)
        self.text.ensureCursorVisible()
        said = tr("{n} of {all}", n=self._at + 1, all=len(self._places))
        self.found.setText(said)
        announce(self, f"{said}: {here.block().text()}")

    def _mark(self) -> None:
        marks = []
        for place in self._places:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = place
            mark.format.setBackground(self.theme["select"])
            mark.format.setFontUnderline(True)
            marks.append(mark)
        self.text.setExtraSelections(marks)


class _Search(QLineEdit):
    def __init__(self, view: ManualView) -> None:
        super().__init__()
        self._view = view
        self.setPlaceholderText(tr("Search the manual"))
        self.setAccessibleName(tr("Search the manual"))
        self.setClearButtonEnabled(True)
        self.textChanged.connect(view.look_for)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._view.go(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class _Page(QTextBrowser):
    """Shows pictures that lie beside the manual, and nothing from anywhere else."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path()
        self.setProperty("ground", "paper")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.widest = 800
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        spare = max(0, (self.width() - self.widest) // 2)
        self.setViewportMargins(spare, 0, spare, 0)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture below the manual's folder, made to fit the page; None for all else."""
        url = QUrl(name)
        if kind != QTextDocument.ResourceType.ImageResource.value or url.scheme() not in (
            "",
            "file",
        ):
            return None
        file = (self.root / url.path()).resolve()
        if not file.is_relative_to(self.root.resolve()) or not file.is_file():
            return None
        picture = QPixmap(str(file))
        room = max(200, self.viewport().width() - 64)
        if picture.width() > room:
            picture = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        return picture


def _blocks(document: QTextDocument) -> list[QTextBlock]:
    found, block = [], document.begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def _in_table(block: QTextBlock) -> bool:
    return QTextCursor(block).currentTable() is not None


def _letter(cursor: QTextCursor, block: QTextBlock, font: QFont, colour: QColor) -> None:
    """Set a paragraph in a font; what stands out in it by weight or slant goes on doing so."""
    form = QTextCharFormat()
    form.setFontFamilies([font.family()])
    form.setProperty(QTextFormat.Property.FontPixelSize, font.pixelSize())
    form.clearProperty(QTextFormat.Property.FontPointSize)
    if font.weight() > QFont.Weight.Normal:
        form.setFontWeight(font.weight())
    form.setForeground(colour)
    cursor.setPosition(block.position())
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(form)


def _spans(cursor: QTextCursor, block: QTextBlock, fixed: QFont, theme: Theme) -> None:
    """Words in code and links within a paragraph."""
    stretches = []
    each = block.begin()
    while not each.atEnd():
        fragment = each.fragment()
        stretches.append((fragment.position(), fragment.length(), fragment.charFormat()))
        each += 1
    for start, length, found in stretches:
        form = QTextCharFormat()
        if found.fontFixedPitch():
            form.setFontFamilies([fixed.family()])
            form.setProperty(QTextFormat.Property.FontPixelSize, fixed.pixelSize() + 1)
        if found.isAnchor():
            form.setForeground(theme["accent"])
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(form)


def _slug(heading: str) -> str:
    return _NOT_IN_LINKS.sub("", heading.casefold()).strip().replace(" ", "-")
