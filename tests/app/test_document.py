"""The document tells what has happened, and every answer it gives is of the page as it is now."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.document import Document
from blocks import file
from blocks.errors import EditRefused, PageFileError
from blocks.page import Block, Edit, End
from tests.app.documents import DX, run
from tests.app.pages import FAILS, gradient_page


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
