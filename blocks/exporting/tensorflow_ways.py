"""The convolution family by calls that TensorFlow's CPU kernels do take, where they refuse the
call itself or answer it wrongly. `blocks.platforms.rules` says when that is.

The numbers are the same: gaps between the taps become zeros in the filter, groups become calls of
their own, and channels first becomes channels last.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from blocks.exporting.flavour import called
from blocks.platforms.convolution import FILTER_GRADIENT, FORWARD, INPUT_GRADIENT, Convolution

SPREAD = '''
def spread(filter, steps):
    """The filter with zeros between its taps, as dilations read it."""
    for axis, step in enumerate(steps):
        size = filter.shape[axis]
        gaps = [[0, 0]] * (axis + 1) + [[0, step - 1]] + [[0, 0]] * (len(filter.shape) - axis - 1)
        wide = tf.pad(tf.expand_dims(filter, axis + 1), gaps)
        shape = [*filter.shape[:axis], size * step, *filter.shape[axis + 1 :]]
        ends = [slice(None)] * axis + [slice((size - 1) * step + 1)]
        filter = tf.reshape(wide, shape)[tuple(ends)]
    return filter
'''


def way_around(c: Convolution) -> list[str]:
    """Lines that leave the result in `output`, in the names of the op's ports."""
    if c.sizes.is_empty:
        return [f"output = tf.zeros({list(_shape(c))}, tf.{c.dtype})"]
    return [*_inputs(c), *_computed(c), *_ending(c)]


def needs_spread(c: Convolution) -> bool:
    """Whether the lines call `spread`."""
    return c.is_dilated and not c.sizes.is_empty and c.kind != FILTER_GRADIENT


def _shape(c: Convolution) -> tuple[int, ...]:
    sizes = c.sizes
    return {FORWARD: sizes.output, INPUT_GRADIENT: sizes.input}.get(c.kind, sizes.filter)


def _inputs(c: Convolution) -> list[str]:
    """Channels last, a filter as Conv2D has it, and gaps as zeros."""
    lines, sizes = [], c.sizes
    read = {
        FORWARD: ("input",),
        INPUT_GRADIENT: ("out_backprop",),
        FILTER_GRADIENT: ("input", "out_backprop"),
    }[c.kind]
    if not c.channels_last:
        order = [0, *range(2, c.rank + 2), 1]
        lines += [f"{port} = tf.transpose({port}, {order})  # channels last" for port in read]
    if c.kind == FILTER_GRADIENT:
        return lines
    if c.depthwise:
        flat = [*(axis.k for axis in sizes.axes), 1, sizes.output_channels]
        lines.append(f"filter = tf.reshape(filter, {flat})  # a group for each channel")
    if c.is_dilated:
        lines.append(f"filter = spread(filter, {c.dilations})")
    if _is_padded_first(c) and any(axis.before or axis.after for axis in c.sizes.axes):
        pads = [[0, 0], *([axis.before, axis.after] for axis in c.sizes.axes), [0, 0]]
        lines.append(f"input = tf.pad(input, {pads})  # what SAME means here")
    return lines


def _is_padded_first(c: Convolution) -> bool:
    """TensorFlow's Conv3D gets SAME wrong where strides leave inputs at the end out."""
    return c.kind == FORWARD and c.rank == 3 and c.padding == "SAME"


def _computed(c: Convolution) -> list[str]:
    groups, last = c.sizes.groups, c.rank + 1
    if c.kind == FORWARD:
        return [f"output = {_call(c, _NAMES[c.rank][0], {'input': 'input', 'filter': 'filter'})}"]
    ports = ("filter", "out_backprop") if c.kind == INPUT_GRADIENT else ("input", "out_backprop")
    if groups == 1:
        return [f"output = {_gradient(c, *ports)}"]
    one, other = ports
    return [
        f"groups = zip(tf.split({one}, {groups}, axis={last}), "
        f"tf.split({other}, {groups}, axis={last}))",
        f"parts = [\n    {_indented(_gradient(c, 'one', 'other'))}\n"
        "    for one, other in groups\n]",
        f"output = tf.concat(parts, axis={last})",
    ]


def _gradient(c: Convolution, first: str, second: str) -> str:
    """The gradient of one group."""
    sizes = c.sizes
    if c.kind == INPUT_GRADIENT:
        shape = [sizes.batch, *(axis.n for axis in sizes.axes)]
        shape.append(sizes.input_channels // sizes.groups)
        given = {"input_sizes": repr(shape), "filter": first, "out_backprop": second}
        return _call(c, _NAMES[c.rank][1], given)
    reach = [axis.reach for axis in sizes.axes]
    inputs = sizes.input_channels // sizes.groups
    shape = [*reach, inputs, sizes.output_channels // sizes.groups]
    given = {"input": first, "filter_sizes": repr(shape), "out_backprop": second}
    return _call(c, _NAMES[c.rank][2], given)


_NAMES = {
    2: ("Conv2D", "Conv2DBackpropInput", "Conv2DBackpropFilter"),
    3: ("Conv3D", "Conv3DBackpropInputV2", "Conv3DBackpropFilterV2"),
}


def _call(c: Convolution, op: str, given: dict[str, str]) -> str:
    padding = "VALID" if _is_padded_first(c) else c.padding
    named: dict[str, Any] = {"strides": [1, *c.strides, 1], "padding": padding}
    if c.padding == "EXPLICIT":
        pads = [(axis.before, axis.after) for axis in c.sizes.axes]
        named["explicit_paddings"] = [0, 0, *(one for pair in pads for one in pair), 0, 0]
    written = {name: _plain(one) for name, one in named.items()}
    return called(f"tf.raw_ops.{op}", (), {**given, **written})


def _plain(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _ending(c: Convolution) -> list[str]:
    """Back to the block's own layout."""
    if c.kind == FILTER_GRADIENT:
        lines = []
        if c.is_dilated:
            steps = ", ".join(f"::{one}" for one in c.dilations)
            lines.append(f"output = output[{steps}]  # the taps, without the gaps")
        if c.depthwise:
            lines.append(f"output = tf.reshape(output, {list(c.sizes.filter)})")
        return lines
    if c.channels_last:
        return []
    order = [0, c.rank + 1, *range(1, c.rank + 1)]
    return [f"output = tf.transpose(output, {order})  # channels first"]


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ")


def ports_read(c: Convolution) -> Sequence[str]:
    """The ports whose tensors the lines use; sizes are written down."""
    if c.sizes.is_empty:
        return ()
    if c.kind == FORWARD:
        return ("input", "filter")
    return ("filter", "out_backprop") if c.kind == INPUT_GRADIENT else ("input", "out_backprop")
