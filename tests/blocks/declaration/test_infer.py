"""What is known of an op's outputs follows from what is known of its inputs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from blocks.declaration.infer import FOLDED_ELEMENTS, infer
from blocks.declaration.known import Known, shape_text, size_text
from blocks.declaration.op import Op, Port
from blocks.errors import ShapeRefused
from blocks.ops import OPS
from kernels.errors import ArgumentError

FLOAT = Known("float32", (2, 3))


def attrs(op: Op, **given: Any) -> dict[str, Any]:
    return {one.name: one.initial if one.required else one.default for one in op.attributes} | given


def test_ports_of_one_type_agree_on_the_dtype() -> None:
    add = OPS["Add"]
    assert infer(add, [FLOAT, Known()], attrs(add))[0].dtype == "float32"
    with pytest.raises(ShapeRefused, match="y is int32, but x is float32") as caught:
        infer(add, [FLOAT, Known("int32")], attrs(add))
    assert caught.value.port == "y"


def test_a_dtype_that_a_port_does_not_take_is_refused() -> None:
    add = OPS["Add"]
    with pytest.raises(ShapeRefused, match=r"x is bool; Add takes float16, .* or uint8") as caught:
        infer(add, [Known("bool"), Known()], attrs(add))
    assert caught.value.port == "x"


def test_an_attribute_says_the_dtype() -> None:
    cast = OPS["Cast"]
    (found,) = infer(cast, [FLOAT], attrs(cast, DstT="int8"))
    assert (found.dtype, found.shape) == ("int8", (2, 3))


def test_values_of_small_tensors_are_worked_out() -> None:
    multiply = OPS["Multiply"]
    half = Known.of(np.array([4, 6], np.int32)), Known.of(np.array(2, np.int32))
    (found,) = infer(multiply, half, attrs(multiply))
    assert found.value is not None
    assert found.value.tolist() == [8, 12]
    assert not found.value.flags.writeable


def test_values_of_large_tensors_are_not() -> None:
    fill = OPS["Fill"]
    value = Known.of(np.array(0, np.float32))
    for count, known in ((FOLDED_ELEMENTS, True), (FOLDED_ELEMENTS + 1, False), (2**40, False)):
        (found,) = infer(fill, [Known.of(np.array([count])), value], attrs(fill))
        assert (found.value is not None) == known
        assert found.shape == (count,)


def test_an_op_that_does_not_fold_keeps_its_values_for_the_run() -> None:
    relu = OPS["Relu"]
    (found,) = infer(relu, [Known.of(np.ones(3, np.float32))], attrs(relu))
    assert found.value is None
    assert found.shape == (3,)


def test_an_error_of_a_kernel_becomes_an_error_of_the_page() -> None:
    add = OPS["Add"]
    with pytest.raises(ShapeRefused, match="broadcast") as caught:
        infer(add, [FLOAT, Known("float32", (4,))], attrs(add))
    assert caught.value.port == "y"
    assert isinstance(caught.value.__cause__, ArgumentError)


@pytest.mark.parametrize("planted", [(4,), (3, 1), ()])
def test_a_rule_that_disagrees_with_its_kernel_is_noticed(planted: tuple[int, ...]) -> None:
    op = Op(
        name="Wrong",
        category="",
        summary="",
        kernel=lambda x: x,
        shape=lambda x: planted,
        inputs=(Port("x", "float32"),),
        outputs=(Port("y", "float32"),),
        folds=True,
    )
    with pytest.raises(AssertionError, match="Wrong: the rule says"):
        infer(op, [Known.of(np.ones(3, np.float32))], {})


def test_what_is_known_is_said_in_few_words() -> None:
    assert str(Known("float32", (2, None))) == "float32 [2, ?]"
    assert str(Known()) == "? [...]"
    assert shape_text(()) == "[]"
    assert Known("float16", (2, 3)).bytes == 12
    assert Known("float16", (2, None)).bytes is None
    assert Known(None, (2, 3)).bytes is None


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 bytes"),
        (1023, "1023 bytes"),
        (1024, "1 KiB"),
        (1.5 * 2**30, "1.5 GiB"),
        (2**52, "4 PiB"),
        (2**80, "1073741824 PiB"),
    ],
)
def test_sizes_are_said_in_words(count: float, words: str) -> None:
    assert size_text(count) == words


def test_knowledge_is_compared_by_content() -> None:
    one, other = (Known.of(np.array([1, 2])) for _ in range(2))
    assert one.same_as(other)
    assert not one.same_as(Known("int64", (2,)))
    assert not one.same_as(Known.of(np.array([1, 3])))
    assert not one.same_as(Known.of(np.array([1.0, 2.0])))
