"""Every op is declared as TensorFlow defines it, and explained."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path
from typing import Any

import pytest

import kernels
from blocks.declaration.op import Op
from blocks.dtypes import DTYPES, TENSORFLOW_NAMES
from blocks.ops import OPS
from blocks.ops.reference import describe, example, markdown_table

TENSORFLOW: dict[str, Any] = json.loads(
    (Path(__file__).parent / "tensorflow_ops.json").read_text(encoding="utf-8")
)
CATEGORIES = [
    "Sources",
    "Arrays",
    "Mathematics",
    "Neural network",
    "Convolution",
    "Convolution gradients",
    "Checks",
    "Session",
]
NOT_IN_TENSORFLOW = {"ReadNpy", "Conv2DBackpropInputV2", "Expect", "GradientCheck", "ClientSession"}
# Const's value says its dtype; Cast's source follows from its input; the rest is for gradients.
LEFT_OUT = {("Const", "dtype"), ("MatMul", "grad_a"), ("MatMul", "grad_b")}

each_op = pytest.mark.parametrize("op", OPS.values(), ids=list(OPS))
each_of_tensorflow = pytest.mark.parametrize("name", TENSORFLOW)


def test_the_ops_are_all_there_in_the_order_of_the_palette() -> None:
    assert len(OPS) == 32
    assert set(OPS) == set(TENSORFLOW) | NOT_IN_TENSORFLOW
    assert list(dict.fromkeys(op.category for op in OPS.values())) == CATEGORIES
    order = [CATEGORIES.index(op.category) for op in OPS.values()]
    assert order == sorted(order)


def test_nobody_changes_the_ops() -> None:
    with pytest.raises(TypeError):
        OPS["Relu"] = OPS["Add"]  # type: ignore[index]


@each_op
def test_everything_is_explained(op: Op) -> None:
    assert op.summary.endswith(".")
    assert len(op.summary) < 100
    assert len(op.synonyms) == len(set(op.synonyms)) > 0
    for part in (*op.inputs, *op.outputs, *op.attributes):
        assert part.help.endswith("."), part.name
    assert len(inspect.cleandoc(op.kernel.__doc__ or "")) > 60


@each_op
def test_the_kernel_is_named_as_the_op(op: Op) -> None:
    assert op.kernel.__name__.replace("_", "") == op.name.lower()
    assert op.kernel is getattr(kernels, op.kernel.__name__)
    assert op.kernel.__name__ in kernels.__all__


@each_op
def test_values_that_a_new_block_gets_can_be_read(op: Op) -> None:
    for one in op.attributes:
        value = one.initial if one.required else one.default
        assert one.same(one.read(one.write(value)), one.read(value))
        assert type(one.read(value)) is type(value)


@each_op
def test_every_op_has_a_name_that_its_kernel_does_not_see(op: Op) -> None:
    name = op.attributes[-1]
    assert (name.name, name.default, name.in_kernel) == ("name", "", False)
    assert name.read("Conv/dx_1.a-b") == "Conv/dx_1.a-b"
    for wrong in ("_a", "a b", "ä", "a\n", 3):
        with pytest.raises(Exception, match=r"begins with|is not a text"):
            name.read(wrong)


@each_of_tensorflow
def test_ports_are_those_of_tensorflow(name: str) -> None:
    op, theirs = OPS[name], TENSORFLOW[name]
    for ours, wanted in ((op.inputs, theirs["inputs"]), (op.outputs, theirs["outputs"])):
        assert [[port.name, _tensorflow_type(port.type)] for port in ours] == wanted


@each_of_tensorflow
def test_attributes_are_those_of_tensorflow(name: str) -> None:
    op, theirs = OPS[name], TENSORFLOW[name]["attrs"]
    settable = {key for key, one in theirs.items() if not one["inferred"]}
    settable -= {key for other, key in LEFT_OUT if other == name}
    assert {one.name for one in op.attributes} == settable | {"name"}
    for one in op.attributes[:-1]:
        wanted = theirs[one.name]
        if wanted["required"] and not (one.name == "dtype" and name.startswith("Random")):
            assert one.required
        elif not wanted["required"]:
            assert _tensorflow_form(one.write(one.default)) == wanted["default"]
        if wanted["allowed"]:
            allowed = {_tensorflow_form(option) for option in one.options}
            assert allowed == {other for other in wanted["allowed"] if _is_known(other)}


@each_of_tensorflow
def test_dtypes_are_those_of_tensorflow(name: str) -> None:
    op, theirs = OPS[name], TENSORFLOW[name]["attrs"]
    for variable, allowed in op.types.items():
        wanted = theirs[variable]["allowed"]
        known = (
            set(DTYPES)
            if wanted is None
            else {TENSORFLOW_NAMES[one] for one in wanted if one in TENSORFLOW_NAMES}
        )
        assert set(allowed) == known
        assert len(allowed) == len(known)


def test_the_second_input_gradient_differs_in_one_port_only() -> None:
    one, other = OPS["Conv2DBackpropInput"], OPS["Conv2DBackpropInputV2"]
    assert [port.name for port in other.inputs] == ["input", "filter", "out_backprop"]
    assert [port.type for port in other.inputs] == ["T", "T", "T"]
    assert other.types["T"] == one.types["T"]
    assert [a.name for a in one.attributes] == [a.name for a in other.attributes]


@pytest.mark.parametrize("words", ["deconv", "transposed conv", "conv grad", "conv transpose"])
def test_words_people_type_find_every_input_gradient(words: str) -> None:
    found = {op.name for op in OPS.values() if words in op.synonyms}
    assert found >= {
        "Conv2DBackpropInput",
        "Conv2DBackpropInputV2",
        "DepthwiseConv2dNativeBackpropInput",
        "Conv3DBackpropInputV2",
    }


@each_op
def test_the_reference_says_it_all(op: Op) -> None:
    words = describe(op)
    assert words.startswith(f"{op.name} - {op.summary}\n")
    for part in (*op.inputs, *op.outputs, *op.attributes):
        assert re.search(rf"^  {part.name} ", words, re.MULTILINE)
        assert part.help.split()[0] in words
    assert inspect.cleandoc(op.kernel.__doc__ or "").splitlines()[0] in words
    assert not re.search(r" +$", words, re.MULTILINE)
    block, *wires = map(json.loads, example(op).splitlines())
    assert block["op"] == op.name
    for name, value in block.get("attrs", {}).items():
        attribute = op.attribute(name)
        assert attribute is not None
        assert attribute.required
        attribute.read(value)
    assert [wire["to"] for wire in wires] == [f"block.{port.name}" for port in op.inputs]


@each_op
def test_formula_and_shape_rule_are_told_in_the_names_of_the_op(op: Op) -> None:
    assert op.formula
    assert "\n" not in op.formula
    assert len(op.sizes) > 10
    assert op.sizes.endswith(".")
    words = " ".join(describe(op).split())
    assert f"Formula {op.formula} Shape {op.sizes}" in words
    names = {one.name for one in (*op.inputs, *op.outputs, *op.attributes)}
    assert set(re.findall(r"\w+", op.formula)) & names


def test_the_table_has_a_line_for_every_op() -> None:
    lines = markdown_table(OPS).splitlines()
    assert len(lines) == 2 + len(OPS)
    assert all(line.count(" | ") == 3 for line in lines)
    assert lines[2].startswith("| `Const` |")


def _tensorflow_type(type: str) -> str:
    return _tensorflow_form(type) if type in DTYPES else type


def _tensorflow_form(value: Any) -> Any:
    names = {ours: theirs for theirs, ours in TENSORFLOW_NAMES.items()}
    return names.get(value, value) if isinstance(value, str) else value


def _is_known(option: str) -> bool:
    return not option.startswith("DT_") or option in TENSORFLOW_NAMES
