"""A document's runs: beside the window, stopped, edited meanwhile, left behind."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.document import Document
from app.runs import page_runs
from blocks.page import Block, End, Page
from tests.app.documents import run
from tests.app.pages import Gate, gradient_page


def test_stop_ends_the_run_after_the_block_it_is_at(qtbot: QtBot) -> None:
    gate = Gate()
    document = Document(gate.page())
    with qtbot.waitSignal(document.run_finished, timeout=10_000) as done:
        document.run()
        assert gate.is_reached.wait(10)
        qtbot.waitUntil(lambda: document.state("wait") == "running", timeout=5000)
        document.stop()
        gate.is_open.set()
    assert done.args[0].cancelled
    assert document.state("relu0") == "never"
    assert document.state("wait") != "running"
    document.close()


def test_the_window_goes_on_while_a_block_computes(qtbot: QtBot) -> None:
    gate = Gate()
    document = Document(gate.page())
    ticks: list[int] = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start(5)
    document.run()
    assert gate.is_reached.wait(10)
    qtbot.waitUntil(lambda: len(ticks) > 10, timeout=5000)
    assert document.is_running
    timer.stop()
    with qtbot.waitSignal(document.run_finished, timeout=10_000):
        gate.is_open.set()
    document.close()


def test_what_is_computed_is_fresh_before_the_run_is_over(qtbot: QtBot) -> None:
    gate = Gate()
    document = Document(gate.page())
    document.run()
    assert gate.is_reached.wait(10)
    qtbot.waitUntil(lambda: document.state("const") == "fresh", timeout=5000)
    assert document.is_running
    assert document.result(End("const", "output")) is not None
    assert document.state("relu0") == "never"
    with qtbot.waitSignal(document.run_finished, timeout=10_000):
        gate.is_open.set()
    document.close()


def test_a_fault_of_the_program_ends_the_run(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document(gradient_page())

    def broken(*_: object, **more: object) -> None:
        raise RuntimeError("not meant to happen")

    monkeypatch.setattr(page_runs, "execute", broken)
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(document.run_finished) as done:
        document.run()
    assert [kind for kind, *_ in caught] == [RuntimeError]
    assert done.args[0].cancelled
    assert not document.is_running
    document.close()


def test_a_page_that_is_edited_while_it_runs_keeps_the_results_apart(qtbot: QtBot) -> None:
    gate = Gate()
    document = Document(gate.page())
    with qtbot.waitSignal(document.run_finished, timeout=10_000):
        document.run()
        assert gate.is_reached.wait(10)
        document.page.set_attr("const", "value", np.zeros((2, 2, 2, 2), np.float32))
        gate.is_open.set()
    assert document.result(End("wait", "output")) is None
    assert document.state("wait") == "stale"
    document.undo()
    result = document.result(End("wait", "output"))
    assert result is not None
    assert result.ravel()[0] == 2
    document.close()


def test_a_block_removed_while_it_runs_is_no_fault(qtbot: QtBot) -> None:
    gate = Gate()
    document = Document(gate.page())
    with qtbot.waitSignal(document.run_finished, timeout=10_000):
        document.run()
        assert gate.is_reached.wait(10)
        document.page.remove_blocks(["wait", "relu0"])
        gate.is_open.set()
    assert document.problems() == ()
    document.close()


def test_a_run_of_a_closed_page_ends_quietly(qtbot: QtBot) -> None:
    gate = Gate()
    page = gate.page()
    page.put_block(Block("again", "Wait", gate.op), (900, 0))
    page.connect("wait.output", "again.x")
    document = Document(page)
    document.run_finished.connect(lambda _: pytest.fail("told after closing"))
    document.run()
    assert gate.is_reached.wait(10)
    document.close()
    gate.is_open.set()
    qtbot.waitUntil(lambda: not [one for one in threading.enumerate() if one.name == "run"])
    assert gate.runs == 1, "the block after the one that was being computed is not run"


def test_a_file_that_has_changed_is_read_again(qtbot: QtBot, tmp_path: Path) -> None:
    page = Page("File", tmp_path)
    np.save(tmp_path / "x.npy", np.zeros(2, np.float32))
    page.add_block("ReadNpy", {"file": "x.npy"}, id="file")
    document = Document(page)
    end = End("file", page.blocks["file"].op.outputs[0].name)  # type: ignore[union-attr]
    run(qtbot, document)
    np.save(tmp_path / "x.npy", np.ones((3,), np.float32))
    run(qtbot, document)
    result = document.result(end)
    assert result is not None
    assert result.tolist() == [1, 1, 1]
    assert str(document.check.known(end)) == "float32 [3]"
    document.close()


def test_a_second_run_waits_for_the_user(qtbot: QtBot) -> None:
    gate = Gate()
    document = Document(gate.page())
    messages: list[str] = []
    document.message.connect(messages.append)
    with qtbot.waitSignal(document.run_finished, timeout=10_000):
        document.run()
        document.run()
        gate.is_open.set()
    assert messages == ["A run is under way; stop it first"]
    assert gate.runs == 1
    document.close()


def test_many_cheap_blocks_make_few_announcements(qtbot: QtBot) -> None:
    page = Page("Chain")
    page.add_block("Const", {"value": np.array(1, np.float32)}, id="first")
    before = "first.output"
    for number in range(2000):
        page.add_block("Relu", id=f"r{number}")
        page.connect(before, f"r{number}.features")
        before = f"r{number}.activations"
    document = Document(page)
    told: list[object] = []
    document.run_progress.connect(told.append)
    outcome = run(qtbot, document)
    assert len(outcome.blocks) == 2001
    assert 1 <= len(told) <= 100
    document.close()


def test_nothing_to_run_is_said(qtbot: QtBot) -> None:
    document = Document()
    with qtbot.waitSignal(document.message) as told:
        document.run()
    assert told.args == ["There is nothing to run"]
