"""The sliders that move the window, and the plane of a volume."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSlider,
    QSpinBox,
    QWidget,
)

from app.geometry.scene import Scene


class Line:
    """A label, a field and a slider for one number."""

    def __init__(self) -> None:
        self.label = QLabel()
        self.label.setProperty("role", "dim")
        self.field = QSpinBox()
        self.field.setKeyboardTracking(False)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setMinimumWidth(40)
        self.label.setBuddy(self.field)

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """From left to right."""
        return self.label, self.field, self.slider

    def show(self, name: str, spoken: str, first: int, last: int, now: int) -> None:
        """Show another number and its bounds, telling nobody."""
        self.label.setText(name)
        for one in (self.field, self.slider):
            with QSignalBlocker(one):
                one.setRange(first, last)
                one.setValue(now)
            one.setAccessibleName(spoken)
            one.setToolTip(spoken)
            one.setEnabled(last > first)
        self.field.setSuffix(f" / {last}")

    def set_visible(self, on: bool) -> None:
        """Show the line, or not."""
        for one in self.widgets:
            one.setVisible(on)


class Controls(QWidget):
    """Where the window stands on each axis; for a volume, which plane is shown."""

    moved = Signal(int, int)  # axis, window
    placed = Signal(int)  # plane of the axis that is not shown
    held = Signal(int)  # the axis that is not to be shown

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lay = QGridLayout(self)
        lay.setContentsMargins(8, 2, 8, 2)
        lay.setHorizontalSpacing(6)
        lay.setVerticalSpacing(3)
        lay.setColumnStretch(2, 1)
        self.lines = [Line() for _ in range(3)]
        for number, line in enumerate(self.lines):
            for column, widget in enumerate(line.widgets):
                lay.addWidget(widget, number, column)
        self.choice, self.plane = QComboBox(), Line()
        self.choice.setObjectName("plane")
        self.choice.setAccessibleName("Plane that is shown")
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.choice.setMinimumContentsLength(len("height × width"))
        last = QHBoxLayout()
        last.setSpacing(6)
        for widget in (self.choice, *self.plane.widgets):
            last.addWidget(widget)
        lay.addLayout(last, 3, 0, 1, 3)
        for number, line in enumerate(self.lines):
            for one in (line.field, line.slider):
                one.valueChanged.connect(lambda value, axis=number: self.moved.emit(axis, value))
        for one in (self.plane.field, self.plane.slider):
            one.valueChanged.connect(self.placed)
        self.choice.activated.connect(lambda at: self.held.emit(self.choice.itemData(at)))

    def show_scene(self, scene: Scene) -> None:
        """Show where the window of a scene stands."""
        axes = scene.geometry.axes
        for number, line in enumerate(self.lines):
            line.set_visible(number < len(axes))
            if number < len(axes):
                axis = axes[number]
                noun = axis.noun.capitalize()
                last = max(0, axis.outputs - 1)
                line.show(noun, f"Window: {axis.noun} of the output", 0, last, scene.at[number])
        held = scene.held_axis
        is_volume = held is not None
        self.plane.set_visible(is_volume)
        self.choice.setVisible(is_volume)
        if held is not None:
            first, last = held.padded.start, max(held.padded.start, held.padded.stop - 1)
            spoken = f"Shown: {held.noun} of the padded input along the {held.name}"
            self.plane.show("at", spoken, first, last, scene.position)
            self._show_choices(scene)

    def _show_choices(self, scene: Scene) -> None:
        axes = scene.geometry.axes
        with QSignalBlocker(self.choice):
            self.choice.clear()
            for held in range(len(axes)):
                names = [axis.name for number, axis in enumerate(axes) if number != held]
                self.choice.addItem(f"{' × '.join(names)}", held)
            self.choice.setCurrentIndex(scene.held or 0)
