"""One block of a plan: all that is needed to compute it, without the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from blocks.checking import Check, Problem
from blocks.declaration.files import with_files
from blocks.declaration.known import Known
from blocks.declaration.op import Op, Port
from blocks.errors import ShapeRefused
from blocks.evaluation.keys import Stamp, file_stamp
from blocks.evaluation.refusals import too_large
from blocks.page import Block, End, Page, Wire
from kernels.errors import ArgumentError
from kernels.npy import read_header


# A named tuple, for a frozen dataclass takes as long to make as all the rest of a step.
class Step(NamedTuple):
    """One block of a plan.

    `inputs` has for each input port the output that it is wired to, a tuple of them for a port
    that takes many, None for one that is not wired; `wires` are all wires into the block. `known`
    is what the check knows of the outputs and `size` the memory that they take together, in bytes,
    if it knows that. `file` is the file that the block reads, with its `stamp`. A step with
    `problems` cannot be run.
    """

    block: Block
    attrs: Mapping[str, Any]
    inputs: tuple[End | tuple[End, ...] | None, ...]
    wires: tuple[Wire, ...]
    outputs: tuple[End, ...]
    known: tuple[Known, ...]
    size: int | None
    file: str | None
    stamp: Stamp
    problems: tuple[Problem, ...]

    @property
    def op(self) -> Op:
        """The block's op; only a step with problems can be without."""
        assert self.block.op is not None
        return self.block.op

    def attributes(self) -> Iterable[tuple[str, Any]]:
        """The attributes that can change a result; a block's name, for one, cannot."""
        return (
            (one.name, self.attrs[one.name])
            for one in self.op.attributes
            if one.in_kernel or one.name in self.op.types
        )


def step_of(page: Page, id: str, wires: tuple[Wire, ...], check: Check, memory_limit: int) -> Step:
    """The step that computes a block of the page as it is now; `wires` are those into it."""
    block = page.blocks[id]
    problems = list(check.problems_of([id]))
    if block.op is None:
        return Step(block, {}, (), wires, (), (), None, None, None, tuple(problems))
    attrs: Mapping[str, Any] = block.values()
    if not problems:
        try:
            attrs = with_files(block.op, attrs, page.folder)
        except ShapeRefused as why:
            problems.append(Problem(id, why.port, str(why)))
    file = _file(block.op, attrs)
    outputs = tuple(End(id, port.name) for port in block.op.outputs)
    known = tuple(check.known(end) for end in outputs)
    size = memory_of(known, file) if not problems else None
    if size is not None and size > memory_limit:
        problems += too_large(outputs, known, memory_limit)
    return Step(
        block,
        attrs,
        tuple(_wired(port, wires) for port in block.op.inputs),
        wires,
        outputs,
        known,
        size,
        file,
        file_stamp(file) if file is not None else None,
        tuple(problems),
    )


def _wired(port: Port, wires: Sequence[Wire]) -> End | tuple[End, ...] | None:
    ends = tuple(one.source for one in wires if one.target.port == port.name)
    if port.many:
        return ends
    return ends[0] if ends else None


def memory_of(outputs: Iterable[Known], file: str | None) -> int | None:
    """The bytes of memory that a block's outputs take together, None if that cannot be known.

    A file that is mapped takes none.
    """
    if file is not None and _is_mapped(file):
        return 0
    total = 0
    for one in outputs:
        if (size := one.bytes) is None:
            return None
        total += size
    return total


def _is_mapped(file: str) -> bool:
    try:
        return read_header(file).mapped
    except ArgumentError:  # The kernel will tell what is wrong with it.
        return False


def _file(op: Op, attrs: Mapping[str, Any]) -> str | None:
    """The file that a block reads, if it reads one."""
    for attribute in op.attributes:
        if attribute.editor == "file" and isinstance(attrs.get(attribute.name), str):
            return str(attrs[attribute.name])
    return None
