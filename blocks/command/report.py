"""What a command has to tell in the end: problems, results and what became of each block."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from blocks.checking import Problem
from blocks.command import console
from blocks.command.tensor_text import tensor_text
from blocks.errors import BlockpropError
from blocks.evaluation import BlockReport, Outcome, Reasons
from blocks.page import End, Page
from blocks.tensors import write_tensor

if TYPE_CHECKING:
    from blocks.fixing import Fix

Told = dict[str, Any]

_NAMED = 10
"""So many blocks are named in one line at most."""


class Report:
    """The outcome of a command on a page, told as text or as one JSON object.

    As text, results go to standard output and errors to standard error. As JSON, the object
    goes to standard output whatever happens, and errors are told on standard error besides.
    """

    def __init__(self, page: str, format: str) -> None:
        self._as_json = format == "json"
        self._object: Told = {"page": page, "ok": True, "results": {}, "blocks": {}, "errors": []}
        self._texts: list[str] = []

    def of(self, work: Callable[[], int]) -> int:
        """Do the work, tell all that came of it, whatever came, and return the exit status."""
        try:
            status = work()
        except BlockpropError as why:
            self._error(getattr(why, "block", None), getattr(why, "port", None), str(why))
            status = console.WRONG
        except KeyboardInterrupt:
            self.interrupted()
            status = console.INTERRUPTED
        except Exception as fault:
            self._error(None, None, console.fault_text(fault))
            status = console.FAILED
        self._tell()
        return status

    def interrupted(self) -> None:
        """Tell that Ctrl-C was pressed."""
        self._error(None, None, "interrupted")

    def problems(self, problems: Iterable[Problem]) -> None:
        """Tell what is wrong with blocks."""
        for one in problems:
            self._error(one.block, one.port, one.message, str(one))

    def problem(self, problem: Problem, fixes: Iterable[Fix]) -> None:
        """Tell a problem, and under it what would mend it."""
        self.problems((problem,))
        for fix in fixes:
            self._object["errors"][-1].setdefault("fixes", []).append(fix.told)
            console.note(f"  fix: {fix.words}")

    def failed(self, why: str) -> None:
        """Tell something that went wrong beside the blocks."""
        self._error(None, None, why)

    def outcome(self, page: Page, outcome: Outcome, reasons: Reasons) -> None:
        """Tell the results, the problems and what became of each block."""
        if self._as_json:
            ops = page.blocks
            self._object["blocks"] = {
                id: _block(ops[id].op_name, report, reasons.why(id))
                for id, report in outcome.blocks.items()
            }
            self._object["results"] = {
                name: write_tensor(array) for name, array in outcome.results.items()
            }
        else:
            self._texts += [tensor_text(name, array) for name, array in outcome.results.items()]
        self.problems(outcome.problems)
        skipped = [id for id, one in outcome.blocks.items() if one.state == "skipped"]
        if skipped:
            console.note(f"not run because of that: {_some(skipped)}")
        for culprit, ids in _left_out(outcome).items():
            console.note(f"not run, because {culprit} is disabled: {_some(ids)}")
        if outcome.cancelled:
            self.interrupted()

    def pins(self, ends: Iterable[End]) -> None:
        """Tell which results are not computed but pinned, however quiet the command is to be."""
        pinned = [str(end) for end in ends]
        if pinned:
            self._object["pinned"] = pinned
            console.note(f"pinned, not computed: {_some(pinned)}")

    def why(self, outcome: Outcome, reasons: Reasons) -> None:
        """Tell people why each block was computed or was not; as JSON it is told in any case."""
        lines = [f"{id}: {one.state}, {reasons.why(id)}" for id, one in outcome.blocks.items()]
        self.text("\n".join(["why:", *(f"  {line}" for line in lines)]))

    def known(self, blocks: Mapping[str, Told]) -> None:
        """Tell what is known of the blocks' outputs without a run."""
        self._object["blocks"] = blocks

    def results(self, results: Mapping[str, Any]) -> None:
        """Tell tensors by name; as JSON alone, for a command has its own words for people."""
        if self._as_json:
            self._object["results"] = {name: write_tensor(one) for name, one in results.items()}

    def more(self, key: str, value: object) -> None:
        """Tell something that this command alone has, as JSON."""
        self._object[key] = value

    def not_met(self, block: str, words: str) -> None:
        """Tell that what a block checks is not as it should be."""
        self._error(block, None, f"not met: {words}", f"{block}: not met: {words}")

    def text(self, text: str) -> None:
        """Say something that only people need."""
        if text:
            self._texts.append(text)

    def _tell(self) -> None:
        if self._as_json:
            console.say(json.dumps(self._object, allow_nan=False))
        elif self._texts:
            console.say("\n\n".join(self._texts))

    def _error(
        self, block: str | None, port: str | None, message: str, line: str | None = None
    ) -> None:
        self._object["ok"] = False
        self._object["errors"].append({"block": block, "port": port, "message": message})
        console.error(line or message)


def _block(op: str, report: BlockReport, why: str) -> Told:
    told: Told = {"op": op, "state": report.state, "seconds": report.seconds, "why": why}
    if report.message is not None:
        told["message"] = report.message
    else:
        told["bytes"] = report.bytes
    return told


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _left_out(outcome: Outcome) -> dict[str, list[str]]:
    """The blocks that were not run because of a disabled one, by that one."""
    found: dict[str, list[str]] = {}
    for id, report in outcome.blocks.items():
        if report.state == "disabled" and report.because is not None:
            found.setdefault(report.because, []).append(id)
    return found
