"""Files that a page reads: results follow what is in them now, and never what was before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from blocks.checking import Check
from blocks.evaluation import Cache, Event, evaluate, execute, plan
from blocks.page import End, Page
from tests.blocks.evaluation.pages import Events, add

Pages = Callable[..., Page]


@pytest.fixture
def page(tmp_path: Path) -> Page:
    np.save(tmp_path / "data.npy", np.float32([1, 2]))
    page = Page(folder=tmp_path)
    page.add_block("ReadNpy", {"file": "data.npy"}, id="data")
    add(page, "sum", "data", "data")
    return page


def replace(page: Page, array: Any) -> None:
    assert page.folder is not None
    np.save(page.folder / "new.npy", array)
    (page.folder / "new.npy").replace(page.folder / "data.npy")


def test_a_file_is_read_once_while_it_stays_as_it_is(page: Page) -> None:
    cache = Cache()
    assert evaluate(page, cache=cache).results["sum.z"].tolist() == [2, 4]
    events = Events()
    evaluate(page, cache=cache, on_event=events.append, keep_all=True)
    assert events.ran == set()


def test_a_file_that_has_changed_is_read_again(page: Page) -> None:
    cache = Cache()
    evaluate(page, cache=cache)
    replace(page, np.float32([5, 6]))  # of the same size
    assert evaluate(page, cache=cache).results["sum.z"].tolist() == [10, 12]


def test_the_same_file_under_another_folder_is_another_file(page: Page, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    np.save(tmp_path / "other" / "data.npy", np.float32([1, 2]))
    before = plan(page).key("sum")
    page.folder = tmp_path / "other"
    assert plan(page).key("sum") != before


def test_a_missing_file_is_told_with_its_block(page: Page) -> None:
    assert page.folder is not None
    (page.folder / "data.npy").unlink()
    outcome = evaluate(page)
    (problem,) = outcome.problems
    assert (problem.block, problem.port) == ("data", "file")
    assert "data.npy" in problem.message
    assert outcome.blocks["sum"].state == "skipped"


def test_a_file_that_goes_between_plan_and_run_is_told_with_its_block(page: Page) -> None:
    planned = plan(page)
    assert page.folder is not None
    (page.folder / "data.npy").unlink()
    (problem,) = execute(planned).problems
    assert problem.block == "data"


def test_a_file_that_changes_during_the_run_gives_no_result(page: Page) -> None:
    def change(event: Event) -> None:
        if event.kind == "started" and event.block == "data":
            replace(page, np.float32([7, 8, 9]))

    cache = Cache()
    outcome = evaluate(page, cache=cache, on_event=change)
    assert "was changed during the run; run it again" in outcome.problems[0].message
    assert outcome.blocks["sum"].state == "skipped"
    assert len(cache) == 0
    assert evaluate(page, cache=cache).results["sum.z"].tolist() == [14, 16, 18]


def test_a_file_that_has_changed_since_the_check_is_taken_as_it_is_now(page: Page) -> None:
    check = Check(page)
    replace(page, np.float32([7, 8, 9]))
    outcome = evaluate(page, check=check)
    assert outcome.problems == ()
    assert outcome.results["sum.z"].tolist() == [14, 16, 18]


def sizes_page(folder: Path) -> Page:
    """A gradient whose input_sizes are in a file."""
    np.save(folder / "sizes.npy", np.int32([1, 5, 5, 1]))
    page = Page(folder=folder)
    page.add_block("ReadNpy", {"file": "sizes.npy"}, id="sizes")
    for id, size in (("filter", 1), ("back", 3)):
        value = np.ones((1, size, size, 1), np.float32)
        page.add_block("Const", {"value": value}, id=id)
    page.add_block("Conv2DBackpropInput", {"strides": [1, 2, 2, 1]}, id="dx")
    for source, port in (("sizes", "input_sizes"), ("filter", "filter"), ("back", "out_backprop")):
        page.connect(f"{source}.output", f"dx.{port}")
    return page


def test_the_check_sees_sizes_that_were_written_over_in_place(tmp_path: Path) -> None:
    page = sizes_page(tmp_path)
    check = Check(page)
    np.save(tmp_path / "sizes.npy", np.int32([1, 6, 6, 1]))
    assert check.refresh() == {"sizes", "dx"}
    assert check.known(End("dx", "output")).shape == (1, 6, 6, 1)


def test_sizes_that_have_changed_since_the_check_are_taken_as_they_are_now(tmp_path: Path) -> None:
    page = sizes_page(tmp_path)
    check = Check(page)
    np.save(tmp_path / "sizes.npy", np.int32([1, 6, 6, 1]))
    outcome = evaluate(page, check=check)
    assert outcome.problems == ()
    assert outcome.results["dx.output"].shape == (1, 6, 6, 1)


def test_a_file_that_cannot_be_mapped_counts_as_memory(tmp_path: Path) -> None:
    page = Page(folder=tmp_path)
    page.add_block("ReadNpy", {"file": "large.npy"}, id="large")
    for order, fits in (("<", True), (">", False)):
        np.save(tmp_path / "large.npy", np.zeros(2**20, f"{order}i2"))
        problems = evaluate(page, memory_limit=2**20).problems
        assert not problems if fits else "takes 2 MiB" in problems[0].message


def test_a_path_out_of_the_folder_is_refused(page: Page, tmp_path: Path) -> None:
    np.save(tmp_path / "secret.npy", np.float32([1]))
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "data.npy").symlink_to(tmp_path / "secret.npy")
    page.folder = inner
    (problem,) = plan(page).problems
    assert "leads out of the page's folder" in problem.message
