"""`import blocks` and the names it gives, as scripts use them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import blocks

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "assets/pages/1_conv2d_backprop_input.page.json"


def test_a_page_is_loaded_and_run() -> None:
    page = blocks.load(SAMPLE)
    results = blocks.run(page)
    assert list(results) == ["dx.output"]
    assert results["dx.output"].ravel()[:4].tolist() == [1188, 2748, 4308, 5868]
    assert blocks.Check(page).problems == ()
    np.testing.assert_array_equal(blocks.evaluate(page).results["dx.output"], results["dx.output"])


@pytest.mark.parametrize("name", blocks.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(blocks, name) is not None
    assert name in dir(blocks)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'blocks' has no attribute 'nothing'"):
        _ = blocks.nothing


def test_importing_it_imports_nothing_else() -> None:
    code = "import sys, blocks; sys.exit('numpy' in sys.modules or 'kernels' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_it_is_a_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "blocks", "run", SAMPLE, "--fetch", "y"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == "y.output  float32 [2, 1, 1, 2]"
