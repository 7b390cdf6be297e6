"""Each op's relation: which of its arguments is the input, the filter and the output.

One function an op of a family, for full shapes as for partly known ones, so that the kernels and
the shape rules check the same things in the same words.
"""

from __future__ import annotations

from kernels.arguments import count_word, integers, shape_text, shown
from kernels.convolution.attributes import Attributes
from kernels.convolution.given import Given, Shape
from kernels.convolution.relation import Relation, relate
from kernels.errors import ArgumentError


def forward(attributes: Attributes, input: Shape, filter: Shape) -> Relation:
    """Of the op itself: the output's sizes follow."""
    return relate(attributes, Given("input", input), Given("filter", filter), Given("output"))


def input_gradient(
    attributes: Attributes,
    input_sizes: object,
    filter: Shape,
    out_backprop: Shape,
    *,
    two_numbers: bool = False,
) -> Relation:
    """Of the gradient by the input, whose sizes are given as a vector, or None if not known yet.

    With `two_numbers` height and width may be given alone: the batch is out_backprop's then, the
    channels are the filter's.
    """
    shape = None
    if input_sizes is not None:
        shape = _input_shape(attributes, input_sizes, two_numbers)
        if len(shape) == len(attributes.windows):
            shape = attributes.layout.join(None, shape, filter[-2] if filter else None)
    return relate(
        attributes,
        Given("input_sizes", shape),
        Given("filter", filter),
        Given("out_backprop", out_backprop),
    )


def input_gradient_like(
    attributes: Attributes, input: Shape, filter: Shape, out_backprop: Shape
) -> Relation:
    """Of the gradient by the input where a tensor of the input's shape stands for its sizes."""
    return relate(
        attributes,
        Given("input", input),
        Given("filter", filter),
        Given("out_backprop", out_backprop),
    )


def filter_gradient(
    attributes: Attributes, input: Shape, filter_sizes: object, out_backprop: Shape
) -> Relation:
    """Of the gradient by the filter, whose sizes are given as a vector, or None."""
    shape: Shape = None
    if filter_sizes is not None:
        axes = attributes.family.filter_axes
        shape = _sizes_vector("filter_sizes", filter_sizes, axes)
    return relate(
        attributes,
        Given("input", input),
        Given("filter_sizes", shape),
        Given("out_backprop", out_backprop),
    )


def _input_shape(
    attributes: Attributes, value: object, two_numbers: bool
) -> tuple[int | None, ...]:
    axes = attributes.layout.axes
    alone = attributes.family.spatial if two_numbers else ()
    return _sizes_vector("input_sizes", value, axes, alone, attributes.layout.data_format)


def _sizes_vector(
    argument: str,
    value: object,
    axes: tuple[str, ...],
    alone: tuple[str, ...] = (),
    data_format: str = "",
) -> tuple[int, ...]:
    """A vector of sizes, one for each of `axes`, or one for each of `alone`."""
    order = f" in {data_format} order" if data_format else ""
    wanted = f"{count_word(len(axes))} numbers{order} ({', '.join(axes)})"
    if alone:
        wanted += f" or {count_word(len(alone))} ({', '.join(alone)})"
    sizes = integers(argument, value, wanted)
    if len(sizes) not in {len(axes), len(alone) or len(axes)}:
        came = f"{len(sizes)} came: {shown(sizes)}" if sizes else "none came"
        raise ArgumentError(argument, f"{argument} needs {wanted}, {came}")
    names = axes if len(sizes) == len(axes) else alone
    for axis, size in zip(names, sizes, strict=True):
        if size < 0:
            raise ArgumentError(
                argument,
                f"{argument} must be 0 or more for {axis}, {size} came in {shape_text(sizes)}",
            )
    return sizes
