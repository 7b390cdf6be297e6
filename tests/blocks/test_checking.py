"""The page check: what is known before running, every problem once, and only what is new."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blocks.checking import Check
from blocks.file import load, loads
from blocks.page import Block, Edit, End, Page, Wire
from tests.blocks.page.random_edits import edit as edit_at_random

PAGES = Path(__file__).parents[2] / "assets" / "pages"


def gradient(input_sizes: list[int]) -> Page:
    """Filter 3, stride 2, SAME, and an out_backprop of 3 rows and 3 columns."""
    page = Page()
    page.add_block("Const", {"value": np.array(input_sizes, np.int32)}, id="sizes")
    page.add_block("Const", {"value": np.zeros((3, 3, 2, 4), np.float32)}, id="filter")
    page.add_block("Const", {"value": np.zeros((1, 3, 3, 4), np.float32)}, id="dy")
    attrs = {"strides": [1, 2, 2, 1], "padding": "SAME"}
    page.add_block("Conv2DBackpropInput", attrs, id="dx")
    page.connect("sizes.output", "dx.input_sizes")
    page.connect("filter.output", "dx.filter")
    page.connect("dy.output", "dx.out_backprop")
    return page


def messages(check: Check) -> list[str]:
    return [str(problem) for problem in check.problems]


@pytest.fixture
def edits() -> list[Edit]:
    return []


# ---- what is known --------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.page.json")), ids=lambda path: path.name)
def test_everything_on_the_sample_pages_is_known_and_right(path: Path) -> None:
    page = load(path)
    check = Check(page)
    assert check.problems == ()
    for id, block in page.blocks.items():
        for port in block.op.outputs if block.op else ():
            known = check.known(End(id, port.name))
            assert known.dtype is not None
            assert known.size is not None


def test_a_size_worked_out_on_the_page_is_known_before_running() -> None:
    page = gradient([1, 1, 1, 1])
    page.add_block("RandomNormal", id="image")
    page.add_block("Const", {"value": np.array([1, 5, 6, 2], np.int32)}, id="shape")
    page.add_block("Shape", id="sizes_of_image")
    page.connect("shape.output", "image.shape")
    page.connect("image.output", "sizes_of_image.input")
    page.connect("sizes_of_image.output", "dx.input_sizes", replace=True)
    check = Check(page)
    assert str(check.known(End("image", "output"))) == "float32 [1, 5, 6, 2]"
    value = check.known(End("sizes_of_image", "output")).value
    assert value is not None
    assert value.tolist() == [1, 5, 6, 2]
    assert str(check.known(End("dx", "output"))) == "float32 [1, 5, 6, 2]"
    assert check.known(End("dx", "output")).bytes == 240
    assert check.problems == ()


def test_what_is_not_there_is_not_known() -> None:
    check = Check(gradient([1, 5, 5, 2]))
    for end in (End("zz", "output"), End("dx", "zz")):
        assert str(check.known(end)) == "? [...]"


def test_a_missing_wire_leaves_what_can_still_be_known() -> None:
    page = gradient([1, 5, 5, 2])
    page.disconnect(page.wires_into("dx", "filter")[0])
    check = Check(page)
    assert messages(check) == ["dx.filter: filter is not wired"]
    assert str(check.known(End("dx", "output"))) == "float32 [1, 5, 5, 2]"


def test_feeds_stand_in_for_outputs() -> None:
    page = gradient([1, 5, 5, 2])
    sizes = np.array([1, 6, 6, 2], np.int32)
    check = Check(page, {End("sizes", "output"): sizes, End("filter", "no_port"): sizes})
    assert str(check.known(End("dx", "output"))) == "float32 [1, 6, 6, 2]"
    assert str(check.known(End("filter", "output"))) == "float32 [3, 3, 2, 4]"


def test_a_fed_block_needs_nothing_else() -> None:
    page = Page()
    page.add_block("Relu", id="r")
    fed = {End("r", "activations"): np.zeros(3, np.float32)}
    assert Check(page, fed).problems == ()
    assert len(Check(page).problems) == 1


# ---- problems -------------------------------------------------------------------------------


def test_a_size_that_does_not_fit_says_axis_numbers_and_what_would_fit() -> None:
    check = Check(gradient([1, 7, 5, 2]))
    assert messages(check) == [
        "dx.input_sizes: height: input_sizes says 7; with filter 3, stride 2 and SAME that gives "
        "4 rows, but out_backprop has 3. Height 5 or 6 would fit."
    ]
    assert Check(gradient([1, 6, 5, 2])).problems == ()


def test_one_fault_is_one_problem_however_far_it_reaches() -> None:
    page = gradient([1, 7, 5, 2])
    page.add_block("Relu", id="r")
    page.add_block("Relu", id="q")
    page.connect("dx.output", "r.features")
    page.connect("r.activations", "q.features")
    check = Check(page)
    assert [problem.block for problem in check.problems] == ["dx"]
    assert check.problems_of(["q", "dx", "zz"]) == check.problems


def test_every_kind_of_problem_is_told() -> None:
    text = json.dumps(
        {
            "format": "blockprop-page",
            "version": 1,
            "blocks": [
                {"id": "u", "op": "Later"},
                {"id": "c", "op": "Conv2D", "attrs": {"strides": [1, 1], "zap": 1}},
                {"id": "r", "op": "Relu"},
                {"id": "f", "op": "ReadNpy", "attrs": {"file": "../x.npy"}},
                {"id": "g", "op": "ReadNpy", "attrs": {"file": "x.npy"}},
            ],
            "wires": [
                {"from": "u.out", "to": "c.input"},
                {"from": "r.nothing", "to": "c.filter"},
                {"from": "u.out", "to": "c.third"},
            ],
        }
    )
    check = Check(loads(text))
    assert messages(check) == [
        "u: there is no op named 'Later' here",
        "c.strides: 2 numbers came; 4 are needed",
        "c.zap: Conv2D has no attribute 'zap'",
        "c.padding: padding is not set; SAME, VALID, EXPLICIT is possible",
        "c.filter: filter is wired to r.nothing, but Relu has no output 'nothing'",
        "c.third: Conv2D has no input 'third'",
        "r.features: features is not wired",
        "f.file: '../x.npy' leaves the page's folder; name a file in it",
        "g.file: 'x.npy' is looked for beside the page; save the page first",
    ]


# ---- wires while they are drawn -------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        ("filter.output", "dx.input_sizes", "filter.output is float32; dx.input_sizes takes int32"),
        ("sizes.output", "dx.input_sizes", "wired already"),
        ("dx.output", "dx.filter", "dx cannot be wired to itself"),
        ("filter.output", "dx.out_backprop", None),
        ("sizes.output", "r.features", None),
        ("r.activations", "dx.filter", None),
        ("zz.output", "r.features", "there is no block 'zz'"),
    ],
)
def test_a_wire_is_refused_while_it_is_drawn(source: str, target: str, words: str | None) -> None:
    page = gradient([1, 5, 5, 2])
    page.add_block("Relu", id="r")
    ends = [End(*one.split(".")) for one in (source, target)]
    reason = Check(page).refusal(Wire(ends[0], ends[1]))
    assert reason is None if words is None else words in (reason or "")


# ---- keeping up -----------------------------------------------------------------------------


def test_only_what_differs_is_told() -> None:
    page = gradient([1, 5, 5, 2])
    page.add_block("Relu", id="r")
    page.connect("dx.output", "r.features")
    check = Check(page)
    assert check.refresh() == set()
    page.set_attr("sizes", "value", np.array([1, 6, 5, 2], np.int32))
    assert check.refresh() == {"sizes", "dx", "r"}
    page.set_attr("filter", "value", np.ones((3, 3, 2, 4), np.float32))
    assert check.refresh() == {"filter"}
    page.set_attr("dx", "use_cudnn_on_gpu", False)
    assert check.refresh() == set()
    page.remove_blocks(["r"])
    assert check.refresh() == {"r"}
    page.move_blocks({"dx": (1, 1)})
    assert check.refresh() == set()


def test_an_edit_is_followed_without_looking_at_the_rest(
    monkeypatch: pytest.MonkeyPatch, edits: list[Edit]
) -> None:
    page = gradient([1, 5, 5, 2])
    for number in range(50):
        page.add_block("Relu", id=f"r{number}")
    check = Check(page)
    looked: list[str] = []
    wires_into = page.wires_into
    monkeypatch.setattr(
        page, "wires_into", lambda id, port=None: looked.append(id) or wires_into(id, port)
    )
    page.changed.connect(edits.append)
    page.set_attr("sizes", "value", np.array([1, 6, 5, 2], np.int32))
    assert check.refresh(edits[-1]) == {"sizes", "dx"}
    assert set(looked) == {"sizes", "dx"}


def test_a_file_that_changes_is_seen(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", np.zeros((2, 3), np.float32))
    page = Page(folder=tmp_path)
    page.add_block("ReadNpy", {"file": "x.npy"}, id="f")
    page.add_block("Relu", id="r")
    page.connect("f.output", "r.features")
    check = Check(page)
    assert str(check.known(End("r", "activations"))) == "float32 [2, 3]"
    np.save(tmp_path / "x.npy", np.zeros(5, np.float64))
    os.utime(tmp_path / "x.npy", ns=(1, 1))
    assert check.refresh(Edit("nothing", ())) == {"f", "r"}
    assert str(check.known(End("r", "activations"))) == "float64 [5]"
    (tmp_path / "x.npy").unlink()
    check.refresh()
    assert [problem.port for problem in check.problems] == ["file"]
    page.folder = None
    check.refresh()
    assert "save the page first" in check.problems[0].message


def test_a_block_of_the_same_id_and_another_op_is_looked_at_again() -> None:
    page = Page()
    page.put_block(Block("a", "Later", None), (0, 0))
    page.add_block("Relu", id="r")
    page.connect("a.out", "r.features")
    check = Check(page)
    with page.edit("Swap"):
        page.remove_blocks(["a"])
        page.add_block("Add", id="a")
        page.connect("a.out", "r.features")
    check.refresh()
    assert "r.features: features is wired to a.out, but Add has no output 'out'" in messages(check)


def known_of(page: Page, check: Check) -> dict[str, str]:
    ends = [
        End(id, port.name)
        for id, block in page.blocks.items()
        for port in (block.op.outputs if block.op else ())
    ]
    values = {str(end): check.known(end).value for end in ends}
    return {
        str(end): f"{check.known(end)} {None if values[str(end)] is None else values[str(end)]}"
        for end in ends
    }


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_keeping_up_comes_to_the_same_as_looking_anew(data: st.DataObject) -> None:
    page = Page()
    whole, quick = Check(page), Check(page)
    followed: list[set[str]] = []
    page.changed.connect(lambda edit: followed.append(quick.refresh(edit)))
    for _ in range(data.draw(st.integers(1, 25))):
        before, problems = (
            known_of(page, whole),
            {one: whole.problems_of([one]) for one in page.blocks},
        )
        followed.clear()
        edit_at_random(page, data)
        told = whole.refresh()
        fresh = Check(page)
        for check in (whole, quick):
            assert known_of(page, check) == known_of(page, fresh)
            assert check.problems == fresh.problems
        assert set().union(*followed) == told
        after = known_of(page, whole)
        differ = {
            end.split(".")[0]
            for end in before.keys() | after.keys()
            if before.get(end) != after.get(end)
        }
        differ |= {id for id in page.blocks if problems.get(id) != whole.problems_of([id])}
        differ |= problems.keys() - page.blocks.keys()
        assert told == differ
        assert len(set(whole.problems)) == len(whole.problems)
