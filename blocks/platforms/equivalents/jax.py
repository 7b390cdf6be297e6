"""A call of the convolution family in JAX."""

from __future__ import annotations

from blocks.platforms.convolution import FORWARD, INPUT_GRADIENT, Convolution
from blocks.platforms.equivalents.writing import call, filter_words, unless
from blocks.platforms.verdict import Equivalent

WIDE = ('jax.config.update("jax_enable_x64", True)',)
"""What JAX needs for dtypes of 64 bits, before any tensor is made."""

_ZEROS = "import jax.numpy as jnp"


def equivalent(c: Convolution) -> Equivalent:
    """The call whose sizes are known."""
    wide = c.dtype == "float64"
    notes = ["Without jax_enable_x64 JAX computes float64 in float32."] if wide else []
    settings = WIDE if wide else ()
    if c.sizes.is_empty:
        sizes = c.sizes
        shape = {FORWARD: sizes.output, INPUT_GRADIENT: sizes.input}.get(c.kind, sizes.filter)
        lines = [f'output = jnp.zeros({shape}, "{c.dtype}")']
        notes.append("A tensor is empty, so there is nothing to add up.")
        imports = (*(["import jax"] if wide else []), _ZEROS)
        return Equivalent(imports, tuple(lines), tuple(notes), settings)
    if c.kind == FORWARD:
        lines = [*_grouped(c), f"output = {_convolution(c, 'input', _filter(c))}"]
    elif c.kind == INPUT_GRADIENT and c.sizes.groups == 1 and not c.depthwise:
        lines = _transposed(c)
        notes.append("Needs transpose_kernel=True to be the gradient.")
        notes.append("padding is that of the transposed convolution, not the forward one's.")
    else:
        lines = _by_transposing(c)
        if c.kind == INPUT_GRADIENT:
            notes.append("JAX's conv_transpose takes no groups: the forward call is transposed.")
        else:
            notes.append("The forward call, which is linear in the filter, is transposed.")
    return Equivalent(("import jax",), tuple(lines), tuple(notes), settings)


def _transposed(c: Convolution) -> list[str]:
    """conv_transpose: the dilated out_backprop, padded by what is left of the filter's reach."""
    padding = [
        (axis.reach - 1 - axis.before, axis.reach - 1 - axis.after + axis.rest)
        for axis in c.sizes.axes
    ]
    arguments = unless({"rhs_dilation": (1,) * c.rank}, rhs_dilation=c.dilations)
    made = call(
        "jax.lax.conv_transpose",
        "out_backprop",
        "filter",
        strides=c.strides,
        padding=padding,
        **arguments,
        dimension_numbers=_dimensions(c),
        transpose_kernel=True,
    )
    return [f"output = {made}"]


def _by_transposing(c: Convolution) -> list[str]:
    """What JAX itself does for a gradient: transpose the forward call."""
    port, shape = "input", c.sizes.input
    if c.kind != INPUT_GRADIENT:
        port, shape = "filter", c.sizes.filter
    body = _convolution(c, "input", _filter(c)).replace("\n", "\n    ")
    return [
        "",
        f"def forward({port}):",
        f"    return {body}",
        "",
        f"like = jax.ShapeDtypeStruct({shape}, out_backprop.dtype)",
        "(output,) = jax.linear_transpose(forward, like)(out_backprop)",
    ]


def _convolution(c: Convolution, input: str, filter: str) -> str:
    padding: object = c.padding
    if c.padding == "EXPLICIT":
        padding = [(axis.before, axis.after) for axis in c.sizes.axes]
    arguments = unless(
        {"rhs_dilation": (1,) * c.rank, "feature_group_count": 1},
        rhs_dilation=c.dilations,
        feature_group_count=c.sizes.groups,
    )
    return call(
        "jax.lax.conv_general_dilated",
        input,
        filter,
        window_strides=c.strides,
        padding=padding,
        **arguments,
        dimension_numbers=_dimensions(c),
    )


def _filter(c: Convolution) -> str:
    if not c.depthwise:
        return "filter"
    flat = (*(axis.k for axis in c.sizes.axes), 1, c.sizes.output_channels)
    return f"filter.reshape{flat}"


def _grouped(c: Convolution) -> list[str]:
    return ["# each channel is a group of its own"] if c.depthwise else []


def _dimensions(c: Convolution) -> tuple[str, str, str]:
    return c.data_format, filter_words(c)[0], c.data_format
