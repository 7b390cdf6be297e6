"""The window of a sweep: not modal, beside the page that it varies."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app import theme
from app.document import Document
from app.results.colour_bar import ColourBar
from app.results.slice_bar import SliceBar
from app.sweeping.axis_row import HELP
from app.sweeping.axis_rows import AxisRows
from app.sweeping.cell_picture import Found, found
from app.sweeping.grid import Grid
from app.worker import IsStopped, Tell, Worker
from blocks.errors import BlockpropError
from blocks.sweeping import Axis, Cell, Sweep, Sweeper
from blocks.sweeping.cells import settings

SIZE = (880, 700)


class SweepWindow(QDialog):
    """Asks what varies, runs it, shows the grid. `closed` tells that it is not wanted any more."""

    closed = Signal()

    def __init__(self, document: Document, target: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Sweep")
        self.document = document
        self._is_gone = False
        self._run_axes: tuple[Axis, ...] = ()
        self._shown = ""
        self._done = 0
        self.axes = AxisRows(document.page)
        self.worker = Worker(self)
        self.worker.moved.connect(self._take)
        self.worker.finished.connect(self._finish)
        self.worker.broken.connect(lambda fault: self._say(f"A fault of blockprop: {fault}", True))
        self._make()
        self._arrange()
        self.axes.changed.connect(self._fill_outputs)
        self.axes.begin(target)
        self.resize(*SIZE)
        document.edited.connect(self._edited)

    # ---- making -----------------------------------------------------------------------------

    def _make(self) -> None:
        self.output = QComboBox()
        self.output.setAccessibleName("The output that is shown")
        self.output.activated.connect(lambda _: self._show_output())
        self.same = QCheckBox("&Same colours in all cells")
        self.same.setChecked(True)
        self.go = QPushButton("&Run")
        self.go.setDefault(True)
        self.go.clicked.connect(self.run_or_stop)
        self.bar = QProgressBar()
        self.bar.setVisible(False)
        self.bar.setFixedWidth(170)
        self.bar.setAccessibleName("How far the sweep is")
        self.status = QLabel()
        self.status.setWordWrap(True)
        self.status.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.status.setAccessibleName("What is to be said of the sweep")
        self.around = QLabel()
        self.around.setProperty("role", "dim")
        self.slices = SliceBar(stacks=False)
        self.slices.hide()
        self.slices.setAccessibleName("The part of each result that is shown")
        self.grid = Grid()
        self.grid.sliced.connect(self.slices.set_slicing)
        self.grid.drawn.connect(self._show_key)
        self.slices.changed.connect(self.grid.use_slicing)
        self.key = ColourBar()
        self.key.setAccessibleName("Which colour is which number")
        self.key.hide()
        self.same.toggled.connect(self.grid.use_same_colours)
        self.grid.chosen.connect(self._tell)
        self.detail = QLabel("Select a cell to read all about it.")
        self.detail.setWordWrap(True)
        self.detail.setMinimumHeight(3 * self.detail.fontMetrics().lineSpacing())
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.detail.setAccessibleName("The selected cell")
        self.use = QPushButton("&Use on the Page")
        self.use.setToolTip("Give the page the values of the selected cell; Undo takes them back")
        self.use.setAutoDefault(False)
        self.use.setEnabled(False)
        self.use.clicked.connect(self._use)
        self._say(HELP)

    def _arrange(self) -> None:
        second = QHBoxLayout()
        second.setSpacing(10)
        second.addWidget(self.axes.more)
        label = QLabel("S&hows")
        label.setBuddy(self.output)
        second.addWidget(label)
        second.addWidget(self.output, 1)
        second.addWidget(self.same)
        second.addWidget(self.bar)
        second.addWidget(self.go)
        below = QHBoxLayout()
        below.addWidget(self.detail, 1)
        below.addWidget(self.use, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 12, 12, 12)
        whole.setSpacing(8)
        whole.addWidget(self.axes)
        whole.addLayout(second)
        whole.addWidget(self.status)
        whole.addWidget(self.around)
        whole.addWidget(self.slices)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.grid, 1)
        beside.addWidget(self.key)
        whole.addLayout(beside, 1)
        whole.addLayout(below)

    def _fill_outputs(self) -> None:
        before = self.output.currentText()
        self.output.clear()
        self.output.addItems(self.axes.outputs())
        if self.output.findText(before) >= 0:
            self.output.setCurrentText(before)

    # ---- running ----------------------------------------------------------------------------

    def run_or_stop(self) -> None:
        """Begin the sweep, or end the one that is under way."""
        if self.worker.is_busy:
            self.worker.stop()
            return
        name = self.output.currentText()
        try:
            axes = self.axes.read()
            sweeper = Sweeper(
                self.document.page,
                axes,
                [name],
                cache=self.document.runs.cache,
                use_pins=True,
            )
        except BlockpropError as why:
            self._say(str(why), wrong=True)
            return
        self._run_axes, self._shown, self._done = axes, name, 0
        self.grid.begin(axes)
        *down, across = axes
        below = f"rows: {', '.join(map(str, down))}      " if down else ""
        self.around.setText(f"{below}columns: {across}")
        self.bar.setRange(0, self.grid.rowCount() * self.grid.columnCount())
        self.bar.setValue(0)
        self.bar.show()
        self.go.setText("S&top")
        self._say("")

        def job(tell: Tell, is_stopped: IsStopped) -> Sweep:
            return sweeper.run(lambda cell: tell(found(cell, name)), is_stopped)

        self.worker.start(job)

    def _take(self, cells: tuple[Found, ...]) -> None:
        self._done += len(cells)
        self.bar.setValue(self._done)
        self.grid.add(self.document.page, cells)

    def _finish(self, sweep: object) -> None:
        assert isinstance(sweep, Sweep)
        self.go.setText("&Run")
        self.bar.hide()
        self._say(_outcome(sweep, self.axes.together()))
        if self.grid.currentRow() < 0 and sweep.cells:
            self.grid.setCurrentCell(0, 0)

    def _show_output(self) -> None:
        """Another output needs another run; what is cached is not computed again."""
        if self._run_axes and self.output.currentText() != self._shown and not self.worker.is_busy:
            self.run_or_stop()

    # ---- telling ----------------------------------------------------------------------------

    def _show_key(self) -> None:
        look = self.grid.look
        if look.scale is not None:
            self.key.show_scale(look.scale, look.special)
        self.key.setVisible(look.scale is not None)

    def _say(self, words: str, wrong: bool = False) -> None:
        self.status.setText(words)
        self.status.setProperty("role", "error" if wrong else "dim")
        theme.restyle(self.status)

    def _tell(self, cell: object) -> None:
        self.use.setEnabled(cell is not None)
        if not isinstance(cell, Cell):
            self.detail.setText("Select a cell to read all about it.")
            return
        said = ", ".join(
            f"{name}={one}" for name, one in settings(self._run_axes, cell.index).items()
        )
        item = self.grid.currentItem()
        self.detail.setText(f"{said}\n{item.toolTip() if item is not None else ''}")

    def _edited(self) -> None:
        if self._run_axes and not self.worker.is_busy:
            self._say("The page has changed since. Run again to see it as it is now.")

    def _use(self) -> None:
        cell = self.grid.current
        if cell is None:
            return
        page = self.document.page
        said = ", ".join(settings(self._run_axes, cell.index).values())
        try:
            with page.edit(f"Use {said:.40}"):
                for axis, at in zip(self._run_axes, cell.index, strict=True):
                    for target, raws in zip(axis.targets, axis.raws, strict=True):
                        target.put(page, raws[at](page))
        except BlockpropError as why:
            self._say(str(why), wrong=True)

    # ---- closing ----------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._is_gone:
            self._is_gone = True
            self.worker.leave()
            self.document.edited.disconnect(self._edited)
            self.closed.emit()
            self.deleteLater()
        event.accept()

    def reject(self) -> None:
        self.close()


def _outcome(sweep: Sweep, together: list[str]) -> str:
    """What came of a sweep, in words. `together` are targets that might have been meant."""
    words = f"{sweep.count} {'cell' if sweep.count == 1 else 'cells'}"
    if sweep.stopped:
        words = f"Stopped: {len(sweep.cells)} of {words} are finished"
    wrong = sum(not cell.ok for cell in sweep.cells)
    if not wrong:
        return f"{words}."
    says = "says" if wrong == 1 else "say"
    hints = "".join(f" To vary what belongs together, choose {one}." for one in together)
    return f"{words}; {wrong} cannot be computed and {says} why.{hints}"
