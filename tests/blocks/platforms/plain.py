"""The calls of ops beside the convolutions: the samples of their declarations."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from blocks.declaration.known import Known
from blocks.platforms import Answer, Call, answers
from blocks.platforms.equivalents.tensorflow import as_it_is
from blocks.platforms.platform import TENSORFLOW_CPU
from blocks.platforms.rules.tensorflow_plain import OPS
from tests.blocks.ops.samples import Sample, every_sample
from tests.blocks.platforms.running import outcome


@cache
def plain_samples() -> tuple[Sample, ...]:
    """Every sample of those ops, in every dtype."""
    with tempfile.TemporaryDirectory() as folder:
        return tuple(one for one in every_sample(Path(folder)) if one.op.name in OPS)


def tensors_of(sample: Sample) -> dict[str, np.ndarray[Any, Any]]:
    """Its inputs by port."""
    return {port.name: one for port, one in zip(sample.op.inputs, sample.inputs, strict=True)}


def answer_to(sample: Sample) -> Answer:
    """What is said of it."""
    known = {name: Known.of(array) for name, array in tensors_of(sample).items()}
    (found,) = answers(Call(sample.op, known, sample.attrs))
    return found


def tried_plain() -> dict[str, str]:
    """By op and dtype what TensorFlow makes of the samples: the first that is not fine, or that."""
    came: dict[str, str] = {}
    for sample in plain_samples():
        tensors = tensors_of(sample)
        known = {name: Known.of(array) for name, array in tensors.items()}
        code = as_it_is(Call(sample.op, known, sample.attrs)).code
        (expected,) = sample.op.run(sample.inputs, sample.attrs)
        key = f"{sample.op.name} {next(iter(tensors.values())).dtype.name}"
        if came.get(key, "fine") == "fine":
            came[key] = outcome(TENSORFLOW_CPU, code, tensors, expected)
    return came


def disagreements(came: dict[str, str]) -> list[str]:
    """Where what is said is not what came."""
    wrong = []
    for sample in plain_samples():
        said = answer_to(sample)
        key = f"{sample.op.name} {next(iter(tensors_of(sample).values())).dtype.name}"
        seen = came[key]
        if str(said.verdict) != seen.partition(":")[0] or said.message not in seen:
            wrong.append(f"{key}: {seen}, not {said.verdict} {said.message}")
    return wrong
