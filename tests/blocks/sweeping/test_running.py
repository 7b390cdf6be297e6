"""The cells of a sweep: what they give, what they keep, what they share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import kernels
from blocks.declaration.op import Op
from blocks.errors import RequestRefused
from blocks.evaluation import Cache
from blocks.file import dumps
from blocks.page import Page
from blocks.sweeping import Cell, Sweeper, read_axes, sweep
from blocks.sweeping.table import table

PAGE = Path(__file__).parents[3] / "assets" / "pages" / "1_conv2d_backprop_input.page.json"


@pytest.fixture
def page() -> Page:
    """A convolution of random numbers, and its sum."""
    random = np.random.default_rng(1)
    made = Page()
    made.add_block("Const", {"value": random.random((1, 6, 7, 2), np.float32)}, id="x")
    made.add_block("Const", {"value": random.random((3, 2, 2, 3), np.float32)}, id="w")
    made.add_block("Conv2D", id="y")
    made.add_block("Identity", id="out")
    for wire in ("x.output y.input", "w.output y.filter", "y.output out.input"):
        made.connect(*wire.split())
    made.history.clear()
    return made


def test_each_cell_is_what_the_kernel_gives(page: Page) -> None:
    found = sweep(page, {"y.padding": "SAME,VALID", "y.strides": "1,2,3"})
    assert found.ok
    assert found.shape == (2, 3)
    assert [cell.index for cell in found.cells] == list(np.ndindex(2, 3))
    x, w = (page.blocks[id].value("value") for id in "xw")
    for cell in found.cells:
        said = found.settings(cell)
        step = int(said["y.strides"])
        expected = kernels.conv2d(x, w, strides=(1, step, step, 1), padding=said["y.padding"])
        np.testing.assert_array_equal(cell.results["out.output"], expected)


def test_the_page_itself_stays_as_it_is(page: Page) -> None:
    before = dumps(page)
    sweep(page, {"y.padding": "VALID", "x": "1,2"})
    assert dumps(page) == before
    assert not page.history.can_undo


def test_later_edits_make_no_difference(page: Page) -> None:
    sweeper = Sweeper(page, read_axes(page, ["y.strides=1,2"]))
    page.remove_blocks(["x", "y"])
    assert sweeper.run().ok


def test_wrong_cells_keep_their_reason_beside_the_others(page: Page) -> None:
    found = sweep(page, {"w": "[[[[1],[2],[3]]]],[[[[1],[2]]]]"})
    wrong, right = found.cells
    assert not found.ok
    assert not wrong.results
    assert "channels" in wrong.problems[0]
    assert right.ok
    assert right.results["out.output"].shape == (1, 6, 7, 1)


def test_a_number_that_no_vector_can_have_is_one_cells_fault(page: Page) -> None:
    page.variables.put("S", 1)
    page.set_attr("y", "strides", [1, "=S", "=S", 1])
    found = sweep(page, {"S": "1,0,2"})
    assert [cell.ok for cell in found.cells] == [True, False, True]
    assert "strides" in found.cells[1].problems[0]


def test_vectors_follow_the_data_format_of_their_cell(page: Page) -> None:
    found = sweep(page, {"y.strides": "2", "y.data_format": "NHWC,NCHW"}, ["y"])
    assert found.cells[0].results["y.output"].shape == (1, 3, 4, 3)
    # Six channels in three groups: right only if height and width take the step.
    assert found.cells[1].results["y.output"].shape == (1, 3, 4, 1)


def test_what_cells_share_is_computed_once(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    page.add_block("Relu", id="r")
    page.connect("x.output", "r.features")
    page.connect("r.activations", "y.input", replace=True)
    ran: list[str] = []
    run = Op.run

    def counting(op: Op, *given: Any) -> Any:
        ran.append(op.name)
        return run(op, *given)

    monkeypatch.setattr(Op, "run", counting)
    cache = Cache()
    sweep(page, {"y.strides": "1,2,3"}, cache=cache)
    assert (ran.count("Relu"), ran.count("Conv2D")) == (1, 3)
    ran.clear()
    sweep(page, {"y.strides": "1,2,3"}, cache=cache)
    assert ran == [], "all of it was in the cache"


def test_stop_keeps_what_finished(page: Page) -> None:
    seen: list[Cell] = []
    found = Sweeper(page, read_axes(page, ["y.strides=1..5"])).run(
        seen.append, lambda: len(seen) == 2
    )
    assert found.stopped
    assert not found.ok
    assert list(found.cells) == seen
    assert [cell.index for cell in seen] == [(0,), (1,)]
    assert list(found.arrays()["sweep.problems"]) == ["", "", "not run", "not run", "not run"]


@pytest.mark.parametrize("at", [1, 3])
def test_ctrl_c_keeps_what_finished(page: Page, at: int) -> None:
    seen: list[Cell] = []

    def interrupt(cell: Cell) -> None:
        seen.append(cell)
        if len(seen) == at:
            raise KeyboardInterrupt

    found = Sweeper(page, read_axes(page, ["y.strides=1..5"])).run(interrupt)
    assert (found.stopped, len(found.cells)) == (True, at)


def test_results_together_stay_in_the_memory_limit(page: Page) -> None:
    page.remove_blocks(["out"])
    size = 6 * 7 * 3 * 4
    held = sum(page.blocks[id].value("value").nbytes for id in "xw")
    found = sweep(page, {"x": "1..9"}, memory_limit=held + 3 * size)
    good = [cell for cell in found.cells if cell.ok]
    assert 0 < len(good) < len(found.cells)
    assert "memory" in found.cells[-1].problems[0]


def test_pins_modes_and_fetches_are_those_of_a_run(page: Page) -> None:
    axes = read_axes(page, ["y.strides=1,2"])
    with pytest.raises(RequestRefused, match="no block 'q'"):
        Sweeper(page, axes, ["q"])
    page.modes.put("y", "disabled")
    found = Sweeper(page, axes).run()
    assert all("disabled" in cell.problems[0] for cell in found.cells)
    page.modes.drop("y")
    page.pins.put("y.output", np.zeros((1, 1, 1, 1), np.float32))
    with pytest.raises(RequestRefused, match="pinned"):
        Sweeper(page, axes)
    found = Sweeper(page, axes, use_pins=True).run()
    assert [cell.results["out.output"].shape for cell in found.cells] == [(1, 1, 1, 1)] * 2


def test_the_table_has_a_line_a_result_and_whole_reasons(page: Page) -> None:
    found = sweep(page, {"w": "[[[[1],[2],[3]]]],[[[[1],[2]]]],[]"})
    lines = table(found).splitlines()
    assert lines[0].split() == ["w.value", "output", "dtype", "shape", "result"]
    assert found.cells[0].problems[0] in lines[1]
    assert "[1, 6, 7, 1]" in lines[2]
    assert "min" in lines[2]
    assert len(lines) == 4
