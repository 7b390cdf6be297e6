"""One block of a plan: all that is needed to compute it, without the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blocks.declaration.files import with_files
from blocks.declaration.known import Known, total_bytes
from blocks.declaration.op import Op
from blocks.errors import ShapeRefused
from blocks.evaluation.keys import Stamp, file_stamp
from blocks.evaluation.refusals import too_large
from blocks.finding import UNKNOWN, Finding, Input, Problem
from blocks.page import Block, End, Wire
from kernels.errors import ArgumentError
from kernels.npy import read_header

if TYPE_CHECKING:
    from blocks.evaluation.replaying import Replay


# Not frozen, though nothing changes it: that takes three times as long to make.
@dataclass(slots=True)
class Step:
    """One block of a plan.

    `inputs` has for each input port the output that it is wired to, a tuple of them for a port
    that takes many, None for one that is not wired; `wires` are all wires into the block. `known`
    is what the check knows of the outputs and `size` the memory that they take together, in bytes,
    if it knows that. `file` is the file that the block reads, with its `stamp`. A step with
    `problems` cannot be run. `passed` are the outputs that a bypassed block lets through, in the
    place of its own. `off` is the disabled block that keeps this one from running, or itself.
    `replay` is what a block runs again that runs others; what that needs is among its `wires`.
    """

    block: Block
    attrs: Mapping[str, Any]
    inputs: tuple[Input, ...]
    wires: tuple[Wire, ...]
    outputs: tuple[End, ...]
    known: tuple[Known, ...]
    size: int | None
    file: str | None
    stamp: Stamp
    problems: tuple[Problem, ...]
    passed: tuple[End, ...] = ()
    off: str | None = None
    replay: Replay | None = None

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


def step_off(block: Block, finding: Finding, culprit: str) -> Step:
    """The step of a block that is not run, because that block is disabled."""
    known = tuple(finding.outputs.values())
    return Step(block, finding.attrs, (), (), block.outputs, known, 0, None, None, (), off=culprit)


def step_of(
    block: Block, wires: tuple[Wire, ...], finding: Finding, folder: Path | None, memory_limit: int
) -> Step:
    """The step that computes a block with these wires into it, of which the check found that.

    Files that it names are looked for in `folder`.
    """
    if finding.passed:
        through = tuple([wire.source for wire in finding.passed])
        known = tuple(finding.outputs.values())
        return Step(
            *(block, finding.attrs, (), wires, block.outputs, known, 0, None, None, ()),
            passed=through,
        )
    op, problems, attrs, file = block.op, finding.problems, finding.attrs, None
    if op is None:
        return Step(block, attrs, (), wires, (), (), None, None, None, problems)
    if op.file_attributes and not problems:
        try:
            attrs = with_files(op, attrs, folder)
            file = str(attrs[op.file_attributes[0]])
        except ShapeRefused as why:
            problems = (Problem(block.id, why.port, str(why)),)
    if problems:
        known = tuple([finding.outputs.get(port.name, UNKNOWN) for port in op.outputs])
        size = None
    else:
        known = tuple(finding.outputs.values())
        size = finding.bytes if file is None else memory_of(known, file)
        if size is not None and size > memory_limit:
            problems = tuple(too_large(block.outputs, known, memory_limit))
    stamp = None if file is None else file_stamp(file)
    return Step(
        block, attrs, finding.inputs, wires, block.outputs, known, size, file, stamp, problems
    )


def memory_of(outputs: Iterable[Known], file: str | None) -> int | None:
    """The bytes of memory that a block's outputs take together, None if that cannot be known.

    A file that is mapped takes none.
    """
    if file is not None and _is_mapped(file):
        return 0
    return total_bytes(outputs)


def _is_mapped(file: str) -> bool:
    try:
        return read_header(file).mapped
    except ArgumentError:  # The kernel will tell what is wrong with it.
        return False
