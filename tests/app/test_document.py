"""The document tells what has happened, and every answer it gives is of the page as it is now."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.document import Document
from app.runs import page_runs
from blocks import file
from blocks.errors import EditRefused, PageFileError
from blocks.page import Block, Edit, End, Page
from tests.app.pages import FAILS, Gate, gradient_page

DX = End("dx", "output")


def run(qtbot: QtBot, document: Document, targets: Any = None) -> Any:
    """Run to the end and give the outcome."""
    with qtbot.waitSignal(document.run_finished, timeout=10_000) as done:
        document.run(targets)
    return done.args[0]


@pytest.fixture
def document(qtbot: QtBot) -> Any:
    document = Document(gradient_page())
    yield document
    document.close()


def test_an_edit_is_told_after_the_check_has_followed(document: Document) -> None:
    seen: list[tuple[str, str]] = []

    def look(edit: Edit) -> None:
        seen.append((edit.label, str(document.known(End("y", "output")))))

    document.edited.connect(look)
    document.page.set_attr("y", "strides", [1, 1, 1, 1])
    document.undo()
    assert seen == [
        ("Set strides of y", "float32 [2, 2, 2, 2]"),
        ("Set strides of y", "float32 [2, 1, 1, 2]"),
    ]


def test_before_a_run_shapes_are_known_and_results_are_not(document: Document) -> None:
    assert str(document.known(DX)) == "float32 [2, 2, 2, 2]"
    assert document.result(DX) is None
    assert document.state("dx") == "never"
    assert document.seconds("dx") is None


def test_a_run_gives_every_output_its_result(qtbot: QtBot, document: Document) -> None:
    outcome = run(qtbot, document)
    assert outcome.ok
    assert not document.is_running
    result = document.result(DX)
    assert result is not None
    assert result.ravel()[:3].tolist() == [1188, 2748, 4308]
    assert document.known(DX).value is result
    y = document.result(End("y", "output"))
    assert y is not None
    assert y.ravel().tolist() == [372, 408, 884, 984]
    assert {document.state(id) for id in document.page.blocks} == {"fresh"}
    assert document.result_bytes >= result.nbytes + y.nbytes
    seconds = document.seconds("dx")
    assert seconds is not None
    assert seconds > 0


def test_an_edit_makes_stale_what_depends_on_it_and_nothing_else(
    qtbot: QtBot, document: Document
) -> None:
    run(qtbot, document)
    told: list[set[str]] = []
    document.states_changed.connect(told.append)
    document.page.set_attr("y", "strides", [1, 2, 3, 1])
    assert {id: document.state(id) for id in document.page.blocks} == {
        "input": "fresh",
        "filter": "fresh",
        "input_sizes": "fresh",
        "y": "stale",
        "dx": "stale",
    }
    assert told == [{"y", "dx"}]
    assert document.result(DX) is None


def test_undo_shows_the_old_result_at_once(qtbot: QtBot, document: Document) -> None:
    run(qtbot, document)
    before = document.result(DX)
    document.page.set_attr("y", "strides", [1, 2, 3, 1])
    document.undo()
    assert document.result(DX) is before
    assert document.state("dx") == "fresh"


def test_older_results_come_back_after_another_run_too(qtbot: QtBot, document: Document) -> None:
    run(qtbot, document)
    before = document.result(DX)
    document.page.set_attr("input_sizes", "value", np.array([2, 3, 2, 2], np.int32))
    run(qtbot, document)
    changed = document.result(DX)
    assert changed is not None
    assert changed.shape == (2, 3, 2, 2)
    document.undo()
    assert document.result(DX) is before
    document.redo()
    assert document.result(DX) is changed


def test_a_stale_result_can_still_be_seen(qtbot: QtBot, document: Document) -> None:
    run(qtbot, document)
    before = document.result(DX)
    document.page.set_attr("y", "strides", [1, 2, 3, 1])
    assert document.older_result(DX) is before


def test_moving_a_block_makes_nothing_stale(qtbot: QtBot, document: Document) -> None:
    run(qtbot, document)
    document.states_changed.connect(lambda _: pytest.fail("a move changes no state"))
    document.page.move_blocks({"dx": (5, 5)})
    assert document.state("dx") == "fresh"


def test_only_what_the_target_needs_is_run(qtbot: QtBot, document: Document) -> None:
    outcome = run(qtbot, document, ["y"])
    assert set(outcome.blocks) == {"input", "filter", "y"}
    assert document.state("dx") == "never"


def test_a_second_run_computes_nothing(qtbot: QtBot, document: Document) -> None:
    run(qtbot, document)
    outcome = run(qtbot, document)
    assert {report.state for report in outcome.blocks.values()} == {"cached"}
    assert {document.state(id) for id in document.page.blocks} == {"fresh"}


def test_a_session_is_as_well_as_what_is_wired_to_it(qtbot: QtBot, document: Document) -> None:
    document.page.add_block("ClientSession", id="session")
    document.page.connect("dx.output", "session.fetch_outputs")
    assert document.state("session") == "never"
    run(qtbot, document, ["session"])
    assert document.state("session") == "fresh"
    document.page.set_attr("y", "strides", [1, 2, 3, 1])
    assert document.state("session") == "stale"


def test_a_failure_is_told_once_and_goes_with_the_edit(qtbot: QtBot, document: Document) -> None:
    document.page.put_block(Block("bad", "Fails", FAILS), (0, 0))
    document.page.connect("dx.output", "bad.x")
    outcome = run(qtbot, document)
    assert not outcome.ok
    assert document.state("bad") == "failed"
    failure = document.failure("bad")
    assert failure is not None
    assert "this never works" in failure
    assert [one.block for one in document.problems()] == ["bad"]
    document.page.set_attr("filter", "value", np.ones((2, 2, 2, 2), np.float32))
    assert document.failure("bad") is None
    assert document.problems() == ()
    document.undo()
    assert [one.block for one in document.problems()] == ["bad"]


def test_what_the_check_has_found_is_not_told_again_by_the_run(
    qtbot: QtBot, document: Document
) -> None:
    document.page.disconnect(document.page.wires_into("dx", "filter")[0])
    before = document.problems()
    assert [one.block for one in before] == ["dx"]
    run(qtbot, document)
    assert document.problems() == before


def test_what_only_lacks_a_wire_is_told_from_what_is_wrong(document: Document) -> None:
    document.page.disconnect(document.page.wires_into("dx", "filter")[0])
    (lacking,) = document.problems()
    assert document.only_lacks_a_wire(lacking)
    document.undo()
    document.page.set_attr("dx", "strides", [1, 1, 1, 1])
    (wrong,) = document.problems()
    assert not document.only_lacks_a_wire(wrong)


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


def test_a_fault_of_the_program_ends_the_run(
    qtbot: QtBot, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **more: object) -> None:
        raise RuntimeError("not meant to happen")

    monkeypatch.setattr(page_runs, "execute", broken)
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(document.run_finished) as done:
        document.run()
    assert [kind for kind, *_ in caught] == [RuntimeError]
    assert done.args[0].cancelled
    assert not document.is_running


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


def test_the_selection_forgets_blocks_that_are_gone(document: Document) -> None:
    document.select(["dx", "y", "nobody"])
    assert document.selection == ("dx", "y")
    document.edited.connect(lambda _: seen.append(document.selection))
    seen: list[tuple[str, ...]] = []
    document.page.remove_blocks(["dx"])
    assert seen == [("y",)]


def test_copied_blocks_are_pasted_with_the_wires_between_them(document: Document) -> None:
    document.clipboard.copy(["input", "filter", "y"])
    assert file.holds_fragment(QGuiApplication.clipboard().text())
    added = document.clipboard.paste((50, 60))
    assert len(added) == 3
    assert document.selection == tuple(added)
    new_y = next(id for id in added if document.page.blocks[id].op_name == "Conv2D")
    assert len(document.page.wires_into(new_y)) == 2
    document.undo()
    assert not set(added) & set(document.page.blocks)


def test_a_clipboard_without_blocks_is_said(qtbot: QtBot, document: Document) -> None:
    QGuiApplication.clipboard().setText("1\t2\n3\t4")
    with qtbot.waitSignal(document.message) as told:
        assert document.clipboard.paste() == []
    assert told.args == ["The clipboard holds no blocks"]


def test_a_refused_edit_is_told_and_changes_nothing(qtbot: QtBot, document: Document) -> None:
    with qtbot.waitSignal(document.message) as told, document.telling():
        document.page.connect("dx.output", "y.input", replace=True)
    assert "cycle" in told.args[0]
    assert not document.is_dirty


def test_saving_makes_clean_and_names_the_folder(
    qtbot: QtBot, document: Document, tmp_path: Path
) -> None:
    document.page.set_title("Other")
    assert document.is_dirty
    path = tmp_path / "one.page.json"
    with qtbot.waitSignal(document.path_changed):
        document.save(path)
    assert not document.is_dirty
    assert document.path == path
    assert document.page.folder == tmp_path
    assert file.load(path).title == "Other"


def test_a_save_that_fails_leaves_the_page_as_it_was(document: Document, tmp_path: Path) -> None:
    document.page.set_title("Other")
    with pytest.raises(PageFileError):
        document.save(tmp_path / "nowhere" / "one.page.json")
    assert document.path is None
    assert document.is_dirty
    with pytest.raises(EditRefused):
        document.save()
