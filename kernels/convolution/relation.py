"""What the input, the filter and the output of a convolution have to do with each other.

The three ops of a family (forward, gradient by the input, gradient by the filter) share one
relation; each is given two of the three tensors and makes the third. Sizes may be unknown (None):
then what is certain is inferred, and only what is certainly wrong is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kernels.arguments import integer, rank, shape_text, shown
from kernels.convolution import channels
from kernels.convolution.attributes import Attributes
from kernels.convolution.given import Given, Size
from kernels.convolution.window import Window, counted, would_fit
from kernels.errors import ArgumentError


@dataclass(frozen=True)
class Relation:
    """The sizes that three tensors agree on, as far as known."""

    attributes: Attributes
    batch: Size
    inputs: tuple[Size, ...]
    filters: tuple[Size, ...]
    outputs: tuple[Size, ...]
    channels: channels.Channels

    @property
    def input_shape(self) -> tuple[Size, ...]:
        """In the layout's order."""
        return self.attributes.layout.join(self.batch, self.inputs, self.channels.input)

    @property
    def filter_shape(self) -> tuple[Size, ...]:
        """The spatial axes, then the input channels one filter sees, then its last axis."""
        return (*self.filters, self.channels.filter, self.channels.last)

    @property
    def output_shape(self) -> tuple[Size, ...]:
        """In the layout's order."""
        return self.attributes.layout.join(self.batch, self.outputs, self.channels.output)


def relate(attributes: Attributes, input: Given, filter: Given, output: Given) -> Relation:
    """Check what is known of the three tensors and infer the rest.

    Raises `ArgumentError` if they do not belong together, laid to the argument that the caller
    chose: `input_sizes` or `filter_sizes` where there is one.
    """
    family, layout = attributes.family, attributes.layout
    input_batch, inputs, input_channels = layout.split(_sizes(input, layout.axes))
    *filters, filter_channels, last = _sizes(filter, family.filter_axes)
    output_batch, outputs, output_channels = layout.split(_sizes(output, layout.axes))
    _refuse_empty_filter(filter, family.filter_axes)
    batch = _one_batch(input, input_batch, filter, output, output_batch)
    agreed = channels.agree(
        family,
        (input, filter, output),
        channels.Channels(input_channels, filter_channels, last, output_channels),
    )
    axes = list(zip(attributes.windows, inputs, filters, outputs, strict=True))
    faults = [_fault(window, input, output, *sizes) for window, *sizes in axes]
    if any(faults):
        blamed = output if filter.is_sizes else input
        raise ArgumentError(blamed.argument, " ".join(fault for fault in faults if fault))
    return Relation(
        attributes=attributes,
        batch=batch,
        inputs=tuple(_input(window, *sizes) for window, *sizes in axes),
        filters=tuple(filters),
        outputs=tuple(_output(window, *sizes) for window, *sizes in axes),
        channels=agreed,
    )


def _sizes(given: Given, axes: Sequence[str]) -> tuple[Size, ...]:
    """The sizes of a tensor, one for each named axis; all unknown if its rank is."""
    if given.shape is None:
        return (None,) * len(axes)
    if not isinstance(given.shape, tuple | list):
        raise ArgumentError(
            given.argument,
            f"{given.argument}: a shape is a tuple of sizes, {shown(given.shape)} came",
        )
    rank(given.argument, given.shape, axes)
    for axis, size in zip(axes, given.shape, strict=True):
        if size is not None and integer(given.argument, size, f"'s {axis}") < 0:
            raise ArgumentError(
                given.argument,
                f"{given.argument} must be 0 or more for {axis}, {size} came in"
                f" {shape_text(given.shape)}",
            )
    return tuple(None if size is None else int(size) for size in given.shape)


def _refuse_empty_filter(filter: Given, axes: Sequence[str]) -> None:
    """A filter needs a tap on each axis and an input channel; no output channels are fine."""
    for axis, size in zip(axes[:-1], filter.shape or (), strict=False):
        if size == 0:
            raise ArgumentError(
                filter.argument,
                f"{filter.argument} must be 1 or more for {axis}, 0 came in"
                f" {shape_text(filter.shape or ())}",
            )


def _one_batch(
    input: Given, input_batch: Size, filter: Given, output: Given, output_batch: Size
) -> Size:
    if input_batch is None or output_batch is None or input_batch == output_batch:
        return output_batch if input_batch is None else input_batch
    blamed = output if filter.is_sizes else input
    raise ArgumentError(
        blamed.argument,
        f"batch: {input.says} {input_batch}, but {output.says} {output_batch};"
        " they must be the same",
    )


def _fault(
    window: Window, input: Given, output: Given, inputs: Size, filters: Size, outputs: Size
) -> str:
    """What is wrong with one axis, as a sentence with what would be right; empty if nothing is."""
    if outputs is None:
        return ""
    # SAME gives as many outputs with any filter; of the others a filter of 1 gives the most.
    free = filters is None and window.padding != "SAME"
    reach = filters or 1
    setting, axis = window.setting(filters), window.name
    has = f"but {output.says} {outputs}."
    if inputs is None:
        if free or window.legal_inputs(outputs, reach):
            return ""
        return f"{axis}: no {axis} gives {counted(axis, outputs)} with {setting}, {has}"
    most = window.outputs(inputs, reach)
    if free:
        gives = f"with {setting} that gives at most {counted(axis, most)}"
        return f"{axis}: {input.says} {inputs}; {gives}, {has}" if outputs > most else ""
    if outputs == most:
        return ""
    fit = would_fit(axis, window.legal_inputs(outputs, reach))
    return (
        f"{axis}: {input.says} {inputs}; with {setting} that gives {counted(axis, most)},"
        f" {has} {fit}"
    )


def _input(window: Window, inputs: Size, filters: Size, outputs: Size) -> Size:
    """The input's size where it is given or where one size alone can be."""
    if inputs is not None or outputs is None or (filters is None and window.padding != "SAME"):
        return inputs
    legal = window.legal_inputs(outputs, filters or 1)
    return legal[0] if legal.stop - legal.start == 1 else None


def _output(window: Window, inputs: Size, filters: Size, outputs: Size) -> Size:
    """The output's size where it is given or follows."""
    if outputs is not None or inputs is None or (filters is None and window.padding != "SAME"):
        return outputs
    return window.outputs(inputs, filters or 1)
