"""The text of exported scripts: names, numbers, files, what cannot be exported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

import blocks
import kernels
from blocks.dtypes import DTYPES, FLOATING
from blocks.errors import RequestRefused, RunFailed
from blocks.exporting import FLAVOURS, ExportRefused, export, save
from blocks.exporting.tensors import WRITTEN_OUT
from blocks.ops import OPS
from blocks.page import Page
from tests.blocks.exporting.running import assert_same, results

ROOT = Path(__file__).parents[3]


@pytest.fixture
def page() -> Page:
    made = Page("A \"title\" with \\ and '''")
    made.add_block("Const", {"value": np.arange(6, dtype=np.float32).reshape(2, 3)}, id="x")
    made.add_block("Relu", id="y")
    made.connect("x.output", "y.features")
    return made


def test_a_script_runs_by_itself_and_prints_its_results(page: Page, tmp_path: Path) -> None:
    out = tmp_path / "page.py"
    assert save(export(page, "numpy", out=out), out) == [out]
    done = subprocess.run(
        [sys.executable, str(out)],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        "y.activations float32 (2, 3)",
        "[[0. 1. 2.]",
        " [3. 4. 5.]]",
    ]


def test_it_reads_like_the_page(page: Page) -> None:
    page.set_attr("y", "name", "rectified")
    page.notes.write("y", "Nothing is below 0.\nReally.")
    lines = export(page, "numpy").text.splitlines()
    at = lines.index("# Nothing is below 0.")
    assert lines[at + 1 : at + 3] == ["# Really.", "rectified = kernels.relu(x)"]
    assert "x = np.arange(0, 6, dtype=np.float32).reshape((2, 3))" in lines
    assert '    "y.activations": rectified,' in lines


def test_names_that_python_or_the_script_uses_are_not_taken(tmp_path: Path) -> None:
    page = Page()
    taken = ("np", "results", "kernels", "print", "lambda", "value", "None", "zip", "x-1", "match")
    last = None
    for word in taken:
        page.add_block("Const" if last is None else "Identity", id=word)
        if last is not None:
            page.connect(f"{last}.output", f"{word}.input")
        last = word
    page.set_attr("x-1", "name", "x/2")
    assert_same(results(export(page, "numpy"), tmp_path), blocks.run(page))


def test_attributes_that_are_the_default_are_left_out(page: Page) -> None:
    page.add_block("Const", {"value": np.ones((2, 3), np.float32)}, id="w")
    page.add_block("MatMul", {"transpose_b": True}, id="p")
    page.connect("y.activations", "p.a")
    page.connect("w.output", "p.b")
    assert "p = kernels.mat_mul(y, w, transpose_b=True)" in export(page, "numpy").text


def test_the_precision_of_the_page_is_that_of_the_script(page: Page, tmp_path: Path) -> None:
    page.set_precision("highest")
    made = export(page, "numpy")
    assert '\nwith kernels.precision("highest"):\n    x = ' in made.text
    assert_same(results(made, tmp_path), blocks.run(page))
    assert kernels.chosen_precision() == "default"


def test_large_tensors_go_beside_the_script(page: Page, tmp_path: Path) -> None:
    random = np.random.default_rng(0).random((WRITTEN_OUT + 1,)).astype(DTYPES["bfloat16"])
    page.set_attr("x", "value", random)
    inside = export(page, "numpy")
    assert inside.beside is None
    assert not inside.tensors
    beside = export(page, "numpy", out=tmp_path / "exported.py")
    assert beside.beside == "exported.npz"
    assert len(beside.text) < 600 < len(inside.text)
    for made in (inside, beside):
        assert_same(results(made, tmp_path), blocks.run(page))
    assert (tmp_path / "exported.npz").exists()


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), name=st.sampled_from(sorted(DTYPES)))
def test_every_tensor_comes_back_bit_for_bit(
    data: st.DataObject, name: str, tmp_path: Path
) -> None:
    kind = "float32" if name == "bfloat16" else name
    shape = data.draw(array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=6))
    array = data.draw(arrays(np.dtype(kind), shape))
    with np.errstate(all="ignore"):
        array = array.astype(DTYPES[name])
    page = Page()
    page.add_block("Const", {"value": array}, id="x")
    (found,) = results(export(page, "numpy"), tmp_path).values()
    right = page.blocks["x"].value("value")
    assert (found.dtype, found.shape) == (right.dtype, right.shape)
    if name in FLOATING:
        np.testing.assert_array_equal(np.isnan(found), np.isnan(right))
        found, right = (np.where(np.isnan(one), 0, one) for one in (found, right))
    assert found.tobytes() == right.tobytes()


def test_pins_modes_and_groups_of_blocks(page: Page, tmp_path: Path) -> None:
    page.add_block("Relu", id="z")
    page.connect("y.activations", "z.features")
    page.modes.put("y", "bypassed")
    made = export(page, "numpy")
    assert "# y is bypassed\ny = x\n" in made.text
    page.modes.put("y", "disabled")
    with pytest.raises(ExportRefused, match="nothing to export"):
        export(page, "numpy")
    page.modes.drop("y")
    pinned = np.full((1, 2), -1, np.float32)
    page.pins.put("y.activations", pinned)
    with pytest.raises(RequestRefused, match="pinned"):
        export(page, "numpy")
    made = export(page, "numpy", use_pins=True)
    assert "# pinned on the page: y.activations is not computed" in made.text
    assert_same(results(made, tmp_path), {"z.activations": np.zeros((1, 2), np.float32)})


def test_a_block_alone_with_what_it_needs(page: Page, tmp_path: Path) -> None:
    page.add_block("Identity", id="unwanted")
    page.connect("y.activations", "unwanted.input")
    made = export(page, "numpy", ["y"])
    assert "unwanted" not in made.text
    assert_same(results(made, tmp_path), blocks.run(page, ["y"]))


@pytest.mark.parametrize("flavour", ["tensorflow", "pytorch"])
def test_checks_are_left_out_and_what_they_look_at_is_exported(page: Page, flavour: str) -> None:
    page.add_block("Const", {"value": np.zeros((2, 3), np.float32)}, id="wanted")
    page.add_block("Expect", {"value": np.array(0, np.float32)}, id="check")
    page.connect("y.activations", "check.input")
    page.connect("wanted.output", "check.expected")
    made = export(page, flavour)
    assert made.left_out == ("check",)
    assert "Without the blocks that check others:\ncheck." in made.text
    assert '"y.activations": y,' in made.text
    assert "wanted" not in made.text
    with pytest.raises(ExportRefused, match="check: "):
        export(page, flavour, ["check"])


def test_numpy_has_the_kernel_of_expect(page: Page, tmp_path: Path) -> None:
    page.add_block("Expect", {"value": np.array(1, np.float32)}, id="check")
    page.connect("y.activations", "check.input")
    made = export(page, "numpy")
    assert made.left_out == ()
    assert_same(results(made, tmp_path), blocks.run(page))


def test_a_gradient_check_is_left_out_of_every_script(page: Page) -> None:
    page.add_block("GradientCheck", id="check")
    for source, target in (
        ("x.output", "x"),
        ("y.activations", "y"),
        ("y.activations", "gradient"),
    ):
        page.connect(source, f"check.{target}")
    for flavour in FLAVOURS:
        made = export(page, flavour)
        assert made.left_out == ("check",)
        assert '"y.activations": y,' in made.text


def test_what_is_wrong_is_said_and_nothing_made(page: Page) -> None:
    with pytest.raises(ExportRefused, match="'c' is none of numpy, tensorflow, pytorch"):
        export(page, "c")
    with pytest.raises(RequestRefused, match="no block 'q'"):
        export(page, "numpy", ["q"])
    page.add_block("Relu", id="loose")
    with pytest.raises(RunFailed, match=r"loose\.features"):
        export(page, "numpy")


def test_what_a_library_cannot_do_names_block_and_library(page: Page) -> None:
    page.set_attr("x", "value", np.ones(3, np.uint32))
    with pytest.raises(ExportRefused, match="y: PyTorch has little arithmetic for uint32; export"):
        export(page, "pytorch")


def test_random_numbers_are_written_down_for_the_others(tmp_path: Path) -> None:
    page = Page()
    page.add_block("Const", {"value": np.array([2, 3], np.int32)}, id="n")
    page.add_block("RandomNormal", {"seed": 3}, id="r")
    page.connect("n.output", "r.shape")
    assert "r = kernels.random_normal(n, seed=3)" in export(page, "numpy").text
    for flavour in ("tensorflow", "pytorch"):
        text = export(page, flavour).text
        assert "# RandomNormal: these are blockprop's numbers, written down" in text
        assert "\nn = " not in text, "nothing reads it any more"


def test_every_op_is_known_to_each_flavour_or_refused_on_purpose() -> None:
    """A new op must be thought of here."""
    from blocks.exporting.pytorch_code import _OPS
    from blocks.exporting.tensorflow_code import _AS_THEY_ARE
    from blocks.platforms.convolution import FAMILY

    elsewhere = {*FAMILY, "Const", "ClientSession", "RandomNormal", "RandomUniform"}
    ours = {"Expect", "GradientCheck"}
    every = set(OPS.built_in) - elsewhere - ours
    assert every - {"ReadNpy"} == set(_AS_THEY_ARE)
    assert every - {"Range"} == set(_OPS)
    assert list(FLAVOURS) == ["numpy", "tensorflow", "pytorch"]
