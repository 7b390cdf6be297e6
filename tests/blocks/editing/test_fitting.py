"""What fits to a wire that is dropped on the empty page."""

from __future__ import annotations

import numpy as np
import pytest

from blocks.checking import Check
from blocks.editing.fitting import Fit, add_fitting, fits
from blocks.page import End, Page


@pytest.fixture
def page() -> Page:
    page = Page("fits")
    page.add_block("Const", {"value": np.ones((1, 4, 4, 2), np.float32)}, id="image")
    page.add_block("Const", {"value": np.ones((1, 4, 4, 4, 2), np.float32)}, id="volume")
    page.add_block("Const", {"value": np.array([1, 4, 4, 2], np.int32)}, id="sizes")
    page.add_block("Const", {"value": np.array(True)}, id="flag")
    page.add_block("Conv2D", id="y")
    return page


def names(page: Page, end: str) -> list[str]:
    id, _, port = end.partition(".")
    return [fit.op for fit in fits(Check(page), End(id, port))]


def test_what_takes_this_rank_comes_before_what_takes_any(page: Page) -> None:
    images = names(page, "image.output")
    assert images[0] == "Conv2D"
    assert images.index("Conv2DBackpropFilter") < images.index("Relu")
    assert not any(name.startswith("Conv3D") for name in images)
    volumes = names(page, "volume.output")
    assert volumes[0] == "Conv3D"
    assert "Conv2D" not in volumes


def test_a_dtype_that_no_port_takes_is_left_out(page: Page) -> None:
    flags = names(page, "flag.output")
    assert "Conv2D" not in flags
    assert "Identity" in flags


def test_sizes_go_to_what_asks_for_sizes(page: Page) -> None:
    assert "input_sizes" in [fit.port for fit in fits(Check(page), End("sizes", "output"))[:3]]


def test_an_input_gets_what_gives_it(page: Page) -> None:
    page.connect("image.output", "y.input")
    found = names(page, "y.filter")
    assert found[0] == "Const"
    assert "Shape" not in found
    assert "ClientSession" not in found


@pytest.mark.parametrize("end", ["image.output", "y.filter"])
def test_every_fit_can_be_added(page: Page, end: str) -> None:
    id, _, port = end.partition(".")
    there = End(id, port)
    for fit in fits(Check(page), there):
        wires = len(page.wires)
        added = add_fitting(page, fit, there, (9, 9))
        assert len(page.wires) == wires + 1
        assert added in page.blocks
        page.history.undo()
        assert added not in page.blocks


def test_a_new_block_is_in_the_group_of_the_old(page: Page) -> None:
    group = page.groups.add((0, 0))
    page.members.put("image", group)
    added = add_fitting(page, Fit("Relu", "features"), End("image", "output"), (0, 0))
    assert page.members[added] == group
