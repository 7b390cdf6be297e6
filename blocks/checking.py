"""The page check: what is known at every output, and everything that is wrong, without running."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from blocks.collecting import no_collecting
from blocks.declaration.known import Known
from blocks.declaration.op import Op
from blocks.depending import depends, no_way
from blocks.finding import UNKNOWN, Finding, Given, Problem, Source, look, page_problems, stamp
from blocks.page import Block, Edit, End, Page, Wire
from blocks.page.order import sources_first
from blocks.page.tables.ends import end_of

__all__ = ["UNKNOWN", "Check", "Problem"]

_NOT_FED: Mapping[str, Known] = {}
Pin = tuple[str, np.ndarray[Any, Any]]


class Check:
    """The check of a page, kept up to date: only blocks whose inputs or attributes differ are
    looked at again.

    `feeds` are tensors that stand in for outputs, as `blockprop run --feed` gives them; so do the
    page's pins.
    """

    def __init__(self, page: Page, feeds: Mapping[End, np.ndarray[Any, Any]] | None = None) -> None:
        self.page = page
        self._fed: dict[str, dict[str, Known]] = {}
        for end, tensor in (feeds or {}).items():
            self._fed.setdefault(end.block, {})[end.port] = Known.of(tensor)
        self._pinned: dict[str, tuple[list[Pin], Mapping[str, Known]]] = {}
        self._findings: dict[str, Finding] = {}
        with no_collecting():
            self.refresh()

    def refresh(self, edit: Edit | None = None) -> set[str]:
        """Look again at what has changed: anywhere, or by one edit, which is quicker.

        Returns the blocks about which something else is known now than before, those that have
        gone included. Files that blocks name are looked at again in any case.
        """
        blocks = self.page.blocks
        changed = self._findings.keys() - blocks.keys()
        for id in changed:
            del self._findings[id]
        reached = blocks if edit is None else self.reached_by(edit)
        follow = None if edit is None else (lambda one: one.source.block in reached)
        for id, wires in sources_first(self.page, reached, follow).items():
            before = self._findings.get(id)
            given = self._given(blocks, id, wires)
            if before is None or not given.same_as(before.given):
                after = self._findings[id] = look(given)
                if before is None or not after.says_as(before):
                    changed.add(id)
        return changed

    def finding(self, id: str) -> Finding:
        """What the check found of a block. Raises KeyError if it has not looked at it."""
        return self._findings[id]

    def known(self, end: End) -> Known:
        """What is known at an output."""
        finding = self._findings.get(end.block)
        return finding.outputs.get(end.port, UNKNOWN) if finding else UNKNOWN

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything wrong with the page, each once: as a whole, then block by block."""
        return page_problems(self.page) + self.problems_of(self.page.blocks)

    def problems_of(self, blocks: Iterable[str]) -> tuple[Problem, ...]:
        """Everything wrong with some blocks."""
        found = (self._findings[id].problems for id in blocks if id in self._findings)
        return tuple(one for problems in found for one in problems)

    def only_lacks_a_wire(self, problem: Problem) -> bool:
        """Whether nothing is wrong there but that a port has no wire yet."""
        block = None if problem.block is None else self.page.blocks.get(problem.block)
        if problem.block is None or block is None or block.op is None or problem.port is None:
            return False
        is_input = block.op.input(problem.port) is not None
        return is_input and not self.page.wires_into(problem.block, problem.port)

    def refusal(self, wire: Wire) -> str | None:
        """Why a wire that is being drawn cannot be made: the page's rules, then the dtypes.

        A wire that stands in the way is no reason, for a new one replaces it. Sizes are none
        either: an attribute may be about to change. They are told as a problem instead.
        """
        if (reason := self.page.refusal(wire, replace=True)) is not None:
            return reason
        return self.dtype_refusal(wire)

    def dtype_refusal(self, wire: Wire) -> str | None:
        """Why the input of a wire does not take what is known of its source, dtypes alone."""
        target = self.page.blocks[wire.target.block]
        port = target.op.input(wire.target.port) if target.op else None
        dtype = self.known(wire.source).dtype
        if target.op is None or port is None or dtype is None:
            return None
        allowed = target.op.allowed(port)
        if dtype not in allowed:
            return f"{wire.source} is {dtype}; {wire.target} takes {', '.join(allowed)}"
        return None

    def _given(self, blocks: Mapping[str, Block], id: str, wires: tuple[Wire, ...]) -> Given:
        block, folder = blocks[id], self.page.folder
        sources = [
            Source(wire, blocks[wire.source.block].op, self.known(wire.source)) for wire in wires
        ]
        mode = self.page.modes.get(id)
        cut = None if block.op is None or block.op.replays is None else self._cut(block.op, wires)
        fed = self._fed_to(id)
        return Given(block, tuple(sources), folder, stamp(block, folder), fed, mode, cut)

    def _cut(self, op: Op, wires: tuple[Wire, ...]) -> str | None:
        """Why there is no way between the two tensors of an op that runs others again."""
        assert op.replays is not None
        ends = {wire.target.port: wire.source for wire in wires}
        start, goal = (ends.get(port) for port in op.replays)
        if start is None or goal is None or depends(goal, start, self._made_of):
            return None
        return no_way(goal, start)

    def _made_of(self, end: End) -> list[End]:
        """The outputs that one is made of."""
        if end.port in self._fed_to(end.block):
            return []
        finding = self._findings.get(end.block)
        if finding is not None and finding.passed:
            passed = zip(finding.outputs, finding.passed, strict=True)
            return [wire.source for port, wire in passed if port == end.port]
        return [wire.source for wire in self.page.wires_into(end.block)]

    def _fed_to(self, id: str) -> Mapping[str, Known]:
        """What is known of tensors that stand in for a block's outputs; the very same mapping as
        before if they are the same."""
        fed = self._fed.get(id, _NOT_FED)
        if not self.page.pins:
            return fed
        pins = self.page.pins
        ends = [str(end) for end in self.page.blocks[id].outputs]
        pinned: list[Pin] = [(key, pins[key]) for key in ends if key in pins]
        if not pinned:
            return fed
        before = self._pinned.get(id)
        if before is None or not _are_same(before[0], pinned):
            known = {end_of(key).port: Known.of(tensor) for key, tensor in pinned}
            before = self._pinned[id] = (pinned, {**known, **fed})
        return before[1]

    def reached_by(self, edit: Edit) -> set[str]:
        """The blocks that an edit touches or that name files, and all that they lead to."""
        blocks = self.page.blocks
        todo = [id for id in edit.touched if id in blocks]
        todo += [id for id, block in blocks.items() if block.op and block.op.file_attributes]
        reached = set(todo)
        while todo:
            for wire in self.page.wires_out_of(todo.pop()):
                if wire.target.block not in reached:
                    reached.add(wire.target.block)
                    todo.append(wire.target.block)
        return reached


def _are_same(one: list[Pin], other: list[Pin]) -> bool:
    return len(one) == len(other) and all(
        key == key_too and tensor is tensor_too
        for (key, tensor), (key_too, tensor_too) in zip(one, other, strict=True)
    )
