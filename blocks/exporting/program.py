"""What a page computes, as statements in an order in which each can be taken.

The flavours write a statement each in their own way; here are the names, what is known of every
tensor, and what becomes of pins, of disabled and of bypassed blocks.
"""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from blocks.declaration.known import Known
from blocks.declaration.op import Op
from blocks.errors import RunFailed
from blocks.evaluation import Plan
from blocks.evaluation.step import Step
from blocks.page import End, Page
from blocks.page.names import FreeNames

Array = np.ndarray[Any, Any]

RESERVED = frozenset(
    {*keyword.kwlist, *keyword.softkwlist, *dir(builtins)}
    - {"filter", "input"}  # Ports are called so, and blocks often are.
    | {"np", "ml_dtypes", "kernels", "tf", "torch", "F", "Path", "TENSORS", "FOLDER"}
    | {"results", "name", "value", "spread", "as_whole"}
)
"""Names that Python has, and that exported code uses itself."""


@dataclass(frozen=True, slots=True)
class Use:
    """A block that is computed: its op, the variables it takes and those it gives.

    `given` has a name for each input port, a tuple of them for one that takes many wires, None for
    one that nothing is wired to; `known` what is known of the same ports by name.
    """

    block: str
    op: Op
    attrs: Mapping[str, Any]
    given: tuple[str | tuple[str, ...] | None, ...]
    known: Mapping[str, Known | tuple[Known, ...]]
    results: tuple[str, ...]
    made: tuple[Known, ...]
    note: str = ""

    @property
    def result(self) -> str:
        """The variable of an op with one output."""
        (name,) = self.results
        return name

    def of(self, port: str) -> Known:
        """What is known at a port that takes one wire."""
        found = self.known[port]
        return found if isinstance(found, Known) else Known()

    def argument(self, port: str) -> str:
        """The variable at a port that takes one wire."""
        at = [one.name for one in self.op.inputs].index(port)
        name = self.given[at]
        assert isinstance(name, str)
        return name


@dataclass(frozen=True, slots=True)
class Given:
    """A tensor that the page has, a Const's or a pin's."""

    result: str
    array: Array
    note: str = ""


@dataclass(frozen=True, slots=True)
class Same:
    """A bypassed block: its output is one of its inputs."""

    result: str
    source: str
    note: str = ""


Statement = Use | Given | Same


@dataclass(frozen=True, slots=True)
class Program:
    """The statements, and the variable of each fetched output by its name."""

    title: str
    precision: str
    statements: tuple[Statement, ...]
    results: Mapping[str, str]
    folder: str | None = None


def program(page: Page, planned: Plan) -> Program:
    """The program of a plan. Raises RunFailed if anything that it needs is wrong."""
    if planned.problems:
        raise RunFailed(planned.problems)
    return _Reader(page, planned).program()


class _Reader:
    def __init__(self, page: Page, planned: Plan) -> None:
        self._page = page
        self._plan = planned
        self._names = FreeNames(RESERVED)
        self._variables: dict[End, str] = {}
        self._known: dict[End, Known] = {}

    def program(self) -> Program:
        plan, statements = self._plan, list[Statement]()
        for end, array in plan.feeds.items():
            note = f"pinned on the page: {end} is not computed" if end in plan.pinned else ""
            statements.append(Given(self._name(end), array, note))
            self._known[end] = Known.of(array)
        for step in plan.steps.values():
            if step.off is None:
                statements += self._statements(step)
        results = {str(end): self._variables[end] for end in plan.fetches if self._has(end)}
        folder = None if self._page.folder is None else str(self._page.folder)
        return Program(self._page.title, plan.precision, tuple(statements), results, folder)

    def _has(self, end: End) -> bool:
        return end in self._variables

    def _statements(self, step: Step) -> list[Statement]:
        note = self._page.notes.get(step.block.id, "")
        if step.passed:
            made: list[Statement] = []
            for end, source in zip(step.outputs, step.passed, strict=True):
                variable = self._variables[source]
                made.append(Same(self._name(end), variable, f"{step.block.id} is bypassed"))
                self._known[end] = self._known[source]
            return made
        for end, known in zip(step.outputs, step.known, strict=True):
            if end not in self._plan.feeds:
                self._known[end] = known
        ends, names = step.inputs, [port.name for port in step.op.inputs]
        given = tuple(self._given(one) for one in ends)
        seen = {name: self._seen(one) for name, one in zip(names, ends, strict=True)}
        results = tuple(self._name(end) for end in step.outputs)
        if step.op.name == "Const":
            return [Given(results[0], step.attrs["value"], note)]
        # As the page has them: in the step's own, files are named by where they are now.
        attrs = step.block.values()
        return [Use(step.block.id, step.op, attrs, given, seen, results, step.known, note)]

    def _given(self, wired: End | tuple[End, ...] | None) -> str | tuple[str, ...] | None:
        if wired is None or isinstance(wired, End):
            return None if wired is None else self._variables[wired]
        return tuple(self._variables[end] for end in wired)

    def _seen(self, wired: End | tuple[End, ...] | None) -> Known | tuple[Known, ...]:
        if wired is None or isinstance(wired, End):
            return Known() if wired is None else self._known[wired]
        return tuple(self._known[end] for end in wired)

    def _name(self, end: End) -> str:
        """A variable: the block's name, with the port's where the block has several outputs."""
        if end in self._plan.feeds and end in self._variables:
            # It is fed already; what the block itself gives there goes unused.
            return self._names.take("_unused")
        block = self._page.blocks[end.block]
        words = block.name if len(block.outputs) == 1 else f"{block.name}_{end.port}"
        wish = re.sub(r"\W", "_", words, flags=re.ASCII)
        if wish[:1].isdecimal():
            wish = f"_{wish}"
        name = self._names.take(wish)
        self._variables.setdefault(end, name)
        return name
