"""The check of one block: what is known at its outputs, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from blocks.bypassing import Passed, passed
from blocks.declaration.attribute import REQUIRED
from blocks.declaration.files import with_files
from blocks.declaration.infer import infer
from blocks.declaration.known import Known, total_bytes
from blocks.declaration.op import Op, Port
from blocks.errors import ShapeRefused
from blocks.page import Block, End, Page, Unread, Wire
from blocks.page.block import NOTHING
from blocks.page.precision import PRECISION
from blocks.page.tables.modes import BYPASSED, DISABLED

UNKNOWN = Known()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a block, or with the page as a whole if `block` is None; `port` is the
    port or attribute it is about, if it is one."""

    block: str | None
    port: str | None
    message: str

    def __str__(self) -> str:
        """`block.port: message`, with the port named once where the message begins with it."""
        if self.block is None:
            return self.message
        if self.port is None:
            return f"{self.block}: {self.message}"
        return f"{self.block}.{self.port}: {self.message.removeprefix(f'{self.port}: ')}"


class Source(NamedTuple):
    """A wire into a block, the op that it comes from and what is known at its start."""

    wire: Wire
    op: Op | None
    known: Known

    def same_as(self, other: Source) -> bool:
        """Whether both give a block the same to work with."""
        same = self.wire == other.wire and self.op is other.op
        return same and self.known.same_as(other.known)


Input = End | tuple[End, ...] | None


# Named tuples, here and below, for a frozen dataclass takes three times as long to make, and a
# page of 10,000 blocks makes tens of thousands of these.
class Given(NamedTuple):
    """All that the check of a block depends on; `fed` holds outputs that feeds or pins stand in
    for, `mode` says if it is disabled or bypassed, and `cut` why a block that runs others again
    finds no way between its two ports."""

    block: Block
    sources: tuple[Source, ...]
    folder: Path | None
    stamp: tuple[int, int] | None
    fed: Mapping[str, Known]
    mode: str | None = None
    cut: str | None = None

    def same_as(self, other: Given) -> bool:
        """Whether the block need not be looked at again."""
        return (
            self.block is other.block
            and self.folder == other.folder
            and self.stamp == other.stamp
            and self.fed is other.fed
            and self.mode == other.mode
            and self.cut == other.cut
            and len(self.sources) == len(other.sources)
            and all(one.same_as(two) for one, two in zip(self.sources, other.sources, strict=True))
        )


class Finding(NamedTuple):
    """What the check of a block found, and from what.

    `attrs` are all attributes of the op with their values. `inputs` has for each input port the
    output that it is wired to, a tuple of them for a port that takes many, None for one that is
    not wired. Both are empty without an op, and if all outputs are fed. `bytes` is the memory that
    the outputs take together, if it can be known. `passed` has for each output of a bypassed block
    the wire whose tensor it lets through.
    """

    given: Given
    outputs: Mapping[str, Known]
    problems: tuple[Problem, ...]
    attrs: Mapping[str, Any] = NOTHING
    inputs: tuple[Input, ...] = ()
    bytes: int | None = None
    passed: Passed = ()

    def says_as(self, other: Finding) -> bool:
        """Whether both know the same, and complain of the same."""
        return (
            self.problems == other.problems
            and self.passed == other.passed
            and self.outputs.keys() == other.outputs.keys()
            and all(one.same_as(other.outputs[name]) for name, one in self.outputs.items())
        )


def look(given: Given) -> Finding:
    """Check a block."""
    finding = _looked_at(given)
    if given.mode is None:
        return finding
    if given.mode == DISABLED:
        # It does not run, so nothing that is wrong with it matters.
        return finding._replace(problems=())
    assert given.mode == BYPASSED
    return _bypassed(finding)


def _bypassed(finding: Finding) -> Finding:
    """The same, of a block that lets its inputs through."""
    given, op = finding.given, finding.given.block.op
    if finding.problems or op is None or not finding.inputs:
        return finding
    order = [port.name for port in op.inputs]
    sources = sorted(given.sources, key=lambda one: order.index(one.wire.target.port))
    through = passed([(one.wire, one.known) for one in sources], finding.outputs)
    if isinstance(through, str):
        return finding._replace(problems=(Problem(given.block.id, None, through),))
    known = {one.wire: one.known for one in sources}
    outputs = {name: known[wire] for name, wire in zip(finding.outputs, through, strict=True)}
    return finding._replace(outputs={**outputs, **given.fed}, passed=through)


def _looked_at(given: Given) -> Finding:
    """What is found of a block whatever its mode is."""
    block, op = given.block, given.block.op
    if op is None:
        words = f"there is no op named {block.op_name!r:.60} here"
        return Finding(given, {}, (Problem(block.id, None, words),))
    if given.fed and all(port.name in given.fed for port in op.outputs):
        return Finding(given, given.fed, (), bytes=total_bytes(given.fed.values()))
    attrs = block.values()
    wrong = _wrong_attributes(block, op, attrs) + _wrong_wires(block, op, given.sources)
    known_inputs: list[Known | list[Known]] = []
    inputs: list[Input] = []
    for port in op.inputs:
        wired = [source for source in given.sources if source.wire.target.port == port.name]
        known_inputs.append(_known_at(port, wired))
        inputs.append(_end_at(port, wired))
    outputs: dict[str, Known] = {}
    if not wrong or not any(one.port is None or op.attribute(one.port) for one in wrong):
        try:
            found = infer(op, known_inputs, with_files(op, attrs, given.folder))
            outputs = {port.name: found[at] for at, port in enumerate(op.outputs)}
        except ShapeRefused as why:
            wrong.append(Problem(block.id, why.port, str(why)))
    if given.cut is not None and op.replays is not None:
        wrong.append(Problem(block.id, op.replays[0], given.cut))
    outputs.update(given.fed)
    total = total_bytes(outputs.values())
    return Finding(given, outputs, tuple(wrong), attrs, tuple(inputs), total)


def page_problems(page: Page) -> tuple[Problem, ...]:
    """What is wrong with a page as a whole, so that nothing of it can run."""
    unread = page.unread_precision
    if unread is None:
        return ()
    return (Problem(None, PRECISION.name, f"{PRECISION.name}: {unread.reason}"),)


def stamp(block: Block, folder: Path | None) -> tuple[int, int] | None:
    """Size and time of the file that a block names, so that the check sees when it changes."""
    if block.op is None or folder is None:
        return None
    for name in block.op.file_attributes:
        value = block.value(name)
        if isinstance(value, str):
            try:
                status = (folder / value).stat()
            except OSError:
                return None
            return status.st_size, status.st_mtime_ns
    return None


def _wrong_attributes(block: Block, op: Op, attrs: Mapping[str, Any]) -> list[Problem]:
    wrong = []
    for name, value in block.attrs.items():
        if isinstance(value, Unread):
            wrong.append(Problem(block.id, name, f"{name}: {value.reason}"))
    for attribute in op.attributes:
        if attrs[attribute.name] is REQUIRED:
            wanted = f"; {', '.join(attribute.options)} is possible" if attribute.options else ""
            words = f"{attribute.name} is not set{wanted}"
            wrong.append(Problem(block.id, attribute.name, words))
    return wrong


def _wrong_wires(block: Block, op: Op, sources: tuple[Source, ...]) -> list[Problem]:
    wrong = []
    wired = set()
    for (start, (_, port)), source, _ in sources:
        declared = op.input(port)
        if port in wired and declared is not None and not declared.many:
            wrong.append(Problem(block.id, port, f"{port} has more than one wire"))
        wired.add(port)
        if declared is None:
            wrong.append(Problem(block.id, port, f"{op.name} has no input {port!r}"))
        if source is not None and source.output(start.port) is None:
            lacks = f"{source.name} has no output {start.port!r}"
            wrong.append(Problem(block.id, port, f"{port} is wired to {start}, but {lacks}"))
    missing = [one.name for one in op.inputs if one.name not in wired and not one.optional]
    return wrong + [Problem(block.id, name, f"{name} is not wired") for name in missing]


def _known_at(port: Port, wired: list[Source]) -> Known | list[Known]:
    if port.many:
        return [source.known for source in wired]
    return wired[0].known if wired else UNKNOWN


def _end_at(port: Port, wired: list[Source]) -> Input:
    if port.many:
        return tuple([source.wire.source for source in wired])
    return wired[0].wire.source if wired else None
