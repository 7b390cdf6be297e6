"""The libraries that are here, asked about calls that nobody has recorded: numbers included."""

from __future__ import annotations

import os

import pytest

from blocks.platforms import PLATFORMS, Platform
from tests.blocks.platforms.plain import disagreements, tried_plain
from tests.blocks.platforms.record import AROUND_OF
from tests.blocks.platforms.running import library_of
from tests.blocks.platforms.test_observed import agrees
from tests.blocks.platforms.trying import NO_WAY, tried

COUNT = 150
"""Enough for each op to come fifteen times."""

FEWER = {"jax": 40}
"""JAX compiles every call, which takes a quarter of a second and more."""

OK = ("fine", NO_WAY)
ASKED = [one for one in PLATFORMS if one.measured]


@pytest.mark.timeout(900)
@pytest.mark.parametrize("platform", ASKED, ids=lambda one: one.id)
def test_every_answer_is_what_the_library_does(platform: Platform) -> None:
    try:
        library = library_of(platform)
    except ImportError as why:
        pytest.skip(f"{platform.name} is not installed ({why}): see the extra `platforms`")
    seed, count = os.getpid(), FEWER.get(platform.id, COUNT)
    tries = list(tried(platform, seed, count))
    wrong = [found for case, came in tries if (found := agrees(case, platform, came))]
    for what in AROUND_OF.get(platform.id, ()):
        ways = tried(platform, seed, count, what)
        wrong += [f"{came} came of the way around {case}" for case, came in ways if came not in OK]
    said = f"{platform.name} {library.__version__}, seed {seed}"
    assert not wrong, "\n".join([said, *wrong[:5]])
    assert len(tries) == count


def test_the_other_ops_are_what_tensorflow_does() -> None:
    pytest.importorskip("tensorflow", reason="see the extras `peers` and `platforms`")
    assert disagreements(tried_plain()) == []
