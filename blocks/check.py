"""The page check: what is known at every output, and everything that is wrong, without running."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import numpy as np

from blocks.declaration.attribute import REQUIRED
from blocks.declaration.files import with_files
from blocks.declaration.infer import infer
from blocks.declaration.known import Known
from blocks.declaration.op import Op, Port
from blocks.errors import ShapeRefused
from blocks.page import Block, End, Page, Unread, Wire

UNKNOWN = Known()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a block; `port` is the port or attribute it is about, if it is one."""

    block: str
    port: str | None
    message: str

    def __str__(self) -> str:
        """`block.port: message`, with the port named once where the message begins with it."""
        if self.port is None:
            return f"{self.block}: {self.message}"
        return f"{self.block}.{self.port}: {self.message.removeprefix(f'{self.port}: ')}"


@dataclass(frozen=True, slots=True)
class _Finding:
    """What the check of one block found, and from what."""

    block: Block
    sources: tuple[tuple[Wire, Known], ...]
    folder: Path | None
    stamp: tuple[int, int] | None
    outputs: Mapping[str, Known]
    problems: tuple[Problem, ...]
    fed: tuple[int, ...]


class Check:
    """The check of a page, kept up to date: only blocks whose inputs or attributes differ are
    looked at again.

    `feeds` are tensors that stand in for outputs, as `blockprop run --feed` gives them.
    """

    def __init__(self, page: Page, feeds: Mapping[End, np.ndarray[Any, Any]] | None = None) -> None:
        self.page = page
        self._feeds = dict(feeds or {})
        self._findings: dict[str, _Finding] = {}
        self.refresh()

    def refresh(self) -> set[str]:
        """Look again at what has changed. Returns the blocks about which something else is known
        now than before, those that have gone included."""
        page = self.page
        changed = {id for id in self._findings if id not in page.blocks}
        for id in changed:
            del self._findings[id]
        for id in in_order(page, page.blocks):
            before = self._findings.get(id)
            after = self._look(page.blocks[id], before)
            if after is not before:
                self._findings[id] = after
                if before is None or _differ(before, after):
                    changed.add(id)
        return changed

    def known(self, end: End) -> Known:
        """What is known at an output."""
        finding = self._findings.get(end.block)
        return finding.outputs.get(end.port, UNKNOWN) if finding else UNKNOWN

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything wrong with the page, each once, in the page's order."""
        return self.problems_of(self.page.blocks)

    def problems_of(self, blocks: Iterable[str]) -> tuple[Problem, ...]:
        """Everything wrong with some blocks."""
        found = (self._findings[id].problems for id in blocks if id in self._findings)
        return tuple(one for problems in found for one in problems)

    def refusal(self, wire: Wire) -> str | None:
        """Why a wire that is being drawn cannot be made: the page's rules, then the dtypes.

        A wire that stands in the way is no reason, for a new one replaces it. Sizes are none
        either: an attribute may be about to change. They are told as a problem instead.
        """
        if (reason := self.page.refusal(wire, replace=True)) is not None:
            return reason
        target = self.page.blocks[wire.target.block]
        port = target.op.input(wire.target.port) if target.op else None
        dtype = self.known(wire.source).dtype
        if target.op is None or port is None or dtype is None:
            return None
        allowed = target.op.allowed(port)
        if dtype not in allowed:
            return f"{wire.source} is {dtype}; {wire.target} takes {', '.join(allowed)}"
        return None

    # ---- one block -------------------------------------------------------------------------

    def _look(self, block: Block, before: _Finding | None) -> _Finding:
        sources = tuple((one, self.known(one.source)) for one in self.page.wires_into(block.id))
        fed = tuple(
            id(self._feeds[End(block.id, port.name)])
            for port in (block.op.outputs if block.op else ())
            if End(block.id, port.name) in self._feeds
        )
        stamp = _stamp(block, self.page.folder)
        if (
            before is not None
            and before.block is block
            and before.folder == self.page.folder
            and before.stamp == stamp
            and before.fed == fed
            and len(before.sources) == len(sources)
            and all(
                one[0] == other[0] and one[1].same_as(other[1])
                for one, other in zip(before.sources, sources, strict=True)
            )
        ):
            return before
        outputs, problems = self._find(block, sources)
        return _Finding(block, sources, self.page.folder, stamp, outputs, problems, fed)

    def _find(
        self, block: Block, sources: tuple[tuple[Wire, Known], ...]
    ) -> tuple[Mapping[str, Known], tuple[Problem, ...]]:
        op = block.op
        if op is None:
            return {}, (Problem(block.id, None, f"there is no op named {block.op_name!r} here"),)
        fed = {
            port.name: Known.of(self._feeds[End(block.id, port.name)])
            for port in op.outputs
            if End(block.id, port.name) in self._feeds
        }
        if op.outputs and len(fed) == len(op.outputs):
            return fed, ()
        wrong = [*_wrong_attributes(block), *self._wrong_wires(block, sources)]
        outputs: Mapping[str, Known] = {}
        if not any(one.port is None or op.attribute(one.port) for one in wrong):
            try:
                attrs = with_files(op, block.values(), self.page.folder)
                found = infer(op, _inputs(op, sources), attrs)
                outputs = {port.name: known for port, known in zip(op.outputs, found, strict=True)}
            except ShapeRefused as why:
                wrong.append(Problem(block.id, why.port, str(why)))
        return {**outputs, **fed}, tuple(wrong)

    def _wrong_wires(
        self, block: Block, sources: tuple[tuple[Wire, Known], ...]
    ) -> Iterable[Problem]:
        op = block.op
        assert op is not None
        for wire, _ in sources:
            if op.input(wire.target.port) is None:
                yield Problem(
                    block.id, wire.target.port, f"{op.name} has no input {wire.target.port!r}"
                )
            source = self.page.blocks[wire.source.block]
            if source.op is not None and source.op.output(wire.source.port) is None:
                yield Problem(
                    block.id,
                    wire.target.port,
                    f"{wire.target.port} is wired to {wire.source}, "
                    f"but {source.op.name} has no output {wire.source.port!r}",
                )
        wired = {wire.target.port for wire, _ in sources}
        for port in op.inputs:
            if port.name not in wired and not port.optional:
                yield Problem(block.id, port.name, f"{port.name} is not wired")


def in_order(page: Page, ids: Iterable[str]) -> list[str]:
    """The blocks so that every source comes before what it feeds; repeats exactly."""
    wanted = dict.fromkeys(ids)
    graph = {
        id: [one.source.block for one in page.wires_into(id) if one.source.block in wanted]
        for id in wanted
    }
    return list(TopologicalSorter(graph).static_order())


def _wrong_attributes(block: Block) -> Iterable[Problem]:
    assert block.op is not None
    for name, value in block.attrs.items():
        if isinstance(value, Unread):
            yield Problem(block.id, name, f"{name}: {value.reason}")
    for attribute in block.op.attributes:
        if block.value(attribute.name) is REQUIRED:
            wanted = f"; {', '.join(attribute.options)} is possible" if attribute.options else ""
            yield Problem(block.id, attribute.name, f"{attribute.name} is not set{wanted}")


def _inputs(op: Op, sources: tuple[tuple[Wire, Known], ...]) -> list[Known | list[Known]]:
    return [_at(port, sources) for port in op.inputs]


def _at(port: Port, sources: tuple[tuple[Wire, Known], ...]) -> Known | list[Known]:
    found = [known for wire, known in sources if wire.target.port == port.name]
    if port.many:
        return found
    return found[0] if found else UNKNOWN


def _stamp(block: Block, folder: Path | None) -> tuple[int, int] | None:
    """Size and time of the file that a block names, so that the check sees when it changes."""
    if block.op is None or folder is None:
        return None
    for attribute in block.op.attributes:
        value = block.value(attribute.name)
        if attribute.editor == "file" and isinstance(value, str):
            try:
                status = (folder / value).stat()
            except OSError:
                return None
            return status.st_size, status.st_mtime_ns
    return None


def _differ(before: _Finding, after: _Finding) -> bool:
    return (
        before.problems != after.problems
        or before.outputs.keys() != after.outputs.keys()
        or any(not before.outputs[name].same_as(one) for name, one in after.outputs.items())
    )
