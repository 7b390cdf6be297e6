"""Whatever fix is offered: to apply it removes the problem, and one undo takes it back."""

from __future__ import annotations

import random
from types import MappingProxyType

import pytest

from blocks import file
from blocks.checking import Check
from blocks.fixing import fixes_of
from blocks.ops import OPS
from blocks.page import Block, Page, Unread
from tests.blocks.fixing.making import random_page

PAGES = 50


@pytest.mark.parametrize("seed", range(4))
def test_every_fix_removes_its_problem_in_one_step(seed: int) -> None:
    chance = random.Random(seed)
    offered = 0
    for _ in range(PAGES):
        page = random_page(chance)
        check = Check(page)
        page.changed.connect(check.refresh)
        before = file.dumps(page)
        for problem in check.problems_of(["it"]):
            others = set(check.problems)
            for fix in fixes_of(check, problem):
                offered += 1
                fix.apply(page)
                assert page.history.can_undo == fix.words
                assert problem not in check.problems, (problem, fix)
                new = set(check.problems) - others
                # What a wrong attribute or dtype had hidden may come to light, but nothing else.
                hides = fix.attrs or "dtype" in problem.message or " takes int32" in problem.message
                assert not new or hides, (problem, fix, new)
                page.history.undo()
                assert page.history.can_undo is None, fix
                assert file.dumps(page) == before, fix
    assert offered > PAGES, "hardly any page was wrong"


@pytest.mark.parametrize("raw", ["junk", -1, [0], [[1]], None, {"dtype": "float32"}, "=H"])
def test_whatever_an_attribute_of_any_op_is(raw: object) -> None:
    offered = 0
    for op in OPS.values():
        for attribute in op.attributes:
            page = Page()
            page.put_block(
                Block("it", op.name, op, MappingProxyType({attribute.name: Unread(raw, "junk")})),
                (0, 0),
            )
            check = Check(page)
            page.changed.connect(check.refresh)
            for problem in check.problems_of(["it"]):
                for fix in fixes_of(check, problem):
                    offered += 1
                    fix.apply(page)
                    assert problem not in check.problems, (problem, fix)
                    page.history.undo()
                    assert problem in check.problems
    assert offered > 50


def test_no_two_fixes_do_the_same() -> None:
    chance = random.Random(77)
    for _ in range(PAGES):
        page = random_page(chance)
        check = Check(page)
        for problem in check.problems_of(["it"]):
            fixes = fixes_of(check, problem)
            left = []
            for fix in fixes:
                fix.apply(page)
                left.append(file.dumps(page))
                page.history.undo()
            assert len(set(left)) == len(left), [one.words for one in fixes]
            assert len({one.words for one in fixes}) == len(fixes)
