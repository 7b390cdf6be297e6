"""A page whose gradient does not fit its sizes, beside the convolution that it belongs to."""

from __future__ import annotations

import numpy as np

from blocks import file
from blocks.page import Page

ATTRS = {"strides": [1, 2, 2, 1], "padding": "SAME"}


def broken_page() -> Page:
    """input, filter -> y -> dx, with input_sizes of 9 x 9 where 7 x 8 went in."""
    page = Page("Sizes")
    tensors = {
        "input": np.ones((1, 7, 8, 3), np.float32),
        "filter": np.ones((3, 3, 3, 4), np.float32),
        "sizes": np.array([1, 9, 9, 3], np.int32),
    }
    for number, (id, value) in enumerate(tensors.items()):
        page.add_block("Const", {"value": value}, id=id, at=(0, 160 * number))
    page.add_block("Conv2D", ATTRS, id="y", at=(300, 0))
    page.add_block("Conv2DBackpropInput", ATTRS, id="dx", at=(600, 100))
    for source, target in (
        ("input", "y.input"),
        ("filter", "y.filter"),
        ("sizes", "dx.input_sizes"),
        ("filter", "dx.filter"),
        ("y", "dx.out_backprop"),
    ):
        page.connect(f"{source}.output", target)
    return file.loads(file.dumps(page))  # as from a file: nothing to undo


def sizes_of(page: Page) -> list[int]:
    """The numbers that come to dx.input_sizes."""
    (wire,) = page.wires_into("dx", "input_sizes")
    return [int(one) for one in page.blocks[wire.source.block].value("value")]
