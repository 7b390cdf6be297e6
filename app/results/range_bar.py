"""Which numbers the colours of a heatmap span, and whether it is shown as a picture."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QWidget

from app.flow_layout import FlowLayout, beside
from app.results.colours import Scale, scale_of
from app.results.number_field import NumberField
from blocks.viewing.figures import Figures

TENSOR, SLICE, LOCKED = range(3)


class RangeBar(QWidget):
    """The choice of range: of the whole tensor, of the slice, or locked to two numbers."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last = Scale(0.0, 1.0, False)
        self._has_chosen = self._has_centred = False
        self.choice = QComboBox()
        self.choice.setObjectName("range")
        self.choice.setAccessibleName("Range")
        self.choice.addItems(["Tensor", "Slice", "Locked"])
        self.choice.setToolTip(
            "Which numbers the colours span: those of the whole tensor, those of the slice that "
            "is seen, or two that stay as they are"
        )
        self.choice.activated.connect(self._choose)
        self.low, self.high = self._field("lowest"), self._field("highest")
        self.centre = QCheckBox("Centre 0")
        self.centre.setToolTip(
            "Zero has the middle colour, and equal distances from it are equally strong. "
            "Gradients, and numbers of both signs, are shown so unless you choose"
        )
        self.centre.clicked.connect(self._choose_centre)
        self.picture = QCheckBox("As picture")
        self.picture.clicked.connect(self._choose_picture)
        label = QLabel("Range")
        label.setProperty("role", "dim")
        label.setBuddy(self.choice)
        lay = FlowLayout()
        self.setLayout(lay)
        lay.setContentsMargins(8, 0, 8, 4)
        lay.setSpacing(6)
        for widget in (beside(label, self.choice), self.low, self.high, self.centre, self.picture):
            lay.addWidget(widget)
        self.set_picture_possible(False)

    @property
    def as_picture(self) -> bool:
        """Whether the user wants a picture where there can be one."""
        return self.picture.isChecked()

    @property
    def follows_slice(self) -> bool:
        """Whether the range is that of the slice alone."""
        return self.choice.currentIndex() == SLICE

    def set_picture_possible(self, possible: bool, *, likely: bool = False) -> None:
        """Say whether the tensor has channels to show in colour; where it is `likely` a picture,
        it is shown as one until the user says something else."""
        self.picture.setEnabled(possible)
        if not self._has_chosen:
            self.picture.setChecked(likely)
        self.picture.setToolTip(
            "Show the channels as red, green and blue, or as grey"
            if possible
            else "A picture needs 1 or 3 channels, and height and width as rows and columns"
        )

    def scale(self, figures: Figures, as_picture: bool, *, is_gradient: bool = False) -> Scale:
        """The scale for a tensor or slice of some figures; that of a gradient is centred on zero,
        whatever its signs, until the user says something else."""
        if not self._has_centred:
            self.centre.setChecked(is_gradient or figures.has_both_signs)
        self.centre.setEnabled(not as_picture and self.choice.currentIndex() != LOCKED)
        if self.choice.currentIndex() == LOCKED:
            low, high = sorted((self.low.value, self.high.value))
            both = low < 0 < high and low == -high and not as_picture
            return Scale(low, high, both)
        if as_picture:
            self._last = _brightness(figures)
        else:
            self._last = scale_of(figures.minimum, figures.maximum, self.centre.isChecked())
        return self._last

    def follow(self, other: RangeBar) -> None:
        """From now on take over what is chosen in another, for a tensor shown beside another."""
        other.changed.connect(lambda: self._take_over(other))

    def _take_over(self, other: RangeBar) -> None:
        self._has_chosen, self._has_centred = other._has_chosen, other._has_centred
        self.choice.setCurrentIndex(other.choice.currentIndex())
        self.low.show_value(other.low.value)
        self.high.show_value(other.high.value)
        self.centre.setChecked(other.centre.isChecked())
        self.picture.setChecked(other.picture.isChecked())
        self.changed.emit()

    def _field(self, name: str) -> NumberField:
        field = NumberField(f"{name.capitalize()} number of the range")
        field.setObjectName(name)
        field.editingFinished.connect(self.changed)
        field.hide()
        return field

    def _choose_picture(self) -> None:
        self._has_chosen = True
        self.changed.emit()

    def _choose_centre(self) -> None:
        self._has_centred = True
        self.changed.emit()

    def _choose(self, _: int) -> None:
        locked = self.choice.currentIndex() == LOCKED
        if locked and not self.low.isVisibleTo(self):
            self.low.show_value(self._last.low)
            self.high.show_value(self._last.high)
        self.low.setVisible(locked)
        self.high.setVisible(locked)
        self.changed.emit()


def _brightness(figures: Figures) -> Scale:
    """Black and white of a picture: those of bytes or of fractions where the numbers fit there."""
    low, high = figures.minimum, figures.maximum
    if low is None or figures.known.dtype == "uint8":
        return Scale(0.0, 255.0, False)
    if low >= 0 and high <= 255:
        return Scale(0.0, 1.0 if high <= 1 and figures.known.dtype != "int32" else 255.0, False)
    return scale_of(float(np.float64(low)), float(high), False)
