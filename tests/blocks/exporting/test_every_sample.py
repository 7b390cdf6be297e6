"""Every op in every dtype: what is exported gives the page's numbers, or is refused in words.

The sums of large integers wrap around, halves are rounded once, NaN casts to 0: what a library
does otherwise must not come out of an export as a wrong number.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import blocks
from blocks.dtypes import DTYPES
from blocks.exporting import ExportRefused, export
from blocks.page import Page
from tests.blocks.exporting.running import assert_same, need, results
from tests.blocks.ops.samples import Sample, every_sample

RAGGED = np.array([-3, -2.5, -0.0, 0.5, 1, 2, 100, 300])
"""Numbers that are put in the place of the samples' ones: signs, fractions, what overflows."""


def page_of(sample: Sample, folder: Path) -> Page:
    """A page that makes the sample's call, of more ragged numbers."""
    page = Page(folder=folder)
    attrs = {
        name: Path(value).name if name == "file" else value for name, value in sample.given.items()
    }
    block = page.add_block(sample.op.name, attrs, id="op")
    for at, (port, array) in enumerate(zip(sample.op.inputs, sample.inputs, strict=True)):
        page.add_block("Const", {"value": _ragged(port.name, array)}, id=f"x{at}")
        page.connect(f"x{at}.output", f"{block.id}.{port.name}")
    return page


def _ragged(port: str, array: Any) -> Any:
    array = np.asarray(array)
    vectors = ("sizes", "shape", "dims", "perm", "indices", "start", "limit", "delta")
    if array.dtype == np.bool_ or array.size == 0 or any(word in port for word in vectors):
        return array
    with np.errstate(all="ignore"):
        numbers = np.resize(RAGGED, array.shape)
        if array.dtype.kind in "iu":
            return numbers.astype(np.int64).astype(array.dtype)
        return numbers.astype(np.float64).astype(array.dtype)


JUDGES = ("Expect", "GradientCheck", "ClientSession")


@pytest.mark.parametrize("flavour", ["numpy", "tensorflow", "pytorch"])
def test_every_sample(flavour: str, tmp_path: Path) -> None:
    need(flavour)
    ran, refused, wrong = 0, list[str](), list[str]()
    for sample in every_sample(tmp_path):
        if sample.op.name in JUDGES:
            continue
        page = page_of(sample, tmp_path)
        expected = blocks.run(page, ["op"])
        try:
            made = export(page, flavour, ["op"], out=tmp_path / "exported.py")
        except ExportRefused as why:
            refused.append(str(why))
            continue
        ran += 1
        try:
            assert_same(results(made, tmp_path), expected)
        except Exception as why:
            wrong.append(f"{sample}: {type(why).__name__}: {str(why)[:300]}")
    assert not wrong, "\n".join(wrong)
    assert ran > 100
    assert all(one.startswith("op: ") and "export to NumPy" in one for one in refused)
    assert bool(refused) == (flavour != "numpy")


@pytest.mark.parametrize("flavour", ["numpy", "tensorflow", "pytorch"])
@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32", "float64"])
def test_casts_to_whole_numbers_at_their_ends(flavour: str, dtype: str, tmp_path: Path) -> None:
    need(flavour)
    numbers = [np.nan, np.inf, -np.inf, 1e30, -1e30, 2.0**63, -(2.0**63), 2.0**31, 255.9, -0.9, -1]
    with np.errstate(all="ignore"):
        array = np.array(numbers, np.float64).astype(DTYPES[dtype])
    refused = []
    for target in (
        "int8",
        "int16",
        "int32",
        "int64",
        "uint8",
        "uint16",
        "uint32",
        "uint64",
        "bool",
    ):
        page = Page()
        page.add_block("Const", {"value": array}, id="x")
        page.add_block("Cast", {"DstT": target}, id="y")
        page.connect("x.output", "y.x")
        try:
            made = export(page, flavour)
        except ExportRefused:
            refused.append(target)
            continue
        assert_same(results(made, tmp_path), blocks.run(page))
    assert refused == (["uint16", "uint32", "uint64"] if flavour == "pytorch" else [])
