"""The strip above a table or heatmap: which axes run down and across, where the others stand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QLayout,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.flow_layout import FlowLayout, beside
from app.results.slicing import Slicing
from blocks.viewing.tiles import MOST

Axes = tuple[int, ...]


class SliceBar(QWidget):
    """Shows a Slicing and changes it; `changed` tells the new one.

    `stacks` offers several axes down at once, which a table can show and a heatmap cannot. Without
    `down` there is one axis, across, as a line has it. With `grids` the slices along one more axis
    can be shown side by side: `tiled` says which, if any.
    """

    changed = Signal(Slicing)

    def __init__(
        self,
        stacks: bool,
        parent: QWidget | None = None,
        *,
        down: bool = True,
        grids: bool = False,
    ) -> None:
        super().__init__(parent)
        self._stacks, self._down, self._grids = stacks, down, grids
        self.tiled: int | None = None
        self._slicing = Slicing((), ())
        self._fields: list[QWidget] = []
        self._choices, self._steps = FlowLayout(), QGridLayout()
        lay = QVBoxLayout(self)
        lay.setContentsMargins(8, 4, 8, 4)
        lay.setSpacing(4)
        for part in (self._choices, self._steps):
            part.setSpacing(6)
            lay.addLayout(part)

    @property
    def slicing(self) -> Slicing:
        """What is chosen."""
        return self._slicing

    def set_slicing(self, slicing: Slicing) -> None:
        """Show another slicing without telling anybody."""
        if self.tiled is not None and not self._can_be_tiled(self.tiled, slicing):
            self.tiled = None
        same_fields = slicing.shape == self._slicing.shape and slicing.names == self._slicing.names
        same_axes = (slicing.rows, slicing.columns) == (self._slicing.rows, self._slicing.columns)
        self._slicing = slicing
        if same_fields and same_axes:
            self._show_indices()
        else:
            self._build()

    def _build(self) -> None:
        for part in (self._choices, self._steps):
            _empty(part)
        self._fields = []
        now = self._slicing
        if sum(size != 1 for size in now.shape) > 1:
            if self._down:
                down = self._choices_down()
                self._add_choice("Down", "rows", down, now.rows, now.with_rows)
            across: list[Axes] = [(axis,) for axis in range(len(now.shape))]
            words = "Across" if self._down else "Along"
            self._add_choice(words, "columns", across, now.columns, now.with_columns)
        if self._grids:
            self._add_grid()
        for axis in now.fixed:
            if now.shape[axis] > (MOST if axis == self.tiled else 1):
                self._add_steps(axis)
        self.setVisible(bool(self._choices.count() or self._steps.count()))
        self._order_for_tab()

    def _order_for_tab(self) -> None:
        """Tab comes by these fields where the strip is, not last of all, as Qt has it for fields
        that are made late."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt orders only what can have the focus
        before: QWidget = self
        for field in self._fields:
            QWidget.setTabOrder(before, field)
            before = field
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _choices_down(self) -> list[Axes]:
        now = self._slicing
        single: list[Axes] = [(axis,) for axis in range(len(now.shape))]
        others = tuple(
            axis
            for axis, size in enumerate(now.shape)
            if axis not in now.columns and (size != 1 or axis in now.rows)
        )
        if self._stacks and len(others) > 1:
            single.append(others)
        return single

    def _add_choice(
        self,
        label: str,
        name: str,
        choices: list[Axes],
        chosen: Axes,
        changed: Callable[[Axes], Slicing],
    ) -> None:
        field = QComboBox()
        field.setObjectName(name)
        field.setAccessibleName(label)
        for axes in choices:
            field.addItem(", ".join(self._slicing.names[axis] for axis in axes), axes)
        if chosen not in choices:
            field.addItem("–", chosen)
        field.setCurrentIndex(choices.index(chosen) if chosen in choices else len(choices))
        field.activated.connect(lambda at: self._choose(changed(field.itemData(at))))
        self._add_beside(label, field)

    def _add_beside(self, label: str, field: QWidget) -> None:
        self._choices.addWidget(beside(_label(label, field), field))
        self._fields.append(field)

    def _add_grid(self) -> None:
        now = self._slicing
        axes = [axis for axis in range(len(now.shape)) if self._can_be_tiled(axis, now)]
        if not axes:
            return
        field = QComboBox()
        field.setObjectName("grid")
        field.setAccessibleName("Grid")
        field.setToolTip("Show the slices along one more axis side by side")
        field.addItem("–", None)
        for axis in axes:
            field.addItem(now.names[axis], axis)
        field.setCurrentIndex(0 if self.tiled is None else axes.index(self.tiled) + 1)
        field.activated.connect(lambda at: self._tile(field.itemData(at)))
        self._add_beside("Grid", field)

    def _can_be_tiled(self, axis: int, slicing: Slicing) -> bool:
        return axis in slicing.fixed and slicing.shape[axis] > 1

    def _tile(self, axis: int | None) -> None:
        if axis != self.tiled:
            self.tiled = axis
            self._build()
            self.changed.emit(self._slicing)

    def _add_steps(self, axis: int) -> None:
        """A line for one axis, so that its slider is long enough to hold in a narrow view."""
        name, last = self._slicing.names[axis], self._slicing.shape[axis] - 1
        steps = QSpinBox()
        steps.setObjectName(f"index of {name}")
        steps.setAccessibleName(f"Index on {name}")
        steps.setRange(0, last)
        steps.setSuffix(f" / {last}")
        steps.setValue(self._slicing.at[axis])
        steps.setProperty("axis", axis)
        steps.setKeyboardTracking(False)
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, last)
        slider.setValue(self._slicing.at[axis])
        slider.setProperty("axis", axis)
        slider.setAccessibleName(f"Slider of {name}")
        slider.setMinimumWidth(40)
        for field in (steps, slider):
            field.valueChanged.connect(
                lambda value: self._choose(self._slicing.with_index(axis, value))
            )
        steps.setMinimumWidth(steps.sizeHint().width())
        line = self._steps.rowCount()
        for column, widget in enumerate((_label(name, steps), steps, slider)):
            self._steps.addWidget(widget, line, column)
        self._fields += [steps, slider]
        self._steps.setColumnStretch(2, 1)

    def _show_indices(self) -> None:
        for steps in self.findChildren(QSpinBox):
            self._set(steps)
        for slider in self.findChildren(QSlider):
            self._set(slider)

    def _set(self, field: QSpinBox | QSlider) -> None:
        with QSignalBlocker(field):
            field.setValue(self._slicing.at[field.property("axis")])

    def _choose(self, slicing: Slicing) -> None:
        if slicing != self._slicing:
            self.set_slicing(slicing)
            self.changed.emit(slicing)


def _label(text: str, buddy: QWidget) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "dim")
    label.setBuddy(buddy)
    return label


def _empty(lay: QLayout) -> None:
    while (item := lay.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
