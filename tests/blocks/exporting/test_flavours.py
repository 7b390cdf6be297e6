"""What is exported runs, and gives the same numbers as the page: every sample page, every op's
example, and random calls of the convolution family, with each library that is installed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import blocks
from blocks.dtypes import DTYPES
from blocks.exporting import ExportRefused, export
from blocks.page import Page
from tests.blocks.exporting.running import assert_same, need, results
from tests.kernels.convolution.calls import Call, calls

ASSETS = Path(__file__).parents[3] / "assets"
FLAVOURS = ("numpy", "tensorflow", "pytorch")
PAGES = [*sorted((ASSETS / "pages").glob("*.json")), *sorted((ASSETS / "examples").glob("*.json"))]


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name.removesuffix(".page.json"))
def test_sample_pages(path: Path, flavour: str, tmp_path: Path) -> None:
    need(flavour)
    page = blocks.load(path)
    expected = blocks.run(page)
    if not expected:
        pytest.skip("it fetches nothing")
    out = tmp_path / "exported.py"
    made = export(page, flavour, out=out)
    if made.left_out:  # a check; what it looks at is there instead
        seen = results(made, tmp_path)
        assert seen
        assert_same(seen, blocks.run(page, list(seen)))
        return
    assert_same(results(made, tmp_path), expected)


FAMILY = {
    "conv2d": ("Conv2D", ("Conv2DBackpropInput", "Conv2DBackpropInputV2"), "Conv2DBackpropFilter"),
    "depthwise": (
        "DepthwiseConv2dNative",
        ("DepthwiseConv2dNativeBackpropInput",),
        "DepthwiseConv2dNativeBackpropFilter",
    ),
    "conv3d": ("Conv3D", ("Conv3DBackpropInputV2",), "Conv3DBackpropFilterV2"),
}


def page_of(call: Call, dtype: str) -> Page:
    """A page with all ops of a call's family, of tensors of small whole numbers."""
    image, filter = (one.astype(DTYPES[dtype]) for one in call.tensors())
    attrs = call.attributes
    page = Page()
    forward, by_input, by_filter = FAMILY[call.family]
    page.add_block("Const", {"value": image}, id="input")
    page.add_block("Const", {"value": filter}, id="filter")
    for name, shape in (("input_sizes", image.shape), ("filter_sizes", filter.shape)):
        page.add_block("Const", {"value": np.array(shape, np.int32)}, id=name)
    page.add_block(forward, attrs, id="y")
    page.connect("input.output", "y.input")
    page.connect("filter.output", "y.filter")
    ops = [forward, *by_input, *([] if dtype == "int32" else [by_filter])]
    for op in ops[1:]:
        block = page.add_block(op, attrs)
        for port in block.op.inputs:  # type: ignore[union-attr]
            source = "y" if port.name == "out_backprop" else port.name
            page.connect(f"{source}.output", f"{block.id}.{port.name}")
    return page


@pytest.mark.parametrize("flavour", FLAVOURS)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    call=calls(), dtype=st.sampled_from(["float32", "float32", "float64", "float16", "bfloat16"])
)
def test_random_calls_of_the_family(flavour: str, call: Call, dtype: str, tmp_path: Path) -> None:
    need(flavour)
    page = page_of(call, dtype)
    wanted = [id for id in page.blocks if page.wires_into(id)]
    made = export(page, flavour, wanted)
    assert_same(results(made, tmp_path), blocks.run(page, wanted))


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_conv3d_whose_strides_leave_inputs_out(flavour: str, dtype: str, tmp_path: Path) -> None:
    """TensorFlow's own kernel answers it wrongly."""
    need(flavour)
    none = ((0, 0),) * 3
    ones = (1, 1, 1)
    for inputs, filters, strides, padding in (
        ((2, 4, 3), ones, (1, 1, 3), "SAME"),
        ((6, 4, 4), ones, (3, 2, 1), "SAME"),
        ((5, 6, 3), (2, 1, 2), (3, 3, 3), "SAME"),
        ((4, 5, 6), ones, (2, 2, 3), "VALID"),
    ):
        call = Call("conv3d", 2, inputs, 3, filters, 3, 4, strides, ones, padding, none, True)
        page = page_of(call, dtype)
        wanted = [id for id in page.blocks if page.wires_into(id)]
        made = export(page, flavour, wanted)
        assert_same(results(made, tmp_path), blocks.run(page, wanted))


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_int32_is_right_or_refused_with_words(flavour: str, tmp_path: Path) -> None:
    need(flavour)
    call = Call(
        "conv2d", 1, (5, 6), 2, (2, 3), 2, 3, (2, 1), (1, 1), "VALID", ((0, 0), (0, 0)), True
    )
    page = page_of(call, "int32")
    refused = []
    for id in ("y", "conv2DBackpropInput"):
        try:
            made = export(page, flavour, [id])
        except ExportRefused as why:
            refused.append(str(why))
            continue
        assert_same(results(made, tmp_path), blocks.run(page, [id]))
    expected = ["conv2DBackpropInput: PyTorch refuses the call: PyTorch has no transposed"]
    assert [one[: len(expected[0])] for one in refused] == expected * (flavour == "pytorch")
