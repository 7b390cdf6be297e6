"""How far a run has come, in the toolbar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from app.theme import restyle
from blocks.durations import seconds_text
from blocks.evaluation import Event, Outcome

SAYS_EVERY_MS = 200
WORTH_SAYING = 1.0
"""Seconds of a run from which on it is told how many are left."""


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
        self._event: Event | None = None
        self._time_left: Callable[[], float | None] = lambda: None
        self._again = QTimer(self)  # for a block may take long, and the time goes on
        self._again.setInterval(SAYS_EVERY_MS)
        self._again.timeout.connect(self._say)
        lay = QHBoxLayout(self)
        lay.setContentsMargins(6, 0, 6, 0)
        lay.addWidget(self.bar)
        lay.addWidget(self.words, 1)
        self.clear()

    def clear(self, time_left: Callable[[], float | None] = lambda: None) -> None:
        """Nothing has run yet. `time_left` gives the seconds that a run still takes, if known."""
        self._time_left = time_left
        self._again.stop()
        self.bar.hide()
        self.words.clear()

    def start(self) -> None:
        """A run begins."""
        self._clock.start()
        self._event = None
        self._again.start()
        self.bar.setRange(0, 0)
        self.bar.show()
        self._tell("running …")

    def advance(self, event: Event) -> None:
        """A run has come so far."""
        self.bar.setRange(0, event.total)
        self.bar.setValue(event.done)
        self._event = event
        self._say()

    def finish(self, outcome: Outcome) -> None:
        """A run is over."""
        self._again.stop()
        self.bar.hide()
        self._tell(_summary(outcome), is_wrong=bool(_unmet(outcome)))

    def _tell(self, words: str, *, is_wrong: bool = False) -> None:
        self.words.setText(words)
        self.words.setProperty("role", "error" if is_wrong else "dim")
        restyle(self.words)

    def _say(self) -> None:
        passed, left = self._clock.elapsed() / 1000, self._time_left()
        words = [seconds_text(passed)]
        if (event := self._event) is not None:
            words = [f"{event.done:,} of {event.total:,}", event.block, *words]
        if left is not None and passed + left >= WORTH_SAYING:
            words.append(f"about {seconds_text(max(0.1, round(left, 1)))} left")
        self.words.setText(" · ".join(words))


_OTHERS = (
    ("cached", "unchanged"),
    ("bypassed", "bypassed"),
    ("disabled", "disabled"),
    ("failed", "failed"),
    ("skipped", "skipped"),
)


def _summary(outcome: Outcome) -> str:
    states = [report.state for report in outcome.blocks.values()]
    spent = sum(report.seconds for report in outcome.blocks.values())
    words = [f"{states.count('done'):,} computed in {seconds_text(spent)}"]
    for state, word in _OTHERS:
        if count := states.count(state):
            words.append(f"{count:,} {word}")
    if outcome.pinned:
        words.append(f"{len({end.block for end in outcome.pinned}):,} pinned")
    if checks := sum(report.verdict is not None for report in outcome.blocks.values()):
        unmet = _unmet(outcome)
        words.append(f"✕ not met: {', '.join(unmet)}" if unmet else f"✓ {_all_checks(checks)} met")
    if outcome.cancelled:
        words.insert(0, "Stopped")
    return " · ".join(words)


def _unmet(outcome: Outcome) -> list[str]:
    """The blocks that check others and are not met."""
    reports = outcome.blocks.items()
    return [id for id, report in reports if report.verdict is not None and not report.verdict.met]


def _all_checks(count: int) -> str:
    return "the check is" if count == 1 else f"all {count:,} checks are"
