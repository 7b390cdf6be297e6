"""Whether what is said of a call is what a library made of it."""

from __future__ import annotations

from blocks.platforms import Answer, Platform, Verdict, answers
from blocks.platforms.asking import rule_for
from tests.blocks.platforms.calls import Case
from tests.blocks.platforms.trying import NO_WAY

FEW = 8
"""So few numbers may come out right by accident."""

EXPECTED = {
    Verdict.FINE: "fine",
    Verdict.ARGUMENTS: "fine",
    Verdict.OTHER: "fine",
    Verdict.REFUSES: "refuses",
    Verdict.WRONG: "wrong",
}


def answer(case: Case, platform: Platform) -> Answer:
    (found,) = [one for one in answers(case.call) if one.platform is platform]
    return found


def agrees(case: Case, platform: Platform, came: str) -> str:
    """What is wrong with the answer, as a sentence; empty if it says what came."""
    said, rule = answer(case, platform), rule_for(case.call, platform)
    if said.made is not None and said.made.remarks and case.is_extreme and came == "wrong":
        return ""  # as the remark says
    if rule is not None and rule.is_erratic:
        return ""
    if said.verdict is Verdict.WRONG and came == "fine" and case.expected.size < FEW:
        return ""
    if EXPECTED[said.verdict] != came.partition(":")[0]:
        return f"{platform.name} {said.verdict}: {said.words} But {came!r} came of {case}"
    if said.verdict is Verdict.REFUSES and said.message not in came:
        return f"{platform.name} says {came!r}, not {said.message!r}, of {case}"
    return ""


def agrees_around(case: Case, platform: Platform, came: str) -> str:
    """The same of the way around what a platform refuses, or answers wrongly."""
    said = answer(case, platform)
    if came in ("fine", NO_WAY) or (said.made and said.made.remarks and case.is_extreme):
        return ""
    return f"{came} came of the way around {case}"
