"""Worked examples: sizes, pads and output_padding as people ask for them, and calls half known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from blocks.checking import Check
from blocks.declaration.known import Known
from blocks.ops import OPS
from blocks.page import Page
from blocks.platforms import PLATFORMS, Answer, Call, Verdict, answers, call_of, troubles
from blocks.platforms.asking import rules_of
from tests.blocks.platforms.calls import KINDS, every_case


def gradient(n: int, k: int, s: int, o: int, padding: str = "SAME", **attrs: Any) -> Call:
    """Conv2DBackpropInput of one channel, the same along height and width."""
    op = OPS["Conv2DBackpropInput"]
    given = {one.name: one.default for one in op.attributes}
    given |= {"strides": (1, s, s, 1), "padding": padding} | attrs
    known = {
        "input_sizes": Known.of(np.array([1, n, n, 1], np.int32)),
        "filter": Known("float32", (k, k, 1, 1)),
        "out_backprop": Known("float32", (1, o, o, 1)),
    }
    return Call(op, known, given)


def said(call: Call) -> dict[str, Answer]:
    return {one.platform.id: one for one in answers(call)}


def test_output_padding_picks_one_of_the_legal_sizes() -> None:
    """A filter of 3 with stride 2 gives 12 outputs of 25 and of 26 inputs."""
    small, large = (said(gradient(n, 3, 2, 12, "VALID"))["pytorch"] for n in (25, 26))
    assert small.verdict is Verdict.FINE
    assert "output_padding" not in small.code
    assert large.verdict is Verdict.ARGUMENTS
    assert "output_padding=1" in large.code
    assert "output_padding=1" in large.words


def test_same_of_an_even_size_needs_what_pytorch_has_not() -> None:
    """224, filter 7, stride 2: SAME pads 2 before and 3 after."""
    found = said(gradient(224, 7, 2, 112))["pytorch"]
    assert "2 before and 3 after" in found.words
    assert "output[:, :, 2:226, 2:226]" in found.code


def test_onnx_takes_pads_that_differ_and_the_rest() -> None:
    found = said(gradient(224, 7, 2, 112))["onnxruntime"]
    assert "pads=[2, 2, 3, 3]" in found.code
    assert "output_padding" not in found.code
    assert "output_padding=[1, 1]" in said(gradient(26, 3, 2, 12, "VALID"))["onnxruntime"].code


def test_jax_is_told_what_is_left_of_the_reach() -> None:
    found = said(gradient(224, 7, 2, 112))["jax"]
    assert "padding=[(4, 3), (4, 3)]" in found.code
    assert "transpose_kernel=True" in found.code


def test_tensorflow_is_told_only_what_differs_from_its_defaults() -> None:
    code = said(gradient(8, 3, 1, 8))["tensorflow-cpu"].code
    assert "strides=[1, 1, 1, 1]" in code
    assert "dilations" not in code
    assert "name" not in code


def test_what_attributes_alone_decide_is_known_without_sizes() -> None:
    call = gradient(8, 3, 1, 8, dilations=(1, 2, 2, 1))
    half = Call(call.op, dict.fromkeys(call.inputs, Known()), call.attrs)
    found = said(half)
    assert found["tensorflow-cpu"].verdict is Verdict.REFUSES
    assert "20405" not in found["tensorflow-cpu"].source
    assert {found[id].verdict for id in ("pytorch", "jax")} == {Verdict.UNKNOWN}


@pytest.mark.parametrize("port", ["filter", "input_sizes"])  # out_backprop follows from them
def test_one_unknown_port_is_enough_to_say_so(port: str) -> None:
    call = gradient(26, 3, 2, 12, "VALID")
    half = Call(call.op, {**call.inputs, port: Known()}, call.attrs)
    assert said(half)["onnxruntime"].verdict is Verdict.UNKNOWN
    assert said(half)["onnxruntime"].code == ""


def test_a_source_is_written_down() -> None:
    value = np.array([[1, np.nan], [-np.inf, 0.1]], np.float32)
    call = Call(OPS["Const"], {}, {"value": value, "name": ""}, {"output": Known.of(value)})
    lines = {id: one.code.splitlines()[-1] for id, one in said(call).items()}
    numbers = '[[1.0, float("nan")], [float("-inf"), 0.1]]'
    assert lines["pytorch"] == f"output = torch.tensor({numbers}, dtype=torch.float32)"
    assert lines["jax"] == f'output = jnp.array({numbers}, dtype="float32")'


def test_the_code_makes_the_tensors_that_it_reads() -> None:
    """Small ones with the numbers of the page, others with ones, and none that nobody reads."""
    known = {"input": Known("float32", (2, 3)), "reduction_indices": Known.of(np.array([1]))}
    call = Call(OPS["Sum"], known, {"keep_dims": False, "name": ""}, {"output": Known("float32")})
    found = said(call)
    assert found["pytorch"].code.splitlines() == [
        "import torch",
        "",
        "input = torch.ones((2, 3), dtype=torch.float32)  # your numbers here",
        "",
        "output = input.sum((1,))",
    ]
    assert 'reduction_indices = tf.constant([1], dtype="int64")' in found["tensorflow-cpu"].code
    assert found["jax"].verdict is Verdict.FINE


@pytest.mark.parametrize(
    ("op", "known", "line"),
    [
        ("Transpose", "perm", "perm = torch.tensor([0, 1, 2], dtype=torch.int32)"),
        ("Reshape", "shape", "shape = torch.tensor([1, 1, -1], dtype=torch.int32)"),
    ],
)
def test_unknown_sizes_and_axes_are_legal_ones(op: str, known: str, line: str) -> None:
    """So that the code runs as it is."""
    first = "x" if op == "Transpose" else "tensor"
    inputs = {first: Known("float32", (2, 3, 4)), known: Known("int32", (3,))}
    call = Call(OPS[op], inputs, {"name": ""}, {"y": Known("float32")})
    assert line in said(call)["pytorch"].code


def test_what_is_computed_in_another_dtype_comes_back_in_its_own() -> None:
    known = {"x": Known("uint16", (2,)), "y": Known("uint16", (2,))}
    found = said(Call(OPS["Subtract"], known, {"name": ""}, {"z": Known("uint16", (2,))}))
    assert found["pytorch"].verdict is Verdict.REFUSES
    assert found["pytorch"].code.splitlines()[-4:] == [
        "x = x.to(torch.int64)",
        "y = y.to(torch.int64)",
        "output = x - y",
        "output = output.to(torch.uint16)",
    ]


def test_random_numbers_are_others_and_nobody_is_in_trouble() -> None:
    attrs = {"dtype": "float32", "seed": 1, "seed2": 0, "name": ""}
    known = {"shape": Known.of(np.array([2, 3], np.int32))}
    call = Call(OPS["RandomNormal"], known, attrs, {"output": Known("float32", (2, 3))})
    assert {one.verdict for one in answers(call)} == {Verdict.OTHER}
    assert troubles(call) == ()


def test_troubles_are_the_bad_answers() -> None:
    for case in (one for kind in KINDS for one in every_case(kind)[:250]):
        bad = [one for one in answers(case.call) if one.verdict.is_bad]
        assert [(one.platform, one.verdict) for one in troubles(case.call)] == [
            (one.platform, one.verdict) for one in bad
        ]


def test_of_an_own_op_nothing_is_said() -> None:
    op = replace(OPS["Relu"], name="Own", origin="own.py, line 1")
    assert answers(Call(op, {"features": Known("float32", (2,))}, {"name": ""})) == ()
    assert troubles(Call(op, {"features": Known("float32", (2,))}, {"name": ""})) == ()


def test_a_block_with_a_problem_makes_no_call() -> None:
    page = Page()
    page.add_block("Conv2D", id="y")
    assert call_of(Check(page).finding("y")) is None


def test_every_rule_has_a_source_and_words() -> None:
    for platform in PLATFORMS:
        for rule in rules_of(platform):
            assert rule.words.endswith("."), rule.name
            assert "measured" in rule.source, rule.name
            assert bool(rule.message) == (rule.verdict is Verdict.REFUSES), rule.name
