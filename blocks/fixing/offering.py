"""Which fixes a problem offers: those that were tried and after which it is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, product

from blocks.checking import Check
from blocks.declaration.attribute import REQUIRED
from blocks.finding import Finding, Given, Problem, look
from blocks.fixing.call import Look, member_of
from blocks.fixing.case import Case, Proposed
from blocks.fixing.fix import Fix
from blocks.fixing.proposing import (
    attributes,
    dtypes,
    flags,
    layouts,
    sizes,
    sources,
    tensors,
    vectors,
    windows,
)
from blocks.fixing.trying import tried

MOST = 8
"""So many fixes are offered at most."""

_PAIRS = 300
"""So many pairs of proposals are tried at most where none is enough alone."""

_ENOUGH = 3
"""So many pairs are offered at most: the words of each are long."""

_ANY: tuple[Callable[[Case], Proposed], ...] = (
    attributes.propose,
    dtypes.propose,
    flags.propose,
    vectors.propose,
)
_FAMILY: tuple[Callable[[Case], Proposed], ...] = (
    layouts.propose,
    sizes.propose,
    windows.propose,
    sources.propose,
)
_LAST: tuple[Callable[[Case], Proposed], ...] = (tensors.propose,)


def fixes_of(check: Check, problem: Problem, known: Look | None = None) -> tuple[Fix, ...]:
    """The fixes of a problem, the best first; empty if there is none.

    `known` says what is known at an output where more is known than by the check, as after a run.
    """
    if problem.block is None or problem.block not in check.page.blocks:
        return ()
    look_at = known or check.known
    given = _seen(check.finding(problem.block).given, look_at)
    if given.block.op is None:
        return ()
    before = look(given)
    if not before.problems:
        return ()
    case = Case(check.page, given, problem, look_at)
    proposed = list(_proposed(case))
    clean, others, halves = _alone(case, before, proposed)
    if all(fix.anew for fix in clean):
        # Two changes that keep all numbers are better than one that makes others.
        pairs = _pairs(case, before, halves, proposed)
        clean = [fix for fix in pairs if not (clean and fix.anew)] + clean
    return tuple((clean + others)[:MOST])


def _alone(
    case: Case, before: Finding, proposed: list[Fix]
) -> tuple[list[Fix], list[Fix], list[int]]:
    """Those that put it right; those after which what they had hidden comes to light; and which of
    the proposals remove the problem, but let another one come up."""
    clean: list[Fix] = []
    others: list[Fix] = []
    halves: list[int] = []
    for at, fix in enumerate(proposed):
        after = tried(fix, case.given, case.look)
        if after is None or not _is_gone(case.problem, before, after):
            continue
        new = _new(before, after)
        if not new:
            clean.append(fix)
            if len(clean) == MOST:
                break
            continue
        halves.append(at)
        if _hides_others(case) and all(one.port != case.problem.port for one in new):
            others.append(fix)
    return clean, others, halves


def _pairs(case: Case, before: Finding, halves: list[int], proposed: list[Fix]) -> list[Fix]:
    """Where two things are wrong: those that put both right together."""
    found: list[Fix] = []
    pairs = (
        (one, two)
        for one, two in product(halves, range(len(proposed)))
        if not (two in halves and two < one)  # once is enough
    )
    both = (
        proposed[one].with_(proposed[two])
        for one, two in pairs
        if not proposed[one].touches & proposed[two].touches
    )
    for fix in islice(both, _PAIRS):
        after = tried(fix, case.given, case.look)
        if after is not None and _is_gone(case.problem, before, after) and not _new(before, after):
            found.append(fix)
        if len(found) == _ENOUGH:
            break
    return found


def _new(before: Finding, after: Finding) -> list[Problem]:
    return [one for one in after.problems if one not in before.problems]


def _seen(given: Given, look_at: Look) -> Given:
    sources = tuple(one._replace(known=look_at(one.wire.source)) for one in given.sources)
    return given._replace(sources=sources)


def _proposed(case: Case) -> Iterator[Fix]:
    """All proposals, each once, whoever made it."""
    seen = []
    in_family = member_of(case.block.op) is not None and not dtypes.is_about_dtype(case)
    of_family = _FAMILY if in_family else ()
    for propose in (*_ANY, *of_family, *_LAST):
        for fix in propose(case):
            what = (
                _values(case, fix),
                fix.numbers,
                fix.through,
                fix.sources,
                fix.shape_of,
                fix.anew,
            )
            if any(what) and what not in seen:
                seen.append(what)
                yield fix


def _values(case: Case, fix: Fix) -> dict[str, object]:
    """What the attributes would be, the default as the value that it is."""
    default = case.block.op.defaults if case.block.op is not None else {}
    return {
        name: default.get(name) if value is REQUIRED else value for name, value in fix.attrs.items()
    }


def _is_gone(problem: Problem, before: Finding, after: Finding) -> bool:
    if problem in before.problems:
        return problem not in after.problems
    # A run has found it, with words that the check does not use: nothing must be wrong.
    return not after.problems


def _hides_others(case: Case) -> bool:
    """Whether the problem keeps the check from looking at the shapes: more may come to light."""
    op = case.block.op
    is_attribute = op is not None and op.attribute(case.problem.port or "") is not None
    return is_attribute or dtypes.is_about_dtype(case)
