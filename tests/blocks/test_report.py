"""The error report says all that one needs to see the problem again, and no private path."""

from __future__ import annotations

import json
import platform
from pathlib import Path

import numpy as np
import pytest

from blocks import file
from blocks.checking import Check
from blocks.page import Page
from blocks.report import LONGEST_FRAGMENT, error_report, feeders, versions


@pytest.fixture
def page() -> Page:
    """A chain x -> relu -> y with a filter that does not fit, and a bystander."""
    page = Page("Broken")
    page.add_block("Const", {"value": np.ones((1, 4, 4, 3), np.float32)}, id="x")
    page.add_block("Const", {"value": np.ones((2, 2, 2, 1), np.float32)}, id="taps")
    page.add_block("Relu", id="relu")
    page.add_block("Conv2D", id="y")
    page.add_block("Const", id="bystander")
    page.connect("x.output", "relu.features")
    page.connect("relu.activations", "y.input")
    page.connect("taps.output", "y.filter")
    return page


def report(page: Page, name: str = "") -> str:
    check = Check(page)
    return error_report(page, check.problems, check.known, name)


def fragment(text: str) -> Page:
    """The page in a report."""
    pasted = Page()
    file.paste(pasted, text.partition("```json\n")[2].partition("\n```")[0])
    return pasted


def test_it_says_problem_shapes_and_versions(page: Page) -> None:
    text = report(page, "/home/ann/secret/broken.page.json")
    (problem,) = Check(page).problems
    assert " ".join(str(problem).split()) in text
    assert "y (Conv2D)" in text
    assert "- takes input: float32 [1, 4, 4, 3] from relu.activations" in text
    assert "- takes filter: float32 [2, 2, 2, 1] from taps.output" in text
    assert "- gives output: " in text
    assert "Page: broken.page.json · Broken, 5 blocks, 3 wires, precision default" in text
    assert text.startswith(versions())
    assert f"NumPy {np.__version__}" in versions()
    assert platform.python_version() in versions()
    assert "secret" not in text


def test_its_fragment_shows_the_same_problem_again(page: Page) -> None:
    text = report(page)
    pasted = fragment(text)
    assert list(pasted.blocks) == ["x", "taps", "relu", "y"] == feeders(page, ["y"])
    assert Check(pasted).problems == Check(page).problems


def test_an_input_that_is_not_wired_takes_nothing(page: Page) -> None:
    page.disconnect(page.wires_into("y", "filter")[0])
    assert "- takes filter: nothing" in report(page)


def test_no_folder_of_the_user_is_told(tmp_path: Path, page: Page) -> None:
    page.folder = tmp_path / "private"
    page.folder.mkdir()
    page.add_block("ReadNpy", {"file": "missing.npy"}, id="read")
    assert any(str(tmp_path)[:15] in str(one) for one in Check(page).problems)
    text = report(page)
    assert "missing.npy" in text
    assert str(tmp_path)[:15] not in text
    page.notes.write("y", f"see {Path.home()}/secret.txt")
    assert str(Path.home()) not in report(page)


def test_what_is_far_away_or_too_large_is_left_out(page: Page) -> None:
    large = np.arange(LONGEST_FRAGMENT, dtype=np.float32)[:29_952].reshape(1, 104, 96, 3)
    page.set_attr("x", "value", large)
    near = fragment(report(page))
    assert list(near.blocks) == ["taps", "relu", "y"]
    page.set_attr("taps", "value", large)
    text = report(page)
    assert "characters and are left out" in text
    assert len(text) < 5000


def test_a_page_that_cannot_run_as_a_whole_and_one_without_problems() -> None:
    text = json.dumps(json.loads(file.dumps(Page())) | {"precision": "odd"})
    page = file.loads(text)
    text = report(page)
    assert "- precision: " in text
    assert "```" not in text
    assert "No problems." in report(Page())
