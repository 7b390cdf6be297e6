"""The check of one block: what is known at its outputs, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from blocks.declaration.attribute import REQUIRED
from blocks.declaration.files import with_files
from blocks.declaration.infer import infer
from blocks.declaration.known import Known
from blocks.declaration.op import Op, Port
from blocks.errors import ShapeRefused
from blocks.page import Block, Unread, Wire

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


class Source(NamedTuple):
    """A wire into a block, the op that it comes from and what is known at its start."""

    wire: Wire
    op: Op | None
    known: Known

    def same_as(self, other: Source) -> bool:
        """Whether both give a block the same to work with."""
        same = self.wire == other.wire and self.op is other.op
        return same and self.known.same_as(other.known)


@dataclass(frozen=True, slots=True)
class Given:
    """All that the check of a block depends on; `fed` holds outputs that feeds stand in for."""

    block: Block
    sources: tuple[Source, ...]
    folder: Path | None
    stamp: tuple[int, int] | None
    fed: Mapping[str, Known]

    def same_as(self, other: Given) -> bool:
        """Whether the block need not be looked at again."""
        return (
            self.block is other.block
            and self.folder == other.folder
            and self.stamp == other.stamp
            and self.fed is other.fed
            and len(self.sources) == len(other.sources)
            and all(one.same_as(two) for one, two in zip(self.sources, other.sources, strict=True))
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """What the check of a block found, and from what."""

    given: Given
    outputs: Mapping[str, Known]
    problems: tuple[Problem, ...]

    def says_as(self, other: Finding) -> bool:
        """Whether both know the same, and complain of the same."""
        return (
            self.problems == other.problems
            and self.outputs.keys() == other.outputs.keys()
            and all(one.same_as(other.outputs[name]) for name, one in self.outputs.items())
        )


def look(given: Given) -> Finding:
    """Check a block."""
    block, op = given.block, given.block.op
    if op is None:
        words = f"there is no op named {block.op_name!r:.60} here"
        return Finding(given, {}, (Problem(block.id, None, words),))
    if op.outputs and all(port.name in given.fed for port in op.outputs):
        return Finding(given, given.fed, ())
    wrong = [*_wrong_attributes(block, op), *_wrong_wires(block, op, given.sources)]
    outputs: Mapping[str, Known] = {}
    if not any(one.port is None or op.attribute(one.port) for one in wrong):
        try:
            attrs = with_files(op, block.values(), given.folder)
            found = infer(op, [_at(port, given.sources) for port in op.inputs], attrs)
            outputs = {port.name: known for port, known in zip(op.outputs, found, strict=True)}
        except ShapeRefused as why:
            wrong.append(Problem(block.id, why.port, str(why)))
    return Finding(given, {**outputs, **given.fed}, tuple(wrong))


def stamp(block: Block, folder: Path | None) -> tuple[int, int] | None:
    """Size and time of the file that a block names, so that the check sees when it changes."""
    if block.op is None or folder is None:
        return None
    for name in file_attributes(block.op):
        value = block.value(name)
        if isinstance(value, str):
            try:
                status = (folder / value).stat()
            except OSError:
                return None
            return status.st_size, status.st_mtime_ns
    return None


@cache
def file_attributes(op: Op) -> tuple[str, ...]:
    """The attributes of an op that name files."""
    return tuple(one.name for one in op.attributes if one.editor == "file")


def _wrong_attributes(block: Block, op: Op) -> Iterable[Problem]:
    for name, value in block.attrs.items():
        if isinstance(value, Unread):
            yield Problem(block.id, name, f"{name}: {value.reason}")
    for attribute in op.attributes:
        if block.value(attribute.name) is REQUIRED:
            wanted = f"; {', '.join(attribute.options)} is possible" if attribute.options else ""
            yield Problem(block.id, attribute.name, f"{attribute.name} is not set{wanted}")


def _wrong_wires(block: Block, op: Op, sources: tuple[Source, ...]) -> Iterable[Problem]:
    for wire, source, _ in sources:
        port = wire.target.port
        if op.input(port) is None:
            yield Problem(block.id, port, f"{op.name} has no input {port!r}")
        if source is not None and source.output(wire.source.port) is None:
            missing = f"{source.name} has no output {wire.source.port!r}"
            yield Problem(block.id, port, f"{port} is wired to {wire.source}, but {missing}")
    wired = {source.wire.target.port for source in sources}
    for needed in op.inputs:
        if needed.name not in wired and not needed.optional:
            yield Problem(block.id, needed.name, f"{needed.name} is not wired")


def _at(port: Port, sources: tuple[Source, ...]) -> Known | list[Known]:
    found = [known for wire, _, known in sources if wire.target.port == port.name]
    if port.many:
        return found
    return found[0] if found else UNKNOWN
