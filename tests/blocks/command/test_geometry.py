"""`blockprop geometry`: text and JSON, one block or all, and what it cannot show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from blocks import file
from blocks.page import Page
from tests.blocks.command.conftest import ROOT, Done

Command = Callable[..., Done]
SAMPLE = ROOT / "assets/pages/5_what_tensorflow_refuses.page.json"


def checkerboard(folder: Path, out: tuple[int, ...] = (1, 3, 3, 1)) -> Path:
    """A page with the gradient of 7 x 7 by a 3 x 3 filter with stride 2."""
    page = Page("Checkerboard")
    for id, value in (
        ("sizes", np.array([1, 7, 7, 1], np.int32)),
        ("filter", np.ones((3, 3, 1, 1), np.float32)),
        ("out", np.ones(out, np.float32)),
    ):
        page.add_block("Const", {"value": value}, id=id)
    attrs = {"strides": [1, 2, 2, 1], "padding": "VALID"}
    page.add_block("Conv2DBackpropInput", attrs, id="dx")
    for source, port in (("sizes", "input_sizes"), ("filter", "filter"), ("out", "out_backprop")):
        page.connect(f"{source}.output", f"dx.{port}")
    path = folder / "x.page.json"
    file.save(page, path)
    return path


def test_text_tells_all_of_a_block(command: Command, tmp_path: Path) -> None:
    done = command("geometry", checkerboard(tmp_path), "dx")
    assert done.status == 0
    for part in (
        "dx: Conv2DBackpropInput, gradient by the input",
        "padding   VALID: no padding",
        "height: input 7, 3 taps, stride 2: 3 out",
        "inputs    7, 8 would give 3 rows out",
        "coverage  1 1 2 1 2 1 1",
        "The same goes for columns.",
        "checkerboard",
    ):
        assert part in done.output


def test_json_has_the_numbers(command: Command, tmp_path: Path) -> None:
    path = checkerboard(tmp_path)
    object = command("geometry", path, "dx", "--format", "json", "--set", "dx.padding=SAME").object
    assert not object["ok"]  # four outputs would come of SAME, and out has three
    assert object["errors"][0]["block"] == "dx"
    assert object["blocks"]["dx"]["padding"] == "SAME: top 1, bottom 1, left 1, right 1"
    object = command("geometry", path, "--format", "json").object
    assert object["ok"]
    (told,) = object["blocks"].values()
    assert told["role"] == "input gradient"
    assert told["axes"][0] == {
        "name": "height",
        "input": 7,
        "taps": 3,
        "stride": 2,
        "dilation": 1,
        "outputs": 3,
        "pads": [0, 0],
        "reach": 3,
        "legal_inputs": [7, 8],
        "coverage": [1, 1, 2, 1, 2, 1, 1],
    }


def test_a_tensor_that_is_fed_says_the_sizes(command: Command, tmp_path: Path) -> None:
    path = checkerboard(tmp_path)
    np.save(tmp_path / "out.npy", np.ones((1, 4, 4, 1), np.float32))
    np.save(tmp_path / "sizes.npy", np.array([1, 10, 10, 1], np.int32))
    feeds = [f"{id}={tmp_path / id}.npy" for id in ("out", "sizes")]
    words = [word for feed in feeds for word in ("--feed", feed)]
    done = command("geometry", path, "dx", *words)
    assert done.status == 0
    assert "height: input 10, 3 taps, stride 2: 4 out" in done.output
    alone = command("geometry", path, "dx", *words[:2])  # and what does not fit it is told
    assert alone.status == 2
    assert "out_backprop has 4" in alone.errors
    wrong = command("geometry", path, "dx", "--feed", f"filtre={tmp_path / 'out.npy'}")
    assert wrong.status == 2
    assert "did you mean filter?" in wrong.errors


def test_without_a_name_all_blocks_of_the_family(command: Command) -> None:
    done = command("geometry", SAMPLE, "--format", "json")
    assert set(done.object["blocks"]) == {"nchw", "dilated", "grouped", "depthwise"}


def test_long_axes_are_shortened(command: Command, tmp_path: Path) -> None:
    path = checkerboard(tmp_path)
    sizes = 'sizes.value={"dtype":"int32","shape":[4],"data":[1,301,301,1]}'
    done = command("geometry", path, "dx", "--set", sizes)
    assert done.status == 2
    assert "coverage  1 1 2 1 2 1 2 1 2 1 2 1 … 277 more … 1 2 1 2 1 2 1 2 1 2 1 1" in done.output
    assert "out_backprop has 3" in done.errors


def test_other_blocks_and_names_are_refused(command: Command, tmp_path: Path) -> None:
    path = checkerboard(tmp_path)
    wrong = command("geometry", path, "filter")
    assert wrong.status == 2
    assert "filter is a block of Const; geometry is for Conv2D," in wrong.errors
    assert "did you mean dx?" in command("geometry", path, "dxx").errors
    file.save(Page("Empty"), tmp_path / "empty.page.json")
    empty = command("geometry", tmp_path / "empty.page.json")
    assert empty.status == 2
    assert "the page has no such block" in empty.errors


def test_what_is_lacking_is_told(command: Command, tmp_path: Path) -> None:
    page = Page("Open")
    page.add_block("Conv2D", {"strides": [1, 1, 1, 1]}, id="y")
    file.save(page, tmp_path / "open.page.json")
    done = command("geometry", tmp_path / "open.page.json")
    assert done.status == 0
    assert "input is not wired." in done.output
