"""A way around where TensorFlow refuses a call on a CPU, or answers it wrongly: the same op over
tensors that it takes.

Channels first are turned, dilations become zeros in the filter, groups are taken one by one.
"""

from __future__ import annotations

from blocks.platforms.convolution import FILTER_GRADIENT, FORWARD, INPUT_GRADIENT, Convolution
from blocks.platforms.equivalents.writing import axes_from_first, axes_to_first, call, layout_words
from blocks.platforms.verdict import Equivalent

_IMPORTS = ("import tensorflow as tf",)

_SIZES = {INPUT_GRADIENT: "input_sizes", FILTER_GRADIENT: "filter_sizes"}


def around(c: Convolution) -> Equivalent | None:
    """The call whose sizes are known, None where no way is known."""
    sizes = c.sizes
    unequal = c.depthwise and c.strides[0] != c.strides[1]
    skips = c.op == "Conv3D" and c.padding == "SAME" and any(a.rest >= 2 for a in sizes.axes)
    if unequal or skips or sizes.is_empty:
        return None
    turns = not c.channels_last
    lines = []
    for port in _tensors(c):
        if turns and port != "filter":
            last, first = layout_words(c)
            turned = list(axes_from_first(c))
            lines.append(f"{port} = tf.transpose({port}, {turned})  # {first} to {last}")
    spreads = c.is_dilated and not (c.kind == FORWARD and c.rank == 2 and not c.depthwise)
    if spreads and c.kind != FILTER_GRADIENT:
        lines += _spread(c)
    lines += _in_groups(c, spreads) if _splits(c) else [f"output = {_op(c, spreads)}"]
    if spreads and c.kind == FILTER_GRADIENT:
        steps = ", ".join(f"::{step}" for step in c.dilations)
        lines.append(f"output = output[{steps}]  # the taps alone")
    if turns and c.kind != FILTER_GRADIENT:
        last, first = layout_words(c)
        turned = list(axes_to_first(c))
        lines.append(f"output = tf.transpose(output, {turned})  # {last} to {first}")
    return Equivalent(_IMPORTS, tuple(lines))


def _tensors(c: Convolution) -> tuple[str, ...]:
    """The ports whose numbers count."""
    if c.kind == FORWARD:
        return "input", "filter"
    return ("filter", "out_backprop") if c.kind == INPUT_GRADIENT else ("input", "out_backprop")


def _splits(c: Convolution) -> bool:
    return c.is_gradient and not c.depthwise and c.sizes.groups > 1


def _spread(c: Convolution) -> list[str]:
    """Zeros between the taps of the filter."""
    axes = c.sizes.axes
    shape = [*(axis.reach for axis in axes), *c.sizes.filter[-2:]]
    ranges = ", ".join(f"tf.range(0, {axis.reach}, {axis.dilation})" for axis in axes)
    return [
        f'taps = tf.meshgrid({ranges}, indexing="ij")',
        f"filter = tf.scatter_nd(tf.stack(taps, axis=-1), filter, {shape})  # zeros between them",
    ]


def _op(c: Convolution, spreads: bool, groups: int = 1, **names: str) -> str:
    """The raw op, channels last; of one group where there are more."""
    sizes = c.sizes
    batch, channels = sizes.batch, sizes.input_channels // groups
    taps = [axis.reach if spreads else axis.k for axis in sizes.axes]
    given = {port: names.get(port, port) for port in _tensors(c)}
    if c.kind == INPUT_GRADIENT:
        shape = [batch, *(axis.n for axis in sizes.axes), channels]
        given = {"input_sizes": repr(shape), **given}
    if c.kind == FILTER_GRADIENT:
        shape = [*taps, sizes.filter_channels, sizes.last // groups]
        given = {"input": given["input"], "filter_sizes": repr(shape), **given}
    more: dict[str, object] = {"strides": [1, *c.strides, 1], "padding": c.padding}
    if c.padding == "EXPLICIT":
        pads = [pad for axis in sizes.axes for pad in (axis.before, axis.after)]
        more["explicit_paddings"] = [0, 0, *pads, 0, 0]
    if c.is_dilated and not spreads:
        more["dilations"] = [1, *c.dilations, 1]
    op = "Conv2DBackpropInput" if c.op == "Conv2DBackpropInputV2" else c.op
    return call(f"tf.raw_ops.{op}", *(f"{k}={v}" for k, v in given.items()), **more)


def _in_groups(c: Convolution, spreads: bool) -> list[str]:
    """Group by group: input and output channels in equal parts, in order."""
    groups, axis = c.sizes.groups, c.rank + 1
    one, other = _tensors(c)
    # The filter's last axis and out_backprop's channels are cut alike, and so are the input's.
    body = _op(c, spreads, groups, **{one: "one", other: "other"}).replace("\n", "\n    ")
    return [
        "parts = [",
        f"    {body}",
        "    for one, other in zip(",
        f"        tf.split({one}, {groups}, axis={axis}), tf.split({other}, {groups}, axis={axis})",
        "    )",
        "]",
        f"output = tf.concat(parts, axis={axis})",
    ]
