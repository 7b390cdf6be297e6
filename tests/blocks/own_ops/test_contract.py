"""What files of own ops rely on: a sample of every version of blocks.own_ops keeps working."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

import blocks
from blocks import own_ops
from blocks.declaration.op import Op
from blocks.dtypes import ALL, FLOATING
from blocks.errors import RunFailed
from blocks.ops import OPS
from blocks.own_ops.folder import OwnOps
from blocks.page import Page

SAMPLES = Path(__file__).parent / "samples"

NAMES_OF_VERSION_1 = {
    *("API_VERSION", "ArgumentError", "Attribute", "Between", "DeclarationRefused", "Known", "Op"),
    *("Port", "ShapeRefused", "Tensor", "Floats", "Float16", "BFloat16", "Float32", "Float64"),
    *("Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64", "Bool"),
    *("add", "attribute", "op", "tensor"),
}


@pytest.fixture
def loaded(own: OwnOps) -> OwnOps:
    own.load(SAMPLES)
    return own


def test_every_version_has_a_sample_that_says_so() -> None:
    said = [
        int(re.findall(r"^API_VERSION = (\d+)$", file.read_text(encoding="utf-8"), re.M)[0])
        for file in sorted(SAMPLES.glob("version_*.py"))
    ]
    assert said == list(range(1, own_ops.API_VERSION + 1))


def test_no_name_has_gone() -> None:
    assert set(own_ops.__all__) >= NAMES_OF_VERSION_1
    assert all(hasattr(own_ops, name) for name in own_ops.__all__)


def test_the_sample_of_version_1_declares_what_it_always_did(loaded: OwnOps) -> None:
    assert loaded.faults == ()
    assert {name: _signature(op) for name, op in OPS.own.items()} == {
        "Twice": "x:T -> output:T []",
        "Scale": "x:T -> output:T [factor=2.0]",
        "Sliding": "x:T -> output:T [size=2 mode=mean keep=False axes=() label=]",
        "Top": "x:T count:int32 -> values:T indices:int64 [table=array]",
        "Pick": "rows:T at:Tindex -> output:T [pair=required needed=required]",
        "JoinAll": "parts:T* -> output:T []",
        "NumpyWords": "x:T y:float32 -> output:float32 []",
        "Ramp": " -> output:float32 [length=3]",
        "ShapeOf": "x:Tany -> output:int64 []",
        "Whole": "x:T -> y:T [times=2]",
    }
    assert OPS["Twice"].types == {"T": ALL}
    assert OPS["Sliding"].types == {"T": FLOATING}
    assert OPS["Pick"].types == {"T": ALL, "Tindex": ("int32", "int64")}
    assert {op.category for op in OPS.own.values()} == {"Own ops"}
    scale = OPS["Scale"]
    assert scale.summary == "Each number times a factor."
    assert scale.synonyms == ("times", "gain")
    assert scale.input("x").help == "What to scale."  # type: ignore[union-attr]
    factor = scale.attribute("factor")
    assert factor is not None
    assert (factor.help, dict(factor.settings)) == ("How much.", {"low": 0, "high": 10})


def _signature(op: Op) -> str:
    inputs = " ".join(f"{one.name}:{one.type}{'*' * one.many}" for one in op.inputs)
    outputs = " ".join(f"{one.name}:{one.type}" for one in op.outputs)
    said = " ".join(
        f"{one.name}={'array' if isinstance(one.default, np.ndarray) else one.default}"
        for one in op.attributes
        if one.name != "name"
    )
    return f"{inputs} -> {outputs} [{said}]"


def test_the_sample_of_version_1_computes(loaded: OwnOps) -> None:
    page = Page()
    numbers = np.array([3, 1, 4, 1, 5], np.float32)
    page.add_block("Const", {"value": numbers}, id="x")
    page.add_block("Const", {"value": np.array(2, np.int32)}, id="two")
    for op in ("Twice", "Scale", "Sliding", "ShapeOf", "Whole", "JoinAll", "Top", "Pick"):
        page.add_block(op, id=op)
        port = OPS[op].inputs[0].name
        page.connect("x.output", f"{op}.{port}")
    page.connect("two.output", "Top.count")
    page.connect("Top.indices", "Pick.at")
    page.connect("Twice.output", "JoinAll.parts")
    page.add_block("Ramp", {"length": 4}, id="Ramp")
    assert blocks.check(page) == ()
    results = blocks.run(page, [id for id in page.blocks if id not in ("x", "two")])
    expected = {
        "Twice.output": numbers * 2,
        "Scale.output": numbers * 2,
        "Sliding.output": np.array([2, 2.5, 2.5, 3], np.float32),
        "ShapeOf.output": np.array([5], np.int64),
        "Whole.y": numbers * 2,
        "JoinAll.output": np.concatenate([numbers, numbers * 2]),
        "Top.values": np.array([5, 4], np.float32),
        "Top.indices": np.array([4, 2], np.int64),
        "Pick.output": np.array([5, 4], np.float32),
        "Ramp.output": np.arange(4, dtype=np.float32),
    }
    assert results.keys() == expected.keys()
    for name, wanted in expected.items():
        np.testing.assert_array_equal(results[name], wanted, name, strict=True)


def test_the_sample_of_version_1_refuses_by_port_and_attribute(loaded: OwnOps) -> None:
    page = Page()
    page.add_block("Const", {"value": np.ones(3, np.float32)}, id="x")
    page.add_block("Const", {"value": np.array(0, np.int32)}, id="none")
    page.add_block("Sliding", {"size": 9}, id="s")
    page.connect("x.output", "s.x")
    (problem,) = blocks.check(page)
    assert (problem.block, problem.port) == ("s", "size")
    assert problem.message.startswith("size is 9; x has 3 columns (version_1.py, line ")
    page.remove_blocks(["s"])
    page.add_block("Top", id="t")
    page.connect("x.output", "t.x")
    page.connect("none.output", "t.count")
    with pytest.raises(RunFailed) as failed:
        blocks.run(page)
    (problem,) = failed.value.problems
    assert (problem.block, problem.port) == ("t", "count")
    assert "count is 0; 1 or more is needed (version_1.py, line " in problem.message
