"""What every platform does with a call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from blocks.platforms.call import Call
from blocks.platforms.equivalents.tensors import tensors_of
from blocks.platforms.families import FAMILIES, FAMILY_OF
from blocks.platforms.families.sources import OTHER, RANDOM
from blocks.platforms.family import Way
from blocks.platforms.platform import PLATFORMS, Platform
from blocks.platforms.rule import Facts, Rule, first
from blocks.platforms.verdict import Answer, Equivalent, Verdict

UNSIZED = "It depends on what is not known yet: wire all inputs, or run what they come from."
SAME = "The same call gives the same numbers."
SAME_NUMBERS = "The call below gives the same numbers."
AROUND = "The call below gets around that."
UNMEASURED = "Nothing in TensorFlow's source speaks against it; not measured."


def answers(call: Call) -> tuple[Answer, ...]:
    """What each platform does with a call, in the order of PLATFORMS; empty if nothing is known of
    its op, which is one of the user's own then."""
    family = FAMILY_OF.get(call.op.name)
    if family is None:
        return ()
    facts = family.facts(call)
    return tuple(_answer(one, family.ways[one], call, facts) for one in PLATFORMS)


def troubles(call: Call) -> tuple[Answer, ...]:
    """The answers of those that refuse a call, or answer it wrongly, without what gets around it:
    quickly, for all blocks of a page are asked."""
    family = FAMILY_OF.get(call.op.name)
    if family is None:
        return ()
    facts = family.facts(call)
    found = ((one, first(family.ways[one].rules, facts)) for one in PLATFORMS)
    return tuple(
        Answer(one, rule.verdict, rule.words.format(facts), rule.message, rule.source)
        for one, rule in found
        if rule is not None and rule.verdict.is_bad
    )


def equivalent(call: Call, platform: Platform) -> Equivalent:
    """The call as it is written on a platform, whether or not the platform takes it.

    What it needs must be known: the sizes of a convolution, the dtype of any other.
    """
    made = written(call, platform)
    assert made is not None, f"{call.op.name} cannot be written for {platform.name}"
    return made


def written(call: Call, platform: Platform) -> Equivalent | None:
    """The same, None while what it needs is not known."""
    family = FAMILY_OF[call.op.name]
    return family.ways[platform].write(family.facts(call))


def rules_of(platform: Platform) -> Sequence[Rule[Any]]:
    """All rules of a platform, in the order in which it looks."""
    return [rule for family in FAMILIES for rule in family.ways[platform].rules]


def rule_for(call: Call, platform: Platform) -> Rule[Any] | None:
    """The rule that holds for a call on a platform, if one does."""
    family = FAMILY_OF[call.op.name]
    return first(family.ways[platform].rules, family.facts(call))


def _answer(platform: Platform, way: Way[Any], call: Call, facts: Facts) -> Answer:
    rule = first(way.rules, facts)
    if rule is not None:
        words = rule.words.format(facts)
        if rule.verdict.is_bad:
            found = way.around(facts, rule) if way.around else None
            words = f"{words} {AROUND}" if found is not None else words
        else:
            found = None if rule.verdict is Verdict.UNKNOWN else way.write(facts)
        tensors = None if found is None else tensors_of(call, platform, found)
        return Answer(platform, rule.verdict, words, rule.message, rule.source, found, tensors)
    made = way.write(facts)
    if made is None:
        return Answer(platform, Verdict.UNKNOWN, UNSIZED)
    source = f"measured with {platform.measured}" if platform.measured else ""
    verdict, words = _judged(platform, call, made)
    return Answer(
        platform, verdict, words, source=source, made=made, tensors=tensors_of(call, platform, made)
    )


def _judged(platform: Platform, call: Call, made: Equivalent) -> tuple[Verdict, str]:
    """How a call stands that a platform computes."""
    if call.op.name in RANDOM:
        return Verdict.OTHER, " ".join([OTHER, *made.notes])
    if made.notes:
        return Verdict.ARGUMENTS, " ".join([*made.notes, *made.remarks])
    same = SAME if platform.library == "tensorflow" else SAME_NUMBERS
    if not platform.measured:
        same = UNMEASURED
    return Verdict.FINE, " ".join([same, *made.remarks])
