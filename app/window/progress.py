"""How far a run has come, in the toolbar."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from blocks.durations import seconds_text
from blocks.evaluation import Event, Outcome


class Progress(QWidget):
    """A bar while a run goes on, and a line of words during and after it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        self.bar.setAccessibleName("Progress of the run")
        self.words = QLabel()
        self.words.setObjectName("progress")
        self.words.setProperty("role", "dim")
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._clock = QElapsedTimer()
        lay = QHBoxLayout(self)
        lay.setContentsMargins(6, 0, 6, 0)
        lay.addWidget(self.bar)
        lay.addWidget(self.words, 1)
        self.clear()

    def clear(self) -> None:
        """Nothing has run yet."""
        self.bar.hide()
        self.words.clear()

    def start(self) -> None:
        """A run begins."""
        self._clock.start()
        self.bar.setRange(0, 0)
        self.bar.show()
        self.words.setText("running …")

    def advance(self, event: Event) -> None:
        """A run has come so far."""
        self.bar.setRange(0, event.total)
        self.bar.setValue(event.done)
        passed = seconds_text(self._clock.elapsed() / 1000)
        self.words.setText(f"{event.done:,} of {event.total:,} · {event.block} · {passed}")

    def finish(self, outcome: Outcome) -> None:
        """A run is over."""
        self.bar.hide()
        self.words.setText(_summary(outcome))


def _summary(outcome: Outcome) -> str:
    states = [report.state for report in outcome.blocks.values()]
    spent = sum(report.seconds for report in outcome.blocks.values())
    words = [f"{states.count('done'):,} computed in {seconds_text(spent)}"]
    for state, word in (("cached", "unchanged"), ("failed", "failed"), ("skipped", "skipped")):
        if count := states.count(state):
            words.append(f"{count:,} {word}")
    if outcome.cancelled:
        words.insert(0, "Stopped")
    return " · ".join(words)
