"""Random wrong calls of every op: what is offered puts them right, and something mostly is."""

from __future__ import annotations

import random

import pytest

from blocks import file
from blocks.checking import Check
from blocks.dtypes import DTYPES
from blocks.fixing import fixes_of
from tests.blocks.fixing.making import FAMILY
from tests.blocks.fixing.wrong_calls import OTHERS, wrong_calls

CALLS = 25

LEAST = {"Expect": 0.6, "GradientCheck": 0.8}
"""The share of wrong calls for which there is a fix. What is expected of an op is nobody's to
change but the one's who expects it, so Expect offers none for `value`."""


@pytest.mark.parametrize("name", [*OTHERS, *FAMILY])
def test_nearly_every_wrong_call_has_a_fix(name: str) -> None:
    fixed = sum(bool(fixes) for _, _, fixes in wrong_calls(name, 4 * CALLS, computed=0))
    assert fixed >= LEAST.get(name, 0.85) * 4 * CALLS, fixed


@pytest.mark.parametrize("name", [*OTHERS, *FAMILY])
def test_whatever_is_offered_puts_it_right_in_one_step(name: str) -> None:
    for page, problem, fixes in wrong_calls(name, CALLS):
        check = Check(page)
        page.changed.connect(check.refresh)
        before, others = file.dumps(page), set(check.problems)
        for fix in fixes:
            fix.apply(page)
            assert page.history.can_undo == fix.words
            assert problem not in check.problems, (problem, fix)
            new = set(check.problems) - others
            assert not new or fix.attrs or "dtype" in problem.message or "int32" in problem.message
            page.history.undo()
            assert page.history.can_undo is None, fix
            assert file.dumps(page) == before, fix
        assert len({fix.words for fix in fixes}) == len(fixes)


def test_blocks_that_compute_a_tensor_are_left_as_they_are() -> None:
    for name in ("Add", "Conv2DBackpropInputV2"):
        for page, _, fixes in wrong_calls(name, CALLS, computed=1):
            computed = {
                wire.target.port
                for wire in page.wires_into("it")
                if page.blocks[wire.source.block].op_name == "Identity"
            }
            assert not any(fix.anew.keys() & computed for fix in fixes)


@pytest.mark.parametrize("name", [*OTHERS, *FAMILY])
def test_no_dtype_breaks_a_proposal(name: str) -> None:
    chance = random.Random(name)
    offered = 0
    for page, *_ in wrong_calls(name, CALLS, computed=0):
        for wire in page.wires_into("it"):
            value = page.blocks[wire.source.block].value("value")
            if chance.random() < 0.5:
                dtype = DTYPES[chance.choice(list(DTYPES))]
                page.set_attr(wire.source.block, "value", value.astype(dtype))
        page.history.clear()
        check = Check(page)
        for problem in check.problems_of(["it"]):
            for fix in fixes_of(check, problem):
                offered += 1
                fix.apply(page)
                assert problem not in Check(page).problems
                page.history.undo()
                assert page.history.can_undo is None
    assert offered
