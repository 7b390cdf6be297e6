"""Compute one step from the tensors of its sources, or say why that cannot be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from blocks.checking import Problem
from blocks.declaration.infer import infer
from blocks.declaration.known import Known
from blocks.dtypes import DTYPES
from blocks.evaluation.keys import file_stamp
from blocks.evaluation.refusals import disagreement, raised, too_large, too_much
from blocks.evaluation.step import Step, memory_of
from blocks.page import End

Array = np.ndarray[Any, Any]


class Refused(Exception):
    """A step that gives no result, for these reasons."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__()
        self.problems = problems


def compute(
    step: Step, tensors: Mapping[End, Array], held: int, limit: int, as_checked: bool
) -> list[Array]:
    """A step's outputs in order, read-only.

    `held` are the bytes that the run holds already and `limit` those that it may. `as_checked`
    says that the tensors are what the check knew, so that its sizes hold; without that, or where
    the check did not know a size, the sizes are worked out from the tensors first. So they are of
    a file, which may have changed since the check. Raises Refused.
    """
    # Plain loops, here and below: a page has thousands of cheap blocks, and for the one input and
    # output that most have, a comprehension or a zip takes longer than all that is done in it.
    given: list[Any] = []
    for one in step.inputs:
        if isinstance(one, End):
            given.append(tensors[one])
        else:
            given.append(_gathered(one, tensors))
    op = step.op
    try:
        known, size = step.known, step.size
        if not as_checked or size is None or step.file is not None:
            known = infer(op, [_known(one) for one in given], step.attrs)
            size = memory_of(known, step.file)
        if size and held + size > limit:
            _refuse(step, known, size, held, limit)
        if step.replay is None:
            results = op.run(given, step.attrs)
        else:
            results = op.run(given, step.attrs, partial(step.replay.run, tensors))
    except Refused:
        raise
    except Exception as why:
        # The traceback is the program's affair, and would keep the tensors alive.
        raise Refused(raised(step.block.id, op, why)) from None
    if step.file is not None and file_stamp(step.file) != step.stamp:
        raise Refused(
            Problem(step.block.id, None, f"{step.file} was changed during the run; run it again")
        )
    return _as_outputs(step, known, results)


def as_known(known: Known, array: Array) -> bool:
    """Whether an array is what was known of it beforehand, its value included."""
    return as_promised(known, array) and (
        known.value is None or Known.of(array).same_as(Known.of(known.value))
    )


def as_promised(known: Known, array: Array) -> bool:
    """Whether an array has the dtype and shape that were known of it beforehand."""
    if known.dtype is not None and array.dtype != DTYPES[known.dtype]:
        return False
    if known.shape == array.shape or known.shape is None:
        return True
    return len(known.shape) == array.ndim and all(
        one is None or one == size for one, size in zip(known.shape, array.shape, strict=True)
    )


def _refuse(step: Step, known: Sequence[Known], size: int, held: int, limit: int) -> None:
    alone = too_large(step.outputs, known, limit)
    raise Refused(*alone or [too_much(step.outputs[0], size, held, limit)])


def _as_outputs(step: Step, known: Sequence[Known], results: tuple[Array, ...]) -> list[Array]:
    assert len(results) == len(known), f"{step.op.name} declares {len(known)} outputs"
    arrays = []
    for at, promised in enumerate(known):
        array = np.asarray(results[at])
        if not as_promised(promised, array):
            raise Refused(disagreement(step.outputs[at], step.op, promised, Known.of(array)))
        array.setflags(False)  # type: ignore[call-arg] # by position, which takes half the time
        arrays.append(array)
    return arrays


def _gathered(ends: tuple[End, ...] | None, tensors: Mapping[End, Array]) -> list[Array] | None:
    """What is wired to a port that takes many wires; None for one that nothing is wired to."""
    return None if ends is None else [tensors[end] for end in ends]


def _known(given: Any) -> Known | list[Known]:
    if given is None:
        return Known()
    return [Known.of(one) for one in given] if isinstance(given, list) else Known.of(given)
