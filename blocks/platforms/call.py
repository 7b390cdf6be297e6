"""One use of an op, as far as it is known before running: what the rules are asked about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from blocks.declaration.attribute import REQUIRED
from blocks.declaration.known import Known
from blocks.declaration.op import Op
from blocks.finding import Finding
from blocks.page import End, Unread

Look = Callable[[End], Known]


@dataclass(frozen=True, slots=True)
class Call:
    """An op, what is known at its input ports (of a `many` port, of its wires in order), its
    attributes, and what is known of its outputs."""

    op: Op
    inputs: Mapping[str, Known | tuple[Known, ...]]
    attrs: Mapping[str, Any]
    outputs: Mapping[str, Known] = field(default_factory=dict)

    def known(self, port: str) -> Known:
        """What is known at a port that takes one wire."""
        found = self.inputs[port]
        assert isinstance(found, Known), f"{port} takes many wires"
        return found


def call_of(finding: Finding, look: Look | None = None) -> Call | None:
    """The call that a block makes, None if it has no op or is wrong already.

    `look` may know more of an output than the check does, as where a run has left a result.
    """
    op = finding.given.block.op
    if op is None or finding.problems or finding.given.mode is not None:
        return None
    attrs = finding.attrs or finding.given.block.values()
    if any(value is REQUIRED or isinstance(value, Unread) for value in attrs.values()):
        return None
    inputs: dict[str, Known | tuple[Known, ...]] = {}
    for port in op.inputs:
        sources = [one for one in finding.given.sources if one.wire.target.port == port.name]
        found = tuple(one.known if look is None else look(one.wire.source) for one in sources)
        if port.many:
            inputs[port.name] = found
        else:
            inputs[port.name] = found[0] if found else Known()
    return Call(op, inputs, attrs, finding.outputs)
