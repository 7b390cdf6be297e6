"""What a block shows, in words: no pixel is known here, so it is compared and tested as a value.

The window and the pictures of a page both draw it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from blocks.checking import Check
from blocks.declaration.known import Known
from blocks.declaration.op import Port
from blocks.declaration.verdict import Verdict
from blocks.drawing.words import attribute_text, raw_text, values_text
from blocks.durations import seconds_text
from blocks.enuspace import attrs_texts, in_attrs
from blocks.page import Block, End, Page, Unread


class Seen(Protocol):
    """A page as somebody sees it: with its check, and perhaps with what a run gave."""

    @property
    def page(self) -> Page:
        """The page."""

    @property
    def check(self) -> Check:
        """The check of the page."""

    def known(self, end: End) -> Known:
        """What is known at an output."""

    def state(self, id: str) -> str:
        """How a block stands to the runs."""

    def seconds(self, id: str) -> float | None:
        """How long the block took when it last ran."""

    def verdict(self, id: str) -> Verdict | None:
        """What a block that checks others has found; None for all others, and without a result."""

    def failure(self, id: str) -> str | None:
        """Why the block failed in a run."""


class Unrun:
    """A page of which nothing was run, as the check sees it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.check = Check(page)

    def known(self, end: End) -> Known:
        """What the check knows at an output."""
        return self.check.known(end)

    def state(self, id: str) -> str:
        """Never run."""
        return "never"

    def seconds(self, id: str) -> float | None:
        """No time."""
        return None

    def verdict(self, id: str) -> Verdict | None:
        """Nothing was checked."""
        return None

    def failure(self, id: str) -> str | None:
        """No failure."""
        return None


@dataclass(frozen=True, slots=True)
class PortFace:
    """A port. `known` and `values` are what an output says of its tensor; `pinned` is one whose
    result is not computed."""

    name: str
    dtype: str | None = None
    known: str = ""
    values: str = ""
    many: bool = False
    wired: bool = False
    wrong: bool = False
    pinned: bool = False


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
    """All that a block shows. `trouble` is "", "incomplete" (it only lacks wires) or "error";
    `mode` is "", "disabled" or "bypassed"; `verdict` "", "met" or "unmet". A dot shows only
    its ports and what flows through."""

    title: str
    subtitle: str
    category: str | None
    inputs: tuple[PortFace, ...] = ()
    outputs: tuple[PortFace, ...] = ()
    rows: tuple[Row, ...] = ()
    state: str = "never"
    time: str = ""
    trouble: str = ""
    mode: str = ""
    verdict: str = ""
    note: str = ""
    is_dot: bool = False
    is_group: bool = False

    @property
    def standing(self) -> str:
        """In what a run treats it otherwise than others, in words for its title; mostly ""."""
        return " · ".join(filter(None, (self.mode, "pinned" if self.is_pinned else "")))

    @property
    def mark(self) -> str:
        """What its corner shows: the verdict of a block that checks, else how it stands to runs."""
        return self.verdict or self.state

    @property
    def is_pinned(self) -> bool:
        """Whether a result of it stands as it is, and is not computed."""
        return any(port.pinned for port in self.outputs)

    @property
    def is_placeholder(self) -> bool:
        """Whether it stands in for an op that does not exist here."""
        return self.category is None


def without_values(face: Face) -> Face:
    """What a block shows to those who do not want values in it."""
    if not any(port.values for port in face.outputs):
        return face
    return replace(face, outputs=tuple(replace(port, values="") for port in face.outputs))


def face_of(seen: Seen, id: str) -> Face:
    """What a block shows now."""
    block = seen.page.blocks[id]
    wrong = {one.port for one in seen.check.problems_of((id,))}
    verdict = seen.verdict(id)
    return Face(
        title=block.op_name,
        subtitle=block.id if block.name == block.id else f"{block.name} ({block.id})",
        category=block.op.category if block.op else None,
        inputs=tuple(input_face(seen, End(id, name), wrong) for name in input_names(seen, id)),
        outputs=tuple(output_face(seen, End(id, name)) for name in output_names(seen, id)),
        rows=(*_rows(block, wrong), *_verdict_row(seen, block, verdict)),
        state=seen.state(id),
        time=seconds_text(seen.seconds(id)),
        trouble=trouble_of(seen, id),
        mode=seen.page.modes.get(id, ""),
        verdict="" if verdict is None else "met" if verdict.met else "unmet",
        note=seen.page.notes.get(id, ""),
        is_dot=id in seen.page.dots,
    )


def input_names(seen: Seen, id: str) -> list[str]:
    """The input ports: those of the op, then those that wires use though the op lacks them."""
    op = seen.page.blocks[id].op
    names = [port.name for port in op.inputs] if op else []
    used = (wire.target.port for wire in seen.page.wires_into(id))
    return list(dict.fromkeys((*names, *used)))


def output_names(seen: Seen, id: str) -> list[str]:
    """The output ports, in the same way."""
    op = seen.page.blocks[id].op
    names = [port.name for port in op.outputs] if op else []
    used = (wire.source.port for wire in seen.page.wires_out_of(id))
    return list(dict.fromkeys((*names, *used)))


def arriving(seen: Seen, end: End) -> list[Known]:
    """What is known of the tensors that come into a port."""
    return [seen.known(wire.source) for wire in seen.page.wires_into(*end)]


def input_face(seen: Seen, end: End, wrong: set[str | None]) -> PortFace:
    """An input port; `wrong` are the names of the block's ports about which something is wrong."""
    block = seen.page.blocks[end.block]
    port = block.op.input(end.port) if block.op else None
    known = arriving(seen, end)
    dtypes = {one.dtype for one in known}
    return PortFace(
        end.port,
        dtype=dtypes.pop() if len(dtypes) == 1 else _only_dtype(block, port),
        many=port is not None and port.many,
        wired=bool(known),
        wrong=end.port in wrong and bool(known),
    )


def output_face(seen: Seen, end: End) -> PortFace:
    """An output port."""
    block = seen.page.blocks[end.block]
    known = seen.known(end)
    port = block.op.output(end.port) if block.op else None
    small = known.value is not None and known.size is not None and known.size <= 8
    says_it = block.op is not None and any(one.editor == "tensor" for one in block.op.attributes)
    return PortFace(
        end.port,
        dtype=known.dtype or _only_dtype(block, port),
        known=str(known) if known.dtype or known.shape is not None else "",
        values="" if says_it or not small else values_text(known.value),
        wired=bool(seen.page.wires_out_of(*end)),
        pinned=str(end) in seen.page.pins,
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


def _verdict_row(seen: Seen, block: Block, verdict: Verdict | None) -> Iterable[Row]:
    """What a block that checks has found. Its place is there before, so that nothing moves; where
    nothing is ever run, as in a picture, there is nothing to be said of it."""
    if block.op is None or block.op.verdict is None or isinstance(seen, Unrun):
        return
    if verdict is None:
        yield Row("check", "not made yet", wanted="")
    else:
        words = f"{'met' if verdict.met else 'not met'}: {verdict.words}"
        yield Row("check", words, not verdict.met, words.partition(";")[0])


def trouble_of(seen: Seen, id: str) -> str:
    """What is wrong with a block: "", "incomplete" or "error"."""
    problems = seen.check.problems_of((id,))
    if seen.failure(id) or not all(map(seen.check.only_lacks_a_wire, problems)):
        return "error"
    return "incomplete" if problems else ""
