"""The precision of a run: the page's unless told, seen by each kernel, and part of each key."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import blocks
import kernels
from blocks.declaration.op import Op, Port
from blocks.errors import RequestRefused, RunFailed
from blocks.evaluation import Cache, evaluate, execute, plan
from blocks.page import Block, Page, Unread

SEEN: list[str] = []


def _tells(x: Any) -> Any:
    SEEN.append(kernels.chosen_precision())
    return x + 1


TELLS = Op(
    name="Tells",
    category="test",
    summary="Notes the precision that it is run under.",
    kernel=_tells,
    shape=lambda x: x.shape,
    inputs=(Port("x"),),
    types={"T": ("float32",)},
)


@pytest.fixture
def page() -> Page:
    SEEN.clear()
    page = Page()
    page.add_block("Const", {"value": np.ones(3, np.float32)}, id="const")
    page.put_block(Block("tells", "Tells", TELLS), (0, 0))
    page.connect("const.output", "tells.x")
    return page


def test_kernels_run_under_the_pages_precision_unless_told(page: Page) -> None:
    blocks.run(page)
    blocks.run(page, precision="highest")
    page.set_precision("highest")
    blocks.run(page)
    evaluate(page, precision="default")
    with kernels.precision("default"):
        blocks.run(page)
    assert SEEN == ["default", "highest", "highest", "default", "highest"]
    assert kernels.chosen_precision() == "default"


def test_a_plan_keeps_the_precision_that_it_was_made_with(page: Page) -> None:
    made = plan(page)
    page.set_precision("highest")
    execute(made)
    assert SEEN == ["default"]


def test_a_result_is_taken_from_the_cache_under_its_own_precision_only(page: Page) -> None:
    cache = Cache(2**20)
    for precision in ("default", "highest", "highest", "default", None):
        blocks.run(page, cache=cache, precision=precision)
    assert SEEN == ["default", "highest"]


@pytest.mark.parametrize("precision", ["fast", "", "Default", 1])
def test_a_word_that_is_no_precision_is_refused(page: Page, precision: Any) -> None:
    with pytest.raises(RequestRefused, match=r"precision: .* is none of default, highest"):
        blocks.run(page, precision=precision)
    assert SEEN == []


def test_a_page_with_an_unread_precision_runs_only_when_told_another(page: Page) -> None:
    wrong = Page(precision=Unread("later", "'later' is none of default, highest"))
    wrong.put([(page.blocks["const"], (0, 0)), (page.blocks["tells"], (0, 0))], page.wires)
    (problem,) = blocks.check(wrong)
    assert (problem.block, problem.port) == (None, "precision")
    assert str(problem) == "precision: 'later' is none of default, highest"
    assert blocks.Check(wrong).problems == (problem,)
    with pytest.raises(RunFailed, match="'later' is none of"):
        blocks.run(wrong)
    outcome = evaluate(wrong)
    assert (outcome.ok, outcome.problems, dict(outcome.blocks)) == (False, (problem,), {})
    assert SEEN == []
    blocks.run(wrong, precision="highest")
    assert SEEN == ["highest"]
    wrong.set_precision("default")
    assert blocks.check(wrong) == ()


def test_a_large_convolution_has_the_bits_of_the_kernel_under_the_same_precision() -> None:
    draw = np.random.default_rng(7)
    image = draw.standard_normal((1, 32, 32, 32)).astype(np.float32)
    filter = draw.standard_normal((3, 3, 32, 32)).astype(np.float32)
    attrs = {"strides": (1, 1, 1, 1), "padding": "SAME"}
    page = Page()
    page.add_block("Const", {"value": image}, id="image")
    page.add_block("Const", {"value": filter}, id="filter")
    page.add_block("Conv2D", attrs, id="y")
    page.connect("image.output", "y.input")
    page.connect("filter.output", "y.filter")
    for precision in ("default", "highest"):
        with kernels.precision(precision):
            wanted = kernels.conv2d(image, filter, **attrs)  # type: ignore[arg-type]
        page.set_precision(precision)
        assert blocks.run(page)["y.output"].tobytes() == wanted.tobytes()
        other = "highest" if precision == "default" else "default"
        page.set_precision(other)
        assert blocks.run(page, precision=precision)["y.output"].tobytes() == wanted.tobytes()
