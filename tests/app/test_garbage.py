"""When garbage is looked for: while nobody does anything, among what is new, and in the end all."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import garbage
from app.document import Document
from app.garbage import Sweeper
from app.idle import Idle
from tests.app.making import MakeWindow
from tests.app.pages import gradient_page

PAUSE, NO_PAUSE = Sweeper.PAUSE + 0.1, 0.0


class Thing:
    """Something that refers to itself, as widgets and their models do."""

    def __init__(self) -> None:
        self.itself = self


def things(count: int) -> list[weakref.ref[Thing]]:
    """Garbage: what is left to see of things that nobody holds any more."""
    return [weakref.ref(Thing()) for _ in range(count)]


def left(those: list[weakref.ref[Thing]]) -> int:
    return sum(one() is not None for one in those)


@pytest.fixture
def sweeper() -> Iterator[Sweeper]:
    made = Sweeper()
    yield made
    made.leave()
    gc.enable()


@pytest.fixture
def gone_through() -> Iterator[list[int]]:
    """How many things each collection had before it."""
    counts: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            counts.append(
                len(gc.get_objects(info["generation"] if info["generation"] < 2 else None))
            )

    gc.callbacks.append(note)
    yield counts
    gc.callbacks.remove(note)


def test_nothing_is_collected_while_somebody_is_at_work(
    sweeper: Sweeper, gone_through: list[int]
) -> None:
    those = things(2_000)
    sweeper.look(NO_PAUSE, is_working=False)
    assert left(those) == 2_000
    assert not gone_through
    sweeper.look(PAUSE, is_working=False)
    assert left(those) == 0
    assert len(gone_through) == 1


def test_nothing_is_collected_by_chance(sweeper: Sweeper, gone_through: list[int]) -> None:
    kept = [[number] for number in range(50_000)]
    assert len(kept) == 50_000
    assert not gone_through


def test_a_few_new_things_are_not_worth_a_look(sweeper: Sweeper, gone_through: list[int]) -> None:
    gc.collect()
    gone_through.clear()
    sweeper.look(PAUSE, is_working=False)
    assert not gone_through


def test_what_is_in_use_is_gone_through_once(sweeper: Sweeper, gone_through: list[int]) -> None:
    kept = [[number] for number in range(20_000)]
    sweeper.look(PAUSE, is_working=False)
    those = things(1_000)
    sweeper.look(PAUSE, is_working=False)
    assert left(those) == 0
    assert gone_through[0] > len(kept) > 5 * gone_through[1]


def test_garbage_among_what_was_set_aside_is_found_when_a_page_has_gone(sweeper: Sweeper) -> None:
    kept = [Thing() for _ in range(1_000)]
    those = [weakref.ref(one) for one in kept]
    sweeper.look(PAUSE, is_working=False)
    kept.clear()
    sweeper.look(PAUSE, is_working=False)
    assert left(those) == 1_000
    sweeper.want_all()
    sweeper.look(NO_PAUSE, is_working=False)
    assert left(those) == 1_000, "nobody is kept waiting for it"
    sweeper.look(PAUSE, is_working=True)
    assert left(those) == 1_000, "nor is a run"
    sweeper.look(Sweeper.PAUSE_AT_WORK, is_working=True)
    assert left(those) == 0


def test_everything_is_looked_at_once_a_quarter_has_come_to_it(sweeper: Sweeper) -> None:
    kept = [Thing() for _ in range(1_000)]
    those = [weakref.ref(one) for one in kept]
    sweeper.look(PAUSE, is_working=False)
    kept.clear()
    more = [[number] for number in range(gc.get_freeze_count() // 3)]
    sweeper.look(PAUSE, is_working=False)
    assert left(those) == 1_000
    sweeper.look(Sweeper.PAUSE_AT_WORK, is_working=False)
    assert left(those) == 0
    assert len(more) < gc.get_freeze_count()


def test_without_any_pause_garbage_does_not_grow_without_end(sweeper: Sweeper) -> None:
    held: list[Thing] = []
    those: list[weakref.ref[Thing]] = []
    most = 0
    for _ in range(3 * Sweeper.PASSES):
        those = [one for one in those if one() is not None] + things(Sweeper.MANY // 2)
        old, held = held, [Thing() for _ in range(Sweeper.MANY // 2)]  # outlive one look
        those += [weakref.ref(one) for one in old]
        del old
        sweeper.look(NO_PAUSE, is_working=True)
        most = max(most, left(those))
    assert most < (Sweeper.PASSES + 2) * Sweeper.MANY


def test_a_page_that_is_closed_goes(
    qapp: QApplication, qtbot: QtBot, make_window: MakeWindow
) -> None:
    with garbage.collected_when_idle(qapp):
        sweeper = garbage._sweeper
        assert sweeper is not None
        document = Document(gradient_page())
        window = make_window.shown(document)
        seen = weakref.ref(document.page)
        for _ in range(2):  # it is set aside
            things(1_000)
            sweeper.look(PAUSE, is_working=False)
        window.set_document(Document())
        del document

        def has_gone() -> bool:
            """Once what was still under way for it has come to its end."""
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            sweeper.want_all()
            sweeper.look(Sweeper.PAUSE_AT_WORK, is_working=False)
            return seen() is None

        qtbot.waitUntil(has_gone)
    assert gc.get_freeze_count() == 0


def test_idle_is_who_neither_types_nor_points(qapp: QApplication, qtbot: QtBot) -> None:
    at = [0.0]
    idle = Idle(qapp, lambda: at[0])
    field = QWidget()
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    for deed in (
        lambda: QTest.keyClick(field, Qt.Key.Key_A),
        lambda: QTest.mouseClick(field, Qt.MouseButton.LeftButton),
        lambda: QTest.mouseMove(field, QPoint(5, 7)),
    ):
        at[0] += 9.0
        assert idle.seconds == 9.0
        deed()
        qapp.processEvents()
        assert idle.seconds == 0.0
    qapp.removeEventFilter(idle)
    idle.deleteLater()


def test_no_pause_while_a_button_is_held(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = [0.0]
    idle = Idle(qapp, lambda: at[0])
    monkeypatch.setattr(QApplication, "mouseButtons", lambda: Qt.MouseButton.LeftButton)
    at[0] = 9.0
    assert idle.seconds == 0.0
    qapp.removeEventFilter(idle)
    idle.deleteLater()
