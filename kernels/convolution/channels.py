"""How the channels of input, filter and output must agree."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kernels.convolution.attributes import Family
from kernels.convolution.given import Given, Size
from kernels.errors import ArgumentError


@dataclass(frozen=True)
class Channels:
    """The channels of the three tensors, as far as known.

    `filter` counts the input channels that one filter sees: the input's, divided by the number of
    groups in 2-D. `last` is the filter's last axis: the output's channels or, depthwise, the
    multiplier, how many outputs each input channel has.
    """

    input: Size
    filter: Size
    last: Size
    output: Size


def agree(family: Family, tensors: tuple[Given, Given, Given], known: Channels) -> Channels:
    """Check the channels of (input, filter, output) and fill in what follows from the others."""
    known = _agree_in(family, tensors[0], tensors[1], known)
    if family.depthwise:
        return _agree_multiplied(tensors[1], tensors[2], known)
    return _agree_out(family, tensors, known)


def _agree_in(family: Family, input: Given, filter: Given, known: Channels) -> Channels:
    """Input channels: the filter's or, in groups, a multiple of them."""
    expected, came = known.filter, known.input
    blamed = (filter if filter.is_sizes else input).argument
    if came == 0:
        raise ArgumentError(
            input.argument, f"{input.argument} must be 1 or more for channels, 0 came"
        )
    if expected is None or came is None:
        if family.grouped:
            return known
        either = came if expected is None else expected
        return replace(known, input=either, filter=either)
    fits = came % expected == 0 if family.grouped else came == expected
    if not fits:
        groups = "; this op takes no groups" if came % expected == 0 else ""
        raise ArgumentError(
            blamed,
            f"{filter.argument} expects {expected} input channel{_s(expected)},"
            f" {input.says} {came}{groups}",
        )
    return known


def _agree_out(family: Family, tensors: tuple[Given, Given, Given], known: Channels) -> Channels:
    """Output channels: the filter's last axis, in as many equal parts as there are groups."""
    _, filter, output = tensors
    if None not in (known.last, known.output) and known.last != known.output:
        blamed = filter if filter.is_sizes else output
        raise ArgumentError(
            blamed.argument,
            f"channels: {filter.says} {known.last} output channel{_s(known.last)},"
            f" but {output.says} {known.output}; they must be the same",
        )
    either = known.output if known.last is None else known.last
    if known.input is not None and known.filter is not None and either is not None:
        groups = known.input // known.filter
        if either % groups:
            raise ArgumentError(
                filter.argument,
                f"{filter.argument} expects {known.filter} input channel{_s(known.filter)},"
                f" {tensors[0].says} {known.input}, which makes {groups} groups; the {either}"
                f" output channel{_s(either)} cannot be split into {groups} groups, a multiple of"
                f" {groups} would fit",
            )
    return replace(known, last=either, output=either)


def _agree_multiplied(filter: Given, output: Given, known: Channels) -> Channels:
    """Depthwise output channels: input channels times multiplier."""
    inputs, multiplier, came = known.filter, known.last, known.output
    if inputs is None:
        return known
    if multiplier is None:
        if came is None:
            return known
        if came % inputs:
            raise ArgumentError(
                output.argument,
                f"channels: {output.says} {came}, which is not a multiple of the {inputs} input"
                f" channel{_s(inputs)}",
            )
        return replace(known, last=came // inputs)
    made = inputs * multiplier
    if came is not None and came != made:
        blamed = filter if filter.is_sizes else output
        raise ArgumentError(
            blamed.argument,
            f"channels: {filter.says} {inputs} input channel{_s(inputs)} and multiplier"
            f" {multiplier}, which gives {made}, but {output.says} {came}",
        )
    return replace(known, output=made)


def _s(count: Size) -> str:
    return "" if count == 1 else "s"
