"""What `blockprop run --check` asks for and tells: whether each block that checks is met."""

from __future__ import annotations

from collections.abc import Iterable

from blocks.command import console
from blocks.command.report import Report
from blocks.evaluation import Outcome, default_fetches
from blocks.evaluation.requests import default_targets
from blocks.page import End, Page

Judged = tuple[str, ...]
"""The blocks of a page that check others, in its order."""


def judges(page: Page) -> Judged:
    """The blocks that check others."""
    return tuple(id for id, one in page.blocks.items() if one.op is not None and one.op.verdict)


def asked(page: Page, fetches: Iterable[str]) -> tuple[list[End | str], list[str]]:
    """What is fetched, and what is computed besides: every check, and what the page fetches by
    itself unless something else is named."""
    judged, named = judges(page), list(fetches)
    if named:
        return [*named], [*judged]
    ends: list[End | str] = [end for end in default_fetches(page) if end.block not in judged]
    return ends, [*judged, *default_targets(page)]


def tell_verdicts(report: Report, judged: Judged, outcome: Outcome) -> bool:
    """Tell of each check whether it is met. Returns whether all are that were made."""
    if not judged:
        console.note("nothing is checked: the page has no Expect or GradientCheck block")
    told, lines = {}, []
    for id in judged:
        found = outcome.blocks.get(id)
        verdict = None if found is None else found.verdict
        if verdict is None:
            why = "fed" if found is None else found.message or found.state
            met, words, mark = None, f"not checked: {why}", "?"
        else:
            met, words, mark = verdict.met, verdict.words, "✓" if verdict.met else "✕"
        told[id] = {"met": met, "message": words}
        lines.append(f"  {mark} {id}: {words}")
        if met is False:
            report.not_met(id, words)
    report.more("checks", told)
    count = sum(one["met"] is True for one in told.values())
    if judged:
        report.text("\n".join([f"{count} of {len(judged)} checks met", *lines]))
    return all(one["met"] is not False for one in told.values())
