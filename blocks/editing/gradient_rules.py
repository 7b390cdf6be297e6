"""The gradient of each op, in blocks of ops that there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from blocks.editing.draft import Draft
from blocks.errors import EditRefused
from blocks.page import Block, End

Inputs = Mapping[str, End]
"""What is wired to each input port of the block."""

Rule = Callable[[Draft, Block, Inputs, End], dict[str, End]]
"""Adds what gives the gradients of a block, from the gradient by its output, and returns them by
input port. Ports without a gradient, such as sizes and axes, are left out."""


def _copied(block: Block) -> dict[str, object]:
    """The attributes of the block as they were given, formulas too. The name stays with it."""
    return {key: one for key, one in {**block.attrs, **block.formulas}.items() if key != "name"}


def _convolution(by_input: str, by_filter: str) -> Rule:
    def rule(draft: Draft, block: Block, inputs: Inputs, given: End) -> dict[str, End]:
        image, filter, attrs = inputs["input"], inputs["filter"], _copied(block)
        sizes = {"input_sizes": draft.shape_of(image), "filter": filter, "out_backprop": given}
        filter_sizes = draft.shape_of(filter)
        others = {"input": image, "filter_sizes": filter_sizes, "out_backprop": given}
        return {
            "input": draft.add(by_input, f"{block.id}_by_input", sizes, attrs),
            "filter": draft.add(by_filter, f"{block.id}_by_filter", others, attrs),
        }

    return rule


def _input_gradient(forward: str, by_filter: str) -> Rule:
    """A gradient by the input is linear in the filter and in out_backprop, and so has gradients."""

    def rule(draft: Draft, block: Block, inputs: Inputs, given: End) -> dict[str, End]:
        filter, came, attrs = inputs["filter"], inputs["out_backprop"], _copied(block)
        sizes = {"input": given, "filter_sizes": draft.shape_of(filter), "out_backprop": came}
        both = {"input": given, "filter": filter}
        return {
            "filter": draft.add(by_filter, f"{block.id}_by_filter", sizes, attrs),
            "out_backprop": draft.add(forward, f"{block.id}_by_out_backprop", both, attrs),
        }

    return rule


def _filter_gradient(forward: str, by_input: str) -> Rule:
    """A gradient by the filter is linear in the input and in out_backprop."""

    def rule(draft: Draft, block: Block, inputs: Inputs, given: End) -> dict[str, End]:
        image, came, attrs = inputs["input"], inputs["out_backprop"], _copied(block)
        sizes = {"input_sizes": draft.shape_of(image), "filter": given, "out_backprop": came}
        both = {"input": image, "filter": given}
        return {
            "input": draft.add(by_input, f"{block.id}_by_input", sizes, attrs),
            "out_backprop": draft.add(forward, f"{block.id}_by_out_backprop", both, attrs),
        }

    return rule


def _relu(draft: Draft, block: Block, inputs: Inputs, given: End) -> dict[str, End]:
    """What came through is let through: 1 where the activation is not 0, as a mask."""
    dtype = draft.dtype(inputs["features"])
    activations = block.outputs[0]
    flags = draft.add("Cast", f"{block.id}_is_above_0", {"x": activations}, {"DstT": "bool"})
    mask = draft.add("Cast", f"{block.id}_mask", {"x": flags}, {"DstT": dtype})
    found = draft.add("Multiply", f"{block.id}_by_features", {"x": given, "y": mask})
    return {"features": found}


def _mat_mul(draft: Draft, block: Block, inputs: Inputs, given: End) -> dict[str, End]:
    a, b = inputs["a"], inputs["b"]
    turned_a, turned_b = block.value("transpose_a"), block.value("transpose_b")
    left, right = (
        ((b, turned_b), (given, True)) if turned_a else ((given, False), (b, not turned_b))
    )
    by_a = _product(draft, f"{block.id}_by_a", left, right)
    left, right = (
        ((given, True), (a, turned_a)) if turned_b else ((a, not turned_a), (given, False))
    )
    return {"a": by_a, "b": _product(draft, f"{block.id}_by_b", left, right)}


def _product(draft: Draft, wish: str, left: tuple[End, bool], right: tuple[End, bool]) -> End:
    flags = {"transpose_a": left[1], "transpose_b": right[1]}
    return draft.add("MatMul", wish, {"a": left[0], "b": right[0]}, flags)


def _add(draft: Draft, block: Block, inputs: Inputs, given: End) -> dict[str, End]:
    return {port: _summed(draft, block, port, end, given) for port, end in inputs.items()}


def _subtract(draft: Draft, block: Block, inputs: Inputs, given: End) -> dict[str, End]:
    minus = draft.scalar("minus_one", -1, inputs["y"])
    stretched = draft.shape(inputs["y"]) != draft.shape(block.outputs[0])
    wish = f"{block.id}_against" if stretched else f"{block.id}_by_y"
    against = draft.add("Multiply", wish, {"x": given, "y": minus})
    return {
        "x": _summed(draft, block, "x", inputs["x"], given),
        "y": _summed(draft, block, "y", inputs["y"], against),
    }


def _multiply(draft: Draft, block: Block, inputs: Inputs, given: End) -> dict[str, End]:
    found = {}
    for port, other in (("x", "y"), ("y", "x")):
        stretched = draft.shape(inputs[port]) != draft.shape(block.outputs[0])
        wish = f"{block.id}_times_{other}" if stretched else f"{block.id}_by_{port}"
        times = draft.add("Multiply", wish, {"x": given, "y": inputs[other]})
        found[port] = _summed(draft, block, port, inputs[port], times)
    return found


def _summed(draft: Draft, block: Block, port: str, end: End, gradient: End) -> End:
    """A gradient in the shape of an input that was broadcast: summed over what it was stretched
    to."""
    small, large = draft.shape(end), draft.shape(block.outputs[0])
    if small == large:
        return gradient
    ahead = len(large) - len(small)
    axes = [
        axis
        for axis, size in enumerate(large)
        if axis < ahead or (small[axis - ahead] == 1 and size != 1)
    ]
    along = draft.const("axes", np.array(axes, np.int32))
    ports = {"input": gradient, "reduction_indices": along}
    if len(small) + len(axes) == len(large):
        return draft.add("Sum", f"{block.id}_by_{port}", ports)
    total = draft.add("Sum", f"{block.id}_sum", ports)
    sizes = {"tensor": total, "shape": draft.shape_of(end)}
    return draft.add("Reshape", f"{block.id}_by_{port}", sizes)


def _bias_add(draft: Draft, block: Block, inputs: Inputs, given: End) -> dict[str, End]:
    rank = len(draft.shape(block.outputs[0]))
    channels = rank - 1 if block.value("data_format") == "NHWC" else 1
    axes = np.array([axis for axis in range(rank) if axis != channels], np.int32)
    ports = {"input": given, "reduction_indices": draft.const("axes", axes)}
    return {"value": given, "bias": draft.add("Sum", f"{block.id}_by_bias", ports)}


def _reduction(*, mean: bool) -> Rule:
    def rule(draft: Draft, block: Block, inputs: Inputs, given: End) -> dict[str, End]:
        image = inputs["input"]
        shape, axes = draft.shape(image), draft.numbers(inputs["reduction_indices"])
        gone = {axis % len(shape) for axis in axes} if shape else set()
        kept = [1 if axis in gone else size for axis, size in enumerate(shape)]
        count = int(np.prod([shape[axis] for axis in gone])) if mean else 1
        share = draft.scalar("share", 1 / count if count else 0, image)
        shares = draft.add(
            "Fill", f"{block.id}_shares", {"dims": draft.shape_of(image), "value": share}
        )
        sizes = draft.const("kept_sizes", np.array(kept, np.int32))
        flat = draft.add("Reshape", f"{block.id}_kept", {"tensor": given, "shape": sizes})
        both = {"x": flat, "y": shares}
        return {"input": draft.add("Multiply", f"{block.id}_by_input", both)}

    return rule


def _reshape(draft: Draft, block: Block, inputs: Inputs, given: End) -> dict[str, End]:
    sizes = {"tensor": given, "shape": draft.shape_of(inputs["tensor"])}
    return {"tensor": draft.add("Reshape", f"{block.id}_by_tensor", sizes)}


def _transpose(draft: Draft, block: Block, inputs: Inputs, given: End) -> dict[str, End]:
    order = np.array(draft.numbers(inputs["perm"]), np.int64)
    back = draft.const("perm", np.argsort(order % max(1, len(order))).astype(np.int32))
    return {"x": draft.add("Transpose", f"{block.id}_by_x", {"x": given, "perm": back})}


def _identity(draft: Draft, block: Block, inputs: Inputs, given: End) -> dict[str, End]:
    return {"input": given}


def _cast(draft: Draft, block: Block, inputs: Inputs, given: End) -> dict[str, End]:
    dtype = draft.dtype(inputs["x"])
    if dtype == draft.dtype(block.outputs[0]):
        return {"x": given}
    return {"x": draft.add("Cast", f"{block.id}_by_x", {"x": given}, {"DstT": dtype})}


_PLANAR = ("Conv2D", "Conv2DBackpropInput", "Conv2DBackpropFilter")
_DEPTHWISE = (
    "DepthwiseConv2dNative",
    "DepthwiseConv2dNativeBackpropInput",
    "DepthwiseConv2dNativeBackpropFilter",
)
_VOLUME = ("Conv3D", "Conv3DBackpropInputV2", "Conv3DBackpropFilterV2")


def _family(forward: str, by_input: str, by_filter: str) -> dict[str, Rule]:
    return {
        forward: _convolution(by_input, by_filter),
        by_input: _input_gradient(forward, by_filter),
        by_filter: _filter_gradient(forward, by_input),
    }


RULES: Mapping[str, Rule] = {
    **_family(*_PLANAR),
    "Conv2DBackpropInputV2": _input_gradient("Conv2D", "Conv2DBackpropFilter"),
    **_family(*_DEPTHWISE),
    **_family(*_VOLUME),
    "Relu": _relu,
    "MatMul": _mat_mul,
    "Add": _add,
    "Subtract": _subtract,
    "Multiply": _multiply,
    "BiasAdd": _bias_add,
    "Sum": _reduction(mean=False),
    "Mean": _reduction(mean=True),
    "Reshape": _reshape,
    "Transpose": _transpose,
    "Identity": _identity,
    "Cast": _cast,
}
"""By the name of the op that the gradient is of."""


def rule_of(block: Block) -> Rule:
    """The rule of a block's op. EditRefused if there is none."""
    rule = RULES.get(block.op_name)
    if rule is None:
        raise EditRefused(f"there is no gradient of {block.op_name}, the op of {block.id}")
    return rule
