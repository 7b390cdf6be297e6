"""The attribute panel: the selected block, or the page while none is selected."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.asking import Ask
from app.document import Document
from app.fixing.taking import fixes, take
from app.links import Links
from app.panel.block_view import BlockView, make_of
from app.panel.field import Subject
from app.panel.foot import Foot
from app.panel.page_view import PageView
from app.panel.shape_view import ShapeView
from app.panel.tensor_window import close_tensors
from app.panel.text import line, title
from blocks.checking import Problem
from blocks.fixing import Fix
from blocks.page import Edit

NARROWEST = 280


class Panel(QScrollArea):
    """Follows a document: its selection, its edits, its check and its runs. `sweep_wanted` names an
    attribute that is to be swept, as "dx.padding", or a variable."""

    sweep_wanted = Signal(str)

    def __init__(
        self, document: Document, parent: QWidget | None = None, *, ask: Ask | None = None
    ) -> None:
        super().__init__(parent)
        self._ask = ask or Ask()
        self._document: Document | None = None
        self._links = Links()
        self._foot = Foot(self)
        self._foot.fixes.taken.connect(self._take)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setMinimumWidth(NARROWEST)
        self.setAccessibleName("Attributes")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab leads to what is in it
        self.set_document(document)

    @property
    def view(self) -> QWidget:
        """What is shown: a BlockView, a PageView or the hint for several blocks."""
        shown = self.widget()
        assert shown is not None
        return shown

    def set_document(self, document: Document) -> None:
        """Follow another document and no longer the one before."""
        self.close_document()
        self._document = document
        self._links.join(self._show_selection, document.selection_changed)
        self._links.join(self._follow, document.edited)
        self._links.join(self._follow_check, document.checked)
        self._links.join(self._follow_states, document.states_changed)
        self._show_selection()

    def close_document(self) -> None:
        """Let go of the document."""
        document, self._document = self._document, None
        if document is None:
            return
        self._links.cut()
        close_tensors(document, self.window())

    def enter(self) -> None:
        """Go to the first attribute of the block that is shown."""
        view = self.view
        first = next(iter(view.fields.values()), None) if isinstance(view, BlockView) else None
        if first is not None:
            first.enter()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        view = self.widget()
        if event.type() == QEvent.Type.PaletteChange and isinstance(view, BlockView):
            view.refresh_ports()

    # ---- following ------------------------------------------------------------------------

    def _show_selection(self) -> None:
        document = self._document
        assert document is not None
        chosen = document.selection
        if len(chosen) == 1 and chosen[0] not in document.page.blocks:
            self._put(ShapeView(document, chosen[0]))
        elif len(chosen) == 1:
            view = BlockView(Subject(document, chosen[0], self._ask))
            view.sweep_wanted.connect(self.sweep_wanted)
            self._put(view)
        elif chosen:
            self._put(_several(_counted(document)))
        else:
            shown = PageView(document)
            shown.sweep_wanted.connect(self.sweep_wanted)
            self._put(shown)

    def _put(self, view: QWidget) -> None:
        """Show another view. What is being typed in the old one is settled by losing the focus."""
        old = self.takeWidget()
        self.setWidget(view)
        if old is not None:
            old.hide()
            old.deleteLater()
        self._say_problems()

    def _follow(self, edit: Edit) -> None:
        view = self.view
        if isinstance(view, PageView):
            view.refresh()
        elif isinstance(view, ShapeView):
            if view.is_there:
                view.refresh()
        elif isinstance(view, BlockView) and view.subject.is_there:
            if make_of(view.subject) != view.make:
                view.subject.is_over = True  # What is being typed belongs to a field that goes.
                self._show_selection()
            elif edit.only_moves:
                view.refresh_note()
            else:
                view.refresh()
            if isinstance(view := self.view, BlockView):
                view.follow(edit)
            self._say_problems()

    def _follow_check(self, ids: set[str]) -> None:
        if (view := self._concerned(ids)) is not None:
            view.refresh()
            self._say_problems()

    def _follow_states(self, ids: set[str]) -> None:
        if (view := self._concerned(ids)) is not None:
            view.refresh_ports()
            self._say_problems()

    def _say_problems(self) -> None:
        view, found = self.view, []
        if isinstance(view, BlockView) and view.subject.is_there:
            every = view.subject.document.problems()
            found = [one for one in every if one.block == view.subject.id]
        document = self._document
        needs = document is not None and any(
            not document.check.only_lacks_a_wire(one) for one in found
        )
        self._foot.say([one.message for one in found], self._fixes(found), needs_fix=needs)
        self._place_foot()

    def _fixes(self, problems: list[Problem]) -> tuple[Fix, ...]:
        """Those of the first problem that has some; none while nobody looks."""
        document = self._document
        if document is None or not self.isVisible():
            return ()
        offered = (fixes(document, one) for one in problems)
        return next((one for one in offered if one), ())

    def _take(self, fix: Fix) -> None:
        if self._document is not None:
            take(self._document, fix)
            self.enter()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._say_problems()

    def _place_foot(self) -> None:
        high = self._foot.height_in(self.width(), self.height())
        if high != self.viewportMargins().bottom():
            self.setViewportMargins(0, 0, 0, high)
        self._foot.setGeometry(0, self.height() - high, self.width(), high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_foot()

    def _concerned(self, ids: set[str]) -> BlockView | None:
        """The view, if it shows one of these blocks or what comes from one of them."""
        view = self.view
        if not isinstance(view, BlockView) or not view.subject.is_there:
            return None
        id = view.subject.id
        sources = {one.source.block for one in view.subject.document.page.wires_into(id)}
        return view if ids & {id, *sources} else None


def _counted(document: Document) -> str:
    """How much of what is selected: "4 blocks, 1 group"."""
    page, chosen = document.page, document.selection
    kinds = (("block", page.blocks), ("group", page.groups), ("frame", page.frames))
    counts = ((sum(id in some for id in chosen), kind) for kind, some in kinds)
    return ", ".join(f"{count} {kind}{'s' * (count > 1)}" for count, kind in counts if count)


def _several(count: str) -> QWidget:
    view = QWidget()
    lay = QVBoxLayout(view)
    lay.setContentsMargins(12, 10, 12, 12)
    lay.addWidget(title(count))
    lay.addWidget(line("Select a single one to see and change what it holds.", "dim"))
    lay.addStretch(1)
    return view
