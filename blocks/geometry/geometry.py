"""The geometry of a block of the convolution family, from what is known of its inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from blocks.declaration.attribute import REQUIRED
from blocks.declaration.known import Known
from blocks.finding import UNKNOWN
from blocks.geometry.axis import SpatialAxis
from blocks.geometry.members import MEMBERS, Member
from blocks.page import Block, End, Page, Unread
from kernels.convolution.attributes import Attributes
from kernels.convolution.relation import Relation
from kernels.errors import ArgumentError


@dataclass(frozen=True)
class Geometry:
    """How a block's windows lie over its input.

    `axes` is empty while `lacks` says what is not known yet. `fault` says what does not fit
    together; there may be axes all the same, those that input and filter alone give.
    """

    block: str
    member: Member
    axes: tuple[SpatialAxis, ...] = ()
    lacks: tuple[str, ...] = ()
    fault: str = ""


def geometry_of(page: Page, id: str, known: Callable[[End], Known]) -> Geometry | None:
    """The geometry of a block, None if it is none of the family; `known` tells what is known of
    an output of the page."""
    block = page.blocks[id]
    member = MEMBERS.get(block.op_name)
    if member is None or block.op is None or block.op.origin:
        return None
    if lacks := _unset(block):
        return Geometry(id, member, lacks=lacks)
    wired = {wire.target.port: known(wire.source) for wire in page.wires_into(id)}
    ports = {port.name: wired.get(port.name, UNKNOWN) for port in block.op.inputs}
    try:
        attributes = member.attributes(block.values())
    except ArgumentError as why:
        return Geometry(id, member, fault=str(why))
    relation, fault = _related(member, attributes, ports)
    if relation is None:
        return Geometry(id, member, fault=fault)
    lacks = _lacking(member, relation, wired)
    axes = () if lacks else _axes(relation)
    if any(axis.is_huge for axis in axes):
        return Geometry(id, member, lacks=("Sizes this large are not shown.",), fault=fault)
    return Geometry(id, member, axes, lacks, fault)


def _unset(block: Block) -> tuple[str, ...]:
    """The attributes that have no value which can be used."""
    lacks = []
    for name, value in block.values().items():
        if value is REQUIRED:
            lacks.append(f"{name} is not set.")
        elif isinstance(value, Unread):
            lacks.append(f"{name} cannot be used: {value.reason}")
    return tuple(lacks)


def _related(
    member: Member, attributes: Attributes, ports: Mapping[str, Known]
) -> tuple[Relation | None, str]:
    """What the sizes say together; if they contradict, what input and filter alone say."""
    try:
        return member.relation(attributes, ports), ""
    except ArgumentError as why:
        fault = str(why)
    try:
        return member.relation(attributes, ports, with_output=False), fault
    except ArgumentError:
        return None, fault


def _axes(relation: Relation) -> tuple[SpatialAxis, ...]:
    sizes = zip(relation.attributes.windows, relation.inputs, relation.filters, strict=True)
    axes = []
    for window, input, taps in sizes:
        assert input is not None
        assert taps is not None
        axes.append(SpatialAxis(window, input, taps, window.outputs(input, taps)))
    return tuple(axes)


def _lacking(member: Member, relation: Relation, wired: Mapping[str, Known]) -> tuple[str, ...]:
    """What is not known, port by port, and what would fit."""
    windows = relation.attributes.windows
    lacks = []
    for port, sizes in ((member.input, relation.inputs), (member.filter, relation.filters)):
        names = [window.name for window, size in zip(windows, sizes, strict=True) if size is None]
        if not names:
            continue
        if port not in wired:
            lacks.append(f"{port} is not wired.")
        elif len(names) == len(windows):
            what = f"The value of {port}" if port.endswith("_sizes") else f"The shape of {port}"
            lacks.append(f"{what} is not known before a run.")
        else:
            lacks.append(f"The {' and '.join(names)} of {port} is not known before a run.")
    fits = zip(windows, relation.inputs, relation.filters, relation.outputs, strict=True)
    for window, input, taps, outputs in fits:
        if input is None and taps is not None and outputs is not None:
            legal = window.legal_inputs(outputs, taps)
            if legal:
                some = f"{legal[0]} to {legal[-1]}" if len(legal) > 1 else f"{legal[0]}"
                lacks.append(f"An input {window.name} of {some} would fit {member.output}.")
    return tuple(lacks)
