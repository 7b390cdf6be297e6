"""Each op has an example page that runs, small enough to be followed with a pencil."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import blocks
from blocks.checking import Check
from blocks.declaration.op import Op
from blocks.examples import EXAMPLES, as_text, example_path, reads_files, worked
from blocks.file import dumps
from blocks.ops import OPS
from blocks.page import Page

each_op = pytest.mark.parametrize("op", OPS.values(), ids=lambda op: op.name)
LARGEST = 24
"""Nobody follows more numbers with a pencil."""


def loaded(op: Op) -> tuple[Path, Page]:
    path = example_path(op)
    assert path is not None, "every op has an example"
    return path, blocks.load(path)


@each_op
def test_an_example_shows_its_op_and_runs(op: Op) -> None:
    _, page = loaded(op)
    assert op.name in page.title
    assert [one.op_name for one in page.blocks.values()].count(op.name) == 1
    assert list(page.notes), "a note says what to look at"
    assert Check(page).problems == ()
    results = blocks.run(page, [end for one in page.blocks.values() for end in one.outputs])
    assert all(tensor.size <= LARGEST for tensor in results.values())


@each_op
def test_an_example_is_canonical_and_tidy(op: Op) -> None:
    path, page = loaded(op)
    text = path.read_text(encoding="utf-8")
    page.set_title("other")
    page.set_title(blocks.load(path).title)
    again = Page(page.title)
    again.put([(block, page.position(id)) for id, block in page.blocks.items()], page.wires)
    for name, table in page.tables.items():
        for key, item in table.items():
            again.tables[name].put(key, item)
    assert dumps(again) == text
    for one, two in itertools.combinations([page.position(id) for id in page.blocks], 2):
        assert abs(one.x - two.x) >= 200 or abs(one.y - two.y) >= 100, "blocks overlap"


@each_op
def test_a_worked_example_shows_every_wired_port_and_every_output(op: Op) -> None:
    example = worked(op)
    assert example is not None
    assert [one.port for one in example.inputs] == [port.name for port in op.inputs]
    assert [one.port for one in example.outputs] == [port.name for port in op.outputs]
    text = as_text(example)
    assert example.note.split()[0] in text.splitlines()[1]
    assert all(f"  {port.name}  " in text for port in (*op.inputs, *op.outputs))


def test_there_is_no_page_of_an_op_that_does_not_exist() -> None:
    assert {path.name.split(".")[0] for path in EXAMPLES.iterdir()} == set(OPS)


def test_only_the_example_that_reads_a_file_needs_one() -> None:
    assert [op.name for op in OPS.values() if reads_files(op)] == ["ReadNpy"]


def test_an_op_without_an_example_has_none() -> None:
    own = replace(OPS["Relu"], name="Own")
    assert example_path(own) is None
    assert worked(own) is None


def test_a_grid_is_height_by_width_with_the_channels_in_a_cell() -> None:
    example = worked(OPS["DepthwiseConv2dNative"])
    assert example is not None
    image, filter = example.inputs
    assert image.what == "float32 [1, 3, 3, 2]"
    assert image.grids[0][0] == ("1, 10", "2, 20", "3, 30")
    assert filter.grids[0] == (("1, 0", "0, 1"), ("0, 0", "1, 0"))
    assert example.outputs[0].grids == ((("6, 20", "8, 30"), ("12, 50", "14, 60")),)
    assert ("strides", "[1, 1, 1, 1]") in example.attrs


def test_a_volume_is_a_grid_for_each_depth() -> None:
    example = worked(OPS["Conv3D"])
    assert example is not None
    assert example.inputs[0].grids == ((("1", "2"), ("3", "4")), (("5", "6"), ("7", "8")))
    assert np.array(example.outputs[0].grids).tolist() == [[["-4", "-4"], ["-4", "-4"]]]
