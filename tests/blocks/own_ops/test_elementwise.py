"""Own ops that say that they are elementwise: their shape is known, and where numbers come from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import blocks
from blocks.ops import OPS
from blocks.own_ops.folder import OwnOps
from blocks.tracing import Explanation, explain, reached
from blocks.tracing.errors import TraceRefused
from blocks.tracing.text import account
from tests.blocks.own_ops.asking import failure, faults, page_of
from tests.blocks.own_ops.conftest import Write

HEAD = "import numpy as np\nfrom blocks.own_ops import *\n"
BLEND = f"""{HEAD}
@op(elementwise=True)
def blend(one: Tensor, two: Tensor, *, share: float = 0.25):
    return (one * share + two * (1 - share)).astype(one.dtype)
"""


@pytest.fixture
def blend(own: OwnOps, folder: Path, write: Write) -> None:
    write("blend.py", BLEND)
    own.load(folder)
    assert faults(own) == []


def told(name: str, inputs: list[np.ndarray], index: tuple[int, ...], **attrs: object) -> object:
    op = OPS[name]
    values = dict(op.defaults) | attrs
    return explain(op, inputs, op.run(inputs, values), values, index)


@pytest.mark.usefixtures("blend")
def test_each_number_is_told_by_its_own_code() -> None:
    one = np.arange(6, dtype=np.float32).reshape(2, 3)
    two = np.array([[10], [20]], np.float32)  # read all along
    found = told("Blend", [one, two], (1, 2), share=0.5)
    assert isinstance(found, Explanation)
    assert (found.how, found.says) == ("function", "Blend(one, two)")
    assert [tuple(factor.at[0]) for factor in found.factors] == [(1, 2), (1, 0)]
    assert found.made == found.value == 12.5
    op = OPS["Blend"]
    attrs = dict(op.defaults)
    region = reached(op, [one, two], op.run([one, two], attrs), attrs, (1, 0), "two")
    assert region.first(9).tolist() == [[1, 0], [1, 1], [1, 2]]


@pytest.mark.usefixtures("blend")
def test_the_shape_is_that_of_both_before_a_run() -> None:
    page = page_of("Blend", np.ones((4, 1), np.float32), np.ones(3, np.float32))
    (line,) = [str(one) for one in blocks.Check(page).finding("it").outputs.values()]
    assert line == "float32 [4, 3]"
    wrong = page_of("Blend", np.ones(4, np.float32), np.ones(3, np.float32))
    assert "two has shape [3], which does not broadcast with [4]" in failure(wrong)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("def f(x):\n return x[:1]", "says that it is elementwise, but [1] came of [2]"),
        ("def f(x):\n return x / (x.size - 1)", ""),
        ("def f(x):\n return x + x[1]", "cannot be asked of single cells: IndexError"),
    ],
)
def test_an_op_that_is_not_what_it_says_is_found_out(
    own: OwnOps, folder: Path, write: Write, source: str, words: str
) -> None:
    write("bad.py", f"{HEAD}@op(name='Bad', elementwise=True, shape=lambda x: None)\n{source}\n")
    own.load(folder)
    given = [np.array([3, 5], np.float32)]
    if words:
        with pytest.raises(TraceRefused) as refused:
            account(told("Bad", given, (0,)))  # type: ignore[arg-type]
        assert words in str(refused.value)
        return
    (line,) = account(told("Bad", given, (0,)))  # type: ignore[arg-type]
    assert "the terms give inf" in line.remark


def test_a_number_made_of_others_too_is_told_apart_from_rounding(
    own: OwnOps, folder: Path, write: Write
) -> None:
    write("sum.py", f"{HEAD}@op(name='Bad', elementwise=True)\ndef f(x):\n return x + x.sum()\n")
    own.load(folder)
    (line,) = account(told("Bad", [np.array([3, 5], np.float32)], (0,)))  # type: ignore[arg-type]
    assert line.remark == "5 more: it is not made of these numbers alone"


@pytest.mark.parametrize(
    "source",
    [
        "def f() -> Float32: ...",
        "def f(x: list[Tensor]): ...",
        "def f(x) -> tuple[Tensor, Tensor]: ...",
    ],
)
def test_only_ops_with_single_ports_can_be(
    own: OwnOps, folder: Path, write: Write, source: str
) -> None:
    write("bad.py", f"{HEAD}@op(elementwise=True)\n{source}\n")
    own.load(folder)
    (fault,) = faults(own)
    assert "elementwise=True is for an op with inputs of one wire each, and one output" in fault


def test_an_op_that_says_nothing_tells_how_it_could(
    own: OwnOps, folder: Path, write: Write
) -> None:
    write("plain.py", f"{HEAD}@op(shape='x')\ndef plain(x):\n return x\n")
    own.load(folder)
    with pytest.raises(TraceRefused, match="elementwise=True"):
        told("Plain", [np.ones(2, np.float32)], (0,))
