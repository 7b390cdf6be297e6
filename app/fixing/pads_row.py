"""What the padding comes to, below its field, and the button that writes it down."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.document import Document
from app.panel.text import line, say
from app.theme import SMALL, font
from blocks.fixing.call import call_at
from blocks.fixing.padding import can_be_explicit, make_explicit, padding_words, why_not_explicit


class PadsRow(QWidget):
    """Follows a block of the convolution family as long as it is there."""

    def __init__(self, document: Document, id: str) -> None:
        super().__init__()
        self._document, self._id = document, id
        self.words = line("", "dim", "pads")
        self.words.setFont(font(SMALL))
        self.explicit = QPushButton("Make explicit")
        self.explicit.setObjectName("make explicit")
        self.explicit.setProperty("role", "fix")
        self.explicit.setFont(font(SMALL))
        self.explicit.setToolTip(
            "Set padding to EXPLICIT with these very pads.\n"
            "The numbers stay the same, and the pads do too if another size comes in."
        )
        self.explicit.clicked.connect(self._make_explicit)
        lay = QHBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 2)
        lay.setSpacing(6)
        lay.addWidget(self.words, 1)
        lay.addWidget(self.explicit, 0, Qt.AlignmentFlag.AlignTop)

    def refresh(self) -> None:
        """Show how things stand now. EXPLICIT pads have a field of their own."""
        call = call_at(self._document.page, self._id, self._document.known)
        told = call is not None and call.attrs.get("padding") != "EXPLICIT"
        words = padding_words(call) if call is not None and told else ""
        if words and call is not None and (why := why_not_explicit(call)):
            words = f"{words}\n{why}"
        say(self.words, words)
        self.explicit.setVisible(call is not None and can_be_explicit(call))
        self.setVisible(bool(self.words.text()))

    def _make_explicit(self) -> None:
        with self._document.telling():
            make_explicit(self._document.page, self._id, self._document.known)
