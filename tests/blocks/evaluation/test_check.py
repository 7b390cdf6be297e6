"""`blocks.check`: all problems of a page, without running it."""

from __future__ import annotations

import blocks
import blocks.checking


def _tensor(dtype: str, shape: list[int], data: list[int]) -> dict[str, object]:
    return {"dtype": dtype, "shape": shape, "data": data}


def test_nothing_is_wrong_with_a_right_page() -> None:
    page = blocks.Page("Right")
    page.add_block("Const", {"value": _tensor("float32", [2], [1, 2])}, id="x")
    assert blocks.check(page) == ()


def test_all_that_is_wrong_is_told_also_where_no_fetch_leads() -> None:
    page = blocks.Page("Wrong")
    page.add_block("Const", {"value": _tensor("int32", [2], [1_000_000, 1_000_000])}, id="dims")
    page.add_block("Const", {"value": _tensor("float32", [], [1])}, id="one")
    page.add_block("Fill", id="large")
    page.add_block("Relu", id="loose")
    page.connect("dims.output", "large.dims")
    page.connect("one.output", "large.value")
    found = {problem.block: problem.message for problem in blocks.check(page)}
    assert set(found) == {"large", "loose"}
    assert "3.6 TiB" in found["large"]
    assert "not wired" in found["loose"]


def test_the_function_stays_what_it_is_once_modules_are_imported() -> None:
    assert callable(blocks.check)
