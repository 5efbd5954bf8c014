"""The style sheet, by role: ``t`` is a text's part in the page, ``ground`` a surface, ``box`` a
card. Set with ``parts.say(widget, t="small")``; no widget carries colours of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from liveable import paths


def _icon(name: str, ground: str) -> str:
    """The file of a small icon that is seen on a ground: dark strokes on light, light on dark."""
    red, green, blue = (int(ground[i : i + 2], 16) for i in (1, 3, 5))
    strokes = "dark" if 299 * red + 587 * green + 114 * blue > 128_000 else "light"
    return (paths.resources() / "icons" / f"{name}-{strokes}.svg").as_posix()


def sheet(c: Mapping[str, str], s: Mapping[str, int], ui: str, reading: str) -> str:
    """The whole sheet for colours ``c`` and text sizes ``s`` in pixels."""
    return f"""
* {{ font-family: "{ui}"; font-size: {s["body"]}px; color: {c["ink"]}; }}
QWidget {{ background: transparent; }}
QMainWindow, QDialog {{ background: {c["window"]}; }}
QToolTip {{ background: {c["paper"]}; border: 1px solid {c["edge"]}; padding: 4px; }}
*[ground="window"] {{ background: {c["window"]}; }}
*[ground="panel"] {{ background: {c["panel"]}; }}
*[ground="paper"] {{ background: {c["paper"]}; }}
*[ground="line"] {{ background: {c["line"]}; }}
*[t="display"] {{ font-family: "{reading}"; font-size: {s["display"]}px; }}
*[t="title"] {{ font-family: "{reading}"; font-size: {s["title"]}px; }}
*[t="reading"] {{ font-family: "{reading}"; font-size: {s["excerpt"]}px; }}
*[t="strong"] {{ font-weight: 600; }}
*[t="head"] {{ font-weight: 600; font-size: {s["strong"]}px; }}
*[t="quiet"] {{ color: {c["ink2"]}; }}
*[t="small"] {{ color: {c["ink3"]}; font-size: {s["small"]}px; }}
*[t="cap"] {{ color: {c["ink3"]}; font-size: {s["small"]}px; font-weight: 600; }}
*[t="good"] {{ color: {c["good"]}; font-weight: 500; }}
*[t="warn"] {{ color: {c["warn"]}; font-weight: 500; }}
*[t="bad"] {{ color: {c["bad"]}; font-weight: 500; }}
*[t="key"] {{ color: {c["ink2"]}; font-size: {s["tiny"]}px; font-weight: 500;
    background: {c["paper"]}; padding: 1px 5px; border-radius: 4px;
    border: 1px solid {c["edge"]}; }}
*[t="tag"] {{ color: {c["ink2"]}; font-size: {s["small"]}px; background: {c["paper"]};
    border: 1px solid {c["line"]}; border-radius: 4px; padding: 1px 6px; }}
*[box="card"] {{ background: {c["paper"]}; border: 1px solid {c["line"]}; border-radius: 10px; }}
*[box="popup"] {{ background: {c["paper"]}; border: 1px solid {c["edge"]}; border-radius: 10px; }}
*[box="chosen"] {{ background: {c["chosen"]}; border-radius: 6px; }}
*[box="where"] {{ background: {c["chosen"]}; border-bottom: 1px solid {c["edge"]}; }}
QMenuBar {{ background: {c["window"]}; padding: 2px 4px; }}
QMenuBar::item {{ padding: 5px 9px; background: transparent; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {c["hover"]}; }}
QMenu {{ background: {c["paper"]}; border: 1px solid {c["edge"]}; padding: 4px; }}
QMenu::item {{ padding: 5px 28px 5px 20px; border-radius: 4px; }}
QMenu::item:selected {{ background: {c["chosen"]}; }}
QMenu::item:disabled {{ color: {c["ink3"]}; }}
QMenu::separator {{ height: 1px; background: {c["line"]}; margin: 4px 8px; }}
QLineEdit, QPlainTextEdit, QComboBox, QSpinBox {{ background: {c["paper"]};
    border: 1px solid {c["edge"]}; border-radius: 6px; padding: 4px 8px;
    selection-background-color: {c["select"]}; selection-color: {c["ink"]};
    placeholder-text-color: {c["ink3"]}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus {{
    border: 2px solid {c["accent"]}; padding: 3px 7px; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QSpinBox:disabled {{
    color: {c["ink3"]}; background: {c["window"]}; }}
QComboBox QAbstractItemView {{ background: {c["paper"]}; border: 1px solid {c["edge"]};
    selection-background-color: {c["chosen"]}; selection-color: {c["ink"]}; }}
QPushButton {{ background: {c["paper"]}; border: 1px solid {c["edge"]}; border-radius: 6px;
    padding: 5px 14px; font-weight: 500; }}
QPushButton:hover {{ background: {c["hover"]}; }}
QPushButton:focus {{ border: 2px solid {c["accent"]}; padding: 4px 13px; }}
QPushButton[main="1"] {{ background: {c["accent"]}; border-color: {c["accent"]};
    color: {c["on_accent"]}; }}
QPushButton[main="1"]:focus {{ border: 2px solid {c["ink"]}; padding: 4px 13px; }}
QPushButton[fold="1"] {{ background: transparent; border: 1px solid transparent;
    padding: 3px 6px 3px 0; font-weight: 600; text-align: left; }}
QPushButton[fold="1"]:hover {{ background: {c["hover"]}; }}
QPushButton[fold="1"]:focus {{ border: 2px solid {c["accent"]}; padding: 2px 5px 2px 0; }}
QPushButton[link="1"] {{ background: transparent; border: 1px solid transparent; padding: 3px 6px;
    color: {c["accent"]}; font-weight: 600; }}
QPushButton[link="1"]:hover {{ background: {c["hover"]}; }}
QPushButton[link="1"]:focus {{ border: 2px solid {c["accent"]}; padding: 2px 5px; }}
QPushButton[link="head"] {{ background: transparent; border: 1px solid transparent;
    padding: 3px 6px; font-weight: 600; text-align: left; }}
QPushButton[link="head"]:hover {{ background: {c["hover"]}; }}
QPushButton[link="head"]:focus {{ border: 2px solid {c["accent"]}; padding: 2px 5px; }}
QLineEdit[quiet="1"], QComboBox[quiet="1"] {{ border-color: {c["line"]}; padding: 2px 6px; }}
QPlainTextEdit[quiet="1"] {{ border-color: {c["line"]}; background: transparent; }}
QLineEdit[quiet="1"]:focus, QComboBox[quiet="1"]:focus {{ border-color: {c["accent"]};
    padding: 1px 5px; }}
QPushButton[menu="1"] {{ padding: 5px {s["body"] + 15}px 5px 12px; }}
QPushButton[menu="1"]:focus {{ padding: 4px {s["body"] + 14}px 4px 11px; }}
QPushButton::menu-indicator {{ image: url("{_icon("open", c["paper"])}");
    subcontrol-origin: padding; subcontrol-position: center right; right: 6px;
    width: {s["body"] + 3}px; height: {s["body"] + 3}px; }}
QPushButton:disabled, QPushButton[main="1"]:disabled {{ color: {c["ink3"]};
    background: {c["window"]}; border-color: {c["line"]}; }}
QPushButton[link="1"]:disabled {{ background: transparent; border-color: transparent; }}
QCheckBox, QRadioButton {{ spacing: 8px; padding: 2px; }}
QCheckBox:focus, QRadioButton:focus {{ border: 2px solid {c["accent"]}; border-radius: 4px;
    padding: 0; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {s["body"]}px; height: {s["body"]}px;
    background: {c["paper"]}; border: 1px solid {c["edge"]}; border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: {s["body"] // 2 + 1}px; }}
QCheckBox::indicator:checked {{ background: {c["accent"]}; border-color: {c["accent"]};
    image: url("{_icon("tick", c["accent"])}"); }}
QRadioButton::indicator:checked {{ background: {c["paper"]};
    border: {max(4, s["body"] // 3)}px solid {c["accent"]};
    width: {s["body"] + 2 - 2 * max(4, s["body"] // 3)}px;
    height: {s["body"] + 2 - 2 * max(4, s["body"] // 3)}px; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ background: {c["window"]};
    border-color: {c["line"]}; }}
QComboBox {{ padding-right: {s["body"] * 2}px; }}
QComboBox::drop-down {{ border: 0; width: {s["body"] * 2}px; }}
QComboBox::down-arrow {{ image: url("{_icon("open", c["paper"])}"); width: {s["body"] + 3}px;
    height: {s["body"] + 3}px; }}
QSpinBox::up-button, QSpinBox::down-button {{ border: 0; background: transparent;
    width: {s["body"] * 2}px; }}
QSpinBox::up-arrow {{ image: url("{_icon("up", c["paper"])}"); }}
QSpinBox::down-arrow {{ image: url("{_icon("open", c["paper"])}"); }}
QSpinBox::up-arrow, QSpinBox::down-arrow {{ width: {s["body"] - 1}px; height: {s["body"] - 1}px; }}
QTreeView, QListView, QTableView {{ background: transparent; border: 2px solid transparent;
    outline: 0; selection-background-color: {c["chosen"]}; selection-color: {c["ink"]}; }}
QTreeView:focus, QListView:focus, QTableView:focus {{ border: 2px solid {c["accent"]};
    border-radius: 6px; }}
QTreeView::item, QListView::item, QTableView::item {{ border: 0; }}
QTreeView::item:hover, QListView::item:hover, QTableView::item:hover {{
    background: {c["hover"]}; }}
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected {{
    background: {c["chosen"]}; color: {c["ink"]}; }}
QTableView[rows="1"], QTableView[rows="1"]::item:selected, QTableView[rows="1"]::item:hover {{
    background: transparent; selection-background-color: transparent; }}
QTextEdit[passage="1"] {{ background: transparent; border: 2px solid transparent;
    selection-background-color: {c["select"]}; selection-color: {c["ink"]}; }}
QTextEdit[writing="1"] {{ font-family: "{reading}"; font-size: {s["reading"]}px; }}
QTextEdit[passage="1"]:focus {{ border: 2px solid {c["accent"]}; border-radius: 6px; }}
QHeaderView::section {{ background: transparent; color: {c["ink3"]}; border: 0;
    border-bottom: 1px solid {c["line"]}; padding: 4px 8px; font-size: {s["small"]}px;
    font-weight: 600; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{ background: transparent; color: {c["ink2"]}; padding: 7px 10px 6px 10px;
    border: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {c["ink"]}; font-weight: 600;
    border-bottom: 2px solid {c["accent"]}; }}
QTabBar::tab:focus {{ border: 2px solid {c["accent"]}; border-radius: 4px; }}
QTabBar::tab:hover {{ background: {c["hover"]}; }}
QTabBar::tear {{ width: 0; }}
QTabBar::scroller {{ width: {s["body"] * 4}px; }}
QTabBar QToolButton {{ background: {c["panel"]}; border: 2px solid transparent;
    border-radius: 4px; }}
QTabBar QToolButton:hover {{ background: {c["hover"]}; }}
QTabBar QToolButton::left-arrow {{ image: url("{_icon("back", c["panel"])}"); }}
QTabBar QToolButton::right-arrow {{ image: url("{_icon("shut", c["panel"])}"); }}
QSplitter::handle {{ background: {c["line"]}; }}
QScrollArea {{ border: 0; }}
QScrollBar {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {c["edge"]}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:disabled {{ background: transparent; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ background: {c["line"]}; border: 0; border-radius: 2px; max-height: 4px; }}
QProgressBar::chunk {{ background: {c["accent"]}; border-radius: 2px; }}
"""
