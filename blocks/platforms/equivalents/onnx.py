"""A call of the convolution family as a model of one ONNX node, run by ONNX Runtime."""

from __future__ import annotations

from typing import Any

from blocks.platforms.convolution import FORWARD, INPUT_GRADIENT, Convolution, Sizes
from blocks.platforms.equivalents import onnx_model
from blocks.platforms.equivalents.writing import (
    axes_from_first,
    axes_to_first,
    filter_to_first,
    filter_words,
    layout_words,
    unless,
)
from blocks.platforms.verdict import Equivalent

_RUN = onnx_model.run({"x": "x", "w": "w"}, "y")


def equivalent(c: Convolution) -> Equivalent:
    """The call whose sizes are known."""
    sizes = c.sizes
    if sizes.is_empty:
        shape = {FORWARD: sizes.output, INPUT_GRADIENT: sizes.input}.get(c.kind, sizes.filter)
        line = f'output = np.zeros({shape}, "{c.dtype}")'
        return Equivalent(
            (onnx_model.NUMPY,), (line,), ("A tensor is empty, so there is nothing to add up.",)
        )
    if c.kind == FORWARD:
        return _forward(c)
    return _input_gradient(c) if c.kind == INPUT_GRADIENT else _filter_gradient(c)


def _forward(c: Convolution) -> Equivalent:
    notes: list[str] = []
    named: dict[str, Any] = {"strides": list(c.strides)}
    if c.padding == "SAME" and not c.is_dilated:
        named["auto_pad"] = "SAME_UPPER"
    else:
        named |= _pads(c)
        if c.padding == "SAME":
            notes.append("ONNX Runtime takes no auto_pad with dilations: use pads.")
    node = _node(c, "Conv", **named)
    lines = [_to_first(c, "x", "input"), _weight(c), node, *_RUN, _from_first(c)]
    return Equivalent(onnx_model.IMPORTS, tuple(lines), tuple(notes))


def _input_gradient(c: Convolution) -> Equivalent:
    notes = []
    rests = [axis.rest for axis in c.sizes.axes]
    if c.padding == "SAME":
        notes.append(
            "ConvTranspose's auto_pad leaves the size open: pads and output_padding say it."
        )
    elif any(rests):
        notes.append(f"With output_padding={rests}, which picks the size that the block has.")
    extra = {"output_padding": rests} if any(rests) else {}
    node = _node(c, "ConvTranspose", strides=list(c.strides), **_pads(c), **extra)
    lines = [_to_first(c, "x", "out_backprop"), _weight(c), node, *_RUN, _from_first(c)]
    return Equivalent(onnx_model.IMPORTS, tuple(lines), tuple(notes))


def _filter_gradient(c: Convolution) -> Equivalent:
    """A Conv whose batch is the input's channels, and whose channels are the batch.

    Strides and dilations change places; of what comes the first k along each axis count.
    """
    sizes, rank = c.sizes, c.rank
    spatial = tuple(range(2, rank + 2))
    depth = sizes.input_channels // sizes.groups
    lines = [_to_first(c, "x", "input"), _to_first(c, "grad", "out_backprop")]
    if sizes.groups == 1:
        lines.append(f"x = x.transpose{(1, 0, *spatial)}  # channels as batch")
    else:
        split = (sizes.batch, sizes.groups, depth, *(axis.n for axis in sizes.axes))
        turned = (2, 1, 0, *(at + 1 for at in spatial))
        joined = (depth, sizes.groups * sizes.batch, *(axis.n for axis in sizes.axes))
        lines.append(f"x = x.reshape{split}.transpose{turned}.reshape{joined}")
    lines.append(f"w = grad.transpose{(1, 0, *spatial)}")
    node = _node(
        c,
        "Conv",
        strides=list(c.dilations),
        dilations=list(c.strides),
        **_pads(c),
    )
    cut = ", ".join([":", ":", *(f":{axis.k}" for axis in sizes.axes)])
    lines += [node, *_RUN, *_to_filter(c, sizes, cut)]
    notes = [
        "ONNX has no filter gradient: it is a Conv with batch and channels, and strides and "
        "dilations, in each other's place."
    ]
    return Equivalent(onnx_model.IMPORTS, tuple(lines), tuple(notes))


def _to_filter(c: Convolution, sizes: Sizes, cut: str) -> list[str]:
    spatial = tuple(range(2, c.rank + 2))
    if not c.depthwise:
        return [f"output = y[{cut}].transpose{(*spatial, 0, 1)}"]
    split = (sizes.input_channels, sizes.last, *(axis.k for axis in sizes.axes))
    return [f"output = y[{cut}].reshape{split}.transpose{(*spatial, 0, 1)}"]


def _node(c: Convolution, op: str, **named: Any) -> str:
    ones = [1] * c.rank
    default = {"strides": ones, "dilations": ones, "group": 1, "pads": [0] * 2 * c.rank}
    full = {"dilations": list(c.dilations), "group": c.sizes.groups} | named
    return onnx_model.node(op, ["x", "w"], "y", **unless(default, **full))


def _pads(c: Convolution) -> dict[str, list[int]]:
    """All before, then all after."""
    axes = c.sizes.axes
    return {"pads": [*(axis.before for axis in axes), *(axis.after for axis in axes)]}


def _weight(c: Convolution) -> str:
    last, first = filter_words(c)
    if not c.depthwise:
        return f"w = filter.transpose{filter_to_first(c)}  # {last} to {first}"
    flat = (*(axis.k for axis in c.sizes.axes), 1, c.sizes.output_channels)
    return f"w = filter.reshape{flat}.transpose{filter_to_first(c)}  # a group each channel"


def _to_first(c: Convolution, name: str, port: str) -> str:
    if not c.channels_last:
        return f"{name} = {port}"
    last, first = layout_words(c)
    return f"{name} = {port}.transpose{axes_to_first(c)}  # {last} to {first}"


def _from_first(c: Convolution) -> str:
    if not c.channels_last:
        return "output = y"
    last, first = layout_words(c)
    return f"output = y.transpose{axes_from_first(c)}  # {first} to {last}"
