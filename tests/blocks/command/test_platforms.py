"""`blockprop platforms`: text and JSON, one block with its code, and what it cannot tell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import blocks
from blocks.platforms import PLATFORMS
from tests.blocks.command.conftest import ROOT, Done

Command = Callable[..., Done]
REFUSED = ROOT / "assets/pages/5_what_tensorflow_refuses.page.json"
PLAIN = ROOT / "assets/pages/1_conv2d_backprop_input.page.json"


def test_it_tells_of_each_block_what_each_platform_does(command: Command) -> None:
    done = command("platforms", REFUSED)
    assert (done.status, done.errors) == (0, "")
    for id in ("nchw", "dilated", "grouped", "depthwise"):
        assert f"{id} (" in done.output
    assert "it says: Conv2DCustomBackpropInputOp only supports NHWC." in done.output
    assert "import" not in done.output
    for one in PLATFORMS:
        assert one.name in done.output


def test_of_one_block_it_gives_the_code(command: Command) -> None:
    done = command("platforms", PLAIN, "dx")
    assert done.status == 0
    assert "F.conv_transpose2d(grad, weight, stride=(3, 2))" in done.output
    assert "transpose_kernel=True" in done.output
    assert "tf.raw_ops.Conv2DBackpropInput(" in done.output
    assert "known from: measured with PyTorch" in done.output
    assert "y (Conv2D)" not in done.output


def test_as_json_every_platform_is_there_by_its_id(command: Command) -> None:
    told = command("platforms", REFUSED, "--format", "json").object
    assert told["ok"] is True
    block = told["blocks"]["nchw"]
    assert block["op"] == "Conv2DBackpropInput"
    assert list(block["platforms"]) == [one.id for one in PLATFORMS]
    found = block["platforms"]["tensorflow-cpu"]
    assert found["verdict"] == "refuses"
    assert "20405" in found["source"]
    assert block["platforms"]["pytorch"]["code"].startswith("import torch")


def test_a_setting_changes_the_answer(command: Command) -> None:
    told = command("platforms", PLAIN, "dx", "--set", "dx.dilations=[1,2,2,1]", "--format", "json")
    found = told.object["blocks"]["dx"]["platforms"]["tensorflow-cpu"]
    assert found["verdict"] == "refuses"


def test_ops_beside_the_convolutions_have_code_with_their_numbers(command: Command) -> None:
    done = command("platforms", PLAIN, "filter")
    assert (done.status, done.errors) == (0, "")
    for code in ("tf.constant(", "torch.tensor(", "jnp.array(", "np.array("):
        assert code in done.output
    assert "filter (Const)\n  the same everywhere" in command("platforms", PLAIN).output


def test_of_a_block_that_is_off_nothing_is_told(command: Command, tmp_path: Path) -> None:
    page = blocks.load(PLAIN)
    page.modes.put("dx", "disabled")
    blocks.save(page, path := tmp_path / "off.page.json")
    done = command("platforms", path, "dx")
    assert done.status == 0
    assert "Nothing is known of this block" in done.output


def test_what_it_cannot_tell(command: Command) -> None:
    done = command("platforms", PLAIN, "nobody")
    assert done.status == 2
    assert done.error_lines[0].startswith("there is no block 'nobody'")
    done = command("platforms", PLAIN, "dx", "--set", "dx.strides=[1,1,1,1]")
    assert done.status == 2
    assert done.output == ""
    assert "dx" in done.error_lines[0]
