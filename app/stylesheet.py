"""The one style sheet, filled with a theme's colours. Fusion and the palette do most of the work;
this is what they cannot do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.assets import ICONS

if TYPE_CHECKING:
    from app.theme import Theme


def stylesheet(theme: Theme) -> str:
    """The style sheet of the whole application in a theme."""
    return f"""
QMainWindow::separator {{ background: {theme.window}; width: 5px; height: 5px; }}
QMainWindow::separator:hover {{ background: {theme.accent}; }}
QDockWidget::title {{ background: {theme.window}; color: {theme.dim}; padding: 6px 8px; }}
QToolTip {{
    background: {theme.raised}; color: {theme.text};
    border: 1px solid {theme.border}; padding: 4px;
}}
QMenu {{ background: {theme.panel}; border: 1px solid {theme.border}; padding: 4px; }}
QMenu::item {{ padding: 5px 24px 5px 18px; border-radius: 3px; }}
QMenu::item:selected {{ background: {theme.accent}; color: {theme.on_accent}; }}
QMenu::item:disabled {{ color: {theme.faint}; background: transparent; }}
QMenu::separator {{ height: 1px; background: {theme.border}; margin: 4px 8px; }}
QMenuBar {{ background: {theme.window}; }}
QMenuBar::item {{ padding: 5px 9px; }}
QMenuBar::item:selected {{ background: {theme.raised}; border-radius: 3px; }}
QToolBar {{ background: {theme.window}; border: none; spacing: 4px; padding: 3px; }}
QStatusBar {{ background: {theme.window}; color: {theme.dim}; }}
QStatusBar::item {{ border: none; }}
QToolButton {{ border: 1px solid transparent; border-radius: 4px; padding: 4px 8px; }}
QToolButton:hover {{ background: {theme.raised}; border-color: {theme.border}; }}
QToolButton:checked {{ background: {theme.raised}; border-color: {theme.accent}; }}
QToolButton:focus {{ border-color: {theme.accent}; }}
QToolButton:disabled {{ color: {theme.faint}; }}
QHeaderView::section {{
    background: {theme.raised}; color: {theme.dim};
    border: none; border-right: 1px solid {theme.border};
    border-bottom: 1px solid {theme.border}; padding: 3px 6px;
}}
QPushButton[role="fix"] {{
    background: {theme.raised}; border: 1px solid {theme.edge}; border-radius: 3px;
    padding: 2px 8px;
}}
QPushButton#fix {{ text-align: left; }}
QPushButton[role="fix"]:hover, QPushButton[role="fix"]:focus {{ border-color: {theme.accent}; }}
QPushButton[role="fix"]:pressed {{ background: {theme.field}; }}
QTableCornerButton::section {{ background: {theme.raised}; border: none; }}
QAbstractItemView {{
    background: {theme.panel}; alternate-background-color: {theme.window};
    border: 1px solid {theme.border}; gridline-color: {theme.border};
}}
QAbstractItemView:focus {{ border-color: {theme.accent}; }}
QHeaderView {{ background: {theme.panel}; border: none; }}
QTreeView::item {{ padding: 0 3px; }}
QLineEdit, QPlainTextEdit, QTextEdit {{
    background: {theme.field}; border: 1px solid {theme.edge};
    border-radius: 3px; padding: 3px 5px;
    selection-background-color: {theme.accent}; selection-color: {theme.on_accent};
}}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {{ border-color: {theme.accent}; }}
QLineEdit:disabled {{ color: {theme.faint}; background: {theme.panel}; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{ border: 1px solid {theme.error}; }}
QLineEdit[formula="true"] {{ color: {theme.running}; }}
QComboBox {{
    background: {theme.raised}; border: 1px solid {theme.edge};
    border-radius: 3px; padding: 3px 6px;
}}
QComboBox:focus {{ border-color: {theme.accent}; background: {theme.field}; }}
QComboBox:disabled {{ color: {theme.faint}; background: {theme.panel}; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox::down-arrow {{ image: url("{(ICONS / "down.svg").as_posix()}"); width: 12px; }}
QCheckBox::indicator {{
    width: 13px; height: 13px; border: 1px solid {theme.edge}; border-radius: 3px;
    background: {theme.field};
}}
QCheckBox::indicator:hover, QCheckBox:focus::indicator {{ border-color: {theme.accent}; }}
QCheckBox::indicator:disabled {{ border-color: {theme.border}; background: {theme.panel}; }}
QCheckBox::indicator:checked {{
    background: {theme.accent}; border-color: {theme.accent};
    image: url("{(ICONS / "check.svg").as_posix()}");
}}
QMessageBox QLabel#qt_msgbox_informativelabel {{ min-width: 340px; }}
QTabBar::tab {{
    background: transparent; color: {theme.dim}; padding: 6px 12px;
    border-bottom: 2px solid transparent;
}}
QTabBar::tab:selected {{ color: {theme.text}; border-bottom-color: {theme.accent}; }}
QTabBar:focus {{ outline: none; }}
QTabBar::tab:selected:focus {{ background: {theme.raised}; }}
QTabBar::close-button {{
    image: url("{(ICONS / "close.svg").as_posix()}"); margin: 2px; border-radius: 3px;
}}
QTabBar::close-button:hover {{ background: {theme.border}; }}
QTabBar::tab:hover {{ color: {theme.text}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {theme.border}; }}
QProgressBar {{
    background: {theme.field}; border: 1px solid {theme.border};
    border-radius: 3px; text-align: center; max-height: 16px;
}}
QProgressBar::chunk {{ background: {theme.running}; border-radius: 2px; }}
QScrollBar {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: 11px; }}
QScrollBar:horizontal {{ height: 11px; }}
QScrollBar::handle {{ background: {theme.edge}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::handle:hover {{ background: {theme.faint}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QFrame#find {{
    background: {theme.panel}; border: 1px solid {theme.border}; border-radius: 6px;
}}
QLabel[role="dim"] {{ color: {theme.dim}; }}
QLabel[role="heading"] {{ color: {theme.text}; font-weight: bold; }}
QLabel[role="error"] {{ color: {theme.error}; }}
QLabel[role="warning"] {{ color: {theme.warning}; }}
QLabel[role="good"] {{ color: {theme.good}; }}
QGraphicsView {{ border: none; }}
Canvas QGraphicsView {{ border: 1px solid {theme.canvas}; }}
Canvas QGraphicsView:focus {{ border-color: {theme.edge}; }}
"""
