"""The convolution family: input, filter and output cells that belong to one another.

A convolution and its two gradients are one set of triples: input cell, filter cell, output cell.
The values of two of them are multiplied and summed to the third, which is the result's. Along each
axis the cells that share a triple with a given one are evenly spaced, whichever of the three it
belongs to; and what a result's cell reads and what a read cell reaches are the same question.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import gcd, prod
from typing import NamedTuple

from kernels.convolution import rules
from kernels.convolution.attributes import CONV2D, CONV3D, DEPTHWISE, Attributes, Family, attributes
from kernels.convolution.axis import Axis
from kernels.convolution.geometry import Geometry, geometry
from kernels.tracing.region import Index, Region
from kernels.tracing.taps import of_filter, of_input, of_output
from kernels.tracing.terms import Along, Factor, Terms
from kernels.tracing.traces import Call, Shape, Traces

INPUT, FILTER, OUTPUT = "input", "filter", "output"
"""The three tensors of a family. In a gradient `output` is out_backprop."""


class Triples(NamedTuple):
    """The triples of one axis: the i-th cells of the ranges belong together. A range of one cell
    belongs to all; that of a tensor without the axis is empty."""

    input: range
    filter: range
    output: range

    @property
    def many(self) -> int:
        """How many there are."""
        return max(map(len, self))


NONE = Triples(range(0), range(0), range(0))


def spatial(axis: Axis, tensor: str, at: int) -> Triples:
    """The triples of one spatial axis that have the cell `at` of a tensor.

    In each, input = output * stride + tap * dilation - before.
    """
    source, taps, targets, stride, dilation, before = axis
    if tensor == INPUT:
        return _of_source(axis, at)
    if tensor == OUTPUT:
        first = at * stride - before
        found = _within(first, dilation, taps, source)
        return _triples(_moved(found, first, dilation), found, _one(at))
    first = at * dilation - before
    found = _within(first, stride, targets, source)
    return _triples(_moved(found, first, stride), _one(at), found)


def _of_source(axis: Axis, at: int) -> Triples:
    """Of the taps every n-th fits."""
    _, taps, targets, stride, dilation, before = axis
    way, common = at + before, gcd(stride, dilation)
    if way % common:
        return NONE
    every = stride // common
    fits = way // common * pow(dilation // common, -1, every) % every
    least = max(0, -(((targets - 1) * stride - way) // dilation))
    first = least + (fits - least) % every
    count = max(0, (min(taps - 1, way // dilation) - first) // every + 1)
    reached = _spaced((way - first * dilation) // stride, -(dilation // common), count)
    return _triples(_one(at), _spaced(first, every, count), reached)


def _triples(input: range, filter: range, output: range) -> Triples:
    return Triples(input, filter, output) if input and filter and output else NONE


def _one(cell: int) -> range:
    return range(cell, cell + 1)


def _spaced(start: int, step: int, count: int) -> range:
    return range(start, start + step * count, step)


def _within(offset: int, step: int, count: int, size: int) -> range:
    """The i below `count` for which offset + i * step is one of `size` cells."""
    return range(max(0, -(offset // step)), min(count, (size - 1 - offset) // step + 1))


def _moved(found: range, offset: int, step: int) -> range:
    return _spaced(offset + found.start * step, step, len(found))


def _channels(geometry: Geometry, tensor: str, cells: tuple[int, int]) -> tuple[Triples, Triples]:
    """The triples of the input's channels and of the output's, which a group has in common.

    `cells` are the channels of an input or output, twice, or the filter's last two axes.
    """
    inputs, outputs = geometry.group_inputs, geometry.group_outputs
    first, last = cells
    if tensor == INPUT:
        group, within = divmod(first, inputs)
        into, out = _one(within), range(outputs)
    elif tensor == OUTPUT:
        group, within = divmod(last, outputs)
        into, out = range(inputs), _one(within)
    elif geometry.depthwise:
        group, into, out = first, _one(0), _one(last)
    else:
        group = last // outputs
        into, out = _one(first), _one(last - group * outputs)
    input, output = _shifted(into, group * inputs), _shifted(out, group * outputs)
    # Depthwise filters count channels as the input does, and the outputs of each from 0.
    if geometry.depthwise:
        return Triples(input, input, range(0)), Triples(range(0), out, output)
    return Triples(input, into, range(0)), Triples(range(0), output, output)


def _shifted(cells: range, by: int) -> range:
    return range(cells.start + by, cells.stop + by)


def related(geometry: Geometry, tensor: str, index: Index) -> dict[str, Factor]:
    """The cells of all three tensors that share a triple with a cell of one of them, by tensor.

    Each axis of a tensor moves with one axis of the grid: the batch is the first, then come the
    spatial axes, the input's channels and the output's.
    """
    if tensor == FILTER:
        batch = Triples(*(range(geometry.input_shape[0]),) * 3)
        places, first, last = index[:-2], index[-2], index[-1]
    else:
        at, places, first = geometry.layout.split(index)
        batch, last = Triples(*(_one(at),) * 3), first
    axes = zip(geometry.axes, places, strict=True)
    middle = [spatial(axis, tensor, place) for axis, place in axes]
    into, out = _channels(geometry, tensor, (first, last))
    grid = tuple(one.many for one in (batch, *middle, into, out))
    join, rank = geometry.layout.join, len(middle)
    along = {
        INPUT: join(
            _along(batch.input, 0),
            [_along(one.input, place) for place, one in enumerate(middle, 1)],
            _along(into.input, rank + 1),
        ),
        FILTER: (
            *(_along(one.filter, place) for place, one in enumerate(middle, 1)),
            _along(into.filter, rank + 1),
            _along(out.filter, rank + 2),
        ),
        OUTPUT: join(
            _along(batch.output, 0),
            [_along(one.output, place) for place, one in enumerate(middle, 1)],
            _along(out.output, rank + 2),
        ),
    }
    return {name: Factor(name, tuple(axes), grid) for name, axes in along.items()}


def _along(cells: range, of: int) -> Along:
    return Along(cells, None if len(cells) == 1 else of)


@lru_cache(maxsize=256)
def _geometry(attributes: Attributes, input: Shape, filter: Shape, output: Shape) -> Geometry:
    # Of the three rules this one works with all shapes known, whichever of them was asked for.
    return geometry(rules.input_gradient_like(attributes, input, filter, output))


def _of_call(family: Family, shapes: Mapping[str, Shape], call: Call) -> Geometry:
    given = call.attributes
    names = ("strides", "padding", "explicit_paddings", "data_format", "dilations")
    found = attributes(family, *(given.get(name, ()) for name in names))
    return _geometry(found, shapes[INPUT], shapes[FILTER], shapes[OUTPUT])


_NOTES = {INPUT: of_input, FILTER: of_filter, OUTPUT: of_output}


def _traces(family: Family, result: str, **ports: str) -> Traces:
    """The traces of one op. `ports` has for the two tensors that are read the input port, in the
    order in which the product is written."""

    def geometry_of(call: Call) -> Geometry:
        shapes = {tensor: call.inputs[port] for tensor, port in ports.items()}
        return _of_call(family, shapes | {result: call.output}, call)

    def terms(call: Call, index: Index) -> Terms:
        here = geometry_of(call)
        found = related(here, result, index)
        factors = tuple(found[tensor].of(port) for tensor, port in ports.items())
        grid = factors[0].grid
        note = _NOTES[result](here, prod(grid[:-2]))  # without the channels
        return Terms("sum", grid, factors, note=note)

    def reach(call: Call, port: str, index: Index) -> Region:
        tensor = next(tensor for tensor, name in ports.items() if name == port)
        return related(geometry_of(call), tensor, index)[result].region

    return Traces(terms, reach, tuple(ports.values()))


def _three(family: Family) -> tuple[Traces, Traces, Traces]:
    """The op itself, its gradient by the input and its gradient by the filter."""
    return (
        _traces(family, OUTPUT, input="input", filter="filter"),
        _traces(family, INPUT, output="out_backprop", filter="filter"),
        _traces(family, FILTER, input="input", output="out_backprop"),
    )


CONV_2D, CONV_2D_INPUT, CONV_2D_FILTER = _three(CONV2D)
DEPTHWISE_2D, DEPTHWISE_2D_INPUT, DEPTHWISE_2D_FILTER = _three(DEPTHWISE)
CONV_3D, CONV_3D_INPUT, CONV_3D_FILTER = _three(CONV3D)
