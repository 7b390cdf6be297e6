"""The page as a table: one row a block, in words. What screen readers read, and tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from blocks.checking import Check
from blocks.declaration.known import Known
from blocks.page import End, Page

NOT_WIRED = "not wired"


@dataclass(frozen=True, slots=True)
class Row:
    """What is to be said of a block. `inputs` tells where each input comes from, `outputs` what
    is known at each output, `problem` what is wrong first, if anything is."""

    id: str
    name: str
    op: str
    inputs: str
    outputs: str
    problem: str

    def spoken(self, state: str) -> str:
        """The row as one sentence."""
        parts = [f"{self.name}, {self.op}", state]
        parts += [f"takes {self.inputs}"] if self.inputs else []
        parts += [f"gives {self.outputs}"] if self.outputs else []
        parts += [f"problem: {self.problem}"] if self.problem else []
        return "; ".join(part for part in parts if part)


def row_of(
    page: Page, check: Check, id: str, known: Callable[[End], Known], failure: str | None = None
) -> Row:
    """The row of a block. `known` says what is known at an output, `failure` why a run failed."""
    block, finding = page.blocks[id], check.finding(id)
    problem = failure or (finding.problems[0].message if finding.problems else "")
    return Row(
        id,
        block.name,
        block.op_name,
        ", ".join(_inputs(page, id)),
        ", ".join(f"{end.port} {known(end)}" for end in block.outputs),
        " ".join(problem.split()),
    )


def _inputs(page: Page, id: str) -> list[str]:
    op = page.blocks[id].op
    wires = page.wires_into(id)
    names = dict.fromkeys(port.name for port in op.inputs) if op is not None else {}
    names |= dict.fromkeys(wire.target.port for wire in wires)
    said = []
    for name in names:
        sources = [str(wire.source) for wire in wires if wire.target.port == name]
        said.append(f"{name} from {' and '.join(sources)}" if sources else f"{name} {NOT_WIRED}")
    return said
