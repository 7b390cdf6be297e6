"""A call of the convolution family in PyTorch."""

from __future__ import annotations

from blocks.platforms.convolution import FORWARD, INPUT_GRADIENT, Convolution
from blocks.platforms.equivalents.writing import (
    axes_from_first,
    axes_to_first,
    call,
    filter_from_first,
    filter_to_first,
    filter_words,
    layout_words,
    one_or_all,
    unless,
)
from blocks.platforms.verdict import Equivalent

_TORCH = "import torch"
_FUNCTIONS = "import torch.nn.functional as F"
_DEFAULTS = {"stride": 1, "padding": 0, "output_padding": 0, "dilation": 1, "groups": 1}

_EVEN = "PyTorch pads both sides alike, here it takes {before} before and {after} after"


def equivalent(c: Convolution) -> Equivalent:
    """The call whose sizes are known."""
    if c.sizes.is_empty:
        return _zeros(c)
    if c.kind == FORWARD:
        return _forward(c)
    return _input_gradient(c) if c.kind == INPUT_GRADIENT else _filter_gradient(c)


def _forward(c: Convolution) -> Equivalent:
    lines = [_to_first(c, "x", "input"), *_weight(c)]
    padding: object = _padding(c)
    notes: list[str] = []
    if padding is None and c.padding == "SAME" and not c.is_strided:
        padding = "same"
    elif padding is None:
        lines.append(_pad(c))
        notes.append(f"{_uneven(c)}: the input is padded first.")
        padding = 0
    elif c.padding == "SAME" and c.is_strided:
        notes.append("PyTorch's padding='same' takes no strides: use the numbers.")
    made = call(
        f"F.conv{c.rank}d", "x", "weight", **unless(_DEFAULTS, **_steps(c), padding=padding)
    )
    lines += [f"output = {made}", *_from_first(c)]
    return Equivalent((_FUNCTIONS,), tuple(lines), tuple(notes))


def _input_gradient(c: Convolution) -> Equivalent:
    lines = [_to_first(c, "grad", "out_backprop"), *_weight(c)]
    axes = c.sizes.axes
    extra = [axis.rest + axis.before - axis.after for axis in axes]
    fits = all(
        0 <= more < max(axis.stride, axis.dilation) for more, axis in zip(extra, axes, strict=True)
    )
    padding = [axis.before for axis in axes] if fits else [0] * c.rank
    extra = extra if fits else [axis.rest for axis in axes]
    notes = []
    if any(extra):
        picked = one_or_all(extra)
        notes.append(f"Needs output_padding={picked}, which picks the size that the block has.")
    arguments = unless(
        _DEFAULTS,
        **_steps(c),
        padding=one_or_all(padding),
        output_padding=one_or_all(extra),
    )
    lines.append(f"output = {call(f'F.conv_transpose{c.rank}d', 'grad', 'weight', **arguments)}")
    if not fits:
        notes.append(f"{_uneven(c)}: the gradient is made without padding, and cut.")
        lines.append(f"output = output[{_cut(c)}]")
    lines += _from_first(c)
    return Equivalent((_FUNCTIONS,), tuple(lines), tuple(notes))


def _filter_gradient(c: Convolution) -> Equivalent:
    lines = [_to_first(c, "x", "input"), _to_first(c, "grad", "out_backprop")]
    padding, notes = _padding(c), []
    imports: tuple[str, ...] = (_TORCH,)
    if padding is None:
        lines.append(_pad(c))
        notes.append(f"{_uneven(c)}: the input is padded first.")
        padding, imports = 0, (_TORCH, _FUNCTIONS)
    sizes = c.sizes
    inputs = 1 if c.depthwise else sizes.filter_channels
    shape = (sizes.output_channels, inputs, *(axis.k for axis in sizes.axes))
    arguments = unless(_DEFAULTS, **_steps(c), padding=padding)
    function = f"torch.nn.grad.conv{c.rank}d_weight"
    lines.append(f"weight = {call(function, 'x', repr(shape), 'grad', **arguments)}")
    first, last = reversed(filter_words(c))
    lines.append(f"output = weight.permute{filter_from_first(c)}  # {first} to {last}")
    if c.depthwise:
        lines.append(f"output = output.reshape{sizes.filter}")
    return Equivalent(imports, tuple(lines), tuple(notes))


def _zeros(c: Convolution) -> Equivalent:
    sizes = c.sizes
    shape = {FORWARD: sizes.output, INPUT_GRADIENT: sizes.input}.get(c.kind, sizes.filter)
    return Equivalent(
        (_TORCH,),
        (f"output = torch.zeros({shape}, dtype=torch.{c.dtype})",),
        ("A tensor is empty, so there is nothing to add up; PyTorch refuses most such calls.",),
    )


def _steps(c: Convolution) -> dict[str, object]:
    return {
        "stride": one_or_all(c.strides),
        "dilation": one_or_all(c.dilations),
        "groups": c.sizes.groups,
    }


def _padding(c: Convolution) -> int | tuple[int, ...] | None:
    """PyTorch's padding; None where the two sides of an axis differ."""
    axes = c.sizes.axes
    return one_or_all([axis.before for axis in axes]) if all(a.is_even for a in axes) else None


def _uneven(c: Convolution) -> str:
    axis = next((axis for axis in c.sizes.axes if not axis.is_even), c.sizes.axes[0])
    return f"{_EVEN.format(before=axis.before, after=axis.after)} ({axis.name})"


def _pad(c: Convolution) -> str:
    """F.pad takes the last axis first."""
    pads = tuple(pad for axis in reversed(c.sizes.axes) for pad in (axis.before, axis.after))
    return f"x = F.pad(x, {pads})  # the last axis first"


def _cut(c: Convolution) -> str:
    parts = [f"{axis.before}:{axis.before + axis.n}" for axis in c.sizes.axes]
    return ", ".join([":", ":", *parts])


def _weight(c: Convolution) -> list[str]:
    last, first = filter_words(c)
    sizes = c.sizes
    if not c.depthwise:
        return [f"weight = filter.permute{filter_to_first(c)}  # {last} to {first}"]
    flat = (*(axis.k for axis in sizes.axes), 1, sizes.output_channels)
    return [
        f"weight = filter.reshape{flat}.permute{filter_to_first(c)}  # a group each channel",
    ]


def _to_first(c: Convolution, name: str, port: str) -> str:
    if not c.channels_last:
        return f"{name} = {port}"
    last, first = layout_words(c)
    return f"{name} = {port}.permute{axes_to_first(c)}  # {last} to {first}"


def _from_first(c: Convolution) -> list[str]:
    if not c.channels_last:
        return []
    last, first = layout_words(c)
    return [f"output = output.permute{axes_from_first(c)}  # {first} to {last}"]
