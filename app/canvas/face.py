"""What a block shows, in words: no pixel is known here, so it is compared and tested as a value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.canvas.words import attribute_text, raw_text, values_text
from app.document import Document
from app.durations import seconds_text
from blocks.declaration.known import Known
from blocks.declaration.op import Port
from blocks.enuspace import attrs_texts, in_attrs
from blocks.page import Block, End, Unread


@dataclass(frozen=True, slots=True)
class PortFace:
    """A port. `known` and `values` are what an output says of its tensor."""

    name: str
    dtype: str | None = None
    known: str = ""
    values: str = ""
    many: bool = False
    wired: bool = False
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """An attribute under the ports. A block grows for `wanted`, the beginning of `value`; what is
    left of it is cut where there is no room."""

    label: str
    value: str
    wrong: bool = False
    wanted: str | None = None

    @property
    def worth_room(self) -> str:
        """What the block grows for: all of the value, if nothing else is said."""
        return self.value if self.wanted is None else self.wanted


@dataclass(frozen=True, slots=True)
class Face:
    """All that a block shows. `trouble` is "", "incomplete" (it only lacks wires) or "error"."""

    title: str
    subtitle: str
    category: str | None
    inputs: tuple[PortFace, ...] = ()
    outputs: tuple[PortFace, ...] = ()
    rows: tuple[Row, ...] = ()
    state: str = "never"
    time: str = ""
    trouble: str = ""

    @property
    def is_placeholder(self) -> bool:
        """Whether it stands in for an op that does not exist here."""
        return self.category is None


def face_of(document: Document, id: str) -> Face:
    """What a block of a document shows now."""
    block = document.page.blocks[id]
    wrong = {one.port for one in document.check.problems_of((id,))}
    return Face(
        title=block.op_name,
        subtitle=block.id if block.name == block.id else f"{block.name} ({block.id})",
        category=block.op.category if block.op else None,
        inputs=tuple(_input(document, block, name, wrong) for name in input_names(document, id)),
        outputs=tuple(_output(document, block, name) for name in output_names(document, id)),
        rows=tuple(_rows(block, wrong)),
        state=document.state(id),
        time=seconds_text(document.seconds(id)),
        trouble=_trouble(document, id),
    )


def input_names(document: Document, id: str) -> list[str]:
    """The input ports: those of the op, then those that wires use though the op lacks them."""
    op = document.page.blocks[id].op
    names = [port.name for port in op.inputs] if op else []
    used = (wire.target.port for wire in document.page.wires_into(id))
    return list(dict.fromkeys((*names, *used)))


def output_names(document: Document, id: str) -> list[str]:
    """The output ports, in the same way."""
    op = document.page.blocks[id].op
    names = [port.name for port in op.outputs] if op else []
    used = (wire.source.port for wire in document.page.wires_out_of(id))
    return list(dict.fromkeys((*names, *used)))


def arriving(document: Document, end: End) -> list[Known]:
    """What is known of the tensors that come into a port."""
    return [document.known(wire.source) for wire in document.page.wires_into(*end)]


def _input(document: Document, block: Block, name: str, wrong: set[str | None]) -> PortFace:
    port = block.op.input(name) if block.op else None
    known = arriving(document, End(block.id, name))
    dtypes = {one.dtype for one in known}
    return PortFace(
        name,
        dtype=dtypes.pop() if len(dtypes) == 1 else _only_dtype(block, port),
        many=port is not None and port.many,
        wired=bool(known),
        wrong=name in wrong and bool(known),
    )


def _output(document: Document, block: Block, name: str) -> PortFace:
    end = End(block.id, name)
    known = document.known(end)
    port = block.op.output(name) if block.op else None
    small = known.value is not None and known.size is not None and known.size <= 8
    says_it = block.op is not None and any(one.editor == "tensor" for one in block.op.attributes)
    return PortFace(
        name,
        dtype=known.dtype or _only_dtype(block, port),
        known=str(known) if known.dtype or known.shape is not None else "",
        values="" if says_it or not small else values_text(known.value),
        wired=bool(document.page.wires_out_of(*end)),
    )


def _only_dtype(block: Block, port: Port | None) -> str | None:
    if block.op is None or port is None:
        return None
    allowed = block.op.allowed(port)
    return allowed[0] if len(allowed) == 1 else None


def _rows(block: Block, wrong: set[str | None]) -> Iterable[Row]:
    if block.op is None:
        for name, value in block.attrs.items():
            yield Row(name, raw_text(value.raw if isinstance(value, Unread) else value))
        return
    summed_up = {one.name for one in in_attrs(block.op)}
    for one in block.op.attributes:
        if one.name not in summed_up and one.name != "name":
            yield Row(one.name, attribute_text(one, block.value(one.name)), one.name in wrong)
    alien = [name for name in block.attrs if block.op.attribute(name) is None]
    for name in alien:
        yield Row(name, raw_text(block.attrs[name].raw), wrong=True)
    changed, unchanged = attrs_texts(block)
    if changed or unchanged:
        first = unchanged.partition(";")[0]
        yield Row("attrs", changed + unchanged, bool(summed_up & wrong), changed or first)


def _trouble(document: Document, id: str) -> str:
    problems = document.check.problems_of((id,))
    if document.failure(id) or not all(map(document.only_lacks_a_wire, problems)):
        return "error"
    return "incomplete" if problems else ""
