"""The rules against what the libraries were seen to do: observed/, made by record.py."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from blocks.ops import OPS
from blocks.platforms import PLATFORMS, Platform, Verdict, answers
from blocks.platforms.asking import rule_for, rules_of
from blocks.platforms.families import FAMILY_OF
from tests.blocks.platforms.agreeing import agrees, agrees_around
from tests.blocks.platforms.calls import KINDS, Case, every_case
from tests.blocks.platforms.record import AROUND_OF, digest, digest_of_cases, file_of
from tests.blocks.platforms.trying import AROUND, CALL, code_of

ASKED = [one for one in PLATFORMS if one.measured]
AGAIN = "python -m tests.blocks.platforms.record, with the libraries installed, records anew"

of_each_kind = pytest.mark.parametrize("kind", KINDS)
of_each_platform = pytest.mark.parametrize("platform", ASKED, ids=lambda one: one.id)


@cache
def observed(kind: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file_of(kind).read_text(encoding="utf-8"))
    return found


def lines_of(kind: str, platform: Platform, what: str) -> list[tuple[Case, str, str]]:
    """Each call with what came of it, and the word for the code that was run."""
    seen = observed(kind)["platforms"][platform.id]
    assert seen["version"].split("+")[0] in platform.measured
    told = seen[what]
    pairs = [line.split() for line in told["calls"]]
    cases = zip(every_case(kind), pairs, strict=True)
    return [(case, told["outcomes"][int(number)], code) for case, (number, code) in cases]


@of_each_kind
def test_the_calls_are_those_that_were_tried(kind: str) -> None:
    assert observed(kind)["calls"] == digest_of_cases(kind), AGAIN


@of_each_kind
@of_each_platform
def test_every_answer_is_what_was_seen(kind: str, platform: Platform) -> None:
    wrong = []
    for case, came, code in lines_of(kind, platform, CALL):
        if found := agrees(case, platform, came):
            wrong.append(found)
        elif code != digest(code_of(case, platform, CALL)):
            wrong.append(f"the code for {platform.name} is not what was run: {AGAIN}; {case}")
    assert not wrong, "\n".join(wrong[:5])


WAYS = [(kind, id) for kind, ids in AROUND_OF.items() for id in ids]


@pytest.mark.parametrize(("kind", "id"), WAYS)
def test_every_way_around_gives_the_numbers(kind: str, id: str) -> None:
    (platform,) = [one for one in PLATFORMS if one.id == id]
    ways = 0
    for case, came, code in lines_of(kind, platform, AROUND):
        assert code == digest(code_of(case, platform, AROUND)), f"{AGAIN}; {case}"
        assert not agrees_around(case, platform, came)
        ways += came == "fine"
    assert ways > 30


@of_each_platform
def test_every_rule_has_been_seen_to_hold(platform: Platform) -> None:
    cases = [case for kind in KINDS for case in every_case(kind)]
    held = {rule.name for case in cases if (rule := rule_for(case.call, platform))}
    assert held == {rule.name for rule in rules_of(platform)}


@of_each_kind
def test_every_call_that_works_has_code_to_copy(kind: str) -> None:
    for case in every_case(kind)[:250]:
        for one in answers(case.call):
            assert one.words
            if one.verdict in (Verdict.FINE, Verdict.ARGUMENTS, Verdict.OTHER):
                assert "output" in one.code, str(case)
                compile(one.code, one.platform.id, "exec")


def test_something_is_known_of_every_op() -> None:
    assert set(FAMILY_OF) == set(OPS)
