"""The rules against what the libraries were seen to do: observed.json, made by record.py."""

from __future__ import annotations

import json

import pytest

from blocks.platforms import PLATFORMS, Answer, Platform, Verdict, answers
from blocks.platforms.asking import rule_for, rules_of
from blocks.platforms.rules.tensorflow_plain import REFUSED
from tests.blocks.platforms.calls import Case, every_case
from tests.blocks.platforms.plain import disagreements
from tests.blocks.platforms.record import AROUND_OF, FILE, digest, digest_of_cases
from tests.blocks.platforms.trying import AROUND, CALL, NO_WAY, code_of

OBSERVED = json.loads(FILE.read_text(encoding="utf-8"))
ASKED = [one for one in PLATFORMS if one.measured]
AGAIN = "python -m tests.blocks.platforms.record, with the libraries installed, records anew"
FEW = 8
"""So few numbers may come out right by accident."""

EXPECTED = {
    Verdict.FINE: "fine",
    Verdict.ARGUMENTS: "fine",
    Verdict.REFUSES: "refuses",
    Verdict.WRONG: "wrong",
}


def answer(case: Case, platform: Platform) -> Answer:
    (found,) = [one for one in answers(case.call) if one.platform is platform]
    return found


def agrees(case: Case, platform: Platform, came: str) -> str:
    """What is wrong with the answer, as a sentence; empty if it says what came."""
    said, rule = answer(case, platform), rule_for(case.call, platform)
    if rule is not None and rule.is_erratic:
        return ""
    if said.verdict is Verdict.WRONG and came == "fine" and case.expected.size < FEW:
        return ""
    if EXPECTED[said.verdict] != came.partition(":")[0]:
        return f"{platform.name} {said.verdict}: {said.words} But {came!r} came of {case}"
    if said.verdict is Verdict.REFUSES and said.message not in came:
        return f"{platform.name} says {came!r}, not {said.message!r}, of {case}"
    return ""


def test_the_calls_are_those_that_were_tried() -> None:
    assert OBSERVED["calls"] == digest_of_cases(), AGAIN


def lines_of(platform: Platform, what: str) -> list[tuple[Case, str, str]]:
    """Each call with what came of it, and the word for the code that was run."""
    seen = OBSERVED["platforms"][platform.id]
    assert seen["version"].split("+")[0] in platform.measured
    told = seen[what]
    pairs = [line.split() for line in told["calls"]]
    cases = zip(every_case(), pairs, strict=True)
    return [(case, told["outcomes"][int(number)], code) for case, (number, code) in cases]


@pytest.mark.parametrize("platform", ASKED, ids=lambda one: one.id)
def test_every_answer_is_what_was_seen(platform: Platform) -> None:
    wrong = []
    for case, came, code in lines_of(platform, CALL):
        if found := agrees(case, platform, came):
            wrong.append(found)
        elif code != digest(code_of(case, platform, CALL)):
            wrong.append(f"the code for {platform.name} is not what was run: {AGAIN}; {case}")
    assert not wrong, "\n".join(wrong[:5])


def test_every_way_around_gives_the_numbers() -> None:
    (platform,) = [one for one in PLATFORMS if one.id in AROUND_OF]
    ways = 0
    for case, came, code in lines_of(platform, AROUND):
        assert code == digest(code_of(case, platform, AROUND)), f"{AGAIN}; {case}"
        assert came in ("fine", NO_WAY), f"{came} came of the way around {case}"
        ways += came == "fine"
    assert ways > 200


def test_the_other_ops_are_what_tensorflow_made_of_them() -> None:
    assert disagreements(OBSERVED["plain"]) == []
    refused = {key for key, came in OBSERVED["plain"].items() if came != "fine"}
    assert refused == {f"{op} {one}" for op, dtypes in REFUSED.items() for one in dtypes}


@pytest.mark.parametrize("platform", ASKED, ids=lambda one: one.id)
def test_every_rule_has_been_seen_to_hold(platform: Platform) -> None:
    held = {rule.name for case in every_case() if (rule := rule_for(case.call, platform))}
    assert held == {rule.name for rule in rules_of(platform)}


def test_every_call_that_works_has_code_to_copy() -> None:
    for case in every_case()[:200]:
        for one in answers(case.call):
            assert one.words
            if one.verdict in (Verdict.FINE, Verdict.ARGUMENTS):
                assert "output" in one.code, str(case)
