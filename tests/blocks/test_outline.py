"""A block as a row of words."""

from __future__ import annotations

import numpy as np

from blocks.checking import Check
from blocks.outline import row_of
from blocks.page import Page


def page_of_two() -> Page:
    page = Page()
    page.add_block("Const", {"value": np.ones((2, 3), np.float32)}, id="a")
    page.add_block("Add", {"name": "total"}, id="sum")
    page.connect("a.output", "sum.x")
    return page


def test_a_row_says_where_inputs_come_from_what_comes_out_and_what_is_wrong() -> None:
    page = page_of_two()
    check = Check(page)
    row = row_of(page, check, "sum", check.known)
    assert (row.name, row.op) == ("total", "Add")
    assert row.inputs == "x from a.output, y not wired"
    assert row.outputs.startswith("z float32")
    assert "y" in row.problem
    assert row_of(page, check, "a", check.known).outputs == "output float32 [2, 3]"


def test_a_failure_of_a_run_comes_before_what_the_check_says() -> None:
    page = page_of_two()
    check = Check(page)
    assert row_of(page, check, "sum", check.known, "out of\nmemory").problem == "out of memory"


def test_a_row_is_spoken_as_one_sentence() -> None:
    page = page_of_two()
    check = Check(page)
    said = row_of(page, check, "a", check.known).spoken("never run")
    assert said == "a, Const; never run; gives output float32 [2, 3]"


def test_a_port_that_takes_many_names_all_its_sources() -> None:
    page = page_of_two()
    page.add_block("Const", {"value": np.ones(1, np.float32)}, id="b")
    page.add_block("ClientSession", id="s")
    for source in ("a.output", "b.output"):
        page.connect(source, "s.fetch_outputs")
    check = Check(page)
    row = row_of(page, check, "s", check.known)
    assert "fetch_outputs from a.output and b.output" in row.inputs
    assert row.outputs == ""
