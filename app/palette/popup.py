"""The palette under the mouse: type a few letters, press Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.palette.chooser import Chooser

WIDTH, HEIGHT = 680, 440


class PalettePopup(QFrame):
    """A pop-up that goes away when an op is chosen, on Esc, or on a click elsewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setObjectName("palette pop-up")
        self.chooser = Chooser(wide=True)
        self.chooser.chosen.connect(self._choose)
        self.chooser.help_wanted.connect(self.hide)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(self.chooser)
        self.resize(WIDTH, HEIGHT)
        self._then: Callable[[str], None] | None = None

    def open_at(
        self,
        place: QPoint,
        then: Callable[[str], None],
        *,
        only: Sequence[str] | None = None,
        instead: str = "",
    ) -> None:
        """Open at a place on the screen; `then` gets the name of the op that is chosen. With `only`
        no other ops are offered, in this order; `instead` is what the empty field says then."""
        self._then = then
        self.chooser.offer_only(only, instead)
        self.chooser.start_again()
        screen = QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        x = max(room.left(), min(place.x(), room.right() - self.width()))
        y = max(room.top(), min(place.y(), room.bottom() - self.height()))
        self.move(x, y)
        self.show()
        self.chooser.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, name: str) -> None:
        then, self._then = self._then, None
        self.hide()
        if (parent := self.parentWidget()) is not None:
            parent.activateWindow()
        if then is not None:
            then(name)
