"""What every platform does with a call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from blocks.platforms.call import Call
from blocks.platforms.convolution import FAMILY, Convolution, convolution_of
from blocks.platforms.equivalents import jax, onnx, pytorch, tensorflow, tensorflow_around
from blocks.platforms.platform import (
    JAX,
    ONNX_RUNTIME,
    PYTORCH,
    TENSORFLOW_CPU,
    TENSORFLOW_GPU,
    Platform,
)
from blocks.platforms.rule import Rule, first
from blocks.platforms.rules import others, tensorflow_cpu, tensorflow_gpu, tensorflow_plain
from blocks.platforms.verdict import Answer, Equivalent, Verdict

UNSIZED = "It depends on what is not known yet: wire all inputs, or run what they come from."
SAME = "The same call gives the same numbers."
SAME_NUMBERS = "The call below gives the same numbers."
AROUND = "The call below gets around that."
UNMEASURED = "Nothing in TensorFlow's source speaks against it; not measured."


@dataclass(frozen=True, slots=True)
class _Knowledge:
    """What is known of a platform: its rules, and how a call is written there."""

    platform: Platform
    rules: Sequence[Rule]
    write: Callable[[Convolution], Equivalent] | None  # None: as the block has it


_KNOWN = (
    _Knowledge(TENSORFLOW_CPU, tensorflow_cpu.CPU, None),
    _Knowledge(TENSORFLOW_GPU, tensorflow_gpu.GPU, None),
    _Knowledge(PYTORCH, others.PYTORCH, pytorch.equivalent),
    _Knowledge(JAX, others.JAX, jax.equivalent),
    _Knowledge(ONNX_RUNTIME, others.ONNX_RUNTIME, onnx.equivalent),
)


def answers(call: Call) -> tuple[Answer, ...]:
    """What each platform does with a call, in the order of PLATFORMS; empty if nothing is known of
    its op."""
    if call.op.name in tensorflow_plain.OPS:
        return (_plain(call),)
    if call.op.name not in FAMILY:
        return ()
    convolution = convolution_of(call)
    return tuple(_answer(one, call, convolution) for one in _KNOWN)


def equivalent(call: Call, platform: Platform) -> Equivalent:
    """The call as it is written on a platform, whether or not the platform takes it.

    The sizes must be known, but for TensorFlow.
    """
    known = next(one for one in _KNOWN if one.platform is platform)
    return tensorflow.as_it_is(call) if known.write is None else known.write(convolution_of(call))


def rules_of(platform: Platform) -> Sequence[Rule]:
    """All rules of a platform, in the order in which it looks."""
    return next(one for one in _KNOWN if one.platform is platform).rules


def rule_for(call: Call, platform: Platform) -> Rule | None:
    """The rule that holds for a call of the family on a platform, if one does."""
    return first(rules_of(platform), convolution_of(call))


def _answer(known: _Knowledge, call: Call, convolution: Convolution) -> Answer:
    platform = known.platform
    rule = first(known.rules, convolution)
    if rule is not None:
        words = rule.words.format(convolution)
        way = _around(known, convolution) if rule.verdict.is_bad else None
        code = "" if way is None else way.code
        words = f"{words} {AROUND}" if code else words
        return Answer(platform, rule.verdict, words, rule.message, rule.source, code)
    if convolution.known is None or convolution.dtype is None:
        return Answer(platform, Verdict.UNKNOWN, UNSIZED)
    source = f"measured with {platform.measured}" if platform.measured else ""
    if known.write is None:
        words = SAME if platform.measured else UNMEASURED
        code = tensorflow.as_it_is(call).code
        return Answer(platform, Verdict.FINE, words, source=source, code=code)
    made = known.write(convolution)
    verdict = Verdict.ARGUMENTS if made.notes else Verdict.FINE
    words = " ".join(made.notes) or SAME_NUMBERS
    return Answer(platform, verdict, words, source=source, code=made.code)


def _plain(call: Call) -> Answer:
    """What TensorFlow does on a CPU with an op beside the convolutions."""
    platform, source = TENSORFLOW_CPU, tensorflow_plain.SOURCE
    dtype = tensorflow_plain.dtype_of(call)
    if dtype is None:
        return Answer(platform, Verdict.UNKNOWN, UNSIZED)
    if dtype in tensorflow_plain.REFUSED.get(call.op.name, ()):
        words = f"On a CPU TensorFlow has no {call.op.name} of {dtype}."
        return Answer(platform, Verdict.REFUSES, words, tensorflow_plain.MESSAGE, source)
    code = tensorflow.as_it_is(call).code
    return Answer(platform, Verdict.FINE, SAME, source=source, code=code)


def _around(known: _Knowledge, convolution: Convolution) -> Equivalent | None:
    """A call that gives the numbers which the platform does not give for this one."""
    if known.platform is not TENSORFLOW_CPU or convolution.known is None:
        return None
    return tensorflow_around.around(convolution)
